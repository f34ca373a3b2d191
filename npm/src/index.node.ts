// The entry for Node, Deno and Bun (export condition "node"): index.ts and storage in files.
import { openOn, type OpenOptions } from "./open.js";
import { newEngine } from "./engine_module.js";
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
      storages: {
        idb: async (name, durability, engine) => {
          const { Idbfs } = await import("../../web/idbfs.js");
          return new Idbfs(engine, name, { durability });
        },
        file: async (directory, durability) => {
          const { NodeFiles } = await import("../../web/node_files.js");
          return new NodeFiles(directory, { durability });
        },
      },
    },
    options,
  );
}
