// The built playground on a plain static server, in a folder, and a visitor who mostly uses the keyboard. For the tests playground*.test.ts.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";

export const dist = resolve(import.meta.dirname, "../../playground/dist");
export const executablePath = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** What the server sent: names and sizes as a static host would send them, compressed. */
export interface Sent {
  readonly name: string;
  readonly gzipBytes: number;
}

export class Site {
  readonly address: string;
  /** In the order asked for; emptied by whoever wants to count. */
  readonly sent: Sent[];
  readonly browser: Browser;
  readonly #server: Server;

  private constructor(server: Server, browser: Browser, sent: Sent[]) {
    this.#server = server;
    this.browser = browser;
    this.sent = sent;
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/folder/`;
  }

  static async open(): Promise<Site> {
    if (!existsSync(join(dist, "index.html"))) throw new Error("build the playground first: npm --prefix playground run build");
    const sent: Sent[] = [];
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
      const name = path.replace(/^\/some\/folder\//, "").replace(/^$/, "index.html");
      const file = resolve(dist, name);
      if (!path.startsWith("/some/folder/") || !(file + sep).startsWith(dist + sep) || !existsSync(file)) {
        sent.push({ name: `not found: ${path}`, gzipBytes: 0 });
        response.writeHead(404).end();
        return;
      }
      const bytes = readFileSync(file);
      sent.push({ name, gzipBytes: gzipSync(bytes, { level: 9 }).length });
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(bytes);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Site(server, await chromium.launch({ executablePath, args: flags }), sent);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.#server.close();
  }

  /** A visitor with nothing stored. */
  async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    return new Visitor(context, await context.newPage(), this.address);
  }
}

export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console and the page complained about. */
  readonly troubles: string[] = [];
  readonly #address: string;

  constructor(context: BrowserContext, page: Page, address: string) {
    this.context = context;
    this.page = page;
    this.#address = address;
    context.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => this.troubles.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.troubles.push(message.text());
    });
  }

  /** Goes to a page of the site and waits until something can be run. */
  async go(path = ""): Promise<void> {
    await this.page.goto(this.#address + path);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.locator("#reset:enabled").waitFor();
  }

  /** Tab, until the focus is on what the selector names. */
  async tabTo(selector: string): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await this.page.keyboard.press("Tab");
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    }
    throw new Error(`eighty times Tab did not lead to ${selector}`);
  }

  /** Chooses an answer to the lesson's question, by keyboard. */
  async predict(): Promise<void> {
    if ((await this.page.locator("#prediction input:checked").count()) > 0) return;
    await this.tabTo("#prediction input");
    await this.page.keyboard.press("Space");
  }

  /** Writes this into the editor in place of what is there, by keyboard. */
  async write(text: string): Promise<void> {
    const at = ".editor textarea, .editor-place";
    if (!(await this.page.evaluate((editor) => document.activeElement?.matches(editor) === true, at))) await this.tabTo(at);
    await this.page.locator(".editor[data-loaded]").waitFor();
    await this.page.keyboard.press("ControlOrMeta+a");
    // Chromium gives what replaces a selection that one's style, which the policy does not let it do, and which the editor does not want.
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.insertText(text);
  }

  /** Runs by keyboard and waits for the end. Answers the sentence about it. */
  async run(): Promise<string> {
    const ended = await this.runs();
    await this.page.keyboard.press("ControlOrMeta+Enter");
    return this.ended(ended);
  }

  /** How many runs have ended since the page was loaded. */
  async runs(): Promise<number> {
    return Number(await this.page.locator(".status").getAttribute("data-runs"));
  }

  /** Waits for one more run to end than had. Answers the sentence about it. */
  async ended(before: number): Promise<string> {
    await this.page.locator(`.status[data-runs="${before + 1}"]`).waitFor({ timeout: 20_000 });
    await this.ready();
    return this.text("#status");
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  output(): Promise<string> {
    return this.text("#output");
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
