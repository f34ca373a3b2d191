/// <reference lib="esnext.disposable" preserve="true" />
// An open database: every operation by its name, asynchronously and, under `sync`, at once.
// Tested by database.test.ts.
import type { Session } from "../../web/session.js";
import { documentOperations } from "./document.js";
import type { AsyncDocumentOperations, SyncDocumentOperations } from "./document_types.js";
import { EngineCalls, methodName } from "./engine_calls.js";
import { fetchHandler } from "./fetch.js";
import { INTERNALS, type Internals } from "./internals.js";
import { operations as generated, type OperationName, type Operations } from "./shapes.gen.js";

type Input<Name extends OperationName> = Operations[Name]["input"];
type Output<Name extends OperationName> = Operations[Name]["output"];
/** An input without required members may be left out. */
type Arguments<Name extends OperationName> = object extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>];

/**
 * Every operation of DynamoDB that the engine has, named as DynamoDB names it with a small first letter: `putItem`, `getItem`, ...
 * Input and output are DynamoDB JSON with binary values as Uint8Array and times as Date.
 *
 * A refusal is a DynamoDBError whose `name` is the exception's. A value that cannot be encoded (a function, a symbol, a circular
 * object) is a TypeError that names its path. A failure of the storage or of the runtime is a HostError.
 */
export type AsyncOperations = {
  [Name in OperationName as Uncapitalize<Name>]: (...input: Arguments<Name>) => Promise<Output<Name>>;
};

/** The same operations, answering at once instead of with a promise. */
export type SyncOperations = {
  [Name in OperationName as Uncapitalize<Name>]: (...input: Arguments<Name>) => Output<Name>;
};

export interface Database extends AsyncOperations {}

/** What `open` answers. Close it when done: until then it holds its storage. */
export class Database {
  /**
   * The operations without waiting. They answer from memory; what they write is as durable as the database was opened to be when they
   * return. Where the storage cannot write synchronously (IndexedDB) and the database is strict, writes throw a HostError with
   * `code` "sync" and change nothing; open it with `durability: "relaxed"` or use the asynchronous calls.
   */
  readonly sync: SyncOperations & { readonly document: SyncDocumentOperations };
  /**
   * The operations with native JavaScript values in place of DynamoDB JSON: `{ pk: "a", n: 1 }` for `{ pk: { S: "a" }, n: { N: "1" } }`.
   * DocumentValue and NativeValue say how values are converted; no number is rounded. `sync.document` are the same, at once.
   */
  readonly document: AsyncDocumentOperations;
  readonly #session: Session;
  readonly #calls: EngineCalls;
  #fetch: ((request: Request) => Promise<Response>) | undefined;

  /** Use `open`. */
  constructor(session: Session) {
    this.#session = session;
    const calls = new EngineCalls(session);
    this.#calls = calls;
    const { later, atOnce } = documentOperations(calls);
    this.document = later;
    const sync: Record<string, unknown> = { document: atOnce };
    for (const name of calls.names) {
      const operation = calls.operation(name)!;
      const reads = calls.reads(operation);
      sync[methodName(name)] = (input?: unknown) => calls.callSync(operation, input, reads);
    }
    this.sync = sync as unknown as this["sync"];
  }

  static {
    for (const name of Object.keys(generated)) {
      const method = {
        value(this: Database, input?: unknown): Promise<object> {
          return this.#calls.call(this.#calls.operation(name)!, input);
        },
        writable: true,
        configurable: true,
      };
      Object.defineProperty(this.prototype, methodName(name), method);
    }
    // Runtimes without the symbol get the one that TypeScript and bundlers polyfill.
    const asyncDispose: symbol = (Symbol as { asyncDispose?: symbol }).asyncDispose ?? Symbol.for("Symbol.asyncDispose");
    Object.defineProperty(this.prototype, asyncDispose, {
      value(this: Database): Promise<void> {
        return this.close();
      },
      writable: true,
      configurable: true,
    });
  }

  /**
   * Answers a request of DynamoDB's HTTP protocol, as the service and `hashrange/server` would: for a Service Worker, a Cloudflare
   * Worker, Deno or Bun. Rejects only when the request's body cannot be read.
   */
  async fetch(request: Request): Promise<Response> {
    return (this.#fetch ??= fetchHandler(this[INTERNALS]))(request);
  }

  /** Resolves when everything written so far is durable, also under `durability: "relaxed"`. */
  async flush(): Promise<void> {
    await this.#session.flush();
  }

  /**
   * Makes everything durable and lets the storage go. Later calls fail with a HostError whose `code` is "closed". Closing twice is
   * harmless. Rejects, after letting go, when something written under "relaxed" was lost.
   */
  async close(): Promise<void> {
    await this.#session.close();
  }

  /** For this package's other entries. */
  get [INTERNALS](): Internals {
    return {
      call: (name, input) => {
        const operation = this.#calls.operation(name);
        return operation === undefined ? undefined : this.#calls.call(operation, input, "sdk");
      },
      dispatch: (target, body) => this.#calls.dispatch(target, body),
    };
  }
}

export interface Database {
  /** `await using db = await open()` closes it at the end of the block. */
  [Symbol.asyncDispose](): Promise<void>;
}
