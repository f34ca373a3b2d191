import { ConditionalCheckFailedException, ListBackupsCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  paginateQuery,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { dynamoDBClient } from "./sdk.js";
import { documentClient } from "./sdk_document.js";
import { failure } from "./sdk_testing.js";

let db: Database;
let client: DynamoDBDocumentClient;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
  client = documentClient(db);
});
afterEach(() => db.close());

const ways: [name: string, prepare: (client: DynamoDBDocumentClient) => void][] = [
  ["the short way", () => {}],
  ["the long way", (client) => client.middlewareStack.add((next) => (args) => next(args), { step: "initialize", name: "mine" })],
];

for (const [way, prepare] of ways) {
  describe(`the document client, ${way}`, () => {
    beforeEach(() => prepare(client));

    it("puts, gets, updates, queries and deletes plain values", async () => {
      const Item = { pk: "a", sk: 1, list: ["x", 2, null, true], map: { deep: { n: -1.5 } }, set: new Set(["b", "a"]), bytes: new Uint8Array([1, 2]), text: "é😀" };
      await client.send(new PutCommand({ TableName: "notes", Item }));
      const Key = { pk: "a", sk: 1 };
      expect((await client.send(new GetCommand({ TableName: "notes", Key }))).Item).toEqual(Item);
      const updated = await client.send(
        new UpdateCommand({ TableName: "notes", Key, UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": 5 }, ReturnValues: "UPDATED_NEW" }),
      );
      expect(updated.Attributes).toEqual({ n: 5 });
      expect(updated.$metadata.httpStatusCode).toBe(200);
      const queried = await client.send(new QueryCommand({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": "a" } }));
      expect(queried.Items).toEqual([{ ...Item, n: 5 }]);
      expect((await client.send(new DeleteCommand({ TableName: "notes", Key, ReturnValues: "ALL_OLD" }))).Attributes).toEqual({ ...Item, n: 5 });
      expect((await client.send(new GetCommand({ TableName: "notes", Key }))).Item).toBeUndefined();
    });

    it("refuses with the SDK's own classes, the item as plain values", async () => {
      await client.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, owner: "me" } }));
      const put = new PutCommand({
        TableName: "notes",
        Item: { pk: "a", sk: 1 },
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      const refused = await failure(client.send(put));
      expect(refused).toBeInstanceOf(ConditionalCheckFailedException);
      // The SDK's document client does not unmarshall errors.
      expect(refused["Item"]).toEqual({ ...noteKey("a", 1), owner: { S: "me" } });
    });

    it("converts as the SDK does and no further", async () => {
      const undefinedValue = await failure(client.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, m: { x: undefined } } })));
      expect(undefinedValue.message).toContain("removeUndefinedValues");
      expect(await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).toEqual({});
    });

    it("is accepted by paginators", async () => {
      for (let sk = 0; sk < 5; sk++) await client.send(new PutCommand({ TableName: "notes", Item: { pk: "p", sk } }));
      const pages = [];
      const input = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": "p" } };
      for await (const page of paginateQuery({ client, pageSize: 2 }, input)) pages.push(page.Items);
      expect(pages).toEqual([[{ pk: "p", sk: 0 }, { pk: "p", sk: 1 }], [{ pk: "p", sk: 2 }, { pk: "p", sk: 3 }], [{ pk: "p", sk: 4 }]]);
    });

    it("names an operation that the engine has not", async () => {
      expect((await failure(client.send(new ListBackupsCommand({})))).name).toBe("UnknownOperationException");
    });

    it("honours abort signals and callbacks", async () => {
      const get = () => new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } });
      expect((await failure(client.send(get(), { abortSignal: AbortSignal.abort() }))).name).toBe("AbortError");
      const called = await new Promise((resolve) => client.send(get(), (error: unknown, output: unknown) => resolve([error, output])));
      expect(called).toEqual([null, expect.objectContaining({ $metadata: expect.anything() as unknown })]);
    });
  });

  it(`respects marshall and unmarshall options, ${way}`, async () => {
    const options = documentClient(db, {
      marshallOptions: { removeUndefinedValues: true, convertEmptyValues: true, convertClassInstanceToMap: true },
      unmarshallOptions: { wrapNumbers: true },
    });
    prepare(options);
    class Point {
      constructor(
        readonly x: number,
        readonly y?: number,
      ) {}
    }
    await options.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, gone: undefined, empty: "", point: new Point(1) } }));
    expect((await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).Item).toEqual({
      ...noteKey("a", 1),
      empty: { NULL: true },
      point: { M: { x: { N: "1" } } },
    });
    const { Item } = await options.send(new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } }));
    expect(Item!["sk"]).toBeInstanceOf(NumberValue);
  });
}

describe("documentClient", () => {
  it("makes a real DynamoDBDocumentClient", () => {
    expect(client).toBeInstanceOf(DynamoDBDocumentClient);
  });

  it("takes plain commands too", async () => {
    expect((await client.send(new ListTablesCommand({}) as never)) as object).toMatchObject({ TableNames: ["notes"] });
  });

  it("sends the same command twice, each time with the values as they are then", async () => {
    const command = new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, n: 1 } });
    await client.send(command);
    command.input.Item!["n"] = 2;
    await client.send(command);
    expect((await client.send(new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } }))).Item!["n"]).toBe(2);
  });

  it("is not needed: the SDK's own document client answers from a client of ours too", async () => {
    const own = DynamoDBDocumentClient.from(dynamoDBClient(db), { marshallOptions: { removeUndefinedValues: true } });
    await own.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, deep: { gone: undefined, kept: [1] } } }));
    expect((await own.send(new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } }))).Item).toEqual({ pk: "a", sk: 1, deep: { kept: [1] } });
  });
});
