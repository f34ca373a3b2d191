import { describe, expect, it, vi } from "vitest";
import { ResponseDecoder } from "./codec_decode.js";
import { ATTRIBUTE, ATTRIBUTES, structure } from "./codec_shapes.js";
import { responseForm } from "./codec_testing.js";
import { NumberValue } from "./number_value.js";

const output = structure([
  ["Item", ATTRIBUTES],
  ["Items", { kind: "list", of: ATTRIBUTES }],
  ["Count", { kind: "number" }],
  ["ByName", { kind: "map", of: structure([["Value", ATTRIBUTE]]) }],
  ["Responses", { kind: "map", of: { kind: "list", of: ATTRIBUTES } }],
]);

/** Decodes what `response` is in response form: attribute values as DynamoDB JSON. */
function decode(response: Record<string, unknown>, decoder = new ResponseDecoder(true)) {
  const bytes = responseForm(output, response);
  const heap = new Uint8Array(bytes.length + 16).fill(0xee);
  heap.set(bytes, 8);
  expect(decoder.begin(heap, 8)).toBe(false);
  return decoder.structure(output);
}

const native = (value: Record<string, unknown>, decoder?: ResponseDecoder) => (decode({ Item: { v: value } }, decoder)["Item"] as { v: unknown }).v;

describe("the decoder of native values", () => {
  it("makes of each type of DynamoDB its type of JavaScript", () => {
    expect(native({ S: "text" })).toBe("text");
    expect(native({ S: "" })).toBe("");
    expect(native({ N: "-1.5" })).toBe(-1.5);
    expect(native({ B: new Uint8Array([1, 2, 3]) })).toEqual(new Uint8Array([1, 2, 3]));
    expect(native({ SS: ["a", "b"] })).toEqual(new Set(["a", "b"]));
    expect(native({ NS: ["1", "2.5", "9007199254740993", "0.1234567890123456789"] })).toEqual(new Set([1, 2.5, 9007199254740993n, new NumberValue("0.1234567890123456789")]));
    expect(native({ BS: [new Uint8Array([1]), new Uint8Array(0)] })).toEqual(new Set([new Uint8Array([1]), new Uint8Array(0)]));
    expect(native({ M: { k: { S: "v" }, deep: { M: { l: { L: [{ N: "1" }] } } } } })).toEqual({ k: "v", deep: { l: [1] } });
    expect(native({ L: [{ S: "x" }, { NULL: true }, { BOOL: false }, { L: [] }, { M: {} }] })).toEqual(["x", null, false, [], {}]);
    expect(native({ NULL: true })).toBeNull();
    expect(native({ BOOL: true })).toBe(true);
    expect(native({ BOOL: false })).toBe(false);
  });

  it("finds attribute values wherever the shapes have them, and reads the rest as ever", () => {
    expect(decode({ Items: [{ a: { N: "1" } }, {}], Count: 2 })).toEqual({ Items: [{ a: 1 }, {}], Count: 2 });
    expect(decode({ ByName: { x: { Value: { M: { a: { S: "b" } } } }, y: { Value: { N: "5" } } } })).toEqual({ ByName: { x: { Value: { a: "b" } }, y: { Value: 5 } } });
    expect(decode({ Responses: { t: [{ a: { BOOL: true } }] } })).toEqual({ Responses: { t: [{ a: true }] } });
  });

  /** Numbers of every length and place of the point, also where the text is not ASCII. */
  function readNumbers(decoder: ResponseDecoder): void {
    for (let digits = 1; digits <= 20; digits++) {
      for (let places = 0; places <= digits; places++) {
        const all = "12345678901234567899".slice(0, digits);
        const text = places === 0 ? all : `${all.slice(0, digits - places) || "0"}.${all.slice(digits - places)}`.replace(/\.?0+$/, "");
        const spelled = String(Number(text)) === text;
        const expected = spelled ? Number(text) : places === 0 ? BigInt(text) : new NumberValue(text);
        for (const [signed, sign] of [[text, 1], [`-${text}`, -1]] as const) {
          const wanted = typeof expected === "number" ? sign * expected : typeof expected === "bigint" ? BigInt(signed) : new NumberValue(signed);
          expect(native({ N: signed }, decoder), signed).toEqual(wanted);
          expect(native({ L: [{ S: "é" }, { N: signed }] }, decoder), signed).toEqual(["é", wanted]);
        }
        if (digits <= 15) expect(typeof expected).toBe("number");
      }
    }
    expect(native({ N: "0" }, decoder)).toBe(0);
  }

  it("reads numbers without rounding them", () => readNumbers(new ResponseDecoder(true)));

  it("reads the same in runtimes without Node's Buffer", async () => {
    vi.resetModules();
    vi.stubGlobal("Buffer", undefined);
    const { ResponseDecoder: OtherDecoder } = await import("./codec_decode.js").finally(() => vi.unstubAllGlobals());
    expect(OtherDecoder).not.toBe(ResponseDecoder);
    const Item = { "ключ": { S: "é" }, n: { N: "12.5" }, "plain name": { L: [{ S: "x" }, { SS: ["y"] }] } };
    expect(decode({ Item }, new OtherDecoder(true))["Item"]).toEqual({ "ключ": "é", n: 12.5, "plain name": ["x", new Set(["y"])] });
  });

  it("cuts text by UTF-16 units, whatever is in it and however long it is", () => {
    const texts = ["\ufeffmark", "é", "漢字", "😀😀", "a\0b", "x".repeat(62), "x".repeat(63), "x".repeat(64), "x".repeat(8191), "x".repeat(9000), "é".repeat(9000)];
    for (const order of [texts, [...texts].reverse()]) {
      const Item = Object.fromEntries(order.map((text, i) => [`${text.slice(0, 70)}${i}`, { L: [{ S: text }, { S: "between" }] }]));
      const plain = Object.fromEntries(order.map((text, i) => [`${text.slice(0, 70)}${i}`, [text, "between"]]));
      expect(decode({ Item })["Item"]).toEqual(plain);
      expect(decode({ Item: Object.fromEntries(order.map((text, i) => [`n${i}`, { S: text }])) })["Item"]).toEqual(
        Object.fromEntries(order.map((text, i) => [`n${i}`, text])),
      );
    }
  });

  it("makes own members of names that mean something to JavaScript", () => {
    const Item = JSON.parse('{"__proto__": {"M": {"__proto__": {"S": "inner"}}}, "constructor": {"S": "c"}, "toString": {"N": "1"}}') as Record<string, unknown>;
    const read = decode({ Item })["Item"] as Record<string, unknown>;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read).sort()).toEqual(["__proto__", "constructor", "toString"]);
    expect(JSON.stringify(Object.getOwnPropertyDescriptor(read, "__proto__")!.value)).toBe('{"__proto__":"inner"}');
  });

  it("makes fresh objects each time, and bytes that do not live in the engine's memory", () => {
    const decoder = new ResponseDecoder(true);
    const Item = { b: { B: new Uint8Array([1]) }, m: { M: { a: { N: "1" } } } };
    const first = decode({ Item }, decoder)["Item"] as { b: Uint8Array; m: object };
    const second = decode({ Item }, decoder)["Item"] as { b: Uint8Array; m: object };
    expect(second.m).not.toBe(first.m);
    expect(first.b.buffer.byteLength).toBe(1);
    first.b[0] = 9;
    expect(second.b[0]).toBe(1);
  });

  it("refuses bytes that are not response form", () => {
    const bytes = responseForm(output, { Item: { a: { BOOL: true } } });
    bytes[bytes.length - 3] = 0x7f; // the tag before the boolean and the text "a"
    expect(() => {
      const decoder = new ResponseDecoder(true);
      decoder.begin(bytes, 0);
      decoder.structure(output);
    }).toThrow(/is not response form/);
  });
});
