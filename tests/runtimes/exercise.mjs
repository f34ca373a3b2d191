// What every runtime is asked to do with a database that was just made: the same calls everywhere, and answers that are the same
// everywhere (runtimes.ts has them). Runs inside the runtime; nothing in it belongs to one.

/** Any eval from here on is an error. What the package did while it was loaded, the callers look after. */
export function forbidEval() {
  const forbidden = () => {
    throw new Error("eval was called");
  };
  globalThis.eval = forbidden;
  globalThis.Function = new Proxy(globalThis.Function, { construct: forbidden, apply: forbidden });
}

export async function exercise(db) {
  const TableName = "notes";
  const key = (sk) => ({ pk: { S: "ключ 😀" }, sk: { N: String(sk) } });
  const table = await db.createTable({
    TableName,
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  });
  const once = { TableName, ConditionExpression: "attribute_not_exists(pk)" };
  await db.putItem({ ...once, Item: { ...key(1), bytes: { B: new Uint8Array([0, 1, 255]) }, n: { N: "0.1" } } });
  for (const sk of [2, 10, -3]) await db.putItem({ ...once, Item: { ...key(sk), text: { S: "x".repeat(5000) } } });
  const got = await db.getItem({ TableName, Key: key(1) });
  const updated = db.sync.updateItem({
    TableName,
    Key: key(1),
    UpdateExpression: "SET n = n + :n, #list = :list REMOVE bytes",
    ExpressionAttributeNames: { "#list": "list" },
    ExpressionAttributeValues: { ":n": { N: "0.2" }, ":list": { L: [{ NULL: true }, { SS: ["b", "a"] }] } },
    ReturnValues: "ALL_NEW",
  });
  const queried = await db.query({
    TableName,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :low AND :high",
    ProjectionExpression: "sk",
    ExpressionAttributeValues: { ":pk": key(0).pk, ":low": { N: "-3" }, ":high": { N: "2" } },
    ScanIndexForward: false,
    Limit: 2,
  });
  const refusals = [];
  for (const refused of [
    () => db.putItem({ ...once, Item: key(2), ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    () => db.getItem({ TableName, Key: { pk: { S: "a" } } }),
    () => db.getItem({ TableName: "nowhere", Key: key(1) }),
    async () => db.sync.deleteItem({ TableName, Key: key(1), ConditionExpression: "n < :n" }),
  ]) {
    const thrown = await refused().then(String, (error) => error);
    refusals.push([thrown instanceof Error, thrown.name, Object.keys(thrown.Item ?? {}).sort().join()]);
  }
  return {
    status: table.TableDescription.TableStatus,
    bytes: [...got.Item.bytes.B],
    updated: updated.Attributes,
    queried: [queried.Items, queried.LastEvaluatedKey],
    refusals,
  };
}
