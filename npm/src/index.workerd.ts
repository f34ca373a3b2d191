// The entry for workerd, that is Cloudflare Workers (export condition "workerd"). Workers compile no WebAssembly while they run, so the
// engine's wasm, the same that the other entries carry embedded, is imported as a module: whoever deploys compiles it.
// Tested by tests/runtimes.
import glue from "engine:glue";
import wasm from "./engine.wasm";
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
