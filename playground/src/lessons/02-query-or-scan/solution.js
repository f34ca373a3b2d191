import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, QueryCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// One collection, its posts only, from the end, three items.
const { Items, Count, ScannedCount, ConsumedCapacity } =
  await client.send(
    new QueryCommand({
      TableName: "social",
      KeyConditionExpression: "pk = :user AND begins_with(sk, :post)",
      ExpressionAttributeValues: { ":user": "USER#ada", ":post": "POST#" },
      ScanIndexForward: false,
      Limit: 3,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );

for (const { sk, text } of Items) console.log(sk, text);
console.log(`read ${ScannedCount} items, returned ${Count}`);
console.log(`paid ${ConsumedCapacity.CapacityUnits} read units`);
