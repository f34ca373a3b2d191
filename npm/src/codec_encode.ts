// Request form from JavaScript objects (the grammar is in engine/doc/boundary_format.md), written straight into the engine's memory.
//
// The fast path writes structures by member index and attribute values in their typed forms. A value that has not the expected
// type is written as what it is, and the engine answers for it (SerializationException). What has no form at all - a function, a
// symbol, a circular object, a bigint where no number fits - is refused by a TypeError that names its path, and nothing is sent.
// Native values in place of DynamoDB JSON are the business of codec_document_encode.ts.
// Tested by codec_encode.test.ts; measured by codec.bench.mjs.
import { documentAttributes, documentValue } from "./codec_document_encode.js";
import type { OperationShape, Shape, StructureShape } from "./codec_shapes.js";
import { asBytes, FULL, isMembers, isPlain, plainInherits, REFUSED, RequestWriter, type Members, type RequestMemory } from "./codec_writer.js";

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
 * Whose rules the values of a request follow.
 * - `"json"`: attribute values are `{ S: "a" }`; null members are sent.
 * - `"sdk"`: the same, and null members of structures and maps are left out, as the AWS SDK does before it sends.
 * - `"document"`: attribute values are native ones (codec_document_encode.ts); elsewhere as `"json"`.
 */
export type RequestRules = "json" | "sdk" | "document";

export class RequestEncoder extends RequestWriter {
  private typed = true;
  private readonly nullIsAbsent: boolean;
  private readonly native: boolean;

  constructor(
    private readonly memory: RequestMemory,
    rules: RequestRules = "json",
  ) {
    super();
    this.nullIsAbsent = rules === "sdk";
    this.native = rules === "document";
  }

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
        if (this.native) {
          if (documentAttributes(this, value, depth)) return;
          break;
        }
        if (isPlain(value)) return this.attributes(value, depth, this.plainIsOwn);
        if (isMembers(value)) return this.attributes(value, depth, false);
        break;
      case "attribute":
        return this.native ? documentValue(this, value, depth) : this.attribute(value, depth);
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
}
