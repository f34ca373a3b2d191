// open(), whatever the platform: where the engine comes from and which storage a name means is told by the entry (index.*.ts).
// Tested by open.test.ts.
import type { EngineBinding } from "../../bindings/engine_binding.js";
import { HostError } from "../../web/errors.js";
import type { Host } from "../../web/host.js";
import { MemoryStorage } from "../../web/memory.js";
import { Session } from "../../web/session.js";
import type { Durability, Storage } from "../../web/storage.js";
import { TimeAndChance } from "../../web/time_and_chance.js";
import { Database } from "./database.js";
import { delayList, setDelays, type LifecycleDelays } from "./lifecycle.js";

export interface OpenOptions {
  /**
   * Where the data lives.
   * - `"memory"` (the default): nowhere else; it is gone when the database is closed.
   * - `"idb:<name>"`: in the browser's IndexedDB.
   * - `"file:<directory>"`: in files, in Node, Deno and Bun. The directory is made when it does not exist.
   */
  readonly storage?: string | undefined;
  /**
   * `"strict"` (the default): an operation is answered when what it wrote survives a crash. `"relaxed"`: it is answered at once and
   * written soon after; `flush()` waits for that.
   */
  readonly durability?: Durability | undefined;
  /**
   * The database's time. `"system"` (the default): the system's clock. A Date or milliseconds since 1970: the clock stands there until
   * `db.clock` moves it, and nothing happens by itself meanwhile (`db.tick()`). Time never goes backwards inside a database: one that is
   * opened again has at least the time of its last write.
   */
  readonly clock?: "system" | Date | number | undefined;
  /**
   * Where random values come from (table ids and the like). Without it from the system's random source; with a seed, a number or a text,
   * from a generator that gives the same values each time: the same calls then have the same answers.
   */
  readonly seed?: number | string | undefined;
  /**
   * How long tables and indexes stay in the states CREATING, UPDATING and DELETING, for programs and lessons that are to see them. No time at
   * all without it.
   */
  readonly lifecycleDelays?: LifecycleDelays | undefined;
  /** Time and chance from functions of the caller's, in place of `clock` and `seed`. Background work is only done by `db.tick()` then. */
  readonly host?: Host | undefined;
}

/** What an entry knows about its runtime. */
export interface Platform {
  /** A fresh instance of the engine. */
  newEngine(): Promise<EngineBinding>;
  /**
   * The storages by what stands before the colon: makes one from the rest of the name. Adapters are loaded when they are first wanted.
   * `engine`: the instance that the database will run in; IndexedDB loads through its file system.
   */
  readonly storages: Readonly<
    Partial<Record<StorageKind, (name: string, durability: Durability, engine: EngineBinding) => Promise<Storage>>>
  >;
}

type StorageKind = "idb" | "file";

const ALL_STORAGES = `"memory", "idb:<name>" in a browser or "file:<directory>" in Node`;

/** Opens a database for the entry's platform. The entries document it. */
export async function openOn(platform: Platform, options: OpenOptions = {}): Promise<Database> {
  checkOptions(options);
  const durability = options.durability ?? "strict";
  if (durability !== "strict" && durability !== "relaxed") {
    throw new HostError("invalid", `durability must be "strict" or "relaxed", not ${describe(durability)}.`);
  }
  const time = TimeAndChance.of(options);
  const delays = delayList(options.lifecycleDelays);
  const makeStorage = storageOf(platform, options.storage ?? "memory", durability);
  const engine = await platform.newEngine();
  const session = await Session.open(engine, await makeStorage(engine), { host: time.host, background: time.goesOn });
  if (delays !== undefined) setDelays(engine, session.engine, delays);
  return new Database(session, time);
}

const OPTIONS: ReadonlySet<string> = new Set(["storage", "durability", "clock", "seed", "lifecycleDelays", "host"] satisfies (keyof OpenOptions)[]);

/** A storage in the wrong place or under a misspelt name must not become a database in memory, which forgets everything. */
function checkOptions(options: unknown): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new HostError("invalid", `open takes an object such as { storage: "memory" }, not ${describe(options)}.`);
  }
  for (const name of Object.keys(options)) {
    if (!OPTIONS.has(name)) throw new HostError("invalid", `open has no option ${describe(name)}: there are ${[...OPTIONS].join(", ")}.`);
  }
  const host = (options as { host?: Partial<Host> | null }).host;
  if (host !== undefined && (typeof host?.now !== "function" || typeof host.entropy !== "function")) {
    throw new HostError("invalid", "The option host must have the functions now and entropy.");
  }
}

function storageOf(platform: Platform, storage: unknown, durability: Durability): (engine: EngineBinding) => Promise<Storage> {
  if (storage === "memory") return async () => new MemoryStorage();
  const [, scheme, name] = (typeof storage === "string" ? /^(idb|file):([^]*)$/.exec(storage) : null) ?? [];
  const kind = scheme as StorageKind | undefined;
  if (kind === undefined || name === undefined) {
    throw new HostError("invalid", `The storage must be ${ALL_STORAGES}, not ${describe(storage)}.`);
  }
  if (name === "") {
    const missing = kind === "idb" ? "the database's name" : "a directory";
    throw new HostError("invalid", `The storage ${describe(storage)} lacks ${missing} after the colon.`);
  }
  const make = platform.storages[kind];
  if (make === undefined) {
    const needed = kind === "idb" ? "IndexedDB" : "Node's file system";
    throw new HostError("unsupported", `The storage ${describe(storage)} needs ${needed}, which this runtime has not.`);
  }
  return (engine) => make(name, durability, engine);
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
