// How long tables and indexes stay in the states through which DynamoDB passes them. Tested by lifecycle.test.ts.
import { HostError } from "../../web/errors.js";
import type { DelayList } from "../../web/session.js";

/**
 * Milliseconds on the database's clock. What is left out is zero: the state is told in the answer that begins it, and is over with the
 * next request.
 */
export interface LifecycleDelays {
  /** A new table is CREATING: its items cannot be written or read yet. */
  readonly createTable?: number | undefined;
  /**
   * A table is UPDATING whose throughput, billing mode or class changes, an index whose throughput changes; so is encryption, and warm
   * throughput.
   */
  readonly updateTable?: number | undefined;
  /** A deleted table is DELETING. */
  readonly deleteTable?: number | undefined;
  /** A new index of a table that is there waits for its resources: it is CREATING, its table UPDATING, and it cannot be deleted. */
  readonly allocateIndex?: number | undefined;
  /** Then it is CREATING and Backfilling, at least so long; and as long as filling takes. */
  readonly fillIndex?: number | undefined;
  /** A deleted index is DELETING. */
  readonly deleteIndex?: number | undefined;
}

/** @internal In the engine's order. */
export const DELAY_NAMES = ["createTable", "updateTable", "deleteTable", "allocateIndex", "fillIndex", "deleteIndex"] as const satisfies (keyof LifecycleDelays)[];

/** @internal Some thirty thousand years: what is added to it still is a number of milliseconds. */
export const DELAY_MAX = 1e15;

/** Throws HostError "invalid" where the option is not what it should be. */
export function delayList(option: unknown): DelayList | undefined {
  if (option === undefined) return undefined;
  if (typeof option !== "object" || option === null || Array.isArray(option)) {
    throw new HostError("invalid", "The option lifecycleDelays takes an object such as { createTable: 5000 }.");
  }
  for (const [name, delay] of Object.entries(option)) {
    if (!(DELAY_NAMES as readonly string[]).includes(name)) {
      throw new HostError("invalid", `lifecycleDelays has no member ${JSON.stringify(name)}: there are ${DELAY_NAMES.join(", ")}.`);
    }
    if (delay === undefined) continue;
    if (typeof delay !== "number" || !(delay >= 0 && delay <= DELAY_MAX)) {
      throw new HostError("invalid", `lifecycleDelays.${name} must be a number of milliseconds, not ${String(delay)}.`);
    }
  }
  return DELAY_NAMES.map((name) => (option as LifecycleDelays)[name] ?? 0) as unknown as DelayList;
}
