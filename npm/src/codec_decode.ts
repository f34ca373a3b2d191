// JavaScript objects from response form (the grammar is in engine/doc/boundary_format.md and item_format.md).
//
// All text of a response lies together: one call decodes a chunk, then slices by UTF-16 units. Every object handed out
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
/** So many names of an item are expected to be those of the last item, in their order. */
const EXPECTED_MAX = 64;

type Members = Record<string, unknown>;

/** Text of bytes that are ASCII, from `start` to `end` of `this`. */
type AsciiSlice = (this: Uint8Array, start: number, end: number) => string;

/**
 * Node's own way from bytes to a string, half as dear as TextDecoder for 300 bytes (measured 2026-11, Node 20); undefined elsewhere.
 * The imitations of Buffer in other runtimes and in bundles are JavaScript, which is dearer.
 */
const asciiSlice: AsciiSlice | undefined = (() => {
  const slice = (globalThis as { Buffer?: { prototype?: { latin1Slice?: AsciiSlice } } }).Buffer?.prototype?.latin1Slice;
  try {
    if (slice !== undefined && /\[native code\]/.test(String(slice)) && slice.call(Uint8Array.of(0x2d, 0x68, 0x72), 1, 3) === "hr") return slice;
  } catch {
    // It wants more than a Uint8Array.
  }
  return undefined;
})();

/** A name of at most NAME_LENGTH_MAX units. */
class Name {
  /** The string that serves as property key, not one equal to it. */
  readonly text: string;
  readonly units: number;
  /** When it is ASCII of four characters and more, its bytes: words of four, the last one ending with the name. */
  readonly words: Int32Array;

  constructor(text: string) {
    this.text = Object.keys({ [text]: null })[0]!;
    this.units = text.length;
    const bytes = new TextEncoder().encode(text);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.words = new Int32Array(bytes.length === text.length && text.length >= 4 ? (text.length + 3) >> 2 : 0);
    for (let i = 0; i < this.words.length; i++) this.words[i] = view.getInt32(Math.min(i * 4, text.length - 4), true);
  }
}

const NO_NAME = new Name("");

export class ResponseDecoder {
  private heap: Uint8Array = new Uint8Array(0);
  /** The same bytes. */
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
  /** Where the chunk's text lies in memory while all that has been read of it is ASCII, so that units are bytes; else -1. */
  private asciiPos = -1;
  /** Whether `asciiSlice` is to be tried on the next chunk: the last one was ASCII. */
  private ascii = asciiSlice !== undefined;
  /** Attribute names seen lately: names repeat from item to item, and a name that is already a property key is cheap to use. */
  private readonly names: Name[] = new Array<Name>(NAME_SLOTS).fill(NO_NAME);
  /** The names of the last item and of the maps in it, in the order in which they came, and how many of this item have come. */
  private readonly expected: Name[] = new Array<Name>(EXPECTED_MAX).fill(NO_NAME);
  private nameCount = 0;

  /** Takes up the response form at `address`. Answers whether it is an error; `value` reads what follows. */
  begin(heap: Uint8Array, address: number): boolean {
    if (this.heap !== heap) {
      this.heap = heap;
      this.view = new DataView(heap.buffer, heap.byteOffset, heap.byteLength);
    }
    this.pos = address + HEADER_BYTES;
    this.textPos = this.pos + this.view.getUint32(address, true);
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
        const list = new Array<unknown>(count);
        for (let i = 0; i < count; i++) list[i] = this.value(of);
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
        this.nameCount = 0;
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

  /** The members of an M, whose tag has been read. Nearly all time goes here, so the short and common cases stand in the loop. */
  private attributes(): Members {
    const heap = this.heap;
    let pos = this.pos + 8; // its two lengths, for readers that skip
    const count = this.view.getUint32(pos, true);
    pos += 4;
    const members: Members = {};
    for (let i = 0; i < count; i++) {
      let units = heap[pos]!;
      if (units < 0x80 && (units & 1) === 0) {
        pos++;
        units >>>= 1;
      } else {
        this.pos = pos;
        units = this.units();
        pos = this.pos;
      }
      const name = this.name(units);
      const tag = heap[pos]!;
      const ref = heap[pos + 1]!;
      let value: unknown;
      if ((tag === ITEM_S || tag === ITEM_N) && ref < 0x80 && (ref & 1) === 0) {
        pos += 2;
        const at = this.at;
        const end = at + (ref >>> 1);
        this.at = end;
        const text = this.text.substring(at, end);
        value = tag === ITEM_S ? { S: text } : { N: text };
      } else {
        this.pos = pos + 1;
        value = this.attributeOf(tag);
        pos = this.pos;
      }
      if (name === "__proto__") setMember(members, name, value);
      else addMember(members, i, name, value);
    }
    this.pos = pos;
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
        const list = new Array<unknown>(count);
        for (let i = 0; i < count; i++) list[i] = this.attributeOf(this.heap[this.pos++]!);
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
        const set = new Array<Uint8Array>(count);
        for (let i = 0; i < count; i++) set[i] = this.binary();
        return { BS: set };
      }
      default:
        throw new Error(`hashrange: tag ${tag} at ${this.pos - 1} is not response form`);
    }
  }

  private strings(): string[] {
    const count = this.fixed32();
    const set = new Array<string>(count);
    for (let i = 0; i < count; i++) set[i] = this.string();
    return set;
  }

  private chunk(): void {
    const bytes = this.fixed32();
    const start = this.textPos;
    this.textPos = start + bytes;
    this.at = 0;
    if (this.ascii) {
      this.text = asciiSlice!.call(this.heap, start, this.textPos);
      this.asciiPos = start;
    } else {
      this.text = this.decoder.decode(this.heap.subarray(start, this.textPos));
      const ascii = this.text.length === bytes;
      this.asciiPos = ascii ? start : -1;
      this.ascii = ascii && asciiSlice !== undefined;
    }
  }

  /** A text-ref says that the chunk is not ASCII, as it was taken to be. Up to here it is: only the text has to be read again. */
  private notAscii(): void {
    this.text = this.decoder.decode(this.heap.subarray(this.asciiPos, this.textPos));
    this.asciiPos = -1;
    this.ascii = false;
  }

  /** A text-ref: how many UTF-16 units come next in the text. */
  private units(): number {
    const first = this.heap[this.pos]!;
    if (first < 0x80 && (first & 1) === 0) {
      this.pos++;
      return first >>> 1;
    }
    const ref = this.varint();
    if (ref % 2 === 0) return ref / 2;
    if (this.asciiPos >= 0) this.notAscii();
    return this.varint();
  }

  private string(): string {
    const units = this.units();
    const at = this.at;
    this.at = at + units;
    return this.text.substring(at, at + units);
  }

  private name(units: number): string {
    const at = this.at;
    this.at = at + units;
    const nth = this.nameCount++;
    if (nth < EXPECTED_MAX) {
      const expected = this.expected[nth]!;
      if (expected.units === units && this.isName(expected, at)) return expected.text;
    }
    return this.otherName(at, units, nth);
  }

  /** Whether the text at `at` is that name, which has as many units. Comparing in memory costs a fifth of comparing in the text. */
  private isName(name: Name, at: number): boolean {
    if (this.asciiPos < 0) return this.text.startsWith(name.text, at);
    const start = this.asciiPos + at;
    const { words, units } = name;
    const last = words.length - 1;
    if (last < 0) {
      const heap = this.heap;
      for (let i = 0; i < units; i++) if (heap[start + i] !== name.text.charCodeAt(i)) return false;
      return true;
    }
    const view = this.view;
    for (let i = 0; i < last; i++) {
      if (view.getInt32(start + i * 4, true) !== words[i]) return false;
    }
    return view.getInt32(start + units - 4, true) === words[last];
  }

  private otherName(at: number, units: number, nth: number): string {
    const text = this.text;
    if (units > NAME_LENGTH_MAX || units === 0) return text.substring(at, at + units);
    const hash = units + text.charCodeAt(at) * 31 + text.charCodeAt(at + units - 1) * 7 + text.charCodeAt(at + (units >> 1)) * 131;
    const slot = hash & (NAME_SLOTS - 1);
    let name = this.names[slot]!;
    if (name.units !== units || !this.isName(name, at)) {
      name = new Name(text.substring(at, at + units));
      this.names[slot] = name;
    }
    if (nth < EXPECTED_MAX) this.expected[nth] = name;
    return name.text;
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
    const value = this.view.getUint32(this.pos, true);
    this.pos += 4;
    return value;
  }

  private float64(): number {
    const value = this.view.getFloat64(this.pos, true);
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

/**
 * Adds the `nth` member of an object. V8 remembers for each place in the source which name was stored and to which object layout: where
 * items have the same members each of these stores costs 4 ns, else 17 ns (measured 2026-11, V8 11.3).
 */
function addMember(members: Members, nth: number, name: string, value: unknown): void {
  // prettier-ignore
  switch (nth) {
    case 0: members[name] = value; break;
    case 1: members[name] = value; break;
    case 2: members[name] = value; break;
    case 3: members[name] = value; break;
    case 4: members[name] = value; break;
    case 5: members[name] = value; break;
    case 6: members[name] = value; break;
    case 7: members[name] = value; break;
    case 8: members[name] = value; break;
    case 9: members[name] = value; break;
    case 10: members[name] = value; break;
    case 11: members[name] = value; break;
    default: members[name] = value;
  }
}
