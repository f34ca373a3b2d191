import { expect, it } from "vitest";
import { parseRequests } from "../run/json_requests.js";
import { programOfRequests, projectFiles, type ProjectContent } from "./project.js";

const content: ProjectContent = {
  name: "hashrange-x",
  title: "A title",
  program: "console.log(1);",
  seed: `s"`,
  now: 5,
  expected: { tables: { t: 2 } },
  versions: { hashrange: "^1.2.3", sdk: "^3.0.0" },
};

it("has the program as it is, and no setup where there is none", () => {
  const files = projectFiles(content);
  expect(files["program.js"]).toBe("console.log(1);\n");
  expect(files["setup.js"]).toBeUndefined();
  expect(files["database.js"]).not.toContain("setup");
  expect(files["database.js"]).toContain(`seed: "s\\""`);
  expect(JSON.parse(files["package.json"]!)).toMatchObject({
    type: "module",
    scripts: { test: "node --test" },
    devDependencies: { hashrange: "^1.2.3" },
  });
  expect(files["program.test.js"]).toContain(`"t": 2`);
  expect(projectFiles({ ...content, setup: "1;" })["database.js"]).toContain(`await import("./setup.js");`);
});

it("expects the exception that the program ended with", () => {
  const files = projectFiles({ ...content, expected: { failure: "RangeError", tables: {} } });
  expect(files["program.test.js"]).toContain(`{ name: "RangeError" }`);
});

it("makes code for the SDK of requests", () => {
  const program = programOfRequests(
    parseRequests(`PutItem { "Item": { "b": { "B": "AAEC" }, "s": { "BS": ["AA=="] } } } PutItem {} ListTables {}`),
  );
  expect(program).toContain(`import { DynamoDBClient, ListTablesCommand, PutItemCommand } from`);
  expect(program).toContain(`Uint8Array.from(atob("AAEC"), (sign) => sign.charCodeAt(0))`);
  expect(program).toContain(`atob("AA==")`);
  expect(program).not.toContain("\\u0000");
});
