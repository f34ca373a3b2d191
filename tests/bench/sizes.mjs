// What a browser has to load: gzip -9 of each file of the built package that an entry imports, directly or not, embedded Wasm as it
// travels. Static imports come at once, dynamic ones when they are needed.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../npm");

const IMPORT = /(?:\bfrom\s*|\bimport\s*)"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\s*\)/g;

/** Every file that `entry` reaches, with its gzip size. */
function reached(entry) {
  const sizes = new Map();
  const waiting = [entry];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (sizes.has(file)) continue;
    const text = readFileSync(file);
    sizes.set(file, gzipSync(text, { level: 9 }).length);
    for (const match of text.toString("latin1").matchAll(IMPORT)) waiting.push(join(dirname(file), match[1] ?? match[2]));
  }
  return sizes;
}

/** One row for each entry of the package that a browser can load (`./server` is Node's alone): { entry, files, bytes }. */
export function sizes() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.entries(exports)
    .map(([entry, target]) => [entry, target.browser ?? target.default])
    .filter(([, file]) => file !== undefined)
    .map(([entry, file]) => {
      const files = reached(join(root, file));
      return {
        entry,
        files: [...files].map(([file, bytes]) => `${relative(root, file)} ${bytes}`),
        bytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
      };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { entry, files, bytes } of sizes()) console.log(`${entry}: ${bytes} bytes (gzip -9)\n  ${files.join("\n  ")}`);
}
