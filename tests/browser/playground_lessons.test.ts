// Each lesson as a reader goes through it, by keyboard alone: the question is answered, the program as it stands does not do what the task
// asks and the page says what is missing, the solution does.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Site } from "./playground_site.js";

const folder = resolve(import.meta.dirname, "../../playground/src/lessons");
const lessons = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    id: name.replace(/^\d+-/, ""),
    solution: readFileSync(join(folder, name, "solution.js"), "utf8"),
  }));

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site?.close());

it("there are five", () => {
  expect(lessons).toHaveLength(5);
});

it.each(lessons)("$id: failed, then solved, by keyboard", async ({ id, solution }) => {
  const visitor = await site.visitor();
  const { page } = visitor;
  await visitor.go(`${id}.html`);

  // Running without an answer leads to the question.
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.locator("#status", { hasText: "First choose what you expect" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("#prediction input") === true);
  await page.keyboard.press("Space");
  expect(await visitor.text("#prediction")).toMatch(/Right\.|It is: /);

  expect(await visitor.run()).toMatch(/^Done/);
  const missing = await visitor.text("#verdict");
  expect(missing).toMatch(/^Not yet: .{20,}/);
  expect(await page.locator(".task .mark").count()).toBe(0);

  await page.locator("#undo").focus();
  await page.keyboard.press("Enter");
  await page.locator("#status", { hasText: "Undone." }).waitFor();
  await visitor.ready();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await visitor.write(solution);
  expect(await visitor.run()).toMatch(/^Done/);
  expect(await visitor.text("#verdict")).toMatch(/^✓ /);
  await visitor.reload();
  expect(await page.locator(".head a[aria-current][data-done]").count()).toBe(1);
  expect(visitor.troubles).toEqual([]);
  await visitor.close();
});
