import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, PutCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

function signUp(handle, name) {
  return client.send(
    new PutCommand({
      TableName,
      Item: { pk: `USER#${handle}`, sk: "PROFILE", name, posts: 0 },
      ConditionExpression: "attribute_not_exists(pk)",
    }),
  );
}

function countPost(handle) {
  return client.send(
    new UpdateCommand({
      TableName,
      Key: { pk: `USER#${handle}`, sk: "PROFILE" },
      UpdateExpression: "ADD posts :one",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":one": 1 },
    }),
  );
}

async function attempt(what, promise) {
  try {
    await promise;
    console.log(`${what}: done`);
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
    console.log(`${what}: refused`);
  }
}

await attempt("mary signs up", signUp("mary", "Mary Shelley"));
// This handle is taken.
await attempt("ada signs up", signUp("ada", "Ada Byron"));
await attempt("grace posts", countPost("grace"));
// A slip.
await attempt("garce posts", countPost("garce"));
