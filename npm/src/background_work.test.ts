// Items that expire and indexes that are filled: by hand while the clock is held, by themselves while it goes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import type { TraceEvent } from "./trace.js";

const start = Date.UTC(2030, 0, 1);
const day = 86_400_000;
const secondsOf = (ms: number) => ({ N: String(Math.floor(ms / 1000)) });

async function makeTable(db: Database): Promise<void> {
  await db.createTable(notes);
  await db.updateTimeToLive({ TableName: "notes", TimeToLiveSpecification: { AttributeName: "until", Enabled: true } });
}

const put = (db: Database, sk: number, untilMs: number) =>
  db.putItem({ TableName: "notes", Item: { ...noteKey("a", sk), until: secondsOf(untilMs) } });

async function keys(db: Database): Promise<(string | undefined)[]> {
  const { Items } = await db.query({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "a" } } });
  return Items!.map((item) => item["sk"]!.N);
}

/** Without a request that would do a step of the work itself. */
const itemCount = (db: Database): number => db.sync.inspect().tables[0]!.itemCount;

describe("a database whose clock is held", () => {
  it("lets items expire when it is told to, and not before their time", async () => {
    const db = await open({ clock: start });
    await makeTable(db);
    await put(db, 1, start + day);
    await put(db, 2, start + 3 * day);
    await db.tick();
    db.clock.advance({ days: 1, seconds: 1 });
    expect(await keys(db)).toEqual(["1", "2"]);
    expect(db.sync.inspect().background.due).toBe(true);
    const fork = await db.fork();
    const events: TraceEvent[] = [];
    db.on("trace", (event) => events.push(event));
    expect(await db.tick()).toMatchObject({ more: false, expired: 1, nextDueMs: start + 3 * day + 1000 });
    expect(events.filter(({ type }) => type === "expire")).toEqual([{ type: "expire", table: "notes", partition: 0, key: noteKey("a", 1) }]);
    expect(await keys(db)).toEqual(["2"]);
    expect(await keys(fork)).toEqual(["1", "2"]);
    expect(fork.sync.tick()).toMatchObject({ expired: 1 });
    expect(await keys(fork)).toEqual(["2"]);
    await fork.close();
    await db.close();
  });

  it("fills a new index when it is told to, in as many steps as it is told", async () => {
    const db = await open({ clock: start });
    await db.createTable(notes);
    for (let sk = 0; sk < 600; sk++) db.sync.putItem({ TableName: "notes", Item: { ...noteKey("a", sk), owner: { S: "me" } } });
    await db.updateTable({
      TableName: "notes",
      AttributeDefinitions: [{ AttributeName: "owner", AttributeType: "S" }],
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: "byOwner", KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } } },
      ],
    });
    expect(db.sync.inspect().tables[0]!.indexes[0]).toMatchObject({ status: "CREATING", itemCount: 0 });
    const first = await db.tick({ maxSteps: 1 });
    expect(first.more).toBe(true);
    expect(first.backfilled).toBeGreaterThan(0);
    const rest = await db.tick();
    expect([rest.more, first.backfilled + rest.backfilled]).toEqual([false, 600]);
    const filled = db.sync.inspect().tables[0]!.indexes[0];
    expect(filled).toMatchObject({ status: "ACTIVE", itemCount: 600 });
    expect(filled).not.toHaveProperty("filledTo");
    await db.close();
  });
});

describe("a database with the system's clock", () => {
  it("lets items expire by itself, and what it deletes is gone for good", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hashrange-"));
    try {
      const storage = `file:${join(folder, "db")}`;
      const db = await open({ storage });
      await makeTable(db);
      const now = Date.now();
      await put(db, 1, now - day);
      await put(db, 2, now + 1000);
      await put(db, 3, now + day);
      await vi.waitFor(() => expect(itemCount(db)).toBe(1), { timeout: 20_000, interval: 100 });
      expect(Date.now()).toBeGreaterThan(now + 1000);
      await db.close();
      const again = await open({ storage, clock: now });
      expect(await keys(again)).toEqual(["3"]);
      await again.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("tells listeners of it", async () => {
    const db = await open();
    await makeTable(db);
    const expired: TraceEvent[] = [];
    db.on("trace", (event) => event.type === "expire" && expired.push(event));
    await put(db, 1, Date.now() - day);
    await vi.waitFor(() => expect(expired).toMatchObject([{ key: noteKey("a", 1) }]), { timeout: 20_000 });
    await db.close();
  });
});

describe("a database with a host of its own", () => {
  it("does nothing by itself", async () => {
    const db = await open({ host: { now: () => start, entropy: () => 7 } });
    await makeTable(db);
    await put(db, 1, start - day);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await keys(db)).toEqual(["1"]);
    expect(await db.tick()).toMatchObject({ expired: 1 });
    await db.close();
  });
});
