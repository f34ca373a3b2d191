// What a program in the playground cannot do: run on forever, flood the page, reach the network or the site's data, take the page with it.
// After each attempt everything else goes on.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Site, type Visitor } from "./playground_site.js";

let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  site = await Site.open();
  visitor = await site.visitor();
  await visitor.go();
  await visitor.predict();
});
afterAll(() => site?.close());
let before: string;
beforeEach(async () => {
  await visitor.page.locator("#reset").click();
  await visitor.page.locator("#status", { hasText: "Started over." }).waitFor();
  await visitor.ready();
  site.sent.length = 0;
  before = await visitor.text("#state-pane");
  expect(before).toContain("social");
});
afterEach(async () => {
  // Nothing was lost, and the next program runs.
  await visitor.write(`console.log("still", 1 + 1);`);
  expect(await visitor.run()).toMatch(/^Done: 0 requests/);
  expect(await visitor.output()).toBe("still 2");
});

async function attempt(text: string): Promise<{ said: string; output: string }> {
  await visitor.write(text);
  const said = await visitor.run();
  return { said, output: await visitor.output() };
}

const sdk = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";\nconst client = new DynamoDBClient({});\n`;
const put = (key: string): string =>
  `await client.send(new PutItemCommand({ TableName: "social", Item: { pk: { S: "${key}" }, sk: { S: "x" } } }));\n`;

describe("failures", () => {
  it("names the exception and the line where the program threw it", async () => {
    const { said, output } = await attempt(`${sdk}${put("first")}\nfunction deep() {\n  throw new RangeError("too deep");\n}\ndeep();\n`);
    expect(said).toBe("The program failed, with 1 request made.");
    expect(output).toMatch(/RangeError: too deep\s+line 6$/);
    expect(await visitor.text("#state-pane")).toContain("first");
    expect(await visitor.page.locator(".editor-place .cm-failed").count()).toBe(1);
  });

  it("names the line that cannot be read as JavaScript", async () => {
    const { output } = await attempt(`${sdk}\nconst a = 1;\nconst b = = 2;\n`);
    expect(output).toMatch(/SyntaxError: Unexpected token '='\s+line 5$/);
  });

  it("tells a name that a module does not have, a module that is not there, and a refusal of the engine by its words", async () => {
    expect((await attempt(`import { NoSuchCommand } from "@aws-sdk/client-dynamodb";\n`)).output).toContain(
      "SyntaxError: The requested module '@aws-sdk/client-dynamodb' does not provide an export named 'NoSuchCommand'",
    );
    expect((await attempt(`import "fs";\n`)).output).toMatch(/There is no module "fs" in this page.*line 1$/s);
    expect(
      (await attempt(`${sdk}await client.send(new PutItemCommand({ TableName: "social", Item: { pk: { S: "" }, sk: { S: "x" } } }));`))
        .output,
    ).toMatch(/ValidationException: One or more parameter values are not valid.*empty string value.*line 3$/s);
  });

  it("notices a promise that nobody took care of", async () => {
    const { said, output } = await attempt(`Promise.reject(new Error("nobody cared"));\nawait new Promise(() => {});`);
    expect(said).toMatch(/^The program failed/);
    expect(output).toContain("Error: nobody cared");
  });
});

describe("loops", () => {
  it("ends an endless loop after five seconds and keeps what was written before", async () => {
    const begun = Date.now();
    const { said } = await attempt(`${sdk}${put("before the loop")}for (;;);\n`);
    expect(said).toBe("Stopped after 5 seconds, with 1 request made. What they wrote is there.");
    expect(Date.now() - begun).toBeGreaterThan(4500);
    expect(await visitor.text("#state-pane")).toContain("before the loop");
  });

  it("can be stopped by the reader", async () => {
    const runs = await visitor.runs();
    await visitor.write(`for (;;);`);
    await visitor.page.keyboard.press("ControlOrMeta+Enter");
    await visitor.page.getByRole("button", { name: "Stop" }).click();
    expect(await visitor.ended(runs)).toBe("Stopped by you, with 0 requests made.");
  });

  it("ends a program that makes requests forever, at the number that can be shown", async () => {
    const { said, output } = await attempt(
      `${sdk}for (let i = 0; ; i++) await client.send(new PutItemCommand({ TableName: "social", Item: { pk: { S: "loop" }, sk: { S: String(i) } } }));\n`,
    );
    // On a slow machine the time is over before.
    if (!said.startsWith("Stopped after 5 seconds")) expect(output).toContain("may make 2,000 requests");
    expect(said).toMatch(/, with [\d]+ requests made/);
  });

  it("shows of a flooded console what can be read, and counts the rest", async () => {
    const { said, output } = await attempt(`for (let i = 0; i < 100_000; i++) console.log("line", i);\nconsole.log("x".repeat(1e7));\n`);
    expect(said).toMatch(/^Done/);
    expect(output).toContain("line 499");
    expect(output).not.toContain("line 500");
    expect(output).toContain("99,501 more lines");
  });
});

describe("attempts to get out", () => {
  it("finds nothing that reaches the network, the site's data, or a realm that has them", async () => {
    const names = [
      "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker", "SharedWorker", "importScripts", "indexedDB", "caches",
      "BroadcastChannel", "navigator", "location", "postMessage", "close", "MessageChannel", "Request", "Response", "RTCPeerConnection", "Notification",
      "localStorage", "cookieStore", "WebAssembly", "onmessage", "webkitRequestFileSystem", "FileReader", "FontFace", "scheduler",
    ]; // prettier-ignore
    const { output } = await attempt(`
const names = ${JSON.stringify(names)};
console.log("found:", names.filter((name) => name in globalThis || Object.getPrototypeOf(globalThis)[name] !== undefined).join(" ") + ".");
console.log("blob addresses:", URL.createObjectURL);
`);
    expect(output).toContain("found: .");
    expect(output).toContain("blob addresses: undefined");
  });

  it("imports nothing from anywhere, in whichever way it is asked", async () => {
    const { origin } = new URL(site.address);
    const { output } = await attempt(`
const said = async (work) => { try { await work(); return "worked"; } catch (error) { return error.name; } };
const address = ${JSON.stringify(`${origin}/stolen`)};
console.log(await said(() => import(address)));
console.log(await said(() => import("data:text/javascript,1")));
console.log(await said(() => import(/* x */ ("https://example.com/" + Math.random()))));
console.log(await said(() => eval("1")), await said(() => new Function("return 1")()), await said(() => (async () => {}).constructor("return import('" + address + "')")()));
console.log(await said(() => import("@aws-sdk/lib-dynamodb")));
`);
    expect(output.split("\n")).toEqual(["TypeError", "TypeError", "TypeError", "EvalError EvalError EvalError", "worked"]);
    const stolen = (): string[] => site.sent.map(({ name }) => name).filter((name) => !/^assets\/[\w.-]+\.js$/.test(name));
    expect(stolen()).toEqual([]);
    expect((await attempt(`import stolen from ${JSON.stringify(`${origin}/stolen`)};`)).output).toContain("There is no module");
    expect(stolen()).toEqual([]);
  });

  it("may change whatever it likes of its own realm, and gets no further than its worker", async () => {
    const { said } = await attempt(`${sdk}
Array.prototype.push = () => { throw new Error("no"); };
Object.prototype.kind = "end";
JSON.stringify = () => "{}";
Promise.prototype.then = null;
console.log("changed");
`);
    expect(said).toMatch(/^(Done|The program failed|Stopped)/);
    expect(await visitor.page.evaluate(() => [1].push(2))).toBe(2);
  });

  it("is given what belongs to the page by no client's configuration", async () => {
    const { output } = await attempt(`${sdk}
const other = new DynamoDBClient({ endpoint: "https://example.com", requestHandler: { handle() { throw new Error("mine"); } } });
await other.send(new PutItemCommand({ TableName: "social", Item: { pk: { S: "where" }, sk: { S: "x" } } }));
console.log("answered here");
`);
    expect(output).toContain("answered here");
    expect(await visitor.text("#state-pane")).toContain("where");
  });
});
