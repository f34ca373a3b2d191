// What the panes see of a database. It is looked at through a fork: reading the database itself would heat its partitions and draw from its
// random source, and the next answers would be others. Tested by session.test.ts.
import type { AttributeValue, Database, ScanOutput } from "hashrange";
import { ITEMS_SHOWN, type Item, type RunView, type TableView, type View } from "../contract.js";

export async function viewOf(database: Database, run: RunView | undefined): Promise<View> {
  const look = await database.fork();
  try {
    const inspection = look.sync.inspect();
    const tables = inspection.tables.map((table): TableView => {
      const { Table: description } = look.sync.describeTable({ TableName: table.TableName });
      const indexItems = new Map<string, readonly Item[]>();
      for (const index of table.indexes) {
        // An index that is being filled cannot be read.
        const items = index.status === "ACTIVE" ? scan(look, table.TableName, index.IndexName) : [];
        indexItems.set(index.IndexName, items);
      }
      return { name: table.TableName, description: description!, inspection: table, items: scan(look, table.TableName), indexItems };
    });
    return run === undefined ? { inspection, tables } : { inspection, tables, run };
  } finally {
    await look.close();
  }
}

function scan(database: Database, TableName: string, IndexName?: string): Item[] {
  const items: Item[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page: ScanOutput = database.sync.scan({ TableName, IndexName, Limit: ITEMS_SHOWN - items.length, ExclusiveStartKey: start });
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < ITEMS_SHOWN);
  return items;
}
