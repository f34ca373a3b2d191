// The AWS SDK for JavaScript v3, unchanged, over HTTP: what programs do with it, and every conformance case.
import { join } from "node:path";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Sdk from "../../npm/node_modules/@aws-sdk/client-dynamodb/dist-types/index.js";
import type * as Lib from "../../npm/node_modules/@aws-sdk/lib-dynamodb/dist-types/index.js";
import { root } from "../package/installed.js";
import { start, type Serving } from "./serving.js";

const require = createRequire(join(root, "npm/package.json"));
const sdk = require("@aws-sdk/client-dynamodb") as typeof Sdk;
const lib = require("@aws-sdk/lib-dynamodb") as typeof Lib;

let server: Serving;
let client: Sdk.DynamoDBClient;
beforeAll(async () => {
  server = await start();
  client = new sdk.DynamoDBClient({ endpoint: server.url, region: "eu-west-2", credentials: { accessKeyId: "any", secretAccessKey: "any" } });
});
afterAll(async () => {
  client?.destroy();
  await server?.stop();
});

const TableName = "orders";
const Key = (sk: number): Record<string, Sdk.AttributeValue> => ({ pk: { S: "a" }, sk: { N: String(sk) } });

describe("the AWS SDK over HTTP", () => {
  it("makes a table and waits for it", async () => {
    const { TableDescription } = await client.send(
      new sdk.CreateTableCommand({
        TableName,
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "N" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    expect(TableDescription).toMatchObject({ TableName, TableStatus: "CREATING" });
    const { state } = await sdk.waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName });
    expect(state).toBe("SUCCESS");
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: TableDescription!.TableArn! }));
    expect(Table!.CreationDateTime).toBeInstanceOf(Date);
  });

  it("writes and reads every type", async () => {
    const Item: Record<string, Sdk.AttributeValue> = {
      ...Key(1),
      b: { B: new Uint8Array([0, 1, 255]) },
      bool: { BOOL: true },
      bs: { BS: [new Uint8Array([1]), new Uint8Array([2, 3])] },
      l: { L: [{ S: "x" }, { N: "-1.5" }, { NULL: true }] },
      m: { M: { "ключ 😀": { S: "\ufeffmark" } } },
      ns: { NS: ["-3", "12345678901234567890123456789012345678"] },
      ss: { SS: ["a", "é"] },
    };
    const put = await client.send(new sdk.PutItemCommand({ TableName, Item }));
    expect(put.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, requestId: expect.stringMatching(/^[0-9A-Z]{52}$/) as string });
    expect((await client.send(new sdk.GetItemCommand({ TableName, Key: Key(1), ConsistentRead: true }))).Item).toEqual(Item);
  });

  it("updates, queries page by page and deletes, many at a time", async () => {
    const update = (sk: number) =>
      new sdk.UpdateItemCommand({
        TableName,
        Key: Key(sk),
        UpdateExpression: "SET n = :n, padding = :p",
        ExpressionAttributeValues: { ":n": { N: String(sk * sk) }, ":p": { S: "x".repeat(200_000) } },
        ReturnValues: "UPDATED_NEW",
      });
    const updated = await Promise.all(Array.from({ length: 20 }, (_, index) => client.send(update(index + 10))));
    expect(updated.map(({ Attributes }) => Attributes!["n"]!.N)).toEqual(updated.map((_, index) => String((index + 10) ** 2)));
    let pages = 0;
    const found: string[] = [];
    const query = { TableName, KeyConditionExpression: "pk = :pk AND sk >= :sk", ExpressionAttributeValues: { ":pk": { S: "a" }, ":sk": { N: "10" } } };
    for await (const { Items } of sdk.paginateQuery({ client }, query)) {
      pages++;
      found.push(...Items!.map(({ sk }) => sk!.N!));
    }
    expect(found).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 10)));
    expect(pages).toBeGreaterThan(3); // 1 MB a page
    const deleted = await Promise.all(found.map((sk) => client.send(new sdk.DeleteItemCommand({ TableName, Key: Key(Number(sk)), ReturnValues: "ALL_OLD" }))));
    expect(deleted.map(({ Attributes }) => Attributes!["sk"]!.N)).toEqual(found);
  });

  it("throws its own exceptions, with what DynamoDB puts into them", async () => {
    const refused = await client
      .send(new sdk.PutItemCommand({ TableName, Item: Key(1), ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(sdk.ConditionalCheckFailedException);
    expect(refused).toMatchObject({ message: "The conditional request failed", Item: { pk: { S: "a" }, bool: { BOOL: true } }, $metadata: { httpStatusCode: 400, attempts: 1 } });
    const absent = await client.send(new sdk.GetItemCommand({ TableName: "absent", Key: Key(1) })).catch((error: unknown) => error);
    expect(absent).toBeInstanceOf(sdk.ResourceNotFoundException);
    const invalid = await client.send(new sdk.GetItemCommand({ TableName, Key: { pk: { S: "a" } } })).catch((error: unknown) => error);
    expect(invalid).toMatchObject({ name: "ValidationException", message: "The provided key element does not match the schema" });
  });

  it("gets items near the limit of an item", async () => {
    const text = { S: "é".repeat(200_000) };
    await client.send(new sdk.PutItemCommand({ TableName, Item: { ...Key(2), text } }));
    expect((await client.send(new sdk.GetItemCommand({ TableName, Key: Key(2) }))).Item!["text"]).toEqual(text);
  });

  it("works with the document client", async () => {
    const document = lib.DynamoDBDocumentClient.from(client);
    await document.send(new lib.PutCommand({ TableName, Item: { pk: "d", sk: 1, list: [1, "x", null], set: new Set(["a"]) } }));
    const { Item } = await document.send(new lib.GetCommand({ TableName, Key: { pk: "d", sk: 1 } }));
    expect(Item).toEqual({ pk: "d", sk: 1, list: [1, "x", null], set: new Set(["a"]) });
  });

  it("is told of an operation that is not there", async () => {
    const refused = await client.send(new sdk.ListBackupsCommand({})).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "UnknownOperationException", $metadata: { httpStatusCode: 400 } });
  });
});
