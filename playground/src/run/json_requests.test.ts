import { describe, expect, it } from "vitest";
import { formOf, requestOfForm } from "./form_request.js";
import { JsonFault, parseRequests } from "./json_requests.js";

describe("requests as JSON", () => {
  it("are a name and an object each, with comments and signs between them", () => {
    const text = `// first\nListTables {}\n\nPutItem {\n  "Item": { "pk": { "S": "a } \\" // b" } }\n}; Scan { "TableName": "t" } // last`;
    expect(parseRequests(text)).toEqual([
      { operation: "ListTables", body: "{}", line: 2 },
      { operation: "PutItem", body: `{\n  "Item": { "pk": { "S": "a } \\" // b" } }\n}`, line: 4 },
      { operation: "Scan", body: `{ "TableName": "t" }`, line: 6 },
    ]);
    expect(parseRequests(" \n// nothing\n")).toEqual([]);
  });

  it.each([
    ["{}", 1, "name of an operation"],
    ["ListTables {}\n\nScan", 3, "its object was expected"],
    ["Scan [1]", 1, "its object was expected"],
    [`Scan { "a": { }`, 1, "not closed"],
    [`ListTables {}\nScan {\n  "a": 1,\n  b: 2\n}`, 4, "is not JSON"],
    [`Scan { "a": "unclosed }`, 1, "not closed"],
  ])("say where they are wrong: %j", (text, line, said) => {
    let fault: unknown;
    try {
      parseRequests(text);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(JsonFault);
    expect((fault as JsonFault).message).toContain(said);
    expect((fault as JsonFault).line).toBe(line);
  });
});

describe("the form", () => {
  it("makes a request of the fields that are filled", () => {
    const form = {
      operation: "Query",
      members: {
        TableName: { as: "text", value: "t" },
        Limit: { as: "json", value: "3" },
        Select: { as: "text", value: " " },
        Key: { as: "json", value: `{ "a": { "S": "x" } }` },
      },
    };
    const [request] = parseRequests(requestOfForm(JSON.stringify(form)));
    expect(request!.operation).toBe("Query");
    expect(JSON.parse(request!.body)).toEqual({ TableName: "t", Limit: 3, Key: { a: { S: "x" } } });
  });

  it("names the field that is not JSON, and is empty when its text is none", () => {
    expect(() => requestOfForm(JSON.stringify({ operation: "Query", members: { Limit: { as: "json", value: "many" } } }))).toThrow(
      "The field Limit is not JSON.",
    );
    for (const text of ["", "null", "[]", `{"operation":1}`]) expect(formOf(text)).toEqual({ operation: "Scan", members: {} });
  });
});
