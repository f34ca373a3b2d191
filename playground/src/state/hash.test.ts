// The hash of keys against the engine's own word: where it splits at a key, and in which partition it reads a key.
import { createHash } from "node:crypto";
import { open, type AttributeValue, type Database } from "hashrange";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { md5, orderedNumber, partitionHash, partitionOf, placeOnRing } from "./hash.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("md5", () => {
  it("is that of Node for every length around the block's", () => {
    for (let length = 0; length < 200; length++) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);
      expect(md5(message)).toBe(createHash("md5").update(message).digest("hex"));
    }
  });
});

describe("a number as bytes", () => {
  it("is ordered as numbers are", () => {
    const ordered = [
      "-1e100",
      "-123.4",
      "-100",
      "-99",
      "-1",
      "-0.5",
      "-0.001",
      "0",
      "0.001",
      "0.05",
      "1",
      "9",
      "10",
      "10.5",
      "99",
      "100",
      "12345678901234567890",
      "1e100",
    ];
    for (let at = 1; at < ordered.length; at++)
      expect(hex(orderedNumber(ordered[at - 1]!)) < hex(orderedNumber(ordered[at]!)), ordered[at]).toBe(true);
  });

  it("does not depend on how it is written", () => {
    for (const [a, b] of [
      ["1", "1.0"],
      ["100", "1e2"],
      ["0.50", ".5"],
      ["-0", "0"],
      ["007", "7"],
      ["1E+3", "1000"],
    ] as const) {
      expect(hex(orderedNumber(a))).toBe(hex(orderedNumber(b)));
    }
  });
});

const KEYS: Readonly<Record<"S" | "N" | "B", readonly AttributeValue[]>> = {
  S: ["a", "USER#ada", "é漢😀", "x\u0000y", "long ".repeat(300)].map((S) => ({ S })),
  N: [
    "0",
    "1",
    "-1",
    "12",
    "123",
    "0.5",
    "-0.05",
    "-12345.678",
    "100",
    "1e20",
    "99999999999999999999999999999999999999",
    "-99999999999999999999999999999999999999",
    "1e-100",
  ].map((N) => ({ N })),
  B: [[0], [1, 2, 3], [255, 0, 255]].map((bytes) => ({ B: Uint8Array.from(bytes) })),
};

describe.each(["S", "N", "B"] as const)("the hash of a partition key of type %s", (type) => {
  let db: Database;
  beforeEach(async () => {
    db = await open({ clock: 0, seed: 1 });
    await db.createTable({
      TableName: "table",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: type }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  });
  afterEach(() => db.close());

  it("is where the engine splits at the key", () => {
    for (const id of KEYS[type]) {
      const { partitions } = db.sync.split({ TableName: "table", Key: { id } });
      expect(partitionHash(id), JSON.stringify(id)).toBe(partitions[1].low.hash);
    }
  });

  it("tells the partition that the engine reads", () => {
    for (const digit of "13579bdf") db.sync.split({ TableName: "table", Hash: digit.padEnd(16, "5") });
    const partitions = db.sync.inspect().tables[0]!.partitions;
    const read: number[] = [];
    db.on("trace", (event) => event.type === "read" && read.push(event.partition));
    for (const id of KEYS[type]) db.sync.getItem({ TableName: "table", Key: { id } });
    expect(KEYS[type].map((id) => partitionOf(partitions, partitionHash(id)))).toEqual(read);
  });
});

describe("inside of a collection", () => {
  it("the sort key tells the partition", async () => {
    const db = await open({ clock: 0, seed: 1 });
    await db.createTable({
      TableName: "table",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      BillingMode: "PAY_PER_REQUEST",
    });
    const key = (sk: number) => ({ pk: { S: "a" }, sk: { N: String(sk) } });
    for (const sk of [-5, 9, 10, 200]) db.sync.putItem({ TableName: "table", Item: key(sk) });
    db.sync.split({ TableName: "table", Key: key(10) });
    const { partitions } = db.sync.inspect().tables[0]!;
    const found = [-5, 9, 10, 200].map((sk) => partitionOf(partitions, partitionHash({ S: "a" }), key(sk), ["sk"]));
    expect(found).toEqual([0, 0, 1, 1]);
    await db.close();
  });
});

describe("an index with a partition key of two attributes", () => {
  it("is hashed by both", async () => {
    const db = await open({ clock: 0, seed: 1 });
    await db.createTable({
      TableName: "table",
      AttributeDefinitions: ["id", "a", "b"].map((AttributeName) => ({ AttributeName, AttributeType: AttributeName === "b" ? "N" : "S" })),
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "index",
          KeySchema: [
            { AttributeName: "a", KeyType: "HASH" },
            { AttributeName: "b", KeyType: "HASH" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      BillingMode: "PAY_PER_REQUEST",
    });
    const key = { a: { S: "x\u0000y" }, b: { N: "12.5" } };
    const { partitions } = db.sync.split({ TableName: "table", IndexName: "index", Key: key });
    expect(partitionHash(key.a, key.b)).toBe(partitions[1].low.hash);
    await db.close();
  });
});

describe("a place on the ring", () => {
  it("goes once around", () => {
    expect(["0000000000000000", "4000000000000000", "8000000000000000"].map(placeOnRing)).toEqual([0, 0.25, 0.5]);
    expect(placeOnRing("ffffffffffffffff")).toBeCloseTo(1, 12);
  });
});
