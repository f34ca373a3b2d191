// What the page keeps for the next visit: in a database of this package's own in IndexedDB, one table, an item for each thing. A step's
// requests are in chunks, since an item has at most 400 KB (AWS Developer Guide, "Constraints in Amazon DynamoDB").
// When the browser refuses, or its storage is full, the page goes on without: `onTrouble` is told once, in a sentence.
// Tested by tests/browser/playground_keep.test.ts.
import { HostError, open, type Database, type DocumentValue } from "hashrange";
import type { StepRecord } from "./history.js";

const TableName = "playground";
// The second one is for where the first has been lost or cannot be read: nothing there is touched.
const STORAGES = ["idb:playground-history", "idb:playground-history-2"];
/** Of a step; three bytes of UTF-8 each at most. */
const kChunkCharacters = 120_000;
/** A history longer than this is not kept: making it again would take the reader's time. */
const kCharactersMax = 6_000_000;

/** A workspace without its steps' requests. */
export interface Kept {
  readonly steps: readonly StepRecord[];
  readonly position: number;
}

interface Head {
  readonly ids: readonly number[];
  readonly position: number;
}

export class Keeper {
  readonly #database: Database | undefined;
  readonly #onTrouble: (sentence: string) => void;
  #lost = false;
  #tooLong = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(database: Database | undefined, onTrouble: (sentence: string) => void) {
    this.#database = database;
    this.#onTrouble = onTrouble;
    this.#lost = database === undefined;
  }

  static async open(onTrouble: (sentence: string) => void): Promise<Keeper> {
    for (const storage of STORAGES) {
      try {
        return new Keeper(await openTable(storage), onTrouble);
      } catch (thrown) {
        const unreadable = thrown instanceof HostError && ["evicted", "corrupt", "foreign"].includes(thrown.code);
        onTrouble(unreadable ? "What was kept in this browser on earlier visits is gone or cannot be read any more." : sentenceOf(thrown));
        if (!unreadable) break;
      }
    }
    return new Keeper(undefined, onTrouble);
  }

  /** What was kept under these names; undefined for what was not. */
  async read(space: string, name: string): Promise<unknown> {
    const answer = await this.#attempt((db) => db.document.getItem({ TableName, Key: { space, name } }));
    return answer?.Item?.["value"];
  }

  write(space: string, name: string, value: DocumentValue): Promise<void> {
    return this.#inOrder(async (db) => {
      await db.document.putItem({ TableName, Item: { space, name, value } });
    });
  }

  /** The steps of a workspace, or undefined when there are none that make sense. */
  async readSteps(space: string): Promise<Kept | undefined> {
    await this.#last;
    const head = (await this.read(space, "head")) as Head | undefined;
    if (head === undefined || !Array.isArray(head.ids)) return undefined;
    const steps: StepRecord[] = [];
    for (const id of head.ids) {
      const step = await this.#readStep(space, id);
      if (step === undefined) break;
      steps.push(step);
    }
    return steps[0]?.kind === "begin" ? { steps, position: Number(head.position) } : undefined;
  }

  /** Keeps the steps, writing those only that are not there yet. */
  writeSteps(space: string, steps: readonly StepRecord[], position: number): Promise<void> {
    const records = steps.map(({ id, kind, seed, now, requests, outcome, output }) => ({ id, kind, seed, now, requests, outcome, output }));
    return this.#inOrder(async (db) => {
      const before = ((await this.read(space, "head")) as Head | undefined)?.ids ?? [];
      const texts = new Map(records.filter(({ id }) => !before.includes(id)).map((record) => [record.id, JSON.stringify(record)]));
      const length = [...texts.values()].reduce((sum, text) => sum + text.length, 0);
      this.#tooLong = length > kCharactersMax;
      if (this.#tooLong) {
        this.#onTrouble("This run is too long to be kept: after a reload the page is as it was before. “Start over” makes it short again.");
        return;
      }
      for (const [id, text] of texts) {
        for (let at = 0, chunk = 0; at < text.length; at += kChunkCharacters, chunk++) {
          await db.document.putItem({
            TableName,
            Item: { space, name: chunkName(id, chunk), value: text.slice(at, at + kChunkCharacters) },
          });
        }
      }
      const ids = records.map(({ id }) => id);
      await db.document.putItem({ TableName, Item: { space, name: "head", value: { ids, position } } });
      for (const id of before.filter((id) => !ids.includes(id))) await this.#deleteStep(db, space, id);
    });
  }

  /** Forgets a workspace. */
  clear(space: string): Promise<void> {
    return this.#inOrder(async (db) => {
      const { Items = [] } = await db.document.query({
        TableName,
        KeyConditionExpression: "#space = :space",
        ProjectionExpression: "#name",
        ExpressionAttributeNames: { "#space": "space", "#name": "name" },
        ExpressionAttributeValues: { ":space": space },
      });
      for (const { name } of Items) await db.document.deleteItem({ TableName, Key: { space, name } });
    });
  }

  async #readStep(space: string, id: number): Promise<StepRecord | undefined> {
    let text = "";
    for (let chunk = 0; ; chunk++) {
      const part = await this.read(space, chunkName(id, chunk));
      if (typeof part !== "string") break;
      text += part;
    }
    try {
      return JSON.parse(text) as StepRecord;
    } catch {
      return undefined;
    }
  }

  async #deleteStep(db: Database, space: string, id: number): Promise<void> {
    for (let chunk = 0; ; chunk++) {
      const { Attributes } = await db.document.deleteItem({
        TableName,
        Key: { space, name: chunkName(id, chunk) },
        ReturnValues: "ALL_OLD",
      });
      if (Attributes === undefined) break;
    }
  }

  #inOrder(work: (db: Database) => Promise<void>): Promise<void> {
    const done = this.#last.then(() => this.#attempt(work));
    this.#last = done;
    return done;
  }

  /** undefined when there is no storage, or no longer. */
  async #attempt<T>(work: (db: Database) => Promise<T>): Promise<T | undefined> {
    if (this.#lost || this.#database === undefined) return undefined;
    try {
      return await work(this.#database);
    } catch (thrown) {
      if (!this.#lost) this.#onTrouble(sentenceOf(thrown));
      this.#lost = true;
      return undefined;
    }
  }
}

function chunkName(id: number, chunk: number): string {
  return `step#${id}#${chunk}`;
}

async function openTable(storage: string): Promise<Database> {
  const db = await open({ storage });
  const { TableNames = [] } = await db.listTables({});
  if (!TableNames.includes(TableName)) {
    await db.createTable({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "space", AttributeType: "S" },
        { AttributeName: "name", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "space", KeyType: "HASH" },
        { AttributeName: "name", KeyType: "RANGE" },
      ],
    });
  }
  return db;
}

function sentenceOf(thrown: unknown): string {
  const end = "Everything works, but what you do from here on is gone when the page is closed.";
  if (!(thrown instanceof HostError)) return `What you do cannot be kept in this browser. ${end}`;
  switch (thrown.code) {
    case "locked":
      return `The playground is open in another tab, which keeps its work. ${end}`;
    default:
      return `This browser's storage is full or was refused. ${end}`;
  }
}
