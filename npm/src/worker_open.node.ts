// open({ worker: true }) in Node, Deno and Bun, whose workers of the same name all take a script as text. Tested by worker.test.ts and
// tests/runtimes.
import script from "engine:worker_node";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { dropLock } from "../../web/node_lock.js";
import type { Calls } from "./engine_calls.js";
import type { WantedWorker } from "./open.js";
import { callsInWorker } from "./worker_open.js";

export function openInWorker(wanted: WantedWorker): Promise<Calls> {
  const [, directory] = /^file:([^]*)$/.exec(wanted.storage) ?? [];
  const folder = directory === undefined ? undefined : resolve(directory);
  return callsInWorker(
    wanted,
    // Without the arguments of this process: --input-type would say what the script is.
    () => new Worker(script, { eval: true, name: "hashrange", execArgv: [] }),
    // The lock file names this process, which lives on.
    () => folder !== undefined && dropLock(folder),
  );
}
