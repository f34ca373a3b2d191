// The items of a table as item collections: what the pictures of keys are drawn from.
import type { Item, TableView } from "../contract.js";
import { partitionHash, partitionOf } from "./hash.js";
import type { Touch, Touched } from "./touched.js";
import { compareKeyValues, identity, keyNames, kindOf, textOf, type KeyNames } from "./values.js";

export interface Row {
  readonly id: string;
  readonly item: Item;
  readonly kind: string;
  readonly touch: Touch | undefined;
}

export interface Collection {
  /** The partition key's value as text. */
  readonly key: string;
  readonly hash: string;
  /** Positions of the partitions that its items lie in. */
  readonly partitions: readonly number[];
  /** In the order of their sort keys; those that the last run deleted stand where they stood. */
  readonly rows: readonly Row[];
}

/** In the order of the hashes of their keys, as a scan meets them. */
export function collectionsOf(table: TableView, touched: Touched): Collection[] {
  const names = keyNames(table.description.KeySchema);
  const rows = new Map<string, Row[]>();
  const add = (item: Item, touch: Touch | undefined): void => {
    const key = names.partition.map((name) => textOf(item[name])).join(" · ");
    const ofKey = rows.get(key) ?? [];
    ofKey.push({ id: identity(item, names), item, kind: kindOf(item, names), touch });
    rows.set(key, ofKey);
  };
  for (const item of table.items) add(item, touched.items.get(identity(item, names)));
  for (const key of touched.deleted) add(key, "deleted");
  const collections = [...rows].map(([key, ofKey]): Collection => {
    const hash = hashOf(ofKey[0]!.item, names);
    if (touched.deleted.length > 0) ofKey.sort((a, b) => compareRows(a, b, names));
    const partitions = new Set(ofKey.map(({ item }) => partitionOf(table.inspection.partitions, hash, item, names.sort)));
    return { key, hash, partitions: [...partitions].sort((a, b) => a - b), rows: ofKey };
  });
  return collections.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
}

export function hashOf(item: Item, names: KeyNames): string {
  return partitionHash(...names.partition.map((name) => item[name] ?? { S: "" }));
}

function compareRows(a: Row, b: Row, names: KeyNames): number {
  for (const name of names.sort) {
    const order = compareKeyValues(a.item[name] ?? { S: "" }, b.item[name] ?? { S: "" });
    if (order !== 0) return order;
  }
  return 0;
}
