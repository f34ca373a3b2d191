import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, GetCommand, PutCommand,
  TransactWriteCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

async function like(user, post) {
  // Who likes it...
  await client.send(
    new PutCommand({
      TableName,
      Item: { pk: post, sk: `LIKE#${user}` },
    }),
  );
  // ...and how many.
  await client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: post, sk: "POST" },
      UpdateExpression: "ADD likes :one",
      ExpressionAttributeValues: { ":one": 1 },
    }),
  );
}

for (const user of ["grace", "alan", "grace"]) {
  try {
    await like(user, "POST#1");
    console.log(`${user} likes it`);
  } catch (error) {
    if (error.name !== "TransactionCanceledException") throw error;
    const codes = error.CancellationReasons.map(({ Code }) => Code);
    console.log(`${user}: cancelled, ${codes.join(" and ")}`);
  }
}

const { Item } = await client.send(
  new GetCommand({ TableName, Key: { pk: "POST#1", sk: "POST" } }),
);
console.log(`${Item.likes} likes`);
