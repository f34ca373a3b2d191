// Runs, views and the history, on the package itself.
import { afterEach, describe, expect, it } from "vitest";
import { emptyDatabase, History, STEPS_MAX, type Step } from "./history.js";
import { moveTo, Recorder, REQUESTS_MAX } from "./recorder.js";
import { viewOf } from "./view.js";

const histories: History[] = [];
afterEach(async () => {
  for (const history of histories.splice(0)) await history.close();
});

const NOW = Date.UTC(2026, 0, 1);
type Request = readonly [operation: string, input: object];
const makeTable: Request = ["CreateTable", {
  TableName: "tab", BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }], KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
}]; // prettier-ignore
const put = (pk: string, more: object = {}): Request => ["PutItem", { TableName: "tab", Item: { pk: { S: pk }, ...more } }];

async function begun(): Promise<History> {
  const history = new History();
  histories.push(history);
  const database = await emptyDatabase("7", NOW);
  await history.add({ kind: "begin", seed: "7", now: NOW, requests: [], database });
  return history;
}

async function run(history: History, ...requests: readonly Request[]): Promise<Step> {
  const database = await history.work();
  const recorder = new Recorder(database);
  for (const [operation, input] of requests) await recorder.request(`DynamoDB_20120810.${operation}`, JSON.stringify(input), 0);
  await recorder.finish(0);
  const ran = { requests: recorder.requests, outcome: "done" as const };
  return history.add({
    kind: "run",
    seed: "7",
    now: database.clock.nowMs(),
    requests: recorder.recorded,
    outcome: "done",
    run: ran,
    database,
  });
}

const keys = async (history: History): Promise<(string | undefined)[]> =>
  (await viewOf(history.current.database, undefined)).tables[0]?.items.map((item) => item["pk"]?.S).sort() ?? [];

describe("a run", () => {
  it("is told request by request: input, answer or refusal, and what happened inside", async () => {
    const history = await begun();
    const { run: ran, requests } = await run(history, makeTable, put("a"), ["PutItem", { TableName: "none", Item: {} }], ["Nonsense", {}]);
    expect(ran!.requests.map(({ number, operation, error }) => [number, operation, error?.name])).toEqual([
      [1, "CreateTable", undefined],
      [2, "PutItem", undefined],
      [3, "PutItem", "ResourceNotFoundException"],
      [4, "Nonsense", "UnknownOperationException"],
    ]);
    expect(ran!.requests[1]!.input).toEqual(put("a")[1]);
    expect(ran!.requests[1]!.output).toEqual({});
    expect(ran!.requests[1]!.events.map(({ type }) => type)).toContain("write");
    expect(ran!.requests[0]!.events.some(({ type }) => type === "write")).toBe(false);
    // Every request takes a millisecond.
    expect(requests.map(({ now }) => now - NOW)).toEqual([0, 1, 2, 3]);
    expect(history.current.now).toBe(NOW + 4);
  });

  it("has an end: of requests, and when it is over", async () => {
    const recorder = new Recorder(await emptyDatabase("7", NOW));
    let answer;
    for (let count = 0; count <= REQUESTS_MAX; count++) answer = await recorder.request("DynamoDB_20120810.ListTables", "{}", 0);
    expect(answer).toEqual({ refused: expect.stringContaining("2,000 requests") });
    expect(recorder.recorded).toHaveLength(REQUESTS_MAX);
    await recorder.finish(0);
    expect(await recorder.request("DynamoDB_20120810.ListTables", "{}", 0)).toEqual({ refused: "The run has ended." });
  }, 60_000);

  it("follows the program's clock forward, does what is due, and never goes back", async () => {
    const history = await begun();
    await run(
      history,
      makeTable,
      ["UpdateTimeToLive", { TableName: "tab", TimeToLiveSpecification: { AttributeName: "end", Enabled: true } }],
      put("a", { end: { N: String(NOW / 1000 + 60) } }),
    );
    expect(await keys(history)).toEqual(["a"]);
    const database = await history.work();
    moveTo(database, NOW - 1);
    expect(database.clock.nowMs()).toBe(history.current.now);
    const recorder = new Recorder(database);
    const answer = await recorder.request("DynamoDB_20120810.Scan", `{"TableName":"tab"}`, NOW + 3_600_000);
    expect("body" in answer && JSON.parse(new TextDecoder().decode(answer.body)).Count).toBe(0);
    expect(recorder.requests[0]!.events.map(({ type }) => type)).toContain("expire");
    await recorder.finish(0);
    await database.close();
  });
});

describe("the history", () => {
  it("goes back and forth, and what is done then takes the place of what was undone", async () => {
    const history = await begun();
    await run(history, makeTable, put("a"));
    await run(history, put("b"));
    history.go(-1);
    expect(await keys(history)).toEqual(["a"]);
    history.go(1);
    history.go(1);
    expect(await keys(history)).toEqual(["a", "b"]);
    history.go(-1);
    await run(history, put("c"));
    expect(await keys(history)).toEqual(["a", "c"]);
    expect(history.canRedo).toBe(false);
    expect(history.steps).toHaveLength(3);
  });

  it("is made again from its records: the same answers, tables with the same ids, and the way back", async () => {
    const history = await begun();
    await run(history, makeTable, put("a"), ["DescribeTable", { TableName: "tab" }], ["UpdateTable", {
      TableName: "tab", AttributeDefinitions: [{ AttributeName: "n", AttributeType: "N" }],
      GlobalSecondaryIndexUpdates: [{ Create: { IndexName: "i", KeySchema: [{ AttributeName: "n", KeyType: "HASH" }], Projection: { ProjectionType: "ALL" } } }],
    }]); // prettier-ignore
    await run(history, put("b", { n: { N: "1" } }), [
      "Query",
      { TableName: "tab", IndexName: "i", KeyConditionExpression: "n = :n", ExpressionAttributeValues: { ":n": { N: "1" } } },
    ]);
    history.go(-1);
    const records = JSON.parse(JSON.stringify(history.steps.map(({ database: _, run: __, ...record }) => record)));
    const again = new History();
    histories.push(again);
    expect(await again.restore(records, history.position)).toBe(3);
    expect(again.position).toBe(1);
    for (const go of [0, 1] as const) {
      if (go === 1) for (const each of [history, again]) each.go(1);
      expect(again.current.run).toEqual(history.current.run);
      const [one, other] = [await viewOf(history.current.database, undefined), await viewOf(again.current.database, undefined)];
      const memoryOf = { ...one.inspection.memory };
      expect({ ...other, inspection: { ...other.inspection, memory: memoryOf } }).toEqual({
        ...one,
        inspection: { ...one.inspection, memory: memoryOf },
      });
    }
    expect(again.sinceBeginning).toBe(2);
  });

  it("forgets what lies before the last beginning when it grows long, and no more", async () => {
    const history = await begun();
    for (let step = 0; step < STEPS_MAX - 2; step++) await run(history);
    await history.add({ kind: "begin", seed: "8", now: NOW, requests: [], database: await emptyDatabase("8", NOW) });
    expect(history.steps).toHaveLength(STEPS_MAX);
    await run(history);
    expect(history.steps.map(({ kind }) => kind)).toEqual(["begin", "run"]);
    expect(history.position).toBe(1);
  });
});

describe("a view", () => {
  it("is taken without a trace of it", async () => {
    const history = await begun();
    await run(history, makeTable, put("a"), put("b"));
    const { database } = history.current;
    const before = database.sync.inspect();
    const view = await viewOf(database, undefined);
    expect(view.tables[0]!.items).toHaveLength(2);
    expect(view.run).toBeUndefined();
    const after = database.sync.inspect();
    expect({ ...after, memory: 0 }).toEqual({ ...before, memory: 0 });
  });
});
