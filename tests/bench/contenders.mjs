// The databases that the benchmark compares. Each keeps items of ten attributes under (pk, sk) and answers a read with a fresh, fully
// built object; each is set up as its own documentation would have it for speed without durability, as ours is ("memory").
//
// A contender: { name, setup(), put(item), get(pk, sk), close() }. `item` is in the contender's own form, made by `form(item)` outside
// the measured time; `plain(answer)` turns an answer back into the plain item, for the check that all of them store the same.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { open as openHashrange } from "hashrange";
import { open as openLmdb } from "lmdb";

const same = (value) => value;

/** The item as DynamoDB JSON. The items of the benchmark hold strings, numbers, booleans and lists of strings. */
function dynamoJson(item) {
  const value = (plain) => {
    if (typeof plain === "string") return { S: plain };
    if (typeof plain === "number") return { N: String(plain) };
    if (typeof plain === "boolean") return { BOOL: plain };
    return { L: plain.map(value) };
  };
  return Object.fromEntries(Object.entries(item).map(([name, plain]) => [name, value(plain)]));
}

function fromDynamoJson(item) {
  const plain = (value) => value.S ?? value.BOOL ?? (value.N === undefined ? value.L.map(plain) : Number(value.N));
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

function hashrange() {
  const TableName = "bench";
  let db;
  return {
    name: "hashrange (sync, DynamoDB JSON)",
    form: dynamoJson,
    plain: fromDynamoJson,
    async setup() {
      db = await openHashrange({ storage: "memory" });
      await db.createTable({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      });
    },
    put: (Item) => db.sync.putItem({ TableName, Item }),
    get: (pk, sk) => db.sync.getItem({ TableName, Key: { pk: { S: pk }, sk: { S: sk } } }).Item,
    close: () => db.close(),
  };
}

function lmdb() {
  let db;
  let folder;
  return {
    name: "lmdb",
    form: same,
    plain: same,
    setup() {
      folder = mkdtempSync(join(tmpdir(), "hashrange-bench-"));
      db = openLmdb({ path: folder, noSync: true, noMetaSync: true, sharedStructuresKey: Symbol.for("structures") });
    },
    put: (item) => db.putSync([item.pk, item.sk], item),
    get: (pk, sk) => db.get([pk, sk]),
    async close() {
      await db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function sqlite() {
  let db;
  let insert;
  let select;
  return {
    name: "better-sqlite3, memory",
    form: same,
    plain: same,
    setup() {
      db = new Database(":memory:");
      db.exec("CREATE TABLE items (pk TEXT, sk TEXT, item TEXT, PRIMARY KEY (pk, sk)) WITHOUT ROWID");
      insert = db.prepare("INSERT OR REPLACE INTO items VALUES (?, ?, ?)");
      select = db.prepare("SELECT item FROM items WHERE pk = ? AND sk = ?").pluck();
    },
    put: (item) => insert.run(item.pk, item.sk, JSON.stringify(item)),
    get: (pk, sk) => JSON.parse(select.get(pk, sk)),
    close: () => db.close(),
  };
}

function mapOfJson() {
  const items = new Map();
  return {
    name: "Map of JSON text",
    form: same,
    plain: same,
    setup() {},
    put: (item) => items.set(`${item.pk}\0${item.sk}`, JSON.stringify(item)),
    get: (pk, sk) => JSON.parse(items.get(`${pk}\0${sk}`)),
    close: () => items.clear(),
  };
}

/** Ours first: the ratios are against it. */
export const makeContenders = () => [hashrange(), lmdb(), sqlite(), mapOfJson()];
