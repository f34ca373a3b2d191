// Test support: the tables that the tests of the package use. Not part of the package.
import type { CreateTableInput, AttributeValue } from "./shapes.gen.js";

export const notes: CreateTableInput = {
  TableName: "notes",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
};

export const noteKey = (pk: string, sk: number): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { N: String(sk) } });

/** An item with a value of every type, in the order and the form in which the engine answers it. */
export const everyType: Record<string, AttributeValue> = {
  ...noteKey("every", 1),
  b: { B: new Uint8Array([0, 1, 255]) },
  bool: { BOOL: false },
  bs: { BS: [new Uint8Array([1]), new Uint8Array([2, 3])] },
  empty: { S: "" },
  l: { L: [{ S: "x" }, { N: "-1.5" }, { L: [] }, { M: {} }] },
  m: { M: { deep: { M: { "ключ 😀": { S: "\ufeffmark" } } } } },
  ns: { NS: ["-3", "0", "12345678901234567890123456789012345678"] },
  null: { NULL: true },
  ss: { SS: ["a", "b", "é"] },
  text: { S: "é漢😀".repeat(50) },
};
