// DynamoDB-Toolbox on a database in this process. Prints what each step answered, as JSON.
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as toolbox from "dynamodb-toolbox";
import { documentClient as ours } from "hashrange/sdk/document";
import { clientOf, configured, failure, openWithTable, TableName } from "./table.mjs";

const { $add, $append, item, list, map, number, set, string } = toolbox;
const db = await openWithTable();
const translate = { marshallOptions: { removeUndefinedValues: true } };
const documentClient = configured ? DynamoDBDocumentClient.from(clientOf(db), translate) : ours(db, translate);
const key = (name) => ({ name, type: "string" });
const AppTable = new toolbox.Table({
  documentClient,
  name: TableName,
  partitionKey: key("pk"),
  sortKey: key("sk"),
  indexes: { gsi1: { type: "global", partitionKey: key("gsi1pk"), sortKey: key("gsi1sk") } },
});
const Pokemon = new toolbox.Entity({
  name: "pokemon",
  table: AppTable,
  timestamps: false,
  schema: item({
    trainer: string().key().savedAs("pk"),
    name: string().key().savedAs("sk"),
    kind: string().optional().savedAs("gsi1pk"),
    rank: string().default("z").savedAs("gsi1sk"),
    level: number().default(1),
    moves: list(string()).default([]),
    types: set(string()).optional(),
    nature: map({ calm: number() }).optional(),
  }),
});
const shown = (pokemon) => pokemon && { ...pokemon, ...(pokemon.types && { types: [...pokemon.types] }) };
const at = (trainer, name) => ({ trainer, name });

const steps = {};
const pika = { ...at("ash", "pika"), kind: "mouse", rank: "a", level: 5, moves: ["é"], types: new Set(["electric"]), nature: { calm: 0.5 } };
steps.put = shown((await Pokemon.build(toolbox.PutItemCommand).item(pika).options({ returnValues: "ALL_OLD" }).send()).Attributes) ?? null;
steps.get = shown((await Pokemon.build(toolbox.GetItemCommand).key(at("ash", "pika")).options({ consistent: true }).send()).Item);
steps.missing = (await Pokemon.build(toolbox.GetItemCommand).key(at("ash", "none")).send()).Item ?? null;
const again = Pokemon.build(toolbox.PutItemCommand).item(pika).options({ condition: { attr: "name", exists: false } });
steps.putTwice = (await failure(again.send())).name;
await Pokemon.build(toolbox.PutItemCommand).item({ ...at("ash", "raichu"), kind: "mouse", rank: "b" }).send();
const byIndex = AppTable.build(toolbox.QueryCommand).query({ index: "gsi1", partition: "mouse", range: { gte: "b" } }).entities(Pokemon);
steps.byIndex = (await byIndex.send()).Items.map(({ name }) => name);
const update = Pokemon.build(toolbox.UpdateItemCommand).item({ ...at("ash", "pika"), level: $add(2), moves: $append(["tackle"]) }).options({ returnValues: "ALL_NEW" });
steps.update = shown((await update.send()).Attributes);
const unmet = Pokemon.build(toolbox.UpdateItemCommand).item({ ...at("ash", "pika"), level: 1 }).options({ condition: { attr: "level", gt: 50 }, returnValuesOnConditionFalse: "ALL_OLD" });
const refused = await failure(unmet.send());
steps.condition = [refused.name, refused.Item.level];
const puts = Array.from({ length: 20 }, (_, n) => Pokemon.build(toolbox.BatchPutRequest).item(at("batch", String(n).padStart(2, "0"))));
await toolbox.executeBatchWrite(AppTable.build(toolbox.BatchWriteCommand).requests(...puts));
const keys = [at("batch", "03"), at("batch", "xx"), at("ash", "raichu")];
const gets = AppTable.build(toolbox.BatchGetCommand).requests(...keys.map((one) => Pokemon.build(toolbox.BatchGetRequest).key(one)));
steps.batch = (await toolbox.executeBatchGet(gets)).Responses[0].map((found) => found?.name ?? null);
steps.pages = [];
let exclusiveStartKey;
do {
  const page = await AppTable.build(toolbox.QueryCommand).query({ partition: "batch" }).entities(Pokemon).options({ limit: 8, ...(exclusiveStartKey && { exclusiveStartKey }) }).send();
  steps.pages.push(page.Items.length);
  exclusiveStartKey = page.LastEvaluatedKey;
} while (exclusiveStartKey !== undefined);
steps.scan = (await AppTable.build(toolbox.ScanCommand).entities(Pokemon).options({ maxPages: Infinity, filters: { pokemon: { attr: "level", gt: 1 } } }).send()).Count;
const write = (name, condition) => Pokemon.build(toolbox.PutTransaction).item({ ...at("t", name), level: 9 }).options(condition ? { condition, returnValuesOnConditionFalse: "ALL_OLD" } : {});
await toolbox.executeTransactWrite(write("1"), Pokemon.build(toolbox.UpdateTransaction).item({ ...at("ash", "raichu"), level: $add(1) }), Pokemon.build(toolbox.ConditionCheck).key(at("ash", "pika")).condition({ attr: "level", gt: 1 }));
const canceled = await failure(toolbox.executeTransactWrite(write("2"), write("1", { attr: "name", exists: false })));
steps.canceled = [canceled.name, canceled.CancellationReasons.map(({ Code, Item }) => [Code, Item?.level ?? null])];
const read = await toolbox.executeTransactGet(...["1", "2"].map((name) => Pokemon.build(toolbox.GetTransaction).key(at("t", name))));
steps.read = read.Responses.map(({ Item }) => Item?.level ?? null);
steps.delete = (await Pokemon.build(toolbox.DeleteItemCommand).key(at("t", "1")).options({ returnValues: "ALL_OLD" }).send()).Attributes.level;
await db.close();
console.log(JSON.stringify(steps));
