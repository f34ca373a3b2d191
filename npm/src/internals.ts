// What the entries for the AWS SDK need of a Database. The key is a registered symbol, so that a client of one copy of the package
// can answer from a database of another.
import type { JsonAnswer } from "./engine_calls.js";

export const INTERNALS: unique symbol = Symbol.for("hashrange.internals") as never;

export interface Internals {
  /** Whose answers the database gives. */
  readonly region: string;
  /** Runs an operation by the AWS SDK's rules for null members. Undefined when the engine has no such operation. */
  call(operation: string, input: unknown): Promise<object> | undefined;
  /** Runs a request of the JSON protocol. */
  dispatch(target: string, body: Uint8Array): Promise<JsonAnswer>;
}

/** The internals of what should be a database. Throws a TypeError when it is none. */
export function internalsOf(database: unknown): Internals {
  const internals = (database as { [INTERNALS]?: Internals } | null | undefined)?.[INTERNALS];
  if (internals === undefined) throw new TypeError("The first argument must be a database that open() of hashrange has answered.");
  return internals;
}
