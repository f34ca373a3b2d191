// The playground as a visitor uses it: run, step, undo, reload, share, the clock and the seed. The lessons, the sandbox, the project and how
// the page looks have tests of their own beside this one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { executablePath, flags, Site, Visitor } from "./playground_site.js";

let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site?.close());
beforeEach(async () => {
  visitor = await site.visitor();
});
afterEach(async () => {
  const { troubles } = visitor;
  await visitor.close();
  expect(troubles).toEqual([]);
});

const head = `import { DynamoDBClient, CreateTableCommand, PutItemCommand, ScanCommand, UpdateTimeToLiveCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
const client = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(client);
`;
const makeTable = `${head}
await client.send(new CreateTableCommand({
  TableName: "notes", BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
}));
await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: "notes" });
`;
const put = (key: string): string => `${head}
await documents.send(new PutCommand({ TableName: "notes", Item: { pk: ${JSON.stringify(key)}, at: new Date().toISOString() } }));
const { Items } = await client.send(new ScanCommand({ TableName: "notes" }));
console.log("keys:", Items.map(({ pk }) => pk.S).sort().join(" "));
`;

async function run(text: string): Promise<string> {
  await visitor.write(text);
  expect(await visitor.run()).toMatch(/^Done:/);
  return visitor.output();
}

const items = (): Promise<string> => visitor.text("#state-pane");

describe("runs", () => {
  it("runs SDK code: errors by their names, native values, waiters without waiting", async () => {
    await visitor.go();
    await visitor.predict();
    const begun = Date.now();
    const output = await run(`${makeTable}
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
const write = new PutCommand({ TableName: "notes", Item: { pk: "a", n: 1, tags: new Set(["x"]) }, ConditionExpression: "attribute_not_exists(pk)" });
await documents.send(write);
const refused = await documents.send(write).catch((error) => error);
console.log(refused.name, refused instanceof ConditionalCheckFailedException, refused.message);
const { Items } = await documents.send(new QueryCommand({ TableName: "notes", KeyConditionExpression: "pk = :a", ExpressionAttributeValues: { ":a": "a" } }));
console.log(Items);
await new Promise((resolve) => setTimeout(resolve, 3_600_000));
console.log("an hour later", new Date().toISOString());
`);
    expect(output).toContain("ConditionalCheckFailedException true The conditional request failed");
    expect(output).toContain("[ { pk: 'a', n: 1, tags: Set(1) { 'x' } } ]".replace("pk: 'a', n: 1", "n: 1, pk: 'a'"));
    expect(output).toMatch(/an hour later 2026-01-01T10:00:00/);
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(await visitor.text("#clock")).toBe("2026-01-01 10:00:00");
  });

  it("waits for what a program did not wait for", async () => {
    await visitor.go();
    await visitor.predict();
    const output = await run(`${head}
async function main() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await client.send(new ScanCommand({ TableName: "social" }));
  console.log("at last");
}
main();
`);
    expect(output).toContain("at last");
  });

  it("runs requests that are written as JSON, and goes on after a refusal", async () => {
    await visitor.go();
    await visitor.predict();
    await visitor.page.getByRole("button", { name: "JSON" }).click();
    const output = await run(`// two of them
GetItem { "TableName": "nowhere", "Key": { "pk": { "S": "a" } } }
ListTables {}
Nonsense {}`);
    expect(output).toContain("GetItem → ResourceNotFoundException: Requested resource not found");
    expect(output).toMatch(/ListTables → \{\s*"TableNames": \[\s*"social"\s*\]\s*\}/);
    expect(output).toContain("Nonsense → UnknownOperationException");
    await visitor.write(`ListTables {\n  "Limit": 1,\n  oops\n}`);
    await visitor.run();
    expect(await visitor.output()).toMatch(/The object of ListTables is not JSON.*line 3/s);
  });

  it("runs one operation from a form that has the operation's members", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await page.getByRole("button", { name: "Form" }).click();
    await page.getByRole("combobox", { name: "Operation" }).selectOption("PutItem");
    await page.getByLabel("TableName required", { exact: true }).fill("social");
    await page.getByLabel("Item required", { exact: true }).fill(`{ "pk": { "S": "USER#form" }, "sk": { "S": "PROFILE" } }`);
    await page.getByText(/more members/).click();
    await page.getByLabel("ReturnConsumedCapacity").selectOption("TOTAL");
    await page.getByLabel("ReturnConsumedCapacity").blur();
    expect(await visitor.run()).toMatch(/^Done: 1 request /);
    expect(await visitor.output()).toMatch(/PutItem → [^]*"CapacityUnits": 1/);
    expect(await items()).toContain("USER#form");
  });

  it("steps from request to request, without the clock of the limit", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await run(makeTable);
    await visitor.write(`${put("one")}${put("two").slice(head.length)}`.replace(/const \{ Items \}[^]*?\n.*\n/g, ""));
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("run");
    const runs = await visitor.runs();
    await page.keyboard.press("Alt+ArrowRight");
    await page.locator("#status", { hasText: "PutItem waits" }).waitFor();
    await page
      .getByRole("combobox")
      .selectOption("notes")
      .catch(() => undefined);
    expect(await items()).not.toContain("one");
    await page.waitForTimeout(5500);
    await page.keyboard.press("Alt+ArrowRight");
    await page.locator("#state-pane", { hasText: "one" }).waitFor();
    expect(await items()).not.toContain("two");
    await page.locator("#status", { hasText: "PutItem waits" }).waitFor();
    await page.keyboard.press("ControlOrMeta+Enter");
    expect(await visitor.ended(runs)).toBe("Done: 2 requests.");
    expect(await items()).toContain("two");
  });
});

describe("time in the hand", () => {
  it("undoes and redoes whole runs, also after a reload, and what is run then takes the place of what was undone", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await run(makeTable);
    expect(await run(put("a"))).toContain("keys: a");
    expect(await run(put("b"))).toContain("keys: a b");
    await page.locator("#undo").click();
    await visitor.ready();
    await page.locator("#undo").click();
    await visitor.ready();
    await visitor.reload();
    await page.locator("#redo").click();
    await visitor.ready();
    expect(await run(put("c"))).toContain("keys: a c");
    expect(await page.locator("#redo").isDisabled()).toBe(true);
    await visitor.reload();
    expect(await run(put("d"))).toContain("keys: a c d");
  });

  it("makes the same run again from the same seed, and another from another", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    const draw = `console.log("drawn", Math.random(), crypto.randomUUID(), Date.now());`;
    const first = await run(draw);
    expect(first).toMatch(/drawn 0\.\d+ [0-9a-f]{8}-/);
    const restart = async (seed: string): Promise<void> => {
      await page.locator("#seed").fill(seed);
      await page.keyboard.press("Enter");
      await page.locator("#status", { hasText: "Started over." }).waitFor();
      await visitor.ready();
    };
    await restart("another");
    const other = await run(draw);
    expect(other).not.toBe(first);
    // From the beginning again: the history is another, but what a run draws is told by the seed and the steps since the beginning.
    await restart("7");
    expect(await run(draw)).toBe(first);
  });

  it("moves the clock, and what is due happens", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await run(`${makeTable}
await client.send(new UpdateTimeToLiveCommand({ TableName: "notes", TimeToLiveSpecification: { AttributeName: "end", Enabled: true } }));
await documents.send(new PutCommand({ TableName: "notes", Item: { pk: "short", end: Math.floor(Date.now() / 1000) + 7200 } }));
`);
    const keys = `${head}
const { Items } = await client.send(new ScanCommand({ TableName: "notes" }));
console.log("keys:", Items.map(({ pk }) => pk.S).join(" ") + ".");`;
    expect(await run(keys)).toContain("keys: short.");
    await page.getByRole("button", { name: /move the clock an hour on/ }).click();
    await visitor.ready();
    expect(await run(keys)).toContain("keys: short.");
    await page.getByRole("button", { name: /move the clock a day on/ }).click();
    await visitor.ready();
    expect(await visitor.text("#clock")).toMatch(/^2026-01-02 10:00:00/);
    expect(await run(keys)).toContain("keys: .");
  });

  it("starts over, and that can be undone", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await run(makeTable);
    await page.locator("#reset").click();
    await page.locator("#status", { hasText: "Started over." }).waitFor();
    await visitor.ready();
    await page.getByRole("button", { name: "JSON" }).click();
    expect(await run("ListTables {}")).not.toContain("notes");
    await page.locator("#undo").click();
    await visitor.ready();
    await page.locator("#undo").click();
    await visitor.ready();
    expect(await run("ListTables {}")).toContain("notes");
  });
});

describe("what is kept", () => {
  it("has data, text, prediction and result again after a reload and in another lesson's company", async () => {
    const { page } = visitor;
    await visitor.go();
    await visitor.predict();
    await run(makeTable);
    const output = await run(put("kept"));
    await page.waitForTimeout(600);
    const before = await items();
    await visitor.reload();
    expect(await items()).toBe(before);
    expect(await visitor.output()).toBe(output);
    expect(await page.locator(".editor textarea").inputValue()).toContain(`pk: "kept"`);
    expect(await page.locator("#prediction input:checked").count()).toBe(1);
    await page
      .getByRole("link", { name: /Query or scan/ })
      .first()
      .click();
    await page.locator(".title", { hasText: "Query or scan" }).waitFor();
    await visitor.ready();
    expect(page.url()).toMatch(/query-or-scan\.html$/);
    expect(await items()).not.toContain("kept");
    await page.goBack();
    await page.locator(".title", { hasText: "Items and keys" }).waitFor();
    await visitor.ready();
    expect(await page.locator(".editor textarea").inputValue()).toContain(`pk: "kept"`);
    expect(await items()).toBe(before);
  });

  it("has it again in a new browser on the same profile", async () => {
    const profile = mkdtempSync(join(tmpdir(), "hashrange-playground-"));
    try {
      let before = "";
      for (const time of [1, 2]) {
        const context = await chromium.launchPersistentContext(profile, {
          executablePath,
          args: flags,
          viewport: { width: 1440, height: 900 },
        });
        const other = new Visitor(context, context.pages()[0] ?? (await context.newPage()), site.address);
        await other.go();
        if (time === 1) {
          await other.predict();
          await other.write(makeTable);
          expect(await other.run()).toMatch(/^Done/);
          before = await other.text("#state-pane");
        } else {
          expect(await other.text("#state-pane")).toBe(before);
          expect(before).toContain("notes");
        }
        await other.close();
      }
    } finally {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it("says so in a second tab, which works without being kept", async () => {
    await visitor.go();
    const second = new Visitor(visitor.context, await visitor.context.newPage(), site.address);
    await second.go();
    expect(await second.text(".notices")).toContain("open in another tab");
    await second.predict();
    await second.write(`console.log("works");`);
    expect(await second.run()).toMatch(/^Done/);
    expect(await second.output()).toContain("works");
    expect(second.troubles).toEqual([]);
  });
});

describe("sharing", () => {
  it("makes a link that brings code, seed and clock to somebody else, and leaves their own work alone", async () => {
    const { page } = visitor;
    await visitor.go("query-or-scan.html");
    await visitor.predict();
    await visitor.write(`console.log("shared", Math.random()); // ünï\n`);
    await page.locator("#seed").fill("42");
    await page.keyboard.press("Enter");
    await page.locator("#status", { hasText: "Started over." }).waitFor();
    await visitor.ready();
    await visitor.run();
    const said = await visitor.output();
    await page.getByRole("button", { name: "Share" }).click();
    const field = page.getByLabel("The link");
    await expect.poll(() => field.inputValue()).toContain("#1.");
    const link = await field.inputValue();
    expect(link).toMatch(/\/some\/folder\/index\.html#1\.[\w-]+$/);
    await page.keyboard.press("Escape");

    const other = await site.visitor();
    await other.go("query-or-scan.html");
    await other.predict();
    await other.write("// my own");
    await other.page.waitForTimeout(600);
    await other.page.goto(link);
    await other.ready();
    expect(await other.text(".title")).toBe("Query or scan");
    expect(await other.page.locator("#seed").inputValue()).toBe("42");
    expect(await other.run()).toMatch(/^Done/);
    expect(await other.output()).toBe(said);
    await other.go("query-or-scan.html");
    expect(await other.page.locator(".editor textarea").inputValue()).toBe("// my own");
    expect(other.troubles).toEqual([]);
    await other.close();
  });

  it("takes a link that was cut or forged for what it is", async () => {
    await visitor.go();
    await visitor.predict();
    await visitor.page.getByRole("button", { name: "Share" }).click();
    const field = visitor.page.getByLabel("The link");
    await expect.poll(() => field.inputValue()).toContain("#1."); // the link is made after the field is there
    const link = await field.inputValue();
    const forged = Buffer.from(JSON.stringify(["items-and-keys", "code", "x", 1, 2])).toString("base64url");
    for (const wrong of [
      link.slice(0, -20),
      `${link.slice(0, link.indexOf("#"))}#1.${forged}`,
      link.replace("#1.", "#9."),
      link.replace("#1.", "#1.%00"),
    ]) {
      await visitor.page.goto("about:blank");
      await visitor.page.goto(wrong);
      await visitor.ready();
      expect(await visitor.text(".notices")).toContain("cut or changed");
      expect(await visitor.text(".title")).toBe("Items and keys");
      expect(visitor.page.url()).not.toContain("#");
    }
  });
});
