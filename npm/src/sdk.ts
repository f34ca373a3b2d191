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
 * - `dynamoDB(db)` answers the aggregated DynamoDB instead, which has a method for each command; some libraries want that class.
 * - `clientConfig(db)` and `requestHandler(db)` are for a client that you, or a library, construct: any client of the SDK v3 that is
 *   configured with them is answered by the database, through all of its middleware.
 *
 * @module
 */
import type { DynamoDB, DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.js";
import { HashrangeDynamoDB } from "./sdk_aggregated.js";
import { HashrangeClient } from "./sdk_client.js";

export { clientConfig, requestHandler, type LocalClientConfig, type RequestHandler, type RequestHandlerOptions } from "./sdk_handler.js";

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

/**
 * The same as the SDK's aggregated class: `await dynamoDB(db).getItem({ ... })`. Each method takes options, a callback or both behind
 * its input, as in the SDK; `send` is there too.
 */
export function dynamoDB(database: Database, config: Omit<DynamoDBClientConfig, "requestHandler"> = {}): DynamoDB {
  return new HashrangeDynamoDB(database, config);
}
