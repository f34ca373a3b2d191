/**
 * The AWS SDK's document client, answering from a database of this package: items as plain JavaScript values.
 *
 * ```ts
 * import { open } from "hashrange";
 * import { documentClient } from "hashrange/sdk/document";
 * import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
 *
 * const db = await open();
 * await db.createTable({
 *   TableName: "notes",
 *   AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
 *   KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
 *   BillingMode: "PAY_PER_REQUEST",
 * });
 * const client = documentClient(db, { marshallOptions: { removeUndefinedValues: true } });
 * await client.send(new PutCommand({ TableName: "notes", Item: { pk: "a", text: "hello" } }));
 * const { Item } = await client.send(new GetCommand({ TableName: "notes", Key: { pk: "a" } }));
 * await db.close();
 * ```
 *
 * The client is a real subclass of the DynamoDBDocumentClient that your program imports. Values are converted by the SDK's own code
 * and your translateConfig. `dynamoDBDocument(db)` answers a DynamoDBDocument instead, which has a method for each command:
 * `await document.get({ TableName: "notes", Key: { pk: "a" } })`.
 *
 * @module
 */
import { DynamoDBDocument, DynamoDBDocumentClient, type TranslateConfig } from "@aws-sdk/lib-dynamodb";
import type { Database } from "./database.js";
import { HashrangeClient } from "./sdk_client.js";
import { withAbort } from "./sdk_abort.js";
import { deliver, sentOf, type SdkCommand } from "./sdk_engine.js";

type Handler = (args: { input: unknown }) => Promise<{ output: unknown; response: unknown }>;
type Middleware = (next: Handler, context: object) => Handler;

/** A document command: it knows how to put its own conversions on the stack of the plain command inside it. */
interface DocumentCommand extends SdkCommand {
  readonly clientCommand: { middlewareStack: unknown } & SdkCommand;
  addMarshallingMiddleware?(configuration: unknown): void;
}

/** The SDK's document client with a database behind it. */
class HashrangeDocumentClient extends DynamoDBDocumentClient {
  readonly #client: HashrangeClient;

  constructor(client: HashrangeClient, translateConfig: TranslateConfig | undefined) {
    super(client, translateConfig);
    this.#client = client;
  }

  // The SDK's overloads are all of (command, options?, callback?); what they answer is typed where send is called.
  override send(...sent: unknown[]): never {
    return sendDocument(this.#client, this.config, sent, () => super.send(...(sent as Parameters<DynamoDBDocumentClient["send"]>))) as never;
  }
}

/** The SDK's document client that has a method for each command, with a database behind it. */
class HashrangeDocument extends DynamoDBDocument {
  readonly #client: HashrangeClient;

  constructor(client: HashrangeClient, translateConfig: TranslateConfig | undefined) {
    super(client, translateConfig);
    this.#client = client;
  }

  // The SDK's methods and overloads all come here with (command, options?, callback?).
  override send(...sent: unknown[]): never {
    return sendDocument(this.#client, this.config, sent, () => super.send(...(sent as Parameters<DynamoDBDocument["send"]>))) as never;
  }
}

/** `send` of a document client over `client`; `wholeStack` is the SDK's own with the same arguments. */
function sendDocument(client: HashrangeClient, configuration: unknown, sent: unknown[], wholeStack: () => unknown): unknown {
  const { command, options, callback } = sentOf(sent);
  if (command.clientCommand === undefined) return client.send(...sent);
  const name = client.shortWay.operationFor(command.clientCommand);
  const convert = name === undefined ? undefined : conversions(command as DocumentCommand, configuration);
  if (name === undefined || convert === undefined) return wholeStack();
  const run = convert(async ({ input }) => ({ output: await client.shortWay.run(name, input), response: undefined }));
  return deliver(
    withAbort(options?.abortSignal, async () => (await run({ input: command.input })).output),
    callback,
  );
}

/**
 * The command's own conversions, from plain values and back. They are what the command would put on its stack, caught on the way
 * there; undefined when that is not what this version of the SDK does.
 */
function conversions(command: DocumentCommand, configuration: unknown): ((run: Handler) => Handler) | undefined {
  if (typeof command.addMarshallingMiddleware !== "function") return undefined;
  const inner = command.clientCommand as { middlewareStack: unknown };
  const stack = inner.middlewareStack;
  const caught = new Map<unknown, Middleware>();
  inner.middlewareStack = {
    addRelativeTo: (middleware: Middleware, { name }: { name?: string }) => void caught.set(name, middleware),
  };
  try {
    command.addMarshallingMiddleware(configuration);
  } finally {
    inner.middlewareStack = stack;
  }
  const marshall = caught.get("DocumentMarshall");
  const unmarshall = caught.get("DocumentUnmarshall");
  if (marshall === undefined || unmarshall === undefined || caught.size !== 2) return undefined;
  return (run) => {
    const context = {};
    return marshall(unmarshall(run, context), context);
  };
}

/**
 * A DynamoDBDocumentClient whose commands are answered by `database`. Closing the database is up to you.
 *
 * `translateConfig`: the SDK's own marshall and unmarshall options.
 */
export function documentClient(database: Database, translateConfig?: TranslateConfig): DynamoDBDocumentClient {
  return new HashrangeDocumentClient(new HashrangeClient(database, {}), translateConfig);
}

/**
 * The same as a DynamoDBDocument, which has a method for each command: `get`, `put`, `query`, ... Each takes options, a callback or
 * both behind its input, as in the SDK.
 */
export function dynamoDBDocument(database: Database, translateConfig?: TranslateConfig): DynamoDBDocument {
  return new HashrangeDocument(new HashrangeClient(database, {}), translateConfig);
}
