// What `open({ storage })` names. Tested by open.test.ts.
import type { EngineBinding } from "../../bindings/engine_binding.js";
import { HostError } from "../../web/errors.js";
import { MemoryStorage } from "../../web/memory.js";
import type { Durability, Storage } from "../../web/storage.js";

type StorageKind = "idb" | "file";

/**
 * The storages of a runtime by what stands before the colon: makes one from the rest of the name. Adapters are loaded when they are first
 * wanted. `engine`: the instance that the database will run in; IndexedDB loads through its file system.
 */
export type Storages = Readonly<
  Partial<Record<StorageKind, (name: string, durability: Durability, engine: EngineBinding) => Promise<Storage>>>
>;

const ALL_STORAGES = `"memory", "idb:<name>" in a browser or "file:<directory>" in Node`;

/** What makes the storage. Throws HostError "invalid" for what is no storage's name, "unsupported" for a storage that is not here. */
export function storageOf(storages: Storages, storage: unknown, durability: Durability): (engine: EngineBinding) => Promise<Storage> {
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
  const make = storages[kind];
  if (make === undefined) {
    const needed = kind === "idb" ? "IndexedDB" : "Node's file system";
    throw new HostError("unsupported", `The storage ${describe(storage)} needs ${needed}, which this runtime has not.`);
  }
  return (engine) => make(name, durability, engine);
}

export function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** The adapters, each in a chunk of its own. */
export const idb: NonNullable<Storages["idb"]> = async (name, durability, engine) => {
  const { Idbfs } = await import("../../web/idbfs.js");
  return new Idbfs(engine, name, { durability });
};
