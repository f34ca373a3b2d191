import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient, GetCommand, PutCommand,
} from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = "social";

const put = (Item) => client.send(new PutCommand({ TableName, Item }));

// Three users, each with a profile.
await put({ pk: "USER#ada", sk: "PROFILE", name: "Ada Lovelace" });
await put({ pk: "USER#alan", sk: "PROFILE", name: "Alan Turing" });
await put({
  pk: "USER#grace",
  sk: "PROFILE",
  name: "Grace Hopper",
  languages: new Set(["COBOL", "FLOW-MATIC"]),
});

// Two posts of Ada's. Where do they lie?
await put({
  pk: "POST#1",
  sk: "POST",
  author: "ada",
  posted: "2026-02-14",
  text: "The engine weaves algebraical patterns.",
});
await put({
  pk: "POST#2",
  sk: "POST",
  author: "ada",
  posted: "2026-03-02",
  text: "A note on the note on the notes.",
});

const { Item } = await client.send(
  new GetCommand({
    TableName,
    Key: { pk: "USER#ada", sk: "PROFILE" },
  }),
);
console.log(Item);
