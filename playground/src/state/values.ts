// Items and values as text, keys and their order, kinds of items.
import type { AttributeValue, TableDescription } from "hashrange";

import type { Item, TableView } from "../contract.js";

/** The names of the key attributes of a table or an index. Only an index has more than one partition key or sort key. */
export interface KeyNames {
  readonly partition: readonly string[];
  readonly sort: readonly string[];
}

type KeySchema = TableDescription["KeySchema"];

export function keyNames(schema: KeySchema): KeyNames {
  const named = (type: string): string[] =>
    (schema ?? [])
      .filter(({ KeyType }) => KeyType === type)
      .flatMap(({ AttributeName }) => (AttributeName === undefined ? [] : [AttributeName]));
  return { partition: named("HASH"), sort: named("RANGE") };
}

/** Of an index of the table, by name. */
export function indexKeyNames(description: TableDescription, index: string): KeyNames {
  const found = [...(description.GlobalSecondaryIndexes ?? []), ...(description.LocalSecondaryIndexes ?? [])].find(
    ({ IndexName }) => IndexName === index,
  );
  return keyNames(found?.KeySchema);
}

/** Of what was sent as JSON a binary value is base64; of what never was, bytes. */
export function bytesOf(value: Uint8Array | string): Uint8Array {
  return typeof value === "string" ? Uint8Array.from(atob(value), (character) => character.charCodeAt(0)) : value;
}

function hexOf(value: Uint8Array | string): string {
  const bytes = bytesOf(value);
  return `0x${Array.from(bytes.subarray(0, 512), (byte) => byte.toString(16).padStart(2, "0")).join("")}${bytes.length > 512 ? "…" : ""}`;
}

/** A value as a reader writes it: no types, but quotes inside of lists and maps. */
export function textOf(value: AttributeValue | undefined, nested = false): string {
  if (value === undefined) return "";
  if (value.S !== undefined) return nested ? JSON.stringify(value.S) : value.S;
  if (value.N !== undefined) return value.N;
  if (value.BOOL !== undefined) return String(value.BOOL);
  if (value.NULL !== undefined) return "null";
  if (value.B !== undefined) return hexOf(value.B);
  if (value.SS !== undefined) return `{${value.SS.map((text) => JSON.stringify(text)).join(", ")}}`;
  if (value.NS !== undefined) return `{${value.NS.join(", ")}}`;
  if (value.BS !== undefined) return `{${value.BS.map(hexOf).join(", ")}}`;
  if (value.L !== undefined) return `[${value.L.map((inner) => textOf(inner, true)).join(", ")}]`;
  const entries = Object.entries((value as { M?: Item }).M ?? {});
  return `{ ${entries.map(([name, inner]) => `${name}: ${textOf(inner, true)}`).join(", ")} }`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  S: "string",
  N: "number",
  B: "binary",
  BOOL: "boolean",
  NULL: "null",
  SS: "set of strings",
  NS: "set of numbers",
  BS: "set of binaries",
  L: "list",
  M: "map",
};

export function typeOf(value: AttributeValue): string {
  return TYPE_NAMES[Object.keys(value)[0] ?? ""] ?? "";
}

/** Identifies an item of a table among the others. */
export function identity(item: Item, names: KeyNames): string {
  return [...names.partition, ...names.sort].map((name) => `${Object.keys(item[name] ?? {})[0]}${textOf(item[name])}`).join("\u0000");
}

/** A key as one text: `USER#ada · PROFILE`. */
export function keyText(item: Item, names: KeyNames): string {
  return [...names.partition, ...names.sort].flatMap((name) => (item[name] === undefined ? [] : [textOf(item[name])])).join(" · ");
}

/** Any key as one text, when its schema is not at hand. */
export function plainKeyText(key: Item): string {
  return Object.values(key)
    .map((value) => textOf(value))
    .join(" · ");
}

const encoder = new TextEncoder();

/** The order of two values of a sort key: strings by their UTF-8, numbers by value, binary by bytes. */
export function compareKeyValues(a: AttributeValue, b: AttributeValue): number {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  const left = a.B === undefined ? encoder.encode(textOf(a)) : bytesOf(a.B);
  const right = b.B === undefined ? encoder.encode(textOf(b)) : bytesOf(b.B);
  for (let at = 0; at < left.length && at < right.length; at++) {
    if (left[at] !== right[at]) return left[at]! - right[at]!;
  }
  return left.length - right.length;
}

/** Of whole numbers without rounding, of others as the language has them. */
function compareNumbers(a: string, b: string): number {
  const whole = /^-?\d+$/;
  if (!whole.test(a) || !whole.test(b)) return Number(a) - Number(b);
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const KIND_ATTRIBUTES = ["type", "Type", "entity", "entityType", "kind", "_type", "__typename", "_et", "__edb_e__"];

/** What kind of thing an item is: an attribute that says so, or what stands before # in its sort key or partition key. */
export function kindOf(item: Item, names: KeyNames): string {
  for (const name of KIND_ATTRIBUTES) {
    const value = item[name]?.S;
    if (value !== undefined && value !== "" && value.length <= 24) return value;
  }
  for (const name of [...names.sort, ...names.partition]) {
    const prefix = /^([A-Za-z][\w-]{0,23})(?:#|$)/.exec(item[name]?.S ?? "")?.[1];
    if (prefix !== undefined && (item[name]!.S!.includes("#") || prefix === prefix.toUpperCase())) return prefix;
  }
  return "item";
}

/** The kinds of a table in the order in which they appear: a kind's position chooses its colour. */
export function kindsOf(table: TableView): ReadonlyMap<string, number> {
  const names = keyNames(table.description.KeySchema);
  const kinds = new Map<string, number>();
  const found = new Set(table.items.map((item) => kindOf(item, names)));
  // By name, so that a kind keeps its colour while items come and go.
  for (const kind of [...found].sort()) kinds.set(kind, kinds.size);
  return kinds;
}

export const KIND_COLOURS = 8;

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(kilo < 10 ? 1 : 0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** `1 item`, `12 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Units without noise: 0.5, 12, 1.25. */
export function unitsText(units: number): string {
  return String(Math.round(units * 100) / 100);
}
