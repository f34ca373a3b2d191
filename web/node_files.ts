// Storage in a directory through node:fs, for Node, Deno and Bun: open({ storage: "file:<directory>" }).
//
//   manifest   lock   log-0000000001 ...   checkpoint-0000000002
//
// Segments grow by appending. Bytes are handed to the operating system before append returns and made durable by fdatasync behind
// it, so appends never overtake one another and appendSync covers those before it. The manifest is replaced by write, fsync, rename,
// fsync of the directory; all of that is synchronous, being rare. A process that is frozen on another machine or in another container,
// which the lock cannot see, is stopped by the fence at its next segment or checkpoint.
// Tested by node_files.test.ts and the shared contract.
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { HostError, reason } from "./errors.js";
import {
  decodeManifest,
  encodeManifest,
  fileName,
  fileNumber,
  kManifestFile,
  kSegmentHeaderBytes,
  segmentHeader,
  type Manifest,
} from "./manifest.js";
import { errorCode, kLockFile, takeLock } from "./node_lock.js";
import type { Durability, Storage, StoredFile, StoredFiles } from "./storage.js";

export interface NodeFilesOptions {
  /** "strict" by default. */
  readonly durability?: Durability;
  /** A segment is sealed before it grows beyond this. 16 MiB by default. */
  readonly segmentBytesMax?: number;
}

const kSegmentBytesMax = 16 * 1024 * 1024;
const kReadBytes = 4 * 1024 * 1024;
const kManifestTemporary = "manifest.new";

interface Segment {
  readonly name: string;
  /** How many checkpoints were begun before its first frame. */
  readonly epoch: number;
  bytes: number;
}

/** The segment that grows, and its open file. */
interface Active {
  readonly segment: Segment;
  readonly fd: number;
  /** fdatasync calls under way. The file is closed after the last of them. */
  syncs: number;
  retired: boolean;
}

export class NodeFiles implements Storage {
  readonly name: string;
  readonly persistent = true;
  readonly durability: Durability;
  onFailure: ((failure: Error) => void) | null = null;

  readonly #directory: string;
  readonly #segmentBytesMax: number;
  #releaseLock: (() => void) | null = null;
  #fence = 0;
  #next = 1;
  #checkpoint: { names: readonly string[]; bytes: number } = { names: [], bytes: 0 };
  #segments: Segment[] = [];
  #epoch = 0;
  #active: Active | null = null;
  #failure: HostError | null = null;
  #pending = new Set<Promise<void>>();

  /** `directory`: relative to the working directory as it is now, or absolute. Made at opening when it is not there. */
  constructor(directory: string, options: NodeFilesOptions = {}) {
    this.name = `file:${directory}`;
    this.#directory = path.resolve(directory);
    this.durability = options.durability ?? "strict";
    this.#segmentBytesMax = options.segmentBytesMax ?? kSegmentBytesMax;
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
      return this.#open();
    } catch (thrown) {
      await this.close();
      if (thrown instanceof HostError) throw thrown;
      throw new HostError("storage", `'${this.name}' cannot be opened: ${reason(thrown)}.`, thrown);
    }
  }

  #open(): StoredFiles {
    if (this.name === "file:") throw new HostError("invalid", "'file:' names no directory.");
    this.#refuseForeign();
    fs.mkdirSync(this.#directory, { recursive: true });
    this.#releaseLock = takeLock(this.#directory, this.name);

    const manifest = this.#readManifest() ?? { fence: 0, next: 1, checkpoint: [], segments: [] };
    const sizes = new Map<string, number>();
    for (const name of [...manifest.checkpoint, ...manifest.segments]) sizes.set(name, this.#sizeOf(name));
    this.#fence = manifest.fence + 1;
    this.#next = manifest.next;
    this.#segments = manifest.segments.map((name) => ({ name, epoch: 0, bytes: sizes.get(name)! }));
    const checkpointBytes = manifest.checkpoint.reduce((sum, name) => sum + sizes.get(name)!, 0);
    this.#checkpoint = { names: manifest.checkpoint, bytes: checkpointBytes };
    this.#replaceManifest(manifest.fence);
    this.#removeLeftovers(sizes);

    const [first] = manifest.checkpoint;
    return {
      checkpoint: first === undefined ? null : this.#storedFile(first, manifest.checkpoint, checkpointBytes),
      segments: this.#segments.map(({ name, bytes }) => this.#storedFile(name, [name], bytes)),
    };
  }

  async resume(wholeBytes: number): Promise<void> {
    const segment = this.#segments.at(-1);
    if (segment === undefined) return;
    this.#must(() => {
      const fd = fs.openSync(this.#path(segment.name), "r+");
      this.#active = { segment, fd, syncs: 0, retired: false };
      if (wholeBytes < segment.bytes || wholeBytes < kSegmentHeaderBytes) {
        fs.ftruncateSync(fd, wholeBytes);
        if (wholeBytes < kSegmentHeaderBytes) writeAll(fd, segmentHeader(), 0);
        segment.bytes = Math.max(wholeBytes, kSegmentHeaderBytes);
        fs.fsyncSync(fd);
      }
    });
  }

  async append(frames: Uint8Array): Promise<void> {
    const active = this.#must(() => this.#put(frames));
    if (this.durability === "strict") await this.#sync(active);
  }

  appendSync(frames: Uint8Array): void {
    const active = this.#must(() => this.#put(frames));
    if (this.durability === "strict") this.#must(() => fs.fdatasyncSync(active.fd));
  }

  async checkpoint(parts: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    const epoch = ++this.#epoch;
    const name = fileName("checkpoint", this.#next++);
    let bytes: number;
    try {
      bytes = await this.#writeFile(name, parts);
    } catch (thrown) {
      this.#remove(name);
      if (thrown instanceof HostError) throw thrown;
      throw new HostError("storage", `A checkpoint of '${this.name}' failed: ${reason(thrown)}.`, thrown);
    }
    this.#must(() => {
      const covered = this.#segments.filter((segment) => segment.epoch < epoch).map((segment) => segment.name);
      const before = this.#checkpoint.names;
      this.#segments = this.#segments.filter((segment) => segment.epoch >= epoch);
      this.#checkpoint = { names: [name], bytes };
      if (this.#active !== null && this.#active.segment.epoch < epoch) this.#retire();
      this.#replaceManifest(this.#fence);
      for (const old of [...before, ...covered]) this.#remove(old);
    });
  }

  async flush(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#active !== null) await this.#sync(this.#active);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    this.#retire();
    this.#releaseLock?.();
    this.#releaseLock = null;
    this.#failure ??= new HostError("closed", `The storage '${this.name}' is closed.`);
  }

  /** Runs what must succeed, or the storage fails for good. */
  #must<T>(work: () => T): T {
    if (this.#failure !== null) throw this.#failure;
    try {
      return work();
    } catch (thrown) {
      throw this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): HostError {
    this.#failure ??=
      thrown instanceof HostError
        ? thrown
        : new HostError(
            "storage",
            `Writing '${this.name}' failed (${reason(thrown)}): open it again to go on from what is stored.`,
            thrown,
          );
    return this.#failure;
  }

  /** Writes the frames at the end of the log. They are with the operating system when this returns. */
  #put(frames: Uint8Array): Active {
    let active = this.#active;
    if (
      active === null ||
      active.segment.epoch < this.#epoch ||
      (active.segment.bytes > kSegmentHeaderBytes && active.segment.bytes + frames.length > this.#segmentBytesMax)
    ) {
      active = this.#newSegment();
    }
    try {
      writeAll(active.fd, frames, active.segment.bytes);
    } catch (thrown) {
      // Recovery would cut a torn frame off; whole ones, whose callers are told that they failed, it would keep.
      tryTo(() => fs.ftruncateSync(active.fd, active.segment.bytes));
      throw thrown;
    }
    active.segment.bytes += frames.length;
    return active;
  }

  #newSegment(): Active {
    // A torn end is forgiven in the last segment only.
    if (this.#active !== null) fs.fdatasyncSync(this.#active.fd);
    const segment = { name: fileName("log", this.#next++), epoch: this.#epoch, bytes: kSegmentHeaderBytes };
    const fd = fs.openSync(this.#path(segment.name), "wx+");
    try {
      writeAll(fd, segmentHeader(), 0);
      fs.fsyncSync(fd);
      this.#segments.push(segment);
      this.#replaceManifest(this.#fence);
    } catch (thrown) {
      fs.closeSync(fd);
      throw thrown;
    }
    this.#retire();
    this.#active = { segment, fd, syncs: 0, retired: false };
    return this.#active;
  }

  #sync(active: Active): Promise<void> {
    ++active.syncs;
    const synced = new Promise<void>((resolve, reject) => {
      fs.fdatasync(active.fd, (error) => {
        if (--active.syncs === 0 && active.retired) fs.closeSync(active.fd);
        if (error !== null && error !== undefined) reject(this.#fail(error));
        else resolve();
      });
    });
    this.#pending.add(synced);
    const done = (): void => void this.#pending.delete(synced);
    synced.then(done, done);
    return synced;
  }

  #retire(): void {
    const active = this.#active;
    this.#active = null;
    if (active === null) return;
    active.retired = true;
    if (active.syncs === 0) fs.closeSync(active.fd);
  }

  async #writeFile(name: string, parts: AsyncIterable<Uint8Array>): Promise<number> {
    const file = await fs.promises.open(this.#path(name), "wx");
    let bytes = 0;
    try {
      for await (const part of parts) {
        for (let written = 0; written < part.length; ) {
          written += (await file.write(part, written, part.length - written, bytes + written)).bytesWritten;
        }
        bytes += part.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return bytes;
  }

  #refuseForeign(): void {
    let names: string[];
    try {
      names = fs.readdirSync(this.#directory);
    } catch (thrown) {
      if (errorCode(thrown) === "ENOENT") return;
      if (errorCode(thrown) === "ENOTDIR") throw new HostError("foreign", `'${this.name}' is not a directory.`);
      throw thrown;
    }
    if (names.includes(kManifestFile)) return;
    if (names.some((name) => fileNumber(name) !== null)) {
      throw new HostError("corrupt", `'${this.name}' has a database's files but no manifest.`);
    }
    // What a crash between making the directory and its manifest leaves is as good as nothing.
    const own = (name: string): boolean => name === kManifestTemporary || name.split(".")[0] === kLockFile;
    if (!names.every(own)) {
      throw new HostError("foreign", `'${this.name}' is not empty and not a hashrange database.`);
    }
  }

  #readManifest(): Manifest | null {
    let bytes: Uint8Array;
    try {
      bytes = fs.readFileSync(this.#path(kManifestFile));
    } catch (thrown) {
      if (errorCode(thrown) === "ENOENT") return null;
      throw thrown;
    }
    return decodeManifest(bytes, this.name);
  }

  /** `fenceBefore`: the fence of the manifest to be replaced; 0 when there is none. */
  #replaceManifest(fenceBefore: number): void {
    if ((this.#readManifest()?.fence ?? 0) !== fenceBefore) {
      throw new HostError("fenced", `'${this.name}' was taken over by another process.`);
    }
    const temporary = this.#path(kManifestTemporary);
    const manifest: Manifest = {
      fence: this.#fence,
      next: this.#next,
      checkpoint: this.#checkpoint.names,
      segments: this.#segments.map((segment) => segment.name),
    };
    const fd = fs.openSync(temporary, "w");
    try {
      writeAll(fd, encodeManifest(manifest), 0);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(temporary, this.#path(kManifestFile));
    this.#syncDirectory();
  }

  #syncDirectory(): void {
    // Windows has no such thing: a rename there is as durable as its journal.
    if (process.platform === "win32") return;
    const fd = fs.openSync(this.#directory, "r");
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  }

  #sizeOf(name: string): number {
    try {
      return fs.statSync(this.#path(name)).size;
    } catch (thrown) {
      if (errorCode(thrown) !== "ENOENT") throw thrown;
      throw new HostError("corrupt", `'${this.name}' is damaged: ${name} is missing.`);
    }
  }

  #removeLeftovers(named: ReadonlyMap<string, number>): void {
    for (const name of fs.readdirSync(this.#directory)) {
      if (fileNumber(name) !== null && !named.has(name)) this.#remove(name);
    }
  }

  /** A file that cannot be removed now is a leftover for the next opening. */
  #remove(name: string): void {
    tryTo(() => fs.unlinkSync(this.#path(name)));
  }

  #storedFile(name: string, parts: readonly string[], bytes: number): StoredFile {
    const paths = parts.map((part) => this.#path(part));
    return {
      name,
      bytes,
      async *read() {
        for (const file of paths) {
          const stream = fs.createReadStream(file, { highWaterMark: kReadBytes });
          for await (const part of stream) yield part as Uint8Array;
        }
      },
    };
  }

  #path(name: string): string {
    return path.join(this.#directory, name);
  }
}

/** Writes all the bytes at the position; the system may take them in pieces. */
function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += fs.writeSync(fd, bytes, written, bytes.length - written, position + written);
  }
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // The caller says why this may fail.
  }
}
