import { describe, expect, it, vi } from "vitest";
import { ResponseDecoder } from "./codec_decode.js";
import { ATTRIBUTE, ATTRIBUTES, structure, type StructureShape } from "./codec_shapes.js";
import { responseForm } from "./codec_testing.js";

const output = structure([
  ["Item", ATTRIBUTES],
  ["Items", { kind: "list", of: ATTRIBUTES }],
  ["Count", { kind: "number" }],
  ["Name", { kind: "string" }],
  ["When", { kind: "timestamp" }],
  ["Blob", { kind: "blob" }],
  ["Flag", { kind: "boolean" }],
  ["ByName", { kind: "map", of: structure([["Units", { kind: "number" }]]) }],
  ["Value", ATTRIBUTE],
]);

function decodeBytes(bytes: Uint8Array, shape: StructureShape = output, decoder = new ResponseDecoder()) {
  // In the middle of a heap, which is what the engine's memory is.
  const heap = new Uint8Array(bytes.length + 16).fill(0xee);
  heap.set(bytes, 8);
  const failed = decoder.begin(heap, 8);
  return { failed, value: decoder.structure(shape) };
}

const roundTrip = (value: Record<string, unknown>) => decodeBytes(responseForm(output, value)).value;

describe("the response decoder", () => {
  it("reads every attribute type", () => {
    const Item = {
      s: { S: "text" },
      empty: { S: "" },
      n: { N: "-1.5" },
      b: { B: new Uint8Array([1, 2, 3]) },
      ss: { SS: ["a", "b"] },
      ns: { NS: ["1", "2"] },
      bs: { BS: [new Uint8Array([1]), new Uint8Array(0)] },
      m: { M: { k: { S: "v" }, deep: { M: { l: { L: [{ N: "1" }] } } } } },
      l: { L: [{ S: "x" }, { NULL: true }, { BOOL: false }, { L: [] }, { M: {} }] },
      null: { NULL: true },
      yes: { BOOL: true },
    };
    expect(roundTrip({ Item })).toEqual({ Item });
  });

  it("reads every other kind of member", () => {
    const value = {
      Items: [{ a: { S: "1" } }, {}],
      Count: 1.5,
      Name: "näme",
      When: new Date(1_700_000_000_123),
      Blob: new Uint8Array(300).fill(7),
      Flag: false,
      ByName: { x: { Units: 1 }, y: {} },
      Value: { M: { a: { S: "b" } } },
    };
    expect(roundTrip(value)).toEqual(value);
    expect(roundTrip({ Name: null })).toEqual({ Name: null });
    expect(roundTrip({})).toEqual({});
  });

  it("reads a response written by hand", () => {
    const bytes = [
      ...[30, 0, 0, 0], // structure_bytes
      ...[5, 0, 0, 0], // text_bytes
      0, 6, // status, operation
      0x0f, 5, 0, 0, 0, // a chunk of 5 bytes of text
      0x19, 1, 0, // a structure with one member, Item
      7, 4, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, // an M with one member
      2, // its name: 1 byte
      1, (4 << 1) | 1, 2, // S of 4 bytes, 2 units
      ...new TextEncoder().encode("a漢"), 0x78, // "a", "漢x"
    ];
    bytes[0] = 5 + 3 + 13 + 1 + 3;
    expect(decodeBytes(new Uint8Array(bytes))).toEqual({ failed: false, value: { Item: { a: { S: "漢x" } } } });
  });

  it("cuts text by UTF-16 units, whatever is in it", () => {
    const texts = ["\ufeffmark", "\ufeff", "", "é", "漢字", "😀😀", "a\0b", "x".repeat(200), "é".repeat(200), "\u2028"];
    const Item = Object.fromEntries(texts.map((text, i) => [`${text}${i}`, { L: [{ S: text }, { S: "between" }] }]));
    expect(roundTrip({ Item })).toEqual({ Item });
  });

  it("reads texts and blobs whose length takes several bytes", () => {
    const Item = { s: { S: "y".repeat(100_000) }, b: { B: new Uint8Array(70_000).fill(3) }, z: { S: "after" } };
    expect(roundTrip({ Item })).toEqual({ Item });
  });

  it("reads text in several chunks", () => {
    const two = structure([["Items", { kind: "list", of: ATTRIBUTES }]]);
    const one = (text: string) => {
      const form = responseForm(structure([["Item", ATTRIBUTES]]), { Item: { k: { S: text } } });
      const view = new DataView(form.buffer);
      const structureBytes = view.getUint32(0, true);
      // Behind the header, the chunk, and the tag, count and index of the structure: the M.
      return { entry: form.slice(10 + 5 + 3, 10 + structureBytes), text: form.slice(10 + structureBytes) };
    };
    const first = one("first é");
    const second = one("second");
    const bytes = [0x0f, first.text.length, 0, 0, 0, 0x19, 1, 0, 0x17, 2, 0, 0, 0, ...first.entry, 0x0f, second.text.length, 0, 0, 0, ...second.entry];
    const whole = new Uint8Array([bytes.length, 0, 0, 0, first.text.length + second.text.length, 0, 0, 0, 0, 9, ...bytes, ...first.text, ...second.text]);
    expect(decodeBytes(whole, two).value).toEqual({ Items: [{ k: { S: "first é" } }, { k: { S: "second" } }] });
  });

  it("makes own members of names that mean something to JavaScript", () => {
    const Item = Object.fromEntries(["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) => [name, { S: name }]));
    Object.defineProperty(Item, "__proto__", { value: { M: JSON.parse('{"__proto__": {"S": "inner"}}') }, enumerable: true });
    const read = roundTrip({ Item })["Item"] as Record<string, unknown>;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read).sort()).toEqual(["__proto__", "constructor", "hasOwnProperty", "toString"]);
    const inner = Object.getOwnPropertyDescriptor(read, "__proto__")!.value as { M: object };
    expect(Object.getOwnPropertyDescriptor(inner.M, "__proto__")!.value).toEqual({ S: "inner" });
  });

  it("makes fresh objects each time, and bytes that do not live in the engine's memory", () => {
    const decoder = new ResponseDecoder();
    const bytes = responseForm(output, { Item: { b: { B: new Uint8Array([1]) } } });
    const first = decodeBytes(bytes, output, decoder).value["Item"] as { b: { B: Uint8Array } };
    const second = decodeBytes(bytes, output, decoder).value["Item"] as { b: { B: Uint8Array } };
    expect(second).not.toBe(first);
    expect(first.b.B.buffer.byteLength).toBe(1);
    first.b.B[0] = 9;
    expect(second.b.B[0]).toBe(1);
  });

  it("tells names apart that fall on the same slot of its memory of names", () => {
    const decoder = new ResponseDecoder();
    for (let i = 0; i < 3000; i++) {
      const Item = { [`name${i % 700}x`]: { S: "1" }, [`nam${(i * 7) % 900}ex`]: { N: "2" } };
      expect(decodeBytes(responseForm(output, { Item }), output, decoder).value).toEqual({ Item });
    }
  });

  it("tells names of one length apart where the last item had another one", () => {
    const decoder = new ResponseDecoder();
    const names = ["a", "b", "ab", "ba", "abc", "abd", "abcd", "bbcd", "abcde", "abcdf", "abcdefgh", "abcdXfgh", "abcdefghij", "abcXefghij", "abcdefXhij"];
    names.push("é", "漢b", "éàü", "abcé", "abcdefgé", "x".repeat(32), "y".repeat(33), "z".repeat(33));
    for (let i = 0; i < 2000; i++) {
      const chosen = new Set([(i * 7) % 23, (i * 11) % 19, i % 23, (i * 3) % 17].map((at) => names[at]!));
      const Item = Object.fromEntries([...chosen].map((name) => [name, { M: { [name]: { S: name } } }]));
      expect(decodeBytes(responseForm(output, { Item }), output, decoder).value).toEqual({ Item });
    }
  });

  it("reads items of more members than it expects", () => {
    const decoder = new ResponseDecoder();
    const Item = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`member${i}`, { N: String(i) }]));
    for (let i = 0; i < 3; i++) expect(decodeBytes(responseForm(output, { Item }), output, decoder).value).toEqual({ Item });
  });

  /** ASCII and other text in turn, and both in one response, in every order. */
  function readMixed(decoder: ResponseDecoder): void {
    const texts = ["plain", "é", "漢字 and more", "", "x".repeat(300), "\ufeff", "😀"];
    for (let i = 0; i < 343; i++) {
      const chosen = [texts[i % 7]!, texts[Math.floor(i / 7) % 7]!, texts[Math.floor(i / 49)]!];
      const Item = Object.fromEntries(chosen.map((text, at) => [`name${at}${i % 3 === 0 ? text : ""}`, { S: text }]));
      expect(decodeBytes(responseForm(output, { Item }), output, decoder).value).toEqual({ Item });
      expect(decodeBytes(responseForm(output, { Item: { only: { S: "ascii" } } }), output, decoder).value).toEqual({ Item: { only: { S: "ascii" } } });
    }
  }

  it("reads ASCII and other text in turn", () => readMixed(new ResponseDecoder()));

  it("reads the same in runtimes without Node's Buffer, or with one of JavaScript", async () => {
    for (const other of [undefined, { prototype: {} }, { prototype: { latin1Slice: () => "wrong" } }]) {
      vi.resetModules();
      vi.stubGlobal("Buffer", other);
      const { ResponseDecoder: OtherDecoder } = await import("./codec_decode.js").finally(() => vi.unstubAllGlobals());
      expect(OtherDecoder).not.toBe(ResponseDecoder);
      readMixed(new OtherDecoder());
    }
  });

  it("says when the response is an error", () => {
    expect(decodeBytes(responseForm(output, { Name: "ValidationException" }, 1))).toEqual({ failed: true, value: { Name: "ValidationException" } });
  });

  it("refuses bytes that are not response form", () => {
    const bytes = responseForm(output, { Flag: true });
    bytes[bytes.length - 1] = 0x7f;
    expect(() => decodeBytes(bytes)).toThrow(/is not response form/);
  });
});
