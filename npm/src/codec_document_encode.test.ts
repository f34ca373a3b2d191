import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { RequestEncoder } from "./codec_encode.js";
import { ATTRIBUTE, ATTRIBUTES, linkShapes, structure, type OperationShape } from "./codec_shapes.js";
import { FakeMemory, type Read } from "./codec_testing.js";
import { Chance } from "./document_testing.js";
import { NumberValue } from "./number_value.js";

const operation: OperationShape = {
  name: "Test",
  code: 7,
  input: structure([
    ["TableName", { kind: "string" }],
    ["Item", ATTRIBUTES],
    ["Expected", { kind: "map", of: structure([["Value", ATTRIBUTE], ["AttributeValueList", { kind: "list", of: ATTRIBUTE }]]) }],
    ["RequestItems", { kind: "map", of: { kind: "list", of: structure([["PutRequest", structure([["Item", ATTRIBUTES]])]]) } }],
  ]),
  output: structure([]),
};

function encode(input: unknown, memory = new FakeMemory()) {
  return memory.request(new RequestEncoder(memory, "document").encode(operation, input, 1.5, 1, 2));
}

const member = (input: unknown, index: number): Read => (encode(input).value[1] as [number, Read][]).find(([at]) => at === index)![1];
const value = (native: unknown): Read => (member({ Item: { a: native } }, 1)[1] as [string, Read][])[0]![1];

function refusal(input: unknown): string {
  try {
    encode(input);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as TypeError).message;
  }
  throw new Error("it was encoded");
}
const refused = (native: unknown): string => refusal({ Item: { a: native } });

describe("the encoder of native values", () => {
  it("writes each type of JavaScript as its type of DynamoDB", () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(value("x")).toEqual([0x11, "x"]);
    expect(value("")).toEqual([0x11, ""]);
    expect(value(1.5)).toEqual([0x12, "1.5"]);
    expect(value(12345678901234567890n)).toEqual([0x12, "12345678901234567890"]);
    expect(value(new NumberValue("0.1234567890123456789"))).toEqual([0x12, "0.1234567890123456789"]);
    expect(value(bytes)).toEqual([0x13, bytes]);
    expect(value(new Set(["b", "a"]))).toEqual([0x14, ["b", "a"]]);
    expect(value(new Set([1, 2n, new NumberValue("3.0")]))).toEqual([0x15, ["1", "2", "3.0"]]);
    expect(value(new Set([bytes, new Uint8Array(0)]))).toEqual([0x16, [bytes, new Uint8Array(0)]]);
    expect(value({ k: "v", m: {} })).toEqual([0x17, [["k", [0x11, "v"]], ["m", [0x17, []]]]]);
    expect(value(new Map<string, unknown>([["k", 1], ["m", new Map()]]))).toEqual([0x17, [["k", [0x12, "1"]], ["m", [0x17, []]]]]);
    expect(value(["x", [], 1])).toEqual([0x18, [[0x11, "x"], [0x18, []], [0x12, "1"]]]);
    expect(value(null)).toEqual([0x19, 1]);
    expect(value(true)).toEqual([0x1a, 1]);
    expect(value(false)).toEqual([0x1a, 0]);
    expect(encode({ Item: { a: { b: [new Set([1])] } } }).flags).toBe(1);
  });

  it("takes binary values in every shape that JavaScript has for them", () => {
    const bytes = new Uint8Array([9, 1, 2, 9]);
    const expected = [0x13, new Uint8Array([1, 2])];
    for (const native of [bytes.subarray(1, 3), bytes.buffer.slice(1, 3), new DataView(bytes.buffer, 1, 2), Buffer.from([1, 2]), new Uint16Array([0x0201])]) {
      expect(value(native)).toEqual(expected);
      expect(value(new Set([native]))).toEqual([0x16, [expected[1]]]);
    }
    const long = new Uint8Array(1000).map((_, i) => i);
    expect(value(long)).toEqual([0x13, long]);
  });

  it("spells every number as JavaScript does", () => {
    const powers = Array.from({ length: 32 }, (_, power) => 2 ** power);
    const tens = Array.from({ length: 25 }, (_, power) => 10 ** power);
    const whole = [0, 1, 7, 9, 11, 99, 101, 12345, ...powers, ...tens, Number.MAX_SAFE_INTEGER];
    const fractions = [0.1, 0.01, 0.05, 0.5, 1.5, 1.25, 9.99, 10.1, 99.95, 1234.56, 0.001, 1.005, 0.1 + 0.2, 1e-7, 1.5e-7, 5e-130, 21474836.47, 21474836.48, 123456789.12, 1e300];
    for (const number of whole) {
      for (const near of [number - 1, number, number + 1, number / 10, number / 100]) {
        for (const signed of [near, -near]) expect(value(signed), `${signed}`).toEqual([0x12, String(signed)]);
      }
    }
    for (const number of fractions) for (const signed of [number, -number]) expect(value(signed), `${signed}`).toEqual([0x12, String(signed)]);
    expect(value(-0)).toEqual([0x12, "0"]);
  });

  it("spells random numbers of two places as JavaScript does", () => {
    const chance = new Chance(1);
    for (let i = 0; i < 20_000; i++) {
      const number = chance.of([1, -1]) * (chance.below(10 ** (i % 12)) / 100);
      expect(value(number)).toEqual([0x12, String(number === 0 ? 0 : number)]);
    }
  });

  it("leaves out undefined members, and keeps null ones", () => {
    expect(value({ a: undefined, b: 1, c: null })).toEqual([0x17, [["b", [0x12, "1"]], ["c", [0x19, 1]]]]);
    expect(value(new Map([["a", undefined], ["b", null]]))).toEqual([0x17, [["b", [0x19, 1]]]]);
    expect(member({ Item: { a: undefined } }, 1)).toEqual([0x17, []]);
  });

  it("takes own members only, of plain objects of every realm", () => {
    expect(value(JSON.parse('{"__proto__": 1}'))).toEqual([0x17, [["__proto__", [0x12, "1"]]]]);
    expect(value(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual([0x17, [["a", [0x12, "1"]]]]);
    const sandbox = createContext({});
    expect(value(runInContext("({ a: [1] })", sandbox))).toEqual([0x17, [["a", [0x18, [[0x12, "1"]]]]]]);
    expect(member({ Item: runInContext("({ a: 1 })", sandbox) as unknown }, 1)).toEqual([0x17, [["a", [0x12, "1"]]]]);
    expect(value(runInContext("new Set(['a'])", sandbox))).toEqual([0x14, ["a"]]);
    expect(value(runInContext("new Map([['a', 1]])", sandbox))).toEqual([0x17, [["a", [0x12, "1"]]]]);
    expect(value(runInContext("new Uint8Array([1])", sandbox))).toEqual([0x13, new Uint8Array([1])]);
    expect(refused(runInContext("new Date(0)", sandbox))).toBe("Item.a cannot be encoded: it is a Date");
    const extended = Object.prototype as unknown as Record<string, unknown>;
    extended["extra"] = "no";
    try {
      expect(value({ b: { c: 1 } })).toEqual([0x17, [["b", [0x17, [["c", [0x12, "1"]]]]]]]);
    } finally {
      delete extended["extra"];
    }
  });

  it("writes text as UTF-8, at every length, in names and in values", () => {
    for (const length of [1, 2, 10, 47, 48, 49, 200]) {
      for (const unit of ["a", "é", "漢", "😀", "\ud800"]) {
        const text = unit.repeat(length);
        const sent = text.replaceAll("\ud800", "\ufffd");
        expect(value({ [text]: text, [`ascii ${text}`]: [text] })).toEqual([0x17, [[sent, [0x11, sent]], [`ascii ${sent}`, [0x18, [[0x11, sent]]]]]]);
      }
    }
  });

  it("finds attribute values wherever the shapes have them", () => {
    expect(member({ Item: new Map([["a", 1]]) }, 1)).toEqual([0x17, [["a", [0x12, "1"]]]]);
    expect(member({ Expected: { x: { Value: null, AttributeValueList: ["a", 1] } } }, 2)).toEqual([
      0x08,
      [["x", [0x09, [[0, [0x19, 1]], [1, [0x07, [[0x11, "a"], [0x12, "1"]]]]]]]],
    ]);
    expect(member({ RequestItems: { t: [{ PutRequest: { Item: { a: true } } }] } }, 3)).toEqual([
      0x08,
      [["t", [0x07, [[0x09, [[0, [0x09, [[0, [0x17, [["a", [0x1a, 1]]]]]]]]]]]]]],
    ]);
  });

  it("sends what is no map in place of one, for the engine to refuse", () => {
    for (const [item, sent] of [["x", [0x05, "x"]], [5, [0x03, "5"]], [null, [0x00, undefined]], [["x"], [0x07, [[0x05, "x"]]]]] as const) {
      const request = encode({ Item: item });
      expect(request.value).toEqual([0x09, [[1, sent]]]);
      expect(request.flags).toBe(0);
    }
    expect(member({ TableName: 5 }, 0)).toEqual([0x03, "5"]);
  });

  it("refuses with its path what has no type in DynamoDB", () => {
    class User {}
    expect(refused([1, undefined])).toBe("Item.a[1] cannot be encoded: it is undefined");
    expect(refused([, 1])).toBe("Item.a[0] cannot be encoded: it is undefined"); // prettier-ignore
    expect(refused({ b: [{ c: () => 1 }] })).toBe("Item.a.b[0].c cannot be encoded: it is a function");
    expect(refused(Symbol("x"))).toBe("Item.a cannot be encoded: it is a symbol");
    expect(refused(Number.NaN)).toBe("Item.a cannot be encoded: it is the number NaN");
    expect(refused({ "two words": -Infinity })).toBe('Item.a["two words"] cannot be encoded: it is the number -Infinity');
    expect(refused(new Date(0))).toBe("Item.a cannot be encoded: it is a Date");
    expect(refused([new User()])).toBe("Item.a[0] cannot be encoded: it is a User");
    expect(refused(new Error("x"))).toBe("Item.a cannot be encoded: it is an Error");
    expect(refused(new String("x"))).toBe("Item.a cannot be encoded: it is a String");
    expect(refused(/x/)).toBe("Item.a cannot be encoded: it is a RegExp");
    expect(refused(Promise.resolve())).toBe("Item.a cannot be encoded: it is a Promise");
    expect(refused(new WeakMap())).toBe("Item.a cannot be encoded: it is a WeakMap");
    expect(refused(Object.create({ a: 1 }))).toBe("Item.a cannot be encoded: it is an object with a prototype of its own");
    expect(refused(new Map([[1, "x"]]))).toBe("Item.a cannot be encoded: it is a Map with a key that is not a string");
    expect(refused(new Map([["b", Number.NaN]]))).toBe("Item.a.b cannot be encoded: it is the number NaN");
    expect(refusal({ Item: new User() })).toBe("Item cannot be encoded: it is a User");
    expect(refusal({ Item: new Set(["a"]) })).toBe("Item cannot be encoded: it is a Set");
    expect(refusal({ Expected: { x: { AttributeValueList: ["a", undefined] } } })).toBe("Expected.x.AttributeValueList[1] cannot be encoded: it is undefined");
    expect(refusal({ RequestItems: { t: [{ PutRequest: { Item: { a: new Date() } } }] } })).toBe(
      "RequestItems.t[0].PutRequest.Item.a cannot be encoded: it is a Date",
    );
  });

  it("refuses empty and mixed Sets with their path", () => {
    expect(refused({ b: new Set() })).toBe("Item.a.b cannot be encoded: it is an empty Set");
    expect(refused(new Set(["x", 1]))).toBe("Item.a cannot be encoded: it is a Set that holds both a string and a number");
    expect(refused(new Set([1n, "x"]))).toBe("Item.a cannot be encoded: it is a Set that holds both a bigint and a string");
    expect(refused(new Set([new Uint8Array(1), new NumberValue("1")]))).toBe("Item.a cannot be encoded: it is a Set that holds both a Uint8Array and a NumberValue");
    expect(refused(new Set([true]))).toBe("Item.a cannot be encoded: it is a Set that holds a boolean");
    expect(refused(new Set([1, Number.NaN]))).toBe("Item.a cannot be encoded: it is a Set that holds the number NaN");
    expect(refused(new Set(["x", undefined]))).toBe("Item.a cannot be encoded: it is a Set that holds undefined");
    expect(refused(new Set([null]))).toBe("Item.a cannot be encoded: it is a Set that holds null");
    expect(refused(new Set([["x"]]))).toBe("Item.a cannot be encoded: it is a Set that holds an array");
    expect(refused(new Set([{}]))).toBe("Item.a cannot be encoded: it is a Set that holds an object");
    expect(refused(new Set([new Date()]))).toBe("Item.a cannot be encoded: it is a Set that holds a Date");
  });

  it("refuses a circle where it comes back first, and sends the same object twice", () => {
    const plain: Record<string, unknown> = { b: 1 };
    plain["self"] = plain;
    expect(refused(plain)).toBe("Item.a.self cannot be encoded: it is a circular object");
    const list: unknown[] = ["x"];
    list.push(new Map([["back", list]]));
    expect(refused(list)).toBe("Item.a[1].back cannot be encoded: it is a circular object");
    const shared = { x: "y" };
    expect(value([shared, shared])[1]).toHaveLength(2);
    let deep: unknown = "end";
    for (let i = 0; i < 300; i++) deep = i % 2 === 0 ? [deep] : { m: deep };
    expect(value(deep)[0]).toBe(0x17);
    for (let i = 0; i < 2000; i++) deep = [deep];
    expect(refused(deep)).toContain("nested more than 800 levels deep");
  });

  it("grows the buffer and begins again, at every size that is too small", () => {
    const Item = {
      short: "x",
      long: "x".repeat(60),
      "ключ": "é",
      numbers: [1, -2147483648, 1.5, -1234.56, 1e21, 10n],
      sets: [new Set(["q", "r"]), new Set([1, 2]), new Set([new Uint8Array(3)])],
      bytes: new Uint8Array(30),
      flags: [true, null],
    };
    const expected = encode({ Item }, new FakeMemory(100_000));
    for (let capacity = 0; capacity < 450; capacity++) expect(encode({ Item }, new FakeMemory(capacity))).toEqual(expected);
  });

  it("encodes again after a refusal", () => {
    const memory = new FakeMemory();
    const encoder = new RequestEncoder(memory, "document");
    expect(() => encoder.encode(operation, { Item: { a: new Set() } }, 0, 0, 0)).toThrow(TypeError);
    expect(memory.request(encoder.encode(operation, { Item: { a: 1 } }, 0, 0, 0)).value).toEqual([0x09, [[1, [0x17, [["a", [0x12, "1"]]]]]]]);
  });

  it("knows the places of every operation of the engine by their shapes", () => {
    const { operations } = linkShapes();
    const memory = new FakeMemory(1000);
    const length = new RequestEncoder(memory, "document").encode(operations.get("Query")!, { ExclusiveStartKey: { pk: "a" } }, 0, 0, 0);
    const [[, key]] = memory.request(length).value[1] as [[number, Read]];
    expect(key).toEqual([0x17, [["pk", [0x11, "a"]]]]);
  });
});
