import { describe, expect, it } from "vitest";
import { RequestEncoder } from "./codec_encode.js";
import { ATTRIBUTE, ATTRIBUTES, linkShapes, structure, type OperationShape } from "./codec_shapes.js";
import { FakeMemory, type Read } from "./codec_testing.js";
import { formatPath } from "./codec_writer.js";

const operation: OperationShape = {
  name: "Test",
  code: 7,
  input: structure([
    ["TableName", { kind: "string" }],
    ["Item", ATTRIBUTES],
    ["Limit", { kind: "number" }],
    ["Flag", { kind: "boolean" }],
    ["Names", { kind: "list", of: { kind: "string" } }],
    ["ByName", { kind: "map", of: structure([["Value", ATTRIBUTE]]) }],
    ["When", { kind: "timestamp" }],
    ["Blob", { kind: "blob" }],
  ]),
  output: structure([]),
};

function encode(input: unknown, options: { nullIsAbsent?: boolean; memory?: FakeMemory } = {}) {
  const memory = options.memory ?? new FakeMemory();
  const length = new RequestEncoder(memory, options.nullIsAbsent ? "sdk" : "json").encode(operation, input, 1.5, 0x89abcdef, 0xf1234567);
  return memory.request(length);
}

/** The value of one member of the request. */
function member(input: unknown, index: number, nullIsAbsent = false): Read {
  const [tag, members] = encode(input, { nullIsAbsent }).value as Read & [9, [number, Read][]];
  expect(tag).toBe(9);
  return members.find(([at]) => at === index)![1];
}

const item = (value: unknown): Read => (member({ Item: { a: value } }, 1)[1] as [string, Read][])[0]![1];

describe("the request encoder", () => {
  it("writes time, entropy, operation and flags in front", () => {
    const request = encode({ TableName: "t" });
    expect(request).toMatchObject({ nowMs: 1.5, entropy: 0xf123456789abcdefn, operation: 7, flags: 1 });
  });

  it("writes the bytes of a small request exactly", () => {
    const memory = new FakeMemory();
    const length = new RequestEncoder(memory).encode(operation, { TableName: "t" }, 0, 1, 2);
    const bytes = [...memory.heap.subarray(memory.address, memory.address + length)];
    expect(bytes).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 7, 1, 9, 7, 0, 0, 0, 1, 0, 0, 0, 0, 5, 1, 0, 0, 0, 0x74]);
  });

  it("writes every attribute type in its typed form", () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(item({ S: "x" })).toEqual([0x11, "x"]);
    expect(item({ N: "1.50" })).toEqual([0x12, "1.50"]);
    expect(item({ B: bytes })).toEqual([0x13, bytes]);
    expect(item({ SS: ["b", "a", "b"] })).toEqual([0x14, ["b", "a", "b"]]);
    expect(item({ NS: ["1", "2"] })).toEqual([0x15, ["1", "2"]]);
    expect(item({ BS: [bytes, new Uint8Array(0)] })).toEqual([0x16, [bytes, new Uint8Array(0)]]);
    expect(item({ M: { k: { S: "v" }, l: { M: {} } } })).toEqual([0x17, [["k", [0x11, "v"]], ["l", [0x17, []]]]]);
    expect(item({ L: [{ S: "v" }, { L: [] }] })).toEqual([0x18, [[0x11, "v"], [0x18, []]]]);
    expect(item({ NULL: true })).toEqual([0x19, 1]);
    expect(item({ NULL: false })).toEqual([0x19, 0]);
    expect(item({ BOOL: true })).toEqual([0x1a, 1]);
    expect(item({ BOOL: false })).toEqual([0x1a, 0]);
  });

  it("takes binary values in every shape that JavaScript has for them", () => {
    const bytes = new Uint8Array([9, 1, 2, 9]);
    const expected = [0x13, new Uint8Array([1, 2])];
    expect(item({ B: bytes.subarray(1, 3) })).toEqual(expected);
    expect(item({ B: bytes.buffer.slice(1, 3) })).toEqual(expected);
    expect(item({ B: new DataView(bytes.buffer, 1, 2) })).toEqual(expected);
    expect(item({ B: Buffer.from([1, 2]) })).toEqual(expected);
    expect(item({ B: new Uint16Array([0x0201]) })).toEqual(expected);
    const long = new Uint8Array(1000).map((_, i) => i);
    expect(item({ B: long })).toEqual([0x13, long]);
  });

  it("says in the flags when an attribute value is not in a typed form", () => {
    expect(encode({ Item: { a: { S: "x" } }, Limit: "wrong" }).flags).toBe(1);
    for (const value of [{ S: 1 }, { N: 1 }, { X: "a" }, {}, { S: "a", N: "1" }, "a", null, [], { M: [] }, { L: {} }, { SS: ["a", 1] }]) {
      expect(encode({ Item: { a: value } }).flags, JSON.stringify(value)).toBe(0);
    }
    expect(encode({ Item: { a: { L: [{ M: { b: { N: 5 } } }] } } }).flags).toBe(0);
    expect(encode({ Item: "no map" }).flags).toBe(0);
  });

  it("sends values of the wrong type as what they are", () => {
    expect(item({ S: 1 })).toEqual([0x08, [["S", [0x03, "1"]]]]);
    expect(item({ N: 1e21 })).toEqual([0x08, [["N", [0x03, "1e+21"]]]]);
    expect(item({ SS: ["a", 1] })).toEqual([0x08, [["SS", [0x07, [[0x05, "a"], [0x03, "1"]]]]]]);
    expect(item({ BS: ["AQ=="] })).toEqual([0x08, [["BS", [0x07, [[0x05, "AQ=="]]]]]]);
    expect(item({ B: "AQ==" })).toEqual([0x08, [["B", [0x05, "AQ=="]]]]);
    expect(item({ S: "a", N: "1" })).toEqual([0x08, [["S", [0x05, "a"]], ["N", [0x05, "1"]]]]);
    expect(item(null)).toEqual([0x00, undefined]);
    expect(item([true, false])).toEqual([0x07, [[0x02, undefined], [0x01, undefined]]]);
    expect(item(new Date(0))).toEqual([0x05, "1970-01-01T00:00:00.000Z"]);
    expect(item(new String("boxed"))).toEqual([0x05, "boxed"]);
    expect(item(new Uint8Array([7]))).toEqual([0x06, new Uint8Array([7])]);
    expect(member({ TableName: 5 }, 0)).toEqual([0x03, "5"]);
    expect(member({ TableName: { a: 1 } }, 0)).toEqual([0x08, [["a", [0x03, "1"]]]]);
    expect(member({ Item: ["x"] }, 1)).toEqual([0x07, [[0x05, "x"]]]);
    expect(member({ Names: "x" }, 4)).toEqual([0x05, "x"]);
    expect(encode("text").value).toEqual([0x05, "text"]);
    expect(encode([1]).value).toEqual([0x07, [[0x03, "1"]]]);
  });

  it("keeps ill-typed values beside typed ones", () => {
    expect(item({ L: [{ S: "a" }, { S: 1 }, undefined] })).toEqual([0x18, [[0x11, "a"], [0x08, [["S", [0x03, "1"]]]], [0x00, undefined]]]);
  });

  it("writes the members of structures by index, lists, maps, numbers and times", () => {
    expect(member({ Limit: 5 }, 2)).toEqual([0x03, "5"]);
    expect(member({ Limit: 12345678901234567890n }, 2)).toEqual([0x03, "12345678901234567890"]);
    expect(member({ Flag: true }, 3)).toEqual([0x02, undefined]);
    expect(member({ Names: ["a", "b"] }, 4)).toEqual([0x07, [[0x05, "a"], [0x05, "b"]]]);
    expect(member({ ByName: { x: { Value: { S: "v" } } } }, 5)).toEqual([0x08, [["x", [0x09, [[0, [0x11, "v"]]]]]]]);
    expect(member({ When: new Date(1500) }, 6)).toEqual([0x03, "1.5"]);
    expect(member({ Blob: new Uint8Array([1]) }, 7)).toEqual([0x06, new Uint8Array([1])]);
  });

  it("drops undefined members and members that nobody knows, and keeps null ones", () => {
    expect(encode({ TableName: undefined, Unknown: 5, Limit: null }).value).toEqual([0x09, [[2, [0x00, undefined]]]]);
    expect(item({ S: "a", N: undefined })).toEqual([0x11, "a"]);
    expect(member({ Item: { a: undefined, b: { S: "x" } } }, 1)).toEqual([0x17, [["b", [0x11, "x"]]]]);
    expect(encode(undefined).value).toEqual([0x09, []]);
  });

  it("drops null members too under the rules of the AWS SDK", () => {
    expect(encode({ TableName: null, Limit: 1 }, { nullIsAbsent: true }).value).toEqual([0x09, [[2, [0x03, "1"]]]]);
    expect(member({ Item: { a: null, b: { M: { c: null } }, d: { S: "x", N: null } } }, 1, true)).toEqual([
      0x17,
      [["b", [0x17, []]], ["d", [0x11, "x"]]],
    ]);
    expect(member({ Names: ["a", null] }, 4, true)).toEqual([0x07, [[0x05, "a"]]]);
  });

  it("takes only own members", () => {
    class Base {
      S = "own";
      method(): void {}
    }
    expect(item(new Base())).toEqual([0x11, "own"]);
    const prototype = { inherited: { S: "no" } };
    const value = Object.assign(Object.create(prototype) as object, { own: { S: "yes" } });
    expect(member({ Item: value }, 1)).toEqual([0x17, [["own", [0x11, "yes"]]]]);
    const named = JSON.parse('{"__proto__": {"S": "a"}}') as object;
    expect(member({ Item: named }, 1)).toEqual([0x17, [["__proto__", [0x11, "a"]]]]);
    expect(member({ Item: Object.assign(Object.create(null) as object, { a: { S: "b" } }) }, 1)).toEqual([0x17, [["a", [0x11, "b"]]]]);
  });

  it("takes only own members also where somebody has extended Object.prototype", () => {
    const extended = Object.prototype as unknown as Record<string, unknown>;
    let read: Read;
    extended["extra"] = { S: "no" };
    extended["TableName"] = "no";
    try {
      read = encode({ Item: { a: { M: { b: { S: "yes" } } } } }).value;
    } finally {
      delete extended["extra"];
      delete extended["TableName"];
    }
    const b: Read = [0x17, [["b", [0x11, "yes"]]]];
    expect(read).toEqual([0x09, [[1, [0x17, [["a", b]]]]]]);
  });

  it("writes text as UTF-8, lone surrogates as U+FFFD, at every length", () => {
    for (const length of [0, 1, 10, 47, 48, 49, 50, 127, 128, 255, 256, 5000]) {
      for (const [unit, expected] of [["a", "a"], ["é", "é"], ["漢", "漢"], ["😀", "😀"], ["\ud800", "\ufffd"], ["\udc00", "\ufffd"], ["\0", "\0"]] as const) {
        expect(item({ S: unit.repeat(length) })).toEqual([0x11, expected.repeat(length)]);
      }
    }
    expect(item({ S: "ascii then \ud83d" })).toEqual([0x11, "ascii then \ufffd"]);
    expect(item({ S: "\ufeffmark" })).toEqual([0x11, "\ufeffmark"]);
  });

  it("grows the buffer and begins again, at every size that is too small", () => {
    const input = { TableName: "table", Item: { a: { S: "x".repeat(60) }, b: { SS: ["q", "r"] }, c: { B: new Uint8Array(30) } }, Limit: "wrong" };
    const expected = encode(input, { memory: new FakeMemory(100_000) });
    for (let capacity = 0; capacity < 250; capacity++) {
      expect(encode(input, { memory: new FakeMemory(capacity) })).toEqual(expected);
    }
    const memory = new FakeMemory(40);
    encode({ Item: { a: { S: "漢".repeat(100_000) } } }, { memory });
    expect(memory.reservations).toBeGreaterThan(1);
  });

  it("refuses what cannot be encoded, with its path", () => {
    const refused = (input: unknown) => {
      try {
        encode(input);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        return (error as TypeError).message;
      }
      throw new Error("it was encoded");
    };
    expect(refused({ Item: { a: { b: [1, 2, () => 1] } } })).toBe("Item.a.b[2] cannot be encoded: it is a function");
    expect(refused({ Item: { a: { M: { b: { L: [{ S: "x" }, { S: "y" }, Symbol("z")] } } } } })).toBe("Item.a.b[2] cannot be encoded: it is a symbol");
    expect(refused({ Item: { a: { N: 5n } } })).toBe("Item.a.N cannot be encoded: it is a bigint");
    expect(refused({ TableName: 5n })).toBe("TableName cannot be encoded: it is a bigint");
    expect(refused({ Limit: Number.NaN })).toBe("Limit cannot be encoded: it is the number NaN");
    expect(refused({ Item: { a: { N: Infinity } } })).toBe("Item.a.N cannot be encoded: it is the number Infinity");
    expect(refused({ Item: { "two words": { S: Symbol("x") } } })).toBe('Item["two words"].S cannot be encoded: it is a symbol');
    expect(refused({ Item: { a: new Map([["S", "x"]]) } })).toBe("Item.a cannot be encoded: it is a Map");
    expect(refused({ Item: { a: { SS: new Set(["x"]) } } })).toBe("Item.a.SS cannot be encoded: it is a Set");
    expect(refused({ Item: new Map() })).toBe("Item cannot be encoded: it is a Map");
    expect(refused({ Item: { a: Promise.resolve({ S: "x" }) } })).toBe("Item.a cannot be encoded: it is a Promise");
    expect(refused({ ByName: { x: { Value: () => 1 } } })).toBe("ByName.x.Value cannot be encoded: it is a function");
    expect(refused(() => 1)).toBe("The request cannot be encoded: it is a function");
  });

  it("refuses a circular object where it comes back first", () => {
    const message = (input: unknown) => {
      expect(() => encode(input)).toThrow(TypeError);
      try {
        encode(input);
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    const plain: Record<string, unknown> = { b: 1 };
    plain["self"] = plain;
    expect(message({ Item: { a: plain } })).toBe("Item.a.self cannot be encoded: it is a circular object");
    const map: { M: Record<string, unknown> } = { M: { x: { S: "y" } } };
    map.M["loop"] = map;
    expect(message({ Item: { a: map } })).toBe("Item.a.loop cannot be encoded: it is a circular object");
    const list: { L: unknown[] } = { L: [{ S: "x" }] };
    list.L.push({ M: { back: list } });
    expect(message({ Item: { a: list } })).toBe("Item.a[1].back cannot be encoded: it is a circular object");
  });

  it("sends the same object twice, and nesting far beyond what DynamoDB allows", () => {
    const shared = { M: { x: { S: "y" } } };
    expect(member({ Item: { a: shared, b: shared } }, 1)[1]).toHaveLength(2);
    let deep: object = { S: "end" };
    for (let i = 0; i < 300; i++) deep = i % 2 === 0 ? { L: [deep] } : { M: { m: deep } };
    expect(item(deep)[0]).toBe(0x17);
    for (let i = 0; i < 2000; i++) deep = { L: [deep] };
    expect(() => encode({ Item: { a: deep } })).toThrow(/nested more than 800 levels deep/);
  });

  it("encodes again after a refusal", () => {
    const memory = new FakeMemory();
    const encoder = new RequestEncoder(memory);
    expect(() => encoder.encode(operation, { Item: { a: () => 1 } }, 0, 0, 0)).toThrow(TypeError);
    const request = memory.request(encoder.encode(operation, { Item: { a: { S: "x" } } }, 0, 0, 0));
    expect(request.flags).toBe(1);
    expect(request.value).toEqual([0x09, [[1, [0x17, [["a", [0x11, "x"]]]]]]]);
  });

  it("links the operations of the engine", () => {
    const { operations, error } = linkShapes();
    const put = operations.get("PutItem")!;
    expect(put.input.shapes[put.input.index.get("Item")!]!.kind).toBe("attributes");
    expect(put.input.shapes[put.input.index.get("ExpressionAttributeValues")!]!.kind).toBe("attributes");
    expect(error.names).toContain("Message");
    expect(new Set([...operations.values()].map(({ code }) => code)).size).toBe(operations.size);
  });
});

describe("formatPath", () => {
  it("writes names, indexes and names that are no words", () => {
    expect(formatPath(["Item", "a", "b", 2])).toBe("Item.a.b[2]");
    expect(formatPath(["Item", "a.b", "ünï"])).toBe('Item["a.b"].ünï');
  });
});
