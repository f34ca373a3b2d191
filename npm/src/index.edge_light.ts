// The entry for Vercel's edge runtime (export condition "edge-light"): index.workerd.ts but for the name under which Next.js knows a wasm
// module. Tested by tests/runtimes.
import glue from "engine:glue";
import wasm from "./engine.wasm?module";
import { instantiate } from "../../web/module.js";
import type { Database } from "./database.js";
import { openOn, type OpenOptions } from "./open.js";

export { Database } from "./database.js";
export { DynamoDBError } from "./errors.js";
export { HostError } from "../../web/errors.js";
export { NumberValue } from "./number_value.js";

/** As in index.ts, in memory only. */
export async function open(options?: OpenOptions): Promise<Database> {
  return openOn({ newEngine: () => instantiate(glue, wasm), storages: {} }, options);
}
