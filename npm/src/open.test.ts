import { describe, expect, it } from "vitest";
import { compileMessage } from "./engine_module.js";
import { open as openBrowser } from "./index.js";
import { HostError, open } from "./index.node.js";
import { openOn } from "./open.js";

describe("open", () => {
  const refusals: [options: unknown, code: string, message: RegExp][] = [
    [{ storage: "disk" }, "invalid", /^The storage must be "memory", "idb:<name>" in a browser or "file:<directory>" in Node, not "disk"\.$/],
    [{ storage: "" }, "invalid", /not ""\.$/],
    [{ storage: "Memory" }, "invalid", /not "Memory"\.$/],
    [{ storage: 5 }, "invalid", /not 5\.$/],
    [{ storage: {} }, "invalid", /not \[object Object\]\.$/],
    [{ storage: "idb:" }, "invalid", /^The storage "idb:" lacks the database's name after the colon\.$/],
    [{ storage: "file:" }, "invalid", /^The storage "file:" lacks a directory after the colon\.$/],
    ["file:./data", "invalid", /^open takes an object such as \{ storage: "memory" \}, not "file:\.\/data"\.$/],
    [null, "invalid", /not null\.$/],
    [["memory"], "invalid", /^open takes an object/],
    [{ storag: "file:./data" }, "invalid", /^open has no option "storag": there are storage, durability, clock, seed, region, lifecycleDelays, host, worker\.$/],
    [{ host: { now: () => 0 } }, "invalid", /^The option host must have the functions now and entropy\.$/],
    [{ region: "local" }, "invalid", /^The region must be the name of an AWS region such as "eu-west-2", not "local"\.$/],
    [{ region: "" }, "invalid", /^The region must be the name of an AWS region/],
    [{ region: null }, "invalid", /not null\.$/],
    [{ durability: "eventual" }, "invalid", /^durability must be "strict" or "relaxed", not "eventual"\.$/],
  ];
  for (const [options, code, message] of refusals) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const failure = await open(options as object).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(HostError);
      expect(failure).toMatchObject({ code });
      expect((failure as HostError).message).toMatch(message);
    });
  }

  it("answers as the region does, and so do forks", async () => {
    const db = await open({ region: "eu-south-2" });
    const fork = await db.fork();
    for (const each of [db, fork]) {
      const { TableDescription } = await each.createTable({
        TableName: "notes",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      });
      expect(TableDescription!.TableArn).toBe("arn:aws:dynamodb:eu-south-2:000000000000:table/notes");
      expect((await each.inspect()).region).toBe("eu-south-2");
      await expect(each.putItem({ TableName: "notes", Item: { pk: { S: "a" }, n: { NULL: false as true } } })).rejects.toThrow(
        /^One or more parameter values were invalid: Null attribute value types must have the value of true$/,
      );
    }
    await Promise.all([db.close(), fork.close()]);
  });

  it("has no files in a browser, and says so", async () => {
    const failure = await openBrowser({ storage: "file:./data" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unsupported", message: `The storage "file:./data" needs Node's file system, which this runtime has not.` });
  });

  it("has only memory where the entry brings no storage, and says so", async () => {
    const failure = await openOn({ newEngine: () => Promise.reject(new Error("unreached")), storages: {} }, { storage: "idb:shop" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unsupported", message: `The storage "idb:shop" needs IndexedDB, which this runtime has not.` });
  });

  it("has no IndexedDB in Node, and says so", async () => {
    const failure = await open({ storage: "idb:shop" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HostError);
    expect(failure).toMatchObject({ code: "unsupported" });
  });
});

describe("compileMessage", () => {
  it("names 'wasm-unsafe-eval' when a Content Security Policy forbids WebAssembly", () => {
    const chromium = `WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script`;
    const firefox = "call to WebAssembly.compile() blocked by CSP";
    const safari = `Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script`;
    for (const why of [chromium, firefox, safari]) expect(compileMessage(why)).toContain("add 'wasm-unsafe-eval' to its script-src");
  });

  it("tells runtimes that compile nothing, and other failures, apart", () => {
    expect(compileMessage("WebAssembly.compile(): Wasm code generation disallowed by embedder")).toContain("does not compile WebAssembly while it runs");
    expect(compileMessage("expected magic word")).toBe("The engine could not be compiled: expected magic word.");
  });
});
