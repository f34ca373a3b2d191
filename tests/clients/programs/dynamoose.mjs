// dynamoose on a database in this process; it makes and watches its table itself. Prints what each step answered, as JSON.
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynamoose from "dynamoose";
import { open } from "hashrange";
import { clientConfig, dynamoDB } from "hashrange/sdk";
import { configured, failure } from "./table.mjs";

const db = await open();
dynamoose.aws.ddb.set(configured ? new DynamoDB(clientConfig(db)) : dynamoDB(db));

const schema = new dynamoose.Schema({
  project: { type: String, hashKey: true },
  task: { type: String, rangeKey: true },
  owner: { type: String, index: { name: "byOwner", type: "global", rangeKey: "task" } },
  points: { type: Number, default: 0 },
  due: { type: Date },
  tags: { type: Set, schema: [String] },
  notes: { type: Array, schema: [String] },
  more: { type: Object, schema: { city: String } },
});
const Task = dynamoose.model("tasks", schema);
const table = new dynamoose.Table("tasks", [Task], { create: true, initialize: false, throughput: "ON_DEMAND", waitForActive: { enabled: true, check: { timeout: 30_000, frequency: 200 } } });
await table.initialize();
const shown = (task) => task && { ...task.toJSON(), ...(task.tags && { tags: [...task.tags] }) };

const steps = {};
steps.table = (await db.describeTable({ TableName: "tasks" })).Table.GlobalSecondaryIndexes[0].IndexName;
const first = { project: "engine", task: "1", owner: "ann", points: 3, due: new Date(1_700_000_000_000), tags: new Set(["a"]), notes: ["é"], more: { city: "Paris" } };
steps.create = shown(await Task.create(first));
steps.get = shown(await Task.get({ project: "engine", task: "1" }));
steps.missing = (await Task.get({ project: "engine", task: "0" })) ?? null;
steps.createTwice = (await failure(Task.create(first))).name;
await Task.create({ project: "engine", task: "2", owner: "ann" });
steps.byIndex = (await Task.query("owner").eq("ann").where("task").ge("2").using("byOwner").exec()).map(({ task }) => task);
steps.update = shown(await Task.update({ project: "engine", task: "1" }, { $ADD: { points: 2, notes: ["b"] }, $SET: { more: { city: "Rome" } }, $REMOVE: ["due"] }));
steps.condition = (await failure(Task.update({ project: "engine", task: "1" }, { points: 0 }, { condition: new dynamoose.Condition("points").gt(100) }))).name;
const batch = Array.from({ length: 20 }, (_, n) => ({ project: "batch", task: String(n).padStart(2, "0") }));
steps.batchPut = (await Task.batchPut(batch)).unprocessedItems.length;
steps.batchGet = (await Task.batchGet([batch[3], { project: "batch", task: "xx" }, { project: "engine", task: "2" }])).map(({ task }) => task).sort();
steps.pages = [];
let lastKey;
do {
  const query = Task.query("project").eq("batch").limit(8);
  const page = await (lastKey === undefined ? query : query.startAt(lastKey)).exec();
  steps.pages.push(page.length);
  lastKey = page.lastKey;
} while (lastKey !== undefined);
steps.scan = (await Task.scan("points").gt(0).exec()).length;
steps.count = (await Task.query("project").eq("batch").count().exec()).count;
await dynamoose.transaction([Task.transaction.create({ project: "t", task: "1" }), Task.transaction.update({ project: "engine", task: "2" }, { $ADD: { points: 7 } })]);
steps.transaction = (await Task.get({ project: "engine", task: "2" })).points;
const canceled = await failure(dynamoose.transaction([Task.transaction.create({ project: "t", task: "2" }), Task.transaction.create({ project: "t", task: "1" })]));
steps.canceled = [canceled.name, canceled.CancellationReasons.map(({ Code }) => Code)];
// Of items that are there: dynamoose itself fails on one that a transaction does not find.
steps.read = (await dynamoose.transaction([Task.transaction.get({ project: "engine", task: "2" }), Task.transaction.get({ project: "t", task: "1" })])).map(({ points }) => points);
await Task.delete({ project: "t", task: "1" });
steps.removed = (await Task.get({ project: "t", task: "1" })) ?? null;
await db.close();
console.log(JSON.stringify(steps));
