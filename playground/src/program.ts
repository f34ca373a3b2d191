// A small social network in one table. A profile and the posts of its user share
// a partition key, so one Query reads them together.
import { CreateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const TableName = "social";

export async function main(
  client: DynamoDBClient,
  documents: DynamoDBDocumentClient,
  print: (line: string) => void,
) {
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName });
    print(`Made the table "${TableName}".`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
    print(`The table "${TableName}" is there already.`);
  }

  for (const [user, name] of [["ada", "Ada Lovelace"], ["alan", "Alan Turing"]] as const) {
    try {
      // The condition lets only the first of two sign-ups through.
      await documents.send(
        new PutCommand({
          TableName,
          Item: { pk: `USER#${user}`, sk: "PROFILE", name, posts: 0, joined: new Date().toISOString() },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      await documents.send(new PutCommand({ TableName, Item: { pk: "USERS", sk: user } }));
      print(`${name} joined.`);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ConditionalCheckFailedException") throw error;
      print(`${name} was a member before.`);
    }
  }

  const texts = ["The engine weaves algebraical patterns.", "A note on the note.", "On computable numbers."];
  for (const [index, text] of texts.entries()) {
    const user = index < 2 ? "ada" : "alan";
    const at = new Date(Date.now() + index).toISOString();
    await documents.send(
      new PutCommand({ TableName, Item: { pk: `USER#${user}`, sk: `POST#${at}`, text, tags: new Set(["history"]) } }),
    );
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: `USER#${user}`, sk: "PROFILE" },
        UpdateExpression: "SET posts = posts + :one, lastPost = :at",
        ExpressionAttributeValues: { ":one": 1, ":at": at },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    print(`${user} posted; that makes ${Attributes?.["posts"]}.`);
  }

  const newest = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :user AND begins_with(sk, :post)",
      ExpressionAttributeValues: { ":user": "USER#ada", ":post": "POST#" },
      ScanIndexForward: false,
      Limit: 3,
    }),
  );
  print("\nAda's newest posts:");
  for (const post of newest.Items ?? []) print(`  ${post["sk"].slice(5)}  ${post["text"]}`);
}
