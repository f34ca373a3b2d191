// The entry for Node, Deno and Bun (export condition "node"): index.ts and storage in files.
import { openOn, type OpenOptions } from "./open.js";
import { newEngine } from "./engine_module.js";
import { file } from "./storage_files.js";
import { idb } from "./storage_names.js";
import type { Database } from "./database.js";

export { Database } from "./database.js";
export { DynamoDBError } from "./errors.js";
export { HostError } from "../../web/errors.js";
export { NumberValue } from "./number_value.js";

/** As in index.ts. */
export async function open(options?: OpenOptions): Promise<Database> {
  return openOn(
    {
      newEngine,
      storages: { idb, file },
      inWorker: async (wanted) => (await import("./worker_open.node.js")).openInWorker(wanted),
    },
    options,
  );
}
