// Unit tests of the package and of the hosts in web/. Those that run the engine take the wasm that the build made.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path(".."),
  resolve: {
    alias: {
      "engine:glue": path("src/engine/engine.mjs"),
      "engine:wasm": path("src/engine/wasm.mjs"),
      "engine:worker_node": path("src/engine/worker_node.mjs"),
      "engine:worker": path("src/engine/worker.mjs"),
    },
  },
  test: {
    // The scripts of workers, from the sources as they are now.
    globalSetup: path("scripts/embed_workers.mjs"),
    include: ["npm/src/**/*.test.ts", "web/**/*.test.ts"],
    testTimeout: 30_000,
  },
});
