// The built playground in real Chromium, as a visitor uses it: run the program, reload, come back with a new browser, delete everything.
// It is served from a folder of a plain static server, under its own Content-Security-Policy.
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";

const dist = resolve(import.meta.dirname, "../../playground/dist");
const executablePath = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

let server: Server;
let address: string;
let profile: string;
let context: BrowserContext;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  if (!existsSync(join(dist, "index.html"))) throw new Error("build the playground first: npm --prefix playground run build");
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    const file = resolve(dist, path.replace(/^\/some\/folder\//, "").replace(/^$/, "index.html"));
    if (!path.startsWith("/some/folder/") || !(file + sep).startsWith(dist + sep) || !existsSync(file)) {
      response.writeHead(404).end();
    } else {
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/folder/`;
});

afterAll(() => {
  server?.close();
});

async function visit(): Promise<void> {
  context = await chromium.launchPersistentContext(profile, { executablePath, args: flags });
  page = context.pages()[0] ?? (await context.newPage());
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.goto(address);
  await page.locator("#run:enabled").waitFor();
}

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), "hashrange-playground-"));
  troubles = [];
  await visit();
});

afterEach(async () => {
  await context?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  expect(troubles).toEqual([]);
});

/** Presses the button, waits for the program to end well, and answers its output. */
async function run(): Promise<string> {
  await page.locator("#run").click();
  await page.locator("#status", { hasText: /^(ran in|failed)/ }).waitFor();
  await page.locator("#run:enabled").waitFor();
  const output = await page.locator("#output").innerText();
  expect(await page.locator("#status").innerText(), output).toMatch(/^ran in/);
  return output;
}

const summary = (): Promise<string> => page.locator("#stored-summary").innerText();
const storedRows = (): Promise<string[]> => page.locator("#stored tbody tr").allInnerTexts();

it("starts with nothing stored and shows the program that it runs", async () => {
  expect(await summary()).toBe("no table");
  expect(await page.locator("#source").innerText()).toContain("new UpdateCommand({");
});

it("runs the program: a table, conditional writes, updates and a query, all inside the page", async () => {
  const output = await run();
  expect(output).toContain('Made the table "social".');
  expect(output).toContain("Ada Lovelace joined.");
  expect(output).toContain("ada posted; that makes 2.");
  expect(output).toMatch(/Ada's newest posts:\n.*A note on the note\.\n.*The engine weaves algebraical patterns\./);
  expect(await summary()).toBe('table "social", 7 items');
});

it("has the items again after a reload, and builds on them", async () => {
  await run();
  const before = await storedRows();
  expect(before).toHaveLength(7);
  await page.reload();
  await page.locator("#run:enabled").waitFor();
  expect(await storedRows()).toEqual(before);
  const output = await run();
  expect(output).toContain('The table "social" is there already.');
  expect(output).toContain("Ada Lovelace was a member before.");
  expect(output).toContain("ada posted; that makes 4.");
  expect(await summary()).toBe('table "social", 10 items');
});

it("has the items again in a new browser on the same profile", async () => {
  await run();
  const before = await storedRows();
  expect(before).toHaveLength(7);
  await context.close();
  await visit();
  expect(await storedRows()).toEqual(before);
});

it("deletes everything, also for after a reload", async () => {
  await run();
  await page.locator("#reset").click();
  await page.locator("#status", { hasText: /^deleted in/ }).waitFor();
  expect(await summary()).toBe("no table");
  await page.reload();
  await page.locator("#run:enabled").waitFor();
  expect(await summary()).toBe("no table");
});
