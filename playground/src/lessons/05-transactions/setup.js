import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

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

const put = (Item) => client.send(new PutCommand({ TableName, Item }));

await put({ pk: "USER#ada", sk: "PROFILE", name: "Ada Lovelace" });
await put({ pk: "USER#alan", sk: "PROFILE", name: "Alan Turing" });
await put({ pk: "USER#grace", sk: "PROFILE", name: "Grace Hopper" });
await put({ pk: "POST#1", sk: "POST", author: "ada", text: "The engine weaves algebraical patterns.", likes: 0 });
await put({ pk: "POST#2", sk: "POST", author: "grace", text: "Found a moth in relay 70.", likes: 0 });
