// The failures that DynamoDB itself would answer, as JavaScript errors. What the host does wrong is a HostError (web/errors.ts).
import type { AttributeValue, CancellationReason } from "./shapes.gen.js";

/**
 * What DynamoDB answers when it refuses a request. `name` is the exception's name as DynamoDB and the AWS SDK spell it, so code
 * written for the SDK keeps working: `if (error.name === "ConditionalCheckFailedException")`.
 */
export class DynamoDBError extends Error {
  /** For instance `ValidationException` or `ResourceNotFoundException`. */
  override readonly name: string;
  /** Whose fault it is; `server` only for InternalServerError. */
  readonly $fault: "client" | "server";
  /** The item as it was, where ReturnValuesOnConditionCheckFailure asked for it. */
  declare readonly Item?: Record<string, AttributeValue>;

  /** Of a TransactionCanceledException: why, for each action of the transaction in their order. */
  declare readonly CancellationReasons?: CancellationReason[];

  constructor(name: string, message: string, item?: Record<string, AttributeValue>, reasons?: CancellationReason[]) {
    super(message);
    this.name = name;
    this.$fault = name === "InternalServerError" ? "server" : "client";
    if (item !== undefined) this.Item = item;
    if (reasons !== undefined) this.CancellationReasons = reasons;
  }
}

/** What the engine answers with status 1: shape Error of the operation shapes. */
export interface ErrorStructure {
  readonly Type: number;
  readonly Name: string;
  readonly Message?: string;
  readonly Item?: Record<string, AttributeValue>;
  readonly CancellationReasons?: CancellationReason[];
}

/** The error of an error body of the JSON protocol. */
export function errorOfJson(body: unknown): DynamoDBError {
  const { __type = "", message = "" } = body as { __type?: string; message?: string };
  return new DynamoDBError(__type.slice(__type.indexOf("#") + 1), message);
}

export function errorOf(structure: ErrorStructure): DynamoDBError {
  return new DynamoDBError(structure.Name, structure.Message ?? "", structure.Item, structure.CancellationReasons);
}
