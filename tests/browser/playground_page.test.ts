// How the page is: readable without JavaScript, without violations of accessibility at every width and in both schemes, still for those who
// want no motion, small; and what it says when the browser refuses its storage.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dist, Site, type Visitor } from "./playground_site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = resolve(import.meta.dirname, "../results/screenshots");
mkdirSync(shots, { recursive: true });

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site?.close());

const widths = [390, 900, 1440] as const;

async function violations(page: Page): Promise<string[]> {
  // Past the page's policy, which forbids such scripts: evaluate is the debugger's.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await run.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
  });
}

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe.each(widths)("at %i pixels", (width) => {
  it.each(width === 900 ? (["light"] as const) : (["light", "dark"] as const))(
    "has no violation that axe finds, in %s, and nothing sticks out",
    async (colorScheme) => {
      const visitor = await site.visitor({ viewport: { width, height: width < 500 ? 844 : 900 }, colorScheme, reducedMotion: "reduce" });
      const { page } = visitor;
      const look = async (name: string): Promise<void> => {
        await page.screenshot({ path: join(shots, `playground-${width}-${colorScheme}-${name}.png`) });
        expect(await sideways(page)).toBe(0);
        expect(await violations(page)).toEqual([]);
      };
      await visitor.go("query-or-scan.html");
      await visitor.predict();
      await look("lesson");
      await visitor.run();
      if (width < 720) await page.getByRole("navigation", { name: "What is shown" }).getByRole("button", { name: "State" }).click();
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        await look(`state-${(await tab.innerText()).split(/\s/)[0]!.toLowerCase()}`);
      }
      if (width < 1200) await page.getByRole("navigation", { name: "What is shown" }).getByRole("button", { name: "Code" }).click();
      await page.locator(".editor textarea").focus();
      await page.locator(".editor[data-loaded]").waitFor();
      await visitor.write(`throw new Error("shown");`);
      await visitor.run();
      await look("failed");
      await page.getByRole("button", { name: "Form" }).click();
      await page.getByText(/more members/).click();
      await look("form");
      await page.getByRole("button", { name: "Share" }).click();
      await look("share");
      expect(visitor.troubles).toEqual([]);
      await visitor.close();
    },
    180_000,
  );
});

it("moves nothing for those who want no motion", async () => {
  const visitor = await site.visitor({ reducedMotion: "reduce" });
  await visitor.go("query-or-scan.html");
  await visitor.predict();
  await visitor.run();
  const moving = await visitor.page.evaluate(() => {
    const long = (text: string): boolean => text.split(",").some((one) => parseFloat(one) * (one.trim().endsWith("ms") ? 1 : 1000) > 1);
    const elements = [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return long(transitionDuration) || (animationName !== "none" && long(animationDuration)) || scrollBehavior === "smooth";
    });
    return [
      elements.map(({ outerHTML }) => outerHTML.slice(0, 80)),
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === "running" && Number(effect?.getComputedTiming().duration) > 1).length,
    ];
  });
  expect(moving).toEqual([[], 0]);
  await visitor.close();
});

it("can be read without JavaScript, each lesson under its own address", async () => {
  const visitor = await site.visitor({ javaScriptEnabled: false });
  for (const [file, title] of [
    ["", "Items and keys"],
    ["items-and-keys.html", "Items and keys"],
    ["transactions.html", "Transactions"],
  ] as const) {
    await visitor.page.goto(site.address + file);
    expect(await visitor.text(".title")).toBe(title);
    expect((await visitor.text("article")).length).toBeGreaterThan(1500);
    expect(await visitor.page.locator(".turn a").count()).toBeGreaterThan(0);
  }
  await visitor.page.getByRole("link", { name: /Before/ }).click();
  expect(await visitor.text(".title")).toMatch(/^One table/);
  await visitor.close();
});

it("goes by #/ to a lesson, and back and forth through the lessons", async () => {
  const visitor = await site.visitor();
  await visitor.go("#/one-table");
  expect(await visitor.text(".title")).toMatch(/^One table/);
  await visitor.page.getByRole("link", { name: /^Next/ }).click();
  await visitor.page.locator(".title", { hasText: "Transactions" }).waitFor();
  await visitor.ready();
  expect(await visitor.page.title()).toContain("Transactions");
  expect(visitor.troubles).toEqual([]);
  await visitor.close();
});

it("has a strict policy, and asks nobody but its own host", async () => {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const rules = Object.fromEntries(policy.split("; ").map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]));
  expect(rules["default-src"]).toBe("'none'");
  expect(rules["connect-src"]).toBe("'none'");
  expect(rules["script-src"]).toBe("'self' blob: 'wasm-unsafe-eval'");
  expect(policy).not.toContain("unsafe-inline");
  const visitor = await site.visitor();
  const asked: string[] = [];
  visitor.page.on("request", (request) => asked.push(request.url()));
  await visitor.go();
  await visitor.predict();
  await visitor.run();
  expect(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith(`blob:${new URL(site.address).origin}`))).toEqual([]);
  expect(asked.filter((url) => /\.(woff2?|ttf|otf)$/.test(url))).toEqual([]);
  await visitor.close();
});

it("keeps to its budgets", async () => {
  const visitor = await site.visitor();
  site.sent.length = 0;
  const begun = performance.now();
  await visitor.page.goto(site.address);
  await visitor.page.locator("#prediction input").first().click();
  expect(await visitor.text("#prediction")).toMatch(/Right\.|It is: /);
  // What the browser needed to show the lesson and to take an answer; the engine is loaded behind it.
  const needed = [
    /^index\.html$/,
    ...[...readFileSync(join(dist, "index.html"), "utf8").matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(
      ([, name]) => new RegExp(`^${name}$`),
    ),
  ];
  const first = site.sent.filter(({ name }) => needed.some((pattern) => pattern.test(name)));
  await visitor.ready();
  const readyMs = performance.now() - begun;
  const engine = site.sent.filter((one) => !first.includes(one));
  const sum = (sent: readonly { gzipBytes: number }[]): number => sent.reduce((bytes, { gzipBytes }) => bytes + gzipBytes, 0);
  const beforeRun = site.sent.length;
  await visitor.run();
  const firstRunMs = performance.now() - begun;
  const ofRun = site.sent.slice(beforeRun);
  await visitor.page.locator(".editor textarea").focus();
  const beforeEditor = site.sent.length;
  await visitor.page.locator(".editor[data-loaded]").waitFor();
  const ofEditor = site.sent.slice(Math.min(beforeEditor, site.sent.length - 1));
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB gzip`;
  console.log(
    [
      `the first lesson, to read and to answer: ${kilobytes(sum(first))}, ${first.length} requests`,
      `the engine and the lesson's data behind it: ${kilobytes(sum(engine))}, ${engine.length} requests (${engine.map(({ name }) => name).join(" ")})`,
      `more for the first run: ${kilobytes(sum(ofRun))}, ${ofRun.length} requests`,
      `the editor, when it is first turned to: ${kilobytes(sum(ofEditor))}`,
      `something can be run after ${readyMs.toFixed(0)} ms, the first run has ended after ${firstRunMs.toFixed(0)} ms`,
    ].join("\n"),
  );
  expect(sum(first)).toBeLessThan(150 * 1024);
  expect(first.length).toBeLessThanOrEqual(5);
  expect(site.sent.length).toBeLessThanOrEqual(20);
  expect(site.sent.filter(({ name }) => name.startsWith("not found"))).toEqual([]);
  await visitor.close();
});

describe("when the browser keeps nothing", () => {
  const works = async (visitor: Visitor): Promise<void> => {
    await visitor.predict();
    await visitor.write(`console.log("works");`);
    expect(await visitor.run()).toMatch(/^Done/);
    expect(await visitor.output()).toBe("works");
  };

  it("says so when storage is refused, and goes on", async () => {
    const visitor = await site.visitor();
    await visitor.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The user denied it.", "SecurityError");
      };
    });
    await visitor.go();
    expect(await visitor.text(".notices")).toMatch(/This browser's storage is full or was refused\. Everything works/);
    await works(visitor);
    await visitor.page.getByRole("button", { name: "Dismiss this notice" }).click();
    expect(await visitor.text(".notices")).toBe("");
    await visitor.close();
  });

  it("says so when storage is full, and goes on", async () => {
    const visitor = await site.visitor();
    await visitor.go();
    await visitor.page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("Nothing more fits.", "QuotaExceededError");
      };
    });
    await works(visitor);
    await visitor.page.locator(".notices", { hasText: "full or was refused" }).waitFor();
    await works(visitor);
    await visitor.close();
  });
});
