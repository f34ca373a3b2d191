import { GetCommand, NumberValue as SdkNumberValue, PutCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ResponseDecoder } from "./codec_decode.js";
import { RequestEncoder } from "./codec_encode.js";
import { linkShapes, type Shape, type StructureShape } from "./codec_shapes.js";
import { FakeMemory, responseForm, type Read } from "./codec_testing.js";
import { Chance } from "./document_testing.js";
import type { DocumentMap, DocumentValue } from "./document_types.js";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { errorOf, type ErrorStructure } from "./errors.js";
import { DynamoDBError, HostError, NumberValue, open, type Database } from "./index.node.js";
import { documentClient } from "./sdk_document.js";

let db: Database;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

const TableName = "notes";
/** How many seeds the random tests try. */
const ROUNDS = process.env["HASHRANGE_LONG"] === "1" ? 6_000 : 600;
const key = (pk: string, sk: number) => ({ pk, sk });

async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("it did not fail");
}

/** As everyType of engine_testing.ts, in native values. */
const everyNativeType = {
  ...key("every", 1),
  b: new Uint8Array([0, 1, 255]),
  bool: false,
  bs: new Set([new Uint8Array([1]), new Uint8Array([2, 3])]),
  empty: "",
  l: ["x", -1.5, [], {}],
  m: { deep: { "ключ 😀": "\ufeffmark" } },
  ns: new Set([-3, 0, 12345678901234567890123456789012345678n]),
  null: null,
  ss: new Set(["a", "b", "é"]),
  text: "é漢😀".repeat(50),
};

describe("the operations with native values", () => {
  it("put, get, update, query and delete", async () => {
    for (let sk = 1; sk <= 5; sk++) await db.document.putItem({ TableName, Item: { ...key("a", sk), n: sk * sk } });
    expect(await db.document.getItem({ TableName, Key: key("a", 3) })).toEqual({ Item: { ...key("a", 3), n: 9 } });
    const updated = await db.document.updateItem({
      TableName,
      Key: key("a", 3),
      UpdateExpression: "ADD n :one SET #l = list_append(if_not_exists(#l, :none), :two)",
      ExpressionAttributeNames: { "#l": "list" },
      ExpressionAttributeValues: { ":one": 1, ":none": [], ":two": ["x", true] },
      ReturnValues: "ALL_NEW",
    });
    expect(updated).toEqual({ Attributes: { ...key("a", 3), n: 10, list: ["x", true] } });
    const page = await db.document.query({
      TableName,
      KeyConditionExpression: "pk = :a AND sk > :one",
      ExpressionAttributeValues: { ":a": "a", ":one": 1 },
      ScanIndexForward: false,
      Limit: 3,
    });
    expect(page.Items!.map((found) => found["sk"])).toEqual([5, 4, 3]);
    expect(page.LastEvaluatedKey).toEqual(key("a", 3));
    const next = await db.document.query({
      TableName,
      KeyConditionExpression: "pk = :a",
      ExpressionAttributeValues: { ":a": "a" },
      ScanIndexForward: false,
      ExclusiveStartKey: page.LastEvaluatedKey,
    });
    expect(next.Items!.map((found) => found["sk"])).toEqual([2, 1]);
    const deleted = await db.document.deleteItem({ TableName, Key: key("a", 1), ReturnValues: "ALL_OLD" });
    expect(deleted).toEqual({ Attributes: { ...key("a", 1), n: 1 } });
    expect(await db.document.getItem({ TableName, Key: key("a", 1) })).toEqual({});
  });

  it("read and write in batches and transactions", async () => {
    const { document } = db.sync;
    await db.document.batchWriteItem({ RequestItems: { notes: [1, 2, 3].map((sk) => ({ PutRequest: { Item: { ...key("a", sk), tags: new Set(["x"]) } } })) } });
    const batch = await db.document.batchGetItem({ RequestItems: { notes: { Keys: [key("a", 2), key("a", 9)], ConsistentRead: true } } });
    expect(batch.Responses).toEqual({ notes: [{ ...key("a", 2), tags: new Set(["x"]) }] });
    await db.document.transactWriteItems({
      TransactItems: [
        { Put: { TableName, Item: { ...key("b", 1), n: 1n } } },
        { Update: { TableName, Key: key("a", 1), UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": 0.5 } } },
        { Delete: { TableName, Key: key("a", 3) } },
        { ConditionCheck: { TableName, Key: key("a", 2), ConditionExpression: "contains(tags, :x)", ExpressionAttributeValues: { ":x": "x" } } },
      ],
    });
    const read = document.transactGetItems({ TransactItems: [{ Get: { TableName, Key: key("b", 1) } }, { Get: { TableName, Key: key("a", 1) } }, { Get: { TableName, Key: key("a", 3) } }] });
    expect(read.Responses).toEqual([{ Item: { ...key("b", 1), n: 1 } }, { Item: { ...key("a", 1), tags: new Set(["x"]), n: 0.5 } }, {}]);
    const cancelled = await failure(
      db.document.transactWriteItems({
        TransactItems: [
          { Delete: { TableName, Key: key("b", 1) } },
          { Put: { TableName, Item: key("a", 1), ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
        ],
      }),
    );
    expect(cancelled).toBeInstanceOf(DynamoDBError);
    expect(cancelled["CancellationReasons"]).toMatchObject([{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { ...key("a", 1), tags: new Set(["x"]), n: 0.5 } }]);
  });

  it("answer synchronously the same", async () => {
    const { document } = db.sync;
    expect(document.putItem({ TableName, Item: everyNativeType })).toEqual({});
    expect(document.getItem({ TableName, Key: key("every", 1) })).toEqual({ Item: everyNativeType });
    expect(document.getItem({ TableName, Key: key("every", 1) })).toEqual(await db.document.getItem({ TableName, Key: key("every", 1) }));
    expect(document.listTables()).toEqual({ TableNames: [TableName] });
    expect(() => document.getItem({ TableName: "absent", Key: key("a", 1) })).toThrow(DynamoDBError);
    expect(() => document.putItem({ TableName, Item: { pk: "a", sk: Number.NaN } })).toThrow("Item.sk cannot be encoded: it is the number NaN");
  });

  it("store and read what the operations with DynamoDB JSON store and read", async () => {
    await db.document.putItem({ TableName, Item: everyNativeType });
    expect(await db.getItem({ TableName, Key: noteKey("every", 1) })).toEqual({ Item: everyType });
    await db.putItem({ TableName, Item: everyType });
    expect(await db.document.getItem({ TableName, Key: key("every", 1) })).toEqual({ Item: everyNativeType });
  });

  it("manage tables as the other operations do", async () => {
    await db.document.createTable({ ...notes, TableName: "more" });
    expect((await db.document.describeTable({ TableName: "more" })).Table).toEqual((await db.describeTable({ TableName: "more" })).Table);
    expect(await db.document.listTables()).toEqual({ TableNames: ["more", TableName] });
    await db.document.deleteTable({ TableName: "more" });
    expect(await db.listTables()).toEqual({ TableNames: [TableName] });
  });

  it("refuse with DynamoDB's exceptions, their items native", async () => {
    await db.document.putItem({ TableName, Item: { ...key("a", 1), owner: "me", since: 2026 } });
    const refused = await failure(
      db.document.putItem({
        TableName,
        Item: key("a", 1),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    expect(refused).toBeInstanceOf(DynamoDBError);
    expect(refused).toMatchObject({ name: "ConditionalCheckFailedException", $fault: "client", Item: { ...key("a", 1), owner: "me", since: 2026 } });
    expect(await failure(db.document.getItem({ TableName: "absent", Key: key("a", 1) }))).toMatchObject({ name: "ResourceNotFoundException" });
    expect(await failure(db.document.putItem({ TableName, Item: key("a", 1e300) }))).toMatchObject({ name: "ValidationException" });
    expect(await failure(db.document.putItem({ TableName, Item: { ...key("a", 1), n: new NumberValue("abc") } }))).toMatchObject({ name: "ValidationException" });
    expect(await failure(db.document.putItem({ TableName, Item: "no map" as never }))).toMatchObject({ name: "SerializationException" });
  });

  it("refuse what has no type in DynamoDB before anything is sent", async () => {
    const refused = await failure(db.document.putItem({ TableName, Item: { ...key("a", 1), at: { times: [new Date() as never] } } }));
    expect(refused).toBeInstanceOf(TypeError);
    expect(refused.message).toBe("Item.at.times[0] cannot be encoded: it is a Date");
    expect((await failure(db.document.putItem({ TableName, Item: { ...key("a", 1), tags: new Set<string>() } }))).message).toContain("Item.tags");
    expect(await db.document.getItem({ TableName, Key: key("a", 1) })).toEqual({});
  });

  it("keep items whose names mean something to JavaScript", async () => {
    const Item = Object.assign(JSON.parse('{"__proto__": "x", "constructor": {"__proto__": 1}}') as DocumentMap, key("names", 1));
    await db.document.putItem({ TableName, Item });
    const read = (await db.document.getItem({ TableName, Key: key("names", 1) })).Item!;
    expect(Object.keys(read).sort()).toEqual(["__proto__", "constructor", "pk", "sk"]);
    expect(Object.getOwnPropertyDescriptor(read, "__proto__")!.value).toBe("x");
  });

  it("say that the database is closed after it was", async () => {
    await db.close();
    expect(await failure(db.document.listTables())).toMatchObject({ name: "HostError", code: "closed" });
    expect(() => db.sync.document.listTables()).toThrow(HostError);
  });
});

describe("numbers through the engine", () => {
  it("are never rounded: what is answered spells what was stored", async () => {
    const texts = ["1e-130", "-9.9999999999999999999999999999999999999e125", "0.1", "0.10", "00042", "1e22", "1e23", "9007199254740993", "0.1000000000000000000001", "123e-5"];
    for (const [i, text] of texts.entries()) {
      await db.document.putItem({ TableName, Item: { ...key("n", i), n: new NumberValue(text) } });
      const stored = (await db.getItem({ TableName, Key: noteKey("n", i) })).Item!["n"];
      const answered = (await db.document.getItem({ TableName, Key: key("n", i) })).Item!["n"]!;
      await db.document.putItem({ TableName, Item: { ...key("n", i), n: answered } });
      expect((await db.getItem({ TableName, Key: noteKey("n", i) })).Item!["n"], text).toEqual(stored);
    }
  });

  it("come back as the number that was put, whichever it was", () => {
    const { document } = db.sync;
    const bits = new DataView(new ArrayBuffer(8));
    for (let seed = 1; seed <= 5 * ROUNDS; seed++) {
      const chance = new Chance(seed);
      bits.setUint32(0, chance.below(2 ** 32));
      bits.setUint32(4, chance.below(2 ** 32));
      const any = bits.getFloat64(0);
      const numbers = [any, Math.fround(any), chance.below(1e6) / 100, chance.below(2 ** 32) * 10 ** (seed % 30), 2 ** (seed % 400)];
      for (const number of numbers) {
        if (!(Math.abs(number) > 1e-129 && Math.abs(number) < 9e125)) continue;
        document.putItem({ TableName, Item: { ...key("n", 1), n: number } });
        expect(document.getItem({ TableName, Key: key("n", 1) }).Item!["n"], `seed ${seed}`).toBe(number);
      }
    }
  });
});

/** The integer that JavaScript prints for a number. */
function spelledBy(number: number): bigint {
  const [digits = "", exponent = "0"] = String(number).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length);
}

/** What a value that was put comes back as. Slow and obvious. */
function answered(value: DocumentValue): unknown {
  if (typeof value === "bigint") return spelledBy(Number(value)) === value ? Number(value) : value;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof NumberValue) return value === 0 ? 0 : value;
  if (value instanceof Set) return new Set([...(value as Set<DocumentValue>)].map(answered));
  if (Array.isArray(value)) return value.map(answered);
  const members = value instanceof Map ? [...(value as Map<string, DocumentValue>)] : Object.entries(value as DocumentMap);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined).map(([name, member]) => [name, answered(member as DocumentValue)]));
}

describe("random values", () => {
  it("come back as they were put", () => {
    const { document } = db.sync;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const Item = { ...new Chance(seed).map(4, false), ...key("random", 1) };
      document.putItem({ TableName, Item });
      const read = document.getItem({ TableName, Key: key("random", 1) });
      expect(read, `seed ${seed}`).toEqual({ Item: answered(Item) });
      document.putItem({ TableName, Item: read.Item });
      expect(document.getItem({ TableName, Key: key("random", 1) }), `seed ${seed}, again`).toEqual(read);
    }
  });

  it("are stored and answered as by the AWS SDK's document client, where that has the same rules", async () => {
    const client: DynamoDBDocumentClient = documentClient(db);
    for (let seed = 1; seed <= ROUNDS / 3; seed++) {
      const Item = { ...new Chance(seed).map(3, true), ...key("random", 1) };
      await db.document.putItem({ TableName, Item });
      const stored = await db.getItem({ TableName, Key: noteKey("random", 1) });
      expect((await db.document.getItem({ TableName, Key: key("random", 1) })).Item, `seed ${seed}`).toEqual(
        (await client.send(new GetCommand({ TableName, Key: key("random", 1) }))).Item,
      );
      await client.send(new PutCommand({ TableName, Item }));
      expect(await db.getItem({ TableName, Key: noteKey("random", 1) }), `seed ${seed}`).toEqual(stored);
    }
  });

  it("may hold the AWS SDK's NumberValue", async () => {
    await db.document.putItem({ TableName, Item: { ...key("a", 1), n: SdkNumberValue.from("0.12345678901234567890"), s: new Set([SdkNumberValue.from("1")]) } });
    expect((await db.document.getItem({ TableName, Key: key("a", 1) })).Item).toEqual({ ...key("a", 1), n: new NumberValue("0.1234567890123456789"), s: new Set([1]) });
  });
});

describe("the places of native values in the shapes of every operation", () => {
  const { operations, error } = linkShapes();
  const member = (read: Read, index: number): Read => (read[1] as [number, Read][]).find(([at]) => at === index)![1];

  function sent(name: string, input: object): Read {
    const memory = new FakeMemory(10_000);
    return memory.request(new RequestEncoder(memory, "document").encode(operations.get(name)!, input, 0, 0, 0)).value;
  }

  it("are found inside batches and transactions", () => {
    const written: Read = [0x17, [["pk", [0x11, "a"]], ["n", [0x12, "1"]]]];
    const batch = member(sent("BatchWriteItem", { RequestItems: { t: [{ PutRequest: { Item: { pk: "a", n: 1 } } }, { DeleteRequest: { Key: { pk: "b" } } }] } }), 0);
    const [[, requests]] = batch[1] as [[string, Read]];
    const [put, remove] = requests[1] as [Read, Read];
    expect(member(member(put, 0), 0)).toEqual(written);
    expect(member(member(remove, 1), 0)).toEqual([0x17, [["pk", [0x11, "b"]]]]);
    const update = { Update: { TableName: "t", Key: { pk: "a", n: 1 }, UpdateExpression: "SET x = :x", ExpressionAttributeValues: { ":x": new Set([1]) } } };
    const [action] = member(sent("TransactWriteItems", { TransactItems: [update] }), 0)[1] as [Read];
    const actions = (operations.get("TransactWriteItems")!.input.shapes[0] as Extract<Shape, { kind: "list" }>).of as StructureShape;
    const inUpdate = (name: string) => (actions.shapes[actions.index.get("Update")!] as StructureShape).index.get(name)!;
    const updated = member(action, actions.index.get("Update")!);
    expect(member(updated, inUpdate("Key"))).toEqual(written);
    expect(member(updated, inUpdate("ExpressionAttributeValues"))).toEqual([0x17, [[":x", [0x15, ["1"]]]]]);
  });

  it("are found inside what batches and cancelled transactions answer", () => {
    const { output } = operations.get("BatchGetItem")!;
    const answer = { Responses: { t: [{ pk: { S: "a" }, n: { N: "1" } }] }, UnprocessedKeys: { t: { Keys: [{ pk: { S: "b" } }], ConsistentRead: true } } };
    const decoder = new ResponseDecoder(true);
    decoder.begin(responseForm(output, answer), 0);
    expect(decoder.structure(output)).toEqual({ Responses: { t: [{ pk: "a", n: 1 }] }, UnprocessedKeys: { t: { Keys: [{ pk: "b" }], ConsistentRead: true } } });
    const cancelled = { Type: 1, Name: "TransactionCanceledException", Message: "no", CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { n: { N: "5" } } }] };
    expect(decoder.begin(responseForm(error, cancelled, 1), 0)).toBe(true);
    const failed = errorOf(decoder.structure(error) as unknown as ErrorStructure);
    expect(failed.CancellationReasons).toEqual([{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { n: 5 } }]);
  });
});
