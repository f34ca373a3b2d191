// The AWS SDK's DynamoDBDocument on a database in this process, and the SDK's other client, for streams. Prints what each step
// answered, as JSON.
import { ConditionalCheckFailedException, DynamoDB, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocument, DynamoDBDocumentClient, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";
import { clientConfig, dynamoDB } from "hashrange/sdk";
import { dynamoDBDocument } from "hashrange/sdk/document";
import { configured, failure, openWithTable, TableName } from "./table.mjs";

const db = await openWithTable();
const translate = { marshallOptions: { removeUndefinedValues: true } };
const plain = configured ? new DynamoDB(clientConfig(db)) : dynamoDB(db);
const document = configured ? DynamoDBDocument.from(plain, translate) : dynamoDBDocument(db, translate);
const shown = (item) => item && { ...item, ...(item.tags && { tags: [...item.tags] }) };

const steps = {};
const first = { pk: "engine", sk: "1", gsi1pk: "ann", gsi1sk: "open", points: 3, tags: new Set(["a"]), notes: ["é", null, { deep: true }] };
await document.put({ TableName, Item: { ...first, gone: undefined } });
const Key = { pk: "engine", sk: "1" };
steps.get = shown((await document.get({ TableName, Key, ConsistentRead: true })).Item);
const again = await failure(document.put({ TableName, Item: first, ConditionExpression: "attribute_not_exists(pk)" }));
steps.putTwice = again instanceof ConditionalCheckFailedException;
await document.put({ TableName, Item: { ...first, sk: "2", gsi1sk: "closed" } });
const owner = { TableName, IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :o", ExpressionAttributeValues: { ":o": "ann" } };
steps.byIndex = (await document.query(owner)).Items.map(({ sk }) => sk);
steps.update = shown((await document.update({ TableName, Key, UpdateExpression: "ADD points :two SET notes[0] = :b REMOVE gsi1pk", ExpressionAttributeValues: { ":two": 2, ":b": "b" }, ReturnValues: "ALL_NEW" })).Attributes);
const puts = Array.from({ length: 20 }, (_, n) => ({ PutRequest: { Item: { pk: "batch", sk: String(n).padStart(2, "0") } } }));
steps.batchWrite = (await document.batchWrite({ RequestItems: { [TableName]: puts } })).UnprocessedItems;
const Keys = [{ pk: "batch", sk: "03" }, { pk: "batch", sk: "xx" }, Key];
steps.batchGet = (await document.batchGet({ RequestItems: { [TableName]: { Keys } } })).Responses[TableName].map(({ sk }) => sk).sort();
steps.pages = [];
const query = { TableName, KeyConditionExpression: "pk = :b", ExpressionAttributeValues: { ":b": "batch" } };
for await (const { Items } of paginateQuery({ client: document, pageSize: 8 }, query)) steps.pages.push(Items.length);
steps.scan = 0;
for await (const { Count } of paginateScan({ client: document, pageSize: 7 }, { TableName })) steps.scan += Count;
const increment = { Update: { TableName, Key, UpdateExpression: "ADD points :one", ExpressionAttributeValues: { ":one": 1 } } };
await document.transactWrite({ TransactItems: [increment, { Put: { TableName, Item: { pk: "t", sk: "1" } } }] });
const check = { ConditionCheck: { TableName, Key: { pk: "t", sk: "1" }, ConditionExpression: "attribute_not_exists(pk)" } };
const canceled = await failure(document.transactWrite({ TransactItems: [increment, check] }));
steps.canceled = [canceled instanceof TransactionCanceledException, canceled.CancellationReasons.map(({ Code }) => Code)];
const reads = [Key, { pk: "t", sk: "2" }].map((key) => ({ Get: { TableName, Key: key } }));
steps.read = (await document.transactGet({ TransactItems: reads })).Responses.map(({ Item }) => Item?.points ?? null);
steps.delete = (await document.delete({ TableName, Key: { pk: "t", sk: "1" }, ReturnValues: "ALL_OLD" })).Attributes;
steps.state = (await plain.waitUntilTableExists({ TableName }, 30)).state;
steps.classes = [plain instanceof DynamoDB, document instanceof DynamoDBDocument, document instanceof DynamoDBDocumentClient];
steps.streams = (await new DynamoDBStreamsClient(clientConfig(db)).send(new ListStreamsCommand({}))).Streams;
await db.close();
console.log(JSON.stringify(steps));
