// A few hundred operations of every contender of the benchmark, so that it cannot rot. The figures mean nothing here.
import { expect, it } from "vitest";

import { makeContenders } from "./contenders.mjs";
import { measure } from "./measure.mjs";
import { sizes } from "./sizes.mjs";
import { itemOf, zipf } from "./workloads.mjs";

it("measures every contender on every workload, and all of them store the same items", async () => {
  const rows = await measure(makeContenders(), { items: 300, reads: 300, rounds: 3, warmup: 10 });
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    for (const time of [row.W1, row["W2 uniform"], row["W2 zipf"]]) expect(time, row.name).toBeGreaterThan(0);
  }
});

it("stores items of about 300 bytes with ten attributes", () => {
  const bytes = (index: number): number => JSON.stringify(itemOf(index)).length;
  expect(Object.keys(itemOf(0))).toHaveLength(10);
  expect(bytes(7)).toBeGreaterThan(280);
  expect(bytes(7)).toBeLessThan(420);
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
