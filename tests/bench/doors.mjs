// What the other doors cost beside the direct API: the AWS SDK's clients in-process, and the engine in a worker. Calls one after the other,
// each awaited, on items of the benchmark.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { documentClient } from "hashrange/sdk/document";
import { dynamoDBClient } from "hashrange/sdk";
import { open } from "hashrange";
import { openTables } from "./contenders/hashrange.mjs";
import { itemOf, pkOf, skOf } from "./items.mjs";
import { median } from "./measure.mjs";

// The SDK that the package's own entries import.
const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), "../../npm/package.json"));
const { GetItemCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { GetCommand, PutCommand } = require("@aws-sdk/lib-dynamodb");

const TableName = "items";
const GROUP = 16;

/** @type {(item: Record<string, unknown>) => Record<string, object>} */
const dynamoJson = (item) => {
  const value = (plain) => (typeof plain === "string" ? { S: plain } : typeof plain === "number" ? { N: String(plain) } : typeof plain === "boolean" ? { BOOL: plain } : { L: plain.map(value) });
  return Object.fromEntries(Object.entries(item).map(([name, plain]) => [name, value(plain)]));
};

/**
 * The median microseconds of a GetItem and a PutItem through each door, in the same run.
 * @param {{ items: number, operations: number, rounds: number }} sizes
 * @returns {Promise<{ door: string, get: number, put: number }[]>}
 */
export async function measureDoors({ items, operations, rounds }) {
  const db = await openTables();
  const inWorker = await open({ worker: true });
  try {
    const { Table } = await db.describeTable({ TableName });
    const { AttributeDefinitions, KeySchema } = Table;
    await inWorker.createTable({ TableName, BillingMode: "PAY_PER_REQUEST", KeySchema, AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => /^[ps]k$/.test(AttributeName)) });
    const client = dynamoDBClient(db);
    const document = documentClient(db);
    const doors = [
      { door: "db.sync", json: true, get: (Key) => db.sync.getItem({ TableName, Key }), put: (Item) => db.sync.putItem({ TableName, Item }) },
      { door: "db", json: true, get: (Key) => db.getItem({ TableName, Key }), put: (Item) => db.putItem({ TableName, Item }) },
      { door: "DynamoDBClient.send", json: true, get: (Key) => client.send(new GetItemCommand({ TableName, Key })), put: (Item) => client.send(new PutItemCommand({ TableName, Item })) },
      { door: "db.document", json: false, get: (Key) => db.document.getItem({ TableName, Key }), put: (Item) => db.document.putItem({ TableName, Item }) },
      { door: "DynamoDBDocumentClient.send", json: false, get: (Key) => document.send(new GetCommand({ TableName, Key })), put: (Item) => document.send(new PutCommand({ TableName, Item })) },
      { door: "db in a worker", json: true, get: (Key) => inWorker.getItem({ TableName, Key }), put: (Item) => inWorker.putItem({ TableName, Item }) },
    ];
    for (let index = 0; index < items; index++) {
      const Item = itemOf(index);
      db.sync.document.putItem({ TableName, Item });
      if (index % 1000 === 0) await inWorker.document.putItem({ TableName, Item });
    }
    const times = doors.map(() => ({ get: [], put: [] }));
    let next = 0;
    const inRound = Math.ceil(operations / rounds / GROUP) * GROUP;
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < doors.length; turn++) {
        const which = (round + turn) % doors.length;
        const { json, get, put } = doors[which];
        const form = json ? dynamoJson : (plain) => plain;
        for (let at = 0; at < inRound; at += GROUP) {
          const indexes = Array.from({ length: GROUP }, () => (next = (next + 7919) % items));
          const keys = indexes.map((index) => form({ pk: pkOf(index), sk: skOf(index) }));
          const puts = indexes.map((index) => form(itemOf(index)));
          for (const [kind, call, inputs] of [["get", get, keys], ["put", put, puts]]) {
            const before = process.hrtime.bigint();
            for (const input of inputs) await call(input);
            // The first round warms up.
            if (round > 0) times[which][kind].push(Number(process.hrtime.bigint() - before) / 1000 / GROUP);
          }
        }
      }
    }
    const one = { pk: pkOf(7), sk: skOf(7) };
    const read = [await client.send(new GetItemCommand({ TableName, Key: dynamoJson(one) })), await document.send(new GetCommand({ TableName, Key: one }))];
    if (read.some(({ Item }) => Item === undefined)) throw new Error("a door does not find an item that is there");
    return doors.map(({ door }, which) => ({ door, get: median(times[which].get), put: median(times[which].put) }));
  } finally {
    await inWorker.close();
    await db.close();
  }
}
