// open(), whatever the platform: where the engine comes from and which storage a name means is told by the entry (index.*.ts).
// Tested by open.test.ts.
import type { EngineBinding } from "../../bindings/engine_binding.js";
import { HostError } from "../../web/errors.js";
import type { Host } from "../../web/host.js";
import { Session, type DelayList } from "../../web/session.js";
import type { Durability } from "../../web/storage.js";
import { TimeAndChance } from "../../web/time_and_chance.js";
import type { WorkerLike } from "../../web/worker_port.js";
import { newDatabase, type Database } from "./database.js";
import { EngineCalls, type Calls } from "./engine_calls.js";
import { delayList, type LifecycleDelays } from "./lifecycle.js";
import { describe, storageOf, type Storages } from "./storage_names.js";
import { isRegion } from "./region.js";

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
  /**
   * The region whose answers the database gives; `"eu-west-2"` by default. AWS changes how requests are refused in one region after the
   * other, so that the same mistake is worded differently, and a few limits differ. The regions that were measured in October 2026 are in
   * engine/doc/decisions/0013-regions.md; any other answers as most do. ARNs name the region. It is not kept with the data.
   */
  readonly region?: string | undefined;
  /** Time and chance from functions of the caller's, in place of `clock` and `seed`. Background work is only done by `db.tick()` then. */
  readonly host?: Host | undefined;
  /**
   * `true`: the engine runs in a worker of its own, so that long scans and the storage's work never keep this thread. The database is the
   * same but for `db.sync`, which throws. A request costs a message there and back: some tens of microseconds where a core is free. The worker ends when the
   * database and its forks are closed.
   *
   * In browsers the worker's script is a `blob:` URL: a page with a Content Security Policy allows it by `worker-src blob:`, or brings a worker
   * whose script imports `hashrange/worker` and does nothing else: `worker: () => new Worker(new URL("./engine_worker.js", import.meta.url),
   * { type: "module" })`. The database owns such a worker from then on.
   */
  readonly worker?: boolean | WorkerLike | (() => WorkerLike) | undefined;
}

/** @internal What an entry knows about its runtime. */
export interface Platform {
  /** A fresh instance of the engine. */
  newEngine(): Promise<EngineBinding>;
  readonly storages: Storages;
  /** Absent where there are no workers. */
  readonly inWorker?: (wanted: WantedWorker) => Promise<Calls>;
}

/** @internal What is to be opened in a worker. */
export interface WantedWorker {
  /** The caller's own; undefined for the package's. */
  readonly brought: WorkerLike | (() => WorkerLike) | undefined;
  readonly storage: string;
  readonly durability: Durability;
  readonly time: TimeAndChance;
  readonly seed: number | string | undefined;
  readonly region: string;
  readonly lifecycleDelays: DelayList | undefined;
}

/** @internal Opens a database for the entry's platform. The entries document it. */
export async function openOn(platform: Platform, options: OpenOptions = {}): Promise<Database> {
  checkOptions(options);
  const durability = options.durability ?? "strict";
  if (durability !== "strict" && durability !== "relaxed") {
    throw new HostError("invalid", `durability must be "strict" or "relaxed", not ${describe(durability)}.`);
  }
  const region = regionOf(options.region);
  const time = TimeAndChance.of(options);
  const lifecycleDelays = delayList(options.lifecycleDelays);
  const { storage = "memory", worker = false } = options;
  const makeStorage = storageOf(platform.storages, storage, durability);
  if (worker !== false) {
    if (platform.inWorker === undefined) throw new HostError("unsupported", "The option worker needs workers, which this runtime has not.");
    const brought = worker === true ? undefined : worker;
    return newDatabase(await platform.inWorker({ brought, storage, durability, time, seed: options.seed, region, lifecycleDelays }), time);
  }
  const engine = await platform.newEngine();
  const session = await Session.open(engine, await makeStorage(engine), { host: time.host, background: time.goesOn, region, lifecycleDelays });
  return newDatabase(new EngineCalls(session), time);
}

const OPTIONS: ReadonlySet<string> = new Set(["storage", "durability", "clock", "seed", "region", "lifecycleDelays", "host", "worker"] satisfies (keyof OpenOptions)[]);

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
  const { worker } = options as { worker?: unknown };
  if (worker !== undefined && typeof worker !== "boolean" && typeof worker !== "function" && !isWorker(worker)) {
    throw new HostError("invalid", `The option worker must be true, a Worker or a function that makes one, not ${describe(worker)}.`);
  }
}

function isWorker(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as Partial<WorkerLike>).postMessage === "function";
}

function regionOf(region: unknown = "eu-west-2"): string {
  if (typeof region === "string" && isRegion(region)) return region;
  throw new HostError("invalid", `The region must be the name of an AWS region such as "eu-west-2", not ${describe(region)}.`);
}
