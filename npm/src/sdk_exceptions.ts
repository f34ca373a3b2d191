// The engine's refusals as exceptions of the SDK's own classes. Tested by sdk.test.ts.
import * as sdk from "@aws-sdk/client-dynamodb";
import type { Carried, Metadata } from "./sdk_engine.js";

/** The SDK's own exception classes. One that an older SDK lacks is the base class with the name set, as the SDK does itself. */
export function makeException(name: string, message: string, metadata: Metadata, carried: Carried): Error {
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
    case "DuplicateItemException":
      exception = new sdk.DuplicateItemException(options);
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
