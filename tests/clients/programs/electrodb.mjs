// ElectroDB on a database in this process. Prints what each step answered, as JSON.
import { Entity, Service } from "electrodb";
import { clientOf, failure, openWithTable, TableName } from "./table.mjs";

const db = await openWithTable();
const Task = new Entity(
  {
    model: { entity: "task", version: "1", service: "app" },
    attributes: {
      project: { type: "string", required: true },
      task: { type: "string", required: true },
      owner: { type: "string" },
      status: { type: ["open", "closed"], default: () => "open" },
      points: { type: "number" },
      tags: { type: "set", items: "string" },
      notes: { type: "list", items: { type: "map", properties: { by: { type: "string" }, text: { type: "string" } } } },
    },
    indexes: {
      byProject: { pk: { field: "pk", composite: ["project"] }, sk: { field: "sk", composite: ["task"] } },
      byOwner: { index: "gsi1", pk: { field: "gsi1pk", composite: ["owner"] }, sk: { field: "gsi1sk", composite: ["status", "task"] } },
    },
  },
  { client: clientOf(db), table: TableName },
);
const app = new Service({ task: Task });

const first = { project: "engine", task: "1", owner: "ann", points: 3, tags: ["a", "b"], notes: [{ by: "ann", text: "é" }] };
const steps = {};
steps.put = (await Task.put(first).go()).data;
steps.get = (await Task.get({ project: "engine", task: "1" }).go()).data;
steps.missing = (await Task.get({ project: "engine", task: "0" }).go()).data;
await Task.create({ project: "engine", task: "2", owner: "ann", status: "closed" }).go();
steps.createTwice = (await failure(Task.create(first).go())).cause.name;
steps.byIndex = (await Task.query.byOwner({ owner: "ann" }).begins({ status: "open" }).go()).data.map(({ task }) => task);
steps.patch = (await Task.patch({ project: "engine", task: "1" }).add({ points: 2, tags: ["c"] }).append({ notes: [{ by: "bob", text: "2" }] }).remove(["owner"]).go({ response: "all_new" })).data;
steps.patchMissing = (await failure(Task.patch({ project: "engine", task: "0" }).set({ points: 1 }).go())).message;
steps.where = (await Task.update({ project: "engine", task: "1" }).set({ points: 9 }).where(({ points }, { gt }) => gt(points, 100)).go().catch((error) => error.cause.name));
await Task.put(Array.from({ length: 30 }, (_, n) => ({ project: "batch", task: String(n).padStart(2, "0") }))).go();
const batch = await Task.get([{ project: "batch", task: "07" }, { project: "batch", task: "xx" }, { project: "engine", task: "2" }]).go();
steps.batch = [batch.data.map(({ task }) => task).sort(), batch.unprocessed];
let { data, cursor } = await Task.query.byProject({ project: "batch" }).go({ limit: 12 });
steps.pages = [data.length];
while (cursor !== null) {
  ({ data, cursor } = await Task.query.byProject({ project: "batch" }).go({ limit: 12, cursor }));
  steps.pages.push(data.length);
}
steps.scanned = (await Task.scan.where(({ status }, { eq }) => eq(status, "closed")).go()).data.length;
const transaction = (items) => app.transaction.write(({ task }) => items(task)).go();
steps.transaction = (await transaction((task) => [task.create({ project: "t", task: "1" }).commit(), task.patch({ project: "engine", task: "2" }).set({ points: 7 }).commit()])).canceled;
const canceled = await transaction((task) => [task.create({ project: "t", task: "2" }).commit(), task.create({ project: "t", task: "1" }).commit({ response: "all_old" })]);
steps.canceled = [canceled.canceled, canceled.data.map(({ rejected, code, item }) => [rejected, code, item?.task ?? null])];
steps.read = (await app.transaction.get(({ task }) => [task.get({ project: "engine", task: "2" }).commit(), task.get({ project: "t", task: "2" }).commit()]).go()).data.map(({ item }) => item?.points ?? null);
steps.remove = (await Task.remove({ project: "t", task: "1" }).go({ response: "all_old" })).data;
await db.close();
console.log(JSON.stringify(steps));
