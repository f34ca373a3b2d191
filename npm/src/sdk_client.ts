// The subclass of the SDK's DynamoDBClient, shared by the entries sdk.ts and sdk_document.ts.
// Tested by sdk.test.ts.
import * as sdk from "@aws-sdk/client-dynamodb";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.js";
import { internalsOf } from "./internals.js";
import {
  clientConfig,
  deliver,
  isCustomised,
  operationName,
  sentOf,
  ShortWay,
  wantsWholeStack,
  watchStack,
  withAbort,
  type Carried,
  type Metadata,
  type SdkCommand,
} from "./sdk_engine.js";

/** The SDK's client with a database behind it. Made by `dynamoDBClient`. */
export class HashrangeClient extends sdk.DynamoDBClient {
  readonly #shortWay: ShortWay;
  readonly #isChanged: () => boolean;

  constructor(database: Database, config: DynamoDBClientConfig) {
    const internals = internalsOf(database);
    super(clientConfig(config, internals));
    this.#shortWay = new ShortWay(internals, makeException);
    const isChanged = watchStack(this.middlewareStack);
    this.#isChanged = wantsWholeStack(config) ? () => true : isChanged;
  }

  // The SDK's overloads are all of (command, options?, callback?); what they answer is typed where send is called.
  override send(...sent: unknown[]): never {
    const { command, options, callback } = sentOf(sent);
    const name = this.shortWayFor(command);
    if (name === undefined) return super.send(...(sent as Parameters<sdk.DynamoDBClient["send"]>)) as never;
    return deliver(
      withAbort(options?.abortSignal, () => this.#shortWay.run(name, command.input)),
      callback,
    ) as never;
  }

  /** The command's operation, or undefined when it must go through the SDK's whole stack. For the document client. */
  shortWayFor(command: SdkCommand): string | undefined {
    return this.#isChanged() || isCustomised(command) ? undefined : operationName(command);
  }

  /** Runs an operation the short way. For the document client. */
  runShort(operation: string, input: unknown): Promise<object> {
    return this.#shortWay.run(operation, input);
  }
}

/** The SDK's own exception classes. One that an older SDK lacks is the base class with the name set, as the SDK does itself. */
function makeException(name: string, message: string, metadata: Metadata, carried: Carried): Error {
  const options = { message, $metadata: metadata };
  let exception: Error;
  switch (name) {
    case "ConditionalCheckFailedException":
      exception = new sdk.ConditionalCheckFailedException({ ...options, ...pick(carried, "Item") });
      break;
    case "ResourceNotFoundException":
      exception = new sdk.ResourceNotFoundException(options);
      break;
    case "ResourceInUseException":
      exception = new sdk.ResourceInUseException(options);
      break;
    case "LimitExceededException":
      exception = new sdk.LimitExceededException(options);
      break;
    case "InternalServerError":
      exception = new sdk.InternalServerError(options);
      break;
    case "ItemCollectionSizeLimitExceededException":
      exception = new sdk.ItemCollectionSizeLimitExceededException(options);
      break;
    case "ProvisionedThroughputExceededException":
      exception = new sdk.ProvisionedThroughputExceededException(options);
      break;
    case "TransactionConflictException":
      exception = new sdk.TransactionConflictException(options);
      break;
    case "TransactionCanceledException":
      exception = new sdk.TransactionCanceledException({ ...options, ...pick(carried, "CancellationReasons") });
      break;
    case "TransactionInProgressException":
      exception = new sdk.TransactionInProgressException(options);
      break;
    case "IdempotentParameterMismatchException":
      exception = new sdk.IdempotentParameterMismatchException(options);
      break;
    default:
      exception = new sdk.DynamoDBServiceException({ ...options, name, $fault: "client" });
  }
  return Object.assign(exception, { message });
}

/** That member alone, where it is there. Its type is the SDK's: only sdk_engine.ts does not know it. */
function pick<Name extends keyof Carried>(carried: Carried, name: Name): { [Key in Name]?: never } {
  return carried[name] === undefined ? {} : ({ [name]: carried[name] } as object);
}
