// The AWS SDK's document client beyond its first steps, on a database in this process: how it translates values each way, PartiQL, paginators
// that go on from a key, and its exceptions with native values in them. Prints what each step answered, as JSON.
import * as sdk from "@aws-sdk/client-dynamodb";
import * as lib from "@aws-sdk/lib-dynamodb";
import { documentClient as ours } from "hashrange/sdk/document";
import { clientOf, configured, failure, openWithTable, TableName } from "./table.mjs";

const db = await openWithTable();
const client = clientOf(db);
// Each from a client of its own: document clients that are made from one share the translation of the last.
const clientWith = (translate) => (configured ? lib.DynamoDBDocumentClient.from(clientOf(db), translate) : ours(db, translate));
const document = clientWith({ marshallOptions: { removeUndefinedValues: true } });
const Key = { pk: "values", sk: "1" };
const at = (pk, sk) => ({ pk, sk });
const steps = {};
const shown = (value) => {
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Set) return { set: [...value].map(shown).sort() };
  if (typeof value === "bigint") return { bigint: String(value) };
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === "object" && value !== null && "value" in value) return { number: value.value };
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)])) : value;
};

// Values
class Point {
  constructor() {
    this.x = 1;
    this.note = "";
  }
}
const values = { big: 12345678901234567890n, exact: lib.NumberValue.from("0.1234567890123456789012345678901234567"), bytes: new Uint8Array([0, 255]), numbers: new Set([1, 2]), blobs: new Set([new Uint8Array([1])]), none: null, deep: [{ a: [true, "é"] }], gone: undefined };
await document.send(new lib.PutCommand({ TableName, Item: { ...Key, ...values } }));
const exact = clientWith({ unmarshallOptions: { wrapNumbers: true } });
steps.exact = shown((await exact.send(new lib.GetCommand({ TableName, Key }))).Item);
steps.raw = shown((await client.send(new sdk.GetItemCommand({ TableName, Key: { pk: { S: "values" }, sk: { S: "1" } }, ProjectionExpression: "big, exact" }))).Item);
steps.rounded = shown((await document.send(new lib.GetCommand({ TableName, Key, ProjectionExpression: "big, exact" }))).Item);
await document.send(new lib.PutCommand({ TableName, Item: { ...at("values", "0"), huge: lib.NumberValue.from("12345678901234567890.5") } }));
steps.huge = (await failure(document.send(new lib.GetCommand({ TableName, Key: at("values", "0") })))).message.split(".")[0];
const classes = clientWith({ marshallOptions: { convertClassInstanceToMap: true, convertEmptyValues: true } });
await classes.send(new lib.PutCommand({ TableName, Item: { ...at("values", "2"), point: new Point(), empty: new Set(), text: "" } }));
steps.classes = (await client.send(new sdk.GetItemCommand({ TableName, Key: { pk: { S: "values" }, sk: { S: "2" } } }))).Item;
steps.undefined = (await failure(clientWith({}).send(new lib.PutCommand({ TableName, Item: { ...at("values", "3"), deep: { gone: undefined } } })))).message.split(".")[0];

// PartiQL
const run = (Statement, Parameters, more) => document.send(new lib.ExecuteStatementCommand({ TableName, Statement, Parameters, ...more }));
for (const [n, sk] of ["a", "b", "c", "d", "e"].entries()) await run(`INSERT INTO "${TableName}" VALUE {'pk': ?, 'sk': ?, 'n': ?, 'tags': ?}`, ["partiql", sk, n, new Set([sk])]);
const selected = [];
let NextToken;
do {
  const page = await run(`SELECT sk, n FROM "${TableName}" WHERE pk = ?`, ["partiql"], { Limit: 2, NextToken });
  selected.push(page.Items.map(({ sk }) => sk));
  NextToken = page.NextToken;
} while (NextToken !== undefined);
steps.selected = selected;
steps.updated = shown((await run(`UPDATE "${TableName}" SET n = n + ? SET more = ? WHERE pk = ? AND sk = ? RETURNING ALL NEW *`, [10, { a: [1] }, "partiql", "a"])).Items);
steps.duplicate = (await failure(run(`INSERT INTO "${TableName}" VALUE {'pk': 'partiql', 'sk': 'a'}`))) instanceof sdk.DuplicateItemException;
const batch = await document.send(
  new lib.BatchExecuteStatementCommand({
    Statements: [
      { Statement: `SELECT * FROM "${TableName}" WHERE pk = 'partiql' AND sk = ?`, Parameters: ["b"] },
      { Statement: `SELECT * FROM "${TableName}" WHERE pk = 'partiql' AND sk = 'z'` },
      { Statement: `SELECT * FROM "absent" WHERE pk = 'a'` },
    ],
  }),
);
steps.batch = batch.Responses.map(({ Item, Error }) => Item?.n ?? Error?.Code ?? null);
const transacted = await failure(
  document.send(
    new lib.ExecuteTransactionCommand({
      TransactStatements: [
        { Statement: `UPDATE "${TableName}" SET n = 0 WHERE pk = 'partiql' AND sk = 'b'` },
        { Statement: `UPDATE "${TableName}" SET n = 0 WHERE pk = 'partiql' AND sk = 'c' AND n = ?`, Parameters: [77], ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
      ],
    }),
  ),
);
steps.transacted = [transacted.name, transacted.CancellationReasons.map(({ Code, Item }) => [Code, Item?.n ?? null])];

// Paginators
await document.send(new lib.BatchWriteCommand({ RequestItems: { [TableName]: Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: { ...at("pages", String(n).padStart(2, "0")), n } } })) } }));
const query = { TableName, KeyConditionExpression: "pk = :p", FilterExpression: "n >= :n", ExpressionAttributeValues: { ":p": "pages", ":n": 5 } };
const config = { client: document, pageSize: 10 };
steps.pages = [];
for await (const { Items, ScannedCount, LastEvaluatedKey } of lib.paginateQuery(config, query)) steps.pages.push([Items.length, ScannedCount, LastEvaluatedKey?.sk ?? null]);
steps.goingOn = [];
for await (const { Count } of lib.paginateQuery({ ...config, startingToken: at("pages", "14") }, query)) steps.goingOn.push(Count);
steps.scanned = 0;
for await (const { Count } of lib.paginateScan({ client: document, pageSize: 4, stopOnSameToken: true }, { TableName, FilterExpression: "attribute_exists(n)" })) steps.scanned += Count;
const index = await document.send(new lib.QueryCommand({ TableName, IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :p", ExpressionAttributeValues: { ":p": "none" } }));
steps.empty = [index.Items, index.LastEvaluatedKey ?? null];

// Refusals
const told = (error) => [error.name, error.$metadata.httpStatusCode, error.message, error instanceof sdk.DynamoDBServiceException];
const put = { TableName, Item: { ...at("pages", "00"), n: -1 } };
const unmet = await failure(document.send(new lib.PutCommand({ ...put, ConditionExpression: "n > :n", ExpressionAttributeValues: { ":n": 5 }, ReturnValuesOnConditionCheckFailure: "ALL_OLD" })));
steps.condition = [...told(unmet), unmet.Item];
steps.notValid = told(await failure(document.send(new lib.UpdateCommand({ TableName, Key: at("pages", "00"), UpdateExpression: "SET n = :n" }))));
steps.noTable = told(await failure(document.send(new lib.GetCommand({ TableName: "absent", Key }))));
steps.wrongKey = told(await failure(document.send(new lib.GetCommand({ TableName, Key: { pk: 5, sk: "1" } }))));
const canceled = await failure(
  document.send(
    new lib.TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: at("t", "1") } },
        { Update: { TableName, Key: at("pages", "01"), UpdateExpression: "SET n = :n", ConditionExpression: "n > :n", ExpressionAttributeValues: { ":n": 5 }, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
        { Delete: { TableName, Key: at("pages", "02"), ConditionExpression: "attribute_not_exists(pk)" } },
      ],
    }),
  ),
);
steps.canceled = [...told(canceled), canceled.CancellationReasons.map(({ Code, Message, Item }) => [Code, Message ?? null, Item ?? null])];
const once = { ClientRequestToken: "once", TransactItems: [{ Update: { TableName, Key: at("pages", "03"), UpdateExpression: "ADD n :n", ExpressionAttributeValues: { ":n": 1 } } }] };
for (let i = 0; i < 2; i++) await document.send(new lib.TransactWriteCommand(once));
const mismatch = await failure(document.send(new lib.TransactWriteCommand({ ...once, TransactItems: [{ Delete: { TableName, Key: at("pages", "03") } }] })));
steps.once = [(await document.send(new lib.GetCommand({ TableName, Key: at("pages", "03") }))).Item.n, mismatch instanceof sdk.IdempotentParameterMismatchException];
await db.close();
console.log(JSON.stringify(steps));
