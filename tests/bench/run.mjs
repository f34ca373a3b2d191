// The benchmark: npm --prefix tests run bench [-- --items 100000 --reads 200000]
// Prints the median time of an operation for each contender, how many times slower than ours that is, and what a browser has to load.
// Quote ratios, and with them the conditions: machine, Node, number of items.
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { makeContenders } from "./contenders.mjs";
import { measure } from "./measure.mjs";
import { sizes } from "./sizes.mjs";

const { values } = parseArgs({ options: { items: { type: "string", default: "100000" }, reads: { type: "string", default: "200000" } } });
const items = Number(values.items);
const reads = Number(values.reads);

console.log(`${items} items, ${reads} reads of each kind; Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}`);
const rows = await measure(makeContenders(), { items, reads, rounds: 20, warmup: 20_000 });
const workloads = Object.keys(rows[0]).filter((name) => name !== "name");
const ours = rows[0];

const line = (cells) => `| ${cells[0].padEnd(32)} | ${cells.slice(1).map((cell) => cell.padStart(18)).join(" | ")} |`;
console.log(`\np50 in microseconds, and as a multiple of ours\n\n${line(["", ...workloads])}\n${line(["---", ...workloads.map(() => "---:")])}`);
for (const row of rows) console.log(line([row.name, ...workloads.map((name) => `${row[name].toFixed(2)}  (${(row[name] / ours[name]).toFixed(2)}x)`)]));

console.log("\nwhat a browser loads, gzip -9");
for (const { entry, bytes } of sizes()) console.log(`  ${entry.padEnd(16)} ${(bytes / 1024).toFixed(1)} KB`);
