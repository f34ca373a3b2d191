// The packed package in runtimes that run a script: Node, Deno and Bun, in memory and in files, with eval forbidden; and that what one of
// them stored, the others open.
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newProject, type Project } from "../package/installed.js";
import { answers, binary, overHttp } from "./runtimes.js";

const deno = binary("HASHRANGE_DENO", "@deno/linux-x64-glibc/deno");
const denoRun = ["run", "--quiet", "--no-prompt", "--no-remote", "--no-lock", "--node-modules-dir=manual", "--v8-flags=--disallow-code-generation-from-strings"];
const runtimes: Record<string, readonly [command: string, ...args: string[]]> = {
  node: [process.execPath, "--disallow-code-generation-from-strings"],
  deno: [deno, ...denoRun, "--allow-all"],
  bun: [binary("HASHRANGE_BUN", "@oven/bun-linux-x64/bin/bun"), "run", "--no-install"],
};
const environment = { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };

let project: Project;
let children: ChildProcess[] = [];
beforeAll(() => {
  project = newProject();
  cpSync(join(import.meta.dirname, "exercise.mjs"), join(project.folder, "exercise.mjs"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
});
afterAll(() => project?.remove());

/** Runs a program in the runtime and answers what it prints, parsed. */
function run([command, ...args]: readonly [string, ...string[]], text: string): unknown {
  project.write("program.mjs", text);
  return JSON.parse(execFileSync(command, [...args, "program.mjs"], { cwd: project.folder, encoding: "utf8", env: environment }));
}

const exercised = (storage: string, worker = false): string => `
  import { exercise, forbidEval } from "./exercise.mjs";
  forbidEval();
  const { open } = await import("hashrange");
  const db = await open({ storage: "${storage}", worker: ${worker} });
  console.log(JSON.stringify(await exercise(db, ${worker})));
  await db.close();`;

/** Brings the worker itself, loses it, opens again beside the caller, and ends without closing a database in a worker. */
const broughtWorkers = (storage: string): string => `
  import { Worker } from "node:worker_threads";
  import { open } from "hashrange";
  const newWorker = () => new Worker(new URL(import.meta.resolve("hashrange/worker")));
  let worker;
  const lost = await open({ storage: "${storage}", worker: () => (worker = newWorker()) });
  const { TableNames } = await lost.listTables();
  const waiting = lost.scan({ TableName: "notes" }).catch((error) => [error.name, error.code]);
  worker.terminate();
  const failure = await waiting;
  const again = await open({ storage: "${storage}" });
  const count = again.sync.scan({ TableName: "notes" }).Count;
  await again.close();
  const left = await open({ worker: true });
  await left.listTables();
  console.log(JSON.stringify([TableNames, failure, count]));`;

/** Adds one to a number that is stored, and prints it. */
const counted = (storage: string): string => `
  import { open } from "hashrange";
  const db = await open({ storage: "${storage}" });
  const { Attributes } = await db.updateItem({
    TableName: "notes", Key: { pk: { S: "runs" }, sk: { N: "0" } }, UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } }, ReturnValues: "UPDATED_NEW",
  });
  console.log(JSON.stringify(Attributes.n.N));
  await db.close();`;

/** Opens, writes, says so and stays until it is killed. */
const holding = (storage: string): string => `
  import { open } from "hashrange";
  const db = await open({ storage: "${storage}" });
  await db.putItem({ TableName: "notes", Item: { pk: { S: "runs" }, sk: { N: "0" }, n: { N: "100" } } });
  console.log("written");
  setInterval(() => {}, 1000);`;

const refused = (storage: string): string => `
  import { HostError, open } from "hashrange";
  const thrown = await open({ storage: "${storage}" }).catch((error) => error);
  console.log(JSON.stringify([thrown instanceof HostError, thrown.code, thrown.message]));`;

/** The same requests to a server and to Database.fetch. */
const served = `
  import { open } from "hashrange";
  import { serve } from "hashrange/server";
  import { exerciseHttp, forbidEval } from "./exercise.mjs";
  forbidEval();
  const outcomes = [];
  for (const way of ["server", "fetch"]) {
    const db = await open();
    const server = way === "server" ? await serve({ database: db, port: 0 }) : undefined;
    outcomes.push(await exerciseHttp(server === undefined ? (request) => db.fetch(request) : fetch, server?.url ?? "http://dynamodb.local"));
    await server?.close();
    await db.close();
  }
  console.log(JSON.stringify(outcomes));`;

describe.each(Object.entries(runtimes))("the packed package in %s", (name, runtime) => {
  it("answers in memory, without eval", () => {
    expect(run(runtime, exercised("memory"))).toEqual(answers);
  });

  it("answers on files, and finds them again", () => {
    expect(run(runtime, exercised(`file:./${name}`))).toEqual(answers);
    expect(run(runtime, counted(`file:./${name}`))).toBe("1");
    expect(run(runtime, counted(`file:./${name}`))).toBe("2");
  });

  it("answers from a worker, in memory and on files, and goes on when a worker dies", () => {
    expect(run(runtime, exercised("memory", true))).toEqual(answers);
    expect(run(runtime, exercised(`file:./${name}_worker`, true))).toEqual(answers);
    expect(run(runtime, broughtWorkers(`file:./${name}_worker`))).toEqual([["notes"], ["HostError", "worker"], 4]);
  });

  it("answers over HTTP, by a server and by the web's Request and Response", () => {
    expect(run(runtime, served)).toEqual([overHttp, overHttp]);
  });

  it("refuses a database that another process has open, and finds its writes once it is killed", async () => {
    const storage = `file:./${name}_held`;
    run(runtime, exercised(storage));
    project.write("holder.mjs", holding(storage));
    const [command, ...args] = runtime;
    const holder = spawn(command, [...args, "holder.mjs"], { cwd: project.folder, env: environment, stdio: ["ignore", "pipe", "inherit"] });
    children.push(holder);
    expect(String((await once(holder.stdout!, "data"))[0])).toBe("written\n");
    for (const other of Object.values(runtimes)) {
      expect(run(other, refused(storage))).toEqual([true, "locked", expect.stringContaining(String(holder.pid))]);
    }
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(run(runtime, counted(storage))).toBe("101");
  });

  it("says that there is no IndexedDB", () => {
    expect(run(runtime, refused("idb:shop"))).toEqual([true, "unsupported", expect.stringContaining("IndexedDB")]);
  });
});

it("goes from one runtime to the next with its files", () => {
  run(runtimes["bun"]!, exercised("file:./shared"));
  const order = ["node", "deno", "bun", "node", "bun", "deno", "node"];
  expect(order.map((name) => run(runtimes[name]!, counted("file:./shared")))).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
});

it("needs no right at all of Deno's for a database in memory", () => {
  expect(run([deno, ...denoRun], exercised("memory"))).toEqual(answers);
});

it("works with Deno's rights to the directory alone, but cannot tell then that the process which had it open is gone", () => {
  const restricted = [deno, ...denoRun, "--allow-read=.", "--allow-write=."] as const;
  expect(run(restricted, exercised("file:./restricted"))).toEqual(answers);
  expect(run(restricted, counted("file:./restricted"))).toBe("1");
  const { pid } = spawnSync(process.execPath, ["--version"]);
  project.write("restricted/lock", `${pid}\n\n`);
  const message = `'file:./restricted' was opened by process ${pid}, and this process has no right to ask whether that still runs (Deno gives it with --allow-run).`;
  expect(run(restricted, refused("file:./restricted"))).toEqual([true, "locked", message]);
  expect(run([...restricted, "--allow-run"], counted("file:./restricted"))).toBe("2");
});

it("really runs where eval is forbidden", () => {
  for (const [command, ...args] of [runtimes["node"]!, runtimes["deno"]!]) {
    project.write("program.mjs", `eval("1")`);
    const { status, stderr } = spawnSync(command, [...args, "program.mjs"], { cwd: project.folder, encoding: "utf8", env: environment });
    expect(status).not.toBe(0);
    expect(stderr).toContain("Code generation from strings disallowed");
  }
});
