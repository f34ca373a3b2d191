import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { DynamoDBError, HostError, open, type Database } from "./index.node.js";

/** What a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("it did not fail");
}

describe("a database in memory", () => {
  let db: Database;
  beforeEach(async () => {
    db = await open();
    await db.createTable(notes);
  });
  afterEach(() => db.close());

  it("puts, gets, updates, queries and deletes", async () => {
    for (let sk = 1; sk <= 5; sk++) await db.putItem({ TableName: "notes", Item: { ...noteKey("a", sk), n: { N: String(sk * sk) } } });
    expect(await db.getItem({ TableName: "notes", Key: noteKey("a", 3) })).toEqual({ Item: { ...noteKey("a", 3), n: { N: "9" } } });
    const updated = await db.updateItem({
      TableName: "notes",
      Key: noteKey("a", 3),
      UpdateExpression: "ADD n :one SET #l = list_append(if_not_exists(#l, :none), :two)",
      ExpressionAttributeNames: { "#l": "list" },
      ExpressionAttributeValues: { ":one": { N: "1" }, ":none": { L: [] }, ":two": { L: [{ S: "x" }, { BOOL: true }] } },
      ReturnValues: "ALL_NEW",
    });
    expect(updated).toEqual({ Attributes: { ...noteKey("a", 3), n: { N: "10" }, list: { L: [{ S: "x" }, { BOOL: true }] } } });
    const { Items, Count, ScannedCount, LastEvaluatedKey } = await db.query({
      TableName: "notes",
      KeyConditionExpression: "pk = :a AND sk > :one",
      ExpressionAttributeValues: { ":a": { S: "a" }, ":one": { N: "1" } },
      ScanIndexForward: false,
      Limit: 3,
    });
    expect(Items!.map((found) => found["sk"]!.N)).toEqual(["5", "4", "3"]);
    expect({ Count, ScannedCount, LastEvaluatedKey }).toEqual({ Count: 3, ScannedCount: 3, LastEvaluatedKey: noteKey("a", 3) });
    const deleted = await db.deleteItem({ TableName: "notes", Key: noteKey("a", 1), ReturnValues: "ALL_OLD" });
    expect(deleted).toEqual({ Attributes: { ...noteKey("a", 1), n: { N: "1" } } });
    expect(await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).toEqual({});
  });

  it("answers synchronously the same", async () => {
    expect(db.sync.putItem({ TableName: "notes", Item: everyType })).toEqual({});
    const Key = noteKey("every", 1);
    expect(db.sync.getItem({ TableName: "notes", Key })).toEqual({ Item: everyType });
    expect(await db.getItem({ TableName: "notes", Key })).toEqual({ Item: everyType });
    expect(() => db.sync.getItem({ TableName: "absent", Key })).toThrow(DynamoDBError);
  });

  it("keeps every type and all text", async () => {
    await db.putItem({ TableName: "notes", Item: everyType });
    const { Item } = await db.getItem({ TableName: "notes", Key: noteKey("every", 1) });
    expect(Item).toEqual(everyType);
    expect(Item!["b"]!.B).toBeInstanceOf(Uint8Array);
  });

  it("keeps items whose names mean something to JavaScript", async () => {
    const Item = JSON.parse('{"__proto__": {"S": "x"}, "constructor": {"M": {"__proto__": {"N": "1"}}}}') as Record<string, never>;
    Object.assign(Item, noteKey("names", 1));
    await db.putItem({ TableName: "notes", Item });
    const read = (await db.getItem({ TableName: "notes", Key: noteKey("names", 1) })).Item!;
    expect(Object.keys(read).sort()).toEqual(["__proto__", "constructor", "pk", "sk"]);
    expect(JSON.stringify(Object.getOwnPropertyDescriptor(read, "__proto__")!.value)).toBe('{"S":"x"}');
  });

  it("describes and lists tables, with times as Date", async () => {
    const { Table } = await db.describeTable({ TableName: "notes" });
    expect(Table).toMatchObject({ TableName: "notes", TableStatus: "ACTIVE", ItemCount: 0, KeySchema: notes.KeySchema });
    expect(Table!.CreationDateTime).toBeInstanceOf(Date);
    expect(Math.abs(Table!.CreationDateTime!.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await db.listTables()).toEqual({ TableNames: ["notes"] });
    await db.deleteTable({ TableName: "notes" });
    expect(await db.listTables({})).toEqual({ TableNames: [] });
  });

  it("refuses with DynamoDB's exceptions, and with the item where that was asked for", async () => {
    await db.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), owner: { S: "me" } } });
    const refused = await failure(
      db.putItem({
        TableName: "notes",
        Item: noteKey("a", 1),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    expect(refused).toBeInstanceOf(DynamoDBError);
    expect(refused).toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      $fault: "client",
      Item: { ...noteKey("a", 1), owner: { S: "me" } },
    });
    const unasked = await failure(db.putItem({ TableName: "notes", Item: noteKey("a", 1), ConditionExpression: "attribute_not_exists(pk)" }));
    expect("Item" in unasked).toBe(false);
    expect(await failure(db.getItem({ TableName: "absent", Key: noteKey("a", 1) }))).toMatchObject({ name: "ResourceNotFoundException" });
    expect(await failure(db.createTable(notes))).toMatchObject({ name: "ResourceInUseException" });
    expect((await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).Item!["owner"]).toEqual({ S: "me" });
  });

  it("answers ill-typed values with SerializationException and unencodable ones with a TypeError", async () => {
    const Item = { ...noteKey("a", 1), n: { N: 5 } } as never;
    expect(await failure(db.putItem({ TableName: "notes", Item }))).toMatchObject({ name: "SerializationException" });
    expect(await failure(db.putItem({ TableName: 5 as never, Item: noteKey("a", 1) }))).toMatchObject({ name: "SerializationException" });
    const bad = await failure(db.putItem({ TableName: "notes", Item: { ...noteKey("a", 1), a: { L: [{ S: "x" }, (() => 1) as never] } } }));
    expect(bad).toBeInstanceOf(TypeError);
    expect(bad.message).toContain("Item.a[1]");
    expect(() => db.sync.putItem({ TableName: "notes", Item: { a: Symbol("x") as never } })).toThrow(TypeError);
    expect(await db.getItem({ TableName: "notes", Key: noteKey("a", 1) })).toEqual({});
  });

  it("takes requests and gives answers that are far larger than its first buffer", async () => {
    const text = "é".repeat(190_000);
    await db.putItem({ TableName: "notes", Item: { ...noteKey("big", 1), text: { S: text } } });
    expect((await db.getItem({ TableName: "notes", Key: noteKey("big", 1) })).Item!["text"]).toEqual({ S: text });
    const tooLarge = await failure(db.putItem({ TableName: "notes", Item: { ...noteKey("big", 2), text: { S: "x".repeat(410_000) } } }));
    expect(tooLarge).toMatchObject({ name: "ValidationException" });
    for (let sk = 3; sk < 200; sk++) await db.putItem({ TableName: "notes", Item: { ...noteKey("big", sk), text: { S: `é${sk}`.repeat(400) } } });
    const page = await db.query({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "big" } } });
    expect(page.Items!.at(-1)!["text"]).toEqual({ S: `é${page.Items!.at(-1)!["sk"]!.N}`.repeat(400) });
  });

  it("refuses a request whose getter calls the database, and goes on", async () => {
    const Item = {
      ...noteKey("a", 1),
      get sly() {
        return db.sync.getItem({ TableName: "notes", Key: noteKey("a", 1) }) as never;
      },
    };
    expect((await failure(db.putItem({ TableName: "notes", Item }))).message).toContain("getter");
    await db.putItem({ TableName: "notes", Item: noteKey("a", 2) });
  });

  it("says that it is closed after it was", async () => {
    await db.close();
    expect(await failure(db.listTables())).toMatchObject({ name: "HostError", code: "closed" });
    expect(() => db.sync.listTables()).toThrow(HostError);
    await db.close();
  });

  it("closes at the end of an await using block", async () => {
    let kept: Database;
    {
      await using inner = await open();
      kept = inner;
      await inner.listTables();
    }
    expect(await failure(kept.listTables())).toMatchObject({ code: "closed" });
  });

  it("has nothing in common with another database", async () => {
    const other = await open();
    expect(await other.listTables()).toEqual({ TableNames: [] });
    await other.close();
    expect(await db.listTables()).toEqual({ TableNames: ["notes"] });
  });

  it("answers from a clock and a random source in the hand", async () => {
    let now = Date.UTC(2030, 0, 1);
    const held = await open({ host: { now: () => now, entropy: () => 7 } });
    await held.createTable(notes);
    now += 86_400_000;
    expect((await held.describeTable({ TableName: "notes" })).Table!.CreationDateTime).toEqual(new Date(Date.UTC(2030, 0, 1)));
    await held.close();
  });
});

describe("a database in files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hashrange-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const durability of ["strict", "relaxed"] as const) {
    it(`is there again when it is opened again (${durability})`, async () => {
      const storage = `file:${join(folder, "db")}`;
      const first = await open({ storage, durability });
      await first.createTable(notes);
      await first.putItem({ TableName: "notes", Item: everyType });
      first.sync.putItem({ TableName: "notes", Item: noteKey("sync", 1) });
      await first.flush();
      await first.close();
      const second = await open({ storage, durability });
      expect(await second.getItem({ TableName: "notes", Key: noteKey("every", 1) })).toEqual({ Item: everyType });
      expect(second.sync.getItem({ TableName: "notes", Key: noteKey("sync", 1) })).toEqual({ Item: noteKey("sync", 1) });
      await second.close();
    });
  }

  it("is held by one at a time", async () => {
    const storage = `file:${join(folder, "db")}`;
    const first = await open({ storage });
    expect(await failure(open({ storage }))).toMatchObject({ name: "HostError", code: "locked" });
    await first.close();
    await (await open({ storage })).close();
  });
});
