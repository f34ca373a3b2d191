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
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  }),
);

const people = {
  ada: "Ada Lovelace",
  alan: "Alan Turing",
  barbara: "Barbara Liskov",
  edsger: "Edsger Dijkstra",
  grace: "Grace Hopper",
  katherine: "Katherine Johnson",
};
const openings = [
  "Up before the birds, and the proof still did not hold.",
  "Spent the day between the library and the workshop.",
  "A visitor asked what all of this is good for.",
  "Found the mistake. It was where I had not looked.",
];
const middles = [
  "The table came out right at the third attempt, and only since somebody read the figures aloud while I wrote them down.",
  "What looked like one problem was two, and the second of them had been solved years ago by people who never met the first.",
  "I have begun to keep a list of things that are obvious, and to cross out those that turn out to be wrong.",
];
const endings = ["More tomorrow.", "Letters are welcome, objections more so.", "The kettle, at least, works as described."];

const items = Object.entries(people).flatMap(([handle, name], person) => [
  { pk: `USER#${handle}`, sk: "PROFILE", name },
  ...Array.from({ length: 12 }, (_, month) => ({
    pk: `USER#${handle}`,
    sk: `POST#2026-${String(month + 1).padStart(2, "0")}-${String(3 + ((person * 5 + month * 7) % 24)).padStart(2, "0")}`,
    author: handle,
    likes: (person * 31 + month * 17) % 40,
    text: [openings[(person + month) % 4], middles[(person * 2 + month) % 3], endings[month % 3]].join(" "),
  })),
]);
for (let at = 0; at < items.length; at += 25) {
  const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
}
