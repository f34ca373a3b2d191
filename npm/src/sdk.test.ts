import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  ListBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  ListTablesCommand,
  paginateListTables,
  paginateQuery,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  UpdateItemCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { DynamoDBError, open, type Database } from "./index.node.js";
import { INTERNALS, type Internals } from "./internals.js";
import { dynamoDBClient } from "./sdk.js";
import { failure } from "./sdk_testing.js";

let db: Database;
let client: DynamoDBClient;
beforeEach(async () => {
  db = await open();
  client = dynamoDBClient(db);
  await client.send(new CreateTableCommand(notes));
});
afterEach(() => db.close());

/** Both ways through the client: past the middleware, and, once it has some of the user's, through all of it. */
const ways: [name: string, prepare: (client: DynamoDBClient) => void][] = [
  ["the short way", () => {}],
  ["the long way", (client) => client.middlewareStack.add((next) => (args) => next(args), { step: "initialize", name: "mine" })],
];

for (const [way, prepare] of ways) {
  describe(`the client, ${way}`, () => {
    beforeEach(() => prepare(client));

    it("puts, gets, updates, queries and deletes", async () => {
      await client.send(new PutItemCommand({ TableName: "notes", Item: everyType }));
      const got = await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("every", 1) }));
      expect(got.Item).toEqual(everyType);
      expect(got.Item!["b"]!.B).toBeInstanceOf(Uint8Array);
      const updated = await client.send(
        new UpdateItemCommand({
          TableName: "notes",
          Key: noteKey("every", 1),
          UpdateExpression: "SET body = :t",
          ExpressionAttributeValues: { ":t": { S: "new" } },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      expect(updated.Attributes).toEqual({ body: { S: "new" } });
      const queried = await client.send(
        new QueryCommand({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "every" } } }),
      );
      expect(queried.Count).toBe(1);
      expect(queried.Items).toEqual([{ ...everyType, body: { S: "new" } }]);
      await client.send(new DeleteItemCommand({ TableName: "notes", Key: noteKey("every", 1) }));
      expect((await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("every", 1) }))).Item).toBeUndefined();
    });

    it("answers metadata", async () => {
      const { $metadata } = await client.send(new ListTablesCommand({}));
      expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
      expect($metadata.requestId).toMatch(/^[0-9A-Z]{52}$/);
      const again = await client.send(new ListTablesCommand({}));
      expect(again.$metadata.requestId).not.toBe($metadata.requestId);
    });

    it("answers times as Date", async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: "notes" }));
      expect(Table!.CreationDateTime).toBeInstanceOf(Date);
    });

    it("refuses with the SDK's own classes", async () => {
      await client.send(new PutItemCommand({ TableName: "notes", Item: { ...noteKey("a", 1), x: { S: "old" } } }));
      const conditional = await failure(
        client.send(
          new PutItemCommand({
            TableName: "notes",
            Item: noteKey("a", 1),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      expect(conditional).toBeInstanceOf(ConditionalCheckFailedException);
      expect(conditional).toMatchObject({
        name: "ConditionalCheckFailedException",
        message: "The conditional request failed",
        $fault: "client",
        $metadata: { httpStatusCode: 400, attempts: 1 },
        Item: { ...noteKey("a", 1), x: { S: "old" } },
      });
      const absent = await failure(client.send(new GetItemCommand({ TableName: "absent", Key: noteKey("a", 1) })));
      expect(absent).toBeInstanceOf(ResourceNotFoundException);
      const invalid = await failure(client.send(new GetItemCommand({ TableName: "notes", Key: { pk: { S: "a" } } })));
      expect(invalid).toBeInstanceOf(DynamoDBServiceException);
      expect(invalid).toMatchObject({ name: "ValidationException", message: "The provided key element does not match the schema" });
    });

    it("names an operation that the engine has not", async () => {
      const lacking = await failure(client.send(new ListBackupsCommand({})));
      expect(lacking).toBeInstanceOf(DynamoDBServiceException);
      expect(lacking).toMatchObject({ name: "UnknownOperationException", message: "hashrange does not have the operation ListBackups yet" });
    });

    it("leaves null members out, as the SDK does", async () => {
      await client.send(
        new PutItemCommand({ TableName: "notes", Item: { ...noteKey("a", 1), x: null as never, m: { M: { y: null as never } } }, ConditionExpression: null as never }),
      );
      const { Item } = await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("a", 1) }));
      expect(Item).toEqual({ ...noteKey("a", 1), m: { M: {} } });
    });

    it("calls back instead, where a callback is given", async () => {
      const tables = await new Promise((resolve, reject) => {
        const returned: unknown = client.send(new ListTablesCommand({}), (error: unknown, output) => (error === null ? resolve(output?.TableNames) : reject(error)));
        expect(returned).toBeUndefined();
      });
      expect(tables).toEqual(["notes"]);
      const error = await new Promise((resolve) => {
        client.send(new DescribeTableCommand({ TableName: "absent" }), {}, (refused: unknown) => resolve(refused));
      });
      expect(error).toBeInstanceOf(ResourceNotFoundException);
    });

    it("rejects with AbortError when the signal is aborted, and sends nothing", async () => {
      const controller = new AbortController();
      controller.abort();
      const command = new PutItemCommand({ TableName: "notes", Item: noteKey("aborted", 1) });
      expect((await failure(client.send(command, { abortSignal: controller.signal }))).name).toBe("AbortError");
      expect(await db.getItem({ TableName: "notes", Key: noteKey("aborted", 1) })).toEqual({});
      const open = new AbortController();
      await client.send(command, { abortSignal: open.signal });
      expect((await db.getItem({ TableName: "notes", Key: noteKey("aborted", 1) })).Item).toBeDefined();
    });

    it("is accepted by paginators and waiters", async () => {
      for (let sk = 0; sk < 7; sk++) await client.send(new PutItemCommand({ TableName: "notes", Item: noteKey("p", sk) }));
      const input = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "p" } } };
      const pages = [];
      for await (const page of paginateQuery({ client, pageSize: 3 }, input)) pages.push(page.Count);
      expect(pages).toEqual([3, 3, 1]);
      const tables = [];
      for await (const page of paginateListTables({ client }, {})) tables.push(...page.TableNames!);
      expect(tables).toEqual(["notes"]);
      expect((await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: "notes" })).state).toBe("SUCCESS");
      expect((await waitUntilTableNotExists({ client, maxWaitTime: 30 }, { TableName: "absent" })).state).toBe("SUCCESS");
    });
  });
}

describe("dynamoDBClient", () => {
  it("makes a real DynamoDBClient that wants neither region nor credentials", async () => {
    expect(client).toBeInstanceOf(DynamoDBClient);
    expect(await client.config.region()).toBe("local");
    expect(await dynamoDBClient(db, { region: "eu-west-2" }).config.region()).toBe("eu-west-2");
  });

  it("calls the user's middleware, on the client and on a command", async () => {
    const seen: string[] = [];
    const watch = (name: string) => (next: never) => async (args: never) => {
      seen.push(name);
      return (next as (args: never) => Promise<never>)(args);
    };
    const command = new ListTablesCommand({});
    command.middlewareStack.add(watch("command") as never, { step: "serialize" });
    expect((await client.send(command)).TableNames).toEqual(["notes"]);
    expect(seen).toEqual(["command"]);
    client.middlewareStack.add(watch("client") as never, { step: "build" });
    await client.send(new ListTablesCommand({}));
    expect(seen).toEqual(["command", "client"]);
    client.middlewareStack.use({ applyToStack: (stack) => stack.add(watch("plugin") as never, { step: "initialize" }) });
    await client.send(new ListTablesCommand({}));
    expect(seen).toEqual(["command", "client", "plugin", "client"]);
  });

  it("tells the user's logger", async () => {
    const logged: unknown[] = [];
    const log = (entry: unknown) => void logged.push(entry);
    const logging = dynamoDBClient(db, { logger: { debug: log, info: log, warn: log, error: log } });
    await logging.send(new ListTablesCommand({}));
    expect(logged).toContainEqual(expect.objectContaining({ commandName: "ListTablesCommand" }));
  });

  it("rejects with AbortError when aborted while the answer is awaited", async () => {
    const controller = new AbortController();
    const answer = failure(client.send(new ListTablesCommand({}), { abortSignal: controller.signal }));
    controller.abort();
    expect((await answer).name).toBe("AbortError");
  });

  it("refuses what is no database, and a requestHandler", () => {
    expect(() => dynamoDBClient({} as never)).toThrow(TypeError);
    expect(() => dynamoDBClient(undefined as never)).toThrow(/open\(\) of hashrange/);
    expect(() => dynamoDBClient(db, { requestHandler: {} } as never)).toThrow(/requestHandler/);
  });

  it("takes the operation from the schema, whatever the class is called", async () => {
    const Minified = class a extends ListTablesCommand {};
    expect((await client.send(new Minified({}))).TableNames).toEqual(["notes"]);
  });

  it("serves a database whose failures are not the engine's with the failure itself", async () => {
    await db.close();
    expect(await failure(client.send(new ListTablesCommand({})))).toMatchObject({ name: "HostError", code: "closed" });
    await expect(db.close()).resolves.toBeUndefined();
  });
});

describe("the client of a database that cancels a transaction", () => {
  it("refuses with the SDK's own class and the reasons", async () => {
    const reasons = [{ Code: "None" }, { Code: "ConditionalCheckFailed", Message: "The conditional request failed", Item: noteKey("a", 1) }];
    const internals: Internals = {
      region: "eu-west-2",
      call: () => Promise.reject(new DynamoDBError("TransactionCanceledException", "cancelled", undefined, reasons)),
      dispatch: () => Promise.reject(new Error("the long way")),
    };
    const cancelling = dynamoDBClient({ [INTERNALS]: internals } as unknown as Database);
    const cancelled = await failure(cancelling.send(new TransactGetItemsCommand({ TransactItems: [] })));
    expect(cancelled).toBeInstanceOf(TransactionCanceledException);
    expect(cancelled).toMatchObject({ name: "TransactionCanceledException", message: "cancelled", CancellationReasons: reasons });
  });
});
