// The README's table of supported operations, made from the operations in npm/src/shapes.gen.ts (which the engine's own table made).
//
//   node tests/tidy/support_table.mjs        rewrites the part of README.md between the markers
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const BEGIN = "<!-- support table: made by tests/tidy/support_table.mjs -->\n";
const END = "<!-- end of support table -->";

/** The table as it should be. */
export function supportTable(root) {
  const shapes = readFileSync(join(root, "npm/src/shapes.gen.ts"), "utf8");
  const body = /export interface Operations \{\n([\s\S]*?)\n\}/.exec(shapes)?.[1] ?? "";
  const names = [...body.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]);
  if (names.length === 0) throw new Error("npm/src/shapes.gen.ts names no operations");
  const isTableOperation = (name) => /(Tables?|TimeToLive|Resource|ResourcePolicy|Limits|Endpoints)$/.test(name);
  const isStreamsOperation = (name) => /^(ListStreams|DescribeStream|GetShardIterator|GetRecords)$/.test(name);
  const row = (label, chosen) => `| ${label} | ${chosen.join(", ")} |\n`;
  return (
    "| | Operations |\n|---|---|\n" +
    row("Tables", names.filter(isTableOperation)) +
    row("Items", names.filter((name) => !isTableOperation(name) && !isStreamsOperation(name))) +
    row("Streams", names.filter(isStreamsOperation))
  );
}

/** The table that a README holds. */
export function supportTableOf(readme) {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("README.md lacks the markers of the support table");
  return readme.slice(begin + BEGIN.length, end);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
  const path = join(root, "README.md");
  const readme = readFileSync(path, "utf8");
  const old = supportTableOf(readme);
  const [before, after] = readme.split(BEGIN + old);
  writeFileSync(path, before + BEGIN + supportTable(root) + after);
}
