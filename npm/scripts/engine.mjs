// The wasm build and what the package makes of it, in src/engine/ (git-ignored): engine.mjs (Emscripten's glue) and engine.wasm as they are,
// and wasm.mjs, which exports the wasm as base64 of gzip; worker.mjs and worker_node.mjs, which export the scripts of workers as text. Used by
// build.mjs and the unit tests.
import { build, transform } from "esbuild";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import zopfli from "@gfx/zopfli";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const gluePath = join(root, "build/wasm/bindings/engine.mjs");
export const wasmPath = join(root, "build/wasm/bindings/engine.wasm");
const folder = join(root, "npm/src/engine");

const SOURCES = ["engine/src", "engine/include", "bindings", "CMakeLists.txt", "CMakePresets.json", "engine/CMakeLists.txt"];
const SOURCE_NAME = /\.(cc|h|txt|cmake|json)$/;

/** Builds the wasm when a source is newer than it. Throws when that fails. */
export function buildWasm() {
  if (isCurrent()) return;
  for (const step of [
    ["--preset", "wasm"],
    ["--build", "--preset", "wasm", "--target", "engine"],
  ]) {
    console.log(`cmake ${step.join(" ")}`);
    const { status, error } = spawnSync("cmake", step, { cwd: root, stdio: "inherit" });
    if (error !== undefined) throw new Error(`The wasm build needs cmake and Emscripten, see README.md: ${error.message}`);
    if (status !== 0) throw new Error(`cmake ${step.join(" ")} failed`);
  }
}

function isCurrent() {
  if (!existsSync(gluePath) || !existsSync(wasmPath)) return false;
  const built = Math.min(statSync(gluePath).mtimeMs, statSync(wasmPath).mtimeMs);
  return SOURCES.every((source) => newest(join(root, source)) <= built);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  const times = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE_NAME.test(entry.name) && !entry.name.endsWith("_test.cc"))
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}

/** Fills src/engine/. Answers the sizes of what it is made of, in bytes. */
export async function embedWasm() {
  const wasm = readFileSync(wasmPath);
  // Zopfli: any browser inflates it as gzip, and it is 5 % smaller than `gzip -9`.
  const gzip = Buffer.from(await zopfli.gzipAsync(wasm, { numiterations: 15 }));
  // A gzip header has a time in it: the same wasm must make the same package.
  gzip.fill(0, 4, 8);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "engine.mjs"), await glueText());
  copyFileSync(wasmPath, join(folder, "engine.wasm"));
  writeFileSync(join(folder, "wasm.mjs"), `export default "${gzip.toString("base64")}";\n`);
  return { wasm: wasm.length, gzip: gzip.length };
}

/**
 * The glue, minified, without its reference to engine.wasm as a file: the wasm is always handed in, and bundlers would look for the file (webpack
 * ends its build over it).
 */
async function glueText() {
  const text = readFileSync(gluePath, "utf8").replace(/new URL\("engine\.wasm",\s*import\.meta\.url\)\.(toString\(\)|href)/g, '"engine.wasm"');
  if (/new URL\([^)]*import\.meta/.test(text)) throw new Error("engine.mjs refers to a file in a way that scripts/engine.mjs does not know");
  return (await transform(text, { format: "esm", target: "es2022", minify: true, legalComments: "none" })).code;
}

/** The scripts of workers, whole and minified, as modules that export them as text: no bundler looks into those. To be done after embedWasm. */
export async function embedWorkers() {
  for (const [name, entry, platform] of [
    ["worker", "src/worker.ts", "browser"],
    ["worker_node", "src/worker.node.ts", "node"],
  ]) {
    const { outputFiles } = await build({
      absWorkingDir: join(root, "npm"),
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: platform === "node" ? "cjs" : "iife",
      platform,
      target: "es2022",
      minify: true,
      legalComments: "none",
      logLevel: "warning",
      // A classic script has none, and the glue asks for it only where no wasm is handed in.
      define: { "import.meta.url": '""' },
      banner: platform === "node" ? { js: BUILTINS } : {},
      plugins: [enginePlugin],
    });
    const text = outputFiles[0].text;
    if (/\bimport\(|\bimport\.meta/.test(text)) throw new Error(`${entry} has an import in it, and must be whole`);
    writeFileSync(join(folder, `${name}.mjs`), `export default ${JSON.stringify(text)};\n`);
  }
}

// Only Node has require in a worker's script that comes as text.
const BUILTINS = 'const builtin=globalThis.process?.getBuiltinModule?.bind(process);if(builtin)globalThis.require=builtin;';

/** esbuild: the names under which the sources import the engine. */
export const enginePlugin = {
  name: "engine",
  setup(build) {
    build.onResolve({ filter: /^engine:glue$/ }, () => ({ path: join(folder, "engine.mjs") }));
    build.onResolve({ filter: /^engine:wasm$/ }, () => ({ path: join(folder, "wasm.mjs") }));
    build.onResolve({ filter: /^engine:worker(_node)?$/ }, ({ path }) => ({ path: join(folder, `${path.slice("engine:".length)}.mjs`) }));
    // The file beside the entries in dist/: importing it is the business of who deploys.
    build.onResolve({ filter: /^\.\/engine\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
  },
};
