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

/** `inWorker`: the engine is in a worker, so nothing can be asked at once. */
export async function exercise(db, inWorker = false) {
  const atOnce = inWorker ? db : db.sync;
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
  const updated = await atOnce.updateItem({
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
    async () => atOnce.deleteItem({ TableName, Key: key(1), ConditionExpression: "n < :n" }),
  ]) {
    const thrown = await refused().then(String, (error) => error);
    refusals.push([thrown instanceof Error, thrown.name, Object.keys(thrown.Item ?? {}).sort().join()]);
  }
  const told = [];
  const stop = db.on("trace", (event) => told.push(event.type));
  await atOnce.listTables();
  stop();
  const fork = await db.fork();
  await fork.deleteTable({ TableName });
  const tables = [await db.inspect(), await fork.inspect()].map((inspection) => inspection.tables.length);
  await fork.close();
  return {
    signed: [await signedStatus(db, "secret"), await signedStatus(db, "another")],
    told: [told[0], told.at(-1)],
    tables,
    ticked: (await db.tick()).more,
    status: table.TableDescription.TableStatus,
    bytes: [...got.Item.bytes.B],
    updated: updated.Attributes,
    queried: [queried.Items, queried.LastEvaluatedKey],
    refusals,
  };
}

/** What a database with credentials says to a request that is signed with this secret. */
async function signedStatus(db, secret) {
  const text = new TextEncoder();
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (message) => hex(await crypto.subtle.digest("SHA-256", text.encode(message)));
  const hmac = async (key, message) => crypto.subtle.sign("HMAC", await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]), text.encode(message));
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${date.slice(0, 8)}/eu-west-2/dynamodb/aws4_request`;
  const canonical = `POST\n/\n\nhost:dynamodb.local\nx-amz-date:${date}\n\nhost;x-amz-date\n${await sha256("{}")}`;
  let key = text.encode(`AWS4${secret}`);
  for (const part of scope.split("/")) key = await hmac(key, part);
  const signature = hex(await hmac(key, ["AWS4-HMAC-SHA256", date, scope, await sha256(canonical)].join("\n")));
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.ListTables",
    "x-amz-date": date,
    authorization: `AWS4-HMAC-SHA256 Credential=ID/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
  const request = new Request("http://dynamodb.local/", { method: "POST", headers, body: "{}" });
  return (await db.fetch(request, { credentials: { accessKeyId: "ID", secretAccessKey: "secret" } })).status;
}

/** Requests of DynamoDB's HTTP protocol; `send` takes a Request and answers a Response. */
export async function exerciseHttp(send, url) {
  const signed = {
    "content-type": "application/x-amz-json-1.0",
    authorization: "AWS4-HMAC-SHA256 Credential=a/20261127/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=b",
    "x-amz-date": "20261127T000000Z",
  };
  const post = (operation, body, headers = {}) => {
    const target = { "x-amz-target": `DynamoDB_20120810.${operation}` };
    return send(new Request(url, { method: "POST", headers: { ...signed, ...target, ...headers }, body: body instanceof Uint8Array ? body : JSON.stringify(body) }));
  };
  const TableName = "notes";
  const Key = { pk: { S: "ключ 😀" } };
  const health = await send(new Request(url));
  const created = await post("CreateTable", {
    TableName,
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  const item = new Blob([JSON.stringify({ TableName, Item: { ...Key, text: { S: "x".repeat(20_000) } } })]);
  const compressed = new Uint8Array(await new Response(item.stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
  const put = await post("PutItem", compressed, { "content-encoding": "gzip" });
  const got = await post("GetItem", { TableName, Key }, { "accept-encoding": "gzip" });
  const refused = await post("GetItem", { TableName: "nowhere", Key });
  const unsigned = await send(new Request(url, { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } }));
  const broken = await post("ListTables", {}, { "content-encoding": "gzip" });
  const tooLarge = await statusOrClosed(post("ListTables", new Uint8Array(17 * 1024 * 1024)));
  const after = await post("ListTables", {});
  await Promise.all([broken.arrayBuffer(), after.arrayBuffer()]);
  return {
    health: [health.status, await health.text()],
    created: [created.status, (await created.json()).TableDescription.TableStatus],
    put: [put.status, await put.json()],
    got: [got.status, (await inflated(got)).Item.text.S.length, got.headers.get("content-type")],
    refused: [refused.status, (await refused.json()).__type],
    unsigned: [unsigned.status, (await unsigned.json()).__type],
    broken: broken.status,
    tooLarge,
    after: after.status,
  };
}

/** The status of an answer, or "closed": who is answered before all was sent may find the connection closed instead. */
async function statusOrClosed(answer) {
  try {
    const response = await answer;
    await response.arrayBuffer();
    return response.status;
  } catch (failure) {
    if (["EPIPE", "ECONNRESET", "UND_ERR_SOCKET"].includes(failure?.cause?.code)) return "closed";
    throw failure;
  }
}

/** The JSON of a response that a network's fetch has inflated, and that nobody has when there was no network. */
async function inflated(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f) return JSON.parse(new TextDecoder().decode(bytes));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
