import { expect, it } from "vitest";
import { secretsOf } from "./credentials.js";

it("keys are one or a list, and what else they hold does not matter", () => {
  const key = { accessKeyId: "A", secretAccessKey: "s/+=" };
  expect([...secretsOf(key)]).toEqual([["A", "s/+="]]);
  expect([...secretsOf([key, { accessKeyId: "B", secretAccessKey: "t", sessionToken: "u", expiration: new Date() }, key])]).toEqual([["A", "s/+="], ["B", "t"]]);
});

it.each<[option: unknown, message: RegExp]>([
  [[], /holds no key/],
  [null, /takes \{ accessKeyId/],
  ["AKID", /takes \{ accessKeyId/],
  [{ accessKeyId: "A" }, /takes \{ accessKeyId/],
  [{ accessKeyId: "", secretAccessKey: "hidden" }, /takes \{ accessKeyId/],
  [{ accessKeyId: "A", secretAccessKey: "" }, /takes \{ accessKeyId/],
  [[{ accessKeyId: "A", secretAccessKey: "hidden" }, { accessKeyId: 5, secretAccessKey: "hidden" }], /takes \{ accessKeyId/],
  [{ accessKeyId: "hidden/x", secretAccessKey: "hidden" }, /slash/],
  [[{ accessKeyId: "A", secretAccessKey: "hidden" }, { accessKeyId: "A", secretAccessKey: "hidden too" }], /two secrets for the key A/],
])("%j is refused, and no secret told", (option, message) => {
  expect(() => secretsOf(option)).toThrow(TypeError);
  expect(() => secretsOf(option)).toThrow(message);
  expect(() => secretsOf(option)).not.toThrow(/hidden/);
});
