// Test support: writes response form from plain objects and reads request form back, by the grammar in
// engine/doc/boundary_format.md and with none of the codec's own code. Slow and obvious. Not part of the package.
import type { Shape, StructureShape } from "./codec_shapes.js";
import type { RequestMemory } from "./codec_writer.js";

type Members = Record<string, unknown>;

class Writer {
  readonly bytes: number[] = [];
  text: number[] = [];

  fixed32(value: number): void {
    this.bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
  }
  varint(value: number): void {
    while (value >= 128) {
      this.bytes.push((value % 128) + 128);
      value = Math.floor(value / 128);
    }
    this.bytes.push(value);
  }
  textRef(value: string): void {
    const utf8 = new TextEncoder().encode(value);
    if (utf8.length === value.length) this.varint(utf8.length * 2);
    else {
      this.varint(utf8.length * 2 + 1);
      this.varint(value.length);
    }
    this.text.push(...utf8);
  }
  binary(value: Uint8Array): void {
    this.varint(value.length);
    this.bytes.push(...value);
  }
  float64(value: number): void {
    this.bytes.push(...new Uint8Array(new Float64Array([value]).buffer));
  }

  container(tag: number, count: number, body: () => void): void {
    this.bytes.push(tag);
    const at = this.bytes.length;
    const textAt = this.text.length;
    this.fixed32(0);
    this.fixed32(0);
    this.fixed32(count);
    const start = this.bytes.length;
    body();
    const lengths = new Writer();
    lengths.fixed32(this.bytes.length - start);
    lengths.fixed32(this.text.length - textAt);
    this.bytes.splice(at, 8, ...lengths.bytes);
  }
  attributes(members: Members): void {
    const names = Object.keys(members).sort();
    this.container(7, names.length, () => {
      for (const name of names) {
        this.textRef(name);
        this.attribute(members[name] as Members);
      }
    });
  }
  attribute(value: Members): void {
    const [type, inner] = Object.entries(value)[0]!;
    switch (type) {
      case "S":
      case "N":
        this.bytes.push(type === "S" ? 1 : 2);
        return this.textRef(inner as string);
      case "B":
        this.bytes.push(3);
        return this.binary(inner as Uint8Array);
      case "SS":
      case "NS":
        this.bytes.push(type === "SS" ? 4 : 5);
        this.fixed32((inner as string[]).length);
        return (inner as string[]).forEach((member) => this.textRef(member));
      case "BS":
        this.bytes.push(6);
        this.fixed32((inner as Uint8Array[]).length);
        return (inner as Uint8Array[]).forEach((member) => this.binary(member));
      case "M":
        return this.attributes(inner as Members);
      case "L":
        return this.container(8, (inner as Members[]).length, () => (inner as Members[]).forEach((v) => this.attribute(v)));
      case "NULL":
        return void this.bytes.push(9);
      case "BOOL":
        return void this.bytes.push(10, inner === true ? 1 : 0);
    }
    throw new Error(`no attribute type ${type}`);
  }
  value(value: unknown, shape: Shape): void {
    if (value === null) return void this.bytes.push(0x10);
    switch (shape.kind) {
      case "attributes":
        return this.attributes(value as Members);
      case "attribute":
        return this.attribute(value as Members);
      case "boolean":
        return void this.bytes.push(value === true ? 0x12 : 0x11);
      case "number":
        this.bytes.push(0x13);
        return this.float64(value as number);
      case "timestamp":
        this.bytes.push(0x14);
        return this.float64((value as Date).getTime() / 1000);
      case "string":
        this.bytes.push(0x15);
        return this.textRef(value as string);
      case "blob":
        this.bytes.push(0x16);
        return this.binary(value as Uint8Array);
      case "list":
        this.bytes.push(0x17);
        this.fixed32((value as unknown[]).length);
        return (value as unknown[]).forEach((element) => this.value(element, shape.of));
      case "map":
        this.bytes.push(0x18);
        this.fixed32(Object.keys(value as Members).length);
        for (const [name, member] of Object.entries(value as Members)) {
          this.textRef(name);
          this.value(member, shape.of);
        }
        return;
      case "structure": {
        const members = Object.entries(value as Members);
        this.bytes.push(0x19, members.length);
        for (const [name, member] of members) {
          const index = shape.names.indexOf(name);
          this.bytes.push(index);
          this.value(member, shape.shapes[index]!);
        }
      }
    }
  }
}

/** Response form of `value`, all text in one chunk. `status` 1 makes it an error. */
export function responseForm(shape: StructureShape, value: Members, status = 0, operation = 0): Uint8Array {
  const body = new Writer();
  body.value(value, shape);
  const whole = new Writer();
  whole.fixed32(body.bytes.length + 5);
  whole.fixed32(body.text.length);
  whole.bytes.push(status, operation, 0x0f);
  whole.fixed32(body.text.length);
  return new Uint8Array([...whole.bytes, ...body.bytes, ...body.text]);
}

/** A value of request form, read back: [tag, payload]. */
export type Read = readonly [tag: number, payload: unknown];

/** Reads a whole request. Throws when the bytes do not end where the grammar ends. */
export function readRequest(bytes: Uint8Array): { nowMs: number; entropy: bigint; operation: number; flags: number; value: Read } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 18;
  const fixed32 = () => ((at += 4), view.getUint32(at - 4, true));
  const raw = () => {
    const length = fixed32();
    if (at + length > bytes.length) throw new Error("a string runs over the end");
    at += length;
    return bytes.slice(at - length, at);
  };
  const text = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw());
  const members = (one: () => unknown) => {
    const length = fixed32();
    const count = fixed32();
    const end = at + length;
    const list = [];
    for (let i = 0; i < count; i++) list.push(one());
    if (at !== end) throw new Error(`a container ends at ${at}, not at ${end}`);
    return list;
  };
  const value = (): Read => {
    const tag = bytes[at++]!;
    switch (tag) {
      case 0x00:
      case 0x01:
      case 0x02:
        return [tag, undefined];
      case 0x03:
      case 0x05:
      case 0x11:
      case 0x12:
        return [tag, text()];
      case 0x06:
      case 0x13:
        return [tag, raw()];
      case 0x07:
      case 0x18:
        return [tag, members(value)];
      case 0x08:
      case 0x17:
        return [tag, members(() => [text(), value()])];
      case 0x09:
        return [tag, members(() => [bytes[at++], value()])];
      case 0x14:
      case 0x15:
        return [tag, members(text)];
      case 0x16:
        return [tag, members(raw)];
      case 0x19:
      case 0x1a:
        return [tag, bytes[at++]];
    }
    throw new Error(`no such tag: ${tag}`);
  };
  const read = value();
  if (at !== bytes.length) throw new Error(`the value ends at ${at} of ${bytes.length}`);
  return {
    nowMs: view.getFloat64(0, true),
    entropy: view.getBigUint64(8, true),
    operation: bytes[16]!,
    flags: bytes[17]!,
    value: read,
  };
}

/** A heap whose request buffer moves whenever it grows, and whose other bytes must stay as they are. */
export class FakeMemory implements RequestMemory {
  heap = new Uint8Array(64).fill(0xee);
  address = 8;
  reservations = 0;
  constructor(public capacity = 40) {
    this.place(capacity);
  }
  reserve(bytes: number): void {
    this.reservations++;
    this.place(bytes);
  }
  private place(bytes: number): void {
    this.capacity = bytes;
    this.address = 8 + this.reservations;
    this.heap = new Uint8Array(this.address + bytes + 8).fill(0xee);
  }
  /** The request, after a look at the bytes around the buffer. */
  request(length: number) {
    const outside = [...this.heap.subarray(0, this.address), ...this.heap.subarray(this.address + this.capacity)];
    if (!outside.every((byte) => byte === 0xee)) throw new Error("bytes outside the buffer were written");
    if (length > this.capacity) throw new Error(`the request has ${length} bytes, and the buffer ${this.capacity}`);
    return readRequest(this.heap.slice(this.address, this.address + length));
  }
}
