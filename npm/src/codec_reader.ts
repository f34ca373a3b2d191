// Where response form is read: the place in its structure and in its text, strings cut from the text, names remembered. codec_decode.ts and
// codec_document_decode.ts say what is made of it.
//
// All text of a response lies together: one call decodes a chunk, then slices by UTF-16 units. ResponseDecoder is the only subclass, on
// purpose: V8 makes this class's methods fast as long as they only ever see one kind of object.
// Tested by codec_decode.test.ts.

const HEADER_BYTES = 10;
/** A power of two. */
const NAME_SLOTS = 512;
const NAME_LENGTH_MAX = 32;
/** So many names of an item are expected to be those of the last item, in their order. */
export const EXPECTED_MAX = 64;

export type Members = Record<string, unknown>;

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
export class Name {
  /** The string that serves as property key, not one equal to it. */
  readonly text: string;
  readonly units: number;
  /** When it is ASCII, its bytes in words of four: the first one, of which `mask` says what belongs to it, those after it, and the last four. */
  readonly first: number;
  readonly mask: number;
  readonly words: Int32Array;
  readonly last: number;

  constructor(text: string) {
    this.text = Object.keys({ [text]: null })[0]!;
    this.units = text.length;
    const bytes = new Uint8Array(NAME_LENGTH_MAX * 3 + 4);
    const { written } = new TextEncoder().encodeInto(text, bytes);
    const view = new DataView(bytes.buffer);
    const ascii = written === text.length;
    // Where all bytes are ASCII none is a name that is not.
    this.first = ascii ? view.getInt32(0, true) : 1;
    this.mask = ascii ? MASKS[Math.min(written, 4)]! : 0;
    const between = ascii ? Math.max(0, ((written + 3) >> 2) - 2) : 0;
    this.words = Int32Array.from({ length: between }, (_, i) => view.getInt32(4 + i * 4, true));
    this.last = view.getInt32(Math.max(0, written - 4), true);
  }
}

/** Whether that name, which has as many units, lies at `start` of memory. There are at least four bytes of it. */
export function isAsciiName(name: Name, view: DataView, start: number): boolean {
  if ((view.getInt32(start, true) & name.mask) !== name.first) return false;
  const { units } = name;
  if (units <= 4) return true;
  if (view.getInt32(start + units - 4, true) !== name.last) return false;
  return units <= 8 || isMiddle(name.words, view, start + 4);
}

function isMiddle(words: Int32Array, view: DataView, start: number): boolean {
  for (let i = 0; i < words.length; i++) {
    if (view.getInt32(start + i * 4, true) !== words[i]) return false;
  }
  return true;
}

/** Of a word, its first so many bytes. */
const MASKS = [0, 0xff, 0xffff, 0xffffff, -1];

const NO_NAME = new Name("");

export abstract class ResponseReader {
  heap: Uint8Array = new Uint8Array(0);
  /** The same bytes. */
  view: DataView = new DataView(this.heap.buffer);
  /** The place in the structure. */
  pos = 0;
  /** The place in memory of the text that no chunk has taken yet. */
  textPos = 0;
  text = "";
  /** The place in `text`, in UTF-16 units. */
  at = 0;
  // ignoreBOM: else a leading U+FEFF is eaten and every slice after it is shifted.
  readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Where the chunk's text lies in memory while all that has been read of it is ASCII, so that units are bytes; else -1. */
  asciiPos = -1;
  /** Whether `asciiSlice` is to be tried on the next chunk: the last one was ASCII. */
  ascii = asciiSlice !== undefined;
  /** Attribute names seen lately: names repeat from item to item, and a name that is already a property key is cheap to use. */
  readonly names: Name[] = new Array<Name>(NAME_SLOTS).fill(NO_NAME);
  /** The names of the last item and of the maps in it, in the order in which they came, and how many of this item have come. */
  readonly expected: Name[] = new Array<Name>(EXPECTED_MAX).fill(NO_NAME);
  nameCount = 0;

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

  strings(): string[] {
    const count = this.fixed32();
    const set = new Array<string>(count);
    for (let i = 0; i < count; i++) set[i] = this.string();
    return set;
  }

  chunk(): void {
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
  notAscii(): void {
    this.text = this.decoder.decode(this.heap.subarray(this.asciiPos, this.textPos));
    this.asciiPos = -1;
    this.ascii = false;
  }

  /** A text-ref: how many UTF-16 units come next in the text. */
  units(): number {
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

  string(): string {
    const units = this.units();
    const at = this.at;
    this.at = at + units;
    return this.text.substring(at, at + units);
  }

  name(units: number): string {
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
  isName(name: Name, at: number): boolean {
    const start = this.asciiPos + at;
    if (this.asciiPos < 0 || start + 4 > this.heap.length) return this.text.startsWith(name.text, at);
    return isAsciiName(name, this.view, start);
  }

  otherName(at: number, units: number, nth: number): string {
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

  binary(): Uint8Array {
    const bytes = this.varint();
    const at = this.pos;
    this.pos = at + bytes;
    return this.heap.slice(at, at + bytes);
  }

  varint(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.heap[this.pos++]!;
      if (byte < 0x80) return value + byte * unit;
      value += (byte - 0x80) * unit;
    }
  }

  fixed32(): number {
    const value = this.view.getUint32(this.pos, true);
    this.pos += 4;
    return value;
  }

  float64(): number {
    const value = this.view.getFloat64(this.pos, true);
    this.pos += 8;
    return value;
  }
}

/** Sets an own member whatever its name: plain assignment of "__proto__" would set the prototype. */
export function setMember(members: Members, name: string, value: unknown): void {
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
export function addMember(members: Members, nth: number, name: string, value: unknown): void {
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
