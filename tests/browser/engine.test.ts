// The package in a page of real Chromium: every conformance case through the direct API, and the engine in a worker, under Content
// Security Policies too.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readCases } from "../conformance/cases.js";
import { casesOf } from "../conformance/direct.js";
import { root } from "../package/installed.js";
import type { Outcome } from "./engine_page.js";

const executablePath = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const files = readCases(join(root, "tests/conformance/cases"));

interface Bundler {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}

let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  const { build } = createRequire(join(root, "npm/package.json"))("esbuild") as Bundler;
  const options = { bundle: true, write: false, format: "esm", target: "es2022", platform: "browser", absWorkingDir: join(root, "tests"), logLevel: "error" };
  const bundled = async (entry: object): Promise<string> => (await build({ ...options, ...entry })).outputFiles[0]!.text;
  const pageText = await bundled({
    entryPoints: ["browser/engine_page.ts"],
    // Of cases.ts only what reads files and base64 is Node's.
    inject: ["browser/engine_page_buffer.ts"],
    plugins: [
      {
        name: "no files in a page",
        setup: (building: { onResolve(filter: object, resolve: () => object): void; onLoad(filter: object, load: () => object): void }) => {
          building.onResolve({ filter: /^node:/ }, () => ({ path: "none", namespace: "none" }));
          building.onLoad({ filter: /^none$/, namespace: "none" }, () => ({ contents: "export const readFileSync = null, readdirSync = null, join = null;" }));
        },
      },
    ],
  });
  const ownWorker = await bundled({ stdin: { contents: `import "hashrange/worker";`, resolveDir: join(root, "tests") } });
  const script = (text: string): [string, string] => ["text/javascript", text];
  const policies: Record<string, string> = {
    "/": "",
    "/strict": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    "/blob": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:",
  };
  const texts: Record<string, [string, string]> = { "/page.js": script(pageText), "/engine_worker.js": script(ownWorker), "/broken_worker.js": script("throw new Error('no luck')") };
  server = createServer(({ url = "" }, response) => {
    const policy = policies[url];
    const [type, text] = policy === undefined ? (texts[url] ?? ["text/plain", ""]) : ["text/html", "<!doctype html><script type=module src=/page.js></script>"];
    response.writeHead(text === "" ? 404 : 200, { "content-type": type, ...(policy ? { "content-security-policy": policy } : {}) }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath, args: flags });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function visit(path: string): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.waitForFunction("globalThis.runFile !== undefined");
}

async function openPage(): Promise<void> {
  context = await browser.newContext();
  page = await context.newPage();
  await visit("/");
}

/** Each test of the group begins in a page of a browser that has stored nothing. */
function freshPage(): void {
  beforeEach(openPage);
  afterEach(() => context.close());
}

/** What the body of an async function answers in the page, where `open` is the package's. What it throws comes as [name, code, message]. */
function inPage(body: string): Promise<unknown> {
  return page.evaluate(`(async () => {
    const { open } = globalThis.hashrange;
    const failure = (promise) => promise.then(() => "it did not fail", (error) => [error.name, error.code, error.message]);
    ${body}
  })()`);
}

const table = `{
  TableName: "notes",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
}`;

describe("the conformance cases, in a page", () => {
  // One page for all: each case has a database of its own.
  beforeAll(openPage);
  afterAll(() => context.close());

  it.each(files.map((file) => [file.file.replace(/\.json$/, ""), file] as const))("%s", async (_, file) => {
    const outcome = (await page.evaluate(`runFile(${JSON.stringify(file)}, {})`)) as Outcome;
    expect(outcome).toEqual({ run: casesOf(file).length, failures: [] });
  });
});

describe("the engine in a worker of a page", () => {
  freshPage();

  it("answers a file of conformance cases as beside the page", async () => {
    const file = files.find(({ file }) => file === "update_item.json") ?? files[0]!;
    const outcome = (await page.evaluate(`runFile(${JSON.stringify(file)}, { worker: true })`)) as Outcome;
    expect(outcome).toEqual({ run: casesOf(file).length, failures: [] });
  });

  it("keeps the page free while it works", async () => {
    const turns = await inPage(`
      const db = await open({ worker: true });
      await db.createTable(${table});
      const Item = (i) => ({ pk: { S: "k" + i }, text: { S: "x".repeat(1000) } });
      await Promise.all(Array.from({ length: 5000 }, (_, i) => db.putItem({ TableName: "notes", Item: Item(i) })));
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const scan = { TableName: "notes", FilterExpression: "contains(#t, :none)", ExpressionAttributeNames: { "#t": "text" }, ExpressionAttributeValues: { ":none": { S: "y" } } };
      for (let i = 0; i < 30; i++) await db.scan(scan);
      clearInterval(timer);
      await db.close();
      return turns;`);
    expect(turns).toBeGreaterThan(5);
  });

  it("stores in IndexedDB, finds it after a reload, and holds it alone", async () => {
    await inPage(`
      const db = await open({ storage: "idb:shop", worker: true });
      await db.createTable(${table});
      await db.putItem({ TableName: "notes", Item: { pk: { S: "a" } } });`);
    await visit("/");
    expect(
      await inPage(`
        const db = await open({ storage: "idb:shop", worker: true });
        const { Items } = await db.scan({ TableName: "notes" });
        const locked = await failure(open({ storage: "idb:shop" }));
        await db.close();
        const beside = await open({ storage: "idb:shop" });
        const { Count } = await beside.scan({ TableName: "notes" });
        await beside.close();
        return [Items, locked, Count];`),
    ).toEqual([[{ pk: { S: "a" } }], ["HostError", "locked", "'idb:shop' is open in another tab or worker."], 1]);
  });

  it("takes a worker that the page brings, which ends with the database", async () => {
    expect(
      await inPage(`
        const worker = new Worker("/engine_worker.js", { type: "module" });
        let ended = 0;
        const terminate = worker.terminate;
        worker.terminate = () => { ended++; terminate.call(worker); };
        const db = await open({ worker });
        const fork = await db.fork();
        const tables = await db.listTables();
        await db.close();
        const before = ended;
        await fork.close();
        const made = await open({ worker: () => new Worker("/engine_worker.js", { type: "module" }), storage: "idb:own" });
        await made.close();
        return [tables, before, ended];`),
    ).toEqual([{ TableNames: [] }, 0, 1]);
  });

  it("says that it ended, to everybody who waits", async () => {
    expect(
      await inPage(`
        let worker;
        const db = await open({ worker: () => (worker = new Worker("/engine_worker.js", { type: "module" })) });
        const waiting = failure(db.listTables());
        worker.dispatchEvent(new ErrorEvent("error", { message: "Uncaught RangeError: out of memory" }));
        const answers = [await waiting, await failure(db.inspect()), await failure(db.close())];
        answers.push(await failure(open({ worker: () => new Worker("/broken_worker.js") })));
        answers.push((await failure(open({ worker: () => new Worker("/absent.js") }))).slice(0, 2));
        return answers;`),
    ).toEqual([
      ...Array.from({ length: 3 }, () => ["HostError", "worker", "The worker that holds the database ended (Uncaught RangeError: out of memory). Open the database again."]),
      ["HostError", "worker", expect.stringContaining("The worker could not be started (Uncaught Error: no luck).")],
      ["HostError", "worker"],
    ]);
  });

  it("needs worker-src blob: of a Content Security Policy, or a worker that the page brings", async () => {
    await visit("/strict");
    expect(await inPage(`return failure(open({ worker: true }));`)).toEqual(["HostError", "worker", expect.stringContaining("it must allow blob: in its worker-src, or the option worker must bring a worker")]);
    expect(await inPage(`const db = await open({ worker: () => new Worker("/engine_worker.js", { type: "module" }) }); const { TableNames } = await db.listTables(); await db.close(); return TableNames;`)).toEqual([]);
    await visit("/blob");
    expect(await inPage(`const db = await open({ worker: true }); const { TableNames } = await db.listTables(); await db.close(); return TableNames;`)).toEqual([]);
  });
});
