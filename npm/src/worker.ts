/**
 * The script of a worker that holds a database, for those who bring their own: a worker's script that imports this and does nothing else is
 * what `open({ worker: () => new Worker(...) })` takes. `open({ worker: true })` needs none of it.
 *
 * @module
 */
import glue from "engine:glue";
// Not loaded when it is wanted, as elsewhere: Vite builds workers as one classic script unless it is told otherwise.
import { Idbfs } from "../../web/idbfs.js";
import { instantiate } from "../../web/module.js";
import { WorkerSessions } from "../../web/worker_sessions.js";
import { storageOf, type Storages } from "./storage_names.js";

interface Scope {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { data: never }) => void): void;
}

const storages: Storages = { idb: async (name, durability, engine) => new Idbfs(engine, name, { durability }) };
const scope = globalThis as unknown as Scope;
const sessions = new WorkerSessions(
  {
    newEngine: (module) => instantiate(glue, module),
    newStorage: (name, durability, engine) => storageOf(storages, name, durability)(engine),
  },
  (messages, transfer) => scope.postMessage(messages, transfer),
);
scope.addEventListener("message", ({ data }) => sessions.take(data));
