// The page: shows the program's own source, runs it on a database in this page, and shows what is stored.
import { open, type Database } from "hashrange";
import { dynamoDBClient } from "hashrange/sdk";
import { documentClient } from "hashrange/sdk/document";

import { main } from "./program.js";
import source from "./program.ts?raw";
import { showStored } from "./stored.js";

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return found as T;
}

const runButton = element<HTMLButtonElement>("run");
const resetButton = element<HTMLButtonElement>("reset");
const output = element("output");
const status = element("status");
const stored = element("stored");
const summary = element("stored-summary");

function fail(error: unknown): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = document.createElement("span");
  line.className = "error";
  line.textContent = `${text}\n`;
  output.append(line);
  status.textContent = "failed";
}

function setBusy(busy: boolean): void {
  runButton.disabled = busy;
  resetButton.disabled = busy;
}

async function act(label: string, work: () => Promise<void>, db: Database): Promise<void> {
  setBusy(true);
  output.textContent = "";
  status.textContent = "running";
  const begin = performance.now();
  try {
    await work();
    status.textContent = `${label} in ${(performance.now() - begin).toFixed(0)} ms`;
  } catch (error) {
    fail(error);
  }
  try {
    await showStored(db, stored, summary);
  } catch (error) {
    fail(error);
  }
  setBusy(false);
}

async function start(): Promise<void> {
  element("source").textContent = source;
  setBusy(true);
  const db = await open({ storage: "idb:playground" });
  await showStored(db, stored, summary);
  setBusy(false);
  runButton.addEventListener("click", () => {
    const print = (line: string): void => output.append(`${line}\n`);
    void act("ran", () => main(dynamoDBClient(db), documentClient(db), print), db);
  });
  resetButton.addEventListener("click", () => {
    void act(
      "deleted",
      async () => {
        const { TableNames } = await db.listTables({});
        for (const TableName of TableNames ?? []) await db.deleteTable({ TableName });
      },
      db,
    );
  });
}

start().catch(fail);
