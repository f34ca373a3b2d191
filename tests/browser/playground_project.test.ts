// "Copy as project": what comes out of the zip file is put into an empty folder beside the packed package, and its own test is run in Node.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { awsSdk, newProject } from "../package/installed.js";
import { Site, type Visitor } from "./playground_site.js";

let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  site = await Site.open();
  visitor = await site.visitor();
  await visitor.go("conditions.html");
});
afterAll(() => site?.close());

/** The files of a zip file, by its central directory. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size, nameLength, extra, comment, local] = [10, 20, 28, 30, 32, 42].map((offset) =>
      offset === 20 || offset === 42 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number, number, number];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(data, data + size);
    files.set(name, (method === 0 ? content : inflateRawSync(content)).toString("utf8"));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

async function download(): Promise<Map<string, string>> {
  const waiting = visitor.page.waitForEvent("download");
  await visitor.page.getByRole("button", { name: "Copy as project" }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe("hashrange-conditions.zip");
  return unzip(readFileSync(await file.path()));
}

function testIn(files: Map<string, string>): { status: number | null; output: string } {
  const project = newProject(awsSdk);
  try {
    for (const [name, text] of files) {
      expect(name).toMatch(/^hashrange-conditions\/[\w.]+$/);
      project.write(name.replace("hashrange-conditions/", ""), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--test"], { cwd: project.folder, encoding: "utf8", timeout: 60_000 });
    return { status, output: stdout + stderr };
  } finally {
    project.remove();
  }
}

it("is a folder whose own test passes, with the program as it stood in the editor", async () => {
  const files = await download();
  const names = [...files.keys()].map((name) => name.replace("hashrange-conditions/", "")).sort();
  expect(names).toEqual(["README.md", "database.js", "package.json", "program.js", "program.test.js", "run.js", "setup.js"]);
  expect(JSON.parse(files.get("hashrange-conditions/package.json")!).devDependencies.hashrange).toMatch(/^\^\d/);
  expect(files.get("hashrange-conditions/program.js")).toBe(await visitor.page.locator(".editor textarea").inputValue());
  const { status, output } = testIn(files);
  expect(status, output).toBe(0);
  // The test can fail: another program leaves something else.
  files.set("hashrange-conditions/program.js", `console.log("nothing");`);
  files.set("hashrange-conditions/setup.js", `console.log("nothing");`);
  expect(testIn(files).status).toBe(1);
});

it("expects of a program that fails here to fail there, and makes a program of requests", async () => {
  await visitor.write(`const wrong = null;\nwrong.member;\n`);
  const failing = testIn(await download());
  expect(failing.status, failing.output).toBe(0);
  await visitor.page.getByRole("button", { name: "JSON" }).click();
  await visitor.write(`CreateTable { "TableName": "bytes", "BillingMode": "PAY_PER_REQUEST",
  "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "B" }], "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }] }
PutItem { "TableName": "bytes", "Item": { "pk": { "B": "AAEC" } } }
GetItem { "TableName": "nowhere", "Key": { "pk": { "S": "a" } } }`);
  const files = await download();
  expect(files.get("hashrange-conditions/program.js")).toContain(`Uint8Array.from(atob("AAEC")`);
  const { status, output } = testIn(files);
  expect(status, output).toBe(0);
});
