// The failures that DynamoDB itself would answer, as JavaScript errors. What the host does wrong is a HostError (web/errors.ts).
import type { AttributeValue } from "./shapes.gen.js";

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

  constructor(name: string, message: string, item?: Record<string, AttributeValue>) {
    super(message);
    this.name = name;
    this.$fault = name === "InternalServerError" ? "server" : "client";
    if (item !== undefined) this.Item = item;
  }
}

/** What the engine answers with status 1: shape Error of the operation shapes. */
export interface ErrorStructure {
  readonly Type: number;
  readonly Name: string;
  readonly Message?: string;
  readonly Item?: Record<string, AttributeValue>;
}

export function errorOf(structure: ErrorStructure): DynamoDBError {
  return new DynamoDBError(structure.Name, structure.Message ?? "", structure.Item);
}
