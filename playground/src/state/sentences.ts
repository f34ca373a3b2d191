// What happened inside a request, as sentences.
import type { CommitEvent, ConditionEvent, ReadEvent, TraceEvent } from "hashrange";

import type { RequestView } from "../contract.js";
import { bytesText, counted, plainKeyText, unitsText } from "./values.js";

/** A step of a request: what it is at a glance, and what happened in words. */
export interface Step {
  readonly kind: "begin" | "read" | "condition" | "write" | "index" | "stream" | "capacity" | "commit" | "end" | "refused" | "other";
  readonly sentence: string;
  /** The conditions of the step: one, or those of a filter that looked at many items. */
  readonly conditions?: readonly ConditionEvent[];
}

/** The events of a request in order; a filter's answers about one item after the other are one step. */
export function stepsOf(events: readonly TraceEvent[]): Step[] {
  const steps: Step[] = [];
  let writes = 0;
  for (let at = 0; at < events.length; at++) {
    const event = events[at]!;
    if (event.type === "write") writes++;
    if (event.type === "commit") {
      steps.push(commitStep(event.sequence, writes));
      writes = 0;
      continue;
    }
    if (event.type !== "condition") {
      steps.push(stepOf(event));
      continue;
    }
    const conditions: ConditionEvent[] = [event];
    for (let next = events[at + 1]; isSameFilter(event, next); next = events[at + 1]) {
      conditions.push(next);
      at++;
    }
    // A visit to a partition is told when it is over; the filter looked at what it had read.
    const next = events[at + 1];
    if (event.kind === "FilterExpression" && next?.type === "read") {
      steps.push(stepOf(next));
      at++;
    }
    steps.push(conditionStep(conditions));
  }
  return steps;
}

/** Of `writes` items. A commit may hold more than them, such as the token of a transaction. */
function commitStep(sequence: number, writes: number): Step {
  const what = writes > 1 ? `All ${writes} writes are in force at once` : "The change is in force";
  return { kind: "commit", sentence: `${what} (commit ${sequence}).` };
}

function isSameFilter(first: ConditionEvent, next: TraceEvent | undefined): next is ConditionEvent {
  return (
    first.kind === "FilterExpression" && next?.type === "condition" && next.kind === first.kind && next.expression === first.expression
  );
}

function conditionStep(conditions: readonly ConditionEvent[]): Step {
  const [first] = conditions as [ConditionEvent];
  if (first.kind === "ConditionExpression") {
    const came = first.result ? "true: the write goes on." : "false: nothing is written.";
    return { kind: "condition", sentence: `The condition is checked against the item as it is now. It is ${came}`, conditions };
  }
  const kept = conditions.filter(({ result }) => result).length;
  return {
    kind: "condition",
    sentence: `The filter looks at the ${counted(conditions.length, "item")} just read and keeps ${kept}.`,
    conditions,
  };
}

function placeText(event: { readonly table: string; readonly index?: string; readonly partition: number }): string {
  const of = event.index === undefined ? event.table : `index ${event.index}`;
  return `partition ${event.partition + 1} of ${of}`;
}

function stepOf(event: Exclude<TraceEvent, ConditionEvent | CommitEvent>): Step {
  switch (event.type) {
    case "begin":
      return {
        kind: "begin",
        sentence: event.table === undefined ? `${event.operation} arrives.` : `${event.operation} arrives for table ${event.table}.`,
      };
    case "read":
      return { kind: "read", sentence: readSentence(event) };
    case "write":
      return { kind: "write", sentence: writeSentence(event.action, event) };
    case "index": {
      const verb = { insert: "gains an entry for", replace: "has its entry replaced for", delete: "loses its entry for" }[event.action];
      return { kind: "index", sentence: `Index ${event.index} ${verb} ${plainKeyText(event.key)}.` };
    }
    case "stream": {
      const record = { INSERT: "a new item", MODIFY: "a changed item", REMOVE: "a deleted item" }[event.eventName];
      return { kind: "stream", sentence: `The stream of ${event.table} gains a record (${event.eventName}) of ${record}, ${plainKeyText(event.key)}.` };
    }
    case "capacity": {
      const units = [
        ...(event.readUnits > 0 ? [counted(event.readUnits, "read unit")] : []),
        ...(event.writeUnits > 0 ? [counted(event.writeUnits, "write unit")] : []),
      ];
      const on = event.index === undefined ? `table ${event.table}` : `index ${event.index}`;
      return { kind: "capacity", sentence: `Charged on ${on}: ${units.length === 0 ? "nothing" : units.join(" and ")}.` };
    }
    case "end":
      return event.error === undefined
        ? { kind: "end", sentence: "The answer goes out." }
        : { kind: "refused", sentence: `Refused with ${event.error}${event.message ? `: ${event.message}` : ""}` };
    case "expire":
      return { kind: "other", sentence: `Time to live ended for ${plainKeyText(event.key)}: it is deleted.` };
    case "backfill":
      return {
        kind: "other",
        sentence: `Index ${event.index} is filled: ${counted(event.items, "item")} looked at${event.done ? ", and it is complete" : ""}.`,
      };
    case "split":
      return { kind: "other", sentence: `${capital(placeText(event))} is split in two.` };
  }
}

function readSentence(event: ReadEvent): string {
  const place = placeText(event);
  if (event.access === "point") {
    return event.itemsRead === 0
      ? `One key is looked up in ${place}: no item has it.`
      : `One key is looked up in ${place}: an item of ${bytesText(event.bytesRead)}.`;
  }
  if (event.itemsRead === 0) return `A range is read in ${place}: there is nothing in it.`;
  const returned =
    event.itemsReturned === event.itemsRead
      ? event.itemsRead === 1
        ? "it is returned"
        : "all are returned"
      : event.itemsReturned === 0
        ? "none is returned"
        : `${event.itemsReturned} of them ${event.itemsReturned === 1 ? "is" : "are"} returned`;
  return `${counted(event.itemsRead, "item")} (${bytesText(event.bytesRead)}) ${event.itemsRead === 1 ? "is" : "are"} read in order in ${place}; ${returned}.`;
}

function writeSentence(action: "put" | "delete", event: Extract<TraceEvent, { type: "write" }>): string {
  const key = plainKeyText(event.key);
  const place = placeText(event);
  if (action === "delete")
    return event.oldBytes === null ? `${key} is to be deleted from ${place}, but was not there.` : `${key} is deleted from ${place}.`;
  const bytes = bytesText(event.newBytes ?? 0);
  if (event.oldBytes === null) return `${key} is written to ${place}: a new item of ${bytes}.`;
  return `${key} is written to ${place}: ${bytes} in place of ${bytesText(event.oldBytes)}.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What a request cost and did, as numbers. */
export interface Cost {
  readonly itemsRead: number;
  readonly itemsReturned: number;
  readonly bytesRead: number;
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export function costOf(request: RequestView): Cost {
  const cost = { itemsRead: 0, itemsReturned: 0, bytesRead: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0 };
  // Writes look at the item they replace; that is no read of the caller's.
  const reads = READING.has(request.operation);
  for (const event of request.events) {
    if (event.type === "read" && reads) {
      cost.itemsRead += event.itemsRead;
      cost.itemsReturned += event.itemsReturned;
      cost.bytesRead += event.bytesRead;
    } else if (event.type === "write" && request.error === undefined) {
      cost.itemsWritten += 1;
    } else if (event.type === "capacity") {
      cost.readUnits += event.readUnits;
      cost.writeUnits += event.writeUnits;
    }
  }
  return cost;
}

const READING: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"]);

export function sumOf(costs: readonly Cost[]): Cost {
  const sum = { itemsRead: 0, itemsReturned: 0, bytesRead: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0 };
  for (const cost of costs) {
    for (const name of Object.keys(sum) as (keyof Cost)[]) sum[name] += cost[name];
  }
  return sum;
}
