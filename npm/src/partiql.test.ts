// PartiQL through every door of the package: the direct API, native values, the AWS SDK's clients and its document clients. What
// statements mean is in tests/conformance/cases/partiql_*.json.
import {
  BatchExecuteStatementCommand,
  DuplicateItemException,
  DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchExecuteStatementCommand as BatchExecuteDocumentCommand,
  DynamoDBDocumentClient,
  ExecuteStatementCommand as ExecuteDocumentCommand,
  ExecuteTransactionCommand as ExecuteDocumentTransactionCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyType, noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { clientConfig, dynamoDBClient } from "./sdk.js";
import { documentClient } from "./sdk_document.js";
import { failure } from "./sdk_testing.js";

let db: Database;
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
});
afterEach(() => db.close());

const insert = `INSERT INTO "notes" VALUE {'pk': ?, 'sk': ?, 'v': ?}`;

describe("the direct API", () => {
  it("runs statements with parameters of every type", async () => {
    for (const [name, value] of Object.entries(everyType).filter(([name]) => name !== "pk" && name !== "sk")) {
      expect(await db.executeStatement({ Statement: insert, Parameters: [{ S: name }, { N: "1" }, value] })).toEqual({ Items: [] });
      const { Items } = await db.executeStatement({ Statement: `SELECT v FROM "notes" WHERE pk = ? AND sk = 1 AND v = ?`, Parameters: [{ S: name }, value] });
      expect(Items).toEqual([{ v: value }]);
    }
  });

  it("goes on with NextToken until there is none", async () => {
    for (let sk = 1; sk <= 5; sk++) await db.putItem({ TableName: "notes", Item: { ...noteKey("p", sk), even: { BOOL: sk % 2 === 0 } } });
    const Statement = `SELECT sk FROM "notes" WHERE pk = 'p' AND even = false ORDER BY sk DESC`;
    const pages: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await db.executeStatement({ Statement, Limit: 2, ...(NextToken !== undefined && { NextToken }) });
      pages.push(page.Items?.map(({ sk }) => sk?.N));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([["5"], ["3"], ["1"]]);
  });

  it("answers synchronously too where the database can", () => {
    expect(db.sync.executeStatement({ Statement: `INSERT INTO notes VALUE {'pk': 's', 'sk': 1}` })).toEqual({ Items: [] });
    expect(db.sync.executeStatement({ Statement: `SELECT sk FROM notes WHERE pk = 's'` })).toEqual({ Items: [{ sk: { N: "1" } }] });
  });
});

describe("the operations with native values", () => {
  it("take native parameters and answer native items", async () => {
    const value = { list: [1, "x", null, true], tags: new Set(["a", "b"]), bytes: new Uint8Array([7]) };
    await db.document.executeStatement({ Statement: insert, Parameters: ["d", 1, value] });
    const { Items } = await db.document.executeStatement({ Statement: `SELECT * FROM "notes" WHERE pk = ? AND v = ?`, Parameters: ["d", value] });
    expect(Items).toEqual([{ pk: "d", sk: 1, v: value }]);
    const { Responses } = await db.document.batchExecuteStatement({
      Statements: [{ Statement: `SELECT v."list" FROM "notes" WHERE pk = ? AND sk = ?`, Parameters: ["d", 1] }],
    });
    expect(Responses).toEqual([{ TableName: "notes", Item: { list: value.list } }]);
    expect(
      await db.document.executeTransaction({
        TransactStatements: [{ Statement: `UPDATE "notes" SET n = ? WHERE pk = ? AND sk = ?`, Parameters: [12345678901234567890n, "d", 1] }],
      }),
    ).toEqual({ Responses: [] });
    const read = await db.document.executeTransaction({ TransactStatements: [{ Statement: `SELECT n FROM "notes" WHERE pk = 'd' AND sk = 1` }] });
    expect(read.Responses).toEqual([{ Item: { n: 12345678901234567890n } }]);
  });
});

const clients: [name: string, make: () => DynamoDBClient][] = [
  ["a client of ours, the short way", () => dynamoDBClient(db)],
  ["the SDK's own, by configuration", () => new DynamoDBClient(clientConfig(db))],
];
for (const [way, make] of clients) {
  describe(way, () => {
    it("runs statements, batches and transactions", async () => {
      const sdk = make();
      await sdk.send(new ExecuteStatementCommand({ Statement: insert, Parameters: [{ S: "a" }, { N: "1" }, { SS: ["x"] }] }));
      const duplicate = await failure(sdk.send(new ExecuteStatementCommand({ Statement: insert, Parameters: [{ S: "a" }, { N: "1" }, { S: "y" }] })));
      expect(duplicate).toBeInstanceOf(DuplicateItemException);
      expect(duplicate.message).toBe("Duplicate primary key exists in table");
      const batch = await sdk.send(
        new BatchExecuteStatementCommand({ Statements: [1, 2].map((sk) => ({ Statement: `SELECT v FROM notes WHERE pk = 'a' AND sk = ${sk}` })) }),
      );
      expect(batch.Responses).toEqual([{ TableName: "notes", Item: { v: { SS: ["x"] } } }, { TableName: "notes" }]);
      const cancelled = await failure(
        sdk.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement: `INSERT INTO notes VALUE {'pk': 'a', 'sk': 1}` }] })),
      );
      expect(cancelled).toBeInstanceOf(TransactionCanceledException);
      expect((cancelled as unknown as TransactionCanceledException).CancellationReasons).toEqual([
        { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" },
      ]);
      const read = await sdk.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement: `SELECT v FROM notes WHERE pk = 'a' AND sk = 1` }] }));
      expect(read.Responses).toEqual([{ Item: { v: { SS: ["x"] } } }]);
    });
  });
}

const documentClients: [name: string, make: () => DynamoDBDocumentClient][] = [
  ["a document client of ours, the short way", () => documentClient(db)],
  ["the SDK's own document client, by configuration", () => DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(db)))],
];
for (const [way, make] of documentClients) {
  describe(way, () => {
    it("runs statements, batches and transactions of plain values", async () => {
      const document = make();
      await document.send(new ExecuteDocumentCommand({ Statement: insert, Parameters: ["a", 1, { n: [1, 2] }] }));
      const { Items } = await document.send(new ExecuteDocumentCommand({ Statement: `SELECT * FROM notes WHERE pk = ?`, Parameters: ["a"] }));
      expect(Items).toEqual([{ pk: "a", sk: 1, v: { n: [1, 2] } }]);
      const batch = await document.send(
        new BatchExecuteDocumentCommand({ Statements: [{ Statement: `UPDATE notes SET w = ? WHERE pk = ? AND sk = ? RETURNING MODIFIED NEW *`, Parameters: [true, "a", 1] }] }),
      );
      expect(batch.Responses).toEqual([{ TableName: "notes", Item: { w: true } }]);
      await document.send(
        new ExecuteDocumentTransactionCommand({ TransactStatements: [{ Statement: `DELETE FROM notes WHERE pk = ? AND sk = ? AND w = ?`, Parameters: ["a", 1, true] }] }),
      );
      const read = await document.send(
        new ExecuteDocumentTransactionCommand({ TransactStatements: [{ Statement: `SELECT * FROM notes WHERE pk = ? AND sk = ?`, Parameters: ["a", 1] }] }),
      );
      expect(read.Responses).toEqual([{}]);
    });
  });
}
