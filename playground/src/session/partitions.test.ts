// New tables and indexes have four partitions, and nothing else is divided.
import { open, type Database } from "hashrange";
import { afterEach, beforeEach, expect, it } from "vitest";

import { divideNew } from "./partitions.js";

let db: Database;
beforeEach(async () => {
  db = await open({ clock: 0, seed: 1 });
  await db.createTable({
    TableName: "notes",
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "owner", AttributeType: "S" },
    ],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
    GlobalSecondaryIndexes: [
      { IndexName: "byOwner", KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } },
    ],
  });
});
afterEach(() => db.close());

const lows = (): unknown => {
  const [table] = db.sync.inspect().tables;
  return [table!.partitions, table!.indexes[0]!.partitions!].map((partitions) => partitions.map(({ low }) => low.hash.slice(0, 2)));
};

it("divides a new table and its index in four", () => {
  divideNew(db, "CreateTable");
  expect(lows()).toEqual([
    ["00", "40", "80", "c0"],
    ["00", "40", "80", "c0"],
  ]);
  divideNew(db, "UpdateTable");
  expect(lows()).toEqual([
    ["00", "40", "80", "c0"],
    ["00", "40", "80", "c0"],
  ]);
});

it("looks only after requests that make something", () => {
  divideNew(db, "PutItem");
  expect(lows()).toEqual([["00"], ["00"]]);
});
