// The package's declarations, dist/types: tsc's, and of those only what the entries reach. Used by build.mjs and api_page.mjs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = join(root, "npm");
const dist = join(here, "dist");
const types = join(root, "build/npm/types");

/** Writes dist/types anew. Throws when tsc finds something. */
export function declarations() {
  rmSync(join(dist, "types"), { recursive: true, force: true });
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
