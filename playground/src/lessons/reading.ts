// What the checks of the lessons read from a View: items as plain values, requests by what they did.
import type { AttributeValue, ConditionEvent, ReadEvent } from "hashrange";

import type { CheckResult, Item, RequestView, TableView, View } from "../contract.js";

/** An attribute as a plain value. Sets and binary values are no matter here. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain };
export type PlainItem = Readonly<Record<string, Plain>>;

export function plain(item: Item): PlainItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: AttributeValue): Plain {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(plainValue);
  if (value.M !== undefined) return plain(value.M);
  return value.SS ?? value.NS?.map(Number) ?? null;
}

export const done = (message: string): CheckResult => ({ done: true, message });
export const missing = (message: string): CheckResult => ({ done: false, message });

/** A check of what a run of the lesson's program left in the table `social`. */
export function checkOfRun(check: (state: Run) => CheckResult): (view: View) => CheckResult {
  return (view) => {
    if (view.run === undefined) return missing("Run the program first.");
    const table = view.tables.find(({ name }) => name === "social");
    if (table === undefined) return missing("The table social is gone. Reset the lesson to have it back.");
    if (view.run.outcome === "stopped") return missing("The program was stopped before its end. Run it to the end.");
    const run = new Run(table, view.run.requests);
    const result = check(run);
    if (result.done || view.run.outcome === "done") return result;
    // An exception that ended the program explains more than what it did not come to do.
    const failed = view.run.requests.findLast(({ error }) => error !== undefined)?.error;
    return failed === undefined
      ? missing(`The program ended with an exception, shown in the output. ${result.message}`)
      : missing(`The program ended with ${failed.name}. Its message is in the output and under Requests: it says what to change.`);
  };
}

export class Run {
  constructor(
    readonly table: TableView,
    readonly requests: readonly RequestView[],
  ) {}

  /** The items of a partition key, in the order of their sort keys. */
  collection(pk: string): PlainItem[] {
    return this.items().filter((item) => item["pk"] === pk);
  }

  items(): PlainItem[] {
    return this.table.items.map(plain);
  }

  item(pk: string, sk: string): PlainItem | undefined {
    return this.items().find((item) => item["pk"] === pk && item["sk"] === sk);
  }

  /** The requests of these operations, refused ones too. */
  of(...operations: readonly string[]): RequestView[] {
    return this.requests.filter(({ operation }) => operations.includes(operation));
  }

  index(name: string): PlainItem[] {
    return (this.table.indexItems.get(name) ?? []).map(plain);
  }
}

export function reads(request: RequestView): { readonly read: number; readonly returned: number } {
  const events = request.events.filter((event): event is ReadEvent => event.type === "read");
  return {
    read: events.reduce((sum, { itemsRead }) => sum + itemsRead, 0),
    returned: events.reduce((sum, { itemsReturned }) => sum + itemsReturned, 0),
  };
}

/** The items of an answer of Query or Scan. */
export function answered(request: RequestView): PlainItem[] {
  return ((request.output as { Items?: readonly Item[] } | undefined)?.Items ?? []).map(plain);
}

/** The key that a request names. */
export function keyOf(request: RequestView): PlainItem {
  const input = request.input as { Key?: Item; Item?: Item };
  return plain(input.Key ?? input.Item ?? {});
}

export function conditions(request: RequestView): ConditionEvent[] {
  return request.events.filter((event): event is ConditionEvent => event.type === "condition" && event.kind === "ConditionExpression");
}

export function refusedBy(request: RequestView, name: string): boolean {
  return request.error?.name === name;
}
