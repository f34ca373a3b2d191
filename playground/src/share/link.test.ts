import { expect, it } from "vitest";
import { isShared, linkOf, sharedOf, type Shared } from "./link.js";

const shared: Shared = {
  lesson: "items-and-keys",
  mode: "code",
  text: "console.log('ü \u{1f600}');\n".repeat(50),
  seed: "7",
  now: 1_767_258_000_000,
};

async function forged(value: unknown): Promise<Shared | undefined> {
  const bytes = await new Response(
    new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream("deflate-raw")),
  ).arrayBuffer();
  return sharedOf(`#1.${Buffer.from(bytes).toString("base64url")}`);
}

it("brings back what was shared, in few characters", async () => {
  const link = await linkOf(shared);
  expect(link).toMatch(/^#1\.[\w-]+$/);
  expect(link.length).toBeLessThan(200);
  expect(await sharedOf(link)).toEqual(shared);
  expect(isShared(link)).toBe(true);
  expect(isShared("#/query-or-scan")).toBe(false);
});

it("is nothing when it was cut anywhere, or any sign of it was changed to another that makes no sense", async () => {
  const link = await linkOf(shared);
  for (let end = 3; end < link.length; end += 7) expect(await sharedOf(link.slice(0, end))).toBeUndefined();
  for (const wrong of ["#1.", "#1.%%%", "#1.AAAA", "#2.AAAA", "#1.é", ""]) expect(await sharedOf(wrong)).toBeUndefined();
});

it("checks what a forger might have put in", async () => {
  const { lesson, mode, text, seed, now } = shared;
  expect(await forged([lesson, mode, text, seed, now])).toEqual(shared);
  for (const wrong of [
    null,
    {},
    [lesson, mode, text, seed],
    [lesson, mode, text, seed, now, 1],
    ["../x", mode, text, seed, now],
    [lesson, "html", text, seed, now],
    [lesson, mode, 5, seed, now],
    [lesson, mode, "x".repeat(200_001), seed, now],
    [lesson, mode, text, "s".repeat(41), now],
    [lesson, mode, text, seed, -1],
    [lesson, mode, text, seed, 1e300],
    [lesson, mode, text, seed, null],
  ]) {
    expect(await forged(wrong)).toBeUndefined();
  }
});

it("does not inflate what would fill the memory", async () => {
  const bomb = await new Response(
    new Blob([`["${"x".repeat(3e6)}`]).stream().pipeThrough(new CompressionStream("deflate-raw")),
  ).arrayBuffer();
  expect(await sharedOf(`#1.${Buffer.from(bomb).toString("base64url")}`)).toBeUndefined();
});
