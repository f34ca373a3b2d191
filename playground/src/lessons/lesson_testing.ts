// Test support: runs programs of lessons in Node, on a database of the package, and takes Views of it. The page does the same in
// src/session with a worker in between. Not part of the page.
import * as client from "@aws-sdk/client-dynamodb";
import * as documents from "@aws-sdk/lib-dynamodb";
import { open, type Database, type TraceEvent } from "hashrange";
import { clientConfig } from "hashrange/sdk";

import { ITEMS_SHOWN, type Item, type RequestView, type RunView, type TableView, type View } from "../contract.js";

const START = Date.UTC(2026, 3, 1, 12);

/** A database and the programs that run on it, one after the other. */
export class Stage {
  readonly printed: string[] = [];

  private constructor(readonly db: Database) {}

  static async open(setup?: string): Promise<Stage> {
    const stage = new Stage(await open({ clock: START, seed: 1 }));
    if (setup !== undefined) {
      const { run } = await stage.run(setup);
      if (run?.outcome !== "done") throw new Error(`the setup failed: ${stage.printed.at(-1)}`);
      for (const { TableName, partitions } of stage.db.sync.inspect().tables) {
        if (partitions.length === 1) for (const Hash of ["4", "8", "c"]) stage.db.sync.split({ TableName, Hash: Hash.padEnd(16, "0") });
      }
    }
    return stage;
  }

  async run(program: string): Promise<View> {
    this.printed.length = 0;
    const requests: RequestView[] = [];
    let events: TraceEvent[] = [];
    const stop = this.db.on("trace", (event) => events.push(event));
    const handler = clientConfig(this.db).requestHandler as unknown as Handler;
    const recording: Handler = {
      ...handler,
      async handle(request, options) {
        events = [];
        const operation = (request.headers["x-amz-target"] ?? "").split(".").at(-1)!;
        const answer = await handler.handle(request, options);
        const output = JSON.parse(new TextDecoder().decode(answer.response.body)) as {
          __type?: string;
          message?: string;
          Message?: string;
        };
        const refused = answer.response.statusCode !== 200;
        requests.push({
          number: requests.length + 1,
          operation,
          input: JSON.parse(typeof request.body === "string" ? request.body : new TextDecoder().decode(request.body as Uint8Array)),
          ...(refused
            ? { error: { name: output.__type?.split("#").at(-1) ?? "", message: output.message ?? output.Message ?? "" } }
            : { output }),
          events,
        });
        return answer;
      },
    };
    const config = { ...clientConfig(this.db), requestHandler: recording };
    class DynamoDBClient extends client.DynamoDBClient {
      constructor(given: object) {
        super({ ...given, ...config } as never);
      }
    }
    const modules: Record<string, object> = {
      "@aws-sdk/client-dynamodb": { ...client, DynamoDBClient },
      "@aws-sdk/lib-dynamodb": documents,
    };
    let outcome: RunView["outcome"] = "done";
    try {
      await evaluate(program, modules, (...values) =>
        this.printed.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" ")),
      );
    } catch (error) {
      outcome = "failed";
      this.printed.push(String(error));
    }
    stop();
    return { ...(await viewOf(this.db)), run: { requests, outcome } };
  }
}

interface Handler {
  handle(
    request: { headers: Record<string, string>; body?: unknown },
    options: object,
  ): Promise<{ response: { statusCode: number; body: Uint8Array } }>;
}

/** The programs of lessons import by name and are modules otherwise only in that they await. */
async function evaluate(program: string, modules: Record<string, object>, log: (...values: unknown[]) => void): Promise<void> {
  const body = program.replace(/^import \{([^}]+)\} from "([^"]+)";/gm, (_, names: string, from: string) => {
    if (modules[from] === undefined) throw new Error(`no module ${from}`);
    return `const {${names.replaceAll(" as ", ": ")}} = modules[${JSON.stringify(from)}];`;
  });
  const AsyncFunction = (async () => {}).constructor as new (...source: string[]) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction("modules", "console", body)(modules, { log });
}

async function viewOf(db: Database): Promise<View> {
  const inspection = await db.inspect();
  const tables: TableView[] = [];
  for (const table of inspection.tables) {
    const TableName = table.TableName;
    const scanned = async (input: object): Promise<Item[]> => (await db.scan({ TableName, Limit: ITEMS_SHOWN, ...input })).Items ?? [];
    const description = (await db.describeTable({ TableName })).Table!;
    const indexItems = new Map<string, Item[]>();
    for (const index of [...(description.GlobalSecondaryIndexes ?? []), ...(description.LocalSecondaryIndexes ?? [])]) {
      const names = new Set([...(index.KeySchema ?? []), ...(description.KeySchema ?? [])].map(({ AttributeName }) => AttributeName!));
      const items = await scanned({ IndexName: index.IndexName! });
      indexItems.set(
        index.IndexName!,
        items.map((item) => Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)))),
      );
    }
    tables.push({ name: TableName, description, inspection: table, items: await scanned({}), indexItems });
  }
  return { inspection, tables };
}
