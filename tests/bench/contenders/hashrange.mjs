// Ours: the direct API (native values) and, beside it, DynamoDB JSON, both answering at once.
import { open } from "hashrange";

const TableName = "items";
const EVENTS = "events";
const IndexName = "by_tag";

const string = (AttributeName) => ({ AttributeName, AttributeType: "S" });
const keySchema = (hash, range) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];

/** A database in memory with the two tables; `indexed`: the items have their global index, which projects everything. */
export async function openTables({ indexed = true } = {}) {
  const db = await open({ storage: "memory" });
  await db.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [string("pk"), string("sk"), ...(indexed ? [string("gpk"), string("gsk")] : [])],
    KeySchema: keySchema("pk", "sk"),
    ...(indexed && { GlobalSecondaryIndexes: [{ IndexName, KeySchema: keySchema("gpk", "gsk"), Projection: { ProjectionType: "ALL" } }] }),
  });
  await db.createTable({
    TableName: EVENTS,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [string("pk"), string("sk")],
    KeySchema: keySchema("pk", "sk"),
  });
  return db;
}

/** An item as DynamoDB JSON. The items of the benchmark hold strings, numbers, booleans and lists of strings. */
function dynamoJson(item) {
  const value = (plain) => {
    if (typeof plain === "string") return { S: plain };
    if (typeof plain === "number") return { N: String(plain) };
    if (typeof plain === "boolean") return { BOOL: plain };
    return { L: plain.map(value) };
  };
  return Object.fromEntries(Object.entries(item).map(([name, plain]) => [name, value(plain)]));
}

function fromDynamoJson(item) {
  const plain = (value) => value.S ?? value.BOOL ?? (value.N === undefined ? value.L.map(plain) : Number(value.N));
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

const UPDATE = "SET likes = likes + :one, version = version + :one";
const CONDITION = "version = :version";

/** False when a condition did not hold; any other refusal is an error of the benchmark. */
function conditional(run) {
  try {
    run();
    return true;
  } catch (error) {
    if (error.name === "ConditionalCheckFailedException") return false;
    if (error.name === "TransactionCanceledException" && error.CancellationReasons.some(({ Code }) => Code === "ConditionalCheckFailed")) return false;
    throw error;
  }
}

/** The contender on `doorOf(db)`, whose values are made by `string` and `number` of what they are in JavaScript. */
function contender({ name, indexed = true, doorOf, form, plain, string, number }) {
  let db;
  let door;
  const key = (pk, sk) => ({ pk: string(pk), sk: string(sk) });
  const versionIs = (version) => ({ ":one": number(1), ":version": number(version) });
  return {
    name,
    indexed,
    form,
    plain,
    async setup() {
      db = await openTables({ indexed });
      door = doorOf(db);
    },
    put: (Item) => door.putItem({ TableName, Item }),
    get: (pk, sk) => door.getItem({ TableName, Key: key(pk, sk) }).Item,
    getEvent: (pk, sk) => door.getItem({ TableName: EVENTS, Key: key(pk, sk) }).Item,
    query: (pk, from, to, ScanIndexForward) =>
      door.query({
        TableName,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": string(pk), ":from": string(from), ":to": string(to) },
        ScanIndexForward,
      }).Items,
    queryIndex: (gpk, from, to) =>
      door.query({
        TableName,
        IndexName,
        KeyConditionExpression: "gpk = :gpk AND gsk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":gpk": string(gpk), ":from": string(from), ":to": string(to) },
      }).Items,
    update: (pk, sk, version) =>
      conditional(() =>
        door.updateItem({
          TableName,
          Key: key(pk, sk),
          UpdateExpression: UPDATE,
          ConditionExpression: CONDITION,
          ExpressionAttributeValues: versionIs(version),
        }),
      ),
    batchWrite: (items) => door.batchWriteItem({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }),
    batchGet: (keys) => door.batchGetItem({ RequestItems: { [TableName]: { Keys: keys.map(([pk, sk]) => key(pk, sk)) } } }).Responses[TableName],
    transact: ({ update, item, event, ended }) =>
      conditional(() =>
        door.transactWriteItems({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: key(update.pk, update.sk),
                UpdateExpression: UPDATE,
                ConditionExpression: CONDITION,
                ExpressionAttributeValues: versionIs(update.version),
              },
            },
            { Put: { TableName, Item: item } },
            { Put: { TableName: EVENTS, Item: event } },
            { Delete: { TableName: EVENTS, Key: key(ended.pk, ended.sk) } },
          ],
        }),
      ),
    scan(below) {
      const found = [];
      let ExclusiveStartKey;
      do {
        const page = door.scan({
          TableName,
          FilterExpression: "likes < :below",
          ExpressionAttributeValues: { ":below": number(below) },
          ExclusiveStartKey,
        });
        for (const item of page.Items) found.push(item);
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return found;
    },
    close: () => db.close(),
  };
}

const same = (value) => value;

export const hashrangeDocument = ({ indexed = true } = {}) =>
  contender({
    name: indexed ? "hashrange" : "hashrange, no index",
    indexed,
    doorOf: (db) => db.sync.document,
    form: same,
    plain: same,
    string: same,
    number: same,
  });

export const hashrangeJson = () =>
  contender({
    name: "hashrange, DynamoDB JSON",
    doorOf: (db) => db.sync,
    form: dynamoJson,
    plain: fromDynamoJson,
    string: (text) => ({ S: text }),
    number: (value) => ({ N: String(value) }),
  });
