// The packed package in a Vite project that has no configuration: the dev server and the build, in headless Chromium.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsSdk, newProject, root, type Project } from "./installed.js";

const executablePath = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const vite = join(root, "tests/node_modules/vite/bin/vite.js");

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args });
});
afterAll(() => browser?.close());

const page = `<!doctype html><title>project</title><pre id="answer"></pre><script type="module" src="/main.js"></script>`;

/** A program that writes what it found into the page. */
const show = (body: string): string => `
  async function main() {${body}}
  main().then((answer) => answer, (error) => ({ failure: String(error) })).then((answer) => {
    document.querySelector("#answer").textContent = JSON.stringify(answer);
  });`;

const table = `{
  TableName: "notes",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
}`;

// Counts its own runs in IndexedDB: the second one, after a reload, finds the first.
const plainProgram = `import { open } from "hashrange";
${show(`
  const db = await open({ storage: "idb:runs" });
  const { TableNames } = await db.listTables();
  if (TableNames.length === 0) await db.createTable(${table});
  const { Attributes } = await db.updateItem({
    TableName: "notes", Key: { pk: { S: "runs" } }, UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues: "ALL_NEW",
  });
  await db.close();
  return Attributes;
`)}`;

const sdkProgram = `import { open } from "hashrange";
import { dynamoDBClient } from "hashrange/sdk";
import { documentClient } from "hashrange/sdk/document";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
${show(`
  const db = await open();
  const client = dynamoDBClient(db);
  const document = documentClient(db);
  await client.send(new CreateTableCommand(${table}));
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: "notes" });
  await document.send(new PutCommand({ TableName: "notes", Item: { pk: "a", deep: { list: [1, "x"] } } }));
  const { Item } = await document.send(new GetCommand({ TableName: "notes", Key: { pk: "a" } }));
  await db.close();
  return { Item, real: client instanceof DynamoDBClient };
`)}`;

/** Runs Vite with these arguments until `use` is done with the address that it serves. */
async function serving(project: Project, viteArgs: string[], use: (url: string) => Promise<void>): Promise<void> {
  const server = spawn(process.execPath, [vite, ...viteArgs, "--host", "127.0.0.1"], {
    cwd: project.folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  try {
    await use(await addressOf(server));
  } finally {
    const ended = once(server, "exit");
    server.kill();
    await ended;
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  let said = "";
  const found = new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    server.stdout!.on("data", hear);
    server.stderr!.on("data", hear);
    server.once("exit", () => reject(new Error(`vite ended:\n${said}`)));
  });
  return found;
}

/** What the page shows at each of so many loads, with these response headers besides. */
async function answers(url: string, loads: number, extraHeaders?: Record<string, string>): Promise<unknown[]> {
  const context = await browser.newContext();
  if (extraHeaders !== undefined) {
    await context.route(url, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), ...extraHeaders } });
    });
  }
  const tab = await context.newPage();
  const problems: string[] = [];
  tab.on("pageerror", (error) => problems.push(String(error)));
  const shown: unknown[] = [];
  for (let load = 0; load < loads; load++) {
    // The dev server reloads the page by itself when it has found new dependencies; the answer of that load counts then.
    await tab.goto(url);
    await tab.waitForFunction(() => document.querySelector("#answer")?.textContent !== "", undefined, { timeout: 60_000 });
    shown.push(JSON.parse((await tab.textContent("#answer"))!));
  }
  await context.close();
  expect(problems).toEqual([]);
  return shown;
}

async function built(project: Project): Promise<void> {
  const build = spawn(process.execPath, [vite, "build"], { cwd: project.folder, env: { ...process.env, NO_COLOR: "1" } });
  let said = "";
  build.stdout.on("data", (text: Buffer) => (said += text.toString()));
  build.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(build, "exit")) as [number];
  if (code !== 0) throw new Error(`vite build failed:\n${said}`);
}

describe("a Vite project without configuration", () => {
  let plain: Project;
  let withSdk: Project;
  beforeAll(() => {
    plain = newProject();
    withSdk = newProject(awsSdk);
    for (const [project, program] of [[plain, plainProgram], [withSdk, sdkProgram]] as const) {
      project.write("index.html", page);
      project.write("main.js", program);
    }
  });
  afterAll(() => {
    plain?.remove();
    withSdk?.remove();
  });

  const runs = (shown: unknown[]): number[] => shown.map((answer) => Number((answer as { n?: { N: string } }).n?.N));
  const fromSdk = { Item: { pk: "a", deep: { list: [1, "x"] } }, real: true };

  it("runs the package from the dev server, and finds its data after a reload", async () => {
    await serving(plain, [], async (url) => {
      const [first, second] = runs(await answers(url, 2));
      expect(first).toBeGreaterThanOrEqual(1);
      expect(second).toBe(first! + 1);
    });
  });

  it("builds it, and runs what was built", async () => {
    await built(plain);
    await serving(plain, ["preview"], async (url) => expect(runs(await answers(url, 2))).toEqual([1, 2]));
  });

  it("says what a Content Security Policy has to allow, and runs under one that does", async () => {
    await serving(plain, ["preview"], async (url) => {
      const [refused] = await answers(url, 1, { "content-security-policy": "script-src 'self'" });
      expect((refused as { failure: string }).failure).toContain("'wasm-unsafe-eval'");
      expect(runs(await answers(url, 1, { "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'" }))).toEqual([1]);
    });
  });

  it("runs the AWS SDK's clients from the dev server", async () => {
    await serving(withSdk, [], async (url) => expect(await answers(url, 1)).toEqual([fromSdk]));
  });

  it("builds them, and runs what was built", async () => {
    await built(withSdk);
    await serving(withSdk, ["preview"], async (url) => expect(await answers(url, 1)).toEqual([fromSdk]));
  });
});
