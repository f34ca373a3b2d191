// The playground is a static site that works from any folder of any static host: hence the relative base.
import { defineConfig } from "vite";
import { lessonsPlugin } from "./lessons_plugin.js";
import { operations } from "./operations_plugin.js";
import { pages } from "./pages_plugin.js";

export default defineConfig({
  base: "./",
  plugins: [lessonsPlugin(), operations(), pages()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // The package is linked from ../npm: it must find the same copy of the SDK as the page does.
  resolve: { dedupe: ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb"] },
  // Browsers that lack it are too old for the rest, and what stands in for it connects.
  build: { modulePreload: { polyfill: false }, target: "es2022" },
  worker: { format: "es" },
  server: { host: "127.0.0.1", fs: { allow: [".."] } },
  preview: { host: "127.0.0.1" },
});
