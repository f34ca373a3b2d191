// A few hundred operations of every contender of the benchmark, so that it cannot rot. The figures mean nothing here.
import { expect, it } from "vitest";

import { makeContenders, makeWithAndWithoutIndex } from "./contenders/all.mjs";
import { measureDoors } from "./doors.mjs";
import { measureForks, measureMemory } from "./growth.mjs";
import { itemOf, random, rangeOfIndex, zipf } from "./items.mjs";
import { measure } from "./measure.mjs";
import { sizes } from "./sizes.mjs";
import { WORKLOADS } from "./workloads.mjs";

it("measures every contender on every workload, and all of them give the same, right answers", async () => {
  const contenders = makeContenders();
  const rows = await measure(contenders, { items: 2_500, operations: 400, rounds: 3 });
  expect(rows.map(({ workload }) => workload)).toEqual(WORKLOADS.map(({ name }) => name));
  expect(new Set(WORKLOADS.map(({ id }) => id))).toEqual(new Set(["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8"]));
  for (const { workload, times } of rows) {
    expect(times, workload).toHaveLength(contenders.length);
    for (const time of times) expect(time, workload).toBeGreaterThan(0);
  }
});

it("measures only the workloads that are named, and what the index costs", async () => {
  const some = await measure(makeContenders().slice(0, 1), { items: 300, operations: 100, rounds: 2, only: ["W3", "W7"] });
  expect(some.map(({ workload }) => workload.slice(0, 2))).toEqual(["W3", "W3", "W7"]);
  const puts = await measure(makeWithAndWithoutIndex(), { items: 300, operations: 100, rounds: 2, only: ["W1"] });
  expect(puts).toHaveLength(1);
  expect(puts[0]?.times).toHaveLength(2);
});

it("does not believe a contender that forgets an update", async () => {
  const [ours, , forgetful] = makeContenders();
  forgetful!.update = () => true;
  await expect(measure([ours!, forgetful!], { items: 300, operations: 100, rounds: 2 })).rejects.toThrow(/lmdb/);
});

it("measures what the other doors cost", async () => {
  const rows = await measureDoors({ items: 300, operations: 64, rounds: 2 });
  expect(rows.map(({ door }) => door)).toEqual(["db.sync", "db", "DynamoDBClient.send", "db.document", "DynamoDBDocumentClient.send", "db in a worker"]);
  for (const { get, put } of rows) for (const time of [get, put]) expect(time).toBeGreaterThan(0);
});

it("measures forks and memory", async () => {
  const forks = await measureForks({ small: 200, large: 2_000, gets: 200, forks: 5 });
  expect(forks.forkMs).toBeGreaterThan(0);
  expect(forks.getUs.large).toBeGreaterThan(0);
  const memory = await measureMemory(40_000);
  expect(memory.bytesAnItem).toBeGreaterThan(100);
  expect(memory.bytesBetweenGrowths).toBeGreaterThan(100);
});

it("stores items of about 300 bytes with ten attributes", () => {
  const bytes = (index: number): number => JSON.stringify(itemOf(index)).length;
  expect(Object.keys(itemOf(0))).toHaveLength(10);
  expect(bytes(7)).toBeGreaterThan(330);
  expect(bytes(7)).toBeLessThan(400);
});

it("gives every item its own place in the index, and ranges of 20 there", () => {
  const items = Array.from({ length: 20_000 }, (_, index) => itemOf(index));
  expect(new Set(items.map(({ gpk, gsk }) => gpk + gsk)).size).toBe(20_000);
  expect(new Set(items.map(({ gpk }) => gpk)).size).toBe(200);
  const next = random(1);
  for (let i = 0; i < 50; i++) {
    const { gpk, from, to, indexes } = rangeOfIndex(20_000, next);
    const found = items.filter((item) => item.gpk === gpk && item.gsk >= from && item.gsk <= to).sort((a, b) => (a.gsk < b.gsk ? -1 : 1));
    expect(indexes.map((index) => itemOf(index))).toEqual(found);
    expect(found).toHaveLength(20);
  }
});

it("draws by Zipf's law: the most popular of 1,000 about every seventh or eighth time", () => {
  const next = zipf(1000, 0.99, 5);
  const counts = new Map<number, number>();
  for (let i = 0; i < 20_000; i++) {
    const index = next();
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  // 1 / (1 + 1/2^0.99 + ... + 1/1000^0.99) is 0.129.
  expect(Math.max(...counts.values()) / 20_000).toBeCloseTo(0.129, 1);
  expect(counts.size).toBeGreaterThan(800);
});

it("weighs what a browser loads", () => {
  const entries = sizes();
  expect(entries.map(({ entry }) => entry)).toContain(".");
  for (const { entry, bytes } of entries) expect(bytes, entry).toBeGreaterThan(500);
});
