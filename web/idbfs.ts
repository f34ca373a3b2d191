// Storage in a browser's IndexedDB, in the database and record format of Emscripten's IDBFS: open({ storage: "idb:<name>" }).
//
// The files of a database are the records of one IDBFS mount, /hashrange/<name>. They are loaded by stock IDBFS, syncfs(true), and written
// by ourselves: stock syncfs(false) looks at every file each time, rewrites a changed one whole and misses changes within a
// millisecond. One commit is one transaction that puts the records which changed and checks the fence, whatever the total.
//
//  - The active segment is small (32 KiB) and rewritten whole with each append; a sealed one never changes. Sixteen sealed ones of a size
//    are merged into one in the background, since opening costs time for each record.
//  - A checkpoint is written in parts, each in a transaction, that nobody names until the last transaction replaces the manifest.
//  - Records of 64 KiB and more are always written with strict durability: browsers keep large values in files of their own, which
//    "relaxed" never syncs, though the record that names them may be on disk.
//  - Everything that writes runs in one queue, and decides there, so what a transaction names was stored before it or is in it.
//
// Invariant: outside a task of the queue, #manifestBytes is what is stored, and names exactly the files that are there but for parts of a
// checkpoint being made. Tested by storage.test.ts in tests/browser, in Chromium, with the shared contract.
import { HostError, reason } from "./errors.js";
import { deleteDatabase, openDatabase, transact, within, type IdbfsType } from "./idb_database.js";
import { takeLock } from "./idb_lock.js";
import { forget, markLocally, markMade, wasMade } from "./idb_sentinel.js";
import {
  decodeManifest,
  encodeManifest,
  fileName,
  kManifestFile,
  kSegmentHeaderBytes,
  segmentHeader,
  type Manifest,
} from "./manifest.js";
import type { Durability, Storage, StoredFile, StoredFiles } from "./storage.js";

export interface IdbfsOptions {
  /** "strict" by default. */
  readonly durability?: Durability;
  /**
   * What to do when a database was made under this name and its data is gone: fail with HostError "evicted" (false, the default) or begin
   * a new one (true). Without effect on a database that is there.
   */
  readonly startAnew?: boolean;
  /** How long to wait for IndexedDB while opening. 60 s by default. */
  readonly loadLimitMs?: number;
  /** How long to wait for another tab or worker to let the database go. 1 s by default. */
  readonly lockWaitMs?: number;
}

/** What is used of an EngineBinding. */
export interface FileSystemBinding {
  readonly FS: unknown;
  readonly IDBFS: unknown;
}

/** What is used of Emscripten's FS. */
interface FileSystem {
  mkdirTree(path: string): void;
  mount(type: object, options: object, path: string): void;
  unmount(path: string): void;
  syncfs(populate: boolean, done: (failure: unknown) => void): void;
  stat(path: string): { readonly size: number };
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
}

/** A file's record, as IDBFS reads it. `contents` is an array of its own: of a view the whole memory behind it would be stored. */
interface FileRecord {
  readonly timestamp: Date;
  readonly mode: number;
  readonly contents: Uint8Array;
}

interface Segment {
  readonly name: string;
  /** How many checkpoints were begun before its first frame. */
  readonly epoch: number;
  bytes: number;
}

/** What one transaction changes. */
interface Change {
  readonly puts: readonly (readonly [name: string, contents: Uint8Array])[];
  readonly deletes?: readonly string[];
  readonly manifest?: Manifest;
}

const kLoadLimitMs = 60_000;
const kLockWaitMs = 1_000;
const kActiveBytesMax = 32 * 1024;
const kCheckpointPartBytes = 4 * 1024 * 1024;
const kLargeRecordBytes = 64 * 1024;
const kMergeCount = 16;
// Sealed segments below the first size are merged with each other, and so are those between the first and the second.
const kMergeTierBytes = [128 * 1024, 2 * 1024 * 1024];
const kRegularFileMode = 0o100666;

/** The mount point, which is also the name of the IndexedDB database. */
export function mountPointOf(name: string): string {
  return `/hashrange/${encodeURIComponent(name).replace(/^\./, "%2E")}`;
}

/**
 * Deletes the database `idb:<name>` and the mark that there was one. Fails with HostError "locked" while it is open anywhere.
 */
export async function deleteIdbfs(name: string, lockWaitMs = kLockWaitMs): Promise<void> {
  const release = await takeLock(name, lockWaitMs);
  try {
    await deleteDatabase(mountPointOf(name));
    await forget(name);
  } catch (thrown) {
    throw new HostError("storage", `'idb:${name}' could not be deleted: ${reason(thrown)}.`, thrown);
  } finally {
    release();
  }
}

export class Idbfs implements Storage {
  readonly name: string;
  readonly persistent = true;
  readonly durability: Durability;
  onFailure: ((failure: Error) => void) | null = null;

  readonly #shortName: string;
  readonly #mountPoint: string;
  readonly #options: IdbfsOptions;
  readonly #fs: FileSystem;
  readonly #idbfs: IdbfsType;

  #database: IDBDatabase | null = null;
  #mounted = false;
  #releaseLock: (() => void) | null = null;
  #failure: HostError | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  #fence = 0;
  #next = 1;
  #manifestBytes: Uint8Array = new Uint8Array();
  #segments: Segment[] = [];
  #checkpoint: { names: readonly string[]; bytes: number } = { names: [], bytes: 0 };
  #epoch = 0;
  // The last of #segments while it may grow, and its contents in the first `bytes` of the buffer.
  #active: Segment | null = null;
  readonly #buffer = new Uint8Array(kActiveBytesMax);
  // Between reading and resume: the contents of the last segment.
  #lastRead: Uint8Array | null = null;
  #merging = false;

  /** `binding`: the engine's instance whose FS and IDBFS load the files. `name`: any text but the empty one. */
  constructor(binding: FileSystemBinding, name: string, options: IdbfsOptions = {}) {
    this.name = `idb:${name}`;
    this.durability = options.durability ?? "strict";
    this.#shortName = name;
    this.#mountPoint = mountPointOf(name);
    this.#options = options;
    this.#fs = binding.FS as FileSystem;
    this.#idbfs = binding.IDBFS as IdbfsType;
  }

  get segmentBytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  get checkpointBytes(): number {
    return this.#checkpoint.bytes;
  }

  get failure(): Error | null {
    return this.#failure;
  }

  async open(): Promise<StoredFiles> {
    try {
      return await this.#open();
    } catch (thrown) {
      await this.close();
      if (thrown instanceof HostError) throw thrown;
      throw new HostError("storage", `'${this.name}' cannot be opened: ${reason(thrown)}.`, thrown);
    }
  }

  async #open(): Promise<StoredFiles> {
    if (this.#shortName === "") throw new HostError("invalid", "'idb:' names no database.");
    if (!hasIndexedDb()) throw new HostError("unsupported", `'${this.name}' needs IndexedDB, which is not to be had here.`);
    this.#releaseLock = await takeLock(this.#shortName, this.#options.lockWaitMs ?? kLockWaitMs);

    const limitMs = this.#options.loadLimitMs ?? kLoadLimitMs;
    const { database, made } = await openDatabase(this.#idbfs, this.#mountPoint, this.name, limitMs);
    this.#database = database;
    try {
      await this.#refuseEvicted();
      await this.#takeOver();
    } catch (thrown) {
      database.close();
      if (made) await deleteDatabase(this.#mountPoint).catch(() => {});
      throw thrown;
    }
    database.onversionchange = () => this.#lost("evicted", `'${this.name}' was deleted while it was open.`);
    database.onclose = () => this.#lost("storage", `The browser closed '${this.name}': open it again.`);
    if (this.#fence === 1) await markMade(this.#shortName);
    else markLocally(this.#shortName);

    await within(this.#load(database), limitMs, `Loading '${this.name}'`);
    const { names } = this.#checkpoint;
    for (const segment of this.#segments) segment.bytes = this.#sizeOf(segment.name);
    const checkpointBytes = names.reduce((sum, name) => sum + this.#sizeOf(name), 0);
    this.#checkpoint = { names, bytes: checkpointBytes };
    const [first] = names;
    return {
      checkpoint: first === undefined ? null : this.#storedFile(first, names, checkpointBytes),
      segments: this.#segments.map(({ name, bytes }) => this.#storedFile(name, [name], bytes)),
    };
  }

  async resume(wholeBytes: number): Promise<void> {
    const segment = this.#segments.at(-1);
    if (segment === undefined) return;
    const contents = (this.#lastRead ?? this.#take(segment.name)).subarray(0, wholeBytes);
    this.#lastRead = null;
    if (wholeBytes < segment.bytes || wholeBytes < kSegmentHeaderBytes) {
      const whole = wholeBytes < kSegmentHeaderBytes ? segmentHeader() : contents.slice();
      await this.#enqueue(() => this.#must(this.#commit({ puts: [[segment.name, whole]] }, "strict")));
      segment.bytes = whole.length;
    }
    if (segment.bytes <= kActiveBytesMax) {
      this.#buffer.set(contents);
      if (wholeBytes < kSegmentHeaderBytes) this.#buffer.set(segmentHeader());
      this.#active = segment;
    }
  }

  async append(frames: Uint8Array): Promise<void> {
    const own = frames.slice();
    const epoch = this.#epoch;
    await this.#enqueue(() => this.#must(this.#append(own, epoch)));
    void this.#mergeSealed();
  }

  async checkpoint(parts: AsyncIterable<Uint8Array>): Promise<void> {
    const epoch = ++this.#epoch;
    const names: string[] = [];
    let bytes = 0;
    const put = async (part: Uint8Array): Promise<void> => {
      const name = fileName("checkpoint", this.#next++);
      await this.#enqueue(() => this.#commit({ puts: [[name, part]] }, "strict"));
      names.push(name);
      bytes += part.length;
    };
    try {
      let gathered: Uint8Array[] = [];
      for await (const part of parts) {
        gathered.push(part);
        if (lengthOf(gathered) < kCheckpointPartBytes) continue;
        await put(joined(gathered));
        gathered = [];
      }
      if (gathered.length > 0) await put(joined(gathered));
      await this.#enqueue(() => this.#adoptCheckpoint(epoch, { names, bytes }));
    } catch (thrown) {
      if (this.#failure !== null) throw this.#failure;
      // What cannot be removed now is a leftover for the next opening.
      await this.#enqueue(() => this.#commit({ puts: [], deletes: names }, "relaxed")).catch(() => {});
      if (thrown instanceof HostError) throw thrown;
      throw new HostError("storage", `A checkpoint of '${this.name}' failed: ${reason(thrown)}.`, thrown);
    }
  }

  async flush(): Promise<void> {
    await this.#enqueue(async () => {
      // One strict transaction makes those before it durable.
      if (this.durability === "relaxed") await this.#must(this.#commit({ puts: [], manifest: this.#manifest() }, "strict"));
    });
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    if (this.#database !== null) {
      this.#database.close();
      if (this.#idbfs.dbs[this.#mountPoint] === this.#database) delete this.#idbfs.dbs[this.#mountPoint];
      this.#database = null;
    }
    if (this.#mounted) this.#fs.unmount(this.#mountPoint);
    this.#mounted = false;
    this.#releaseLock?.();
    this.#releaseLock = null;
    this.#failure ??= new HostError("closed", `The storage '${this.name}' is closed.`);
  }

  /** Fails when the database is empty and should not be. Under the lock, so nobody fills it meanwhile. */
  async #refuseEvicted(): Promise<void> {
    let records = 0;
    await transact(this.#database!, this.#idbfs.DB_STORE_NAME, "readonly", "default", (store) => {
      const counted = store.count();
      counted.onsuccess = () => (records = counted.result);
    });
    if (records > 0 || this.#options.startAnew === true) return;
    if (!(await wasMade(this.#shortName))) return;
    throw new HostError(
      "evicted",
      `The data of '${this.name}' is gone: the browser or its user removed it. Open it with startAnew: true to begin a new database.`,
    );
  }

  /** Raises the fence, so that whoever had the database before writes no more, and drops what the manifest does not name. */
  #takeOver(): Promise<void> {
    return transact(this.#database!, this.#idbfs.DB_STORE_NAME, "readwrite", "strict", (records, refuse) => {
      const found: IDBRequest<FileRecord | undefined> = records.get(this.#key(kManifestFile));
      const listed = records.getAllKeys();
      listed.onsuccess = () => {
        try {
          const keys = new Set(listed.result.map(String));
          if (found.result === undefined && keys.size > 0) {
            throw new HostError("corrupt", `'${this.name}' has files but no manifest.`);
          }
          this.#adopt(found.result === undefined ? null : decodeManifest(contentsOf(found.result), this.name));
          for (const name of [kManifestFile, ...this.#checkpoint.names, ...this.#segments.map((one) => one.name)]) {
            if (!keys.delete(this.#key(name)) && found.result !== undefined) {
              throw new HostError("corrupt", `'${this.name}' is damaged: ${name} is missing.`);
            }
          }
          for (const leftover of keys) records.delete(leftover);
          this.#manifestBytes = encodeManifest(this.#manifest());
          records.put(fileRecord(this.#manifestBytes), this.#key(kManifestFile));
        } catch (thrown) {
          refuse(thrown as Error);
        }
      };
    });
  }

  #adopt(manifest: Manifest | null): void {
    this.#fence = (manifest?.fence ?? 0) + 1;
    this.#next = manifest?.next ?? 1;
    this.#checkpoint = { names: manifest?.checkpoint ?? [], bytes: 0 };
    this.#segments = (manifest?.segments ?? []).map((name) => ({ name, epoch: 0, bytes: 0 }));
  }

  /** Stock IDBFS reads all records into its memory files. */
  #load(database: IDBDatabase): Promise<void> {
    // Our connection stands in for the one that IDBFS would open.
    this.#idbfs.dbs[this.#mountPoint] = database;
    const idbfs = this.#idbfs;
    const guarded = {
      ...idbfs,
      // A sync the other way would delete every record that is not in memory: all of them.
      syncfs: (mount: unknown, populate: boolean, done: (failure: unknown) => void): void =>
        populate ? idbfs.syncfs(mount, true, done) : done(null),
    };
    this.#fs.mkdirTree(this.#mountPoint);
    this.#fs.mount(guarded, {}, this.#mountPoint);
    this.#mounted = true;
    return new Promise((resolve, reject) => {
      this.#fs.syncfs(true, (failure) => {
        if (failure === null || failure === undefined) resolve();
        else reject(failure);
      });
    });
  }

  #sizeOf(name: string): number {
    return this.#fs.stat(this.#key(name)).size;
  }

  #storedFile(name: string, parts: readonly string[], bytes: number): StoredFile {
    const take = (part: string): Uint8Array => {
      const contents = this.#take(part);
      if (part === this.#segments.at(-1)?.name) this.#lastRead = contents;
      return contents;
    };
    return {
      name,
      bytes,
      async *read() {
        for (const part of parts) yield take(part);
      },
    };
  }

  /** A loaded file's contents, which are not kept twice: what the engine has read is needed no more. */
  #take(name: string): Uint8Array {
    const contents = this.#fs.readFile(this.#key(name));
    this.#fs.unlink(this.#key(name));
    return contents;
  }

  async #append(frames: Uint8Array, epoch: number): Promise<void> {
    let segment = this.#active;
    const isNew = segment === null || segment.epoch !== epoch || segment.bytes + frames.length > kActiveBytesMax;
    if (segment === null || isNew) {
      segment = { name: fileName("log", this.#next++), epoch, bytes: kSegmentHeaderBytes };
      this.#segments.push(segment);
      this.#buffer.set(segmentHeader());
    }
    let contents: Uint8Array;
    if (segment.bytes + frames.length > kActiveBytesMax) {
      contents = joined([segmentHeader(), frames]);
      this.#active = null;
    } else {
      this.#buffer.set(frames, segment.bytes);
      contents = this.#buffer.slice(0, segment.bytes + frames.length);
      this.#active = segment;
    }
    segment.bytes += frames.length;
    const puts = [[segment.name, contents]] as const;
    await this.#commit(isNew ? { puts, manifest: this.#manifest() } : { puts }, this.durability);
  }

  async #adoptCheckpoint(epoch: number, checkpoint: { names: readonly string[]; bytes: number }): Promise<void> {
    const segments = this.#segments.filter((segment) => segment.epoch >= epoch);
    const covered = this.#segments.filter((segment) => segment.epoch < epoch).map((segment) => segment.name);
    const manifest = { ...this.#manifest(segments), checkpoint: checkpoint.names };
    await this.#commit({ puts: [], deletes: [...this.#checkpoint.names, ...covered], manifest }, "strict");
    this.#segments = segments;
    this.#checkpoint = checkpoint;
    if (this.#active !== null && this.#active.epoch < epoch) this.#active = null;
  }

  /** Merges neighbours of a size, until there are none. A merge that fails leaves them as they are, and is not tried again. */
  async #mergeSealed(): Promise<void> {
    if (this.#merging) return;
    this.#merging = true;
    try {
      while (this.#failure === null && this.#mergeable() !== null) await this.#enqueue(() => this.#merge());
      this.#merging = false;
    } catch {
      // #merging stays: the log is sound, only in more pieces. A lost database has said so through #failure.
    }
  }

  #mergeable(): readonly Segment[] | null {
    let run: Segment[] = [];
    let runTier = -1;
    for (const segment of this.#segments) {
      const tier = kMergeTierBytes.findIndex((limit) => segment.bytes < limit);
      const joins = tier === runTier && tier >= 0 && segment.epoch === run[0]?.epoch && segment !== this.#active;
      if (!joins) run = [];
      runTier = segment === this.#active ? -1 : tier;
      run.push(segment);
      if (runTier >= 0 && run.length === kMergeCount) return run;
    }
    return null;
  }

  async #merge(): Promise<void> {
    const run = this.#mergeable();
    if (run === null) return;
    const reads: IDBRequest<FileRecord | undefined>[] = [];
    await transact(this.#connection(), this.#idbfs.DB_STORE_NAME, "readonly", "default", (records) => {
      for (const { name } of run) reads.push(records.get(this.#key(name)));
    });
    const bodies = reads.map(({ result }, index) => {
      if (result === undefined) throw new HostError("storage", `${run[index]!.name} of '${this.name}' is gone.`);
      return contentsOf(result).subarray(kSegmentHeaderBytes);
    });
    const contents = joined([segmentHeader(), ...bodies]);
    const merged = { name: fileName("log", this.#next++), epoch: run[0]!.epoch, bytes: contents.length };
    const segments = [...this.#segments];
    segments.splice(segments.indexOf(run[0]!), run.length, merged);
    const deletes = run.map((segment) => segment.name);
    await this.#commit({ puts: [[merged.name, contents]], deletes, manifest: this.#manifest(segments) }, "strict");
    this.#segments = segments;
  }

  #manifest(segments: readonly Segment[] = this.#segments): Manifest {
    return {
      fence: this.#fence,
      next: this.#next,
      checkpoint: this.#checkpoint.names,
      segments: segments.map((segment) => segment.name),
    };
  }

  /** One transaction: everything or nothing, and only while the stored manifest is the one that we wrote last. */
  async #commit(change: Change, durability: Durability): Promise<void> {
    const manifestBytes = change.manifest === undefined ? this.#manifestBytes : encodeManifest(change.manifest);
    const large = change.puts.some(([, contents]) => contents.length >= kLargeRecordBytes);
    const store = this.#idbfs.DB_STORE_NAME;
    try {
      await transact(this.#connection(), store, "readwrite", large ? "strict" : durability, (records, refuse) => {
        const found: IDBRequest<FileRecord | undefined> = records.get(this.#key(kManifestFile));
        found.onsuccess = () => {
          const failure = this.#foundFailure(found.result);
          // The requests below are under way already, so the check costs no turn of its own.
          if (failure !== null) refuse(failure);
          else found.transaction?.commit?.();
        };
        for (const [name, contents] of change.puts) records.put(fileRecord(contents), this.#key(name));
        for (const name of change.deletes ?? []) records.delete(this.#key(name));
        if (change.manifest !== undefined) records.put(fileRecord(manifestBytes), this.#key(kManifestFile));
      });
    } catch (thrown) {
      // Somebody else's database now: nothing here may write any more, a checkpoint or a merge included.
      if (thrown instanceof HostError) this.#failure ??= thrown;
      throw thrown;
    }
    this.#manifestBytes = manifestBytes;
  }

  /** What the stored manifest says against writing; null when it is ours. */
  #foundFailure(found: FileRecord | undefined): HostError | null {
    if (found === undefined) {
      return new HostError("evicted", `The data of '${this.name}' was removed while it was open.`);
    }
    if (sameBytes(contentsOf(found), this.#manifestBytes)) return null;
    return new HostError("fenced", `'${this.name}' was taken over by another tab or worker.`);
  }

  #connection(): IDBDatabase {
    if (this.#database === null) throw new HostError("closed", `The storage '${this.name}' is closed.`);
    return this.#database;
  }

  /** Runs the task after those before it; not at all once the storage has failed. */
  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(() => {
      if (this.#failure !== null) throw this.#failure;
      return task();
    });
    this.#queue = run.catch(() => {});
    return run;
  }

  /** What must succeed, or the storage fails for good. */
  async #must<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (thrown) {
      this.#failure ??=
        thrown instanceof HostError
          ? thrown
          : new HostError(
              "storage",
              `Writing '${this.name}' failed (${reason(thrown)}): open it again to go on from what is stored.`,
              thrown,
            );
      throw this.#failure;
    }
  }

  /** The connection is of no use any more. */
  #lost(code: "evicted" | "storage", message: string): void {
    this.#database?.close();
    if (this.#failure !== null) return;
    this.#failure = new HostError(code, message);
    this.onFailure?.(this.#failure);
  }

  #key(name: string): string {
    return `${this.#mountPoint}/${name}`;
  }
}

function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB === "object" && indexedDB !== null;
  } catch {
    return false;
  }
}

function fileRecord(contents: Uint8Array): FileRecord {
  return { timestamp: new Date(), mode: kRegularFileMode, contents };
}

/** Somebody else may have written anything under the key. */
function contentsOf(record: FileRecord): Uint8Array {
  return record.contents instanceof Uint8Array ? record.contents : new Uint8Array();
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
