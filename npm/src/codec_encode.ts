// Request form from JavaScript objects (the grammar is in engine/doc/boundary_format.md), written straight into the engine's memory.
//
// The fast path writes structures by member index and attribute values in their typed forms. A value that has not the expected
// type is written as what it is, and the engine answers for it (SerializationException). What has no form at all - a function, a
// symbol, a circular object, a bigint where no number fits - is refused by a TypeError that names its path, and nothing is sent.
// Tested by codec_encode.test.ts; measured by codec.bench.mjs.
import type { OperationShape, Shape, StructureShape } from "./codec_shapes.js";

/** The request buffer inside the engine's memory. `reserve` may move it and may replace `heap`. */
export interface RequestMemory {
  /** The engine's whole memory, as it is now. */
  readonly heap: Uint8Array;
  /** Where the buffer begins, and how many bytes it has. */
  readonly address: number;
  readonly capacity: number;
  /** Makes the buffer at least that large; what it held is lost. Throws a RangeError when there is no memory. */
  reserve(bytes: number): void;
}

const NULL = 0x00;
const FALSE = 0x01;
const TRUE = 0x02;
const NUMBER = 0x03;
const STRING = 0x05;
const BYTES = 0x06;
const LIST = 0x07;
const MAP = 0x08;
const STRUCTURE = 0x09;
const S = 0x11;
const N = 0x12;
const B = 0x13;
const SS = 0x14;
const NS = 0x15;
const BS = 0x16;
const M = 0x17;
const L = 0x18;
const ATTRIBUTE_NULL = 0x19;
const BOOL = 0x1a;

const HEADER_BYTES = 18;
const FLAG_TYPED = 1;

/**
 * Up to this many characters a loop writes the text, beyond it TextEncoder. Between what is best in Node (about 32) and in Chromium
 * (about 100). At most 127.
 */
const SHORT_STRING = 48;
/** From this depth on ancestors are remembered, so that a circle is noticed; attribute values nest 32 deep at most. */
const WATCHED_DEPTH = 48;
/** Deeper than this nothing is sent: the stack of the host is finite, and DynamoDB refuses it anyway. */
const DEPTH_MAX = 800;

/** Thrown inside the encoder when the buffer is too small; never leaves it. */
const FULL = { name: "the request buffer is too small" };

/** Thrown inside the encoder at a value that cannot be encoded, to encode it again with an eye on the path; never leaves it. */
const REFUSED = { name: "a value cannot be encoded" };

const encoder = new TextEncoder();

type Members = Record<string, unknown>;

export class RequestEncoder {
  private heap: Uint8Array = new Uint8Array(0);
  /** The same bytes. */
  private view: DataView = new DataView(this.heap.buffer);
  private pos = 0;
  private end = 0;
  private typed = true;
  /** Whether for-in over a plain object gives its own members only, which is so unless somebody has extended Object.prototype. */
  private plainIsOwn = true;
  /** Whether `path` is kept, the way to the value that is being written. Only messages need it, so only the second try keeps it. */
  private tracing = false;
  private readonly path: (string | number)[] = [];
  private readonly ancestors: object[] = [];

  /**
   * `nullIsAbsent`: null members of structures and maps are left out, as the AWS SDK does before it sends. Otherwise they are sent.
   */
  constructor(
    private readonly memory: RequestMemory,
    private readonly nullIsAbsent = false,
  ) {}

  /**
   * Writes a request at the beginning of the buffer and answers how many bytes it has. The buffer grows as needed.
   * Throws a TypeError for what cannot be encoded.
   */
  encode(operation: OperationShape, input: unknown, nowMs: number, entropyLow: number, entropyHigh: number): number {
    this.tracing = false;
    while (!this.encodeInput(operation.input, input)) {
      // Once more: in a larger buffer, or to find out where the value is that cannot be encoded.
    }
    const { address } = this.memory;
    const view = this.view;
    view.setFloat64(address, nowMs, true);
    view.setUint32(address + 8, entropyLow, true);
    view.setUint32(address + 12, entropyHigh, true);
    view.setUint8(address + 16, operation.code);
    view.setUint8(address + 17, this.typed ? FLAG_TYPED : 0);
    return this.pos - address;
  }

  /** Writes what follows the header. False: to be called again. */
  private encodeInput(shape: Shape, input: unknown): boolean {
    const { heap, address, capacity } = this.memory;
    if (this.heap !== heap) {
      this.heap = heap;
      this.view = new DataView(heap.buffer, heap.byteOffset, heap.byteLength);
    }
    this.end = address + capacity;
    this.pos = address + HEADER_BYTES;
    this.typed = true;
    this.plainIsOwn = !plainInherits();
    try {
      if (this.pos > this.end) throw FULL;
      this.value(input ?? {}, shape, 0);
    } catch (error) {
      this.ancestors.length = 0;
      if (error === FULL) this.memory.reserve(capacity * 2 + 1024);
      else if (error === REFUSED) this.tracing = true;
      else throw error;
      return false;
    }
    if (this.ancestors.length !== 0) this.ancestors.length = 0;
    return true;
  }

  private value(value: unknown, shape: Shape, depth: number): void {
    switch (shape.kind) {
      case "structure":
        if (isPlain(value)) return this.structure(value, shape, depth, this.plainIsOwn);
        if (isMembers(value)) return this.structure(value, shape, depth, false);
        break;
      case "attributes":
        if (isPlain(value)) return this.attributes(value, depth, this.plainIsOwn);
        if (isMembers(value)) return this.attributes(value, depth, false);
        break;
      case "attribute":
        return this.attribute(value, depth);
      case "string":
        if (typeof value === "string") {
          this.tag(STRING);
          return this.string(value);
        }
        break;
      case "list":
        if (Array.isArray(value)) return this.list(value, shape.of, depth);
        break;
      case "map":
        if (isMembers(value)) return this.map(value, shape.of, depth);
        break;
      case "number":
        if (typeof value === "bigint") {
          this.tag(NUMBER);
          return this.string(String(value));
        }
        break;
      case "timestamp":
        if (value instanceof Date && !Number.isNaN(value.getTime())) {
          this.tag(NUMBER);
          return this.string(String(value.getTime() / 1000));
        }
        break;
      case "boolean":
      case "blob":
        break;
    }
    if (shape.kind === "attributes") this.typed = false;
    this.generic(value, depth);
  }

  /** `allOwn`: for-in over the value gives its own members only. */
  private structure(value: Members, shape: StructureShape, depth: number, allOwn: boolean): void {
    this.enter(value, depth);
    const at = this.open(STRUCTURE);
    const { names } = shape;
    let next = 0;
    let count = 0;
    for (const name in value) {
      const member = value[name];
      if (member === undefined || (member === null && this.nullIsAbsent)) continue;
      // Most callers write the members in the order in which DynamoDB's documentation has them.
      const index = names[next] === name ? next : shape.index.get(name);
      if (index === undefined) continue; // DynamoDB takes no notice of members it does not know.
      if (!allOwn && !Object.hasOwn(value, name)) continue;
      next = index + 1;
      if (this.tracing) this.path[depth] = name;
      this.tag(index);
      this.value(member, shape.shapes[index]!, depth + 1);
      count++;
    }
    this.close(at, count);
  }

  private list(value: readonly unknown[], of: Shape, depth: number): void {
    this.enter(value, depth);
    const at = this.open(LIST);
    let count = 0;
    for (let i = 0; i < value.length; i++) {
      const element = value[i];
      if (this.nullIsAbsent && (element === undefined || element === null)) continue;
      if (this.tracing) this.path[depth] = i;
      this.value(element, of, depth + 1);
      count++;
    }
    this.close(at, count);
  }

  private map(value: Members, of: Shape, depth: number): void {
    this.enter(value, depth);
    const at = this.open(MAP);
    let count = 0;
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (member === undefined || (member === null && this.nullIsAbsent)) continue;
      if (this.tracing) this.path[depth] = name;
      this.string(name);
      this.value(member, of, depth + 1);
      count++;
    }
    this.close(at, count);
  }

  /** A map of attribute values, as an M. */
  private attributes(value: Members, depth: number, allOwn: boolean): void {
    this.enter(value, depth);
    const at = this.open(M);
    let count = 0;
    for (const name in value) {
      const member = value[name];
      if (member === undefined || (member === null && this.nullIsAbsent)) continue;
      if (!allOwn && !Object.hasOwn(value, name)) continue;
      if (this.tracing) this.path[depth] = name;
      this.string(name);
      this.attribute(member, depth + 1);
      count++;
    }
    this.close(at, count);
  }

  private attribute(value: unknown, depth: number): void {
    if (typeof value === "object" && value !== null) {
      let type = "";
      let inner: unknown;
      let count = 0;
      for (const name in value) {
        const member = (value as Members)[name];
        if (member === undefined || (member === null && this.nullIsAbsent)) continue;
        if (!this.plainIsOwn && !Object.hasOwn(value, name)) continue;
        if (++count > 1) break;
        type = name;
        inner = member;
      }
      if (count === 1 && this.typedAttribute(type, inner, depth)) return;
    }
    this.typed = false;
    this.generic(value, depth);
  }

  /** Writes the value in its typed form, or nothing (false) when it does not have the type it claims. */
  private typedAttribute(type: string, inner: unknown, depth: number): boolean {
    switch (type) {
      case "S":
      case "N":
        if (typeof inner !== "string") return false;
        this.tag(type === "S" ? S : N);
        this.string(inner);
        return true;
      case "BOOL":
      case "NULL":
        if (typeof inner !== "boolean") return false;
        this.tag(type === "BOOL" ? BOOL : ATTRIBUTE_NULL);
        this.tag(inner ? 1 : 0);
        return true;
      case "B": {
        const bytes = asBytes(inner);
        if (bytes === undefined) return false;
        this.tag(B);
        this.bytes(bytes);
        return true;
      }
      case "M":
        if (isPlain(inner)) this.attributes(inner, depth, this.plainIsOwn);
        else if (isMembers(inner)) this.attributes(inner, depth, false);
        else return false;
        return true;
      case "L": {
        if (!Array.isArray(inner)) return false;
        this.enter(inner, depth);
        const at = this.open(L);
        for (let i = 0; i < inner.length; i++) {
          if (this.tracing) this.path[depth] = i;
          this.attribute(inner[i], depth + 1);
        }
        this.close(at, inner.length);
        return true;
      }
      case "SS":
      case "NS":
        return Array.isArray(inner) && this.textSet(type === "SS" ? SS : NS, inner);
      case "BS":
        return Array.isArray(inner) && this.binarySet(inner);
      default:
        return false;
    }
  }

  private textSet(tag: number, members: readonly unknown[]): boolean {
    const at = this.open(tag);
    for (let i = 0; i < members.length; i++) {
      const member = members[i];
      if (typeof member !== "string") {
        this.pos = at;
        return false;
      }
      this.string(member);
    }
    this.close(at, members.length);
    return true;
  }

  private binarySet(members: readonly unknown[]): boolean {
    const at = this.open(BS);
    for (let i = 0; i < members.length; i++) {
      const member = asBytes(members[i]);
      if (member === undefined) {
        this.pos = at;
        return false;
      }
      this.bytes(member);
    }
    this.close(at, members.length);
    return true;
  }

  /** Any value by its own type: what the place expects is something else, or the place is inside such a value. */
  private generic(value: unknown, depth: number): void {
    switch (typeof value) {
      case "undefined":
        return this.tag(NULL);
      case "boolean":
        return this.tag(value ? TRUE : FALSE);
      case "string":
        this.tag(STRING);
        return this.string(value);
      case "number":
        if (!Number.isFinite(value)) this.refuse(`the number ${value}`, depth);
        this.tag(NUMBER);
        return this.string(String(value));
      case "bigint":
        return this.refuse("a bigint", depth);
      case "function":
        return this.refuse("a function", depth);
      case "symbol":
        return this.refuse("a symbol", depth);
      case "object":
        if (value === null) return this.tag(NULL);
        return this.genericObject(value, depth);
    }
  }

  private genericObject(value: object, depth: number): void {
    const bytes = asBytes(value);
    if (bytes !== undefined) {
      this.tag(BYTES);
      return this.bytes(bytes);
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return this.generic(value.valueOf(), depth);
    }
    if (typeof (value as { toJSON?: unknown }).toJSON === "function") {
      const plain: unknown = (value as { toJSON(): unknown }).toJSON();
      if (plain !== value) return this.generic(plain, depth);
    }
    if (isMembers(value)) {
      this.enter(value, depth);
      const at = this.open(MAP);
      let count = 0;
      for (const name of Object.keys(value)) {
        const member = value[name];
        if (member === undefined || (member === null && this.nullIsAbsent)) continue;
        if (this.tracing) this.path[depth] = name;
        this.string(name);
        this.generic(member, depth + 1);
        count++;
      }
      return this.close(at, count);
    }
    if (Array.isArray(value)) {
      this.enter(value, depth);
      const at = this.open(LIST);
      for (let i = 0; i < value.length; i++) {
        if (this.tracing) this.path[depth] = i;
        this.generic(value[i], depth + 1);
      }
      return this.close(at, value.length);
    }
    this.refuse(`a ${value.constructor.name}`, depth);
  }

  /** Notices a circle. Shallow values, which is nearly all, pass at once. */
  private enter(value: object, depth: number): void {
    if (depth < WATCHED_DEPTH) return;
    const { ancestors, path } = this;
    const level = depth - WATCHED_DEPTH;
    ancestors.length = level;
    const first = ancestors.indexOf(value);
    if (first >= 0) {
      // The tail of the path repeats every `period` steps; name the first time that it came back.
      const period = level - first;
      let start = depth - period;
      while (start > 0 && path[start - 1] === path[start - 1 + period]) start--;
      this.refuse("a circular object", start + period);
    }
    if (depth > DEPTH_MAX) this.refuse(`nested more than ${DEPTH_MAX} levels deep`, WATCHED_DEPTH);
    ancestors[level] = value;
  }

  private refuse(what: string, depth: number): never {
    if (!this.tracing) throw REFUSED;
    const where = formatPath(this.path.slice(0, depth));
    throw new TypeError(where === "" ? `The request cannot be encoded: it is ${what}` : `${where} cannot be encoded: it is ${what}`);
  }

  private tag(byte: number): void {
    if (this.pos >= this.end) throw FULL;
    this.heap[this.pos++] = byte;
  }

  /** Begins a list, map, set or structure: tag, and room for the length and the count. Answers where it began. */
  private open(tag: number): number {
    const at = this.pos;
    if (at + 9 > this.end) throw FULL;
    this.heap[at] = tag;
    this.pos = at + 9;
    return at;
  }

  private close(at: number, count: number): void {
    this.view.setUint32(at + 1, this.pos - at - 9, true);
    this.view.setUint32(at + 5, count, true);
  }

  private string(text: string): void {
    const length = text.length;
    if (length <= SHORT_STRING) {
      const heap = this.heap;
      const at = this.pos;
      let to = at + 4;
      if (to + length > this.end) throw FULL;
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        heap[to++] = unit;
      }
      if (i === length) {
        this.view.setUint32(at, length, true);
        this.pos = to;
        return;
      }
    }
    this.longString(text);
  }

  private longString(text: string): void {
    const at = this.pos + 4;
    if (at > this.end) throw FULL;
    // encodeInto writes U+FFFD for a lone surrogate, and stops early when there is no room.
    const { read, written } = encoder.encodeInto(text, this.heap.subarray(at, this.end));
    if (read < text.length) throw FULL;
    this.view.setUint32(at - 4, written, true);
    this.pos = at + written;
  }

  private bytes(bytes: Uint8Array): void {
    const at = this.pos + 4;
    const length = bytes.length;
    if (at + length > this.end) throw FULL;
    this.view.setUint32(at - 4, length, true);
    if (length <= 16) for (let i = 0; i < length; i++) this.heap[at + i] = bytes[i]!;
    else this.heap.set(bytes, at);
    this.pos = at + length;
  }
}

/** Whether for-in over plain objects gives more than their own members. */
function plainInherits(): boolean {
  for (const _ in Object.prototype) return true;
  return false;
}

/** What an object literal and JSON.parse make: nearly every object of a request. */
function isPlain(value: unknown): value is Members {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** An object whose members count: not an array, not bytes, and not one that hides what it holds. */
function isMembers(value: unknown): value is Members {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return !(
    Array.isArray(value) ||
    ArrayBuffer.isView(value) ||
    isBuffer(value) ||
    value instanceof Map ||
    value instanceof Set ||
    value instanceof WeakMap ||
    value instanceof WeakSet ||
    value instanceof Promise ||
    value instanceof RegExp ||
    value instanceof Date
  );
}

function isBuffer(value: object): value is ArrayBufferLike {
  return value instanceof ArrayBuffer || (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer);
}

function asBytes(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(value);
  return undefined;
}

/** `Item.a.b[2]`; a name that is not a plain word stands in brackets: `Item["a b"]`. */
export function formatPath(path: readonly (string | number)[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
