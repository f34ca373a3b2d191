// OneTable's own way of modelling, on a database in this process: a table and indexes that it makes itself, models told apart by a type
// attribute, timestamps, generated ids, a context, unique attributes, a time to live; paging both ways, and what it says when something is
// refused. Prints what each step answered, as JSON.
import { Table } from "dynamodb-onetable";
import { open } from "hashrange";
import { clientOf, failure } from "./table.mjs";

const db = await open({ clock: Date.now() });
const client = clientOf(db);
const schema = {
  queries: {},
  format: "onetable:1.1.0",
  version: "0.0.1",
  indexes: {
    primary: { hash: "pk", sort: "sk" },
    gsi1: { hash: "gsi1pk", sort: "gsi1sk", project: ["name", "_type"], follow: true },
    lsi1: { type: "local", sort: "lsi1sk", project: "all" },
  },
  models: {
    Account: {
      pk: { type: String, value: "account#${id}" },
      sk: { type: String, value: "account#" },
      id: { type: String, generate: "ulid", validate: /^[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{26}$/i },
      name: { type: String, required: true },
      plan: { type: String, enum: ["free", "paid"], default: "free" },
    },
    User: {
      pk: { type: String, value: "account#${accountId}" },
      sk: { type: String, value: "user#${id}" },
      gsi1pk: { type: String, value: "users#" },
      gsi1sk: { type: String, value: "${status}#${name}" },
      lsi1sk: { type: String, value: "${status}#${name}" },
      accountId: { type: String, required: true },
      id: { type: String, generate: "uid" },
      name: { type: String, required: true, map: "nm" },
      email: { type: String, unique: true },
      status: { type: String, enum: ["active", "idle"], default: "active" },
      born: { type: Date },
      address: { type: Object, schema: { city: { type: String, required: true }, zip: { type: String } } },
      devices: { type: Array, items: { type: Object, schema: { kind: { type: String } } } },
      photo: { type: ArrayBuffer },
      roles: { type: Set },
      pin: { type: String, hidden: true },
      score: { type: Number, default: 0 },
    },
    Session: {
      pk: { type: String, value: "account#${accountId}" },
      sk: { type: String, value: "session#${id}" },
      accountId: { type: String, required: true },
      id: { type: String, required: true },
      expires: { type: Date, ttl: true },
    },
  },
  params: { isoDates: true, timestamps: true, createdField: "madeAt", updatedField: "changedAt" },
};
const table = new Table({ client, name: "one", schema, partial: true });
await table.createTable();
const steps = {};

// Tables
const described = (await db.describeTable({ TableName: "one" })).Table;
steps.table = [described.GlobalSecondaryIndexes[0].Projection.NonKeyAttributes.sort(), described.LocalSecondaryIndexes[0].IndexName, await table.exists(), await table.listTables(), await table.getKeys()];

// Modelling
const [Account, User, Session] = ["Account", "User", "Session"].map((name) => table.getModel(name));
const account = await Account.create({ name: "Acme" });
steps.account = [account.id.length, account.plan, Math.abs(account.madeAt - Date.now()) < 60_000];
table.setContext({ accountId: account.id });
const ann = await User.create({ name: "Ann", email: "ann@example.com", born: new Date("2001-02-03T04:05:06Z"), address: { city: "é" }, devices: [{ kind: "phone" }], roles: new Set(["a", "b"]), pin: "1234", photo: Buffer.from([0, 255]) }, { hidden: false });
const rawOf = async (sk) => (await db.document.getItem({ TableName: "one", Key: { pk: `account#${account.id}`, sk } })).Item;
const { id: _, pk: __, sk: ___, accountId: ____, madeAt, changedAt, roles, photo, ...stored } = await rawOf(`user#${ann.id}`);
steps.stored = [stored, madeAt === changedAt, [...roles], photo];
const { id: _____, accountId, madeAt: made, changedAt: changed, ...found } = await User.get({ id: ann.id });
steps.found = [{ ...found, roles: [...found.roles], photo: [...found.photo] }, accountId === account.id, made instanceof Date];
await User.update({ id: ann.id }, { push: { devices: [{ kind: "watch" }] } });
const updated = await User.update({ id: ann.id }, { set: { "address.zip": "75", "devices[0].kind": "tablet" }, add: { score: 2 }, delete: { roles: new Set(["a"]) }, return: "get" });
steps.updated = [updated.address, updated.devices, updated.score, [...updated.roles], updated.changedAt >= updated.madeAt];
const renamed = await User.update({ id: ann.id, name: "Anna", status: "idle" });
steps.renamed = [renamed.name, (await rawOf(`user#${ann.id}`)).gsi1sk];
const bob = await User.upsert({ id: "bob", name: "Bob", email: "bob@example.com" }, { return: "get" });
steps.upserted = [bob.name, (await User.upsert({ id: "bob", name: "Bob", score: 9 })).score];
steps.unique = [];
for (const change of [() => User.create({ name: "Eve", email: "ann@example.com" }), () => User.update({ id: "bob", email: "ann@example.com" })]) steps.unique.push((await failure(change())).code);
await User.update({ id: "bob", email: "robert@example.com" });
steps.reused = (await User.create({ id: "eve", name: "Eve", email: "bob@example.com" })).email;
steps.byIndex = (await User.find({ lsi1sk: { begins: "active#B" } }, { index: "lsi1" })).map(({ name }) => name);
steps.followed = (await User.find({ gsi1pk: "users#" }, { index: "gsi1", follow: true })).map(({ name, email }) => [name, email]);
const items = await table.queryItems({ pk: `account#${account.id}` }, { parse: true, hidden: true });
steps.grouped = Object.entries(table.groupByType(items)).map(([type, members]) => [type, members.length]).sort();
await db.updateTimeToLive({ TableName: "one", TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } });
await Session.create({ id: "s1", expires: new Date(Date.now() + 60_000) });
steps.session = [(await Session.get({ id: "s1" })).expires instanceof Date, typeof (await rawOf("session#s1")).expires];
db.clock.advance({ hours: 1 });
steps.expired = [(await db.tick()).expired, (await Session.get({ id: "s1" })) ?? null];

// Paging
for (let from = 0; from < 40; from += 20) {
  const batch = {};
  for (let n = from; n < from + 20; n++) await Session.create({ id: String(n).padStart(2, "0") }, { batch, exists: null });
  await table.batchWrite(batch);
}
const pages = [];
let page;
do {
  page = await Session.find({}, { limit: 15, next: page?.next });
  pages.push(page.map(({ id }) => id));
} while (page.next);
const back = await Session.find({}, { limit: 15, prev: page.prev });
steps.pages = [pages.map((ids) => ids.length), new Set(pages.flat()).size, [back.at(0).id, back.at(-1).id]];
steps.reverse = (await Session.find({}, { limit: 3, reverse: true })).map(({ id }) => id);
steps.maxPages = (await Session.find({}, { limit: 100, maxPages: 1 })).length;
steps.filtered = (await User.find({}, { where: "(${score} > {1}) and (${status} <> {gone})", fields: ["name"] })).map(({ name }) => name).sort();
steps.counted = [(await Session.find({}, { count: true })).count, (await Session.scan({}, { count: true })).count, (await table.scanItems({}, { limit: 10, parse: true, hidden: true })).length];
steps.segments = (await Promise.all([0, 1].map((segment) => Session.scan({}, { segment, segments: 2 })))).flat().length;

// Refusals
const told = ({ name, code, message, context }) => [name, code, message.split("\n")[0], context?.err?.name ?? null];
const attempt = async (begin) => told(await failure((async () => begin())()));
steps.missing = await attempt(() => User.create({ id: "x", email: "x@example.com" }));
steps.noMember = await attempt(() => User.create({ id: "x", name: "X", status: "gone" }));
steps.notValid = await attempt(() => Account.create({ id: "no ulid", name: "X" }));
steps.createTwice = await attempt(() => Session.create({ id: "01" }));
steps.condition = await attempt(() => User.remove({ id: "bob" }, { where: "${score} > {100}" }));
steps.updateMissing = await attempt(() => User.update({ id: "nobody", name: "N" }));
steps.noTable = await attempt(() => new Table({ client, name: "absent", schema, partial: true }).getModel("Account").get({ id: account.id }));
steps.tooLarge = await attempt(() => User.update({ id: "bob", pin: "x".repeat(400 * 1024) }));

// Transactions
const transaction = {};
await User.update({ id: "bob" }, { add: { score: 1 }, transaction });
await Session.create({ id: "t1" }, { transaction });
await Session.remove({ id: "00" }, { transaction });
await Account.check({ id: account.id }, { where: "${plan} = {free}", transaction });
await table.transact("write", transaction);
const reading = {};
await User.get({ id: "bob" }, { transaction: reading });
await Session.get({ id: "t1" }, { transaction: reading });
await Session.get({ id: "00" }, { transaction: reading });
steps.read = (await table.transact("get", reading, { parse: true, hidden: true })).map(({ _type, score }) => [_type, score ?? null]);
const refused = {};
await User.update({ id: "bob" }, { add: { score: 1 }, transaction: refused });
await Session.create({ id: "t1" }, { transaction: refused });
await Account.check({ id: account.id }, { where: "${plan} = {paid}", transaction: refused });
const canceled = await failure(table.transact("write", refused));
steps.canceled = [...told(canceled), canceled.context?.err?.CancellationReasons?.map(({ Code }) => Code) ?? null, (await User.get({ id: "bob" })).score];

// Its own schema, kept in the table, and the table's end
await table.saveSchema();
steps.schema = (await table.readSchema()).version;
await table.deleteTable("DeleteTableForever");
steps.gone = [await table.exists(), await table.listTables()];
await db.close();
console.log(JSON.stringify(steps));
