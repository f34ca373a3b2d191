// Databases whose time and chance are in the hand, and their forks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";

const start = Date.UTC(2030, 0, 1);
const day = 86_400_000;

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error("expected a failure")),
    (error: Error) => error,
  );
}

async function tableOf(db: Database, name = "notes") {
  return (await db.describeTable({ TableName: name })).Table!;
}

describe("a held clock", () => {
  it("stands until it is moved, and is the engine's time", async () => {
    const db = await open({ clock: new Date(start) });
    expect([db.clock.held, db.clock.now()]).toEqual([true, new Date(start)]);
    await db.createTable(notes);
    db.clock.advance({ days: 1 });
    await db.createTable({ ...notes, TableName: "later" });
    db.clock.set(start + 3 * day);
    expect((await tableOf(db)).CreationDateTime).toEqual(new Date(start));
    expect((await tableOf(db, "later")).CreationDateTime).toEqual(new Date(start + day));
    expect((await db.inspect()).now).toBe(start + 3 * day);
    await db.close();
  });

  it("that is set back is told by inspect, and time in the database stands still meanwhile", async () => {
    const db = await open({ clock: start });
    expect(await db.inspect()).toMatchObject({ now: start, clockWasClamped: false });
    db.clock.set(start - day);
    expect(db.sync.inspect()).toMatchObject({ now: start, clockWasClamped: true });
    await db.close();
  });

  it("is refused as open refuses any option", async () => {
    expect(await failure(open({ clock: "noon" as never }))).toMatchObject({ name: "HostError", code: "invalid" });
    expect(await failure(open({ seed: {} as never }))).toMatchObject({ name: "HostError", code: "invalid" });
    expect(await failure(open({ seed: 1, host: { now: () => 0, entropy: () => 0 } }))).toMatchObject({ name: "HostError", code: "invalid" });
  });

  it("is not what a database has by default", async () => {
    const db = await open();
    expect(db.clock.held).toBe(false);
    expect(() => db.clock.advance(1)).toThrow(expect.objectContaining({ name: "HostError", code: "invalid" }));
    await db.close();
  });
});

describe("a seed", () => {
  it("makes everything that chance decides the same", async () => {
    const ids = [];
    for (const seed of ["a", "a", "b", 5, "5"]) {
      const db = await open({ seed, clock: start });
      ids.push((await db.createTable(notes)).TableDescription!.TableId);
      await db.close();
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[3]).toBe(ids[4]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe("a fork", () => {
  let db: Database;
  beforeEach(async () => {
    db = await open({ clock: start, seed: "fork" });
    await db.createTable(notes);
    await db.putItem({ TableName: "notes", Item: everyType });
  });
  afterEach(() => db.close());

  it("begins with everything, and goes its own way", async () => {
    const fork = await db.fork();
    await fork.putItem({ TableName: "notes", Item: noteKey("fork", 1) });
    await db.deleteItem({ TableName: "notes", Key: noteKey("every", 1) });
    expect(await fork.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({ Item: everyType });
    expect(await db.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({});
    expect(await db.getItem({ TableName: "notes", Key: noteKey("fork", 1) })).toEqual({});
    await fork.close();
  });

  it("answers the same calls alike until its clock is moved", async () => {
    db.clock.advance(5);
    const fork = await db.fork();
    const made = [];
    for (const one of [db, fork]) made.push(await one.createTable({ ...notes, TableName: "more" }));
    expect(made[0]).toEqual(made[1]);
    fork.clock.advance({ hours: 1 });
    expect([db.clock.nowMs(), fork.clock.nowMs()]).toEqual([start + 5, start + 5 + 3_600_000]);
    expect(await fork.inspect()).toMatchObject({ now: start + 5 + 3_600_000 });
    expect(await db.inspect()).toMatchObject({ now: start + 5 });
    await fork.close();
  });

  it("of a fork lives on when the others are closed, and closing twice is harmless", async () => {
    const fork = await db.fork();
    const last = await fork.fork();
    await db.close();
    await db.close();
    await fork.close();
    await fork.close();
    expect(await failure(fork.listTables())).toMatchObject({ code: "closed" });
    expect(await failure(fork.fork())).toMatchObject({ code: "closed" });
    expect(await last.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({ Item: everyType });
    await last.close();
  });

  it("shares memory with its parent, item for item", async () => {
    for (let sk = 0; sk < 500; sk++) db.sync.putItem({ TableName: "notes", Item: noteKey("many", sk) });
    const before = db.sync.inspect().memory.nodes;
    const forks: Database[] = [];
    for (let i = 0; i < 20; i++) forks.push(await db.fork());
    expect(db.sync.inspect().memory.nodes).toBe(before);
    for (const fork of forks) fork.sync.putItem({ TableName: "notes", Item: noteKey("many", 1000) });
    expect(db.sync.inspect().memory.nodes).toBeLessThanOrEqual(before + 20 * 3);
    for (const fork of forks) await fork.close();
  });

  it("works beside its parent while both write", async () => {
    const fork = await db.fork();
    await Promise.all(
      Array.from({ length: 50 }, (_, sk) => [db, fork].map((one) => one.putItem({ TableName: "notes", Item: { ...noteKey("both", sk), fork: { BOOL: one === fork } } }))).flat(),
    );
    for (const one of [db, fork]) {
      const { Items } = await one.query({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "both" } } });
      expect(Items!.map((item) => item["fork"]!.BOOL)).toEqual(Array.from({ length: 50 }, () => one === fork));
    }
    await fork.close();
  });
});

describe("a fork of a database in files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hashrange-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("leaves no trace in them", async () => {
    const storage = `file:${join(folder, "db")}`;
    const db = await open({ storage });
    await db.createTable(notes);
    const fork = await db.fork();
    await fork.deleteTable({ TableName: "notes" });
    expect(fork.sync.listTables()).toEqual({ TableNames: [] });
    await fork.flush();
    await db.close();
    await fork.createTable({ ...notes, TableName: "still" });
    await fork.close();
    const again = await open({ storage });
    expect(await again.listTables()).toEqual({ TableNames: ["notes"] });
    await again.close();
  });

  it("and the database itself never go back behind the last write", async () => {
    const storage = `file:${join(folder, "db")}`;
    const first = await open({ storage, clock: start });
    await first.createTable(notes);
    await first.close();
    const second = await open({ storage, clock: start - day });
    expect(await second.inspect()).toMatchObject({ now: start, clockWasClamped: true });
    await second.close();
  });
});
