// The storage contract: where an engine's log frames and checkpoints go, and where they come from when a database is opened again.
//
//   open -> (recovery reads the files) -> resume -> append* | checkpoint | flush ... -> close
//
// An object is opened once; whoever wants to open the database again makes another.
//
// The session drives it (session.ts), the adapters implement it: memory.ts (keeps nothing), node_files.ts (a directory through
// node:fs), idbfs.ts (IndexedDB in IDBFS's format). What is in the files: engine/doc/log_format.md. The files, the manifest and their
// meaning are the same for all of them, so a database can be copied from one to another file by file.
//
// What every adapter promises, and storage_contract.ts tests:
//  1. Frames whose `append` has resolved under "strict" are there after a crash of the process, the browser or the machine. Frames
//     whose `append` has not resolved are there wholly, up to some frame, or not at all; never with a gap before them.
//  2. A checkpoint replaces the segments that it covers in one atomic step.
//  3. After a failed write nothing more is written: every later call rejects with the same HostError until the storage is opened anew.
//  4. One owner at a time: `open` fails with code "locked" while another has it, and an owner that was overtaken all the same finds a
//     higher fence in the manifest and fails with "fenced" instead of writing.
//  5. `open` changes nothing in a place that is foreign or corrupt.

/** "strict": an append resolves when the frames survive a crash. "relaxed": it resolves when they are on their way. */
export type Durability = "strict" | "relaxed";

/** A file as it was found at opening. */
export interface StoredFile {
  /** For messages: `log-0000000013`. */
  readonly name: string;
  readonly bytes: number;
  /** The contents, in parts of at most some MiB, in order. To be read once, before `resume`. A part belongs to the caller. */
  read(): AsyncIterable<Uint8Array>;
}

/** What recovery reads: the checkpoint, then the segments in this order. */
export interface StoredFiles {
  readonly checkpoint: StoredFile | null;
  readonly segments: readonly StoredFile[];
}

export interface Storage {
  /** As in `open({ storage })`: `memory`, `idb:shop`, `file:./data`. For messages. */
  readonly name: string;
  /** False when nothing is kept: then the engine need not log, and of the calls below only open and close are made. */
  readonly persistent: boolean;
  readonly durability: Durability;

  /**
   * Takes the database over, making a new one where there is none, and says which files it has.
   * Fails with HostError: unsupported, invalid, locked, foreign, corrupt, evicted, storage. Then nothing is held and nothing changed.
   */
  open(): Promise<StoredFiles>;

  /**
   * Ends recovery. `wholeBytes`: how much of the last segment is whole; the rest, a torn frame, is cut off. 0 when there is no
   * segment. From here on frames may be appended.
   */
  resume(wholeBytes: number): Promise<void>;

  /**
   * Writes whole frames behind those of the calls before. Takes the bytes before it returns, so `frames` may be a view of the engine's
   * memory. Resolves as `durability` says.
   */
  append(frames: Uint8Array): Promise<void>;

  /**
   * The same, durable (under "strict") when it returns; frames of appends that have not resolved are durable then too. Absent
   * where the platform cannot write synchronously.
   */
  appendSync?(frames: Uint8Array): void;

  /**
   * Writes a checkpoint's file from its parts, then makes it replace the one before and every frame of the appends called before
   * this. Appends may be called while it runs. Rejects when it was not made: then the log still stands, and when `failure` is null the
   * storage goes on. One at a time.
   */
  checkpoint(parts: AsyncIterable<Uint8Array>): Promise<void>;

  /** Resolves when everything appended is durable, "relaxed" or not. */
  flush(): Promise<void>;

  /** Waits for what was begun, and lets the database go. Never rejects; harmless when never opened or closed before. */
  close(): Promise<void>;

  /** Bytes of the segments since the checkpoint, and of the checkpoint: what the session weighs to begin a checkpoint. */
  readonly segmentBytes: number;
  readonly checkpointBytes: number;

  /** Why nothing more can be written; null while all is well. */
  readonly failure: Error | null;
  /** Told once when the storage fails outside any call: the browser closed the connection, or somebody deleted the database. */
  onFailure: ((failure: Error) => void) | null;
}
