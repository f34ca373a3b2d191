// Shows what the database holds: every item of the program's table, read through the same API as any program's.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Database } from "hashrange";

const TableName = "social";

async function collection(db: Database, partitionKey: string): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await db.query({
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: partitionKey } },
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

function cell(tag: "td" | "th", text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function row(...cells: HTMLElement[]): HTMLTableRowElement {
  const element = document.createElement("tr");
  element.append(...cells);
  return element;
}

function plain(value: AttributeValue): string {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return value.N;
  if (value.SS !== undefined) return `{${value.SS.join(", ")}}`;
  return JSON.stringify(value);
}

/** Fills the two elements with the items of the table, or says that there is none. */
export async function showStored(db: Database, place: HTMLElement, summary: HTMLElement): Promise<void> {
  const { TableNames } = await db.listTables({});
  if (!TableNames?.includes(TableName)) {
    summary.textContent = "no table";
    const nothing = document.createElement("p");
    nothing.textContent = "Nothing yet.";
    place.replaceChildren(nothing);
    return;
  }
  const users = await collection(db, "USERS");
  const items = [...users];
  for (const user of users) items.push(...(await collection(db, `USER#${user["sk"]?.S}`)));
  summary.textContent = `table "${TableName}", ${items.length} items`;
  const table = document.createElement("table");
  const head = document.createElement("thead");
  head.append(row(cell("th", "pk"), cell("th", "sk"), cell("th", "other attributes")));
  const body = document.createElement("tbody");
  for (const { pk, sk, ...others } of items) {
    const rest = Object.entries(others).map(([name, value]) => `${name}: ${plain(value)}`);
    body.append(row(cell("td", pk ? plain(pk) : ""), cell("td", sk ? plain(sk) : ""), cell("td", rest.join("; "))));
  }
  table.append(head, body);
  place.replaceChildren(table);
}
