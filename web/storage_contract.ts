// What storage.ts promises, as cases that every adapter must pass. They know no test runner, so that they run in Vitest over node:fs
// (node_files.test.ts) and inside a browser page over IndexedDB (tests/browser/storage.test.ts). Not part of the package.
import { HostError, type HostErrorCode } from "./errors.js";
import { decodeManifest, encodeManifest, fileName, kSegmentHeaderBytes, segmentHeader, type Manifest } from "./manifest.js";
import type { Durability, Storage, StoredFiles } from "./storage.js";

/** Where one database lies: empty at first, and open to tampering with its raw files. */
export interface Place {
  make(durability?: Durability): Storage;
  list(): Promise<string[]>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface ContractCase {
  readonly name: string;
  run(place: Place): Promise<void>;
}

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`contract broken: ${what}`);
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(found === wanted, `${what}: expected ${wanted}, found ${found}`);
}

function sameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  const at = actual.findIndex((byte, index) => byte !== expected[index]);
  check(at < 0 && actual.length === expected.length, `${what}: ${actual.length} bytes for ${expected.length}, differing at ${at}`);
}

async function refusal(work: Promise<unknown>, code: HostErrorCode, what: string): Promise<HostError> {
  const thrown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  check(thrown instanceof HostError, `${what}: expected HostError ${code}, found ${String(thrown)}`);
  same(thrown.code, code, `${what}: ${thrown.message}`);
  check(/^[^\n]+[.]$/.test(thrown.message), `one sentence, not: ${thrown.message}`);
  return thrown;
}

/** Bytes that differ from those of other seeds nearly everywhere. */
function bytesOf(length: number, seed: number): Uint8Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function* generated(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield part;
}

interface Read {
  checkpoint: Uint8Array | null;
  /** What was appended: the segments without their headers. */
  log: Uint8Array;
  lastSegmentBytes: number;
}

async function readAll(files: StoredFiles): Promise<Read> {
  const contents = async (file: StoredFiles["segments"][number]): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of file.read()) parts.push(part.slice());
    const whole = joined(parts);
    same(whole.length, file.bytes, `bytes of ${file.name}`);
    return whole;
  };
  const checkpoint = files.checkpoint === null ? null : await contents(files.checkpoint);
  const bodies: Uint8Array[] = [];
  for (const segment of files.segments) {
    const whole = await contents(segment);
    sameBytes(whole.subarray(0, kSegmentHeaderBytes), segmentHeader(), `header of ${segment.name}`);
    bodies.push(whole.subarray(kSegmentHeaderBytes));
  }
  return { checkpoint, log: joined(bodies), lastSegmentBytes: files.segments.at(-1)?.bytes ?? 0 };
}

/** Opens, reads everything and resumes with all of it whole. */
async function opened(place: Place, durability?: Durability): Promise<{ storage: Storage; read: Read }> {
  const storage = place.make(durability);
  const read = await readAll(await storage.open());
  await storage.resume(read.lastSegmentBytes);
  return { storage, read };
}

async function stored(place: Place): Promise<Read> {
  const { storage, read } = await opened(place);
  await storage.close();
  return read;
}

/** A database with these frames in it. */
async function filled(place: Place, frames: readonly Uint8Array[]): Promise<void> {
  const { storage } = await opened(place);
  for (const one of frames) await storage.append(one);
  await storage.close();
}

async function snapshot(place: Place): Promise<[string, string][]> {
  const names = (await place.list()).sort();
  return Promise.all(names.map(async (name): Promise<[string, string]> => [name, (await place.read(name)).join()]));
}

async function manifestOf(place: Place): Promise<Manifest> {
  return decodeManifest(await place.read("manifest"), "test");
}

/** Opening is refused, the files are as they were, and nothing is held: with `mend` it opens. */
async function refusedUntouched(place: Place, code: HostErrorCode, mend: () => Promise<void>): Promise<void> {
  const before = await snapshot(place);
  await refusal(place.make().open(), code, "opening");
  same(await snapshot(place), before, "files after a refused opening");
  await mend();
  await stored(place);
}

const kSizes = [1, 100, 5_000, 40_000, 100, 150_000, 7, 1_500_000, 3];

export const contractCases: readonly ContractCase[] = [
  {
    name: "begins empty, and is a database from then on",
    async run(place) {
      const first = await stored(place);
      same([first.checkpoint, first.log.length], [null, 0], "first opening");
      same(await place.list(), ["manifest"], "files");
      same(await manifestOf(place), { fence: 1, next: 1, checkpoint: [], segments: [] }, "manifest");
      await stored(place);
      same((await manifestOf(place)).fence, 2, "fence after another opening");
    },
  },
  {
    name: "gives back what was appended, in order, whatever the sizes",
    async run(place) {
      const frames = kSizes.map((length, index) => bytesOf(length, index));
      await filled(place, frames);
      sameBytes((await stored(place)).log, joined(frames), "log");
    },
  },
  {
    name: "keeps the order of appends that do not wait for each other",
    async run(place) {
      const frames = [...kSizes, ...kSizes].map((length, index) => bytesOf(length, index));
      const { storage } = await opened(place);
      await Promise.all(frames.map((one) => storage.append(one)));
      await storage.close();
      sameBytes((await stored(place)).log, joined(frames), "log");
    },
  },
  {
    name: "takes the bytes before append returns",
    async run(place) {
      const { storage } = await opened(place);
      const frames = bytesOf(1000, 1);
      const expected = frames.slice();
      const appended = storage.append(frames);
      frames.fill(0);
      await appended;
      await storage.close();
      sameBytes((await stored(place)).log, expected, "log");
    },
  },
  {
    name: "goes on where it stopped, opening after opening",
    async run(place) {
      const frames: Uint8Array[] = [];
      for (let round = 0; round < 5; ++round) {
        const { storage, read } = await opened(place);
        sameBytes(read.log, joined(frames), `log in round ${round}`);
        for (let index = 0; index < 3; ++index) {
          const one = bytesOf(300 + index, round * 10 + index);
          frames.push(one);
          await storage.append(one);
        }
        await storage.close();
      }
      sameBytes((await stored(place)).log, joined(frames), "log");
      same((await manifestOf(place)).segments.length, 1, "segments of a small log");
    },
  },
  {
    name: "cuts off a torn end and appends there",
    async run(place) {
      for (const length of [500, 60_000]) {
        await filled(place, [bytesOf(length, 1)]);
        const storage = place.make();
        const read = await readAll(await storage.open());
        await storage.resume(read.lastSegmentBytes - 40);
        const next = bytesOf(70, 2);
        await storage.append(next);
        await storage.close();
        const expected = joined([read.log.subarray(0, read.log.length - 40), next]);
        sameBytes((await stored(place)).log, expected, `log of ${length}`);
      }
    },
  },
  {
    name: "cuts off a torn end even when nothing is appended",
    async run(place) {
      for (const length of [500, 60_000]) {
        await filled(place, [bytesOf(length, 1)]);
        const storage = place.make();
        const read = await readAll(await storage.open());
        await storage.resume(read.lastSegmentBytes - 40);
        await storage.close();
        sameBytes((await stored(place)).log, read.log.subarray(0, read.log.length - 40), `log of ${length}`);
      }
    },
  },
  {
    name: "makes a segment whose header is torn into an empty one",
    async run(place) {
      await filled(place, [bytesOf(100, 1)]);
      const [name] = (await manifestOf(place)).segments;
      await place.write(name!, segmentHeader().slice(0, 5));
      const storage = place.make();
      await storage.open();
      await storage.resume(0);
      const next = bytesOf(70, 2);
      await storage.append(next);
      await storage.close();
      sameBytes((await stored(place)).log, next, "log");
    },
  },
  {
    name: "lets a checkpoint replace the frames before it, and only those",
    async run(place) {
      const { storage } = await opened(place);
      await storage.append(bytesOf(20_000, 1));
      const atOnce = storage.append(bytesOf(20_000, 2));
      const parts = [16, 1_000_000, 4_000_000, 100].map((length, index) => bytesOf(length, 50 + index));
      const made = storage.checkpoint(generated(parts));
      const later = [bytesOf(300, 3), bytesOf(90_000, 4)];
      await Promise.all([atOnce, ...later.map((one) => storage.append(one)), made]);
      same(storage.checkpointBytes, 5_000_116, "bytes of the checkpoint");
      check(storage.segmentBytes < 91_000, "the covered segments count no more");
      const last = bytesOf(10, 5);
      await storage.append(last);
      await storage.close();
      const read = await stored(place);
      sameBytes(read.checkpoint!, joined(parts), "checkpoint");
      sameBytes(read.log, joined([...later, last]), "log");
      const { checkpoint, segments } = await manifestOf(place);
      same((await place.list()).sort(), [...checkpoint, ...segments, "manifest"].sort(), "files");
    },
  },
  {
    name: "lets a checkpoint replace the one before",
    async run(place) {
      for (let round = 0; round < 3; ++round) {
        const { storage } = await opened(place);
        await storage.append(bytesOf(1000, round));
        await storage.checkpoint(generated([bytesOf(5000 + round, round)]));
        await storage.close();
        const read = await stored(place);
        sameBytes(read.checkpoint!, bytesOf(5000 + round, round), "checkpoint");
        same(read.log.length, 0, "log");
        same((await place.list()).length, 2, "files");
      }
    },
  },
  {
    name: "keeps the log when a checkpoint fails, and goes on",
    async run(place) {
      const { storage } = await opened(place);
      const frames = [bytesOf(1000, 1), bytesOf(2000, 2)];
      await storage.append(frames[0]!);
      async function* breaking(): AsyncGenerator<Uint8Array> {
        yield bytesOf(5_000_000, 9);
        throw new Error("no more parts");
      }
      await refusal(storage.checkpoint(breaking()), "storage", "checkpoint");
      same(storage.failure, null, "failure");
      await storage.append(frames[1]!);
      await storage.close();
      same((await place.list()).filter((name) => name.startsWith("checkpoint")), [], "parts left");
      sameBytes((await stored(place)).log, joined(frames), "log");
    },
  },
  {
    name: "has one owner at a time",
    async run(place) {
      const { storage } = await opened(place);
      await storage.append(bytesOf(100, 1));
      await refusal(place.make().open(), "locked", "opening it again");
      await storage.append(bytesOf(100, 2));
      await storage.close();
      sameBytes((await stored(place)).log, joined([bytesOf(100, 1), bytesOf(100, 2)]), "log");
    },
  },
  {
    name: "stops an owner that was overtaken",
    async run(place) {
      const { storage } = await opened(place);
      await storage.append(bytesOf(100, 1));
      const manifest = await manifestOf(place);
      await place.write("manifest", encodeManifest({ ...manifest, fence: manifest.fence + 1 }));
      const first = await refusal(storage.checkpoint(generated([bytesOf(10, 1)])), "fenced", "checkpoint");
      same(storage.failure === first, true, "the failure is kept");
      await refusal(storage.append(bytesOf(10, 2)), "fenced", "append");
      await refusal(storage.flush(), "fenced", "flush");
      await storage.close();
      same((await manifestOf(place)).fence, manifest.fence + 1, "fence");
      sameBytes((await stored(place)).log, bytesOf(100, 1), "log");
    },
  },
  {
    name: "refuses a damaged manifest and touches nothing",
    async run(place) {
      await filled(place, [bytesOf(100, 1)]);
      const good = await place.read("manifest");
      const text = new TextDecoder().decode(good);
      const damaged = [
        ...[0, 10, good.length - 12, good.length - 2].map((at) => good.map((byte, index) => (index === at ? byte ^ 1 : byte))),
        good.slice(0, 20),
        new Uint8Array(),
        new TextEncoder().encode(text.split("\n")[0]),
      ];
      for (const bytes of damaged) {
        await place.write("manifest", bytes);
        await refusedUntouched(place, "corrupt", () => place.write("manifest", good));
      }
      sameBytes((await stored(place)).log, bytesOf(100, 1), "log");
    },
  },
  {
    name: "refuses a database of which a file is missing",
    async run(place) {
      await filled(place, [bytesOf(100, 1)]);
      const [name] = (await manifestOf(place)).segments;
      const bytes = await place.read(name!);
      await place.remove(name!);
      await refusedUntouched(place, "corrupt", () => place.write(name!, bytes));
    },
  },
  {
    name: "refuses files without a manifest",
    async run(place) {
      await filled(place, [bytesOf(100, 1)]);
      const manifest = await place.read("manifest");
      await place.remove("manifest");
      await refusedUntouched(place, "corrupt", () => place.write("manifest", manifest));
    },
  },
  {
    name: "removes what an interrupted commit left",
    async run(place) {
      await filled(place, [bytesOf(100, 1)]);
      await place.write(fileName("log", 77), bytesOf(20, 1));
      await place.write(fileName("checkpoint", 78), bytesOf(20, 1));
      sameBytes((await stored(place)).log, bytesOf(100, 1), "log");
      same((await place.list()).length, 2, "files");
    },
  },
  {
    name: "has everything after flush when relaxed",
    async run(place) {
      const { storage } = await opened(place, "relaxed");
      const frames = kSizes.map((length, index) => bytesOf(length, index));
      for (const one of frames) void storage.append(one);
      await storage.flush();
      await storage.close();
      sameBytes((await stored(place)).log, joined(frames), "log");
    },
  },
  {
    name: "weighs the log and the checkpoint, also after opening",
    async run(place) {
      const { storage } = await opened(place);
      same([storage.segmentBytes, storage.checkpointBytes], [0, 0], "at first");
      await storage.checkpoint(generated([bytesOf(600, 1)]));
      await storage.append(bytesOf(1000, 1));
      same([storage.segmentBytes, storage.checkpointBytes], [1016, 600], "after writing");
      await storage.close();
      const again = await opened(place);
      same([again.storage.segmentBytes, again.storage.checkpointBytes], [1016, 600], "after opening");
      await again.storage.close();
    },
  },
  {
    name: "is closed for good, and closing again is harmless",
    async run(place) {
      const { storage } = await opened(place);
      await storage.close();
      await storage.close();
      await refusal(storage.append(bytesOf(1, 1)), "closed", "append");
      await refusal(storage.flush(), "closed", "flush");
      await refusal(storage.checkpoint(generated([])), "closed", "checkpoint");
    },
  },
];
