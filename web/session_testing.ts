// Stand-ins for the session's two sides: an engine that only counts bytes, and a storage that waits, fails and forgets when told to.
// Not part of the package.
import type { EngineBinding } from "../bindings/engine_binding.js";
import { HostError } from "./errors.js";
import type { Durability, Storage, StoredFile, StoredFiles } from "./storage.js";

/** Requests of the fake engine: the first byte says what to do, the rest is the frame of a commit. */
export const kRead = 0;
export const kCommit = 1;
export const kTrap = 2;

const kRequestAt = 64;
const kLogAt = 4096;
const kResponseAt = 32;
const kChunkAt = 3000;

/** Its state is the list of the first payload bytes of all commits; a checkpoint is that list, in chunks of two. */
export class FakeEngine implements EngineBinding {
  HEAPU8 = new Uint8Array(1 << 16);
  readonly FS = null;
  readonly IDBFS = null;
  state: number[] = [];
  open = 0;
  logging = false;
  /** What was asked of background work and traces, in order. */
  readonly doors: string[] = [];
  /** What a Tick answers, one after the other; then that there is nothing to do. */
  readonly ticks: { more: boolean; nextDueMs: number | null }[] = [];
  /** What there is to be told. */
  trace = "";
  /** Set to have recover refuse the file with that kind. */
  damagedKind = 0;
  frozen: number[] | null = null;
  readonly recovered: string[] = [];
  #logged = 0;
  #wholeBytes = 0;

  openEngine(logging: number): number {
    ++this.open;
    this.logging = logging === 1;
    return 5;
  }

  setRegion(_engine: number, bytes: number): void {
    this.doors.push(`region of ${bytes} bytes`);
  }

  closeEngine(): void {
    --this.open;
  }

  forkEngine(): number {
    ++this.open;
    return 6;
  }

  executeAddress(): number {
    return 0;
  }

  /** Only Tick: a commit of the byte 9 while there is something to do. */
  control(): number {
    const answer = this.ticks.shift() ?? { more: false, nextDueMs: null };
    this.doors.push("tick");
    if (answer.more) {
      this.state.push(9);
      if (this.logging) this.HEAPU8[kLogAt + this.#logged++] = 9;
    }
    const text = new TextEncoder().encode(JSON.stringify(answer));
    const view = new DataView(this.HEAPU8.buffer);
    view.setUint32(kChunkAt, 200, true);
    view.setUint32(kChunkAt + 4, text.length, true);
    this.HEAPU8.set(text, kChunkAt + 8);
    return kChunkAt;
  }

  setLifecycleDelays(): void {}
  setBackground(_engine: number, on: number): void {
    this.doors.push(`background ${on}`);
  }

  setTracing(_engine: number, on: number): void {
    this.doors.push(`tracing ${on}`);
  }

  traceBytes(): number {
    return this.trace.length;
  }

  traceData(): number {
    this.HEAPU8.set(new TextEncoder().encode(this.trace), kChunkAt);
    return kChunkAt;
  }

  clearTrace(): void {
    this.trace = "";
  }

  requestBuffer(_engine: number, bytes: number): number {
    // As after memory has grown: views taken before are dead.
    const before = this.HEAPU8;
    this.HEAPU8 = before.slice();
    before.fill(0xee);
    return bytes > 2048 ? 0 : kRequestAt;
  }

  execute(_engine: number, bytes: number): number {
    const action = this.HEAPU8[kRequestAt]!;
    if (action === kTrap) throw new WebAssembly.RuntimeError("unreachable");
    if (action === kCommit) {
      this.state.push(this.HEAPU8[kRequestAt + 1]!);
      if (this.logging) {
        this.HEAPU8.copyWithin(kLogAt + this.#logged, kRequestAt + 1, kRequestAt + bytes);
        this.#logged += bytes - 1;
      }
    }
    this.HEAPU8[kResponseAt] = this.state.length;
    return kResponseAt;
  }

  dispatch(engine: number, bytes: number): number {
    return this.execute(engine, bytes);
  }

  logBytes(): number {
    return this.#logged;
  }

  logData(): number {
    return kLogAt;
  }

  clearLog(): void {
    this.#logged = 0;
    this.HEAPU8.fill(0xdd, kLogAt);
  }

  lastSequence(): number {
    return this.state.length;
  }

  recover(_engine: number, bytes: number, kind: number, last: number): number {
    const contents = [...this.HEAPU8.subarray(kRequestAt, kRequestAt + bytes)];
    this.recovered.push(`${kind}${last === 1 ? " last" : ""}: ${contents.join()}`);
    this.#wholeBytes = contents.indexOf(0xff) < 0 ? bytes : contents.indexOf(0xff);
    this.state.push(...contents.slice(0, this.#wholeBytes));
    return kind === this.damagedKind ? 1 : 0;
  }

  recoveredBytes(): number {
    return this.#wholeBytes;
  }

  recoveryMessage(): number {
    const text = new TextEncoder().encode("the frame at offset 16 is damaged.");
    new DataView(this.HEAPU8.buffer).setUint32(kChunkAt, text.length, true);
    this.HEAPU8.set(text, kChunkAt + 4);
    return kChunkAt;
  }

  beginCheckpoint(): void {
    this.frozen = [...this.state];
  }

  nextCheckpointChunk(): number {
    if (this.frozen === null) throw new Error("no checkpoint was begun");
    const chunk = this.frozen.splice(0, 2);
    if (chunk.length === 0) return 0;
    new DataView(this.HEAPU8.buffer).setUint32(kChunkAt, chunk.length, true);
    this.HEAPU8.set(chunk, kChunkAt + 4);
    return kChunkAt;
  }

  endCheckpoint(): void {
    this.frozen = null;
  }
}

interface Gate {
  readonly frames: number[];
  open(): void;
  fail(failure: Error): void;
}

export class FakeStorage implements Storage {
  readonly name = "fake:x";
  readonly persistent = true;
  readonly durability: Durability;
  onFailure: ((failure: Error) => void) | null = null;
  failure: Error | null = null;
  segmentBytes = 0;
  checkpointBytes = 0;
  appendSync?: (frames: Uint8Array) => void;

  /** What opening finds. */
  checkpointFile: number[] | null = null;
  segmentFiles: number[][] = [];
  /** What happened, in order. */
  readonly events: string[] = [];
  /** While true appends wait in `gates` for the test to let them go. */
  holding = false;
  readonly gates: Gate[] = [];
  resumedAt = -1;

  constructor(durability: Durability, { sync = false } = {}) {
    this.durability = durability;
    if (sync) this.appendSync = (frames) => this.#writeSync(frames);
  }

  async open(): Promise<StoredFiles> {
    const file = (name: string, contents: number[]): StoredFile => ({
      name,
      bytes: contents.length,
      async *read() {
        for (const byte of contents) yield Uint8Array.of(byte);
      },
    });
    return {
      checkpoint: this.checkpointFile === null ? null : file("checkpoint-0000000001", this.checkpointFile),
      segments: this.segmentFiles.map((contents, index) => file(`log-000000000${index + 2}`, contents)),
    };
  }

  async resume(wholeBytes: number): Promise<void> {
    this.resumedAt = wholeBytes;
  }

  append(frames: Uint8Array): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    const own = [...frames];
    this.segmentBytes += own.length;
    this.events.push(`append ${own.join()}`);
    if (!this.holding) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.gates.push({
        frames: own,
        open: () => {
          this.events.push(`durable ${own.join()}`);
          resolve();
        },
        fail: (failure) => {
          this.failure = failure;
          reject(failure);
        },
      });
    });
  }

  #writeSync(frames: Uint8Array): void {
    if (this.failure !== null) throw this.failure;
    this.segmentBytes += frames.length;
    this.events.push(`sync ${[...frames].join()}`);
  }

  async checkpoint(parts: AsyncIterable<Uint8Array>): Promise<void> {
    const covered = this.segmentBytes;
    this.events.push("checkpoint");
    const contents: number[] = [];
    for await (const part of parts) {
      contents.push(...part);
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (contents.includes(0x66)) throw new HostError("storage", "A checkpoint of 'fake:x' failed: no room.");
    }
    this.events.push(`checkpoint is ${contents.join()}`);
    this.segmentBytes -= covered;
    this.checkpointBytes = contents.length;
  }

  async flush(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.events.push("flush");
  }

  async close(): Promise<void> {
    this.events.push("close");
  }
}
