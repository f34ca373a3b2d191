// What storage.test.ts runs inside a page or a worker of a real browser: the IndexedDB storage over Emscripten's own FS and IDBFS.
import { HostError } from "../../web/errors.js";
import { Idbfs, deleteIdbfs, mountPointOf, type IdbfsOptions } from "../../web/idbfs.js";
import { decodeManifest, kSegmentHeaderBytes } from "../../web/manifest.js";
import { instantiate, type EngineGlue } from "../../web/module.js";
import { contractCases, type Place } from "../../web/storage_contract.js";

type Binding = Awaited<ReturnType<typeof instantiate>>;

// Emscripten's file system, as far as it is looked at here.
interface FileSystem {
  mkdirTree(path: string): void;
  mount(type: object, options: object, path: string): void;
  syncfs(populate: boolean, done: (failure: unknown) => void): void;
  readdir(path: string): string[];
  readFile(path: string): Uint8Array;
  writeFile(path: string, contents: Uint8Array): void;
}

let binding: Promise<Binding> | null = null;

async function newBinding(): Promise<Binding> {
  // Not literals: the bundler leaves the files to the server.
  const [glueUrl, wasmUrl] = ["/engine.mjs", "/engine.wasm"];
  const glue = (await import(glueUrl)) as { default: EngineGlue };
  return instantiate(glue.default, await (await fetch(wasmUrl)).arrayBuffer());
}

const open = new Map<string, Idbfs>();

// The browser passes a lock on when it comes to it, which on a busy machine is much later than `close` ends.
const kLockWaitMs = 10_000;

async function make(name: string, options: IdbfsOptions = {}): Promise<Idbfs> {
  return new Idbfs(await (binding ??= newBinding()), name, { lockWaitMs: kLockWaitMs, ...options });
}

function records(name: string, mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(mountPointOf(name));
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("FILE_DATA", mode);
      const request = use(transaction.objectStore("FILE_DATA"));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

async function list(name: string): Promise<string[]> {
  const keys = (await records(name, "readonly", (store) => store.getAllKeys())) as string[];
  return keys.map((key) => key.slice(mountPointOf(name).length + 1));
}

async function place(name: string): Promise<Place> {
  const made = await (binding ??= newBinding());
  const key = (file: string): string => `${mountPointOf(name)}/${file}`;
  return {
    make: (durability = "strict") => new Idbfs(made, name, { durability }),
    list: () => list(name),
    read: async (file) => {
      const record = await records(name, "readonly", (store) => store.get(key(file)));
      return (record as { contents: Uint8Array }).contents;
    },
    write: async (file, contents) => {
      const record = { timestamp: new Date(), mode: 0o100666, contents: contents.slice() };
      await records(name, "readwrite", (store) => store.put(record, key(file)));
    },
    remove: async (file) => {
      await records(name, "readwrite", (store) => store.delete(key(file)));
    },
  };
}

/** Numbers as frames of a chosen size, so that what is stored says what was appended. */
function frame(number: number, bytes: number): Uint8Array {
  const made = new Uint8Array(bytes);
  new DataView(made.buffer).setUint32(0, number, true);
  return made;
}

async function opened(name: string, frameBytes: number, options: IdbfsOptions): Promise<{ storage: Idbfs; numbers: number[] }> {
  const storage = await make(name, options);
  const files = await storage.open();
  const numbers: number[] = [];
  if (files.checkpoint !== null) {
    const ends: number[] = [];
    for await (const part of files.checkpoint.read()) {
      ends.push(new DataView(part.buffer, part.byteOffset).getUint32(part.length - 4, true));
    }
    for (let number = 0; number < ends.at(-1)!; ++number) numbers.push(number);
  }
  for (const file of files.segments) {
    for await (const part of file.read()) {
      const view = new DataView(part.buffer, part.byteOffset, part.length);
      for (let at = kSegmentHeaderBytes; at < part.length; at += frameBytes) numbers.push(view.getUint32(at, true));
    }
  }
  await storage.resume(files.segments.at(-1)?.bytes ?? 0);
  return { storage, numbers };
}

/** The calls that a test makes. What they throw is told as `code: message`. */
const calls = {
  caseNames: async () => contractCases.map((one) => one.name),

  runCase: async (caseName: string, database: string) => {
    await contractCases.find((one) => one.name === caseName)!.run(await place(database));
  },

  /** Opens a database and keeps it; answers the numbers of the frames in it. */
  open: async (name: string, frameBytes = 100, options: IdbfsOptions = {}) => {
    const { storage, numbers } = await opened(name, frameBytes, options);
    open.set(name, storage);
    return numbers;
  },

  append: async (name: string, numbers: number[], frameBytes = 100) => {
    for (const one of numbers) await open.get(name)!.append(frame(one, frameBytes));
  },

  close: async (name: string) => {
    await open.get(name)!.close();
    open.delete(name);
  },

  /** What was said through onFailure, or "" after a while. */
  failureOf: (name: string) =>
    new Promise<string>((resolve) => {
      const storage = open.get(name)!;
      storage.onFailure = (failure) => resolve(failureText(failure));
      if (storage.failure !== null) resolve(failureText(storage.failure));
      setTimeout(() => resolve(""), 3000);
    }),

  delete: async (name: string, lockWaitMs = kLockWaitMs) => {
    await deleteIdbfs(name, lockWaitMs);
  },

  /** As a browser does that evicts one database. */
  evict: (name: string) =>
    new Promise<void>((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(mountPointOf(name));
      deleting.onsuccess = () => resolve();
      deleting.onerror = () => reject(deleting.error);
    }),

  databases: async () => (await indexedDB.databases()).map((one) => one.name),

  list,

  manifest: async (name: string) => decodeManifest(await (await place(name)).read("manifest"), name),

  /** Has the n-th put from now on throw, as one of a value that cannot be cloned does; or fail later, as one without room does. */
  breakPut: async (nth: number, how: "throws" | "aborts") => {
    const put = IDBObjectStore.prototype.put;
    let count = 0;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (++count !== nth) return put.call(this, value, key);
      IDBObjectStore.prototype.put = put;
      if (how === "throws") throw new DOMException("simulated", "DataCloneError");
      const request = put.call(this, value, key);
      this.transaction.abort();
      return request;
    };
  },

  /** Has IndexedDB never answer. */
  silence: async () => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
  },

  /** The files as stock IDBFS loads them into an engine of their own, and their first bytes after the header. */
  stockView: async (name: string) => {
    const { FS, IDBFS } = await newBinding();
    const fs = FS as FileSystem;
    fs.mkdirTree(mountPointOf(name));
    fs.mount(IDBFS as object, {}, mountPointOf(name));
    await new Promise<void>((resolve, reject) => fs.syncfs(true, (failure) => (failure ? reject(failure) : resolve())));
    const names = fs.readdir(mountPointOf(name)).filter((one) => !one.startsWith("."));
    return names.map((one) => [one, fs.readFile(`${mountPointOf(name)}/${one}`).length] as const);
  },

  /** A sync to IndexedDB of the engine that has the database open, with a file that somebody wrote there. */
  stockSyncOut: async (name: string) => {
    const fs = (await binding!).FS as FileSystem;
    fs.writeFile(`${mountPointOf(name)}/stray`, new Uint8Array(3));
    await new Promise<void>((resolve, reject) => fs.syncfs(false, (failure) => (failure ? reject(failure) : resolve())));
  },

  /** Milliseconds of one append, the median of many. */
  appendMs: async (name: string, count: number, frameBytes: number) => {
    const times: number[] = [];
    for (let index = 0; index < count; ++index) {
      const started = performance.now();
      await open.get(name)!.append(frame(index, frameBytes));
      times.push(performance.now() - started);
    }
    return times.sort((one, other) => one - other)[count >> 1]!;
  },

  /**
   * Appends without end, telling each number when it is durable, with a checkpoint now and then, which ends in the first number that it
   * does not cover.
   */
  appendForever: async (name: string, first: number, frameBytes: number) => {
    const storage = open.get(name)!;
    async function* parts(end: number): AsyncGenerator<Uint8Array> {
      for (let part = 0; part < 5; ++part) yield new Uint8Array(1_000_000);
      yield frame(end, 4);
    }
    for (let number = first; ; ++number) {
      await storage.append(frame(number, frameBytes));
      console.log(`durable ${number}`);
      if (number % 70 === 69) void storage.checkpoint(parts(number + 1)).then(() => console.log("checkpoint"));
    }
  },
};

export type Calls = typeof calls;

function failureText(failure: unknown): string {
  return failure instanceof HostError ? `${failure.code}: ${failure.message}` : String(failure);
}

type Answer = { value: unknown } | { failure: string };

async function answer(name: keyof Calls, parameters: unknown[]): Promise<Answer> {
  try {
    return { value: await (calls[name] as (...all: unknown[]) => Promise<unknown>)(...parameters) };
  } catch (thrown) {
    return { failure: failureText(thrown) };
  }
}

if (typeof document === "undefined") {
  self.onmessage = async ({ data }: MessageEvent<[keyof Calls, unknown[]]>) => self.postMessage(await answer(...data));
} else {
  let worker: Worker | null = null;
  const answerInWorker = (name: keyof Calls, parameters: unknown[]): Promise<Answer> => {
    const made = (worker ??= new Worker("/page.js", { type: "module" }));
    return new Promise((resolve) => {
      made.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      made.postMessage([name, parameters]);
    });
  };
  Object.assign(globalThis, { answer, answerInWorker });
}
