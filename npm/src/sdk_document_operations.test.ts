import { DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  PutCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { clientConfig } from "./sdk.js";
import { documentClient } from "./sdk_document.js";
import { failure } from "./sdk_testing.js";

let db: Database;
let client: DynamoDBDocumentClient;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

const TableName = "notes";
const ways: [name: string, make: () => DynamoDBDocumentClient][] = [
  ["a document client of ours, the short way", () => documentClient(db)],
  ["the SDK's own, by configuration", () => DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(db)))],
];

for (const [way, make] of ways) {
  describe(way, () => {
    beforeEach(() => void (client = make()));

    it("scans plain values, page by page too", async () => {
      for (let sk = 0; sk < 5; sk++) await client.send(new PutCommand({ TableName, Item: { pk: "p", sk, even: sk % 2 === 0 } }));
      const even = await client.send(new ScanCommand({ TableName, FilterExpression: "even = :yes", ExpressionAttributeValues: { ":yes": true } }));
      expect([even.Count, even.ScannedCount, even.Items!.map(({ sk }) => sk as number)]).toEqual([3, 5, [0, 2, 4]]);
      const pages = [];
      for await (const { Items, LastEvaluatedKey } of paginateScan({ client, pageSize: 3 }, { TableName })) pages.push([Items!.length, LastEvaluatedKey]);
      expect(pages).toEqual([[3, { pk: "p", sk: 2 }], [2, undefined]]);
    });

    it("writes and reads batches of plain values", async () => {
      const Item = { pk: "b", sk: 1, list: [1, "x", null, { deep: new Set([1, 2]) }], bytes: new Uint8Array([7]) };
      const written = await client.send(new BatchWriteCommand({ RequestItems: { notes: [{ PutRequest: { Item } }, { PutRequest: { Item: { pk: "b", sk: 2 } } }] } }));
      expect(written.UnprocessedItems).toEqual({});
      await client.send(new BatchWriteCommand({ RequestItems: { notes: [{ DeleteRequest: { Key: { pk: "b", sk: 2 } } }] } }));
      const Keys = [1, 2].map((sk) => ({ pk: "b", sk }));
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: { notes: { Keys } } }));
      expect(Responses).toEqual({ notes: [Item] });
      expect(UnprocessedKeys).toEqual({});
    });

    it("writes and reads transactions of plain values", async () => {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { pk: "t", sk: 1, tags: new Set(["a"]) } } },
            { Update: { TableName, Key: { pk: "t", sk: 2 }, UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": 2.5 } } },
            { ConditionCheck: { TableName, Key: { pk: "t", sk: 3 }, ConditionExpression: "attribute_not_exists(pk)" } },
          ],
        }),
      );
      const read = await client.send(new TransactGetCommand({ TransactItems: [1, 2, 3].map((sk) => ({ Get: { TableName, Key: { pk: "t", sk } } })) }));
      expect(read.Responses).toEqual([{ Item: { pk: "t", sk: 1, tags: new Set(["a"]) } }, { Item: { pk: "t", sk: 2, n: 2.5 } }, {}]);
    });

    it("says why a transaction was cancelled, with typed reasons", async () => {
      await client.send(new PutCommand({ TableName, Item: { pk: "t", sk: 1, owner: "me" } }));
      const refused = await failure(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName, Item: { pk: "t", sk: 2 } } },
              {
                Update: {
                  TableName,
                  Key: { pk: "t", sk: 1 },
                  UpdateExpression: "SET n = :n",
                  ConditionExpression: "attribute_exists(n)",
                  ExpressionAttributeValues: { ":n": 1 },
                  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
                },
              },
            ],
          }),
        ),
      );
      expect(refused).toBeInstanceOf(TransactionCanceledException);
      const { CancellationReasons } = refused as unknown as TransactionCanceledException;
      expect(CancellationReasons).toEqual([
        { Code: "None" },
        // The SDK's document client does not unmarshall errors.
        { Code: "ConditionalCheckFailed", Message: "The conditional request failed", Item: { ...noteKey("t", 1), owner: { S: "me" } } },
      ]);
      expect((await client.send(new GetCommand({ TableName, Key: { pk: "t", sk: 2 } }))).Item).toBeUndefined();
    });
  });
}
