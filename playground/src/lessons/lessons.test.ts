// Each lesson on a real database: what the starting code misses, that the solution is done, and that every other sentence of the
// checks is reached by the slip that it is meant for.
import { afterEach, describe, expect, it } from "vitest";

import type { Lesson, View } from "../contract.js";
import { lessons } from "./index.js";
import { Stage } from "./lesson_testing.js";

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.db.close();
});

async function views(lesson: Lesson, ...programs: readonly string[]): Promise<View> {
  const stage = await Stage.open(lesson.setup);
  stages.push(stage);
  let view: View | undefined;
  for (const program of programs) view = await stage.run(program);
  return view!;
}

/** A program with some of its text replaced. */
function changed(program: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  for (const [from, to] of changes) {
    if (!program.includes(from)) throw new Error(`the program has no ${from}`);
    program = program.replace(from, to);
  }
  return program;
}

const lessonOf = (id: string): Lesson => lessons.find((lesson) => lesson.id === id)!;

describe.each(lessons)("lesson $id", (lesson) => {
  it("is whole", () => {
    const { title, minutes, prediction, html, task } = lesson;
    expect(title).not.toBe("");
    expect(minutes).toBeGreaterThan(0);
    expect(prediction.options.length).toBeGreaterThanOrEqual(3);
    expect(prediction.options[prediction.answer]).toBeDefined();
    expect(task).toMatch(/^<p>/);
    const words = html
      .replace(/<[^>]+>/g, " ")
      .split(/\s+/)
      .filter(Boolean).length;
    expect(words).toBeGreaterThanOrEqual(290);
    expect(words).toBeLessThanOrEqual(500);
  });

  it("asks for a run first", async () => {
    const view = await views(lesson, "");
    const { run: _, ...before } = view;
    expect(lesson.check(before)).toEqual({ done: false, message: "Run the program first." });
  });

  it("begins with something that runs and is not done", async () => {
    const view = await views(lesson, lesson.code);
    expect(view.run!.outcome).toBe("done");
    expect(lesson.check(view).done).toBe(false);
  });

  it("has a solution that is done", async () => {
    const view = await views(lesson, lesson.solution);
    expect(view.run!.outcome).toBe("done");
    expect(lesson.check(view)).toMatchObject({ done: true });
  });

  it("tells that its table is gone", async () => {
    const drop =
      'import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";\nawait new DynamoDBClient({}).send(new DeleteTableCommand({ TableName: "social" }));';
    expect(lesson.check(await views(lesson, drop)).message).toContain("The table social is gone");
  });

  it("tells a program that failed, or was stopped, from one that is wrong", async () => {
    const failed = await views(lesson, changed(lesson.code, ["import {", 'throw new Error("a slip");\nimport {']));
    expect(lesson.check(failed)).toMatchObject({ done: false, message: expect.stringContaining("ended with an exception") });
    const refused = await views(lesson, changed(lesson.setup!, ['KeyType: "RANGE"', 'KeyType: "HASH"']));
    expect(lesson.check(refused)).toMatchObject({ done: false, message: expect.stringContaining("ended with ValidationException") });
    const { run, ...state } = await views(lesson, lesson.solution);
    expect(lesson.check({ ...state, run: { ...run!, outcome: "stopped" } })).toMatchObject({ done: false });
  });
});

describe("what an earlier run left", () => {
  it("is told from what this run did", async () => {
    const conditions = lessonOf("conditions");
    expect(conditions.check(await views(conditions, conditions.code, conditions.solution)).message).toContain(
      "an earlier run had replaced",
    );
    const sloppy = changed(conditions.solution, ['ConditionExpression: "attribute_exists(pk)",', ""]);
    expect(conditions.check(await views(conditions, sloppy, conditions.solution)).message).toContain("whom an earlier run made");
    const transactions = lessonOf("transactions");
    expect(transactions.check(await views(transactions, transactions.code, transactions.solution)).message).toContain("an earlier run did");
  });

  it("does no harm where it can be put right", async () => {
    for (const id of ["items-and-keys", "query-or-scan", "one-table"]) {
      const lesson = lessonOf(id);
      expect(lesson.check(await views(lesson, lesson.code, lesson.solution)), id).toMatchObject({ done: true });
    }
    for (const lesson of lessons)
      expect(lesson.check(await views(lesson, lesson.solution, lesson.solution)), lesson.id).toMatchObject({ done: true });
  });
});

/** A slip: the program with it, and a part of the sentence that it leads to. */
type Slip = readonly [name: string, program: (lesson: Lesson) => string, sentence: string];

const slips: Readonly<Record<string, readonly Slip[]>> = {
  "items-and-keys": [
    ["the starting code", ({ code }) => code, "lies in the collection of POST#"],
    ["the same key twice", ({ solution }) => changed(solution, ["POST#2026-03-02", "POST#2026-02-14"]), "the second replaced the first"],
    [
      "one post only",
      ({ solution }) => changed(solution, [/await put\(\{\n  pk: "USER#ada",\n  sk: "POST#2026-03-02"[^]*?\}\);\n/.exec(solution)![0], ""]),
      "There is one post in the collection",
    ],
    [
      "no post",
      ({ solution }) => solution.replace(/await put\(\{\n  pk: "USER#ada"[^]*?\}\);\n/g, ""),
      "There is no post in the collection",
    ],
    [
      "no profile",
      ({ solution }) => changed(solution, ['pk: "USER#ada", sk: "PROFILE", name', 'pk: "USER#ada", sk: "ME", name']),
      "Ada's profile is not",
    ],
    [
      "sort keys in another order",
      ({ solution }) => solution.replaceAll("POST#2026-02-14", "POST#b").replaceAll("POST#2026-03-02", "POST#a"),
      "the later post is first",
    ],
    [
      "a read of the profile",
      ({ solution }) => changed(solution, ['Key: { pk: "USER#ada", sk: "POST#2026-02-14" }', 'Key: { pk: "USER#ada", sk: "PROFILE" }']),
      "Now read one of them",
    ],
    [
      "a read of nothing",
      ({ solution }) => changed(solution, ['Key: { pk: "USER#ada", sk: "POST#2026-02-14" }', 'Key: { pk: "USER#ada", sk: "POST#2026" }']),
      "GetItem looked for USER#ada and POST#2026 and found nothing",
    ],
    [
      "half a key",
      ({ solution }) => changed(solution, ['Key: { pk: "USER#ada", sk: "POST#2026-02-14" }', 'Key: { pk: "USER#ada" }']),
      "ended with ValidationException",
    ],
  ],
  "query-or-scan": [
    ["the starting code", ({ code }) => code, "read 78 items to return 12"],
    ["nothing asked", () => "console.log(1);", "There was no query yet"],
    ["no sort keys", ({ solution }) => changed(solution, ["Limit: 3,", 'Limit: 3, ProjectionExpression: "likes",']), "no sort keys"],
    ["another user", ({ solution }) => changed(solution, ["USER#ada", "USER#alan"]), "collection of USER#alan"],
    ["nobody", ({ solution }) => changed(solution, ["USER#ada", "ada"]), "found nothing"],
    [
      "the profile too",
      ({ solution }) => changed(solution, [" AND begins_with(sk, :post)", ""], [', ":post": "POST#"', ""]),
      "The profile came along",
    ],
    [
      "a filter",
      ({ solution }) =>
        changed(
          solution,
          ["Limit: 3,", 'Limit: 12, FilterExpression: "likes > :few",'],
          ['":post": "POST#"', '":post": "POST#", ":few": 20'],
        ),
      "drops what was read and paid for",
    ],
    ["no limit", ({ solution }) => changed(solution, ["Limit: 3,", ""]), "Limit is the number of items to read"],
    ["too low a limit", ({ solution }) => changed(solution, ["Limit: 3,", "Limit: 1,"]), "read one item."],
    ["from the oldest", ({ solution }) => changed(solution, ["ScanIndexForward: false,", ""]), "not the newest"],
    [
      "the newest, the oldest first",
      ({ solution }) =>
        changed(
          solution,
          ["begins_with(sk, :post)", "sk BETWEEN :post AND :end"],
          ['":post": "POST#"', '":post": "POST#2026-10", ":end": "POST#9"'],
          ["ScanIndexForward: false,", ""],
        ),
      "right posts in the wrong order",
    ],
  ],
  conditions: [
    ["the starting code", ({ code }) => code, "the put of signUp has no condition"],
    [
      "the opposite condition",
      ({ solution }) => changed(solution, ["attribute_not_exists(pk)", "attribute_exists(pk)"]),
      "Ask for the opposite",
    ],
    [
      "nobody may sign up",
      ({ solution }) => changed(solution, ["attribute_not_exists(pk)", "attribute_not_exists(pk) AND attribute_exists(sk)"]),
      "Mary was turned away",
    ],
    [
      "an update without condition",
      ({ solution }) => changed(solution, ['ConditionExpression: "attribute_exists(pk)",', ""]),
      "There is a user garce",
    ],
    [
      "an update that is always refused",
      ({ solution }) => changed(solution, ["attribute_exists(pk)", "attribute_exists(banned)"]),
      "grace was not counted",
    ],
    [
      "a read first",
      ({ solution }) =>
        changed(
          solution,
          ["PutCommand,", "GetCommand, PutCommand,"],
          ["function signUp", 'await client.send(new GetCommand({ TableName, Key: { pk: "USER#ada", sk: "PROFILE" } }));\nfunction signUp'],
        ),
      "reads first (GetItem)",
    ],
    ["a call left out", ({ solution }) => solution.replace(/^await attempt\("ada.*\n/m, ""), "no request for USER#ada"],
    [
      "nobody refused",
      ({ solution }) =>
        changed(
          solution,
          ['"attribute_exists(pk)"', '"attribute_not_exists(nothing)"'],
          ['signUp("ada", "Ada Byron")', 'signUp("ada", "Ada Lovelace")'],
          ['ConditionExpression: "attribute_not_exists(pk)",', ""],
          ['`USER#${handle}`, sk: "PROFILE" },\n      UpdateExpression', '`USER#${handle}`, sk: "COUNT" },\n      UpdateExpression'],
        ),
      "nobody was refused",
    ],
  ],
  "one-table": [
    ["the starting code", ({ code }) => code, "has no attribute queue"],
    [
      "a post deleted",
      ({ solution }) =>
        changed(
          solution,
          ["UpdateCommand,", "UpdateCommand, DeleteCommand,"],
          [
            'new UpdateCommand({\n      TableName,\n      Key: { pk: `USER#${handle}`, sk: `POST#${date}` },\n      UpdateExpression: "REMOVE queue, reportedAt",',
            "new DeleteCommand({\n      TableName,\n      Key: { pk: `USER#${handle}`, sk: `POST#${date}` },",
          ],
        ),
      "is gone from the table",
    ],
    [
      "another post reported",
      ({ solution }) => changed(solution, ["// a moth", 'await report("ada", "2026-03-02", "2026-03-07"); // a moth']),
      "which nobody reported",
    ],
    [
      "the wrong attribute",
      ({ solution }) =>
        changed(solution, ["queue = :open, reportedAt", "queue = :open, reported"], ["REMOVE queue, reportedAt", "REMOVE queue"]),
      "has no attribute reportedAt",
    ],
    [
      "a dismissal that removes nothing",
      ({ solution }) => changed(solution, ["REMOVE queue, reportedAt", "REMOVE nothing"]),
      "is in the index still",
    ],
    [
      "a scan",
      ({ solution, code }) =>
        solution
          .replace(/\/\/ What is open[^]*$/, /\/\/ What is open[^]*$/.exec(code)![0])
          .replace("QueryCommand,", "QueryCommand, ScanCommand,"),
      "nobody asks it: the scan read 14 items",
    ],
    ["no read at all", ({ solution }) => solution.replace(/\/\/ What is open[^]*$/, ""), "Now read the open reports from it"],
    ["another value", ({ solution }) => changed(solution, ['{ ":open": "open" }', '{ ":open": "opened" }']), "found nothing"],
    [
      "a query too early",
      ({ solution }) => changed(solution, [/^await dismiss.*\n/m.exec(solution)![0], ""]) + 'await dismiss("grace", "2026-02-20");\n',
      "came before the dismissal",
    ],
    [
      "a scan beside the query",
      ({ solution }) =>
        changed(solution, ["QueryCommand,", "QueryCommand, ScanCommand,"]) + "await client.send(new ScanCommand({ TableName }));\n",
      "The scan can go",
    ],
  ],
  transactions: [
    ["the starting code", ({ code }) => code, "There are 2 like items and a count of 3"],
    [
      "two requests with a condition",
      ({ code }) =>
        changed(
          code,
          [
            "Item: { pk: post, sk: `LIKE#${user}` },",
            'Item: { pk: post, sk: `LIKE#${user}` }, ConditionExpression: "attribute_not_exists(pk)",',
          ],
          ['!== "TransactionCanceledException"', '!== "ConditionalCheckFailedException"'],
          ["error.CancellationReasons.map(({ Code }) => Code)", "[error.message]"],
        ),
      "right this time, but in separate requests",
    ],
    [
      "no condition",
      ({ solution }) => changed(solution, ['ConditionExpression: "attribute_not_exists(pk)",', ""]),
      "The transaction has no condition",
    ],
    [
      "a condition that holds always",
      ({ solution }) => changed(solution, ["attribute_not_exists(pk)", "attribute_not_exists(nothing)"]),
      "no condition was false at grace's second like",
    ],
    [
      "a write beside",
      ({ solution }) =>
        changed(solution, ["GetCommand,", "GetCommand, PutCommand,"]) +
        'await client.send(new PutCommand({ TableName, Item: { pk: "a", sk: "b" } }));\n',
      "a PutItem beside",
    ],
    [
      "likes elsewhere",
      ({ solution }) => changed(solution, ["{ pk: post, sk: `LIKE#${user}` }", "{ pk: `LIKE#${user}`, sk: post }"]),
      "There are no like items",
    ],
    ["one call", ({ solution }) => changed(solution, ['["grace", "alan", "grace"]', '["grace"]']), "Only one user likes"],
    ["two calls", ({ solution }) => changed(solution, ['["grace", "alan", "grace"]', '["grace", "alan"]']), "no transaction was cancelled"],
    ["no count", ({ solution }) => changed(solution, ["ADD likes :one", "ADD views_ :one"]), "the count is 0"],
    ["another post", ({ solution }) => solution.replaceAll('"POST#1"', '"POST#2"'), "There are no like items"],
    [
      "no post",
      ({ solution }) =>
        changed(solution, ["TransactWriteCommand,", "TransactWriteCommand, DeleteCommand,"]) +
        'await client.send(new DeleteCommand({ TableName, Key: { pk: "POST#1", sk: "POST" } }));\n',
      "The post POST#1 is gone",
    ],
  ],
};

describe.each(Object.entries(slips))("slips in %s", (id, cases) => {
  it.each(cases)("%s", async (_, program, sentence) => {
    const lesson = lessonOf(id);
    const result = lesson.check(await views(lesson, program(lesson)));
    expect(result.message).toContain(sentence);
    expect(result.done).toBe(false);
  });
});
