// JavaScript objects from response form (the grammar is in engine/doc/boundary_format.md and item_format.md).
//
// All text of a response lies together: one TextDecoder call for each chunk, then slices by UTF-16 units. Every object handed out
// is fresh and plain; a member named "__proto__" becomes an own property like any other.
// Tested by codec_decode.test.ts; measured by codec.bench.mjs.
import type { Shape, StructureShape } from "./codec_shapes.js";

const NULL = 0x10;
const FALSE = 0x11;
const TRUE = 0x12;
const NUMBER = 0x13;
const TIMESTAMP = 0x14;
const STRING = 0x15;
const BLOB = 0x16;
const LIST = 0x17;
const MAP = 0x18;
const STRUCTURE = 0x19;
const CHUNK = 0x0f;

const ITEM_S = 1;
const ITEM_N = 2;
const ITEM_B = 3;
const ITEM_SS = 4;
const ITEM_NS = 5;
const ITEM_BS = 6;
const ITEM_M = 7;
const ITEM_L = 8;
const ITEM_NULL = 9;
const ITEM_BOOL = 10;

const HEADER_BYTES = 10;
/** A power of two. */
const NAME_SLOTS = 512;
const NAME_LENGTH_MAX = 32;

type Members = Record<string, unknown>;

export class ResponseDecoder {
  private heap: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(this.heap.buffer);
  /** The place in the structure. */
  private pos = 0;
  /** The place in memory of the text that no chunk has taken yet. */
  private textPos = 0;
  private text = "";
  /** The place in `text`, in UTF-16 units. */
  private at = 0;
  // ignoreBOM: else a leading U+FEFF is eaten and every slice after it is shifted.
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Attribute names seen lately: names repeat from item to item, and a name that is already a property key is cheap to use. */
  private readonly names: string[] = new Array<string>(NAME_SLOTS).fill("");

  /** Takes up the response form at `address`. Answers whether it is an error; `value` reads what follows. */
  begin(heap: Uint8Array, address: number): boolean {
    this.heap = heap;
    if (this.view.buffer !== heap.buffer) this.view = new DataView(heap.buffer);
    const start = heap.byteOffset + address;
    this.pos = address + HEADER_BYTES;
    this.textPos = this.pos + this.view.getUint32(start, true);
    return heap[address + 8] !== 0;
  }

  /** Reads the structure of the response that `begin` took up. */
  structure(shape: StructureShape): Members {
    const value = this.value(shape);
    // A long text must not live until the next response only because it was the last.
    this.text = "";
    return value as Members;
  }

  private value(shape: Shape): unknown {
    const heap = this.heap;
    let tag = heap[this.pos++]!;
    if (tag === CHUNK) {
      this.chunk();
      tag = heap[this.pos++]!;
    }
    switch (tag) {
      case STRUCTURE:
        return this.structureMembers(shape as StructureShape);
      case LIST: {
        const of = (shape as { of: Shape }).of;
        const count = this.fixed32();
        const list: unknown[] = [];
        for (let i = 0; i < count; i++) list.push(this.value(of));
        return list;
      }
      case MAP: {
        const of = (shape as { of: Shape }).of;
        const map: Members = {};
        for (let left = this.fixed32(); left > 0; left--) {
          const name = this.string();
          setMember(map, name, this.value(of));
        }
        return map;
      }
      case STRING:
        return this.string();
      case NUMBER:
        return this.float64();
      case TIMESTAMP:
        return new Date(this.float64() * 1000);
      case TRUE:
        return true;
      case FALSE:
        return false;
      case NULL:
        return null;
      case BLOB:
        return this.binary();
      case ITEM_M:
        return shape.kind === "attributes" ? this.attributes() : { M: this.attributes() };
      default:
        return this.attributeOf(tag);
    }
  }

  private structureMembers(shape: StructureShape): Members {
    const { names, shapes } = shape;
    const members: Members = {};
    for (let left = this.heap[this.pos++]!; left > 0; left--) {
      const index = this.heap[this.pos++]!;
      members[names[index]!] = this.value(shapes[index]!);
    }
    return members;
  }

  /** The members of an M, whose tag has been read. */
  private attributes(): Members {
    const heap = this.heap;
    this.pos += 8; // its two lengths, for readers that skip
    const members: Members = {};
    for (let left = this.fixed32(); left > 0; left--) {
      const name = this.name();
      const value = this.attributeOf(heap[this.pos++]!);
      if (name === "__proto__") setMember(members, name, value);
      else members[name] = value;
    }
    return members;
  }

  /** An attribute value whose tag has been read. */
  private attributeOf(tag: number): unknown {
    switch (tag) {
      case ITEM_S:
        return { S: this.string() };
      case ITEM_N:
        return { N: this.string() };
      case ITEM_BOOL:
        return { BOOL: this.heap[this.pos++] !== 0 };
      case ITEM_NULL:
        return { NULL: true };
      case ITEM_M:
        return { M: this.attributes() };
      case ITEM_L: {
        this.pos += 8;
        const count = this.fixed32();
        const list: unknown[] = [];
        for (let i = 0; i < count; i++) list.push(this.attributeOf(this.heap[this.pos++]!));
        return { L: list };
      }
      case ITEM_B:
        return { B: this.binary() };
      case ITEM_SS:
        return { SS: this.strings() };
      case ITEM_NS:
        return { NS: this.strings() };
      case ITEM_BS: {
        const count = this.fixed32();
        const set: Uint8Array[] = [];
        for (let i = 0; i < count; i++) set.push(this.binary());
        return { BS: set };
      }
      default:
        throw new Error(`hashrange: tag ${tag} at ${this.pos - 1} is not response form`);
    }
  }

  private strings(): string[] {
    const count = this.fixed32();
    const set: string[] = [];
    for (let i = 0; i < count; i++) set.push(this.string());
    return set;
  }

  private chunk(): void {
    const bytes = this.fixed32();
    const end = this.textPos + bytes;
    this.text = this.decoder.decode(this.heap.subarray(this.textPos, end));
    this.textPos = end;
    this.at = 0;
  }

  /** A text-ref: how many UTF-16 units come next in the text. */
  private units(): number {
    const first = this.heap[this.pos]!;
    if (first < 0x80 && (first & 1) === 0) {
      this.pos++;
      return first >>> 1;
    }
    const ref = this.varint();
    return ref % 2 === 0 ? ref / 2 : this.varint();
  }

  private string(): string {
    const units = this.units();
    const at = this.at;
    this.at = at + units;
    return this.text.substring(at, at + units);
  }

  private name(): string {
    const units = this.units();
    const at = this.at;
    this.at = at + units;
    const text = this.text;
    if (units > NAME_LENGTH_MAX || units === 0) return text.substring(at, at + units);
    const hash = units + text.charCodeAt(at) * 31 + text.charCodeAt(at + units - 1) * 7 + text.charCodeAt(at + (units >> 1)) * 131;
    const slot = hash & (NAME_SLOTS - 1);
    const known = this.names[slot]!;
    if (known.length === units && text.startsWith(known, at)) return known;
    return (this.names[slot] = text.substring(at, at + units));
  }

  private binary(): Uint8Array {
    const bytes = this.varint();
    const at = this.pos;
    this.pos = at + bytes;
    return this.heap.slice(at, at + bytes);
  }

  private varint(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.heap[this.pos++]!;
      if (byte < 0x80) return value + byte * unit;
      value += (byte - 0x80) * unit;
    }
  }

  private fixed32(): number {
    const { heap, pos } = this;
    this.pos = pos + 4;
    return (heap[pos]! | (heap[pos + 1]! << 8) | (heap[pos + 2]! << 16) | (heap[pos + 3]! << 24)) >>> 0;
  }

  private float64(): number {
    const value = this.view.getFloat64(this.heap.byteOffset + this.pos, true);
    this.pos += 8;
    return value;
  }
}

/** Sets an own member whatever its name: plain assignment of "__proto__" would set the prototype. */
function setMember(members: Members, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    members[name] = value;
  }
}
