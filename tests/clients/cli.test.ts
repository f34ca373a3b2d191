// The program hashrange, installed from the packed package and used as a user would.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newProject, root, type Project } from "../package/installed.js";
import { call, start, type Serving } from "./serving.js";

let project: Project;
let hashrange: string;
let servers: Serving[] = [];
let directory: string;
let directories = 0;
beforeAll(() => {
  project = newProject();
  hashrange = join(project.folder, "node_modules/.bin/hashrange");
});
beforeEach(() => {
  directory = `data${++directories}`;
});
afterEach(() => {
  for (const { process } of servers) process.kill("SIGKILL");
  servers = [];
});
afterAll(() => project?.remove());

async function serve(...args: string[]): Promise<Serving> {
  const server = await start(args, { cwd: project.folder }, [hashrange]);
  servers.push(server);
  return server;
}

/** Runs it to its end. */
function run(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(hashrange, args, { cwd: project.folder, encoding: "utf8", timeout: 30_000 });
}

const table = {
  TableName: "notes",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};
const key = (pk: string) => ({ TableName: "notes", Key: { pk: { S: pk } } });
const put = (url: string, pk: string) => call(url, "PutItem", { TableName: "notes", Item: { pk: { S: pk } } });

describe("hashrange serve", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("ends with exit code 0 on %s, says nothing but where it listened, and finds its data again", async (signal) => {
    const first = await serve("--data", directory);
    expect((await call(first.url, "CreateTable", table))[0]).toBe(200);
    expect(await put(first.url, "a")).toEqual([200, {}]);
    expect(await first.stop(signal)).toBe(0);
    expect(first.stderr()).toBe("");
    const second = await serve("--data", directory);
    expect(await call(second.url, "GetItem", key("a"))).toEqual([200, { Item: { pk: { S: "a" } } }]);
    expect(await second.stop(signal)).toBe(0);
  });

  it("forgets everything without --data", async () => {
    const first = await serve();
    await call(first.url, "CreateTable", table);
    expect(await first.stop()).toBe(0);
    const second = await serve();
    expect(await call(second.url, "ListTables", {})).toEqual([200, { TableNames: [] }]);
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("has everything that it answered before %s", async (signal) => {
    const first = await serve("--data", directory);
    await call(first.url, "CreateTable", table);
    const answered: string[] = [];
    let stopped = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; !stopped; i++) {
        try {
          if ((await put(first.url, `${writer}-${i}`))[0] === 200) answered.push(`${writer}-${i}`);
        } catch {
          return; // the connection is gone
        }
      }
    });
    while (answered.length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await first.stop(signal)).toBe(signal === "SIGTERM" ? 0 : null);
    stopped = true;
    await Promise.all(writers);
    const second = await serve("--data", directory);
    const found = await Promise.all(answered.map(async (pk) => Object.keys((await call(second.url, "GetItem", key(pk)))[1])));
    expect(found).toEqual(answered.map(() => ["Item"]));
  });

  it("lets tables stay in their states as long as it is told", async () => {
    const { url } = await serve("--lifecycle-delays", "createTable=600000,deleteTable=0");
    await call(url, "CreateTable", table);
    expect(await call(url, "DescribeTable", { TableName: "notes" })).toEqual([200, { Table: expect.objectContaining({ TableStatus: "CREATING" }) as object }]);
    expect((await put(url, "a"))[1]).toHaveProperty("__type", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException");
    const other = await serve();
    await call(other.url, "CreateTable", table);
    expect(await put(other.url, "a")).toEqual([200, {}]);
  });

  it("says in one sentence that the port is taken", async () => {
    const { url } = await serve();
    const port = new URL(url).port;
    const refused = run("serve", "--port", port, "--data", directory);
    expect(refused).toMatchObject({ status: 1, stdout: "", stderr: `hashrange: Port ${port} of 127.0.0.1 is taken: another program listens there.\n` });
    // And has let the directory go.
    expect(await (await serve("--data", directory)).stop()).toBe(0);
  });

  it("says in one sentence that the data is in use, or is something else", async () => {
    const { process } = await serve("--data", directory);
    const used = run("serve", "--port", "0", "--data", directory);
    expect(used).toMatchObject({ status: 1, stdout: "" });
    expect(used.stderr).toMatch(new RegExp(`^hashrange: 'file:${directory}' [^\n]*\\b${process.pid}\\b[^\n]*\\.\n$`));
    mkdirSync(join(project.folder, "foreign"));
    writeFileSync(join(project.folder, "foreign/letter.txt"), "Dear all");
    expect(run("serve", "--port", "0", "--data", "foreign")).toMatchObject({ status: 1, stdout: "", stderr: "hashrange: 'file:foreign' is not empty and not a hashrange database.\n" });
    expect(run("serve", "--port", "0", "--host", "192.0.2.1")).toMatchObject({ status: 1, stderr: "hashrange: This machine has no address 192.0.2.1.\n" });
  });

  it("logs each request on stderr when asked, and no secret", async () => {
    const server = await serve("--log", "info");
    await call(server.url, "CreateTable", table);
    await put(server.url, "hidden-value");
    await call(server.url, "GetItem", { TableName: "absent", Key: { pk: { S: "hidden-value" } } });
    expect(await server.stop()).toBe(0);
    const lines = server.stderr().trimEnd().split("\n");
    const line = (text: string) => expect.stringMatching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${text} [\\d.]+ ms, \\d+ bytes in, \\d+ out, [0-9A-Z]{52}$`)) as string;
    expect(lines).toEqual([line("CreateTable 200"), line("PutItem 200"), line("GetItem 400 ResourceNotFoundException")]);
    expect(server.stderr()).not.toMatch(/hidden|AKIDEXAMPLE|5d672d79/);
  });

  it("goes on when nobody reads what it says", async () => {
    const child = spawn(hashrange, ["serve", "--port", "0", "--log", "info"], { cwd: project.folder, stdio: ["ignore", "pipe", "pipe"] });
    try {
      const [line] = (await once(child.stdout!, "data")) as [Buffer];
      const url = line.toString().trim().split(" ").at(-1)!;
      child.stdout!.destroy();
      child.stderr!.destroy();
      for (let i = 0; i < 5; i++) expect((await call(url, "ListTables", {}))[0]).toBe(200);
    } finally {
      child.kill("SIGTERM");
    }
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  it("goes on after more connections than it may have open", async () => {
    const server = await start([], { cwd: project.folder }, ["sh", "-c", 'ulimit -n 64; exec "$0" "$@"', hashrange]);
    servers.push(server);
    const { port } = new URL(server.url);
    const sockets = Array.from({ length: 150 }, () => connect(Number(port), "127.0.0.1").on("error", () => {}));
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await fetch(server.url).catch(() => undefined))?.status, { timeout: 10_000 }).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  it("ends with exit code 0 when it is told to while a client holds a connection open", async () => {
    const server = await serve();
    const kept = await fetch(server.url);
    await kept.text(); // fetch keeps its connection
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});

describe("hashrange", () => {
  it("helps, and says its version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "npm/package.json"), "utf8")) as { version: string };
    expect(run("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
    for (const args of [["--help"], ["serve", "--help"]]) {
      const { status, stdout, stderr } = run(...args);
      expect([status, stderr]).toEqual([0, ""]);
      for (const option of ["serve", "--port", "--host", "--data", "--log", "--credentials", "--credentials-from-env", "--lifecycle-delays", "--help", "--version"]) expect(stdout).toContain(option);
    }
  });

  it("refuses what it does not know with a sentence and exit code 2", () => {
    expect(run("serve", "--prot", "80")).toMatchObject({ status: 2, stdout: "", stderr: "hashrange: There is no option --prot: see hashrange --help.\n" });
    expect(run("serve", "--lifecycle-delays", "create=5").stderr).toMatch(/^hashrange: --lifecycle-delays takes createTable=MS,[^\n]* not create=5: see hashrange --help\.\n$/);
    expect(run()).toMatchObject({ status: 2, stdout: "", stderr: "hashrange: There must be a command, serve: see hashrange --help.\n" });
  });

  it("runs by npx", () => {
    const output = execFileSync("npx", ["--no-install", "hashrange", "--version"], { cwd: project.folder, encoding: "utf8" });
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
