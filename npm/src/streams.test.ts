// Streams through the package's own calls: with native values, at once, in what inspect() shows, in traces, in forks, and after reopening.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { open, type Database } from "./index.node.js";
import type { TraceEvent } from "./trace.js";

const START = new Date("2026-09-21T14:13:20Z");
let db: Database | undefined;
afterEach(async () => {
  await db?.close();
  db = undefined;
});

async function openWithStream(storage = "memory"): Promise<Database> {
  db = await open({ storage, clock: START });
  await db.createTable({
    TableName: "notes",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  return db;
}

/** The images of all records of the table's stream, as native values. */
function images(of: Database): unknown[] {
  const StreamArn = of.sync.describeTable({ TableName: "notes" }).Table!.LatestStreamArn!;
  const { StreamDescription } = of.sync.describeStream({ StreamArn });
  return StreamDescription!.Shards!.flatMap(({ ShardId }) => {
    const { ShardIterator } = of.sync.getShardIterator({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    const { Records } = of.sync.document.getRecords({ ShardIterator });
    return Records!.map(({ eventName, dynamodb }) => [eventName, dynamodb!.OldImage, dynamodb!.NewImage]);
  });
}

describe("a stream", () => {
  it("is read with native values", async () => {
    const db = await openWithStream();
    await db.document.putItem({ TableName: "notes", Item: { pk: "a", n: 1, tags: new Set(["x"]) } });
    await db.document.deleteItem({ TableName: "notes", Key: { pk: "a" } });
    const item = { pk: "a", n: 1, tags: new Set(["x"]) };
    expect(images(db)).toEqual([
      ["INSERT", undefined, item],
      ["REMOVE", item, undefined],
    ]);
  });

  it("is there after reopening, from the log and from a checkpoint", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hashrange-"));
    try {
      const first = await openWithStream(`file:${folder}`);
      for (let i = 0; i < 3; i++) await first.document.putItem({ TableName: "notes", Item: { pk: "a", i } });
      const before = images(first);
      const { streams } = await first.inspect();
      await first.close();
      db = await open({ storage: `file:${folder}`, clock: START });
      expect(images(db)).toEqual(before);
      expect((await db.inspect()).streams).toEqual(streams);
    } finally {
      await db?.close();
      db = undefined;
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("goes on in a fork without the other noticing", async () => {
    const db = await openWithStream();
    await db.document.putItem({ TableName: "notes", Item: { pk: "a" } });
    const fork = await db.fork();
    await fork.document.putItem({ TableName: "notes", Item: { pk: "b" } });
    expect(images(fork)).toHaveLength(2);
    expect(images(db)).toHaveLength(1);
    await fork.close();
  });

  it("is shown by inspect(), with its shards and the partitions that write to them", async () => {
    const db = await openWithStream();
    for (const pk of ["a", "b", "c"]) await db.document.putItem({ TableName: "notes", Item: { pk } });
    await db.split({ TableName: "notes" });
    const { streams } = await db.inspect();
    expect(streams).toMatchObject([
      { TableName: "notes", StreamViewType: "NEW_AND_OLD_IMAGES", status: "ENABLED", recordCount: 3 },
    ]);
    const [parent, ...children] = streams[0]!.shards;
    expect(parent).toMatchObject({ open: false, recordCount: 3, openedMs: START.getTime(), closedMs: START.getTime() });
    expect(children).toMatchObject([
      { open: true, ParentShardId: parent!.ShardId, partition: 0, recordCount: 0 },
      { open: true, ParentShardId: parent!.ShardId, partition: 1, recordCount: 0 },
    ]);
  });

  it("rolls over after four hours, by itself or by a tick", async () => {
    const db = await openWithStream();
    expect((await db.inspect()).background.nextDueMs).toBe(START.getTime() + 4 * 3_600_000);
    db.clock.advance({ hours: 4 });
    await db.tick();
    expect((await db.inspect()).streams[0]!.shards.map(({ open }) => open)).toEqual([false, true]);
    db.clock.advance({ hours: 100 });
    await db.tick();
    expect((await db.inspect()).streams[0]!.shards).toHaveLength(1);
  });

  it("tells of its records in the trace", async () => {
    const db = await openWithStream();
    const events: TraceEvent[] = [];
    const stop = db.on("trace", (event) => events.push(event));
    await db.document.putItem({ TableName: "notes", Item: { pk: "a" } });
    await db.document.putItem({ TableName: "notes", Item: { pk: "a" } });
    stop();
    expect(events.filter(({ type }) => type === "stream")).toEqual([
      { type: "stream", table: "notes", partition: 0, eventName: "INSERT", key: { pk: { S: "a" } }, sequenceNumber: expect.stringMatching(/^\d{21}$/) },
    ]);
  });
});
