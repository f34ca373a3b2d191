// inspect, split and tick of a whole database.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import type { CreateTableInput } from "./shapes.gen.js";

const start = Date.UTC(2030, 0, 1);

const blobs: CreateTableInput = {
  TableName: "blobs",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "B" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error("expected a failure")),
    (error: Error) => error,
  );
}

describe("a database", () => {
  let db: Database;
  beforeEach(async () => {
    db = await open({ clock: start, seed: 1 });
    await db.createTable(notes);
    await db.createTable(blobs);
    for (let sk = 0; sk < 10; sk++) await db.putItem({ TableName: "notes", Item: noteKey("a", sk) });
  });
  afterEach(() => db.close());

  it("shows what it looks like inside", async () => {
    const inspection = await db.inspect();
    expect(inspection).toMatchObject({
      region: "eu-west-2",
      now: start,
      clockWasClamped: false,
      sequence: 12,
      background: { due: false, nextDueMs: null },
      tables: [
        { TableName: "blobs", number: 2, status: "ACTIVE", itemCount: 0, itemBytes: 0, indexes: [] },
        {
          TableName: "notes",
          number: 1,
          status: "ACTIVE",
          itemCount: 10,
          partitions: [{ low: { hash: "0000000000000000" }, high: null, itemCount: 10 }],
        },
      ],
    });
    expect(inspection.memory.heapBytes).toBeGreaterThan(1_000_000);
    expect(inspection.memory.nodes).toBeGreaterThan(0);
    expect(inspection.tables[0]!.timeToLive).toBeUndefined();
    expect(db.sync.inspect()).toEqual(inspection);
  });

  it("splits a partition at a key, and answers the same afterwards", async () => {
    const query = { TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "a" } } };
    const before = await db.query(query);
    const { partitions } = await db.split({ TableName: "notes", Key: noteKey("a", 4) });
    expect(partitions.map(({ itemCount }) => itemCount)).toEqual([4, 6]);
    expect(partitions[0].high).toEqual({ hash: "f6558e516275dee2", key: noteKey("a", 4) });
    expect(partitions[1]).toMatchObject({ low: partitions[0].high, high: null });
    expect(await db.query(query)).toEqual(before);
    db.sync.split({ TableName: "notes" });
    expect((await db.inspect()).tables[1]!.partitions.length).toBe(3);
    expect(await db.query(query)).toEqual(before);
  });

  it("takes and gives binary keys as bytes", async () => {
    for (const id of [Buffer.from([0, 255, 7]), new Uint8Array([1])]) {
      const { partitions } = await db.split({ TableName: "blobs", Key: { id: { B: id } } });
      expect(partitions[1].low.key).toEqual({ id: { B: new Uint8Array(id) } });
    }
  });

  it("splits at a hash", async () => {
    const { partitions } = await db.split({ TableName: "notes", Hash: "8000000000000000" });
    expect(partitions.map(({ low, itemCount }) => [low, itemCount])).toEqual([
      [{ hash: "0000000000000000" }, 0],
      [{ hash: "8000000000000000" }, 10],
    ]);
  });

  it("refuses what cannot be split as DynamoDB refuses a request", async () => {
    expect(await failure(db.split({ TableName: "nowhere" }))).toMatchObject({ name: "ResourceNotFoundException" });
    const refused = await failure(db.split({ TableName: "blobs" }));
    expect(refused).toMatchObject({ name: "ValidationException", message: "There is nothing to split: no partition of blobs holds two items that may be parted" });
    expect(await failure(db.split({ Table: "notes" } as never))).toMatchObject({
      message: 'Split has no member "Table": there are TableName, IndexName, Key and Hash',
    });
    expect(() => db.sync.split({ TableName: "notes", Key: noteKey("a", 1), Hash: "0" })).toThrow("not both of them");
  });

  it("has nothing to do in the background, and says so", async () => {
    const nothing = { more: false, nextDueMs: null, expired: 0, backfilled: 0 };
    expect(await db.tick()).toEqual(nothing);
    expect(await db.tick({ maxSteps: 3 })).toEqual(nothing);
    expect(db.sync.tick()).toEqual(nothing);
    expect(await failure(db.tick({ maxSteps: 0 }))).toMatchObject({ name: "ValidationException" });
  });

  it("says that it is closed", async () => {
    await db.close();
    for (const call of [db.inspect(), db.tick(), db.split({ TableName: "notes" })]) {
      expect(await failure(call)).toMatchObject({ name: "HostError", code: "closed" });
    }
    expect(() => db.sync.inspect()).toThrow("closed");
  });

  it("refuses to be inspected by a getter in the middle of a request", async () => {
    const Item = {
      ...noteKey("a", 1),
      get sly() {
        return db.sync.inspect() as never;
      },
    };
    expect((await failure(db.putItem({ TableName: "notes", Item }))).message).toContain("getter");
    expect((await db.inspect()).tables[1]!.itemCount).toBe(10);
  });
});
