// The playground is a static site that works from any folder of any static host: hence the relative base.
import { existsSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { operations } from "./operations_plugin.js";
import { pages } from "./pages_plugin.js";

const lessonsPlugin = new URL("./src/lessons/plugin.ts", import.meta.url);

export default defineConfig(async () => {
  const lessons = existsSync(lessonsPlugin) ? ((await import(lessonsPlugin.href)) as { default: () => Plugin }).default() : undefined;
  return {
    base: "./",
    plugins: [lessons, operations(), pages()],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    // The package is linked from ../npm: it must find the same copy of the SDK as the page does.
    resolve: { dedupe: ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb"] },
    // Browsers that lack it are too old for the rest, and what stands in for it connects.
    build: { modulePreload: { polyfill: false }, target: "es2022" },
    worker: { format: "es" },
    server: { host: "127.0.0.1", fs: { allow: [".."] } },
    preview: { host: "127.0.0.1" },
  };
});
