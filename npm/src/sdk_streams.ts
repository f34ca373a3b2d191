/**
 * The AWS SDK's client of DynamoDB Streams, answering from a database of this package.
 *
 * ```ts
 * import { open } from "hashrange";
 * import { dynamoDBStreamsClient } from "hashrange/sdk/streams";
 * import { ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
 *
 * const db = await open();
 * const streams = dynamoDBStreamsClient(db);
 * const { Streams } = await streams.send(new ListStreamsCommand({}));
 * await db.close();
 * ```
 *
 * The client is a real subclass of the DynamoDBStreamsClient that your program imports. Commands skip the SDK's middleware; as soon as the
 * client or a command has middleware of yours, they go through all of it. `clientConfig(db)` and `requestHandler(db)` of `hashrange/sdk` are
 * for a client that you, or a library, construct.
 *
 * @module
 */
import * as sdk from "@aws-sdk/client-dynamodb-streams";
import type { Database } from "./database.js";
import { internalsOf } from "./internals.js";
import { ShortWay, type Metadata } from "./sdk_engine.js";
import { localConfig } from "./sdk_handler.js";

/** The SDK's client with a database behind it. */
class HashrangeStreamsClient extends sdk.DynamoDBStreamsClient {
  readonly #shortWay: ShortWay;

  constructor(database: Database, config: sdk.DynamoDBStreamsClientConfig) {
    const internals = internalsOf(database);
    super(localConfig(internals, config) as sdk.DynamoDBStreamsClientConfig);
    this.#shortWay = new ShortWay(internals, makeException, this.middlewareStack, config);
  }

  // The SDK's overloads are all of (command, options?, callback?); what they answer is typed where send is called.
  override send(...sent: unknown[]): never {
    return this.#shortWay.send(sent, () => super.send(...(sent as Parameters<sdk.DynamoDBStreamsClient["send"]>))) as never;
  }
}

/** The SDK's own exception classes. One that it has none for is the base class with the name set, as the SDK does itself. */
function makeException(name: string, message: string, metadata: Metadata): Error {
  const options = { message, $metadata: metadata };
  let exception: Error;
  switch (name) {
    case "ExpiredIteratorException":
      exception = new sdk.ExpiredIteratorException(options);
      break;
    case "InternalServerError":
      exception = new sdk.InternalServerError(options);
      break;
    case "LimitExceededException":
      exception = new sdk.LimitExceededException(options);
      break;
    case "ResourceNotFoundException":
      exception = new sdk.ResourceNotFoundException(options);
      break;
    case "TrimmedDataAccessException":
      exception = new sdk.TrimmedDataAccessException(options);
      break;
    default:
      exception = new sdk.DynamoDBStreamsServiceException({ ...options, name, $fault: "client" });
  }
  return Object.assign(exception, { message });
}

/**
 * A DynamoDBStreamsClient whose commands are answered by `database`. Closing the database is up to you; `destroy()` does not.
 *
 * `config` is the SDK's, all of it optional: region and credentials have defaults, as nothing is sent anywhere. A `requestHandler`
 * is refused with a TypeError. A `logger` makes every command go through the SDK's whole middleware.
 */
export function dynamoDBStreamsClient(
  database: Database,
  config: Omit<sdk.DynamoDBStreamsClientConfig, "requestHandler"> = {},
): sdk.DynamoDBStreamsClient {
  return new HashrangeStreamsClient(database, config);
}
