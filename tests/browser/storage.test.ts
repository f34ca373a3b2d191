// The IndexedDB storage in real Chromium, in pages and workers: the shared contract, IDBFS's format, tabs, eviction, failing writes and
// kills. It needs the glue and wasm of the engine for their FS and IDBFS; HASHRANGE_ENGINE_DIR names the folder if not the package's.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contractCases } from "../../web/storage_contract.js";
import type { Calls } from "./storage_page.js";

const kFolder = import.meta.dirname;
const kEngineFolder = process.env["HASHRANGE_ENGINE_DIR"] ?? path.resolve(kFolder, "../../npm/src/engine");
const kChromium = process.env["HASHRANGE_CHROMIUM"] ?? "/usr/bin/chromium";
const kFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const esbuild = createRequire(path.resolve(kFolder, "../../npm/package.json"))("esbuild") as {
    build(options: object): Promise<{ outputFiles: { text: string }[] }>;
  };
  const built = await esbuild.build({
    entryPoints: [path.join(kFolder, "storage_page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  const files: Record<string, readonly [type: string, body: string | Buffer]> = {
    "/": ["text/html", "<!doctype html><script type=module src=/page.js></script>"],
    "/page.js": ["text/javascript", built.outputFiles[0]!.text],
    "/engine.mjs": ["text/javascript", fs.readFileSync(path.join(kEngineFolder, "engine.mjs"))],
    "/engine.wasm": ["application/wasm", fs.readFileSync(path.join(kEngineFolder, "engine.wasm"))],
  };
  server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(body === "" ? 404 : 200, { "content-type": type }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: kChromium, args: kFlags });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});


async function newPage(within: BrowserContext): Promise<Page> {
  const made = await within.newPage();
  await made.goto(origin);
  await made.waitForFunction("globalThis.answer !== undefined");
  return made;
}

type Result<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>;

async function callIn<Name extends keyof Calls>(
  where: "answer" | "answerInWorker",
  target: Page,
  name: Name,
  parameters: unknown[],
): Promise<Result<Name>> {
  const answer = (await target.evaluate(
    ([on, call, all]) => (globalThis as unknown as Record<string, (...given: unknown[]) => unknown>)[on]!(call, all),
    [where, name, parameters] as const,
  )) as { value: unknown } | { failure: string };
  if ("failure" in answer) throw new Error(answer.failure);
  return answer.value as Result<Name>;
}

const call = <Name extends keyof Calls>(target: Page, name: Name, ...parameters: unknown[]): Promise<Result<Name>> =>
  callIn("answer", target, name, parameters);

const callWorker = <Name extends keyof Calls>(target: Page, name: Name, ...parameters: unknown[]): Promise<Result<Name>> =>
  callIn("answerInWorker", target, name, parameters);

/** Each test of the group begins in a page of a browser that has stored nothing. */
function freshPage(): void {
  beforeEach(async () => {
    context = await browser.newContext();
    page = await newPage(context);
  });

  afterEach(() => context.close());
}

function countTo(end: number, first = 0): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

describe.each([["page", call], ["worker", callWorker]] as const)("the contract, in a %s", (_, callThere) => {
  let shared: BrowserContext;
  let own: Page;

  beforeAll(async () => {
    shared = await browser.newContext();
    own = await newPage(shared);
  });

  afterAll(() => shared.close());

  for (const { name } of contractCases) it(name, () => callThere(own, "runCase", name, `.a b/ü.% ${name}`));
});

describe("IDBFS's format", () => {
  freshPage();

  it("is what stock IDBFS loads, file by file", async () => {
    await call(page, "open", "shop");
    await call(page, "append", "shop", countTo(700));
    await call(page, "close", "shop");
    const { segments } = await call(page, "manifest", "shop");
    const view = new Map(await call(page, "stockView", "shop"));
    expect([...view.keys()].sort()).toEqual([...segments, "manifest"].sort());
    const logBytes = segments.reduce((sum, name) => sum + view.get(name)! - 16, 0);
    expect(logBytes).toBe(70_000);
  });

  it("is safe from a stock sync to IndexedDB while the database is open", async () => {
    await call(page, "open", "shop");
    await call(page, "append", "shop", countTo(10));
    const before = await call(page, "list", "shop");
    await call(page, "stockSyncOut", "shop");
    expect(await call(page, "list", "shop")).toEqual(before);
    await call(page, "append", "shop", [10]);
    await call(page, "close", "shop");
    expect(await call(page, "open", "shop")).toEqual(countTo(11));
  });

  it("keeps the number of records small however many appends there were", async () => {
    await call(page, "open", "shop", 3000, { durability: "relaxed" });
    await call(page, "append", "shop", countTo(3000), 3000);
    await call(page, "close", "shop");
    // 9 MB: 300 segments of 10 frames before merging.
    expect((await call(page, "list", "shop")).length).toBeLessThan(16 + 16 + 8);
    expect(await call(page, "open", "shop", 3000)).toEqual(countTo(3000));
  });
});

describe("tabs and workers", () => {
  freshPage();

  it("find the database open elsewhere, and get it when the owner closes it", async () => {
    await call(page, "open", "shop");
    const other = await newPage(context);
    const words = "locked: 'idb:shop' is open in another tab or worker.";
    const soon = { lockWaitMs: 100 };
    await expect(call(other, "open", "shop", 100, soon)).rejects.toThrow(words);
    await expect(callWorker(page, "open", "shop", 100, soon)).rejects.toThrow(words);
    await expect(call(other, "delete", "shop", soon.lockWaitMs)).rejects.toThrow(words);
    await call(page, "append", "shop", [1]);
    await call(page, "close", "shop");
    expect(await call(other, "open", "shop")).toEqual([1]);
  });

  it("are told at once when they do not wait, and keep nothing of it", async () => {
    await call(page, "open", "shop");
    for (const callThere of [call, callWorker]) {
      const other = await newPage(context);
      await expect(callThere(other, "open", "shop", 100, { lockWaitMs: 0 })).rejects.toThrow("locked: 'idb:shop' is open in another");
    }
    await call(page, "close", "shop");
    expect(await call(page, "open", "shop")).toEqual([]);
  });

  it("get it when the owner is gone", async () => {
    await call(page, "open", "shop");
    await call(page, "append", "shop", [1]);
    const other = await newPage(context);
    await page.close();
    expect(await call(other, "open", "shop")).toEqual([1]);
  });

  it("open again after a reload, with what was stored", async () => {
    for (let round = 0; round < 5; ++round) {
      expect(await call(page, "open", "shop")).toEqual(countTo(round));
      await call(page, "append", "shop", [round]);
      await page.reload();
      await page.waitForFunction("globalThis.answer !== undefined");
    }
  });

  it("have databases of other names for themselves", async () => {
    await call(page, "open", "one");
    await call(page, "open", "two");
    await call(page, "append", "one", [1]);
    await call(page, "append", "two", [2]);
    await call(page, "close", "one");
    await call(page, "append", "two", [3]);
    await call(page, "close", "two");
    expect(await call(page, "open", "one")).toEqual([1]);
    expect(await call(page, "open", "two")).toEqual([2, 3]);
  });
});

describe("an evicted database", () => {
  freshPage();

  for (const [where, callThere] of [["page", call], ["worker", callWorker]] as const) {
    it(`is told from a new one in a ${where}, and begun anew only when asked`, async () => {
      await callThere(page, "open", "shop");
      await callThere(page, "append", "shop", [1]);
      await callThere(page, "close", "shop");
      await callThere(page, "evict", "shop");
      for (let round = 0; round < 2; ++round) {
        await expect(callThere(page, "open", "shop")).rejects.toThrow(
          "evicted: The data of 'idb:shop' is gone: the browser or its user removed it.",
        );
      }
      expect(await callThere(page, "databases")).not.toContain("/hashrange/shop");
      expect(await callThere(page, "open", "shop", 100, { startAnew: true })).toEqual([]);
      await callThere(page, "append", "shop", [2]);
      await callThere(page, "close", "shop");
      expect(await callThere(page, "open", "shop", 100, { startAnew: true })).toEqual([2]);
    });
  }

  it("is noticed in a page though all of IndexedDB is gone", async () => {
    await call(page, "open", "shop");
    await call(page, "close", "shop");
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
    });
    await expect(call(page, "open", "shop")).rejects.toThrow("evicted");
  });

  it("is noticed while it is open", async () => {
    await call(page, "open", "shop");
    await call(page, "append", "shop", [1]);
    await call(page, "evict", "shop");
    const failure = "evicted: 'idb:shop' was deleted while it was open.";
    expect(await call(page, "failureOf", "shop")).toBe(failure);
    await expect(call(page, "append", "shop", [2])).rejects.toThrow(failure);
    expect(await call(page, "databases")).not.toContain("/hashrange/shop");
  });

  it("is a new one after deleteIdbfs", async () => {
    await call(page, "open", "shop");
    await call(page, "append", "shop", [1]);
    await call(page, "close", "shop");
    await call(page, "delete", "shop");
    expect(await call(page, "open", "shop")).toEqual([]);
  });
});

describe("a failed write", () => {
  freshPage();

  for (const how of ["throws", "aborts"] as const) {
    it(`that ${how} half way leaves the state before it, and stops the storage`, async () => {
      await call(page, "open", "shop", 30_000);
      await call(page, "append", "shop", [1], 30_000);
      const before = await call(page, "manifest", "shop");
      // The second put of the transaction is the manifest's, the first the new segment's.
      await call(page, "breakPut", 2, how);
      await expect(call(page, "append", "shop", [2], 30_000)).rejects.toThrow("storage: Writing 'idb:shop' failed");
      await expect(call(page, "append", "shop", [3], 30_000)).rejects.toThrow("storage: Writing 'idb:shop' failed");
      expect(await call(page, "manifest", "shop")).toEqual(before);
      expect((await call(page, "list", "shop")).sort()).toEqual([...before.segments, "manifest"]);
      await call(page, "close", "shop");
      expect(await call(page, "open", "shop", 30_000)).toEqual([1]);
      await call(page, "append", "shop", [2], 30_000);
    });
  }

  it("is told when IndexedDB does not answer in time", async () => {
    await call(page, "silence");
    await expect(call(page, "open", "shop", 100, { loadLimitMs: 300 })).rejects.toThrow(
      "storage: Opening 'idb:shop' did not finish within 0.3 s.",
    );
  });
});

describe("something else in its place", () => {
  freshPage();

  it("is refused and not touched", async () => {
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open("/hashrange/shop", 40);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        }),
    );
    await expect(call(page, "open", "shop")).rejects.toThrow("foreign: 'idb:shop' holds an IndexedDB database of something else.");
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version))).toContain(40);
  });
});

describe("a killed browser", () => {
  async function started(profile: string): Promise<{ child: ChildProcess; page: Page }> {
    const arguments_ = [...kFlags, "--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
    const child = spawn(kChromium, arguments_, { stdio: ["ignore", "ignore", "pipe"], detached: true });
    let output = "";
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr!.on("data", (text: Buffer) => {
        output += text.toString();
        const match = /DevTools listening on (ws:\S+)/.exec(output);
        if (match !== null) resolve(match[1]!);
      });
      child.once("exit", () => reject(new Error(`Chromium ended: ${output}`)));
    });
    const connected = await chromium.connectOverCDP(address);
    return { child, page: await newPage(connected.contexts()[0]!) };
  }

  it("has every append that was answered, and no gap", async () => {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "hashrange-chromium-"));
    try {
      let next = 0;
      let checkpoints = 0;
      for (let round = 0; round < 4; ++round) {
        const { child, page: own } = await started(profile);
        const numbers = await call(own, "open", "shop", 15_000);
        expect(numbers).toEqual(countTo(numbers.length));
        expect(numbers.length).toBeGreaterThanOrEqual(next);
        if (round < 3) {
          next = numbers.length;
          const enough = new Promise<void>((resolve) => {
            own.on("console", (message) => {
              if (message.text() === "checkpoint") ++checkpoints;
              if (!message.text().startsWith("durable")) return;
              const number = Number(message.text().split(" ")[1]);
              next = number + 1;
              if (number >= numbers.length + 150) resolve();
            });
          });
          void call(own, "appendForever", "shop", numbers.length, 15_000).catch(() => {});
          await enough;
        }
        process.kill(-child.pid!, "SIGKILL");
        await once(child, "exit");
      }
      expect(next).toBeGreaterThan(450);
      expect(checkpoints).toBeGreaterThan(2);
    } finally {
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  }, 120_000);
});

describe("an append", () => {
  freshPage();

  it("costs the same at any total size", async () => {
    await call(page, "open", "shop", 4000);
    const early = await call(page, "appendMs", "shop", 60, 4000);
    await call(page, "append", "shop", countTo(40), 500_000);
    const late = await call(page, "appendMs", "shop", 60, 4000);
    // Twenty megabytes later. The bound is wide: the machine is shared, and stock IDBFS would be slower by two orders.
    expect(late).toBeLessThan(early * 4 + 5);
  });
});
