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

await put({ pk: "USER#ada", sk: "PROFILE", name: "Ada Lovelace", joined: "2026-01-05", posts: 2 });
await put({ pk: "USER#ada", sk: "POST#2026-02-14", text: "The engine weaves algebraical patterns." });
await put({ pk: "USER#ada", sk: "POST#2026-03-02", text: "A note on the note on the notes." });
await put({ pk: "USER#grace", sk: "PROFILE", name: "Grace Hopper", joined: "2026-01-09", posts: 1 });
await put({ pk: "USER#grace", sk: "POST#2026-02-20", text: "Found a moth in relay 70. Taped it into the log book." });
