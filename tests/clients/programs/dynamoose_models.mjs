// dynamoose's own way of modelling, on a database in this process: tables that it makes and changes itself (time to live, streams, tags,
// indexes), timestamps, modifiers, populated documents, several models of one table; paging to the end, and what it says when something is
// refused. Prints what each step answered, as JSON.
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynamoose from "dynamoose";
import { open } from "hashrange";
import { clientConfig, dynamoDB } from "hashrange/sdk";
import { configured, failure } from "./table.mjs";

const db = await open({ clock: Date.now() });
const begun = Date.now();
dynamoose.aws.ddb.set(configured ? new DynamoDB(clientConfig(db)) : dynamoDB(db));

const waitForActive = { enabled: true, check: { timeout: 30_000, frequency: 20 } };
const options = { create: true, initialize: false, throughput: "ON_DEMAND", waitForActive };
const User = dynamoose.model("users", { id: { type: String, hashKey: true }, name: String });
const taskAttributes = {
  project: { type: String, hashKey: true },
  task: { type: String, rangeKey: true, validate: /^[\w-]+$/ },
  owner: { type: User },
  status: { type: String, enum: ["open", "closed"], default: "open", index: { name: "byStatus", type: "local" } },
  points: { type: Number, default: () => 1, set: (points) => Math.round(points), get: (points) => points },
  title: { type: String, required: true, get: (title) => title?.toUpperCase() },
  due: { type: { value: Date, settings: { storage: "seconds" } } },
  labels: { type: Set, schema: [String] },
  steps: { type: Array, schema: [{ type: Object, schema: { text: String, done: { type: Boolean, default: false } } }] },
  kind: { type: { value: "Constant", settings: { value: "task" } }, default: "task" },
};
const Task = dynamoose.model("tasks", new dynamoose.Schema(taskAttributes, { timestamps: true }));
const table = new dynamoose.Table("tasks", [Task], { ...options, expires: { ttl: 60_000, attribute: "expires" }, tags: { team: "engine" }, streamOptions: { enabled: true, type: "NEW_IMAGE" } });
await table.initialize();
await new dynamoose.Table("users", [User], options).initialize();

const steps = {};
const isNow = (date) => Math.abs(new Date(date).getTime() - begun) < 60_000;

// Tables
const { Table: described } = await db.describeTable({ TableName: "tasks" });
steps.table = [described.LocalSecondaryIndexes[0].IndexName, described.StreamSpecification.StreamViewType, described.BillingModeSummary.BillingMode];
steps.ttl = (await db.describeTimeToLive({ TableName: "tasks" })).TimeToLiveDescription.AttributeName;
steps.tags = (await db.listTagsOfResource({ ResourceArn: described.TableArn })).Tags;

// Modelling
await User.create({ id: "u1", name: "Ann" });
const created = await Task.create({ project: "p", task: "1", title: "first", owner: "u1", points: 2.6, due: new Date(1_800_000_000_000), labels: new Set(["a", "b"]), steps: [{ text: "é" }] });
steps.stamps = [isNow(created.createdAt), isNow(created.updatedAt)];
const { createdAt: _, updatedAt: __, expires, labels, ...stored } = (await db.document.getItem({ TableName: "tasks", Key: { project: "p", task: "1" } })).Item;
steps.stored = [stored, [...labels], Math.abs(expires - begun / 1000 - 60) < 5];
const got = await Task.get({ project: "p", task: "1" });
steps.got = [got.title, got.points, got.due.getTime()];
steps.populated = (await got.populate()).owner.name;
got.title = "again";
got.steps.push({ text: "more", done: true });
await got.save();
steps.saved = (await Task.get({ project: "p", task: "1" }, { attributes: ["title", "steps"] })).toJSON();
steps.updated = [];
for (const change of [{ $ADD: { points: 4 }, $DELETE: { labels: new Set(["a"]) } }, { $SET: { status: "closed" }, $REMOVE: ["due"] }]) {
  const { points, labels, status, due } = await Task.update({ project: "p", task: "1" }, change);
  steps.updated.push([points, [...labels], status, due ?? null]);
}
Task.serializer.add("short", { include: ["task", "title"], modify: (serialized) => ({ ...serialized, short: true }) });
steps.serialized = (await Task.get({ project: "p", task: "1" })).serialize("short");
steps.local = (await Task.query("project").eq("p").where("status").eq("closed").using("byStatus").exec()).map(({ task }) => task);
db.clock.advance({ hours: 1 });
steps.expired = [(await db.tick()).expired, (await Task.get({ project: "p", task: "1" })) ?? null];

// Two models of one table, and an index that comes later
const place = { pk: { type: String, hashKey: true }, sk: { type: String, rangeKey: true } };
const City = dynamoose.model("City", { ...place, mayor: { type: String, required: true } });
const Street = dynamoose.model("Street", { ...place, length: { type: Number, required: true } });
await new dynamoose.Table("places", [City, Street], options).initialize();
await City.create({ pk: "paris", sk: "city", mayor: "Ann" });
await Street.batchPut([2, 1].map((n) => ({ pk: "paris", sk: `street-${n}`, length: n })));
steps.models = [(await City.get({ pk: "paris", sk: "city" })).mayor, (await Street.query("pk").eq("paris").where("sk").beginsWith("street").exec()).map(({ length }) => length)];
const Place = dynamoose.model("Place", { ...place, mayor: { type: String, index: { name: "byMayor", type: "global", project: ["sk"] } } });
const changing = new dynamoose.Table("places", [Place], { ...options, update: ["indexes", "throughput"] });
const filling = setInterval(() => void db.tick(), 20);
await changing.initialize();
clearInterval(filling);
steps.indexLater = (await Place.query("mayor").eq("Ann").exec()).map(({ pk, sk }) => [pk, sk]);

// Paging
const many = Array.from({ length: 45 }, (_, n) => ({ project: "many", task: String(n).padStart(2, "0"), title: "t", points: n }));
for (let from = 0; from < many.length; from += 25) await Task.batchPut(many.slice(from, from + 25));
const pagesOf = async (begin) => {
  const pages = [];
  let lastKey;
  do {
    const query = begin();
    const page = await (lastKey === undefined ? query : query.startAt(lastKey)).exec();
    pages.push(page.count);
    lastKey = page.lastKey;
  } while (lastKey !== undefined);
  return pages;
};
const query = () => Task.query("project").eq("many");
steps.pages = await pagesOf(() => query().limit(20));
steps.pagesOfIndex = await pagesOf(() => query().where("status").eq("open").using("byStatus").limit(25).sort("descending"));
steps.pagesOfScan = await pagesOf(() => Task.scan().limit(30));
const all = await query().filter("points").ge(40).limit(10).all().exec();
steps.all = [all.length, all.lastKey ?? null];
steps.twoPages = (await query().limit(10).all(0, 2).exec()).length;
steps.parallel = (await Task.scan().parallel(3).exec()).length;
steps.between = (await query().where("task").between("03", "06").sort("descending").attributes(["task"]).exec()).map((one) => one.toJSON());
steps.conditions = (await Task.scan(new dynamoose.Condition().where("points").lt(2).or().where("task").contains("44")).exec()).length;

// Refusals
const told = ({ name, message, $metadata }) => [name, $metadata?.httpStatusCode ?? null, message];
const attempt = async (begin) => told(await failure((async () => begin())()));
steps.missing = await attempt(() => Task.create({ project: "p", task: "9" }));
steps.notValid = await attempt(() => Task.create({ project: "p", task: "a b", title: "t" }));
steps.noMember = await attempt(() => Task.create({ project: "p", task: "9", title: "t", status: "gone" }));
steps.wrongType = await attempt(() => Task.create({ project: "p", task: "9", title: 5 }));
steps.createTwice = await attempt(() => Task.create(many[0]));
steps.condition = await attempt(() => Task.delete({ project: "many", task: "01" }, { condition: new dynamoose.Condition().filter("points").gt(5) }));
const Absent = dynamoose.model("absent", { id: String });
await new dynamoose.Table("absent", [Absent], { ...options, create: false, waitForActive: false }).initialize();
steps.noTable = await attempt(() => Absent.get("1"));
steps.tooLarge = await attempt(() => Task.create({ project: "p", task: "9", title: "x".repeat(400 * 1024) }));

// Transactions
const { transaction } = Task;
await dynamoose.transaction([
  transaction.create({ project: "t", task: "1", title: "t" }),
  transaction.update({ project: "many", task: "00" }, { $SET: { points: 100 } }),
  transaction.delete({ project: "many", task: "44" }),
  User.transaction.condition("u1", new dynamoose.Condition().filter("name").eq("Ann")),
]);
steps.read = (await dynamoose.transaction([transaction.get({ project: "many", task: "00" }), transaction.get({ project: "t", task: "1" }), User.transaction.get("u1")])).map(({ points, name }) => points ?? name);
const canceled = await failure(
  dynamoose.transaction([
    transaction.update({ project: "many", task: "01" }, { points: 100 }),
    transaction.create({ project: "t", task: "1", title: "t" }),
    User.transaction.condition("u1", new dynamoose.Condition().filter("name").eq("Bob")),
  ]),
);
steps.canceled = [canceled.name, canceled.message, canceled.CancellationReasons.map(({ Code, Message }) => [Code, Message ?? null])];
steps.untouched = [(await Task.get({ project: "many", task: "01" })).points, (await Task.get({ project: "many", task: "44" })) ?? null];
await db.close();
console.log(JSON.stringify(steps));
