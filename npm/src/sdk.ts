/**
 * The AWS SDK's own client, answering from a database of this package.
 *
 * ```ts
 * import { open } from "hashrange";
 * import { dynamoDBClient } from "hashrange/sdk";
 * import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
 *
 * const db = await open();
 * const client = dynamoDBClient(db);
 * const { TableNames } = await client.send(new ListTablesCommand({}));
 * await db.close();
 * ```
 *
 * The client is a real subclass of the DynamoDBClient that your program imports, so paginators, waiters and libraries accept it. Commands
 * skip the SDK's middleware; as soon as the client or a command has middleware of yours, they go through all of it.
 *
 * @module
 */
import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.js";
import { HashrangeClient } from "./sdk_client.js";

/**
 * A DynamoDBClient whose commands are answered by `database`. Closing the database is up to you; `destroy()` does not.
 *
 * `config` is the SDK's, all of it optional: region and credentials have defaults, as nothing is sent anywhere. A `requestHandler`
 * is refused with a TypeError. A `logger` makes every command go through the SDK's whole middleware.
 */
export function dynamoDBClient(
  database: Database,
  config: Omit<DynamoDBClientConfig, "requestHandler"> = {},
): DynamoDBClient {
  return new HashrangeClient(database, config);
}
