// What `db.on("trace", listener)` tells: the events of engine/src/ops/trace.h. Tested by trace.test.ts.
import type { AttributeValue } from "./shapes.gen.js";

/** A function that is given every event, one at a time, when the request that it belongs to has run. */
export type TraceListener = (event: TraceEvent) => void;

/**
 * Something that happened in the engine; `type` says what. The events of a request stand between its `begin` and its `end`. Those of
 * background work (`expire` and the `stream` behind it, `backfill`, and the `commit` they make) and of `split` stand alone.
 */
export type TraceEvent =
  | BeginEvent
  | EndEvent
  | ReadEvent
  | ConditionEvent
  | WriteEvent
  | IndexEvent
  | StreamEvent
  | CapacityEvent
  | CommitEvent
  | ExpireEvent
  | BackfillEvent
  | SplitEvent;

/** A request begins. `table`: the one it names for all of it, if it does. `now`: the engine's time, in milliseconds since 1970. */
export interface BeginEvent {
  readonly type: "begin";
  readonly operation: string;
  readonly table?: string;
  readonly now: number;
}

/** A request ends. `error` is the name of the exception that it is answered with, if it is. */
export interface EndEvent {
  readonly type: "end";
  readonly operation: string;
  readonly error?: string;
  readonly message?: string;
}

/** Where something happens: a partition by its position in the table's list (`inspect()` shows it), or in the index's. */
export interface TracePlace {
  readonly table: string;
  readonly index?: string;
  readonly partition: number;
}

/** A partition was visited: one key looked up, or a range read. `itemsReturned`: what the request was given of what was read. */
export interface ReadEvent extends TracePlace {
  readonly type: "read";
  readonly access: "point" | "range";
  readonly itemsRead: number;
  readonly bytesRead: number;
  readonly itemsReturned: number;
}

/** A condition or a filter was evaluated over an item. */
export interface ConditionEvent {
  readonly type: "condition";
  readonly kind: "ConditionExpression" | "FilterExpression";
  readonly expression: string;
  readonly tree: ConditionTree;
  readonly result: boolean;
}

/** A condition and what came of it; `result` is null when it was not evaluated, because the result above it was decided already. */
export interface ConditionTree {
  /** `AND`, `OR`, `NOT`, `BETWEEN`, `IN`, a comparator, or the name of a function. */
  readonly operator: string;
  /** As written. */
  readonly text: string;
  /** In the order written: conditions under AND, OR and NOT, else operands. */
  readonly operands: readonly (ConditionTree | ConditionOperand)[];
  readonly result: boolean | null;
}

/** An operand of a condition and its value in the item; `value` is null when the item has none there, or when `evaluated` is false. */
export interface ConditionOperand {
  readonly operand: "path" | "value" | "size";
  readonly text: string;
  readonly evaluated: boolean;
  readonly value: AttributeValue | null;
  /** Of a `size`: what it is the size of. */
  readonly operands?: readonly ConditionOperand[];
}

/** An item is written or deleted. Sizes as DynamoDB counts them; null where there is no item before, or after. */
export interface WriteEvent extends TracePlace {
  readonly type: "write";
  readonly action: "put" | "delete";
  readonly key: Record<string, AttributeValue>;
  readonly oldBytes: number | null;
  readonly newBytes: number | null;
}

/** What follows from a write in an index. */
export interface IndexEvent extends TracePlace {
  readonly type: "index";
  readonly index: string;
  readonly action: "insert" | "replace" | "delete";
  readonly key: Record<string, AttributeValue>;
}

/** The record that follows from a write in the table's stream. */
export interface StreamEvent extends TracePlace {
  readonly type: "stream";
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly key: Record<string, AttributeValue>;
  readonly sequenceNumber: string;
}

/** What a request is charged on a table or an index. */
export interface CapacityEvent {
  readonly type: "capacity";
  readonly table: string;
  readonly index?: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** What was written is in force; `sequence` counts commits. */
export interface CommitEvent {
  readonly type: "commit";
  readonly sequence: number;
  readonly changes: number;
}

/** Time to live ended for an item, and it was deleted. */
export interface ExpireEvent extends TracePlace {
  readonly type: "expire";
  readonly key: Record<string, AttributeValue>;
}

/** Items of a table were looked at for a new index; `done` with the last ones. */
export interface BackfillEvent {
  readonly type: "backfill";
  readonly table: string;
  readonly index: string;
  readonly items: number;
  readonly done: boolean;
}

/** The partition was split: it ends at `at` now, and the next one begins there. */
export interface SplitEvent extends TracePlace {
  readonly type: "split";
  readonly at: { readonly hash: string; readonly key?: Record<string, AttributeValue> };
}
