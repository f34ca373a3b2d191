// Builds the package into dist/: the wasm when a source is newer, JavaScript by esbuild, declarations by tsc.
//
//   node scripts/build.mjs
import { build } from "esbuild";
import { chmodSync, copyFileSync, lstatSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { declarations } from "./declarations.mjs";
import { buildWasm, embedWasm, embedWorkers, enginePlugin, root, wasmPath } from "./engine.mjs";

const here = join(root, "npm");
const dist = join(here, "dist");

linkWebModules();
buildWasm();
const sizes = await embedWasm();
await embedWorkers();
rmSync(dist, { recursive: true, force: true });
await bundle();
// Written, not copied: the linker makes the file executable.
writeFileSync(join(dist, "engine.wasm"), readFileSync(wasmPath));
declarations();
copyFileSync(join(root, "LICENSE"), join(here, "LICENSE")); // npm packs no file from outside
report();

/** web/ has no package.json; its tests import vitest from here. */
function linkWebModules() {
  const link = join(root, "web/node_modules");
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync("../npm/node_modules", link, "dir");
}

async function bundle() {
  const common = {
    absWorkingDir: here,
    bundle: true,
    format: "esm",
    target: "es2022",
    splitting: true,
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    legalComments: "none",
    // Without comments and spaces, but with its names: pages that load it as it is load a sixth less JavaScript, and a stack can be read. Node
    // prints the whole line in which an error was thrown.
    minifyWhitespace: true,
    lineLimit: 160,
    plugins: [enginePlugin],
    external: ["@aws-sdk/client-dynamodb", "@aws-sdk/client-dynamodb-streams", "@aws-sdk/lib-dynamodb"],
    logLevel: "warning",
  };
  const entryPoints = {
    index: "src/index.ts",
    "index.node": "src/index.node.ts",
    "index.workerd": "src/index.workerd.ts",
    "index.edge_light": "src/index.edge_light.ts",
    sdk: "src/sdk.ts",
    "sdk/document": "src/sdk_document.ts",
    "sdk/streams": "src/sdk_streams.ts",
    worker: "src/worker.ts",
    "worker.node": "src/worker.node.ts",
    server: "src/server.ts",
    cli: "src/cli.ts",
  };
  // One build, so that the entries share their chunks, the wasm above all.
  const { metafile } = await build({ ...common, entryPoints, external: [...common.external, "node:*"], platform: "neutral", metafile: true });
  refuseNodeBuiltins(metafile);
  chmodSync(join(dist, "cli.js"), 0o755); // as npm does it to what it installs
}

/** No Node built-in may be reached from the entries that browsers and workers get, not even through a chunk loaded later. */
function refuseNodeBuiltins({ outputs }) {
  const wanted = ["index", "index.workerd", "index.edge_light", "sdk", "sdk/document", "sdk/streams", "worker"].map((entry) => `dist/${entry}.js`);
  const seen = new Set(wanted);
  while (wanted.length > 0) {
    const file = wanted.pop();
    for (const { path, external } of outputs[file].imports) {
      if (external && path.startsWith("node:")) throw new Error(`${file} imports ${path}, and browsers or workers load it`);
      if (external || seen.has(path)) continue;
      seen.add(path);
      wanted.push(path);
    }
  }
}

function report() {
  const files = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(".js"));
  for (const name of files.sort()) {
    const bytes = readFileSync(join(dist, name));
    console.log(`${name.padEnd(36)} ${String(statSync(join(dist, name)).size).padStart(9)} bytes ${String(gzipSync(bytes, { level: 9 }).length).padStart(9)} gzip`);
  }
  console.log(`the wasm in it: ${sizes.wasm} bytes, ${sizes.gzip} gzip`);
}
