// Storage in a directory: the shared contract, the lock, directories that are not ours, failing writes, and kills.
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HostError } from "./errors.js";
import { kSegmentHeaderBytes } from "./manifest.js";
import { NodeFiles, type NodeFilesOptions } from "./node_files.js";
import { contractCases, type Place } from "./storage_contract.js";

// What the mocked calls of node:fs throw, when they are told to.
const faults = vi.hoisted(() => ({ write: null as string | null, sync: null as string | null, partial: 0 }));

vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs")>();
  const failure = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code });
  return {
    ...real,
    writeSync: (fd: number, bytes: Uint8Array, offset: number, length: number, position: number): number => {
      if (faults.write !== null) {
        if (faults.partial === 0) throw failure(faults.write);
        const written = real.writeSync(fd, bytes, offset, Math.min(length, faults.partial), position);
        faults.partial = 0;
        return written;
      }
      return real.writeSync(fd, bytes, offset, length, position);
    },
    fdatasync: (fd: number, done: (error: Error | null) => void): void => {
      if (faults.sync === null) real.fdatasync(fd, done);
      else setImmediate(() => done(failure(faults.sync!)));
    },
  };
});

let root: string;
let directory: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "hashrange-web-"));
  directory = path.join(root, "a", "database");
});

afterEach(() => {
  faults.write = faults.sync = null;
  fs.rmSync(root, { recursive: true, force: true });
});

const kHidden = ["lock"];

function place(options: NodeFilesOptions = {}): Place {
  const file = (name: string): string => path.join(directory, name);
  return {
    make: (durability = "strict") => new NodeFiles(directory, { ...options, durability }),
    list: async () => fs.readdirSync(directory).filter((name) => !kHidden.includes(name)),
    read: async (name) => new Uint8Array(fs.readFileSync(file(name))),
    write: async (name, bytes) => fs.writeFileSync(file(name), bytes),
    remove: async (name) => fs.unlinkSync(file(name)),
  };
}

async function opened(options: NodeFilesOptions = {}): Promise<{ storage: NodeFiles; log: Uint8Array }> {
  const storage = new NodeFiles(directory, options);
  const files = await storage.open();
  const bodies: Uint8Array[] = [];
  for (const segment of files.segments) {
    const parts: Uint8Array[] = [];
    for await (const part of segment.read()) parts.push(part);
    bodies.push(Buffer.concat(parts).subarray(kSegmentHeaderBytes));
  }
  await storage.resume(files.segments.at(-1)?.bytes ?? 0);
  return { storage, log: new Uint8Array(Buffer.concat(bodies)) };
}

async function storedLog(): Promise<Uint8Array> {
  const { storage, log } = await opened();
  await storage.close();
  return log;
}

async function refusal(work: Promise<unknown>): Promise<HostError> {
  const thrown: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(thrown).toBeInstanceOf(HostError);
  return thrown as HostError;
}

describe("the contract, in a directory", () => {
  for (const { name, run } of contractCases) it(name, () => run(place()));
});

describe("the contract, in a directory, with small segments", () => {
  for (const { name, run } of contractCases) {
    // These count segments that are not small.
    if (name.startsWith("goes on") || name.startsWith("weighs")) continue;
    it(name, () => run(place({ segmentBytesMax: 200 })));
  }
});

describe("writing synchronously", () => {
  it("writes frames that are there when the call returns", async () => {
    const { storage } = await opened();
    storage.appendSync(new Uint8Array([1, 2, 3]));
    expect([...fs.readFileSync(path.join(directory, "log-0000000001")).subarray(kSegmentHeaderBytes)]).toEqual([1, 2, 3]);
    await storage.close();
  });

  it("keeps the order with appends that have not resolved, over segments and checkpoints", async () => {
    const { storage } = await opened({ segmentBytesMax: 64 });
    const waits: Promise<void>[] = [];
    for (let index = 0; index < 40; index += 2) {
      waits.push(storage.append(new Uint8Array(10).fill(index)));
      storage.appendSync(new Uint8Array(10).fill(index + 1));
    }
    await Promise.all(waits);
    await storage.close();
    expect([...(await storedLog())]).toEqual(Array.from({ length: 400 }, (_, index) => Math.floor(index / 10)));
  });
});

describe("a failed write", () => {
  it("stops the storage, leaves what was durable, and cuts off what it wrote of the frames", async () => {
    const { storage } = await opened();
    await storage.append(new Uint8Array([1, 2, 3]));
    faults.write = "ENOSPC";
    faults.partial = 4;
    const first = await refusal(storage.append(new Uint8Array(10).fill(9)));
    expect(first.code).toBe("storage");
    expect(first.message).toContain("ENOSPC");
    faults.write = null;
    expect(await refusal(storage.append(new Uint8Array([4])))).toBe(first);
    expect(() => storage.appendSync(new Uint8Array([4]))).toThrow(first);
    expect(await refusal(storage.flush())).toBe(first);
    await storage.close();
    expect([...(await storedLog())]).toEqual([1, 2, 3]);
  });

  it("stops the storage when the bytes cannot be made durable", async () => {
    const { storage } = await opened();
    faults.sync = "EIO";
    const first = await refusal(storage.append(new Uint8Array([1])));
    expect(first.message).toContain("EIO");
    faults.sync = null;
    expect(await refusal(storage.append(new Uint8Array([2])))).toBe(first);
    await storage.close();
  });
});

describe("a directory that is not a database", () => {
  it("is refused when it holds something else, and is not touched", async () => {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, "photo.jpg"), "x");
    const refused = await refusal(new NodeFiles(directory).open());
    expect(refused.code).toBe("foreign");
    expect(refused.message).toBe(`'file:${directory}' is not empty and not a hashrange database.`);
    expect(fs.readdirSync(directory)).toEqual(["photo.jpg"]);
  });

  it("is refused when it is a file", async () => {
    fs.mkdirSync(path.dirname(directory), { recursive: true });
    fs.writeFileSync(directory, "x");
    expect((await refusal(new NodeFiles(directory).open())).message).toBe(`'file:${directory}' is not a directory.`);
    expect(fs.readFileSync(directory, "utf8")).toBe("x");
  });

  it("is taken when a crash left it half made", async () => {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, "manifest.new"), "{");
    await storedLog();
    expect(fs.readdirSync(directory)).toEqual(["manifest"]);
  });

  it("has to have a name", async () => {
    expect((await refusal(new NodeFiles("").open())).code).toBe("invalid");
  });
});

describe("the lock", () => {
  const lock = (): string => path.join(directory, "lock");

  async function processThatWaits(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ["-e", "console.log('up'); setInterval(() => {}, 1000)"]);
    await once(child.stdout, "data");
    return child;
  }

  it("is held while another process lives, and taken over when it is gone", async () => {
    await storedLog();
    const child = await processThatWaits();
    try {
      fs.writeFileSync(lock(), `${child.pid}\n\n`);
      const refused = await refusal(new NodeFiles(directory).open());
      expect(refused.code).toBe("locked");
      expect(refused.message).toBe(`'file:${directory}' is open in another process (${child.pid}).`);
    } finally {
      child.kill("SIGKILL");
    }
    await once(child, "exit");
    await storedLog();
    expect(fs.existsSync(lock())).toBe(false);
  });

  it("is stale when its number was given to another process since", async () => {
    await storedLog();
    fs.writeFileSync(lock(), `${process.pid}\nanother-boot/12345\n`);
    await storedLog();
  });

  it("names this process when that has the database open", async () => {
    const { storage } = await opened();
    expect((await refusal(new NodeFiles(directory).open())).message).toBe(
      `'file:${directory}' is already open in this process.`,
    );
    await storage.close();
  });

  it("is stale when it was left empty, after a while", async () => {
    await storedLog();
    fs.writeFileSync(lock(), "");
    expect((await refusal(new NodeFiles(directory).open())).code).toBe("locked");
    const before = new Date(Date.now() - 60_000);
    fs.utimesSync(lock(), before, before);
    await storedLog();
  });
});

describe("a killed process", () => {
  it("has every frame that it was told is durable, and no gap", async () => {
    const { buildSync } = createRequire(path.resolve(import.meta.dirname, "../npm/package.json"))("esbuild") as typeof import("esbuild");
    const program = path.join(root, "writer.mjs");
    buildSync({
      stdin: {
        contents: `
          import { NodeFiles } from ${JSON.stringify(path.resolve(import.meta.dirname, "node_files.ts"))};
          const storage = new NodeFiles(process.argv[2], { segmentBytesMax: 4000 });
          const files = await storage.open();
          await storage.resume(files.segments.at(-1)?.bytes ?? 0);
          let next = Number(process.argv[3]);
          for (;;) {
            const frame = new Uint8Array(100);
            new DataView(frame.buffer).setUint32(0, next);
            await storage.append(frame);
            console.log(next++);
          }`,
        resolveDir: root,
      },
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    let count = 0;
    for (let round = 0; round < 5; ++round) {
      const child = spawn(process.execPath, [program, directory, String(count)], { stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      child.stdout.on("data", (text: Buffer) => {
        output += text.toString();
        if (output.split("\n").length > 60 + round * 17) child.kill("SIGKILL");
      });
      await once(child, "close");
      const confirmed = output.split("\n").slice(0, -1).map(Number).at(-1)! + 1;
      const log = await storedLog();
      const stored = Math.floor(log.length / 100);
      expect(stored).toBeGreaterThanOrEqual(confirmed);
      expect(confirmed).toBeGreaterThan(count + 50);
      const view = new DataView(log.buffer, log.byteOffset);
      for (let index = 0; index < stored; ++index) expect(view.getUint32(index * 100)).toBe(index);
      expect(log.length % 100).toBe(0);
      count = stored;
    }
  }, 60_000);
});
