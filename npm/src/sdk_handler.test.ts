import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  ListBackupsCommand,
  DynamoDB,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  paginateQuery,
  paginateScan,
  PutItemCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan as paginateDocumentScan } from "@aws-sdk/lib-dynamodb";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { INTERNALS, type Internals } from "./internals.js";
import { clientConfig, requestHandler } from "./sdk.js";
import { failure } from "./sdk_testing.js";
import { KEY } from "./signature_testing.js";

let db: Database;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

describe("the SDK's own client with clientConfig", () => {
  let client: DynamoDBClient;
  beforeEach(() => void (client = new DynamoDBClient({ ...clientConfig(db) })));
  afterEach(() => client.destroy());

  it("writes and reads every type", async () => {
    await client.send(new PutItemCommand({ TableName: "notes", Item: everyType }));
    const { Item, $metadata } = await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("every", 1) }));
    expect(Item).toEqual(everyType);
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, requestId: expect.stringMatching(/^[0-9A-Z]{52}$/) as string });
  });

  it("refuses with the SDK's own classes", async () => {
    await client.send(new PutItemCommand({ TableName: "notes", Item: noteKey("a", 1) }));
    const put = new PutItemCommand({
      TableName: "notes",
      Item: noteKey("a", 1),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    const refused = await failure(client.send(put));
    expect(refused).toBeInstanceOf(ConditionalCheckFailedException);
    expect(refused).toMatchObject({ message: "The conditional request failed", Item: noteKey("a", 1), $metadata: { httpStatusCode: 400, attempts: 1 } });
    expect(await failure(client.send(new ListBackupsCommand({})))).toMatchObject({
      name: "UnknownOperationException",
      message: "hashrange does not have the operation ListBackups yet",
    });
  });

  it("paginates and waits", async () => {
    for (let sk = 0; sk < 5; sk++) await client.send(new PutItemCommand({ TableName: "notes", Item: noteKey("p", sk) }));
    const counts: (number | undefined)[] = [];
    const query = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "p" } } };
    for await (const { Count } of paginateQuery({ client, pageSize: 2 }, query)) counts.push(Count);
    for await (const { Count } of paginateScan({ client, pageSize: 3 }, { TableName: "notes" })) counts.push(Count);
    expect(counts).toEqual([2, 2, 1, 3, 2]);
    await client.send(new CreateTableCommand({ ...notes, TableName: "more" }));
    expect((await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: "more" })).state).toBe("SUCCESS");
    expect((await waitUntilTableNotExists({ client, maxWaitTime: 30 }, { TableName: "absent" })).state).toBe("SUCCESS");
  });

  it("is what the SDK's own document client is made from", async () => {
    const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    const Item = { pk: "a", sk: 1, list: ["x", 2, null], set: new Set(["b"]) };
    await document.send(new PutCommand({ TableName: "notes", Item: { ...Item, gone: undefined } }));
    expect((await document.send(new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } }))).Item).toEqual(Item);
    const pages = [];
    for await (const { Items } of paginateDocumentScan({ client: document }, { TableName: "notes" })) pages.push(Items);
    expect(pages).toEqual([[Item]]);
  });

  it("rejects with AbortError, before sending or while the answer is awaited", async () => {
    const put = new PutItemCommand({ TableName: "notes", Item: noteKey("aborted", 1) });
    expect((await failure(client.send(put, { abortSignal: AbortSignal.abort() }))).name).toBe("AbortError");
    expect(await db.getItem({ TableName: "notes", Key: noteKey("aborted", 1) })).toEqual({});
    const controller = new AbortController();
    const answer = failure(client.send(put, { abortSignal: controller.signal }));
    controller.abort();
    expect((await answer).name).toBe("AbortError");
  });

  it("answers many commands at a time", async () => {
    const keys = Array.from({ length: 30 }, (_, sk) => noteKey("many", sk));
    await Promise.all(keys.map((Item) => client.send(new PutItemCommand({ TableName: "notes", Item }))));
    const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { notes: { Keys: keys } } }));
    expect(Responses!["notes"]).toHaveLength(30);
  });

  it("fails with the failure itself when it is not the engine's", async () => {
    await db.close();
    expect(await failure(client.send(new ListTablesCommand({})))).toMatchObject({ name: "HostError", code: "closed" });
  });
});

describe("clientConfig", () => {
  it("lets everything be overridden but the request handler", async () => {
    const client = new DynamoDBClient(clientConfig(db, { region: "eu-west-2", maxAttempts: 1 }));
    expect(await client.config.region()).toBe("eu-west-2");
    expect(await client.config.maxAttempts()).toBe(1);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(["notes"]);
    expect(() => clientConfig(db, { requestHandler: {} as never })).toThrow(/requestHandler/);
    expect(() => clientConfig({} as never)).toThrow(/open\(\) of hashrange/);
  });

  it("serves the aggregated class and clients with middleware, a logger and a signer of the user's", async () => {
    const seen: string[] = [];
    const log = (): void => void seen.push("logged");
    const aggregated = new DynamoDB({
      ...clientConfig(db),
      logger: { debug: () => {}, info: log, warn: log, error: log },
      signer: { sign: async (request: never) => (seen.push("signed"), request) } as never,
    });
    aggregated.middlewareStack.add((next) => (args) => (seen.push("passed"), next(args)), { step: "initialize" });
    expect((await aggregated.listTables({})).TableNames).toEqual(["notes"]);
    expect(seen).toEqual(["passed", "signed", "logged"]);
  });

  it("has the SDK retry what may pass, as often as the client is configured to", async () => {
    let calls = 0;
    const throttled = '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slower"}';
    const internals: Internals = {
      region: "eu-west-2",
      call: () => undefined,
      dispatch: async () => {
        calls++;
        return calls < 3 ? { status: 400, body: bytes(throttled) } : { status: 200, body: bytes('{"TableNames":["late"]}') };
      },
    };
    const retrying = new DynamoDBClient({ ...clientConfig({ [INTERNALS]: internals } as unknown as Database), maxAttempts: 3 });
    const { TableNames, $metadata } = await retrying.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(["late"]);
    expect($metadata.attempts).toBe(3);
  });
});

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A request handler as the SDK calls it. */
interface Handler {
  readonly metadata: object;
  handle(request: object, options?: object): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: Uint8Array } }>;
  destroy(): void;
  updateHttpClientConfig(key: string, value: unknown): void;
  httpHandlerConfigs(): object;
}

describe("requestHandler with credentials", () => {
  const client = (credentials: object, more: object = {}): DynamoDBClient =>
    new DynamoDBClient({ region: "eu-west-2", credentials: credentials as typeof KEY, requestHandler: requestHandler(db, { credentials: [KEY] }), ...more });

  it("answers a client that has the key, with a session token or without", async () => {
    for (const credentials of [KEY, { ...KEY, sessionToken: "any" }]) {
      const { TableNames, $metadata } = await client(credentials).send(new ListTablesCommand({}));
      expect([TableNames, $metadata.attempts]).toEqual([["notes"], 1]);
    }
  });

  it("refuses one that has another, as DynamoDB does", async () => {
    const list = new ListTablesCommand({});
    expect(await failure(client({ ...KEY, secretAccessKey: "wrong" }).send(list))).toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringMatching(/^The request signature we calculated does not match/) as string,
      $metadata: { httpStatusCode: 400 },
    });
    expect(await failure(client({ ...KEY, accessKeyId: "OTHER" }).send(list))).toMatchObject({ name: "UnrecognizedClientException", message: "The security token included in the request is invalid." });
    expect(await failure(client(KEY, { region: "us-east-1" }).send(list))).toMatchObject({ name: "InvalidSignatureException", message: "Credential should be scoped to a valid region. " });
    expect(await failure(new DynamoDBClient({ ...clientConfig(db), requestHandler: requestHandler(db, { credentials: KEY }) }).send(list))).toMatchObject({ name: "MissingAuthenticationTokenException" });
  });

  it("lets the SDK set its clock right and try again", async () => {
    const slow = client(KEY, { systemClockOffset: -3_600_000 });
    const { TableNames, $metadata } = await slow.send(new ListTablesCommand({}));
    expect([TableNames, $metadata.attempts]).toEqual([["notes"], 2]);
  });

  it("is refused when the credentials are none", () => {
    expect(() => requestHandler(db, { credentials: [] })).toThrow(TypeError);
  });
});

describe("requestHandler", () => {
  let handler: Handler;
  beforeEach(() => void (handler = requestHandler(db) as unknown as Handler));

  async function ask(target: string, body?: unknown, header = "x-amz-target"): Promise<[status: number, answer: unknown]> {
    const { response } = await handler.handle({ method: "POST", headers: { [header]: target }, body });
    expect(response.headers["content-length"]).toBe(String(response.body.length));
    expect(response.body).toBeInstanceOf(Uint8Array);
    return [response.statusCode, JSON.parse(new TextDecoder().decode(response.body))];
  }

  class TextBytes extends Uint8Array {
    override toString(): string {
      return "not the bytes";
    }
  }
  const text = '{"TableName":"notes","Key":{"pk":{"S":"é😀"},"sk":{"N":"1"}}}';
  const forms: [form: string, body: () => unknown][] = [
    ["text", () => text],
    ["bytes", () => bytes(text)],
    ["bytes of a class of its own", () => TextBytes.from(bytes(text))],
    ["a view into a longer buffer", () => Uint8Array.from([1, 2, ...bytes(text), 3]).subarray(2, 2 + bytes(text).length)],
    ["a DataView", () => new DataView(bytes(text).buffer)],
    ["an ArrayBuffer", () => bytes(text).buffer],
    ["a Blob", () => new Blob([text])],
    ["a web stream", () => new Blob([text]).stream()],
    ["a stream of Node in pieces", () => Readable.from([bytes(text).subarray(0, 40), bytes(text).subarray(40)])],
    ["an async iterable of text", () => Readable.from([text.slice(0, 9), text.slice(9)])],
  ];
  for (const [form, body] of forms) {
    it(`takes ${form} as a body`, async () => {
      await db.putItem({ TableName: "notes", Item: { ...noteKey("é😀", 1), form: { S: form } } });
      expect(await ask("DynamoDB_20120810.GetItem", body())).toEqual([200, { Item: { pk: { S: "é😀" }, sk: { N: "1" }, form: { S: form } } }]);
    });
  }

  it("takes a request without a body for one that is no JSON, and finds the target in any case of letters", async () => {
    expect(await ask("DynamoDB_20120810.ListTables", undefined)).toEqual([400, { __type: "com.amazon.coral.service#SerializationException" }]);
    expect(await ask("DynamoDB_20120810.ListTables", "{}", "X-Amz-Target")).toEqual([200, { TableNames: ["notes"] }]);
  });

  it("answers the streams' protocol, and knows which operations are whose", async () => {
    expect(await ask("DynamoDBStreams_20120810.ListStreams", "{}")).toEqual([200, { Streams: [] }]);
    const unknown = expect.objectContaining({ __type: "com.amazon.coral.service#UnknownOperationException" });
    expect(await ask("DynamoDBStreams_20120810.ListTables", "{}")).toEqual([400, unknown]);
    expect(await ask("DynamoDB_20120810.ListStreams", "{}")).toEqual([400, unknown]);
  });

  it("rejects with AbortError, and with the signal's reason as its cause", async () => {
    const request = { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" }, body: "{}" };
    const reason = new Error("enough");
    expect(await failure(handler.handle(request, { abortSignal: AbortSignal.abort(reason) }))).toMatchObject({ name: "AbortError", cause: reason });
    // The SDK's own AbortController, of older days, knows onabort alone.
    const signal: { aborted: boolean; onabort?: () => void } = { aborted: false };
    const answer = failure(handler.handle(request, { abortSignal: signal }));
    signal.onabort!();
    expect((await answer).name).toBe("AbortError");
  });

  it("has what the SDK calls besides, and outlives the clients that it served", async () => {
    expect(handler.metadata).toEqual({ handlerProtocol: "hashrange" });
    expect(handler.httpHandlerConfigs()).toEqual({});
    handler.updateHttpClientConfig("requestTimeout", 5);
    const configuration = { region: "eu-west-2", credentials: { accessKeyId: "a", secretAccessKey: "b" }, requestHandler: requestHandler(db) };
    const first = new DynamoDBClient(configuration);
    expect((await first.send(new ListTablesCommand({}))).TableNames).toEqual(["notes"]);
    first.destroy();
    expect((await new DynamoDBClient(configuration).send(new ListTablesCommand({}))).TableNames).toEqual(["notes"]);
  });
});
