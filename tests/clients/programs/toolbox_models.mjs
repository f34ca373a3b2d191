// DynamoDB-Toolbox's own way of modelling, on a database in this process: two entities of one table, their names and timestamps, computed
// keys, discriminated unions, access patterns, a repository; paging to the end, and what it says when something is refused. Prints what each
// step answered, as JSON.
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as toolbox from "dynamodb-toolbox";
import { documentClient as ours } from "hashrange/sdk/document";
import { clientOf, configured, failure, openWithTable, TableName } from "./table.mjs";

const { $add, $append, $delete, $get, $remove, $set, $subtract, anyOf, boolean, item, list, map, number, prefix, record, set, string } = toolbox;
const db = await openWithTable({ clock: Date.now() });
const translate = { marshallOptions: { removeUndefinedValues: true } };
const documentClient = configured ? DynamoDBDocumentClient.from(clientOf(db), translate) : ours(db, translate);
const key = (name) => ({ name, type: "string" });
const tableOf = (name) =>
  new toolbox.Table({
    documentClient,
    name,
    partitionKey: key("pk"),
    sortKey: key("sk"),
    entityAttributeSavedAs: "_et",
    indexes: { gsi1: { type: "global", partitionKey: key("gsi1pk"), sortKey: key("gsi1sk") } },
  });
const AppTable = tableOf(TableName);

const Account = new toolbox.Entity({
  name: "account",
  table: AppTable,
  schema: item({
    account: string().key(),
    plan: string().enum("free", "paid").default("free"),
    balance: number().default(0),
    limits: record(string().enum("reads", "writes"), number()).partial().optional(),
    contact: anyOf(
      map({ kind: string().const("mail"), address: string() }),
      map({ kind: string().const("phone"), number: string(), mobile: boolean().default(false) }),
    )
      .discriminate("kind")
      .optional(),
    notes: list(string()).optional(),
    tags: set(string()).optional(),
    secret: string().hidden().optional(),
    expires: number().optional(),
  }),
  computeKey: ({ account }) => ({ pk: `ACCOUNT#${account}`, sk: "ACCOUNT" }),
});
const invoiceSchema = item({
  account: string().key(),
  number: string().key(),
  total: number().validate((total) => total >= 0),
  paidOn: string().optional().savedAs("gsi1sk").transform(prefix("PAID")),
}).and((schema) => ({ owner: string().savedAs("gsi1pk").putLink(({ account }) => `OWNER#${account}`).optional() }));
const invoiceOf = (table) =>
  new toolbox.Entity({
    name: "invoice",
    table,
    timestamps: { created: { name: "madeAt", savedAs: "c" }, modified: false },
    schema: invoiceSchema,
    computeKey: ({ account, number }) => ({ pk: `ACCOUNT#${account}`, sk: `INVOICE#${number}` }),
  });
const Invoice = invoiceOf(AppTable);

const steps = {};
const isStamp = (text) => Math.abs(Date.parse(text) - Date.now()) < 60_000;
const rawOf = async (sk) => (await db.document.getItem({ TableName, Key: { pk: "ACCOUNT#a", sk } })).Item;
const put = (entity, values, options = {}) => entity.build(toolbox.PutItemCommand).item(values).options(options).send();
const get = async (entity, at, options = {}) => (await entity.build(toolbox.GetItemCommand).key(at).options(options).send()).Item;
const update = async (entity, values, options = {}) => (await entity.build(toolbox.UpdateItemCommand).item(values).options({ returnValues: "ALL_NEW", ...options }).send()).Attributes;

// Modelling
await put(Account, { account: "a", limits: { reads: 5 }, contact: { kind: "phone", number: "1" }, secret: "hidden", tags: new Set(["x", "y"]), notes: ["first"] });
const { _ct, _md, tags: _, ...raw } = await rawOf("ACCOUNT");
steps.stored = [raw, isStamp(_ct), isStamp(_md)];
const { created, modified, tags, ...account } = await get(Account, { account: "a" });
steps.account = [account, isStamp(created), isStamp(modified), [...tags]];
for (const [number, total, paidOn] of [["1", 5], ["2", 7, "2026-01-02"], ["3", 9, "2026-03-01"]]) await put(Invoice, { account: "a", number, total, ...(paidOn && { paidOn }) });
steps.invoice = Object.keys(await rawOf("INVOICE#2")).sort();
const both = await AppTable.build(toolbox.QueryCommand).query({ partition: "ACCOUNT#a" }).entities(Account, Invoice).options({ showEntityAttr: true }).send();
steps.both = both.Items.map(({ entity, number, plan }) => [entity, number ?? plan]);
const paid = await AppTable.build(toolbox.QueryCommand).query({ index: "gsi1", partition: "OWNER#a", range: { beginsWith: "PAID#2026-0" } }).entities(Invoice).options({ reverse: true }).send();
steps.paid = paid.Items.map(({ paidOn }) => paidOn);
const unpaid = Invoice.build(toolbox.EntityAccessPattern).schema(item({ account: string() })).pattern(({ account }) => ({ partition: `ACCOUNT#${account}`, range: { beginsWith: "INVOICE#" } })).options({ filters: { invoice: { attr: "paidOn", exists: false } } });
steps.pattern = (await unpaid.query({ account: "a" }).send()).Items.map(({ number }) => number);
const changed = await update(Account, {
  account: "a",
  balance: $add(10),
  notes: $append(["second"]),
  tags: $delete(new Set(["x"])),
  limits: { writes: 3 },
  contact: $set({ kind: "mail", address: "é@example.com" }),
});
steps.changed = { ...changed, created: undefined, modified: undefined, tags: [...changed.tags] };
const moved = await update(Account, { account: "a", balance: $subtract($get("balance"), 4), notes: $remove(), secret: $remove() });
steps.moved = [moved.balance, moved.notes ?? null, "secret" in ((await rawOf("ACCOUNT")) ?? {})];
const replaced = await Account.build(toolbox.UpdateAttributesCommand).item({ account: "a", limits: { reads: 1 } }).options({ returnValues: "UPDATED_NEW" }).send();
steps.replaced = replaced.Attributes.limits;
const repository = Invoice.build(toolbox.EntityRepository);
steps.repository = [(await repository.get({ account: "a", number: "1" })).Item.total, (await repository.scan()).Items.length];
await db.updateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } });
await put(Account, { account: "b", expires: Math.floor(Date.now() / 1000) + 60 });
db.clock.advance({ hours: 1 });
steps.expired = [(await db.tick()).expired, (await get(Account, { account: "b" })) ?? null];

// Paging
for (let from = 0; from < 40; from += 20) {
  const requests = Array.from({ length: 20 }, (_, n) => Invoice.build(toolbox.BatchPutRequest).item({ account: "many", number: String(from + n).padStart(2, "0"), total: from + n }));
  await toolbox.executeBatchWrite(AppTable.build(toolbox.BatchWriteCommand).requests(...requests));
}
const pagesOf = async (build) => {
  const pages = [];
  let exclusiveStartKey;
  do {
    const { Items, LastEvaluatedKey } = await build({ ...(exclusiveStartKey && { exclusiveStartKey }) }).send();
    pages.push(Items.length);
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return pages;
};
const many = (options) => AppTable.build(toolbox.QueryCommand).query({ partition: "ACCOUNT#many" }).entities(Invoice).options(options);
steps.pages = await pagesOf((options) => many({ limit: 15, ...options }));
steps.filtered = await pagesOf((options) => many({ limit: 15, filters: { invoice: { attr: "total", gte: 20 } }, ...options }));
const all = await many({ limit: 7, maxPages: Infinity, reverse: true, attributes: ["number"] }).send();
steps.all = [all.Count, all.Items[0].number, all.LastEvaluatedKey ?? null];
steps.counted = (await many({ select: "COUNT" }).send()).Count;
const segments = await Promise.all([0, 1, 2].map((segment) => AppTable.build(toolbox.ScanCommand).entities(Invoice).options({ segment, totalSegments: 3, maxPages: Infinity, limit: 5 }).send()));
steps.segments = segments.reduce((sum, { Items }) => sum + Items.length, 0);
const deleted = await AppTable.build(toolbox.DeletePartitionCommand).query({ partition: "ACCOUNT#many", range: { gte: "INVOICE#30" } }).entities(Invoice).send();
steps.deleted = [deleted.Count, (await many({ select: "COUNT" }).send()).Count];

// Refusals
const told = ({ name, code, path, message, $metadata }) => ({ name, code, path, status: $metadata?.httpStatusCode, message: $metadata && message });
const attempt = async (begin) => told(await failure((async () => begin())()));
steps.missing = await attempt(() => put(Invoice, { account: "a", number: "9" }));
steps.notValid = await attempt(() => put(Invoice, { account: "a", number: "9", total: -1 }));
steps.noMember = await attempt(() => put(Account, { account: "c", plan: "gift" }));
steps.noKind = await attempt(() => put(Account, { account: "c", contact: { kind: "fax" } }));
steps.condition = await attempt(() => put(Account, { account: "a" }, { condition: { attr: "account", exists: false } }));
steps.noTable = await attempt(() => get(invoiceOf(tableOf("absent")), { account: "a", number: "1" }));
steps.tooLarge = await attempt(() => update(Account, { account: "a", secret: "x".repeat(400 * 1024) }));
const unmet = await failure(update(Account, { account: "a", balance: 0 }, { condition: { attr: "balance", gt: 100 }, returnValuesOnConditionFalse: "ALL_OLD" }));
steps.isUnmet = toolbox.isConditionCheckFailed(unmet, Account);

// Transactions
const invoice = (number, options = {}) => Invoice.build(toolbox.PutTransaction).item({ account: "t", number, total: 1 }).options(options);
const isNew = { condition: { attr: "number", exists: false }, returnValuesOnConditionFalse: "ALL_OLD" };
await toolbox.executeTransactWrite(
  { clientRequestToken: "once" },
  invoice("1", isNew),
  Account.build(toolbox.UpdateTransaction).item({ account: "a", balance: $add(1) }),
  Account.build(toolbox.ConditionCheck).key({ account: "zz" }).condition({ attr: "plan", exists: false }),
  Invoice.build(toolbox.DeleteTransaction).key({ account: "a", number: "1" }),
);
await toolbox.executeTransactWrite(
  { clientRequestToken: "once2" },
  Account.build(toolbox.UpdateTransaction).item({ account: "a", plan: "paid" }),
);
const canceled = await failure(toolbox.executeTransactWrite(invoice("2"), invoice("1", isNew), Account.build(toolbox.ConditionCheck).key({ account: "a" }).condition({ attr: "plan", eq: "free" })));
steps.canceled = [canceled.name, canceled.message, canceled.CancellationReasons.map(({ Code, Message, Item }) => [Code, Message ?? null, Item?._et ?? null])];
const read = await toolbox.executeTransactGet(
  Account.build(toolbox.GetTransaction).key({ account: "a" }).options({ attributes: ["balance", "plan"] }),
  ...["1", "2"].map((number) => Invoice.build(toolbox.GetTransaction).key({ account: "t", number })),
  Invoice.build(toolbox.GetTransaction).key({ account: "a", number: "1" }),
);
steps.read = read.Responses.map(({ Item }) => Item?.balance ?? Item?.total ?? null);
await db.close();
console.log(JSON.stringify(steps));
