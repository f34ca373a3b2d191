// The benchmark: npm --prefix tests run bench [-- --only W3,W7,fork --items 100000 --operations 200000 --large 1000000]
// Prints the median time of an operation for each contender and how many times slower than ours that is; what the index adds to a
// PutItem; what the SDK's clients and a worker add; the memory an item takes; what a fork costs and how a read grows with the number of items; and what a browser has to load.
// Quote ratios, and with them the conditions: machine, Node, number of items.
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { makeContenders, makeWithAndWithoutIndex } from "./contenders/all.mjs";
import { measureDoors } from "./doors.mjs";
import { measureForks, measureMemory } from "./growth.mjs";
import { measure } from "./measure.mjs";
import { sizes } from "./sizes.mjs";
import { WORKLOADS } from "./workloads.mjs";

const SECTIONS = [...[...new Set(WORKLOADS.map(({ id }) => id))].sort(), "gsi", "doors", "memory", "fork", "size"];
const ROUNDS = 20;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: SECTIONS.join(",") },
    items: { type: "string", default: "100000" },
    operations: { type: "string", default: "200000" },
    large: { type: "string", default: "1000000" },
  },
});
const only = values.only.split(",");
const [items, operations, large] = [values.items, values.operations, values.large].map(Number);
const unknown = only.filter((section) => !SECTIONS.includes(section));
if (unknown.length > 0 || ![items, operations, large].every((count) => Number.isInteger(count) && count >= 300)) {
  console.error(`--only takes some of ${SECTIONS.join(",")}; --items, --operations and --large take whole numbers from 300`);
  process.exit(2);
}

/** Three significant digits. */
const short = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3));

function printWorkloads(contenders, rows) {
  const line = (cells) => `| ${cells[0].padEnd(30)} | ${cells.slice(1).map((cell) => cell.padStart(16)).join(" | ")} |`;
  console.log(`\np50 in microseconds, and as a multiple of ours\n\n${line(["", ...contenders.map(({ name }) => name.replace("hashrange, ", "ours, "))])}`);
  console.log(line(["---", ...contenders.map(() => "---:")]));
  for (const { workload, times } of rows) console.log(line([workload, ...times.map((time) => `${short(time)} (${short(time / times[0])}x)`)]));
}

console.log(`${items} items, ${operations} operations; Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}`);

if (only.some((section) => section.startsWith("W"))) {
  const contenders = makeContenders();
  printWorkloads(contenders, await measure(contenders, { items, operations, rounds: ROUNDS, only }));
}
if (only.includes("gsi")) {
  const [{ times }] = await measure(makeWithAndWithoutIndex(), { items, operations, rounds: ROUNDS, only: ["W1"] });
  const [indexed, plain] = times;
  console.log(`\nPutItem ${short(plain)} us without the index, ${short(indexed)} us with it: the index adds ${short((indexed - plain) / plain)} of a PutItem (less than 1 is wanted)`);
}
if (only.includes("doors")) {
  const rows = await measureDoors({ items: Math.min(items, 20_000), operations: operations / 10, rounds: ROUNDS });
  const [, direct] = rows;
  console.log("\np50 in microseconds by the door, each call awaited, and how much more than the direct API (db) that is; a client's send at most 3 more is wanted");
  for (const { door, get, put } of rows) console.log(`  ${door.padEnd(28)} GetItem ${short(get).padStart(6)} (${short(get - direct.get)}), PutItem ${short(put).padStart(6)} (${short(put - direct.put)})`);
}
if (only.includes("memory")) {
  const { bytesAnItem, bytesBetweenGrowths } = await measureMemory(items);
  const inUse = Number.isNaN(bytesBetweenGrowths) ? "it grew too seldom to tell what is in use" : `${short(bytesBetweenGrowths)} bytes in use`;
  console.log(`\nmemory an item with its index entry: ${short(bytesAnItem)} bytes by the growth of the WebAssembly memory; ${inUse}`);
}
if (only.includes("fork")) {
  const small = 10_000;
  const { forkMs, worstForkMs, getUs } = await measureForks({ small, large, gets: operations, forks: 100 });
  console.log(`\nfork of ${large} items: p50 ${short(forkMs)} ms, worst ${short(worstForkMs)} ms (less than 1 is wanted)`);
  console.log(`GetItem, uniform: ${short(getUs.large)} us among ${large} items, ${short(getUs.small)} us among ${small}: ${short(getUs.large / getUs.small)}x (at most 2 is wanted)`);
}
if (only.includes("size")) {
  console.log("\nwhat a browser loads, gzip -9, and what it loads later if that is wanted");
  for (const { entry, bytes, laterBytes } of sizes()) console.log(`  ${entry.padEnd(16)} ${(bytes / 1024).toFixed(1)} KB, ${(laterBytes / 1024).toFixed(1)} KB`);
}
