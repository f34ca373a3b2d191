// The AWS SDK in a page of real Chromium, unchanged, over HTTP: to `hashrange serve` on another origin, which takes CORS, and to a Service
// Worker that answers by Database.fetch, with no server at all behind it.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { start, type Serving } from "../clients/serving.js";
import { root } from "../package/installed.js";

const executablePath = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// What the page does with an endpoint.
const program = `
  import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
  globalThis.use = async (endpoint, secretAccessKey) => {
    const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials: { accessKeyId: "any", secretAccessKey } });
    const TableName = "notes";
    await client.send(new CreateTableCommand({
      TableName, BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }));
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: "ключ" }, text: { S: "x".repeat(10_000) } } }));
    const { Item, $metadata } = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: "ключ" } } }));
    const put = new PutItemCommand({ TableName, Item: { pk: { S: "ключ" } }, ConditionExpression: "attribute_not_exists(pk)" });
    const refused = await client.send(put).catch((error) => error);
    return [Item.text.S.length, /^[0-9A-Z]{52}$/.test($metadata.requestId), refused.name];
  };`;

const worker = `
  import { open } from "/hashrange/index.js";
  const database = open();
  const checked = open();
  const credentials = { accessKeyId: "any", secretAccessKey: "right" };
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    const { pathname } = new URL(event.request.url);
    if (pathname.startsWith("/dynamodb")) event.respondWith(database.then((db) => db.fetch(event.request)));
    if (pathname.startsWith("/checked")) event.respondWith(checked.then((db) => db.fetch(event.request, { credentials })));
  });`;

let server: Server;
let origin: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  const esbuild = createRequire(join(root, "npm/package.json"))("esbuild") as { build(options: object): Promise<{ outputFiles: { text: string }[] }> };
  const built = await esbuild.build({
    stdin: { contents: program, resolveDir: join(root, "npm") },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    logLevel: "error",
  });
  const files: Record<string, readonly [type: string, body: string]> = {
    "/": ["text/html", "<!doctype html><script type=module src=/page.js></script>"],
    "/page.js": ["text/javascript", built.outputFiles[0]!.text],
    "/worker.js": ["text/javascript", worker],
  };
  server = createServer(({ url = "" }, response) => {
    const found = files[url];
    if (found !== undefined) response.writeHead(200, { "content-type": found[0] }).end(found[1]);
    else if (/^\/hashrange\/[\w./-]+\.js$/.test(url)) response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(root, "npm/dist", url.slice("/hashrange/".length))));
    else response.writeHead(404).end();
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
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(origin);
  await page.waitForFunction("globalThis.use !== undefined");
});
afterEach(() => page?.context().close());

/** What the page's program answers for an endpoint. */
const used = (endpoint: string, secret = "any"): Promise<unknown> => page.evaluate(`use(${JSON.stringify(endpoint)}, ${JSON.stringify(secret)}).catch((error) => error.name)`);
const answers = [10_000, true, "ConditionalCheckFailedException"];

it("answers the AWS SDK in a page of another origin", async () => {
  const serving: Serving = await start();
  try {
    expect(await used(serving.url)).toEqual(answers);
  } finally {
    await serving.stop();
  }
});

it("verifies what the AWS SDK signs in a page of another origin", async () => {
  const serving: Serving = await start(["--credentials-from-env"], { env: { ...process.env, AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "right" } });
  try {
    expect(await used(serving.url, "wrong")).toBe("InvalidSignatureException");
    expect(await used(serving.url, "right")).toEqual(answers);
  } finally {
    await serving.stop();
  }
});

it("answers the AWS SDK in a page by its Service Worker", async () => {
  await page.evaluate(`(async () => {
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    const controlled = () => navigator.serviceWorker.controller !== null;
    while (!controlled()) await new Promise((resolve) => setTimeout(resolve, 20));
  })()`);
  expect(await used(`${origin}/dynamodb`)).toEqual(answers);
  expect(await used(`${origin}/checked`, "wrong")).toBe("InvalidSignatureException");
  expect(await used(`${origin}/checked`, "right")).toEqual(answers);
});
