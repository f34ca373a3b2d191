import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, QueryCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

// A user's page: one collection, one query.
const page = await client.send(
  new QueryCommand({
    TableName,
    KeyConditionExpression: "pk = :user",
    ExpressionAttributeValues: { ":user": "USER#ada" },
  }),
);
console.log("Ada's page:", page.Items.map(({ sk }) => sk).join(", "));

function report(handle, date, reportedAt) {
  return client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: `USER#${handle}`, sk: `POST#${date}` },
      UpdateExpression: "SET queue = :open, reportedAt = :at",
      ExpressionAttributeValues: { ":open": "open", ":at": reportedAt },
    }),
  );
}

function dismiss(handle, date) {
  return client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: `USER#${handle}`, sk: `POST#${date}` },
      UpdateExpression: "REMOVE queue, reportedAt",
    }),
  );
}

await report("grace", "2026-02-20", "2026-03-06T09:12");
await report("alan", "2026-02-11", "2026-03-06T10:40");
await dismiss("grace", "2026-02-20"); // a moth is no reason

// What is open? The index holds nothing else.
const open = await client.send(
  new QueryCommand({
    TableName,
    IndexName: "reports",
    KeyConditionExpression: "queue = :open",
    ExpressionAttributeValues: { ":open": "open" },
  }),
);
console.log("open reports:", open.Items.map(({ text }) => text));
