// DynamoDB OneTable on a database in this process. Prints what each step answered, as JSON.
import { Table } from "dynamodb-onetable";
import { clientOf, failure, openWithTable, TableName } from "./table.mjs";

const db = await openWithTable();
const table = new Table({
  client: clientOf(db),
  name: TableName,
  partial: true,
  schema: {
    format: "onetable:1.1.0",
    version: "0.0.1",
    indexes: { primary: { hash: "pk", sort: "sk" }, gsi1: { hash: "gsi1pk", sort: "gsi1sk", project: "all" } },
    models: {
      User: {
        pk: { type: String, value: "account#${account}" },
        sk: { type: String, value: "user#${name}" },
        gsi1pk: { type: String, value: "email#${email}" },
        gsi1sk: { type: String, value: "user#" },
        account: { type: String, required: true },
        name: { type: String, required: true },
        email: { type: String, required: true, unique: true },
        balance: { type: Number, default: 0 },
        born: { type: Date },
        tags: { type: Set },
        address: { type: Object, schema: { city: { type: String }, zip: { type: String } } },
      },
      Note: {
        pk: { type: String, value: "account#${account}" },
        sk: { type: String, value: "note#${id}" },
        account: { type: String, required: true },
        id: { type: String, required: true },
      },
    },
    params: { isoDates: true, timestamps: false },
  },
});
const User = table.getModel("User");
const Note = table.getModel("Note");
const shown = (user) => user && { ...user, tags: user.tags && [...user.tags] };

const steps = {};
const ann = { account: "acme", name: "ann", email: "ann@example.com", born: new Date("2001-02-03T04:05:06Z"), tags: new Set(["a"]), address: { city: "é", zip: "1" } };
steps.create = shown(await User.create(ann));
steps.get = shown(await User.get({ account: "acme", name: "ann" }));
steps.missing = (await User.get({ account: "acme", name: "none" })) ?? null;
// One transaction: the item and one that keeps the e-mail address its own.
steps.notUnique = (await failure(User.create({ account: "acme", name: "bob", email: "ann@example.com" }))).code;
await User.create({ account: "acme", name: "bob", email: "bob@example.com", balance: 50 });
steps.byIndex = (await User.get({ email: "bob@example.com" }, { index: "gsi1", follow: true })).name;
steps.find = (await User.find({ account: "acme" }, { where: "${balance} >= {50}" })).map(({ name }) => name);
steps.count = (await User.find({ account: "acme" }, { count: true })).count;
steps.update = shown(await User.update({ account: "acme", name: "ann" }, { add: { balance: 5.5 }, set: { "address.city": "Paris" }, remove: ["born"] }));
steps.added = (await User.update({ account: "acme", name: "bob" }, { add: { balance: 4.5 } })).balance;
steps.updateMissing = (await failure(User.update({ account: "acme", name: "none", balance: 1 }))).code;
steps.condition = (await failure(User.update({ account: "acme", name: "bob", balance: 0 }, { where: "${balance} < {1}" }))).code;
const batch = {};
for (let n = 0; n < 9; n++) await Note.create({ account: "batch", id: `n${n}` }, { batch, exists: null });
await table.batchWrite(batch);
const gets = {};
for (const id of ["n3", "n8", "none"]) await Note.get({ account: "batch", id }, { batch: gets });
steps.batch = (await table.batchGet(gets, { parse: true, hidden: false })).map(({ id }) => id).sort();
steps.pages = [];
let next;
do {
  const page = await Note.find({ account: "batch" }, { limit: 4, next });
  steps.pages.push(page.length);
  next = page.next;
} while (next !== undefined);
const transaction = {};
await User.update({ account: "acme", name: "ann", balance: 1 }, { transaction });
await User.update({ account: "acme", name: "bob" }, { add: { balance: -1 }, transaction });
await table.transact("write", transaction);
steps.transaction = [(await User.get({ account: "acme", name: "ann" })).balance, (await User.get({ account: "acme", name: "bob" })).balance];
const refused = {};
await User.update({ account: "acme", name: "ann", balance: 2 }, { transaction: refused });
await User.update({ account: "acme", name: "none", balance: 2 }, { transaction: refused });
const canceled = await failure(table.transact("write", refused));
steps.canceled = [canceled.code, (await User.get({ account: "acme", name: "ann" })).balance];
steps.scan = (await User.scan({}, { where: "${balance} > {50}" })).length;
await User.remove({ account: "acme", name: "ann" });
steps.removed = (await User.get({ account: "acme", name: "ann" })) ?? null;
await db.close();
console.log(JSON.stringify(steps));
