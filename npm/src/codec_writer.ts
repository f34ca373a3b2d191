// Where request form is written: the place in the engine's memory, strings and lengths, and the way to the value that is being written.
// codec_encode.ts and codec_document_encode.ts say what is written.
//
// RequestEncoder is the only subclass, on purpose: V8 makes this class's methods fast as long as they only ever see one kind of object.
// Tested by codec_encode.test.ts.

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

/**
 * Up to this many characters a loop writes the text, beyond it TextEncoder. Between what is best in Node (about 32) and in Chromium
 * (about 100). At most 127.
 */
export const SHORT_STRING = 48;
/** From this depth on ancestors are remembered, so that a circle is noticed; attribute values nest 32 deep at most. */
const WATCHED_DEPTH = 48;
/** Deeper than this nothing is sent: the stack of the host is finite, and DynamoDB refuses it anyway. */
const DEPTH_MAX = 800;

/** Thrown when the buffer is too small; RequestEncoder catches it. */
export const FULL = { name: "the request buffer is too small" };

/** Thrown at a value that cannot be encoded, to encode it again with an eye on the path; RequestEncoder catches it. */
export const REFUSED = { name: "a value cannot be encoded" };

const encoder = new TextEncoder();

export type Members = Record<string, unknown>;

export abstract class RequestWriter {
  heap: Uint8Array = new Uint8Array(0);
  /** The same bytes. */
  view: DataView = new DataView(this.heap.buffer);
  pos = 0;
  end = 0;
  /** Whether for-in over a plain object gives its own members only, which is so unless somebody has extended Object.prototype. */
  plainIsOwn = true;
  /** Whether `path` is kept, the way to the value that is being written. Only messages need it, so only the second try keeps it. */
  tracing = false;
  readonly path: (string | number)[] = [];
  readonly ancestors: object[] = [];

  /** Notices a circle. Shallow values, which is nearly all, pass at once. */
  enter(value: object, depth: number): void {
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

  refuse(what: string, depth: number): never {
    if (!this.tracing) throw REFUSED;
    const where = formatPath(this.path.slice(0, depth));
    throw new TypeError(where === "" ? `The request cannot be encoded: it is ${what}` : `${where} cannot be encoded: it is ${what}`);
  }

  tag(byte: number): void {
    if (this.pos >= this.end) throw FULL;
    this.heap[this.pos++] = byte;
  }

  /** Begins a list, map, set or structure: tag, and room for the length and the count. Answers where it began. */
  open(tag: number): number {
    const at = this.pos;
    if (at + 9 > this.end) throw FULL;
    this.heap[at] = tag;
    this.pos = at + 9;
    return at;
  }

  close(at: number, count: number): void {
    this.view.setUint32(at + 1, this.pos - at - 9, true);
    this.view.setUint32(at + 5, count, true);
  }

  string(text: string): void {
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

  longString(text: string): void {
    const at = this.pos + 4;
    if (at > this.end) throw FULL;
    // encodeInto writes U+FFFD for a lone surrogate, and stops early when there is no room.
    const { read, written } = encoder.encodeInto(text, this.heap.subarray(at, this.end));
    if (read < text.length) throw FULL;
    this.view.setUint32(at - 4, written, true);
    this.pos = at + written;
  }

  bytes(bytes: Uint8Array): void {
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
export function plainInherits(): boolean {
  for (const _ in Object.prototype) return true;
  return false;
}

/** What an object literal and JSON.parse make: nearly every object of a request. */
export function isPlain(value: unknown): value is Members {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** An object whose members count: not an array, not bytes, and not one that hides what it holds. */
export function isMembers(value: unknown): value is Members {
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

export function asBytes(value: unknown): Uint8Array | undefined {
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
