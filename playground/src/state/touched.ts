// What a run did to the items of a table: from the events of its requests where they name items, and from questions and answers where
// they do not. A read of a range tells only how many items it read: which ones is worked out here from the request, and told only
// when the engine's count is the same.
import type { AttributeValue, ReadEvent } from "hashrange";

import type { Item, RequestView, RunView, TableView } from "../contract.js";
import { keyCondition } from "./key_condition.js";
import { compareKeyValues, identity, indexKeyNames, keyNames, type KeyNames } from "./values.js";

/** The strongest stands for an item: what was written counts more than what was read. */
export type Touch = "added" | "changed" | "deleted" | "returned" | "read";

export interface Touched {
  /** By the identity of the item's key. */
  readonly items: ReadonlyMap<string, Touch>;
  /** The keys of items that are gone. */
  readonly deleted: readonly Item[];
  /** Of each index by name: the entries that changed, by the identity of the item's key in the table. */
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, Touch>>;
}

export function touchedBy(run: RunView | undefined, table: TableView, only?: number): Touched {
  const names = keyNames(table.description.KeySchema);
  const items = new Map<string, Touch>();
  const deleted = new Map<string, Item>();
  const entries = new Map<string, Map<string, Touch>>();
  for (const request of run?.requests ?? []) {
    if (only !== undefined && request.number !== only) continue;
    for (const read of readItems(request, table, names)) {
      const id = identity(read.key, names);
      if (read.index !== undefined) {
        const ofIndex = entries.get(read.index) ?? new Map<string, Touch>();
        if (!writes(ofIndex.get(id)) && ofIndex.get(id) !== "returned") ofIndex.set(id, read.touch);
        entries.set(read.index, ofIndex);
      }
      if (!writes(items.get(id)) && items.get(id) !== "returned") items.set(id, read.touch);
    }
    if (request.error !== undefined) continue;
    // What happens in an index follows the write that it comes from, and names only the keys of the index.
    let written: string | undefined;
    for (const event of request.events) {
      if (event.type === "write") written = event.table === table.name ? identity(event.key, names) : undefined;
      if (event.type === "write" && event.table === table.name) {
        const id = identity(event.key, names);
        if (event.action === "delete") {
          if (event.oldBytes === null) continue;
          items.set(id, "deleted");
          deleted.set(id, event.key);
        } else {
          const added = event.oldBytes === null || items.get(id) === "added";
          items.set(id, added ? "added" : "changed");
          deleted.delete(id);
        }
      } else if (event.type === "index" && event.table === table.name && written !== undefined) {
        const ofIndex = entries.get(event.index) ?? new Map<string, Touch>();
        ofIndex.set(written, event.action === "insert" ? "added" : event.action === "replace" ? "changed" : "deleted");
        entries.set(event.index, ofIndex);
      }
    }
  }
  return { items, deleted: [...deleted.values()], entries };
}

function writes(touch: Touch | undefined): boolean {
  return touch === "added" || touch === "changed" || touch === "deleted";
}

function hasKey(key: Item, names: KeyNames): boolean {
  return [...names.partition, ...names.sort].every((name) => key[name] !== undefined);
}

interface Read {
  readonly key: Item;
  readonly touch: "returned" | "read";
  readonly index?: string | undefined;
}

/** The members of requests and answers that tell what was read. */
interface ReadInput {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly ScanIndexForward?: boolean;
  readonly ExclusiveStartKey?: Item;
  readonly TotalSegments?: number;
  readonly TransactItems?: readonly { readonly Get?: { readonly TableName?: string; readonly Key?: Item } }[];
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Item[] }>>;
}

interface ReadOutput {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: Item;
  readonly Responses?: readonly { readonly Item?: Item }[] | Readonly<Record<string, readonly Item[]>>;
}

function readItems(request: RequestView, table: TableView, names: KeyNames): Read[] {
  const input = (request.input ?? {}) as ReadInput;
  const output = (request.output ?? {}) as ReadOutput;
  if (request.output === undefined) return [];
  switch (request.operation) {
    case "GetItem":
      return isOf(input.TableName, table) && input.Key !== undefined && output.Item !== undefined
        ? [{ key: input.Key, touch: "returned" }]
        : [];
    case "TransactGetItems": {
      const answers = Array.isArray(output.Responses) ? (output.Responses as readonly { readonly Item?: Item }[]) : [];
      return (input.TransactItems ?? []).flatMap(({ Get }, at): Read[] =>
        Get?.Key !== undefined && isOf(Get.TableName, table) && answers[at]?.Item !== undefined
          ? [{ key: Get.Key, touch: "returned" }]
          : [],
      );
    }
    case "BatchGetItem": {
      const answers = (output.Responses ?? {}) as Readonly<Record<string, readonly Item[]>>;
      const ours = Object.entries(answers).find(([name]) => isOf(name, table))?.[1] ?? [];
      return ours.filter((item) => hasKey(item, names)).map((key) => ({ key, touch: "returned" }));
    }
    case "Query":
    case "Scan":
      return isOf(input.TableName, table) ? rangeRead(request, input, output, table, names) : [];
    default:
      return [];
  }
}

/** A table may be named by its ARN. */
function isOf(name: string | undefined, table: TableView): boolean {
  return name === table.name || (name?.endsWith(`:table/${table.name}`) ?? false);
}

function rangeRead(request: RequestView, input: ReadInput, output: ReadOutput, table: TableView, names: KeyNames): Read[] {
  const index = input.IndexName;
  const returned = (output.Items ?? []).filter((item) => hasKey(item, names));
  const reads: Read[] = returned.map((key) => ({ key, touch: "returned", index }));
  const counted = request.events
    .filter((event): event is ReadEvent => event.type === "read" && event.index === index)
    .reduce((sum, { itemsRead }) => sum + itemsRead, 0);
  const range = rangeOf(request.operation, input, output, table);
  if (range === undefined || range.length !== counted) return reads;
  const known = new Set(returned.map((item) => identity(item, names)));
  for (const key of range) {
    if (!known.has(identity(key, names))) {
      // Without a filter all that was read was returned, whatever attributes the answer has of it.
      const all = output.Items?.length === counted;
      reads.push({ key, touch: all ? "returned" : "read", index });
    }
  }
  return reads;
}

/** The items that a Query or Scan visited, as the table is now; undefined when that cannot be told. */
function rangeOf(operation: string, input: ReadInput, output: ReadOutput, table: TableView): readonly Item[] | undefined {
  if (input.TotalSegments !== undefined) return undefined;
  const all = input.IndexName === undefined ? table.items : table.indexItems.get(input.IndexName);
  if (all === undefined) return undefined;
  const tableNames = keyNames(table.description.KeySchema);
  let range = all;
  if (operation === "Query") {
    const names = input.IndexName === undefined ? tableNames : indexKeyNames(table.description, input.IndexName);
    const matches = keyCondition(
      input.KeyConditionExpression ?? "",
      input.ExpressionAttributeNames ?? {},
      input.ExpressionAttributeValues ?? {},
    );
    if (matches === undefined) return undefined;
    range = all.filter(matches);
    if (names.sort.length === 1)
      range = [...range].sort((a, b) => compareKeyValues(a[names.sort[0]!] ?? { S: "" }, b[names.sort[0]!] ?? { S: "" }));
  }
  if (input.ScanIndexForward === false) range = [...range].reverse();
  const place = (key: Item | undefined): number =>
    key === undefined ? -1 : range.findIndex((item) => identity(item, tableNames) === identity(key, tableNames));
  const start = place(input.ExclusiveStartKey);
  const end = place(output.LastEvaluatedKey);
  if ((input.ExclusiveStartKey !== undefined && start < 0) || (output.LastEvaluatedKey !== undefined && end < 0)) return undefined;
  return range.slice(start + 1, end < 0 ? undefined : end + 1);
}
