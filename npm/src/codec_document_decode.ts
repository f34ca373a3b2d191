// Native JavaScript values straight from response form: what `db.document` answers where DynamoDB JSON has attribute values. No
// AttributeValue is made on the way.
//
// Objects are fresh and plain, sets are Sets, bytes are copies, and no number is rounded (nativeNumber says when it is which kind).
// Tested by codec_document_decode.test.ts; measured by codec.bench.mjs.
import { addMember, setMember, type Members, type ResponseReader } from "./codec_reader.js";
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

/** The members of an M, whose tag has been read. Nearly all time goes here, so the short and common cases stand in the loop. */
export function documentAttributes(from: ResponseReader): Members {
  const { heap } = from;
  let pos = from.pos + 8; // its two lengths, for readers that skip
  const count = from.view.getUint32(pos, true);
  pos += 4;
  const members: Members = {};
  for (let i = 0; i < count; i++) {
    let units = heap[pos]!;
    if (units < 0x80 && (units & 1) === 0) {
      pos++;
      units >>>= 1;
    } else {
      from.pos = pos;
      units = from.units();
      pos = from.pos;
    }
    const name = from.name(units);
    const tag = heap[pos]!;
    let value: unknown;
    if (tag === S || tag === N) {
      units = heap[pos + 1]!;
      if (units < 0x80 && (units & 1) === 0) {
        pos += 2;
        units >>>= 1;
      } else {
        from.pos = pos + 1;
        units = from.units();
        pos = from.pos;
      }
      if (tag === S) {
        const at = from.at;
        const end = at + units;
        from.at = end;
        value = from.text.substring(at, end);
      } else {
        value = number(from, units);
      }
    } else if (tag === BOOL) {
      value = heap[pos + 1] !== 0;
      pos += 2;
    } else {
      from.pos = pos + 1;
      value = documentValue(from, tag);
      pos = from.pos;
    }
    if (name === "__proto__") setMember(members, name, value);
    else addMember(members, i, name, value);
  }
  from.pos = pos;
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
    case L: {
      from.pos += 8;
      const count = from.fixed32();
      const list = new Array<unknown>(count);
      for (let i = 0; i < count; i++) list[i] = documentValue(from, from.heap[from.pos++]!);
      return list;
    }
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

/** The number that the next `units` of the text spell. */
function number(from: ResponseReader, units: number): number | bigint | NumberValue {
  const at = from.at;
  const end = at + units;
  from.at = end;
  if (units > SHORT_NUMBER || from.asciiPos < 0) return nativeNumber(from.text.substring(at, end));
  const { heap } = from;
  const last = from.asciiPos + end;
  let place = from.asciiPos + at;
  const negative = heap[place] === 0x2d;
  if (negative) place++;
  let value = 0;
  let point = last;
  for (; place < last; place++) {
    const digit = heap[place]! - 0x30;
    if (digit >= 0) value = value * 10 + digit;
    else point = place + 1;
  }
  // One division of two exact numbers: what it answers is the nearest number, as Number(text) would be.
  if (point !== last) value /= POWERS_OF_TEN[last - point]!;
  return negative ? -value : value;
}
