// db.on("trace"): what listeners are told, and what they cannot break.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import type { TraceEvent } from "./trace.js";

const start = Date.UTC(2030, 0, 1);

/** The events that tell of the whole request; what happens between them is told by its own tests in the engine. */
function frames(events: readonly TraceEvent[]): TraceEvent[] {
  return events.filter(({ type }) => type === "begin" || type === "end");
}

const framesOf = (operation: string, table?: string): TraceEvent[] => [
  { type: "begin", operation, ...(table === undefined ? {} : { table }), now: start },
  { type: "end", operation },
];

describe("a trace", () => {
  let db: Database;
  let events: TraceEvent[];
  beforeEach(async () => {
    db = await open({ clock: start, seed: 1 });
    await db.createTable(notes);
    events = [];
  });
  afterEach(() => db.close());

  it("tells of each request when it has run, before its answer is given", async () => {
    db.on("trace", (event) => events.push(event));
    const told: number[] = [];
    await db.putItem({ TableName: "notes", Item: noteKey("a", 1) });
    told.push(frames(events).length);
    db.sync.getItem({ TableName: "notes", Key: noteKey("a", 1) });
    told.push(frames(events).length);
    await db.getItem({ TableName: "none", Key: noteKey("a", 1) }).catch(() => {});
    told.push(frames(events).length);
    expect(told).toEqual([2, 4, 6]);
    expect(frames(events)).toEqual([
      ...framesOf("PutItem", "notes"),
      ...framesOf("GetItem", "notes"),
      { type: "begin", operation: "GetItem", table: "none", now: start },
      { type: "end", operation: "GetItem", error: "ResourceNotFoundException", message: "Requested resource not found" },
    ]);
    expect(events.every((event) => typeof event.type === "string")).toBe(true);
  });

  it("tells what a write did, and why a condition was false", async () => {
    await db.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), n: { N: "5" } } });
    db.on("trace", (event) => events.push(event));
    const update = {
      TableName: "notes",
      Key: noteKey("a", 1),
      UpdateExpression: "SET n = :new",
      ConditionExpression: "n < :max AND attribute_exists(pk)",
      ExpressionAttributeValues: { ":new": { N: "6" }, ":max": { N: "5" } },
    };
    await db.updateItem(update).catch(() => {});
    const told = events.splice(0);
    expect(told.find((event) => event.type === "condition")).toEqual({
      type: "condition",
      kind: "ConditionExpression",
      expression: update.ConditionExpression,
      result: false,
      tree: {
        operator: "AND",
        text: update.ConditionExpression,
        result: false,
        operands: [
          {
            operator: "<",
            text: "n < :max",
            result: false,
            operands: [
              { operand: "path", text: "n", evaluated: true, value: { N: "5" } },
              { operand: "value", text: ":max", evaluated: true, value: { N: "5" } },
            ],
          },
          {
            operator: "attribute_exists",
            text: "attribute_exists(pk)",
            result: null,
            operands: [{ operand: "path", text: "pk", evaluated: false, value: null }],
          },
        ],
      },
    });
    expect(told.some(({ type }) => type === "write" || type === "commit")).toBe(false);
    expect(told.at(-1)).toMatchObject({ type: "end", error: "ConditionalCheckFailedException" });

    await db.updateItem({ ...update, ExpressionAttributeValues: { ":new": { N: "66" }, ":max": { N: "6" } } });
    expect(events.find((event) => event.type === "write")).toEqual({
      type: "write",
      table: "notes",
      partition: 0,
      action: "put",
      key: noteKey("a", 1),
      oldBytes: expect.any(Number),
      newBytes: expect.any(Number),
    });
    expect(events.find((event) => event.type === "commit")).toEqual({ type: "commit", sequence: 3, changes: 1 });
    expect(events.find((event) => event.type === "capacity")).toMatchObject({ table: "notes", writeUnits: 1 });
  });

  it("tells the units that a transaction is charged, which are twice those of its writes", async () => {
    db.on("trace", (event) => events.push(event));
    const put = (sk: number) => ({ Put: { TableName: "notes", Item: noteKey("a", sk) } });
    const { ConsumedCapacity } = await db.transactWriteItems({ TransactItems: [put(1), put(2)], ReturnConsumedCapacity: "TOTAL" });
    const told = events.reduce((sum, event) => sum + (event.type === "capacity" ? event.writeUnits : 0), 0);
    expect([told, ConsumedCapacity?.[0]?.CapacityUnits]).toEqual([4, 4]);
    expect((await db.inspect()).tables[0]!.partitions[0]!.heat.writeUnits).toBe(4);
  });

  it("tells of a split, with binary keys as bytes", async () => {
    await db.createTable({
      TableName: "blobs",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "B" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    db.on("trace", (event) => events.push(event));
    const id = { B: new Uint8Array([0, 255]) };
    const { partitions } = await db.split({ TableName: "blobs", Key: { id } });
    expect(events.filter(({ type }) => type === "split")).toEqual([{ type: "split", table: "blobs", partition: 0, at: partitions[1].low }]);
    expect(partitions[1].low.key).toEqual({ id });
  });

  it("ends for a listener when that says so, and for the database when nobody listens", async () => {
    const seen: string[] = [];
    const stopFirst = db.on("trace", (event) => event.type === "begin" && seen.push("first"));
    const listener = (event: TraceEvent): void => void (event.type === "begin" && seen.push("second"));
    const stops = [db.on("trace", listener), db.on("trace", listener)];
    await db.listTables();
    stopFirst();
    stopFirst();
    stops[0]!();
    await db.listTables();
    stops[1]!();
    await db.listTables();
    expect(seen).toEqual(["first", "second", "second", "second"]);
    // What happened while nobody listened is not told afterwards.
    db.on("trace", (event) => events.push(event));
    await db.listTables();
    expect(frames(events)).toEqual(framesOf("ListTables"));
  });

  it("goes on when a listener throws, and the request does too", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    db.on("trace", () => {
      throw new Error("no luck");
    });
    db.on("trace", (event) => events.push(event));
    expect(await db.listTables()).toEqual({ TableNames: ["notes"] });
    expect(frames(events).length).toBe(2);
    expect(printed).toHaveBeenCalledTimes(events.length);
    expect(printed.mock.calls[0]).toEqual(["hashrange: a listener of trace threw", new Error("no luck")]);
    printed.mockRestore();
  });

  it("stays in order when a listener calls the database or stops listening", async () => {
    const stop = db.on("trace", (event) => {
      if (event.type === "begin" && event.operation === "ListTables") db.sync.getItem({ TableName: "notes", Key: noteKey("a", 1) });
      if (event.type === "end" && event.operation === "GetItem") stop();
    });
    db.on("trace", (event) => events.push(event));
    expect(await db.listTables()).toEqual({ TableNames: ["notes"] });
    expect(frames(events)).toEqual([...framesOf("ListTables"), ...framesOf("GetItem", "notes")]);
    await db.listTables();
    expect(frames(events).length).toBe(6);
  });

  it("is each database's own", async () => {
    db.on("trace", (event) => events.push(event));
    const fork = await db.fork();
    await fork.listTables();
    expect(events).toEqual([]);
    const ofFork: TraceEvent[] = [];
    fork.on("trace", (event) => ofFork.push(event));
    await fork.listTables();
    expect([frames(ofFork).length, events]).toEqual([2, []]);
    await fork.close();
  });

  it("answers the same as without it", async () => {
    const plain = await db.fork();
    db.on("trace", () => {});
    for (const one of [db, plain]) {
      await one.putItem({ TableName: "notes", Item: noteKey("a", 1) });
      await one.putItem({ TableName: "notes", Item: { ...noteKey("a", 2), text: { S: "x" } }, ConditionExpression: "attribute_not_exists(pk)" });
    }
    const query = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "a" } } };
    expect(await db.query(query)).toEqual(await plain.query(query));
    expect(await db.getItem({ TableName: "notes", Key: noteKey("a", 2) })).toEqual(await plain.getItem({ TableName: "notes", Key: noteKey("a", 2) }));
    await plain.close();
  });

  it("takes no other event and nothing but functions, and ends quietly with its database", async () => {
    expect(() => db.on("tracing" as never, () => {})).toThrow('A database has no event "tracing": there is "trace".');
    expect(() => db.on("trace", {} as never)).toThrow("A listener must be a function.");
    const stop = db.on("trace", () => {});
    await db.close();
    stop();
  });
});
