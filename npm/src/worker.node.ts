// As worker.ts, for node:worker_threads in Node, Deno and Bun.
import glue from "engine:glue";
import { parentPort } from "node:worker_threads";
import { instantiate } from "../../web/module.js";
import { WorkerSessions } from "../../web/worker_sessions.js";
import { file } from "./storage_files.js";
import { idb, storageOf } from "./storage_names.js";

if (parentPort === null) throw new Error("hashrange/worker is the script of a worker: see the option worker of open.");
const port = parentPort;
const sessions = new WorkerSessions(
  {
    newEngine: (module) => instantiate(glue, module),
    newStorage: (name, durability, engine) => storageOf({ idb, file }, name, durability)(engine),
  },
  (messages, transfer) => port.postMessage(messages, transfer),
);
port.on("message", (messages) => sessions.take(messages));
