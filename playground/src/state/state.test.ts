// What the state pane works out, from Views of runs on a real database: which items a run touched, the sentences of a trace, and the pane as
// HTML in all of its forms.
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { afterEach, describe, expect, it } from "vitest";

import type { TableView, View } from "../contract.js";
import { Stage } from "../lessons/lesson_testing.js";
import { lessons } from "../lessons/index.js";
import { collectionsOf } from "./collections.js";
import { IndexesPane } from "./indexes.js";
import { StatePane } from "./index.js";
import { keyCondition } from "./key_condition.js";
import { RequestsPane } from "./requests.js";
import { RingPane, spread, triedKey } from "./ring.js";
import { costOf, stepsOf } from "./sentences.js";
import { touchedBy, type Touch } from "./touched.js";

const HEAD = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand, TransactGetCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";
const send = (command) => client.send(command);
`;

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.db.close();
});

async function viewAfter(lesson: string, ...programs: readonly string[]): Promise<View> {
  const stage = await Stage.open(lessons.find(({ id }) => id === lesson)!.setup);
  stages.push(stage);
  let view: View | undefined;
  for (const program of programs) {
    view = await stage.run(program.startsWith("import") ? program : HEAD + program);
    if (view.run!.outcome !== "done") throw new Error(stage.printed.at(-1));
  }
  return view!;
}

/** The touched items of the table by their keys. */
function touches(view: View): Record<string, Touch> {
  const touched = touchedBy(view.run, view.tables[0]!);
  const rows = collectionsOf(view.tables[0]!, touched).flatMap((collection) => collection.rows);
  return Object.fromEntries(rows.flatMap(({ item, touch }) => (touch === undefined ? [] : [[`${item["pk"]!.S} ${item["sk"]!.S}`, touch]])));
}

describe("the items that a run touched", () => {
  it("are those that were written, by what was there before", async () => {
    const view = await viewAfter(
      "conditions",
      `await send(new PutCommand({ TableName, Item: { pk: "USER#new", sk: "PROFILE" } }));
       await send(new PutCommand({ TableName, Item: { pk: "USER#new", sk: "PROFILE", again: true } }));
       await send(new UpdateCommand({ TableName, Key: { pk: "USER#ada", sk: "PROFILE" }, UpdateExpression: "ADD posts :n", ExpressionAttributeValues: { ":n": 1 } }));
       await send(new DeleteCommand({ TableName, Key: { pk: "USER#ada", sk: "POST#2026-02-14" } }));
       await send(new DeleteCommand({ TableName, Key: { pk: "USER#nobody", sk: "PROFILE" } }));`,
    );
    expect(touches(view)).toEqual({ "USER#new PROFILE": "added", "USER#ada PROFILE": "changed", "USER#ada POST#2026-02-14": "deleted" });
    const ada = collectionsOf(view.tables[0]!, touchedBy(view.run, view.tables[0]!)).find(({ key }) => key === "USER#ada")!;
    expect(ada.rows.map(({ item }) => item["sk"]!.S)).toEqual(["POST#2026-02-14", "POST#2026-03-02", "PROFILE"]);
  });

  it("are not those of a write that was refused", async () => {
    const view = await viewAfter(
      "conditions",
      `const item = { pk: "USER#ada", sk: "PROFILE" };
       await send(new PutCommand({ TableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" })).catch(() => {});
       await send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { pk: "a", sk: "b" } } }, { Put: { TableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" } }] })).catch(() => {});`,
    );
    expect(touches(view)).toEqual({});
    expect(view.run!.requests.map(({ error }) => error?.name)).toEqual(["ConditionalCheckFailedException", "TransactionCanceledException"]);
  });

  it("are those that were read one by one, if they were there", async () => {
    const view = await viewAfter(
      "conditions",
      `await send(new GetCommand({ TableName, Key: { pk: "USER#ada", sk: "PROFILE" } }));
       await send(new GetCommand({ TableName, Key: { pk: "USER#nobody", sk: "PROFILE" } }));
       await send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ pk: "USER#ada", sk: "POST#2026-02-14" }] } } }));
       await send(new TransactGetCommand({ TransactItems: [{ Get: { TableName, Key: { pk: "USER#grace", sk: "PROFILE" } } }, { Get: { TableName, Key: { pk: "x", sk: "y" } } }] }));`,
    );
    expect(touches(view)).toEqual({
      "USER#ada PROFILE": "returned",
      "USER#ada POST#2026-02-14": "returned",
      "USER#grace PROFILE": "returned",
    });
  });

  const counts = (view: View): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const touch of Object.values(touches(view))) all[touch] = (all[touch] ?? 0) + 1;
    return all;
  };

  it("tell what was read from what was returned", async () => {
    const scan = await viewAfter("query-or-scan", lessons[1]!.code);
    expect(counts(scan)).toEqual({ returned: 12, read: 66 });
    const query = await viewAfter("query-or-scan", lessons[1]!.solution);
    expect(touches(query)).toEqual({
      "USER#ada POST#2026-10-18": "returned",
      "USER#ada POST#2026-11-25": "returned",
      "USER#ada POST#2026-12-08": "returned",
    });
  });

  it("tell pages from each other, and answers without keys", async () => {
    const query = (more: string): string =>
      `await send(new QueryCommand({ TableName, KeyConditionExpression: "pk = :u", ExpressionAttributeValues: { ":u": "USER#ada", ":n": 20 }, FilterExpression: "likes > :n", ${more} }));`;
    expect(counts(await viewAfter("query-or-scan", query("Limit: 4")))).toEqual({ returned: 1, read: 3 });
    expect(
      counts(await viewAfter("query-or-scan", query('Limit: 4, ExclusiveStartKey: { pk: "USER#ada", sk: "POST#2026-11-25" }'))),
    ).toEqual({ returned: 1, read: 1 });
    const projected = `await send(new ScanCommand({ TableName, ProjectionExpression: "likes", Limit: 5 }));`;
    expect(counts(await viewAfter("query-or-scan", projected))).toEqual({ returned: 5 });
  });

  it("are only those that can be told, when the table has changed since", async () => {
    const program = `await send(new ScanCommand({ TableName, FilterExpression: "begins_with(sk, :p)", ExpressionAttributeValues: { ":p": "POST" } }));
      await send(new DeleteCommand({ TableName, Key: { pk: "USER#grace", sk: "PROFILE" } }));`;
    expect(counts(await viewAfter("conditions", program))).toEqual({ returned: 3, deleted: 1 });
  });

  it("have entries in an index", async () => {
    const view = await viewAfter("one-table", lessons[3]!.solution);
    const touched = touchedBy(view.run, view.tables[0]!);
    expect([...touched.entries.get("reports")!.values()].sort()).toEqual(["added", "deleted"]);
    expect(touches(view)["USER#alan POST#2026-02-11"]).toBe("changed");
  });
});

describe("a key condition", () => {
  const names = { "#p": "pk" };
  const values = { ":p": { S: "a" }, ":n": { N: "9" }, ":m": { N: "10" } };
  const item = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { N: sk } });
  it.each([
    ["pk = :p", [true, true, true, false]],
    ["#p = :p AND sk > :n", [false, true, true, false]],
    ["(#p = :p) and (sk <= :m)", [true, true, false, false]],
    ["#p = :p AND sk BETWEEN :n AND :m", [true, true, false, false]],
  ])("%s is a test on keys", (expression, expected) => {
    const test = keyCondition(expression, names, values)!;
    expect([item("a", "9"), item("a", "10"), item("a", "100"), item("b", "9")].map(test)).toEqual(expected);
  });

  it("that begins with something", () => {
    const test = keyCondition("pk = :p AND begins_with(sk, :s)", {}, { ":p": { S: "a" }, ":s": { S: "x#" } })!;
    expect(["x#1", "x", "y#1"].map((sk) => test({ pk: { S: "a" }, sk: { S: sk } }))).toEqual([true, false, false]);
  });

  it.each(["", "pk", "pk = 'a'", "pk = :p OR sk = :n", "pk = :missing", "#q = :p"])("%s is left alone", (expression) => {
    expect(keyCondition(expression, names, values)).toBeUndefined();
  });
});

describe("the sentences of a trace", () => {
  it("tell a scan as one read and one filter for each partition", async () => {
    const view = await viewAfter("query-or-scan", lessons[1]!.code);
    const steps = stepsOf(view.run!.requests[0]!.events);
    expect(steps[0]!.sentence).toBe("Scan arrives for table social.");
    const filtered = steps.filter(({ kind }) => kind === "condition");
    expect(filtered.reduce((sum, { conditions }) => sum + conditions!.length, 0)).toBe(78);
    expect(filtered.every((step) => steps[steps.indexOf(step) - 1]!.kind === "read")).toBe(true);
    expect(steps.at(-2)!.sentence).toBe("Charged on table social: 2.5 read units.");
    expect(costOf(view.run!.requests[0]!)).toMatchObject({
      itemsRead: 78,
      itemsReturned: 12,
      itemsWritten: 0,
      readUnits: 2.5,
      writeUnits: 0,
    });
  });

  it("tell a refused write", async () => {
    const view = await viewAfter("conditions", lessons[2]!.solution);
    const refused = view.run!.requests.find(({ error }) => error !== undefined)!;
    expect(stepsOf(refused.events).map(({ sentence }) => sentence)).toEqual([
      "PutItem arrives for table social.",
      "The condition is checked against the item as it is now. It is false: nothing is written.",
      "Refused with ConditionalCheckFailedException: The conditional request failed",
    ]);
    expect(costOf(refused)).toMatchObject({ itemsRead: 0, itemsWritten: 0 });
  });

  it("tell a transaction as one commit, at twice the units", async () => {
    const view = await viewAfter("transactions", lessons[4]!.solution);
    const [first] = view.run!.requests;
    expect(
      stepsOf(first!.events)
        .map(({ sentence }) => sentence)
        .filter((sentence) => sentence.includes("commit")),
    ).toEqual([expect.stringMatching(/^All 2 writes are in force at once \(commit \d+\)\.$/)]);
    expect(costOf(first!)).toMatchObject({ itemsWritten: 2, writeUnits: 4 });
  });
});

describe("a key that a reader tries", () => {
  it("falls where the engine puts it", async () => {
    const view = await viewAfter("items-and-keys", lessons[0]!.code);
    const { partitions } = view.tables[0]!.inspection;
    for (const event of view.run!.requests.flatMap(({ events }) => events)) {
      if (event.type === "write") expect(triedKey(event.key["pk"]!.S!, "S", partitions)!.partition).toBe(event.partition);
    }
    expect(triedKey("", "S", partitions)).toBeUndefined();
    expect(["1", "-2.5", "1e3", "x", "1e", "."].map((text) => triedKey(text, "N", partitions) !== undefined)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("labels", () => {
  it("are pushed apart and stay inside", () => {
    expect(spread([10, 11, 50], 10, 0, 100)).toEqual([10, 20, 50]);
    expect(spread([95, 96, 97], 10, 0, 100)).toEqual([80, 90, 100]);
    expect(spread([], 10, 0, 100)).toEqual([]);
  });
});

describe("the pane as HTML", () => {
  it("says what there is before anything is there", async () => {
    expect(renderToString(h(StatePane, { view: undefined }))).toContain("The database opens.");
    expect(renderToString(h(StatePane, { view: { inspection: { tables: [] } as never, tables: [] } }))).toContain("There is no table yet.");
  });

  it.each(lessons)("shows every item of lesson $id", async (lesson) => {
    for (const program of [lesson.code, lesson.solution]) {
      const view = await viewAfter(lesson.id, program);
      const html = renderToString(h(StatePane, { view }));
      expect(html).toContain("<strong>");
      for (const { pk } of view.tables[0]!.items) expect(html).toContain(pk!.S);
      const [table] = view.tables as [TableView];
      const touched = touchedBy(view.run, table);
      expect(renderToString(h(RingPane, { table, touched }))).toContain("This is a model");
      expect(renderToString(h(RequestsPane, { run: view.run, tables: view.tables }))).toContain(`of ${view.run!.requests.length}`);
    }
  });

  it("escapes what items hold", async () => {
    const view = await viewAfter(
      "items-and-keys",
      `await send(new PutCommand({ TableName, Item: { pk: "<b>", sk: "<script>", text: "<img>" } }));`,
    );
    const html = renderToString(h(StatePane, { view }));
    expect(html).toContain("&lt;script>");
    expect(html).not.toMatch(/<(script|img|b)>/);
  });

  it("bounds long collections, and says so", async () => {
    const view = await viewAfter(
      "query-or-scan",
      `await send(new GetCommand({ TableName, Key: { pk: "USER#ada", sk: "POST#2026-10-18" } }));`,
    );
    const html = renderToString(h(StatePane, { view }));
    expect(html).toContain("Show 6 more items");
    // The item that was read is shown wherever it stands.
    expect(html).toContain("POST#2026-10-18");
  });

  it("shows a sparse index as sparse", async () => {
    const view = await viewAfter("one-table", lessons[3]!.solution);
    const [table] = view.tables as [TableView];
    const html = renderToString(h(IndexesPane, { table, touched: touchedBy(view.run, table) }));
    expect(html.match(/has no entry/g)!.length).toBe(13);
    expect(html.match(/has an entry/g)!.length).toBe(1);
    expect(html.match(/class="sp-thread /g)!.length).toBe(2);
    expect(html).toContain("1 entry for 14 items");
  });
});
