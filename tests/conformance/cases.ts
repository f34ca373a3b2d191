// Reads the conformance cases (README.md has their format) and turns them into what the package's direct API takes: Uint8Array where
// the JSON protocol has base64, Date where it has seconds.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** When the clock of every case begins. */
export const START_MS = 1_790_000_000_000;

export interface Step {
  /** An operation of DynamoDB's, or "$tick": all background work that is due. */
  readonly operation: string;
  readonly request?: Record<string, unknown>;
  readonly response?: unknown;
  readonly error?: { readonly name: string; readonly message?: unknown; readonly Item?: unknown; readonly CancellationReasons?: unknown };
  readonly match?: "exact" | "subset";
  /** Milliseconds that pass before the step, besides the second that passes with every step. */
  readonly $advance?: number;
  /** What of the answer later steps of the case know, by the name that {"$kept": name} then has: paths of names and positions. */
  readonly $keep?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** What the steps of a case have kept. */
export type Kept = Record<string, unknown>;

export interface Case {
  readonly name: string;
  readonly source: string;
  /** "json": the case is about the JSON protocol itself. */
  readonly protocol?: "json";
  /** The region whose answers these are; eu-west-2 by default. */
  readonly region?: string;
  readonly steps: readonly Step[];
}

export interface CaseFile {
  readonly file: string;
  readonly about: string;
  readonly setup: readonly Step[];
  readonly cases: readonly Case[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export function readCases(folder: string): CaseFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ setup: [], ...JSON.parse(readFileSync(join(folder, file), "utf8")), file }) as CaseFile);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** A value as the cases write it, with $repeat, $join, $nest and $kept worked out. */
export function expand(value: unknown, kept: Kept = {}): Json {
  if (Array.isArray(value)) return value.map((element) => expand(element, kept));
  if (!isObject(value)) return value as Json;
  if ("$kept" in value) return (kept[String(value.$kept)] ?? null) as Json;
  if ("$repeat" in value) return String(value.$repeat).repeat(Number(value.times));
  if (Array.isArray(value.$join)) return value.$join.map((part) => expand(part, kept)).join("");
  if ("$nest" in value) {
    let result = expand(value.of, kept);
    for (let i = 0; i < Number(value.$nest); i++) result = { M: { a: result } };
    return result;
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, expand(member, kept)]));
}

const bytes = (base64: unknown): unknown => (typeof base64 === "string" ? new Uint8Array(Buffer.from(base64, "base64")) : base64);

/** One attribute value with its binary parts as Uint8Array. */
function attributeValue(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([type, content]) => {
      if (type === "B") return [type, bytes(content)];
      if (type === "BS" && Array.isArray(content)) return [type, content.map(bytes)];
      if (type === "L" && Array.isArray(content)) return [type, content.map(attributeValue)];
      if (type === "M") return [type, attributeValues(content)];
      return [type, content];
    }),
  );
}

function attributeValues(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, attributeValue(member)]));
}

// The members of requests that hold attribute values, at whatever depth: by name, one, a list of them, and keys in a list.
const ATTRIBUTES: Record<string, (member: unknown) => unknown> = {
  Item: attributeValues,
  Key: attributeValues,
  ExclusiveStartKey: attributeValues,
  ExpressionAttributeValues: attributeValues,
  Value: attributeValue,
  AttributeValueList: (values) => (Array.isArray(values) ? values.map(attributeValue) : values),
  Parameters: (values) => (Array.isArray(values) ? values.map(attributeValue) : values),
  Keys: (keys) => (Array.isArray(keys) ? keys.map(attributeValues) : keys),
};

function inputOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inputOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, (ATTRIBUTES[name] ?? inputOf)(member)]));
}

/** A request of the JSON protocol as an input of the direct API. */
export function toInput(request: unknown, kept: Kept = {}): Record<string, unknown> {
  return inputOf(expand(request ?? {}, kept)) as Record<string, unknown>;
}

/** Keeps what the step asks for of its answer. */
export function keep(step: Step, response: unknown, kept: Kept): void {
  for (const [name, path] of Object.entries(step.$keep ?? {})) {
    kept[name] = path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], response);
    if (kept[name] === undefined) throw new Error(`${step.operation} has nothing to keep as ${name}`);
  }
}

/** The operations of DynamoDB Streams, which is a service of its own. */
export const STREAMS_OPERATIONS: ReadonlySet<string> = new Set(["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"]);

/** An output of the direct API as the JSON protocol spells it. Members that are undefined are absent. */
export function toJson(output: unknown): Json {
  if (output instanceof Uint8Array) return Buffer.from(output).toString("base64");
  if (output instanceof Date) return output.getTime() / 1000;
  if (Array.isArray(output)) return output.map(toJson);
  if (!isObject(output)) return output as Json;
  return Object.fromEntries(
    Object.entries(output).flatMap(([name, member]) => (member === undefined ? [] : [[name, toJson(member)]])),
  );
}

/** Where and how `actual` differs from `expected`; undefined when it does not. `subset`: objects may have further members. */
export function difference(expected: Json, actual: Json, subset: boolean, path: string): string | undefined {
  if (isObject(expected) && "$any" in expected) return actual === undefined ? `${path} is missing` : undefined;
  const starts = isObject(expected) ? expected.$starts : undefined;
  if (typeof starts === "string" && typeof actual === "string" && actual.startsWith(starts)) return undefined;
  if (isObject(expected) && isObject(actual)) {
    for (const [name, member] of Object.entries(expected)) {
      if (!Object.hasOwn(actual, name)) return `${path}.${name} is missing`;
      const found = difference(member as Json, actual[name] as Json, subset, `${path}.${name}`);
      if (found !== undefined) return found;
    }
    const further = Object.keys(actual).find((name) => !subset && !Object.hasOwn(expected, name));
    return further === undefined ? undefined : `${path}.${further} should not be there, and is ${JSON.stringify(actual[further])}`;
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    for (const [index, member] of expected.entries()) {
      const found = difference(member as Json, actual[index] as Json, subset, `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Object.is(expected, actual)) return undefined;
  return `${path} should be ${JSON.stringify(expected)}\n  and is ${JSON.stringify(actual)}`;
}
