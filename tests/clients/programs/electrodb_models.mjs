// ElectroDB's own way of modelling, on a database in this process: entities of one table and their collection, versions, hooks, a sparse
// index, a time to live; paging to the end, and what it says when something is refused. Prints what each step answered, as JSON.
import { Entity, Service } from "electrodb";
import { clientOf, failure, openWithTable, TableName } from "./table.mjs";

const db = await openWithTable({ clock: Date.now() });
const options = { client: clientOf(db), table: TableName };
const begun = Date.now();
const model = (entity, version = "1") => ({ entity, version, service: "shop" });
const account = (composite, more = {}) => ({ collection: "account", index: "gsi1", pk: { field: "gsi1pk", composite: ["customer"] }, sk: { field: "gsi1sk", composite }, ...more });

const Customer = new Entity(
  {
    model: model("customer"),
    attributes: {
      customer: { type: "string", required: true },
      email: { type: "string", required: true, set: (email) => email?.toLowerCase(), validate: /^[^@]+@[^@]+$/ },
      tier: { type: ["basic", "gold"], default: "basic" },
      pin: { type: "string", hidden: true },
      label: { type: "string", watch: ["email"], get: (_, { email }) => `<${email}>`, set: () => undefined },
      createdAt: { type: "number", readOnly: true, default: () => Date.now() },
      updatedAt: { type: "number", watch: "*", set: () => Date.now(), readOnly: true },
      expires: { type: "number" },
    },
    indexes: { primary: { pk: { field: "pk", composite: ["customer"] }, sk: { field: "sk", composite: [] } }, account: account([]) },
  },
  options,
);
const orderAttributes = {
  customer: { type: "string", required: true },
  order: { type: "string", required: true, padding: { length: 4, char: "0" } },
  status: { type: ["draft", "open", "closed"], required: true, default: "draft" },
  total: { type: "number", default: 0 },
  tags: { type: "set", items: "string" },
  lines: { type: "list", items: { type: "map", properties: { sku: { type: "string", required: true }, count: { type: "number" }, note: { type: "string" } } } },
};
const orderIndexes = {
  primary: { pk: { field: "pk", composite: ["customer"] }, sk: { field: "sk", composite: ["order"] } },
  account: account(["status", "order"], { condition: ({ status }) => status !== "draft" }),
};
const Order = new Entity({ model: model("order"), attributes: orderAttributes, indexes: orderIndexes }, options);
const OrderOfVersion2 = new Entity({ model: model("order", "2"), attributes: orderAttributes, indexes: orderIndexes }, options);
const shop = new Service({ customer: Customer, order: Order });

const steps = {};
const stored = async (sk) => (await db.document.getItem({ TableName, Key: { pk: "$shop#customer_c1", sk } })).Item;
const isNow = (ms) => ms >= begun && ms <= Date.now();

// Modelling
const created = (await Customer.create({ customer: "c1", email: "Ann@Example.com", pin: "1234" }).go()).data;
steps.created = { ...created, createdAt: isNow(created.createdAt), updatedAt: isNow(created.updatedAt) };
const { createdAt: _, updatedAt: __, ...raw } = await stored("$customer_1");
steps.stored = raw;
await Order.put([{ customer: "c1", order: "2", status: "open", total: 5, lines: [{ sku: "a", count: 1, note: "é" }], tags: ["new", "gift"] }, { customer: "c1", order: "1" }]).go();
const collected = (await shop.collections.account({ customer: "c1" }).go()).data;
steps.collection = [collected.customer.map(({ email }) => email), collected.order.map(({ order }) => order)];
await Order.patch({ customer: "c1", order: "1" }).set({ status: "closed" }).go();
steps.sparse = (await Order.query.account({ customer: "c1" }).go()).data.map(({ order, status }) => [order, status]);
steps.version = [(await Order.get({ customer: "c1", order: "1" }).go()).data.status, (await OrderOfVersion2.get({ customer: "c1", order: "1" }).go()).data];
const updated = await Order.update({ customer: "c1", order: "2" })
  .data(({ total, lines, tags }, { add, set, del, remove }) => {
    add(total, 2.5);
    set(lines[0].count, 7);
    del(tags, ["new"]);
    remove(lines[0].note);
  })
  .go({ response: "all_new" });
steps.data = updated.data;
steps.appended = (await Order.update({ customer: "c1", order: "2" }).append({ lines: [{ sku: "b" }] }).subtract({ total: 0.5 }).go({ response: "updated_new" })).data;
steps.upserted = [];
for (const points of [1, 2]) {
  const { data } = await Order.upsert({ customer: "c1", order: "3", status: "open" }).add({ total: points }).go({ response: "all_new" });
  steps.upserted.push(data.total);
}
steps.readOnly = (await failure(Customer.patch({ customer: "c1" }).set({ createdAt: 1 }).go())).message.split(" - ")[0];
await db.updateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } });
await Customer.create({ customer: "c2", email: "b@example.com", expires: Math.floor(begun / 1000) + 60 }).go();
db.clock.advance({ hours: 1 });
steps.expired = [(await db.tick()).expired, (await Customer.get({ customer: "c2" }).go()).data];

// Paging
await Order.put(Array.from({ length: 25 }, (_, n) => ({ customer: "many", order: String(n), status: "open", total: n }))).go();
const pages = async (query) => {
  const sizes = [];
  let cursor = null;
  do {
    const page = await query(cursor);
    sizes.push(Array.isArray(page.data) ? page.data.length : Object.values(page.data).flat().length);
    cursor = page.cursor;
  } while (cursor !== null);
  return sizes;
};
steps.pages = await pages((cursor) => Order.query.primary({ customer: "many" }).go({ cursor, limit: 10 }));
steps.pagesOfIndex = await pages((cursor) => Order.query.account({ customer: "many", status: "open" }).gte({ order: "0005" }).go({ cursor, limit: 10, order: "desc" }));
steps.pagesOfCollection = await pages((cursor) => shop.collections.account({ customer: "many" }).go({ cursor, limit: 20 }));
steps.pagesOfScan = (await pages((cursor) => Order.scan.go({ cursor, limit: 9 }))).reduce((sum, size) => sum + size, 0);
steps.allPages = (await Order.query.primary({ customer: "many" }).go({ limit: 4, pages: "all" })).data.length;
steps.count = (await Order.query.primary({ customer: "many" }).where(({ total }, { gte }) => gte(total, 10)).go({ count: 3 })).data.map(({ order }) => order);
steps.between = (await Order.query.primary({ customer: "many" }).between({ order: "0003" }, { order: "0006" }).go({ order: "desc" })).data.map(({ total }) => total);

// Refusals
const told = ({ name, code, message, cause }) => [name, code, message.split(" - ")[0], cause?.name ?? null];
steps.missing = told(await failure(Customer.create({ customer: "c3" }).go()));
steps.noMember = told(await failure(Customer.create({ customer: "c3", email: "a@b", tier: "silver" }).go()));
steps.notValid = told(await failure(Customer.create({ customer: "c3", email: "nobody" }).go()));
steps.condition = told(await failure(Order.patch({ customer: "many", order: "1" }).set({ total: 0 }).where(({ total }, { gt }) => gt(total, 100)).go()));
steps.removeMissing = told(await failure(Order.remove({ customer: "many", order: "77" }).go()));
steps.noTable = told(await failure(Order.get({ customer: "many", order: "1" }).go({ table: "absent" })));
steps.tooLarge = told(await failure(Order.put({ customer: "many", order: "99", lines: [{ sku: "x".repeat(400 * 1024) }] }).go()));
const overlapping = Order.update({ customer: "many", order: "1" }).data(({ lines }, { append, set }) => {
  append(lines, [{ sku: "b" }]);
  set(lines[0].count, 7);
});
steps.overlapping = told(await failure(overlapping.go()));
steps.noCursor = told(await failure(Order.query.primary({ customer: "many" }).go({ cursor: "nonsense" })));

// Transactions
const write = (items) => shop.transaction.write((entities) => items(entities)).go({ token: `token-${Math.random()}` });
const committed = await write(({ customer, order }) => [
  customer.check({ customer: "c1" }).where(({ tier }, { eq }) => eq(tier, "basic")).commit(),
  order.upsert({ customer: "c1", order: "4", status: "open" }).commit(),
  order.update({ customer: "many", order: "0" }).set({ total: 50 }).commit(),
  order.remove({ customer: "many", order: "24" }).commit(),
]);
const canceled = await write(({ customer, order }) => [
  order.update({ customer: "many", order: "0" }).set({ total: 60 }).commit(),
  customer.check({ customer: "c1" }).where(({ tier }, { eq }) => eq(tier, "gold")).commit({ response: "all_old" }),
  order.delete({ customer: "many", order: "1" }).where(({ total }, { exists }) => exists(total)).commit(),
]);
steps.committed = [committed.canceled, committed.data.map(({ rejected, code }) => [rejected, code])];
steps.canceled = [canceled.canceled, canceled.data.map(({ rejected, code, message, item }) => [rejected, code, message ?? null, item?.email ?? null])];
const keys = [{ customer: "many", order: "0" }, { customer: "many", order: "1" }, { customer: "many", order: "24" }];
const read = await shop.transaction.get(({ order, customer }) => [...keys.map((key) => order.get(key).commit()), customer.get({ customer: "c1" }).commit()]).go();
steps.read = read.data.map(({ item }) => item?.total ?? item?.tier ?? null);
const twice = await failure(shop.transaction.write(({ order }) => [order.delete(keys[0]).commit(), order.update(keys[0]).set({ total: 1 }).commit()]).go());
steps.twice = told(twice);
await db.close();
console.log(JSON.stringify(steps));
