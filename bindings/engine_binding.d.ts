// What engine_binding.cc exports through Embind: integers in, integers out. Bytes cross in the engine's own memory, which the host
// reads and writes through HEAPU8 (read it anew after every call: memory may have grown). Formats: engine/doc/boundary_format.md
// and engine/doc/log_format.md. A pointer stays valid until the next call with the same engine; a response's even while
// the log is taken (logBytes, logData, clearLog). Treat pointers with `>>> 0`.
export interface EngineBinding {
  readonly HEAPU8: Uint8Array;
  /** Emscripten's file system and its IDBFS type, for the IndexedDB storage. */
  readonly FS: unknown;
  readonly IDBFS: unknown;

  /** Makes an empty engine and answers its handle, above 0. `logging` 1: commits are kept as log frames until clearLog. */
  openEngine(logging: number): number;
  /**
   * Makes the engine one of the region whose name is in the request buffer (engine.h, Options), instead of one of eu-west-2. Before anything
   * else is done with it: it is empty and without settings then.
   */
  setRegion(engine: number, bytes: number): void;
  /**
   * Makes an engine with the same content, clock and options that goes its own way from there, without logging and without listeners, and
   * answers its handle. Costs nothing for each item: both share what neither has changed. They may be closed in any order.
   */
  forkEngine(engine: number): number;
  /**
   * Closes the engine. Its handle means nothing afterwards. What it shares with forks is freed bit by bit, during their requests; the last
   * engine of a module is freed when another is opened in it, since closing usually means that the whole module is dropped.
   */
  closeEngine(engine: number): void;

  /** Memory for a request of that many bytes; 0 when there is none to be had. */
  requestBuffer(engine: number, bytes: number): number;
  /** Runs the request form in the request buffer; answers the address of the response form. */
  execute(engine: number, bytes: number): number;
  /**
   * The place of `execute` in the module's function table. Embind calls through rest arguments and apply, which costs as much as finding an
   * item; web/module.ts takes the function itself from the table.
   */
  executeAddress(): number;
  /**
   * Runs a request of DynamoDB's JSON protocol. Request buffer: now_ms:f64 entropy:fixed64 target_bytes:fixed32 target body.
   * Answers the address of status:fixed32 (HTTP) bytes:fixed32 body.
   */
  dispatch(engine: number, bytes: number): number;
  /**
   * Runs a verb of the control door ("Inspect", "Split", "Tick": engine.h says what they take and answer). As dispatch, with the verb in the
   * place of the target.
   */
  control(engine: number, bytes: number): number;
  /** `on` 1: requests do a bounded step of the background work that is due, after they were answered. Off in a new engine. */
  setBackground(engine: number, on: number): void;

  /** How long tables and indexes stay in their states, in milliseconds (hashrange/lifecycle.h). All zeros in a new engine. */
  setLifecycleDelays(
    engine: number,
    createTable: number,
    updateTable: number,
    deleteTable: number,
    allocateIndex: number,
    fillIndex: number,
    deleteIndex: number,
  ): void;

  /** `on` 1: requests and background work tell what they do. 0, as in a new engine: they do not, and what was not taken is forgotten. */
  setTracing(engine: number, on: number): void;
  /** Events since the last clearTrace, each a line of JSON (npm/src/trace.ts): how many bytes, and where. */
  traceBytes(engine: number): number;
  traceData(engine: number): number;
  clearTrace(engine: number): void;

  /** Log frames of the commits since the last clearLog: how many bytes, and where. */
  logBytes(engine: number): number;
  logData(engine: number): number;
  clearLog(engine: number): void;
  /** The sequence of the last commit. */
  lastSequence(engine: number): number;

  /**
   * Recovery, on an engine fresh from openEngine: the request buffer holds one whole file, header included. Checkpoint first, then the
   * segments in order. `kind`: 1 checkpoint, 2 segment. `last`: 1 when no file follows; only then may it end in a torn frame. Answers 0 when
   * all is well, else 1: recoveryMessage says what is wrong. After the last file the request buffer is given back: ask for it anew.
   */
  recover(engine: number, bytes: number, kind: number, last: number): number;
  /** How many bytes of the file last given to recover are whole: the rest is a torn frame, to be cut off. */
  recoveredBytes(engine: number): number;
  /** The address of bytes:fixed32 and a UTF-8 sentence. */
  recoveryMessage(engine: number): number;

  /** Freezes a view of the database for a checkpoint; later commits do not change it. */
  beginCheckpoint(engine: number): void;
  /** The address of bytes:fixed32 and that many bytes of the checkpoint's file, header first; 0 when all was given. About 1 MiB each. */
  nextCheckpointChunk(engine: number): number;
  /** Lets the frozen view go; harmless when there is none. */
  endCheckpoint(engine: number): void;
}
