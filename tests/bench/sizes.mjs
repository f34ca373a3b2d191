// What a browser has to load: gzip -9 of each file of the built package that an entry imports, directly or not, embedded Wasm as it
// travels. Static imports come at once, dynamic ones when they are needed.
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../npm");

const STATIC = /(?:\bfrom\s*|\bimport\s*)"(\.[^"]+)"/g;
const DYNAMIC = /\bimport\(\s*"(\.[^"]+)"\s*\)/g;

/** Every file that `entry` reaches by such imports, with its gzip size. */
function reached(entry, ...imports) {
  const sizes = new Map();
  const waiting = [entry];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (sizes.has(file)) continue;
    const text = readFileSync(file);
    sizes.set(file, gzipSync(text, { level: 9 }).length);
    for (const pattern of imports) for (const [, path] of text.toString("latin1").matchAll(pattern)) waiting.push(join(dirname(file), path));
  }
  return sizes;
}

/** One row for each entry of the package that a browser can load (`./server` is Node's alone): { entry, files, bytes, laterBytes }. */
export function sizes() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.entries(exports)
    .map(([entry, target]) => [entry, target.browser ?? target.default])
    .filter(([, file]) => file !== undefined)
    .map(([entry, file]) => {
      const files = reached(join(root, file), STATIC);
      const later = [...reached(join(root, file), STATIC, DYNAMIC)].filter(([name]) => !files.has(name));
      return {
        entry,
        files: [...files].map(([file, bytes]) => `${relative(root, file)} ${bytes}`),
        later: later.map(([name, bytes]) => `${relative(root, name)} ${bytes}`),
        laterBytes: later.reduce((sum, [, bytes]) => sum + bytes, 0),
        bytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
      };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { entry, files, bytes, later, laterBytes } of sizes()) {
    console.log(`${entry}: ${bytes} bytes (gzip -9)\n  ${files.join("\n  ")}\n  later, if wanted: ${laterBytes} bytes\n  ${later.join("\n  ")}`);
  }
}
