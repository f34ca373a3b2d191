import { ConditionalCheckFailedException, DynamoDB, DynamoDBClient, ListTablesCommand, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocument, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { dynamoDB } from "./sdk.js";
import { dynamoDBDocument } from "./sdk_document.js";
import { failure } from "./sdk_testing.js";

let db: Database;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

/** What calls back, as a promise. */
async function called(call: (callback: (error: unknown, output?: unknown) => void) => unknown): Promise<unknown> {
  let returned: unknown;
  const output = await new Promise((resolve, reject) => {
    returned = call((error, output) => (error === null ? resolve(output) : reject(error as Error)));
  });
  // Some of the SDK's methods are asynchronous functions.
  expect(await returned).toBeUndefined();
  return output;
}

const longWay = "the long way";
for (const way of ["the short way", longWay]) {
  describe(`dynamoDB, ${way}`, () => {
    let client: DynamoDB;
    beforeEach(() => {
      client = dynamoDB(db);
      if (way === longWay) client.middlewareStack.add((next) => (args) => next(args), { step: "initialize", name: "mine" });
    });

    it("makes a real DynamoDB whose methods are the operations", async () => {
      expect(client).toBeInstanceOf(DynamoDB);
      expect(client).toBeInstanceOf(DynamoDBClient);
      await client.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), n: { N: "1" } } });
      const { Attributes } = await client.updateItem({
        TableName: "notes",
        Key: noteKey("a", 1),
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "ALL_NEW",
      });
      expect(Attributes).toEqual({ ...noteKey("a", 1), n: { N: "2" } });
      const { Item, $metadata } = await client.getItem({ TableName: "notes", Key: noteKey("a", 1) });
      expect(Item).toEqual(Attributes);
      expect($metadata.httpStatusCode).toBe(200);
      expect((await client.listTables()).TableNames).toEqual(["notes"]);
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(["notes"]);
    });

    it("calls back, with options or without", async () => {
      expect(await called((back) => client.listTables({}, back))).toMatchObject({ TableNames: ["notes"] });
      expect(await called((back) => client.listTables({}, {}, back))).toMatchObject({ TableNames: ["notes"] });
      expect(await failure(called((back) => client.describeTable({ TableName: "absent" }, back)))).toBeInstanceOf(ResourceNotFoundException);
    });

    it("refuses with the SDK's own classes and honours abort signals", async () => {
      const put = { TableName: "notes", Item: noteKey("a", 1), ConditionExpression: "attribute_exists(pk)" };
      expect(await failure(client.putItem(put))).toBeInstanceOf(ConditionalCheckFailedException);
      expect((await failure(client.listTables({}, { abortSignal: AbortSignal.abort() }))).name).toBe("AbortError");
    });

    it("has the SDK's paginators and waiters as methods", async () => {
      for (let sk = 0; sk < 3; sk++) await client.putItem({ TableName: "notes", Item: noteKey("p", sk) });
      const counts = [];
      for await (const { Count } of client.paginateScan({ TableName: "notes" }, { pageSize: 2 })) counts.push(Count);
      expect(counts).toEqual([2, 1]);
      expect((await client.waitUntilTableExists({ TableName: "notes" }, 30)).state).toBe("SUCCESS");
    });
  });

  describe(`dynamoDBDocument, ${way}`, () => {
    let document: DynamoDBDocument;
    beforeEach(() => {
      document = dynamoDBDocument(db, { marshallOptions: { removeUndefinedValues: true } });
      if (way === longWay) document.middlewareStack.add((next) => (args) => next(args), { step: "initialize", name: "mine" });
    });

    it("makes a real DynamoDBDocument whose methods take and give plain values", async () => {
      expect(document).toBeInstanceOf(DynamoDBDocument);
      expect(document).toBeInstanceOf(DynamoDBDocumentClient);
      const Item = { pk: "a", sk: 1, list: [1, "x", null], set: new Set(["s"]) };
      await document.put({ TableName: "notes", Item: { ...Item, gone: undefined } });
      expect((await document.get({ TableName: "notes", Key: { pk: "a", sk: 1 } })).Item).toEqual(Item);
      await document.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 2 } }));
      const found = await document.query({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": "a" } });
      expect(found.Items).toEqual([Item, { pk: "a", sk: 2 }]);
    });

    it("calls back, refuses and honours abort signals", async () => {
      const input = { TableName: "notes", Key: { pk: "a", sk: 1 } };
      expect(await called((back) => document.delete({ ...input, ReturnValues: "ALL_OLD" }, back))).toMatchObject({ $metadata: { httpStatusCode: 200 } });
      expect(await called((back) => document.get(input, {}, back))).not.toHaveProperty("Item");
      const update = { ...input, UpdateExpression: "SET n = :n", ConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": 1 } };
      expect(await failure(document.update(update))).toBeInstanceOf(ConditionalCheckFailedException);
      expect((await failure(document.get(input, { abortSignal: AbortSignal.abort() }))).name).toBe("AbortError");
    });
  });
}

describe("dynamoDB and dynamoDBDocument", () => {
  it("refuse what the plain clients refuse", () => {
    expect(() => dynamoDB({} as never)).toThrow(/open\(\) of hashrange/);
    expect(() => dynamoDB(db, { requestHandler: {} } as never)).toThrow(/requestHandler/);
    expect(() => dynamoDBDocument({} as never)).toThrow(/open\(\) of hashrange/);
  });

  it("meet: the SDK's own DynamoDBDocument answers from a client of ours", async () => {
    const document = DynamoDBDocument.from(dynamoDB(db));
    await document.put({ TableName: "notes", Item: { pk: "a", sk: 1 } });
    expect((await document.scan({ TableName: "notes" })).Items).toEqual([{ pk: "a", sk: 1 }]);
  });
});
