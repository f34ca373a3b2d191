// A session is one open database: it runs requests in the engine, hands the log frames of their commits to the storage, and says when
// an answer may be given. Run, persist, then answer.
//
// A caller (npm/src/database.ts, tests) does three things for a request, without a pause between the first two:
//
//   const at = session.requestBuffer(bytes);   // write the request form there, through session.binding.HEAPU8 read anew
//   const response = session.run(bytes);       // decode it at once: the next request overwrites it
//   await session.durable();                   // null: nothing to wait for; then answer
//
// Group commit: frames wait in the engine's own log while a write is under way, and the next write takes all of them.
// Invariant: the engine's log is empty, or a write that will take it is under way or scheduled, or the session has failed.
// Tested by session.test.ts over a storage that can be told to wait, fail and forget.
import type { EngineBinding } from "../bindings/engine_binding.js";
import { Background, type TickOutcome } from "./background.js";
import { HostError, reason } from "./errors.js";
import { systemHost, type Host } from "./host.js";
import { jsonRequestBytes, readJsonAnswer, writeJsonRequest, type JsonAnswer } from "./json_call.js";
import { MemoryStorage } from "./memory.js";
import type { Storage, StoredFile } from "./storage.js";

export interface SessionOptions {
  /** Time and chance; the system's by default. */
  readonly host?: Host;
  /** A checkpoint is begun when the log since the last one is longer than this and than that checkpoint. 4 MiB by default. */
  readonly checkpointMinBytes?: number;
  /** Background work is done after requests and by a timer (background.ts), not only when somebody calls for a tick. */
  readonly background?: boolean;
  /** Whose answers the engine gives, and what ARNs name. `eu-west-2` by default. */
  readonly region?: string;
  /** How long tables and indexes stay in their states; no time at all by default. */
  readonly lifecycleDelays?: DelayList | undefined;
}

/** In milliseconds, in the order in which the engine takes them: `setLifecycleDelays` in engine_binding.d.ts. */
export type DelayList = readonly [number, number, number, number, number, number];

// The engine's own default.
const kRegion = "eu-west-2";
const kCheckpointMinBytes = 4 * 1024 * 1024;
// What relaxed synchronous calls may leave in the engine's log before it is written at once: a loop of them never lets the write begin.
const kRelaxedLogBytesMax = 1024 * 1024;
// How many times longer than what begins a checkpoint the log may be before relaxed calls let the checkpoint get on.
const kOverdue = 4;
// What the timer does of background work before it gives the event loop a turn.
const kStepsOfTimer = 16;
const kCheckpointFile = 1;
const kSegmentFile = 2;

/** Those whose commits are written together. */
interface Group {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(failure: Error): void;
}

function newGroup(): Group {
  let resolve!: () => void;
  let reject!: (failure: Error) => void;
  const promise = new Promise<void>((resolveIt, rejectIt) => {
    resolve = resolveIt;
    reject = rejectIt;
  });
  // Under "relaxed" nobody waits for it; the failure is kept by the session.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

export class Session {
  readonly binding: EngineBinding;
  /** The engine's handle, for the calls of `binding` that this class does not wrap (inspection). */
  readonly engine: number;
  readonly storage: Storage;
  /** Time and chance for the first 16 bytes of each request. */
  readonly host: Host;
  readonly region: string;

  /** Called when background work was done outside of any request. */
  onBackground: (() => void) | null = null;

  readonly #persistent: boolean;
  readonly #strict: boolean;
  // The sessions whose engines share a module, this one too: a trap leaves its memory in nobody knows which state.
  readonly #family: Set<Session>;
  readonly #background: Background | null;
  readonly #checkpointMinBytes: number;
  // What every call is refused with: the failure below, or that the session is closed.
  #refusal: HostError | null = null;
  #failure: HostError | null = null;
  #trapped = false;
  // The engine's request buffer, which only requestBuffer moves, and how many bytes of it are ours.
  #buffer = 0;
  #bufferBytes = 0;
  // Bytes in the engine's log, as of the last look.
  #loggedBytes = 0;
  // The group whose frames are in the engine's log, the one being written, and the one that the last run belongs to.
  #waiting: Group | null = null;
  #writing: Group | null = null;
  #last: Group | null = null;
  #checkpointing: Promise<void> | null = null;
  #checkpointRetryBytes = 0;
  #closing: Promise<void> | null = null;

  private constructor(binding: EngineBinding, engine: number, storage: Storage, options: SessionOptions, family: Set<Session>) {
    this.binding = binding;
    this.engine = engine;
    this.storage = storage;
    this.host = options.host ?? systemHost();
    this.region = options.region ?? kRegion;
    this.#persistent = storage.persistent;
    this.#strict = storage.durability === "strict";
    this.#checkpointMinBytes = options.checkpointMinBytes ?? kCheckpointMinBytes;
    this.#family = family.add(this);
    this.#background = options.background === true ? new Background(() => this.#tick(), () => this.host.now()) : null;
    storage.onFailure = (failure) => this.#fail(failure);
  }

  /**
   * Opens the storage and brings a new engine of `binding` to the state that is stored there.
   * Fails with the storage's HostError, or "corrupt" naming the file and what the engine found in it, "memory" or "trap". The storage is
   * closed then.
   */
  static async open(binding: EngineBinding, storage: Storage, options: SessionOptions = {}): Promise<Session> {
    const files = await storage.open();
    try {
      const engine = binding.openEngine(storage.persistent ? 1 : 0);
      if (options.region !== undefined && options.region !== kRegion) setRegion(binding, engine, options.region);
      if (options.background === true) binding.setBackground(engine, 1);
      if (options.lifecycleDelays !== undefined) binding.setLifecycleDelays(engine, ...options.lifecycleDelays);
      const all = [...(files.checkpoint === null ? [] : [files.checkpoint]), ...files.segments];
      for (const [index, file] of all.entries()) {
        const kind = file === files.checkpoint ? kCheckpointFile : kSegmentFile;
        await recoverFile(binding, engine, storage.name, file, kind, index === all.length - 1);
      }
      if (storage.persistent) {
        await storage.resume(files.segments.length === 0 ? 0 : binding.recoveredBytes(engine) >>> 0);
      }
      return new Session(binding, engine, storage, options, new Set());
    } catch (thrown) {
      await storage.close();
      if (thrown instanceof HostError) throw thrown;
      throw new HostError("trap", `Opening '${storage.name}' failed in the engine: ${reason(thrown)}.`, thrown);
    }
  }

  /**
   * A session in memory with what this one has committed, which goes its own way from there and may be closed before or after this one.
   * A trap in one of a family ends all of them. `host`: the fork's time and chance; whether it does background work it has from here.
   */
  fork(host: Host): Session {
    if (this.#refusal !== null) throw this.#refused();
    let engine: number;
    try {
      engine = this.binding.forkEngine(this.engine);
    } catch (thrown) {
      throw this.#trap(thrown);
    }
    const options = { host, background: this.#background !== null, region: this.region };
    return new Session(this.binding, engine, new MemoryStorage(`fork of ${this.storage.name}`), options, this.#family);
  }

  /** Memory for a request of that many bytes, filled before anything else is called. Throws HostError: memory, or the session's failure. */
  requestBuffer(bytes: number): number {
    if (this.#refusal !== null) throw this.#refused();
    if (bytes <= this.#bufferBytes) return this.#buffer;
    let at: number;
    try {
      at = this.binding.requestBuffer(this.engine, bytes) >>> 0;
    } catch (thrown) {
      throw this.#trap(thrown);
    }
    if (at === 0) {
      throw new HostError("memory", `The engine has no memory for a request of ${bytes} bytes.`);
    }
    this.#buffer = at;
    this.#bufferBytes = bytes;
    return at;
  }

  /**
   * Runs the request form in the request buffer; answers the address of the response form, which is there until the next request.
   * `durable` then says what to wait for. Throws the session's failure.
   */
  run(bytes: number): number {
    if (this.#refusal !== null) throw this.#refused();
    let response: number;
    try {
      response = this.binding.execute(this.engine, bytes) >>> 0;
    } catch (thrown) {
      throw this.#trap(thrown);
    }
    if (this.#persistent) this.#collect();
    if (this.#background !== null) this.#background.requested();
    return response;
  }

  /** As `run`, for a request of the JSON protocol (`dispatch` in engine_binding.d.ts). */
  runJson(bytes: number): JsonAnswer {
    return this.#runDoor(bytes, "dispatch");
  }

  /** As `runJson`, for a request of the control door. */
  runControl(bytes: number): JsonAnswer {
    return this.#runDoor(bytes, "control");
  }

  /**
   * Runs a verb of the control door on the text of a JSON object. `durable` then says what to wait for. Throws the session's failure. Not to be
   * called while a request is being written into the request buffer.
   */
  control(verb: string, body: string): JsonAnswer {
    const encoder = new TextEncoder();
    const name = encoder.encode(verb);
    const text = encoder.encode(body);
    const bytes = jsonRequestBytes(name, text);
    const at = this.requestBuffer(bytes);
    writeJsonRequest(this.binding.HEAPU8, at, this.host, name, text);
    return this.#runDoor(bytes, "control");
  }

  /** As `control`, for a caller that cannot wait (`runSync`). */
  controlSync(verb: string, body: string, reads: boolean): JsonAnswer {
    this.#mustSync(reads);
    const answer = this.control(verb, body);
    this.#writeIfSync();
    return answer;
  }

  #runDoor(bytes: number, door: "dispatch" | "control"): JsonAnswer {
    if (this.#refusal !== null) throw this.#refused();
    let at: number;
    try {
      at = this.binding[door](this.engine, bytes) >>> 0;
    } catch (thrown) {
      throw this.#trap(thrown);
    }
    if (this.#persistent) this.#collect();
    if (this.#background !== null) this.#background.requested();
    return readJsonAnswer(this.binding, at);
  }

  /** Background work by the timer. What it commits is written as that of requests is. */
  #tick(): TickOutcome {
    const { status, body } = this.control("Tick", `{"maxSteps":${kStepsOfTimer}}`);
    const text = new TextDecoder().decode(body);
    if (status !== 200) throw new Error(text);
    this.onBackground?.();
    return JSON.parse(text) as TickOutcome;
  }

  /** Whether the engine is to tell what requests do; `takeTrace` takes it. Harmless when the session has ended. */
  setTracing(on: boolean): void {
    if (this.#refusal === null) this.binding.setTracing(this.engine, on ? 1 : 0);
  }

  /** What was told since the last call: lines of JSON. Empty when the session has ended. */
  takeTrace(): string {
    if (this.#refusal !== null) return "";
    const bytes = this.binding.traceBytes(this.engine) >>> 0;
    if (bytes === 0) return "";
    const at = this.binding.traceData(this.engine) >>> 0;
    const lines = new TextDecoder().decode(this.binding.HEAPU8.subarray(at, at + bytes));
    this.binding.clearTrace(this.engine);
    return lines;
  }

  /**
   * What the answer to the last `run` or `runJson` has to wait for: null when it committed nothing, when nothing is stored, or
   * under "relaxed". Rejects with the session's failure when the commit may not be durable.
   *
   * Under "relaxed" a loop that awaits each write never gives the event loop a turn, so a checkpoint that has begun would never end and
   * the log grow with the loop: when it has grown far past what begins a checkpoint, the answer waits for such a turn.
   */
  durable(): Promise<void> | null {
    const last = this.#last;
    if (last === null) return null;
    if (this.#strict) return last.promise;
    return this.#checkpointing !== null && this.storage.segmentBytes > kOverdue * this.#checkpointDueBytes() ? nextTurn() : null;
  }

  /** Whether a synchronous call can write and keep the promise of the database's durability. */
  get canSync(): boolean {
    return !this.#persistent || !this.#strict || this.storage.appendSync !== undefined;
  }

  /**
   * Runs a request for a caller that cannot wait: what it committed is as durable as the database was opened to be when this returns.
   * `reads`: the operation never writes, so it may be run where `canSync` is false. Throws HostError "sync" before anything
   * has run, or the session's failure.
   */
  runSync(bytes: number, reads = false): number {
    this.#mustSync(reads);
    const response = this.run(bytes);
    this.#writeIfSync();
    return response;
  }

  #mustSync(reads: boolean): void {
    if (this.#refusal !== null) throw this.#refused();
    if (reads || this.canSync) return;
    throw new HostError(
      "sync",
      `'${this.storage.name}' cannot be written synchronously: use the asynchronous calls, or open it with durability "relaxed".`,
    );
  }

  #writeIfSync(): void {
    if (this.#last === null) return;
    const due = this.#strict || this.#loggedBytes > kRelaxedLogBytesMax;
    if (due && this.storage.appendSync !== undefined) this.#writeSync(this.storage.appendSync.bind(this.storage));
  }

  /** Resolves when everything committed so far is durable, "relaxed" or not. Rejects with the session's failure. */
  async flush(): Promise<void> {
    if (this.#refusal !== null) throw this.#refused();
    await this.#drain();
  }

  /** Makes a checkpoint now, so that the log before it can go. Rejects when it could not be made. */
  async checkpoint(): Promise<void> {
    if (this.#refusal !== null) throw this.#refused();
    if (!this.#persistent) return;
    do {
      await this.#drain();
      if (this.#checkpointing !== null) await this.#checkpointing;
      if (this.#refusal !== null) throw this.#refused();
    } while (this.#loggedBytes > 0 || this.#checkpointing !== null);
    const failure = await this.#beginCheckpoint();
    if (failure !== null) throw failure;
  }

  /**
   * Makes everything durable and lets the database go; later calls fail with "closed". Rejects, after letting go, with the
   * session's failure when there is one: then what "relaxed" calls answered may be lost.
   */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#refusal = new HostError("closed", `The database '${this.storage.name}' is closed.`);
    this.#background?.close();
    try {
      if (this.#failure === null) await this.#drain();
    } catch {
      // Kept in #failure, and thrown below.
    }
    if (this.#checkpointing !== null) await this.#checkpointing;
    this.storage.onFailure = null;
    this.#family.delete(this);
    if (!this.#trapped) this.binding.closeEngine(this.engine);
    await this.storage.close();
    if (this.#failure !== null) throw this.#failure;
  }

  /** Notices what the request just run has committed, and sees to it that it is written. */
  #collect(): void {
    const loggedBytes = this.binding.logBytes(this.engine) >>> 0;
    if (loggedBytes === this.#loggedBytes) {
      this.#last = null;
      return;
    }
    this.#loggedBytes = loggedBytes;
    if (this.#waiting === null) {
      this.#waiting = newGroup();
      // Not at once: callers that were answered together, or that started together, come back in the same turn.
      if (this.#writing === null) queueMicrotask(() => this.#write());
    }
    this.#last = this.#waiting;
  }

  /** Writes what is in the engine's log, unless a write is under way: then the end of that one calls again. */
  #write(): void {
    const group = this.#waiting;
    if (group === null || this.#writing !== null || this.#failure !== null) return;
    this.#waiting = null;
    this.#writing = group;
    const written = this.storage.append(this.#frames());
    this.#emptyLog();
    written.then(
      () => {
        this.#writing = null;
        group.resolve();
        this.#write();
      },
      (failure: Error) => {
        this.#writing = null;
        group.reject(this.#fail(failure));
      },
    );
  }

  #writeSync(appendSync: (frames: Uint8Array) => void): void {
    try {
      appendSync(this.#frames());
    } catch (thrown) {
      throw this.#fail(thrown);
    }
    const group = this.#waiting;
    this.#waiting = null;
    this.#emptyLog();
    group?.resolve();
  }

  #frames(): Uint8Array {
    const at = this.binding.logData(this.engine) >>> 0;
    return this.binding.HEAPU8.subarray(at, at + this.#loggedBytes);
  }

  #emptyLog(): void {
    this.binding.clearLog(this.engine);
    this.#loggedBytes = 0;
    this.#checkpointIfDue();
  }

  /** To be called with the engine's log empty, as #beginCheckpoint. */
  #checkpointIfDue(): void {
    if (this.#checkpointing !== null || this.#refusal !== null) return;
    if (this.storage.segmentBytes > this.#checkpointDueBytes()) void this.#beginCheckpoint();
  }

  #checkpointDueBytes(): number {
    return Math.max(this.#checkpointMinBytes, this.storage.checkpointBytes, this.#checkpointRetryBytes);
  }

  async #drain(): Promise<void> {
    for (let group = this.#waiting ?? this.#writing; group !== null; group = this.#waiting ?? this.#writing) {
      await group.promise;
    }
    if (this.#failure !== null) throw this.#failure;
    if (!this.#persistent) return;
    try {
      await this.storage.flush();
    } catch (thrown) {
      throw this.#fail(thrown);
    }
  }

  /**
   * Freezes the state and has it written behind the requests' backs. To be called with the engine's log empty: the storage takes every
   * frame that it was given before for covered. Answers why it was not made, or null.
   */
  #beginCheckpoint(): Promise<Error | null> {
    const made = this.#makeCheckpoint();
    this.#checkpointing = made.then(() => {
      this.#checkpointing = null;
      // What was written meanwhile may be long already, and nothing may ever be written again.
      if (this.#loggedBytes === 0) this.#checkpointIfDue();
    });
    return made;
  }

  async #makeCheckpoint(): Promise<Error | null> {
    try {
      this.binding.beginCheckpoint(this.engine);
    } catch (thrown) {
      return this.#trap(thrown);
    }
    try {
      await this.storage.checkpoint(this.#checkpointParts());
      this.#checkpointRetryBytes = 0;
      return null;
    } catch (thrown) {
      if (this.storage.failure !== null) return this.#fail(this.storage.failure);
      // The log still stands. Tried again when it has doubled.
      this.#checkpointRetryBytes = this.storage.segmentBytes * 2;
      return thrown as Error;
    } finally {
      if (!this.#trapped) this.binding.endCheckpoint(this.engine);
    }
  }

  async *#checkpointParts(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      let at: number;
      try {
        at = this.binding.nextCheckpointChunk(this.engine) >>> 0;
      } catch (thrown) {
        throw this.#trap(thrown);
      }
      if (at === 0) return;
      // A copy: requests run, and memory moves, while the storage writes it.
      yield sizedBytes(this.binding.HEAPU8, at).slice();
    }
  }

  /** Ends the session with a failure that every later call repeats. The first one counts. Answers it. */
  #fail(thrown: unknown): HostError {
    if (this.#failure === null) {
      const first = thrown instanceof HostError ? thrown : null;
      this.#failure =
        first ??
        new HostError("storage", `Writing '${this.storage.name}' failed: ${reason(thrown)}.`, thrown);
      this.#refusal ??= this.#failure;
    }
    this.#waiting?.reject(this.#failure);
    this.#waiting = null;
    return this.#failure;
  }

  /** A trap ends the whole family. Answers this session's failure. */
  #trap(thrown: unknown): HostError {
    for (const member of this.#family) member.#endByTrap(thrown);
    return this.#failure!;
  }

  #endByTrap(thrown: unknown): void {
    this.#trapped = true;
    this.#background?.close();
    this.#fail(
      new HostError(
        "trap",
        `The engine of '${this.storage.name}' stopped on a broken invariant (${reason(thrown)}): open the database again.`,
        thrown,
      ),
    );
  }

  /** The refusal with the stack of the call that meets it. */
  #refused(): HostError {
    const { code, message, cause } = this.#refusal!;
    return new HostError(code, message, cause);
  }
}

/** Resolves when the event loop has had a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The bytes behind a fixed32 count, as a view. */
function sizedBytes(heap: Uint8Array, at: number): Uint8Array {
  const bytes = new DataView(heap.buffer, heap.byteOffset).getUint32(at, true);
  return heap.subarray(at + 4, at + 4 + bytes);
}

function setRegion(binding: EngineBinding, engine: number, region: string): void {
  const name = new TextEncoder().encode(region);
  const at = binding.requestBuffer(engine, name.length) >>> 0;
  if (at === 0) throw new HostError("memory", "There is no memory for the name of the region.");
  binding.HEAPU8.set(name, at);
  binding.setRegion(engine, name.length);
}

async function recoverFile(
  binding: EngineBinding,
  engine: number,
  database: string,
  file: StoredFile,
  kind: number,
  last: boolean,
): Promise<void> {
  // Even an empty file has a header, so this one is not whole; and of no bytes there is no buffer.
  if (file.bytes === 0) throw new HostError("corrupt", `'${database}' is damaged: ${file.name} is empty.`);
  const at = binding.requestBuffer(engine, file.bytes) >>> 0;
  if (at === 0) {
    throw new HostError("memory", `The engine has no memory for ${file.name} of '${database}' (${file.bytes} bytes).`);
  }
  let filled = 0;
  try {
    for await (const part of file.read()) {
      if (filled + part.length > file.bytes) break;
      binding.HEAPU8.set(part, at + filled);
      filled += part.length;
    }
  } catch (thrown) {
    if (thrown instanceof HostError) throw thrown;
    throw new HostError("storage", `${file.name} of '${database}' cannot be read: ${reason(thrown)}.`, thrown);
  }
  if (filled !== file.bytes) {
    throw new HostError("storage", `${file.name} of '${database}' changed while it was read.`);
  }
  if (binding.recover(engine, file.bytes, kind, last ? 1 : 0) === 0) return;
  const message = sizedBytes(binding.HEAPU8, binding.recoveryMessage(engine) >>> 0);
  // Engine sentences carry no full stop or carry one: the sentence here ends in exactly one.
  const text = new TextDecoder().decode(message).replace(/\.$/, "");
  throw new HostError("corrupt", `'${database}' is damaged in ${file.name}: ${text}.`);
}
