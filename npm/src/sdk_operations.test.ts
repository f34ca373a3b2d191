import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  IdempotentParameterMismatchException,
  LimitExceededException,
  paginateScan,
  PutItemCommand,
  QueryCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { clientConfig, dynamoDBClient } from "./sdk.js";
import { failure } from "./sdk_testing.js";

let db: Database;
let client: DynamoDBClient;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

const ways: [name: string, make: () => DynamoDBClient][] = [
  ["a client of ours, the short way", () => dynamoDBClient(db)],
  ["the SDK's own, by configuration", () => new DynamoDBClient(clientConfig(db, { maxAttempts: 1 }))],
];

for (const [way, make] of ways) {
  describe(`${way}: the operations on many items`, () => {
    beforeEach(() => void (client = make()));

    const put = (sk: number, more = {}): Promise<unknown> => client.send(new PutItemCommand({ TableName: "notes", Item: { ...noteKey("p", sk), ...more } }));

    it("scans, in segments, with a filter and page by page", async () => {
      await Promise.all(Array.from({ length: 12 }, (_, n) => client.send(new PutItemCommand({ TableName: "notes", Item: noteKey(`p${n}`, n) }))));
      const all = await client.send(new ScanCommand({ TableName: "notes" }));
      expect([all.Count, all.ScannedCount, all.Items!.length]).toEqual([12, 12, 12]);
      const segments = await Promise.all([0, 1, 2].map((Segment) => client.send(new ScanCommand({ TableName: "notes", Segment, TotalSegments: 3 }))));
      expect(new Set(segments.flatMap(({ Items }) => Items!.map(({ pk }) => pk!.S))).size).toBe(12);
      const filter = { FilterExpression: "sk >= :n", ExpressionAttributeValues: { ":n": { N: "9" } } };
      const filtered = await client.send(new ScanCommand({ TableName: "notes", ...filter, ReturnConsumedCapacity: "TOTAL" }));
      expect([filtered.Count, filtered.ScannedCount, filtered.ConsumedCapacity]).toEqual([3, 12, { TableName: "notes", CapacityUnits: 0.5 }]);
      const counts = [];
      for await (const page of paginateScan({ client, pageSize: 5 }, { TableName: "notes" })) counts.push([page.Count, page.LastEvaluatedKey !== undefined]);
      expect(counts).toEqual([[5, true], [5, true], [2, false]]);
    });

    it("writes and reads batches, of every type", async () => {
      const requests = [{ PutRequest: { Item: everyType } }, ...[1, 2, 3].map((sk) => ({ PutRequest: { Item: noteKey("b", sk) } }))];
      const written = await client.send(new BatchWriteItemCommand({ RequestItems: { notes: requests } }));
      expect(written.UnprocessedItems).toEqual({});
      await client.send(new BatchWriteItemCommand({ RequestItems: { notes: [{ DeleteRequest: { Key: noteKey("b", 2) } }] } }));
      const Keys = [noteKey("every", 1), ...[1, 2, 3].map((sk) => noteKey("b", sk))];
      const read = await client.send(new BatchGetItemCommand({ RequestItems: { notes: { Keys, ConsistentRead: true } } }));
      expect(read.UnprocessedKeys).toEqual({});
      expect(read.Responses!["notes"]).toHaveLength(3);
      expect(read.Responses!["notes"]).toEqual(expect.arrayContaining([everyType, noteKey("b", 1), noteKey("b", 3)]));
      const none = await client.send(new BatchGetItemCommand({ RequestItems: { notes: { Keys: [noteKey("none", 1)] } } }));
      expect([none.Responses, none.UnprocessedKeys]).toEqual([{ notes: [] }, {}]);
    });

    it("refuses batches that DynamoDB refuses", async () => {
      const twice = { notes: [{ PutRequest: { Item: noteKey("a", 1) } }, { DeleteRequest: { Key: noteKey("a", 1) } }] };
      const invalid = await failure(client.send(new BatchWriteItemCommand({ RequestItems: twice })));
      expect(invalid).toBeInstanceOf(DynamoDBServiceException);
      expect(invalid).toMatchObject({ name: "ValidationException", message: "Provided list of item keys contains duplicates" });
      const absent = await failure(client.send(new BatchGetItemCommand({ RequestItems: { absent: { Keys: [noteKey("a", 1)] } } })));
      expect(absent).toBeInstanceOf(ResourceNotFoundException);
    });

    it("writes and reads transactions", async () => {
      await put(1, { n: { N: "1" } });
      await put(2);
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: "notes", Item: everyType } },
            { Update: { TableName: "notes", Key: noteKey("p", 1), UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } } } },
            { Delete: { TableName: "notes", Key: noteKey("p", 2) } },
            { ConditionCheck: { TableName: "notes", Key: noteKey("p", 3), ConditionExpression: "attribute_not_exists(pk)" } },
          ],
        }),
      );
      const keys = [noteKey("every", 1), noteKey("p", 1), noteKey("p", 2)];
      const read = await client.send(new TransactGetItemsCommand({ TransactItems: keys.map((Key) => ({ Get: { TableName: "notes", Key } })) }));
      expect(read.Responses).toEqual([{ Item: everyType }, { Item: { ...noteKey("p", 1), n: { N: "2" } } }, {}]);
    });

    it("says why a transaction was cancelled, each item for itself", async () => {
      await put(1, { owner: { S: "me" } });
      await put(2);
      const ifAbsent = { TableName: "notes", ConditionExpression: "attribute_not_exists(pk)" };
      const cancelled = await failure(
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName: "notes", Item: noteKey("p", 9) } },
              { Put: { ...ifAbsent, Item: noteKey("p", 1), ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
              { ConditionCheck: { ...ifAbsent, Key: noteKey("p", 2) } },
            ],
          }),
        ),
      );
      expect(cancelled).toBeInstanceOf(TransactionCanceledException);
      expect(cancelled).toMatchObject({
        name: "TransactionCanceledException",
        message: "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]",
        $fault: "client",
        $metadata: { httpStatusCode: 400, attempts: 1 },
      });
      const { CancellationReasons } = cancelled as unknown as TransactionCanceledException;
      const Code = "ConditionalCheckFailed";
      const Message = "The conditional request failed";
      expect(CancellationReasons).toEqual([{ Code: "None" }, { Code, Message, Item: { ...noteKey("p", 1), owner: { S: "me" } } }, { Code, Message }]);
      expect((await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("p", 9) }))).Item).toBeUndefined();
    });

    it("gives a repeated transaction the same answer, and a changed one under the same token none", async () => {
      const write = (sk: number, ClientRequestToken: string): Promise<unknown> =>
        client.send(new TransactWriteItemsCommand({ ClientRequestToken, TransactItems: [{ Put: { TableName: "notes", Item: noteKey("t", sk) } }] }));
      await write(1, "token");
      await write(1, "token");
      expect(await failure(write(2, "token"))).toBeInstanceOf(IdempotentParameterMismatchException);
    });
  });

  describe(`${way}: the operations on tables`, () => {
    beforeEach(() => void (client = make()));
    const wait = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

    it("adds an index and takes it away again, and its waiters see it", async () => {
      await client.send(new PutItemCommand({ TableName: "notes", Item: { ...noteKey("a", 1), owner: { S: "me" } } }));
      const Create = { IndexName: "byOwner", KeySchema: [{ AttributeName: "owner", KeyType: "HASH" as const }], Projection: { ProjectionType: "ALL" as const } };
      const { TableDescription } = await client.send(
        new UpdateTableCommand({
          TableName: "notes",
          AttributeDefinitions: [...notes.AttributeDefinitions!, { AttributeName: "owner", AttributeType: "S" }],
          GlobalSecondaryIndexUpdates: [{ Create }],
        }),
      );
      expect(TableDescription!.TableStatus).toBe("UPDATING");
      expect((await waitUntilTableExists({ client, ...wait }, { TableName: "notes" })).state).toBe("SUCCESS");
      await expect.poll(async () => (await client.send(new DescribeTableCommand({ TableName: "notes" }))).Table!.GlobalSecondaryIndexes?.[0]?.IndexStatus, { timeout: 20_000 }).toBe("ACTIVE");
      const query = { TableName: "notes", IndexName: "byOwner", KeyConditionExpression: "#o = :me", ExpressionAttributeNames: { "#o": "owner" } };
      const found = await client.send(new QueryCommand({ ...query, ExpressionAttributeValues: { ":me": { S: "me" } } }));
      expect(found.Items).toEqual([{ ...noteKey("a", 1), owner: { S: "me" } }]);
      await client.send(new UpdateTableCommand({ TableName: "notes", GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byOwner" } }] }));
      await expect.poll(async () => (await client.send(new DescribeTableCommand({ TableName: "notes" }))).Table!.GlobalSecondaryIndexes, { timeout: 20_000 }).toBeUndefined();
    });

    it("changes throughput and time to live, and refuses what changes nothing", async () => {
      await client.send(new UpdateTableCommand({ TableName: "notes", BillingMode: "PROVISIONED", ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } }));
      expect((await waitUntilTableExists({ client, ...wait }, { TableName: "notes" })).state).toBe("SUCCESS");
      const { Table } = await client.send(new DescribeTableCommand({ TableName: "notes" }));
      expect(Table!.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 5, WriteCapacityUnits: 5 });
      const TimeToLiveSpecification = { AttributeName: "until", Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: "notes", TimeToLiveSpecification }));
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: "notes" }));
      expect(TimeToLiveDescription).toMatchObject({ AttributeName: "until", TimeToLiveStatus: expect.stringMatching(/^ENABL/) as string });
      const refused = await failure(client.send(new UpdateTableCommand({ TableName: "absent", BillingMode: "PAY_PER_REQUEST" })));
      expect(refused).toBeInstanceOf(ResourceNotFoundException);
    });

    it("waits for tables to come and to go", async () => {
      await client.send(new CreateTableCommand({ ...notes, TableName: "more" }));
      expect(await failure(client.send(new CreateTableCommand({ ...notes, TableName: "more" })))).toBeInstanceOf(ResourceInUseException);
      expect((await waitUntilTableExists({ client, ...wait }, { TableName: "more" })).state).toBe("SUCCESS");
      await client.send(new DeleteTableCommand({ TableName: "more" }));
      expect((await waitUntilTableNotExists({ client, ...wait }, { TableName: "more" })).state).toBe("SUCCESS");
      const givenUp = await failure(waitUntilTableExists({ client, maxWaitTime: 1, minDelay: 0.5, maxDelay: 0.5 }, { TableName: "more" }));
      expect(givenUp.name).toBe("TimeoutError");
    });

    it("refuses a second index in the same update", async () => {
      const Create = (IndexName: string) => ({ Create: { IndexName, KeySchema: [{ AttributeName: "sk", KeyType: "HASH" as const }], Projection: { ProjectionType: "ALL" as const } } });
      const update = new UpdateTableCommand({ TableName: "notes", AttributeDefinitions: notes.AttributeDefinitions, GlobalSecondaryIndexUpdates: [Create("one"), Create("two")] });
      expect(await failure(client.send(update))).toBeInstanceOf(LimitExceededException);
    });
  });
}
