import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { operationForms } from "./operations_plugin.js";

const source = readFileSync(new URL("../npm/src/shapes.gen.ts", import.meta.url), "utf8");

it("has every operation of the package, with what is required and what can be chosen", () => {
  const forms = operationForms(source);
  const [, list = ""] = /export interface Operations \{([^]*?)\n\}/.exec(source)!;
  expect(Object.keys(forms)).toEqual([...list.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name));
  const query = Object.fromEntries(forms["Query"]!.map((member) => [member.name, member]));
  expect(query["TableName"]).toMatchObject({ required: true, kind: "text" });
  expect(query["Limit"]).toMatchObject({ required: false, kind: "number" });
  expect(query["ConsistentRead"]).toMatchObject({ kind: "boolean" });
  expect(query["ReturnConsumedCapacity"]!.choices).toContain("TOTAL");
  expect(query["ExpressionAttributeValues"]).toMatchObject({ kind: "json", type: "Record<string, AttributeValue>" });
});

it("does not make a form of what it does not understand", () => {
  expect(() => operationForms("export type A = 1;")).toThrow("not understood");
});
