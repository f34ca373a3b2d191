// The packed package through bundlers besides Vite, none of them told anything about it: esbuild, and with --long webpack, Next.js (a page,
// a route, a route at the edge) and workerd through miniflare. What was built runs in headless Chromium, or where it belongs.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answers as exerciseAnswers } from "../runtimes/runtimes.js";
import { awsSdk, isLong, longPath, longProjects, newProject, root, type Project } from "./installed.js";
import { answers, fromSdk, launch, plainProgram, runs, sdkProgram, servingFiles, workerProgram } from "./page.js";

const kLongMs = 600_000;

const page = (script: string): string => `<!doctype html><title>project</title><pre id="answer"></pre><script type="module" src="${script}"></script>`;

let browser: Browser;
let project: Project | undefined;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => {
  project?.remove();
  project = undefined;
});
afterAll(() => browser?.close());

interface Bundler {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}
const esbuild = createRequire(join(root, "npm/package.json"))("esbuild") as Bundler;

describe("esbuild", () => {
  it("bundles the package for a page, and for a worker that the page brings", async () => {
    project = newProject();
    project.write("main.js", plainProgram);
    project.write("engine_worker.js", workerProgram);
    const options = { absWorkingDir: project.folder, bundle: true, format: "esm", logLevel: "error" };
    await esbuild.build({ ...options, entryPoints: ["main.js", "engine_worker.js"], outdir: "out", splitting: true });
    project.write("out/index.html", page("/main.js"));
    await servingFiles(project, "out", async (url) => {
      expect(runs(await answers(browser, url, 2))).toEqual([1, 2]);
      for (const way of ["?worker", "?own"]) expect(runs(await answers(browser, url + way, 2))).toEqual([1, 2]);
    });
  });

  it("bundles the AWS SDK's clients into one classic script", async () => {
    project = newProject(awsSdk);
    project.write("main.js", sdkProgram);
    await esbuild.build({ absWorkingDir: project.folder, bundle: true, minify: true, logLevel: "error", entryPoints: ["main.js"], outdir: "out" });
    project.write("out/index.html", page("/main.js"));
    await servingFiles(project, "out", async (url) => expect(await answers(browser, url, 1)).toEqual([fromSdk]));
  });

  it("bundles the package for Node into one file, its workers too", async () => {
    project = newProject();
    project.write(
      "main.js",
      `import { open } from "hashrange";
       const names = [];
       for (const worker of [false, true]) {
         const db = await open({ storage: "file:./data", worker });
         if (!worker) await db.createTable({ TableName: "notes", AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }], BillingMode: "PAY_PER_REQUEST" });
         names.push((await db.listTables()).TableNames);
         await db.close();
       }
       console.log(JSON.stringify(names));`,
    );
    await esbuild.build({ absWorkingDir: project.folder, bundle: true, platform: "node", format: "esm", minify: true, logLevel: "error", entryPoints: ["main.js"], outfile: "out/main.mjs" });
    expect(JSON.parse(execFileSync(process.execPath, ["out/main.mjs"], { cwd: project.folder, encoding: "utf8" }))).toEqual([["notes"], ["notes"]]);
  });
});

/** Runs a program to its end; what it says is told when it fails. */
async function ran(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(command, args, { cwd: project!.folder, env: { ...process.env, NO_COLOR: "1", ...env } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${said}`);
  return said;
}

if (isLong) {
  if (!existsSync(longPath("next"))) throw new Error("npm ci in tests/package/long is to be done first: tests/run --long does it.");

  describe("webpack 5", () => {
    it("bundles the package for a page, and for workers", { timeout: kLongMs }, async () => {
      project = newProject({}, longProjects());
      project.write("src/index.js", plainProgram);
      project.write("src/engine_worker.js", workerProgram);
      project.write("dist/index.html", page("/main.js"));
      project.write("build.mjs", WEBPACK);
      const said = await ran(process.execPath, ["build.mjs"]);
      // All that it may say is that the package is large.
      expect(said.match(/^(WARNING|ERROR) in .*/gm)?.filter((line) => !/(asset|entrypoint) size limit|performance recommendations/.test(line)) ?? []).toEqual([]);
      await servingFiles(project, "dist", async (url) => {
        expect(runs(await answers(browser, url, 2))).toEqual([1, 2]);
        for (const way of ["?worker", "?own"]) expect(runs(await answers(browser, url + way, 2))).toEqual([1, 2]);
      });
    });

    it("bundles the AWS SDK's clients", { timeout: kLongMs }, async () => {
      project = newProject(awsSdk, longProjects());
      project.write("src/index.js", sdkProgram);
      project.write("dist/index.html", page("/main.js"));
      project.write("build.mjs", WEBPACK);
      await ran(process.execPath, ["build.mjs"]);
      await servingFiles(project, "dist", async (url) => expect(await answers(browser, url, 1)).toEqual([fromSdk]));
    });
  });

  describe("Next.js", () => {
    // Next.js 16 fails by itself over a route at the edge when it builds with webpack, so that one is Turbopack's alone.
    it.each([
      ["turbopack", ["node", "worker", "edge"]],
      ["webpack", ["node", "worker"]],
    ] as const)("builds and serves a page and routes, in Node and at the edge (%s)", { timeout: kLongMs }, async (bundler, routes) => {
      project = newProject({}, longProjects());
      project.write("app/layout.js", `export default ({ children }) => <html><body>{children}</body></html>;`);
      project.write("app/page.js", NEXT_PAGE);
      project.write("app/node/route.js", nextRoute("nodejs", `{ storage: "file:./data" }`));
      project.write("app/worker/route.js", nextRoute("nodejs", `{ worker: true }`));
      if (bundler === "turbopack") project.write("app/edge/route.js", nextRoute("edge", "{}"));
      const next = longPath("next/dist/bin/next");
      const env = { NEXT_TELEMETRY_DISABLED: "1" };
      await ran(process.execPath, [next, "build", ...(bundler === "webpack" ? ["--webpack"] : [])], env);
      const server = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", "0"], { cwd: project.folder, env: { ...process.env, NO_COLOR: "1", ...env } });
      try {
        let said = "";
        const url = await new Promise<string>((resolve, reject) => {
          const hear = (text: Buffer): void => {
            said += text.toString();
            const port = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(said)?.[1];
            if (port !== undefined && /Ready/.test(said)) resolve(`http://127.0.0.1:${port}/`);
          };
          server.stdout.on("data", hear);
          server.stderr.on("data", hear);
          server.once("exit", () => reject(new Error(`next ended:\n${said}`)));
        });
        const routed = await Promise.all(routes.map(async (route) => (await fetch(url + route)).text()));
        expect(routed).toEqual(routes.map(() => `{"Item":{"pk":{"S":"a"}}}`));
        expect(await answers(browser, url, 1)).toEqual([[["notes"], ["notes"]]]);
      } finally {
        const ended = once(server, "exit");
        server.kill();
        await ended;
      }
    });
  });

  describe("miniflare", () => {
    it("runs the package in workerd", { timeout: kLongMs }, async () => {
      project = newProject({}, longProjects());
      cpSync(join(root, "tests/runtimes/exercise.mjs"), join(project.folder, "exercise.mjs"));
      cpSync(join(project.folder, "node_modules/hashrange/dist/engine.wasm"), join(project.folder, "engine.wasm"));
      project.write(
        "worker.js",
        `import { open } from "hashrange";
         import { exercise } from "./exercise.mjs";
         export default { fetch: async () => {
           const db = await open();
           const answers = await exercise(db);
           await db.close();
           return Response.json(answers);
         } };`,
      );
      await esbuild.build({
        absWorkingDir: project.folder,
        bundle: true,
        format: "esm",
        conditions: ["workerd", "worker", "browser"],
        external: ["*.wasm"],
        logLevel: "error",
        entryPoints: ["worker.js"],
        outfile: "worker.mjs",
      });
      project.write("run.mjs", MINIFLARE);
      // Miniflare wants a Node later than the oldest one of ours.
      expect(JSON.parse(await ran(longPath("node22/bin/node"), ["run.mjs"]))).toEqual(exerciseAnswers);
    });
  });
}

const WEBPACK = `
import webpack from "webpack";
webpack({ mode: "production", context: import.meta.dirname }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString({ colors: false }));
  console.log(stats.toString({ colors: false, all: false, warnings: true, errors: true }));
});`;

const MINIFLARE = `
import { Miniflare } from "miniflare";
const miniflare = new Miniflare({
  modules: true,
  scriptPath: "worker.mjs",
  modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
  compatibilityDate: "2026-01-01",
});
const response = await miniflare.dispatchFetch("http://localhost/");
console.log(await response.text());
await miniflare.dispose();`;

const NEXT_TABLE = `{
  TableName: "notes",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
}`;

const nextRoute = (runtime: string, options: string): string => `
import { open } from "hashrange";
export const runtime = "${runtime}";
export const dynamic = "force-dynamic";
export async function GET() {
  const db = await open(${options});
  const { TableNames } = await db.listTables();
  if (TableNames.length === 0) await db.createTable(${NEXT_TABLE});
  await db.putItem({ TableName: "notes", Item: { pk: { S: "a" } } });
  const { Item } = await db.getItem({ TableName: "notes", Key: { pk: { S: "a" } } });
  await db.close();
  return Response.json({ Item });
}`;

const NEXT_PAGE = `"use client";
import { useEffect, useState } from "react";
import { open } from "hashrange";

async function names(worker) {
  const db = await open({ storage: "idb:" + worker, worker });
  await db.createTable(${NEXT_TABLE});
  const { TableNames } = await db.listTables();
  await db.close();
  return TableNames;
}

export default function Page() {
  const [answer, setAnswer] = useState("");
  useEffect(() => {
    Promise.all([names(false), names(true)]).then((found) => setAnswer(JSON.stringify(found)), (error) => setAnswer(JSON.stringify(String(error))));
  }, []);
  return <pre id="answer">{answer}</pre>;
}`;
