// What the programs of this folder share: a database with the single table that most of the libraries want, and the two ways to a
// client of the AWS SDK that it answers. Argument 1: "ours" or "configured". Run by libraries.test.ts.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { open } from "hashrange";
import { clientConfig, dynamoDBClient } from "hashrange/sdk";

export const TableName = "app";

/** An open database whose table has one global index. `options`: of open(). */
export async function openWithTable(options = {}) {
  const db = await open(options);
  const names = ["pk", "sk", "gsi1pk", "gsi1sk"];
  const keys = (hash, range) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  await db.createTable({
    TableName,
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: keys("pk", "sk"),
    GlobalSecondaryIndexes: [{ IndexName: "gsi1", KeySchema: keys("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "ALL" } }],
    BillingMode: "PAY_PER_REQUEST",
  });
  return db;
}

export const configured = process.argv[2] === "configured";

export const clientOf = (db) => (configured ? new DynamoDBClient(clientConfig(db)) : dynamoDBClient(db));

/** What the promise is rejected with. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
}
