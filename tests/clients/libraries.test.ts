// The libraries that people use on top of the AWS SDK, each by a program that runs them on a database in its own process: once over
// the clients of hashrange/sdk, once over the SDK's own with clientConfig. The programs are in programs/, the expectations here.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newProject, type Project } from "../package/installed.js";
import { models } from "./library_models.js";

const folder = join(import.meta.dirname, "programs");
const packages = ["@aws-sdk/client-dynamodb", "@aws-sdk/client-dynamodb-streams", "@aws-sdk/lib-dynamodb", "dynamodb-onetable", "dynamodb-toolbox", "dynamoose", "electrodb"];

let project: Project;
beforeAll(() => {
  project = newProject(Object.fromEntries(packages.map((name) => [name, `tests/node_modules/${name}`])));
  for (const name of readdirSync(folder)) project.write(name, readFileSync(join(folder, name), "utf8"));
});
afterAll(() => project?.remove());

type Steps = Record<string, unknown>;

/** What the program's steps answered. */
async function run(program: string, way: string): Promise<Steps> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", `${program}.mjs`, way], { cwd: project.folder });
  return JSON.parse(stdout) as Steps;
}

const conditional = "ConditionalCheckFailedException";
const canceled = "TransactionCanceledException";

/** Of each library, what each step must answer. */
const libraries: Readonly<Record<string, () => Steps>> = {
  electrodb: () => {
    const task = { project: "engine", task: "1", owner: "ann", status: "open", points: 3, tags: ["a", "b"], notes: [{ by: "ann", text: "é" }] };
    const { owner: _, ...ownerless } = task;
    return {
      put: task,
      get: task,
      missing: null,
      createTwice: conditional,
      byIndex: ["1"],
      patch: { ...ownerless, points: 5, tags: ["a", "b", "c"], notes: [...task.notes, { by: "bob", text: "2" }] },
      patchMissing: expect.stringContaining("The conditional request failed"),
      where: conditional,
      batch: [["07", "2"], []],
      pages: [12, 12, 6],
      scanned: 1,
      transaction: false,
      canceled: [true, [[false, "None", null], [true, "ConditionalCheckFailed", "1"]]],
      read: [7, null],
      remove: { project: "t", task: "1", status: "open" },
    };
  },
  onetable: () => {
    const ann = { account: "acme", name: "ann", email: "ann@example.com", balance: 0, tags: ["a"], address: { city: "é", zip: "1" } };
    return {
      create: { ...ann, born: "2001-02-03T04:05:06.000Z" },
      get: { ...ann, born: "2001-02-03T04:05:06.000Z" },
      missing: null,
      notUnique: "UniqueError",
      byIndex: "bob",
      find: ["bob"],
      count: 2,
      update: { ...ann, balance: 5.5, address: { city: "Paris", zip: "1" } },
      added: 54.5,
      updateMissing: conditional,
      condition: conditional,
      batch: ["n3", "n8"],
      pages: [4, 4, 1],
      transaction: [1, 53.5],
      canceled: [canceled, 1],
      scan: 1,
      removed: null,
    };
  },
  toolbox: () => {
    const pika = { trainer: "ash", name: "pika", kind: "mouse", rank: "a", level: 5, moves: ["é"], types: ["electric"], nature: { calm: 0.5 } };
    return {
      put: null,
      get: pika,
      missing: null,
      putTwice: conditional,
      byIndex: ["raichu"],
      update: { ...pika, level: 7, moves: ["é", "tackle"] },
      condition: [conditional, { N: "7" }],
      batch: ["03", null, "raichu"],
      pages: [8, 8, 4],
      scan: 1,
      canceled: [canceled, [["None", null], ["ConditionalCheckFailed", { N: "9" }]]],
      read: [9, null],
      delete: 9,
    };
  },
  dynamoose: () => {
    const task = { project: "engine", task: "1", owner: "ann", points: 3, tags: ["a"], notes: ["é"], more: { city: "Paris" } };
    return {
      table: "byOwner",
      create: { ...task, due: 1_700_000_000_000 },
      get: { ...task, due: "2023-11-14T22:13:20.000Z" },
      missing: null,
      createTwice: conditional,
      byIndex: ["2"],
      update: { ...task, points: 5, notes: ["é", "b"], more: { city: "Rome" } },
      condition: conditional,
      batchPut: 0,
      batchGet: ["03", "2"],
      pages: [8, 8, 4],
      scan: 1,
      count: 20,
      transaction: 7,
      canceled: [canceled, ["None", "ConditionalCheckFailed"]],
      read: [7, 0],
      removed: null,
    };
  },
  lib_dynamodb: () => {
    const item = { pk: "engine", sk: "1", gsi1sk: "open", points: 3, tags: ["a"] };
    return {
      get: { ...item, gsi1pk: "ann", notes: ["é", null, { deep: true }] },
      putTwice: true,
      byIndex: ["2", "1"],
      update: { ...item, points: 5, notes: ["b", null, { deep: true }] },
      batchWrite: {},
      batchGet: ["03", "1"],
      pages: [8, 8, 4],
      scan: 22,
      canceled: [true, ["None", "ConditionalCheckFailed"]],
      read: [6, null],
      delete: { pk: "t", sk: "1" },
      state: "SUCCESS",
      classes: [true, true, true],
      streams: [],
    };
  },
};

const ways = [["ours", "over the clients of hashrange/sdk"], ["configured", "over the SDK's own clients with clientConfig"]] as const;

for (const [library, expected] of Object.entries(libraries)) {
  describe.concurrent(library, () => {
    for (const [way, name] of ways) {
      it(`puts, gets, queries an index, updates, batches, transacts and is refused, ${name}`, async () => {
        expect(await run(library, way)).toEqual(expected());
      });
    }
  });
}

for (const [program, expected] of Object.entries(models)) {
  describe.concurrent(program, () => {
    for (const [way, name] of ways) {
      it(`models in its own way, pages to the end, is refused in its own words and canceled with its reasons, ${name}`, async () => {
        expect(await run(program, way)).toEqual(expected);
      });
    }
  });
}

it("every program of the folder is run", () => {
  const programs = readdirSync(folder).filter((name) => name !== "table.mjs");
  expect(programs.sort()).toEqual([...Object.keys(libraries), ...Object.keys(models)].map((name) => `${name}.mjs`).sort());
});
