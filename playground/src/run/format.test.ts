import { expect, it } from "vitest";
import { formatLine, formatValue } from "./format.js";

it("shows values as programs' authors know them", () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle["self"] = circle;
  class Post {
    text = "it's";
  }
  const cases: readonly (readonly [unknown, string])[] = [
    ["plain", "plain"],
    [["a", 1, null, undefined, true, 10n, -0], "[ 'a', 1, null, undefined, true, 10n, -0 ]"],
    [{ pk: "a", "odd name": 1, in: { b: [] } }, "{ pk: 'a', 'odd name': 1, in: { b: [] } }".replace("{ b: [] }", "{ b: [] }")],
    [new Set(["x", 2]), "Set(2) { 'x', 2 }"],
    [new Map([["k", 1]]), "Map(1) { 'k' => 1 }"],
    [new Uint8Array([1, 2]), "Uint8Array(2) [ 1, 2 ]"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [new Post(), `Post { text: "it's" }`],
    [circle, "{ a: 1, self: [Circular] }"],
    [new RangeError("far"), "RangeError: far"],
    [Object.create(null), "{}"],
    [() => {}, "[Function: (anonymous)]"],
  ];
  for (const [value, text] of cases) expect(formatValue(value)).toBe(text);
  expect(formatLine(["a", { b: 1 }, 2])).toBe("a { b: 1 } 2");
});

it("stays short and calls no getter, whatever it is given", () => {
  expect(formatLine(["x".repeat(1e6)]).length).toBeLessThan(4100);
  expect(formatValue(Array.from({ length: 1e5 }, (_, index) => index))).toContain("… 99900 more");
  let deep: unknown = 1;
  for (let depth = 0; depth < 1e4; depth++) deep = { deep };
  expect(formatValue(deep)).toContain("[Object]");
  const trap = Object.defineProperty({}, "loop", { enumerable: true, get: () => { for (;;); } }); // prettier-ignore
  expect(formatValue(trap)).toBe("{ loop: [Getter] }");
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  expect(formatValue(revoked.proxy)).toBe("[a value that cannot be shown]");
});
