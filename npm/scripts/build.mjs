// Builds the package into dist/: the wasm when a source is newer, JavaScript by esbuild, declarations by tsc.
//
//   node scripts/build.mjs
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { buildWasm, embedWasm, embedWorkers, enginePlugin, root, wasmPath } from "./engine.mjs";

const here = join(root, "npm");
const dist = join(here, "dist");
const types = join(root, "build/npm/types");

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
    // Not minified: Node prints the whole line in which an error was thrown, and those who deploy to the web minify anyway.
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
  // For those who import it, as workerd's entry does.
  const wasmTypes = "declare const module: WebAssembly.Module;\nexport default module;\n";
  mkdirSync(join(dist, "types"), { recursive: true });
  writeFileSync(join(dist, "types/engine.wasm.d.ts"), wasmTypes);

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

/** tsc's declarations, and of those only what the entries reach. */
function declarations() {
  rmSync(types, { recursive: true, force: true });
  const tsc = join(here, "node_modules/typescript/bin/tsc");
  const options = ["-p", here, "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--stripInternal", "--outDir", types];
  const { status } = spawnSync(process.execPath, [tsc, ...options], { stdio: "inherit" });
  if (status !== 0) throw new Error("tsc failed");

  // For those who import it, as workerd's entry does.
  const wasmTypes = "declare const module: WebAssembly.Module;\nexport default module;\n";
  mkdirSync(join(dist, "types"), { recursive: true });
  writeFileSync(join(dist, "types/engine.wasm.d.ts"), wasmTypes);

  const wanted = ["index", "sdk", "sdk_document", "sdk_streams", "server", "worker"].map((entry) => join(types, `npm/src/${entry}.d.ts`));
  const taken = new Set();
  while (wanted.length > 0) {
    const file = wanted.pop();
    if (taken.has(file)) continue;
    taken.add(file);
    // A declaration that was written by hand is not among tsc's output.
    const text = readFileSync(existsSync(file) ? file : join(root, relative(types, file)), "utf8");
    const target = join(dist, "types", relative(types, file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text.replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n"));
    for (const [, path] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
      wanted.push(resolve(dirname(file), `${path}.d.ts`));
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
