/**
 * DynamoDB in a library: `open` a database and call the operations by their names.
 *
 * ```ts
 * import { open } from "hashrange";
 *
 * const db = await open({ storage: "memory" });
 * await db.createTable({
 *   TableName: "notes",
 *   AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
 *   KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
 *   BillingMode: "PAY_PER_REQUEST",
 * });
 * await db.putItem({ TableName: "notes", Item: { pk: { S: "a" }, text: { S: "hello" } } });
 * const { Item } = db.sync.getItem({ TableName: "notes", Key: { pk: { S: "a" } } });
 * await db.close();
 * ```
 *
 * With native values in place of DynamoDB JSON: `db.document.putItem({ TableName: "notes", Item: { pk: "a", text: "hello" } })`. With the AWS
 * SDK: `hashrange/sdk` and `hashrange/sdk/document`.
 *
 * @module
 */
import { openOn, type OpenOptions } from "./open.js";
import { newEngine } from "./engine_module.js";
import { idb } from "./storage_names.js";
import type { Database } from "./database.js";

export { Database, type AsyncOperations, type SyncControls, type SyncOperations } from "./database.js";
export type { Credentials } from "./credentials.js";
export type * from "./document_types.js";
export { DynamoDBError } from "./errors.js";
export type { FetchOptions } from "./fetch.js";
export { HostError, type HostErrorCode } from "../../web/errors.js";
export type { Clock, Duration } from "../../web/clock.js";
export type { Host } from "../../web/host.js";
export type { Durability } from "../../web/storage.js";
export { NumberValue } from "./number_value.js";
export type * from "./inspection.js";
export type { LifecycleDelays } from "./lifecycle.js";
export type { OpenOptions } from "./open.js";
export type { WorkerLike } from "../../web/worker_port.js";
export type * from "./shapes.gen.js";
export type * from "./trace.js";

/**
 * Opens a database, making it where there is none. It holds its storage until it is closed; another `open` of the same storage, in
 * this process, tab or another, fails meanwhile.
 *
 * Fails with a HostError, whose `code` says why and whose message is one sentence: "invalid" (the storage's name or an option),
 * "unsupported" (this runtime has not what the storage or the engine needs), "locked", "foreign", "corrupt", "evicted", "storage", "worker".
 */
export async function open(options?: OpenOptions): Promise<Database> {
  return openOn(
    {
      newEngine,
      storages: { idb },
      inWorker: async (wanted) => (await import("./worker_open.web.js")).openInWorker(wanted),
    },
    options,
  );
}
