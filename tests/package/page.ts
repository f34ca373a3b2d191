// What the tests of bundlers share: programs that use the package in a page, and what the page shows, in headless Chromium.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { expect } from "vitest";
import type { Project } from "./installed.js";

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

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

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

// Counts its own runs in IndexedDB: the second one, after a reload, finds the first. The address says where the engine is to run: in
// a worker ("?worker"), or in one that the page brings ("?own").
export const plainProgram = `import { open } from "hashrange";
${show(`
  const ways = { "?worker": true, "?own": () => new Worker(new URL("./engine_worker.js", import.meta.url), { type: "module" }) };
  const db = await open({ storage: "idb:runs", worker: ways[location.search] ?? false });
  const { TableNames } = await db.listTables();
  if (TableNames.length === 0) await db.createTable(${table});
  const { Attributes } = await db.updateItem({
    TableName: "notes", Key: { pk: { S: "runs" } }, UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues: "ALL_NEW",
  });
  await db.close();
  return Attributes;
`)}`;
export const workerProgram = `import "hashrange/worker";\n`;

export const sdkProgram = `import { open } from "hashrange";
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
export const fromSdk = { Item: { pk: "a", deep: { list: [1, "x"] } }, real: true };

/** What plainProgram shows at each load. */
export const runs = (shown: unknown[]): number[] => shown.map((answer) => Number((answer as { n?: { N: string } }).n?.N));

/** What the page shows at each of so many loads, with these response headers besides. */
export async function answers(browser: Browser, url: string, loads: number, extraHeaders?: Record<string, string>): Promise<unknown[]> {
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

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves the files of a project's folder until `use` is done with the address. */
export async function servingFiles(project: Project, folder: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(({ url = "" }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    const name = path === "/" ? "index.html" : path.slice(1);
    try {
      const body = readFileSync(join(project.folder, folder, name));
      response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "text/plain" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
