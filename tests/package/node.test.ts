// The packed package in an empty folder, in Node: as ESM, by require, with the AWS SDK beside it, and its types.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiPage } from "../../npm/scripts/api_page.mjs";
import { awsSdk, isLong, longPath, newProject, packed, root, type Project } from "./installed.js";

/** By version: the Node that runs the tests, and with --long a later one. */
const nodes = [process.execPath, ...(isLong ? [longPath("node22/bin/node")] : [])].map((node) => [execFileSync(node, ["--version"], { encoding: "utf8" }).trim(), node] as const);

let plain: Project;
let withSdk: Project;
beforeAll(() => {
  plain = newProject();
  withSdk = newProject(awsSdk);
});
afterAll(() => {
  plain?.remove();
  withSdk?.remove();
});

/** Runs a program of that text in the project and answers what it prints, parsed. */
function run(project: Project, name: string, text: string, node = process.execPath): unknown {
  project.write(name, text);
  return JSON.parse(execFileSync(node, [name], { cwd: project.folder, encoding: "utf8" }));
}

const table = `{
  TableName: "notes",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
}`;

describe("the packed package", () => {
  it("has what it needs and nothing else in it", () => {
    const files = execFileSync("tar", ["-tzf", packed()], { encoding: "utf8" }).trim().split("\n");
    const names = files.map((file) => file.replace(/^package\//, ""));
    expect(names).toEqual(expect.arrayContaining(["package.json", "README.md", "CHANGELOG.md", "LICENSE", "THIRD_PARTY_LICENSES", "doc/api.md", "dist/worker.js", "dist/worker.node.js", "dist/index.js", "dist/index.node.js", "dist/index.workerd.js", "dist/server.js", "dist/cli.js", "dist/engine.wasm"]));
    expect(names.filter((name) => !/^(package\.json|LICENSE|THIRD_PARTY_LICENSES|README\.md|CHANGELOG\.md|doc\/api\.md|dist\/.+\.(js|d\.ts)|dist\/engine\.wasm)$/.test(name))).toEqual([]);
  });

  it("brings no other package with it", () => {
    expect(readdirSync(join(plain.folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["hashrange"]);
  });

  it.each(nodes)("runs as ESM in Node %s: in memory, in files and in a worker", (_, node) => {
    const program = `
      import { open } from "hashrange";
      const Item = { pk: { S: "a" }, n: { N: "1.50" } };
      const memory = await open();
      await memory.createTable(${table});
      await memory.putItem({ TableName: "notes", Item });
      const first = memory.sync.getItem({ TableName: "notes", Key: { pk: { S: "a" } } });
      await memory.close();
      let files = await open({ storage: "file:./data" });
      await files.createTable(${table});
      await files.putItem({ TableName: "notes", Item });
      await files.close();
      files = await open({ storage: "file:./data" });
      const again = await files.getItem({ TableName: "notes", Key: { pk: { S: "a" } } });
      const refused = await files.putItem({ TableName: "notes", Item, ConditionExpression: "attribute_not_exists(pk)" }).catch((error) => error.name);
      await files.close();
      const inWorker = await open({ storage: "file:./data", worker: true });
      const third = await inWorker.getItem({ TableName: "notes", Key: { pk: { S: "a" } } });
      await inWorker.close();
      (await import("node:fs")).rmSync("data", { recursive: true });
      console.log(JSON.stringify([first, again, refused, third]));`;
    const stored = { Item: { pk: { S: "a" }, n: { N: "1.5" } } };
    expect(run(plain, "esm.mjs", program, node)).toEqual([stored, stored, "ConditionalCheckFailedException", stored]);
  });

  it.each(nodes)("can be required in Node %s, every entry of it", (_, node) => {
    const program = `
      const { open } = require("hashrange");
      const { dynamoDBClient } = require("hashrange/sdk");
      const { documentClient } = require("hashrange/sdk/document");
      const { serve } = require("hashrange/server");
      const { CreateTableCommand } = require("@aws-sdk/client-dynamodb");
      const { PutCommand, ScanCommand } = require("@aws-sdk/lib-dynamodb");
      open({ worker: true }).then(async (db) => {
        await dynamoDBClient(db).send(new CreateTableCommand(${table}));
        await documentClient(db).send(new PutCommand({ TableName: "notes", Item: { pk: "a" } }));
        const { Items } = await documentClient(db).send(new ScanCommand({ TableName: "notes" }));
        const server = await serve({ database: db, port: 0 });
        const health = await (await fetch(server.url)).text();
        await server.close();
        await db.close();
        console.log(JSON.stringify([Items, health]));
      });`;
    expect(run(withSdk, "required.cjs", program, node)).toEqual([[{ pk: "a" }], "healthy: dynamodb.eu-west-2.amazonaws.com "]);
  });

  it("works in two copies at once, and across them", () => {
    const program = `
      import { cpSync } from "node:fs";
      cpSync("node_modules/hashrange", "copy/node_modules/hashrange", { recursive: true });
      const one = await import("hashrange");
      const { dynamoDBClient } = await import(new URL("./copy/node_modules/hashrange/dist/sdk.js", import.meta.url));
      const { ListTablesCommand } = await import("@aws-sdk/client-dynamodb");
      const db = await one.open();
      await db.createTable(${table});
      const { TableNames } = await dynamoDBClient(db).send(new ListTablesCommand({}));
      console.log(JSON.stringify(TableNames));`;
    expect(run(withSdk, "copies.mjs", program)).toEqual(["notes"]);
  });

  it("answers the AWS SDK's clients", () => {
    const program = `
      import { open } from "hashrange";
      import { clientConfig, dynamoDB, dynamoDBClient } from "hashrange/sdk";
      import { documentClient, dynamoDBDocument } from "hashrange/sdk/document";
      import { CreateTableCommand, DynamoDB, DynamoDBClient, ResourceInUseException } from "@aws-sdk/client-dynamodb";
      import { DynamoDBDocument, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
      const db = await open();
      const client = dynamoDBClient(db);
      const document = documentClient(db);
      await client.send(new CreateTableCommand(${table}));
      const twice = await client.send(new CreateTableCommand(${table})).catch((error) => error);
      await document.send(new PutCommand({ TableName: "notes", Item: { pk: "a", list: [1, "x", null] } }));
      const { Item } = await document.send(new GetCommand({ TableName: "notes", Key: { pk: "a" } }));
      const tables = [dynamoDB(db), new DynamoDB(clientConfig(db))].map((one) => one.listTables({}));
      const scans = [dynamoDBDocument(db), DynamoDBDocument.from(new DynamoDBClient(clientConfig(db)))].map((one) => one.scan({ TableName: "notes" }));
      const answers = [...(await Promise.all(tables)).map(({ TableNames }) => TableNames), ...(await Promise.all(scans)).map(({ Count }) => Count)];
      const classes = [client instanceof DynamoDBClient, document instanceof DynamoDBDocumentClient, dynamoDB(db) instanceof DynamoDB, dynamoDBDocument(db) instanceof DynamoDBDocument];
      console.log(JSON.stringify([classes, twice instanceof ResourceInUseException, Item, answers]));`;
    const classes = [true, true, true, true];
    expect(run(withSdk, "sdk.mjs", program)).toEqual([classes, true, { pk: "a", list: [1, "x", null] }, [["notes"], ["notes"], 1, 1]]);
  });

  for (const [entry, result] of [
    ["index", "Item"],
    ["sdk", "TableNames"],
    ["sdk_document", "Item"],
    ["sdk_streams", "Streams"],
    ["server", "health"],
  ] as const) {
    it(`runs the example at the head of ${entry}`, () => {
      const declaration = readFileSync(join(withSdk.folder, `node_modules/hashrange/dist/types/npm/src/${entry}.d.ts`), "utf8");
      const [, example] = /```ts\n([^]*?)```/.exec(declaration) ?? [];
      const program = `${example?.replaceAll(/^ \* ?/gm, "")}\nconsole.log(JSON.stringify(${result}));`;
      const health = "healthy: dynamodb.eu-west-2.amazonaws.com ";
      const answer = { index: { pk: { S: "a" }, text: { S: "hello" } }, sdk: [], sdk_document: { pk: "a", text: "hello" }, sdk_streams: [], server: health }[entry];
      expect(run(withSdk, `${entry}_example.mjs`, program)).toEqual(answer);
    });
  }

  it("runs the examples of every door in the README", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const [, doors = ""] = /\n## Every door\n([^]*?)\n## /.exec(readme) ?? [];
    const examples = [...doors.matchAll(/```ts\n([^]*?)```/g)].map(([, text = ""]) => text);
    const said = examples.map((text, index) => {
      withSdk.write(`door_${index}.mjs`, text);
      return execFileSync(process.execPath, [`door_${index}.mjs`], { cwd: withSdk.folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    });
    expect(said).toEqual(["true 13", "[]\n[]", expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), "200", "[]"]);
  });

  it("says which package is missing when the SDK's entry is used without the SDK", () => {
    plain.write("missing.mjs", `import "hashrange/sdk";`);
    const { status, stderr } = spawnSync(process.execPath, ["missing.mjs"], { cwd: plain.folder, encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("@aws-sdk/client-dynamodb");
  });

  it("exports its package.json and nothing besides its entries", () => {
    const program = `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const refused = (name) => { try { require.resolve(name); return ""; } catch (error) { return error.code; } };
      console.log(JSON.stringify([require("hashrange/package.json").name, refused("hashrange/dist/index.js")]));`;
    expect(run(plain, "exports.mjs", program)).toEqual(["hashrange", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);
  });

  for (const [module, moduleResolution] of [["esnext", "bundler"], ["node16", "node16"], ["nodenext", "nodenext"]] as const) {
    it(`has types that ${moduleResolution} resolves, checked with everything they refer to`, () => {
      withSdk.write(
        "program.ts",
        `import { open, type Database, type GetItemOutput } from "hashrange";
         import { clientConfig, dynamoDB, dynamoDBClient, requestHandler } from "hashrange/sdk";
         import { documentClient, dynamoDBDocument } from "hashrange/sdk/document";
         import { serve, type RunningServer } from "hashrange/server";
         import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
         const db: Database = await open({ storage: "memory", durability: "relaxed" });
         import wasm from "hashrange/engine.wasm";
         const module: WebAssembly.Module = wasm;
         await (await open({ worker: true })).close();
         await (await open({ worker: () => new Worker("engine_worker.js", { type: "module" }) })).close();
         const got: GetItemOutput = await db.getItem({ TableName: "t", Key: { pk: { S: "a" } } });
         const through = await dynamoDBClient(db).send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "a" } } }));
         const text: string | undefined = got.Item?.["pk"]?.S ?? through.Item?.["pk"]?.S;
         documentClient(db, { marshallOptions: { removeUndefinedValues: true } }).destroy();
         const count: number | undefined = (await dynamoDBDocument(db).scan({ TableName: "t" })).Count;
         const names: string[] | undefined = (await dynamoDB(db).listTables({})).TableNames;
         new DynamoDBClient(clientConfig(db, { region: "eu-west-2", maxAttempts: 1 })).destroy();
         new DynamoDBClient({ ...clientConfig(db), requestHandler: requestHandler(db) }).destroy();
         // @ts-expect-error: the request handler is what clientConfig gives
         clientConfig(db, { requestHandler: {} });
         const server: RunningServer = await serve({ database: db, port: 0, log: (event) => event.kind });
         const response: Response = await db.fetch(new Request(server.url));
         await server.close();
         // @ts-expect-error: a table's name is text
         await db.getItem({ TableName: 5, Key: {} });
         export { count, module, names, response, text };`,
      );
      const config = { compilerOptions: { target: "es2022", module, moduleResolution, lib: ["es2022", "dom"], strict: true, noEmit: true, types: [] }, files: ["program.ts"] };
      withSdk.write("tsconfig.json", JSON.stringify(config));
      const tsc = join(root, "tests/node_modules/typescript/bin/tsc");
      const { stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: withSdk.folder, encoding: "utf8" });
      // The SDK's own declarations are not ours to judge.
      expect(stdout.split("\n").filter((line) => line !== "" && !/@aws-sdk|@smithy/.test(line))).toEqual([]);
    });
  }

  it("has a page of its API that is what the types say", () => {
    const committed = readFileSync(join(root, "npm/doc/api.md"), "utf8");
    expect(committed === apiPage(), "npm/doc/api.md is out of date: npm --prefix npm run doc").toBe(true);
    for (const name of ["open", "Database", "OpenOptions", "WorkerLike", "HostErrorCode", "dynamoDBClient", "documentClient", "serve"]) {
      expect(committed).toContain(`\n### ${name}\n`);
    }
    expect(committed).toContain("| `transactWriteItems` | `TransactWriteItemsInput`: TransactItems,");
  });

  it("has a changelog that knows this version", () => {
    const changes = readFileSync(join(plain.folder, "node_modules/hashrange/CHANGELOG.md"), "utf8");
    const { version } = JSON.parse(readFileSync(join(plain.folder, "node_modules/hashrange/package.json"), "utf8")) as { version: string };
    expect(/^## (\d\S*)/m.exec(changes)?.[1]).toBe(version);
  });

  it("has types wherever it can be imported from, says attw", () => {
    const attw = join(root, "tests/node_modules/@arethetypeswrong/cli/dist/index.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [attw, packed(), "--profile", "esm-only", "--format", "ascii", "--no-emoji", "--no-color"], { encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout.match(/^(node16 \(from ESM\)|bundler): .*$/gm)?.filter((line) => !/: OK/.test(line))).toEqual([]);
    for (const entry of ["hashrange", "hashrange/sdk/document", "hashrange/engine.wasm"]) expect(stdout).toContain(`\n"${entry}"\n`);
  });

  it("has been linted by publint", () => {
    const publint = join(root, "npm/node_modules/publint/src/cli.js");
    expect(readFileSync(publint, "utf8")).not.toBe("");
    const { status, stdout, stderr } = spawnSync(process.execPath, [publint, packed(), "--strict"], { encoding: "utf8" });
    expect(stdout + stderr).not.toMatch(/Errors:|Warnings:/);
    expect(status).toBe(0);
  });
});
