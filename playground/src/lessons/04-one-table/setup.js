import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

await client.send(
  new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
      { AttributeName: "queue", AttributeType: "S" },
      { AttributeName: "reportedAt", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "reports",
        KeySchema: [
          { AttributeName: "queue", KeyType: "HASH" },
          { AttributeName: "reportedAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  }),
);

const user = (handle, name, follows, posts) => [
  { pk: `USER#${handle}`, sk: "PROFILE", name },
  ...follows.map((other) => ({ pk: `USER#${handle}`, sk: `FOLLOWS#${other}` })),
  ...Object.entries(posts).map(([date, text]) => ({ pk: `USER#${handle}`, sk: `POST#${date}`, text })),
];

const items = [
  ...user("ada", "Ada Lovelace", ["alan", "grace"], {
    "2026-02-14": "The engine weaves algebraical patterns.",
    "2026-03-02": "A note on the note on the notes.",
  }),
  ...user("alan", "Alan Turing", ["ada"], {
    "2026-02-11": "Buy cheap tapes, infinitely long!!!",
    "2026-02-27": "On computable numbers, once more.",
  }),
  ...user("grace", "Grace Hopper", ["ada", "alan"], {
    "2026-02-20": "Found a moth in relay 70. Taped it into the log book.",
    "2026-03-05": "This is what a nanosecond looks like.",
  }),
];
await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }));
