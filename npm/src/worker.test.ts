// open({ worker }): the same database behind messages, in Node. tests/browser and tests/runtimes look at the other kinds of workers.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DynamoDB, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { everyType, noteKey, notes } from "./engine_testing.js";
import script from "engine:worker_node";
import { DynamoDBError, HostError, NumberValue, open, type Database } from "./index.node.js";
import { openOn } from "./open.js";
import { clientConfig, dynamoDBClient } from "./sdk.js";
import { documentClient } from "./sdk_document.js";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { TraceEvent } from "./trace.js";

const start = Date.UTC(2030, 0, 1);

/** What a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("it did not fail");
}

/** A worker of the package's script that the test can end. */
function newWorker(): Worker {
  return new Worker(script, { eval: true, execArgv: [] });
}

describe("a database in a worker", () => {
  let db: Database;
  beforeEach(async () => {
    db = await open({ worker: true, clock: start, seed: 7 });
    await db.createTable(notes);
  });
  afterEach(() => db.close());

  it("answers as one beside the caller, byte for byte under the same clock and seed", async () => {
    const beside = await open({ clock: start, seed: 7 });
    await beside.createTable(notes);
    const answers: unknown[][] = [];
    for (const one of [db, beside]) {
      const query = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "every" } } };
      answers.push([
        await one.putItem({ TableName: "notes", Item: everyType }),
        await one.putItem({ TableName: "notes", Item: noteKey("other", 1) }),
        await one.getItem({ TableName: "notes", Key: noteKey("every", 1) }),
        await one.query(query),
        await one.describeTable({ TableName: "notes" }),
        await one.inspect().then(({ memory, ...rest }) => [memory.nodes, memory.heapBytes > 1_000_000, rest]),
        await one.split({ TableName: "notes" }),
        await one.tick(),
        await one.document.putItem({ TableName: "notes", Item: { pk: "d", sk: 1, set: new Set([1, 2]), big: 9007199254740993n, at: new Uint8Array([1]), no: undefined } }),
        await one.document.getItem({ TableName: "notes", Key: { pk: "d", sk: 1 } }),
        await one.transactWriteItems({ TransactItems: [{ Delete: { TableName: "notes", Key: noteKey("every", 1), ConditionExpression: "attribute_exists(none)" } }] }).catch((error) => [error.name, error.message, error.CancellationReasons]),
      ]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]![2]).toEqual({ Item: everyType });
    expect(answers[0]![9]).toEqual({ Item: { pk: "d", sk: 1, set: new Set([1, 2]), big: 9007199254740993n, at: new Uint8Array([1]) } });
    await beside.close();
  });

  it("refuses with the same classes, names and messages", async () => {
    const refused = await failure(db.putItem({ TableName: "notes", Item: noteKey("a", 1), ConditionExpression: "attribute_exists(pk)" }));
    expect(refused).toBeInstanceOf(DynamoDBError);
    expect(refused).toMatchObject({ name: "ConditionalCheckFailedException", message: "The conditional request failed", $fault: "client" });
    const control = await failure(db.split({ TableName: "none" }));
    expect(control).toBeInstanceOf(DynamoDBError);
    expect(control.name).toBe("ResourceNotFoundException");
    const unencodable = await failure(db.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), a: { L: [(() => 1) as never] } } }));
    expect(unencodable).toBeInstanceOf(TypeError);
    expect(unencodable.message).toContain("Item.a[0]");
    await expect(db.document.putItem({ TableName: "notes", Item: { pk: "a", sk: 1, when: new Date() as never } })).rejects.toThrow(/Item\.when/);
    const native = await failure(db.document.putItem({ TableName: "notes", Item: { pk: "a", sk: new NumberValue("x") } }));
    expect(native).toMatchObject({ name: "ValidationException" });
  });

  it("runs what is called at once in that order", async () => {
    const updates = Array.from({ length: 200 }, () =>
      db.updateItem({ TableName: "notes", Key: noteKey("n", 1), UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues: "UPDATED_NEW" }),
    );
    expect((await Promise.all(updates)).map(({ Attributes }) => Number(Attributes!["n"]!.N))).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  it("takes and answers what is far larger than a first buffer", async () => {
    const Item = { ...noteKey("big", 1), text: { S: "é".repeat(190_000) }, bytes: { B: new Uint8Array(10_000).fill(255) } };
    await db.putItem({ TableName: "notes", Item });
    expect(Item.bytes.B.length).toBe(10_000); // the caller's bytes are not moved away
    expect(await db.getItem({ TableName: "notes", Key: noteKey("big", 1) })).toEqual({ Item });
  });

  it("throws a HostError where an answer is wanted at once", () => {
    for (const call of [() => db.sync.listTables(), () => db.sync.putItem({ TableName: "notes", Item: everyType }), () => db.sync.document.scan({ TableName: "notes" }), () => db.sync.inspect()]) {
      expect(call).toThrow(HostError);
      expect(call).toThrow("The engine of 'memory' is in a worker and cannot answer at once: use the asynchronous calls.");
    }
  });

  it("refuses what a getter inside a request asks, and goes on", async () => {
    let refused: Promise<unknown> | undefined;
    const Item = {
      ...noteKey("a", 1),
      get sly() {
        refused ??= failure(db.getItem({ TableName: "notes", Key: noteKey("a", 1) }));
        return { S: "x" };
      },
    };
    await db.putItem({ TableName: "notes", Item });
    expect(await refused).toMatchObject({ message: expect.stringContaining("getter") });
    expect((await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).Item!["sly"]).toEqual({ S: "x" });
  });

  it("has its clock here", async () => {
    db.clock.advance({ days: 1 });
    await db.createTable({ ...notes, TableName: "later" });
    expect((await db.describeTable({ TableName: "later" })).Table!.CreationDateTime).toEqual(new Date(start + 86_400_000));
    expect((await db.inspect()).now).toBe(start + 86_400_000);
    let now = start;
    const own = await open({ worker: true, host: { now: () => now, entropy: () => 7 } });
    now += 5;
    expect((await own.inspect()).now).toBe(start + 5);
    await own.close();
  });

  it("forks, and the worker lives as long as one of the family", async () => {
    await db.putItem({ TableName: "notes", Item: everyType });
    const fork = await db.fork();
    await fork.deleteItem({ TableName: "notes", Key: noteKey("every", 1) });
    fork.clock.advance(5);
    const last = await fork.fork();
    expect(await db.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({ Item: everyType });
    await db.close();
    await fork.close();
    expect(await failure(fork.listTables())).toMatchObject({ code: "closed", message: "The database 'fork of memory' is closed." });
    expect(await failure(fork.fork())).toMatchObject({ code: "closed" });
    expect(await last.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({});
    expect((await last.inspect()).now).toBe(start + 5);
    await last.close();
  });

  it("tells of what happens in it, before it answers, and of nothing else afterwards", async () => {
    const events: TraceEvent[] = [];
    const stop = db.on("trace", (event) => events.push(event));
    const told: number[] = [];
    await db.putItem({ TableName: "notes", Item: noteKey("a", 1) });
    await db.putItem({ TableName: "notes", Item: noteKey("b", 1) });
    told.push(events.filter(({ type }) => type === "begin").length);
    await Promise.all([db.listTables(), db.split({ TableName: "notes" })]);
    told.push(events.filter(({ type }) => type === "begin").length);
    stop();
    await db.listTables();
    told.push(events.filter(({ type }) => type === "begin").length);
    expect(told).toEqual([2, 3, 3]);
    expect(events.map(({ type }) => type)).toContain("split");
    expect(events.find(({ type }) => type === "commit")).toMatchObject({ type: "commit", changes: 1 });
  });

  it("does its background work by itself while the clock goes, and tells of it", async () => {
    const going = await open({ worker: true });
    await going.createTable(notes);
    await going.updateTimeToLive({ TableName: "notes", TimeToLiveSpecification: { AttributeName: "until", Enabled: true } });
    const expired = new Promise<TraceEvent>((resolve) => going.on("trace", (event) => event.type === "expire" && resolve(event)));
    await going.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), until: { N: String(Math.floor(Date.now() / 1000) + 1) } } });
    // Nothing is asked meanwhile, and nothing but this timer keeps the process.
    const timer = setInterval(() => {}, 1000);
    expect(await expired).toMatchObject({ type: "expire", key: noteKey("a", 1) });
    clearInterval(timer);
    expect((await going.scan({ TableName: "notes" })).Items).toEqual([]);
    await going.close();
  });

  it("answers the AWS SDK's clients, short way and long, and the web's requests", async () => {
    const client = dynamoDBClient(db);
    await client.send(new PutItemCommand({ TableName: "notes", Item: everyType as never }));
    expect((await client.send(new GetItemCommand({ TableName: "notes", Key: noteKey("every", 1) as never }))).Item).toEqual(everyType);
    const long = new DynamoDB(clientConfig(db));
    expect((await long.listTables({})).TableNames).toEqual(["notes"]);
    await expect(long.getItem({ TableName: "none", Key: noteKey("a", 1) as never })).rejects.toThrow("Requested resource not found");
    const document = documentClient(db);
    await document.send(new PutCommand({ TableName: "notes", Item: { pk: "a", sk: 1, list: [1, "x"] } }));
    expect((await document.send(new GetCommand({ TableName: "notes", Key: { pk: "a", sk: 1 } }))).Item).toEqual({ pk: "a", sk: 1, list: [1, "x"] });
    expect(await (await db.fetch(new Request("http://localhost/"))).text()).toContain("healthy");
  });

  it("says that it is closed after it was, as often as one closes it", async () => {
    await db.close();
    await db.close();
    expect(await failure(db.listTables())).toMatchObject({ name: "HostError", code: "closed", message: "The database 'memory' is closed." });
    expect(() => db.sync.listTables()).toThrow("The database 'memory' is closed.");
    expect(await failure(db.flush())).toMatchObject({ code: "closed" });
    const stop = db.on("trace", () => {});
    stop();
  });
});

describe("a worker's database in files", () => {
  let folder: string;
  let storage: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hashrange-"));
    storage = `file:${join(folder, "db")}`;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(["strict", "relaxed"] as const)("is there again when it is opened again, here or in a worker (%s)", async (durability) => {
    const first = await open({ storage, durability, worker: true });
    await first.createTable(notes);
    await first.putItem({ TableName: "notes", Item: everyType });
    await first.flush();
    expect(await failure(open({ storage }))).toMatchObject({ code: "locked" });
    await first.close();
    const second = await open({ storage, durability });
    expect(await second.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({ Item: everyType });
    expect(await failure(open({ storage, worker: true }))).toMatchObject({ name: "HostError", code: "locked", message: expect.stringContaining("already open in this process") });
    await second.close();
    const third = await open({ storage, worker: () => newWorker() });
    expect(await third.listTables()).toEqual({ TableNames: ["notes"] });
    await third.close();
    expect(readdirSync(join(folder, "db"))).not.toContain("lock");
  });

  it("loses nothing that was answered when its worker dies, and can be opened again at once", async () => {
    const worker = newWorker();
    const db = await open({ storage, worker });
    const fork = await db.fork();
    await db.createTable(notes);
    await db.putItem({ TableName: "notes", Item: noteKey("kept", 1) });
    const pending = [db.putItem({ TableName: "notes", Item: noteKey("a", 1) }), db.inspect(), fork.listTables()].map(failure);
    await worker.terminate();
    for (const thrown of await Promise.all(pending)) {
      expect(thrown).toBeInstanceOf(HostError);
      expect(thrown).toMatchObject({ code: "worker", message: "The worker that holds the database ended (it exited with code 1). Open the database again." });
    }
    expect(await failure(db.listTables())).toMatchObject({ code: "worker" });
    expect(await failure(db.close())).toMatchObject({ code: "worker" });
    expect(await failure(fork.close())).toMatchObject({ code: "worker" });
    const again = await open({ storage });
    expect(await again.getItem({ TableName: "notes", Key: noteKey("kept", 1) })).toEqual({ Item: noteKey("kept", 1) });
    await again.close();
  });
});

describe("the option worker", () => {
  it("says why a worker could not be started", async () => {
    const broken = (): Worker => new Worker("throw new Error('no luck')", { eval: true });
    expect(await failure(open({ worker: broken }))).toMatchObject({ name: "HostError", code: "worker", message: "The worker could not be started (no luck)." });
    const thrower = (): never => {
      throw new Error("no such file");
    };
    expect(await failure(open({ worker: thrower }))).toMatchObject({ code: "worker", message: "The worker could not be started (no such file)." });
    const silent = (): Worker => new Worker("", { eval: true });
    expect(await failure(open({ worker: silent }))).toMatchObject({ code: "worker", message: "The worker could not be started (it exited with code 0)." });
  });

  it("checks the other options before a worker is made", async () => {
    const unreached = (): never => {
      throw new Error("unreached");
    };
    expect(await failure(open({ worker: unreached, storage: "disk" }))).toMatchObject({ code: "invalid" });
    expect(await failure(open({ worker: unreached, clock: "noon" as never }))).toMatchObject({ code: "invalid" });
    expect(await failure(open({ worker: "yes" as never }))).toMatchObject({ code: "invalid", message: `The option worker must be true, a Worker or a function that makes one, not "yes".` });
    expect(await failure(open({ worker: true, storage: "idb:shop" }))).toMatchObject({ code: "unsupported" });
    const without = openOn({ newEngine: () => Promise.reject(new Error("unreached")), storages: {} }, { worker: true });
    expect(await failure(without)).toMatchObject({ code: "unsupported", message: "The option worker needs workers, which this runtime has not." });
    const beside = await open({ worker: false });
    expect(beside.sync.listTables()).toEqual({ TableNames: [] });
    await beside.close();
  });
});
