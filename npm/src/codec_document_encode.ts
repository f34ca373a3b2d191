// Native JavaScript values straight into request form: what `db.document` takes where DynamoDB JSON has attribute values. No
// AttributeValue is made on the way.
//
// A value has one type of DynamoDB or none: what has none (undefined in a list, NaN, an empty or mixed Set, a Date, a class instance) is
// refused by a TypeError that names its path, and nothing is sent. The table is at DocumentValue in document_types.ts.
// Tested by codec_document_encode.test.ts; measured by codec.bench.mjs.
import { asBytes, FULL, isPlain, SHORT_STRING, type Members, type RequestWriter } from "./codec_writer.js";
import { numberTextOf } from "./number_value.js";

const S = 0x11;
const N = 0x12;
const B = 0x13;
const SS = 0x14;
const NS = 0x15;
const BS = 0x16;
const M = 0x17;
const L = 0x18;
const NULL = 0x19;
const BOOL = 0x1a;

/**
 * Writes a map of attribute values (Item, Key) as an M. False when the value is nothing of the kind (a string, an array); the engine words
 * the refusal then.
 */
export function documentAttributes(to: RequestWriter, value: unknown, depth: number): boolean {
  if (isPlain(value)) {
    members(to, value, depth, to.plainIsOwn);
    return true;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || asBytes(value) !== undefined) return false;
  if (isPlainElsewhere(value)) members(to, value, depth, false);
  else if (isMap(value)) mapMembers(to, value, depth);
  else to.refuse(describeObject(value), depth);
  return true;
}

/** Writes one value as the type of DynamoDB that it has. */
export function documentValue(to: RequestWriter, value: unknown, depth: number): void {
  switch (typeof value) {
    case "string":
      to.tag(S);
      return to.string(value);
    case "number":
      to.tag(N);
      return number(to, value, depth);
    case "boolean":
      return flag(to, BOOL, value ? 1 : 0);
    case "object":
      if (value === null) return flag(to, NULL, 1);
      return object(to, value, depth);
    case "bigint":
      to.tag(N);
      return to.string(String(value));
    case "undefined":
      return to.refuse("undefined", depth);
    case "function":
      return to.refuse("a function", depth);
    case "symbol":
      return to.refuse("a symbol", depth);
  }
}

function object(to: RequestWriter, value: object, depth: number): void {
  if (isPlain(value)) return members(to, value, depth, to.plainIsOwn);
  if (Array.isArray(value)) return list(to, value, depth);
  const bytes = asBytes(value);
  if (bytes !== undefined) {
    to.tag(B);
    return to.bytes(bytes);
  }
  if (isSet(value)) return set(to, value, depth);
  const text = numberTextOf(value);
  if (text !== undefined) {
    to.tag(N);
    return to.string(text);
  }
  if (isPlainElsewhere(value)) return members(to, value, depth, false);
  if (isMap(value)) return mapMembers(to, value, depth);
  to.refuse(describeObject(value), depth);
}

/**
 * `allOwn`: for-in over the value gives its own members only. Nearly all time goes here, so names and short texts are written in the loop.
 */
function members(to: RequestWriter, value: Members, depth: number, allOwn: boolean): void {
  to.enter(value, depth);
  const at = to.open(M);
  const { heap, view, end } = to;
  let pos = to.pos;
  let count = 0;
  for (const name in value) {
    const member = value[name];
    if (member === undefined) continue;
    if (!allOwn && !Object.hasOwn(value, name)) continue;
    if (to.tracing) to.path[depth] = name;
    let after = shortAscii(heap, name, pos + 4, end);
    if (after > 0) {
      view.setUint32(pos, after - pos - 4, true);
      pos = after;
    } else {
      to.pos = pos;
      to.string(name);
      pos = to.pos;
    }
    if (typeof member === "string" && (after = shortAscii(heap, member, pos + 5, end)) > 0) {
      heap[pos] = S;
      view.setUint32(pos + 1, after - pos - 5, true);
      pos = after;
    } else {
      to.pos = pos;
      documentValue(to, member, depth + 1);
      pos = to.pos;
    }
    count++;
  }
  to.pos = pos;
  to.close(at, count);
}

/** Writes the text at `at` when it is short and ASCII and there is room; answers where it ends, else 0. */
function shortAscii(heap: Uint8Array, text: string, at: number, end: number): number {
  const { length } = text;
  if (length > SHORT_STRING || at + length > end) return 0;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return 0;
    heap[at++] = unit;
  }
  return at;
}

function mapMembers(to: RequestWriter, value: ReadonlyMap<unknown, unknown>, depth: number): void {
  to.enter(value, depth);
  const at = to.open(M);
  let count = 0;
  for (const [name, member] of value) {
    if (typeof name !== "string") to.refuse("a Map with a key that is not a string", depth);
    if (member === undefined) continue;
    if (to.tracing) to.path[depth] = name;
    to.string(name);
    documentValue(to, member, depth + 1);
    count++;
  }
  to.close(at, count);
}

function list(to: RequestWriter, value: readonly unknown[], depth: number): void {
  to.enter(value, depth);
  const at = to.open(L);
  for (let i = 0; i < value.length; i++) {
    if (to.tracing) to.path[depth] = i;
    documentValue(to, value[i], depth + 1);
  }
  to.close(at, value.length);
}

function set(to: RequestWriter, value: ReadonlySet<unknown>, depth: number): void {
  let tag = 0;
  let at = 0;
  for (const member of value) {
    const text = typeof member === "string" ? member : numberText(member);
    const bytes = text === undefined ? asBytes(member) : undefined;
    const type = typeof member === "string" ? SS : text !== undefined ? NS : bytes !== undefined ? BS : 0;
    if (type === 0) to.refuse(`a Set that holds ${describe(member)}`, depth);
    if (tag === 0) {
      tag = type;
      at = to.open(type);
    } else if (type !== tag) {
      to.refuse(`a Set that holds both ${describe(value.values().next().value)} and ${describe(member)}`, depth);
    }
    if (bytes === undefined) to.string(text!);
    else to.bytes(bytes);
  }
  if (tag === 0) to.refuse("an empty Set", depth);
  to.close(at, value.size);
}

/** The text of a number of any kind; undefined when it is none or not finite. */
function numberText(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? String(value) : undefined;
    case "bigint":
      return String(value);
    case "object":
      return value === null ? undefined : numberTextOf(value);
    default:
      return undefined;
  }
}

function flag(to: RequestWriter, tag: number, byte: number): void {
  to.tag(tag);
  to.tag(byte);
}

/**
 * Integers and decimals of two places are written digit by digit: nearly all numbers are such, and a text of each would cost as much as the
 * rest of the value.
 */
function number(to: RequestWriter, value: number, depth: number): void {
  if ((value | 0) === value) return digits(to, value, 0);
  const hundredths = Math.round(value * 100);
  // Such a decimal reads as `value`, and among decimals of at most 15 digits no other does.
  if ((hundredths | 0) === hundredths && hundredths / 100 === value) {
    return hundredths % 10 === 0 ? digits(to, hundredths / 10, 1) : digits(to, hundredths, 2);
  }
  if (!Number.isFinite(value)) to.refuse(`the number ${value}`, depth);
  to.string(String(value));
}

/** Writes `integer`, of 32 bits at most, with a point before its last `places` digits. */
function digits(to: RequestWriter, integer: number, places: number): void {
  const { heap } = to;
  let at = to.pos + 4;
  if (at + 13 > to.end) throw FULL;
  if (integer < 0) heap[at++] = 0x2d;
  let left = (integer < 0 ? -integer : integer) >>> 0; // an unsigned integer for V8, which then divides without floating point
  let count = 1;
  for (let power = 10; left >= power || count <= places; power *= 10) count++;
  const end = at + count + (places === 0 ? 0 : 1);
  const point = places === 0 ? -1 : end - places - 1;
  for (let i = end - 1; i >= at; i--) {
    if (i === point) {
      heap[i] = 0x2e;
      continue;
    }
    const rest = (left / 10) >>> 0;
    heap[i] = 0x30 + left - rest * 10;
    left = rest;
  }
  to.view.setUint32(to.pos, end - to.pos - 4, true);
  to.pos = end;
}

/** An object without a prototype, or one that is plain in another realm (an iframe, a test runner's sandbox). */
function isPlainElsewhere(value: object): value is Members {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "hasOwnProperty");
}

const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;

function isSet(value: object): value is ReadonlySet<unknown> {
  return value instanceof Set || answers(sizeOfSet, value);
}

function isMap(value: object): value is ReadonlyMap<unknown, unknown> {
  return value instanceof Map || answers(sizeOfMap, value);
}

/** Whether a getter of a built-in takes the value for its own, whatever realm it is from. */
function answers(getter: () => unknown, value: object): boolean {
  try {
    getter.call(value);
    return true;
  } catch {
    return false;
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? "a number" : `the number ${value}`;
    case "undefined":
      return "undefined";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : isPlain(value) ? "an object" : describeObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function describeObject(value: object): string {
  const name: unknown = (value.constructor as { name?: unknown } | undefined)?.name;
  if (typeof name !== "string" || name === "" || name === "Object") return "an object with a prototype of its own";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
