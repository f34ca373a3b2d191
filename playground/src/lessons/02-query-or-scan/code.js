import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, QueryCommand, ScanCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// Ada's posts, the expensive way.
const { Items, Count, ScannedCount, ConsumedCapacity } =
  await client.send(
    new ScanCommand({
      TableName: "social",
      FilterExpression: "author = :author",
      ExpressionAttributeValues: { ":author": "ada" },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );

for (const { sk, text } of Items) console.log(sk, text);
console.log(`read ${ScannedCount} items, returned ${Count}`);
console.log(`paid ${ConsumedCapacity.CapacityUnits} read units`);
