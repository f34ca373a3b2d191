// New tables and global indexes begin with four partitions here, as on-demand ones do at AWS by what it tells: a new one takes up to 4,000
// write and 12,000 read units a second (AWS Developer Guide, "DynamoDB on-demand capacity mode", initial throughput), and a partition 1,000 and
// 3,000 (ibid., "Best practices for designing and using partition keys effectively"). The engine alone would begin with one, and the reader
// would see no keys spread. Tested by partitions.test.ts.
import type { Database } from "hashrange";

const BORDERS = ["4", "8", "c"].map((digit) => digit.padEnd(16, "0"));
const MAKING: ReadonlySet<string> = new Set(["CreateTable", "UpdateTable"]);

/** After a request: divides what it has made. The same requests always leave the same partitions. */
export function divideNew(database: Database, operation: string): void {
  if (!MAKING.has(operation)) return;
  for (const { TableName, status, partitions, indexes } of database.sync.inspect().tables) {
    if (status === "DELETING") continue;
    if (partitions.length === 1) divide(database, TableName);
    for (const index of indexes) if (index.partitions?.length === 1) divide(database, TableName, index.IndexName);
  }
}

function divide(database: Database, TableName: string, IndexName?: string): void {
  for (const Hash of BORDERS) database.sync.split({ TableName, IndexName, Hash });
}
