// The packed package in workerd, which forbids eval and compiling WebAssembly: bundled as Wrangler does it, by the export conditions, with
// the wasm as a module beside it. The entry for Vercel's edge runtime runs there too; only the name of its wasm differs.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awsSdk, newProject, root, type Project } from "../package/installed.js";
import { exerciseHttp } from "./exercise.mjs";
import { answers, binary, overHttp } from "./runtimes.js";

const workerd = binary("HASHRANGE_WORKERD", "@cloudflare/workerd-linux-64/bin/workerd");

let project: Project;
let server: ChildProcess | undefined;
beforeAll(() => {
  project = newProject(awsSdk);
  cpSync(join(import.meta.dirname, "exercise.mjs"), join(project.folder, "exercise.mjs"));
});
afterEach(() => {
  server?.kill("SIGKILL");
  server = undefined;
});
afterAll(() => project?.remove());

interface Resolved {
  readonly path: string;
  readonly resolveDir: string;
}
interface Plugin {
  onResolve(options: { filter: RegExp }, resolve: (wanted: Resolved) => object): void;
}
interface Bundler {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}

/** Bundles the worker; answers its text, and the wasm files that it imports by the names under which it does. */
async function bundle(text: string, conditions: string[]): Promise<{ script: string; wasm: Map<string, string> }> {
  const { build } = createRequire(join(root, "npm/package.json"))("esbuild") as Bundler;
  const wasm = new Map<string, string>();
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: project.folder },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions,
    logLevel: "warning",
    plugins: [
      {
        name: "wasm as modules",
        setup: ({ onResolve }: Plugin) =>
          onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => {
            wasm.set(path, join(resolveDir, path.replace("?module", "")));
            return { path, external: true };
          }),
      },
    ],
  });
  return { script: outputFiles[0]!.text, wasm };
}

/** Serves the worker in workerd; answers its address. */
async function serve({ script, wasm }: { script: string; wasm: Map<string, string> }): Promise<string> {
  project.write("worker/worker.mjs", script);
  const modules = [`(name = "worker.mjs", esModule = embed "worker.mjs")`];
  for (const [name, file] of wasm) {
    cpSync(file, join(project.folder, "worker/engine.wasm"));
    modules.push(`(name = "${name.replace("./", "")}", wasm = embed "engine.wasm")`);
  }
  project.write(
    "worker/config.capnp",
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (
       services = [(name = "main", worker = (modules = [${modules.join()}], compatibilityDate = "2026-01-01"))],
       sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
     );`,
  );
  server = spawn(workerd, ["serve", "--control-fd=3", "config.capnp"], {
    cwd: join(project.folder, "worker"),
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(server, "exit").then(() => Promise.reject(new Error("workerd ended")));
  const [event] = (await Promise.race([once(server.stdio[3] as Readable, "data"), ended])) as [Buffer];
  return `http://127.0.0.1:${(JSON.parse(event.toString()) as { port: number }).port}/`;
}

const worker = (body: string, imports = ""): string => `
  import { HostError, open } from "hashrange";
  ${imports}
  export default {
    async fetch() {
      try { return Response.json(await (async () => { ${body} })()); }
      catch (error) { return Response.json({ failure: String(error?.stack ?? error) }); }
    },
  };`;

const exercised = worker(
  `const db = await open();
   const answers = await exercise(db);
   await db.close();
   return answers;`,
  `import { exercise } from "./exercise.mjs";`,
);

async function answerOf(address: string): Promise<unknown> {
  return (await fetch(address)).json();
}

describe.each([
  ["workerd", ["workerd", "worker", "browser"], "./engine.wasm"],
  ["edge-light", ["edge-light", "browser"], "./engine.wasm?module"],
])("the packed package under the condition %s", (_, conditions, wasmName) => {
  it("answers in workerd, request after request", async () => {
    const address = await serve(await bundle(exercised, conditions));
    expect(await answerOf(address)).toEqual(answers);
    expect(await answerOf(address)).toEqual(answers);
  });

  it("brings its wasm once, as a module, and neither another storage nor anything of Node's", async () => {
    const { script, wasm } = await bundle(exercised, conditions);
    expect([...wasm]).toEqual([[wasmName, join(project.folder, "node_modules/hashrange/dist/engine.wasm")]]);
    expect(script).not.toContain("H4sI"); // how a gzip begins in base64
    expect(script).not.toMatch(/from "node:|import\("/);
    expect(script).not.toMatch(/\beval\(|new Function\b/);
  });

  it("says which storages it has not, and that it has no workers", async () => {
    const tried = worker(`
      const wanted = [{ storage: "idb:a" }, { storage: "file:a" }, { storage: "b" }, { worker: true }];
      const thrown = await Promise.all(wanted.map((options) => open(options).catch((error) => error)));
      return thrown.map((error) => [error instanceof HostError, error.code, error.message]);`);
    expect(await answerOf(await serve(await bundle(tried, conditions)))).toEqual([
      [true, "unsupported", `The storage "idb:a" needs IndexedDB, which this runtime has not.`],
      [true, "unsupported", `The storage "file:a" needs Node's file system, which this runtime has not.`],
      [true, "invalid", expect.stringContaining(`not "b"`)],
      [true, "unsupported", "The option worker needs workers, which this runtime has not."],
    ]);
  });
});

it("answers the AWS SDK's clients in workerd", async () => {
  const program = worker(
    `const db = await open();
     const client = dynamoDBClient(db);
     const document = documentClient(db);
     await client.send(new CreateTableCommand({
       TableName: "notes",
       AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
       KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
       BillingMode: "PAY_PER_REQUEST",
     }));
     await document.send(new PutCommand({ TableName: "notes", Item: { pk: "a", list: [1, "x", null] } }));
     const { Item } = await document.send(new GetCommand({ TableName: "notes", Key: { pk: "a" } }));
     const put = new PutCommand({ TableName: "notes", Item: { pk: "a" }, ConditionExpression: "attribute_not_exists(pk)" });
     const thrown = await document.send(put).catch((error) => error);
     return [Item, thrown instanceof ConditionalCheckFailedException];`,
    `import { dynamoDBClient } from "hashrange/sdk";
     import { documentClient } from "hashrange/sdk/document";
     import { ConditionalCheckFailedException, CreateTableCommand } from "@aws-sdk/client-dynamodb";
     import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";`,
  );
  const address = await serve(await bundle(program, ["workerd", "worker", "browser"]));
  expect(await answerOf(address)).toEqual([{ pk: "a", list: [1, "x", null] }, true]);
});

it("serves DynamoDB's protocol in workerd, by nothing but Database.fetch", async () => {
  const program = `
    import { open } from "hashrange";
    let db;
    export default { fetch: async (request) => (db ??= await open()).fetch(request) };`;
  const address = await serve(await bundle(program, ["workerd", "worker", "browser"]));
  expect(await exerciseHttp(fetch, address)).toEqual(overHttp);
});

it("is told by the package why the entry for browsers does not run in workerd", async () => {
  const address = await serve(await bundle(worker("await open();"), ["browser"]));
  expect(await answerOf(address)).toEqual({ failure: expect.stringContaining("does not compile WebAssembly while it runs") });
});

it("gives everybody one wasm and one glue, and workers another glue in their scripts", () => {
  const dist = join(project.folder, "node_modules/hashrange/dist");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const texts = files.map((name) => readFileSync(join(dist, name), "utf8"));
  const embedded = texts.flatMap((text) => text.match(/"H4sI[^"]*"/g) ?? []);
  expect(embedded.length).toBe(1);
  const inflated = gunzipSync(Buffer.from(embedded[0]!.slice(1, -1), "base64"));
  const file = createRequire(join(project.folder, "package.json")).resolve("hashrange/engine.wasm");
  expect(dirname(file)).toBe(dist);
  expect(inflated.equals(readFileSync(file))).toBe(true);
  // A word of Embind's.
  const glues = files.filter((_, index) => texts[index]!.includes("UnboundTypeError")).map((name) => name.replace(/-[^-]*$/, ""));
  expect(glues.sort()).toEqual(["chunks/chunk", "chunks/worker_open.node", "chunks/worker_open.web"]);
  expect(texts.filter((text) => /\beval\(|new Function\b/.test(text))).toEqual([]);
});
