// Native JavaScript values straight from response form: what `db.document` answers where DynamoDB JSON has attribute values. No
// AttributeValue is made on the way.
//
// Objects are fresh and plain, sets are Sets, bytes are copies, and no number is rounded (nativeNumber says when it is which kind).
// Tested by codec_document_decode.test.ts; measured by codec.bench.mjs.
import { addMember, EXPECTED_MAX, isAsciiName, setMember, type Members, type Name, type ResponseReader } from "./codec_reader.js";
import { nativeNumber, SHORT_NUMBER, type NumberValue } from "./number_value.js";

const S = 1;
const N = 2;
const B = 3;
const SS = 4;
const NS = 5;
const BS = 6;
const M = 7;
const L = 8;
const NULL = 9;
const BOOL = 10;

const POWERS_OF_TEN = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * The members of an M, whose tag has been read. Nearly all time goes here: short and common cases stand in the loop, which keeps its place in
 * variables of its own and tells the reader where it is only when the reader has to go on.
 */
export function documentAttributes(from: ResponseReader): Members {
  const { heap, view, expected } = from;
  const lastWord = heap.length - 4;
  let { text, asciiPos, at, nameCount } = from;
  let pos = from.pos + 8; // its two lengths, for readers that skip
  const count = view.getUint32(pos, true);
  pos += 4;
  const members: Members = {};
  for (let i = 0; i < count; i++) {
    const ref = heap[pos]!;
    let name: string;
    let likely: Name;
    if (
      asciiPos >= 0 &&
      nameCount < EXPECTED_MAX &&
      (likely = expected[nameCount]!).units * 2 === ref &&
      ref < 0x80 &&
      asciiPos + at <= lastWord &&
      isAsciiName(likely, view, asciiPos + at)
    ) {
      pos++;
      at += ref >>> 1;
      nameCount++;
      name = likely.text;
    } else {
      from.pos = pos;
      from.at = at;
      from.nameCount = nameCount;
      name = from.name(from.units());
      ({ pos, text, asciiPos, at, nameCount } = from);
    }
    const tag = heap[pos]!;
    const valueRef = shortRef(heap, pos + 1);
    let value: unknown;
    if (tag === S && (valueRef & 1) === 0) {
      pos += valueRef < 0x80 ? 2 : 3;
      const end = at + (valueRef >>> 1);
      value = text.substring(at, end);
      at = end;
    } else if (tag === N && valueRef <= SHORT_NUMBER * 2 && (valueRef & 1) === 0 && asciiPos >= 0) {
      pos += 2;
      const end = at + (valueRef >>> 1);
      value = shortNumber(heap, asciiPos + at, asciiPos + end);
      at = end;
    } else if (tag === BOOL) {
      value = heap[pos + 1] !== 0;
      pos += 2;
    } else {
      from.pos = pos + 1;
      from.at = at;
      from.nameCount = nameCount;
      value = documentValue(from, tag);
      ({ pos, text, asciiPos, at, nameCount } = from);
    }
    if (name.length === 9 && name === "__proto__") setMember(members, name, value);
    else addMember(members, i, name, value);
  }
  from.pos = pos;
  from.at = at;
  from.nameCount = nameCount;
  return members;
}

/** A value whose tag has been read. */
export function documentValue(from: ResponseReader, tag: number): unknown {
  switch (tag) {
    case S:
      return from.string();
    case N:
      return number(from, from.units());
    case BOOL:
      return from.heap[from.pos++] !== 0;
    case NULL:
      return null;
    case M:
      return documentAttributes(from);
    case L:
      return list(from);
    case B:
      return from.binary();
    case SS: {
      const set = new Set<string>();
      for (let left = from.fixed32(); left > 0; left--) set.add(from.string());
      return set;
    }
    case NS: {
      const set = new Set<number | bigint | NumberValue>();
      for (let left = from.fixed32(); left > 0; left--) set.add(number(from, from.units()));
      return set;
    }
    case BS: {
      const set = new Set<Uint8Array>();
      for (let left = from.fixed32(); left > 0; left--) set.add(from.binary());
      return set;
    }
    default:
      throw new Error(`hashrange: tag ${tag} at ${from.pos - 1} is not response form`);
  }
}

/** The elements of an L, whose tag has been read. As documentAttributes, it keeps its place in variables of its own. */
function list(from: ResponseReader): unknown[] {
  const { heap } = from;
  let { text, at } = from;
  let pos = from.pos + 8;
  const count = from.view.getUint32(pos, true);
  pos += 4;
  const elements = new Array<unknown>(count);
  for (let i = 0; i < count; i++) {
    const tag = heap[pos]!;
    const ref = shortRef(heap, pos + 1);
    if (tag === S && (ref & 1) === 0) {
      pos += ref < 0x80 ? 2 : 3;
      const end = at + (ref >>> 1);
      elements[i] = text.substring(at, end);
      at = end;
    } else {
      from.pos = pos + 1;
      from.at = at;
      elements[i] = documentValue(from, tag);
      ({ pos, text, at } = from);
    }
  }
  from.pos = pos;
  from.at = at;
  return elements;
}

/** A text-ref of one or two bytes; 1, as one that is not ASCII, when it has more. */
function shortRef(heap: Uint8Array, at: number): number {
  const ref = heap[at]!;
  if (ref < 0x80) return ref;
  const high = heap[at + 1]!;
  return high < 0x80 ? ref - 0x80 + high * 0x80 : 1;
}

/** The number that the next `units` of the text spell. */
function number(from: ResponseReader, units: number): number | bigint | NumberValue {
  const { at, asciiPos } = from;
  const end = at + units;
  from.at = end;
  if (units <= SHORT_NUMBER && asciiPos >= 0) return shortNumber(from.heap, asciiPos + at, asciiPos + end);
  return nativeNumber(from.text.substring(at, end));
}

/** The number that those bytes spell, SHORT_NUMBER at most. */
function shortNumber(heap: Uint8Array, place: number, end: number): number {
  const negative = heap[place] === 0x2d;
  if (negative) place++;
  let value = 0;
  let point = end;
  for (; place < end; place++) {
    const digit = heap[place]! - 0x30;
    if (digit >= 0) value = value * 10 + digit;
    else point = place + 1;
  }
  // One division of two exact numbers: what it answers is the nearest number, as Number(text) would be.
  if (point !== end) value /= POWERS_OF_TEN[end - point]!;
  return negative ? -value : value;
}
