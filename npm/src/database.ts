/// <reference lib="esnext.disposable" preserve="true" />
// An open database: every operation by its name, asynchronously and, under `sync`, at once.
// Tested by database.test.ts.
import type { Clock } from "../../web/clock.js";
import { HostError } from "../../web/errors.js";
import type { TimeAndChance } from "../../web/time_and_chance.js";
import { documentOperations } from "./document.js";
import type { AsyncDocumentOperations, SyncDocumentOperations } from "./document_types.js";
import { methodName, type Calls } from "./engine_calls.js";
import { fetchHandler, type FetchOptions } from "./fetch.js";
import type { Inspection, SplitInput, SplitOutput, TickInput, TickOutput } from "./inspection.js";
import { INTERNALS, type Internals } from "./internals.js";
import { operations as generated, type OperationName, type Operations } from "./shapes.gen.js";
import type { TraceListener } from "./trace.js";

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

/** What is no operation of DynamoDB, at once. */
export interface SyncControls {
  /** As `db.inspect`. */
  inspect(): Inspection;
  /** As `db.split`. */
  split(input: SplitInput): SplitOutput;
  /** As `db.tick`. */
  tick(input?: TickInput): TickOutput;
}

export interface Database extends AsyncOperations {}

let make: (calls: Calls, time: TimeAndChance) => Database;

/** What `open` answers. Close it when done: until then it holds its storage. */
export class Database {
  /**
   * The operations without waiting. They answer from memory; what they write is as durable as the database was opened to be when they
   * return. Where the storage cannot write synchronously (IndexedDB) and the database is strict, writes throw a HostError with
   * `code` "sync" and change nothing; open it with `durability: "relaxed"` or use the asynchronous calls. Where the engine is in a worker
   * (`open({ worker: true })`) all of them throw it.
   */
  readonly sync: SyncOperations & SyncControls & { readonly document: SyncDocumentOperations };
  /**
   * The operations with native JavaScript values in place of DynamoDB JSON: `{ pk: "a", n: 1 }` for `{ pk: { S: "a" }, n: { N: "1" } }`.
   * DocumentValue and NativeValue say how values are converted; no number is rounded. `sync.document` are the same, at once.
   */
  readonly document: AsyncDocumentOperations;
  /** The time of this database: the system's, or one that stands until it is moved (`open({ clock })`). */
  readonly clock: Clock;
  readonly #time: TimeAndChance;
  readonly #calls: Calls;
  #fetch: { readonly credentials: unknown; readonly answer: (request: Request) => Promise<Response> } | undefined;

  private constructor(calls: Calls, time: TimeAndChance) {
    this.#calls = calls;
    this.#time = time;
    this.clock = time.clock;
    const { later, atOnce } = documentOperations(calls);
    this.document = later;
    const sync: Record<string, unknown> = { document: atOnce };
    for (const name of calls.names) {
      const operation = calls.operation(name)!;
      const reads = calls.reads(operation);
      sync[methodName(name)] = (input?: unknown) => calls.callSync(operation, input, reads);
    }
    const controls: SyncControls = {
      inspect: () => this.#withHeap(calls.controlSync("Inspect", {}, true)),
      split: (input) => calls.controlSync("Split", input, false) as SplitOutput,
      tick: (input = {}) => {
        let outcome = noTick;
        do outcome = addTick(outcome, calls.controlSync("Tick", input, false));
        while (outcome.more && input.maxSteps === undefined);
        return outcome;
      },
    };
    this.sync = Object.assign(sync, controls) as unknown as this["sync"];
  }

  static {
    make = (calls, time) => new Database(calls, time);
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
   * Worker, Deno or Bun. Rejects only when the request's body cannot be read, and with a TypeError when `credentials` are not what they should be.
   */
  async fetch(request: Request, options: FetchOptions = {}): Promise<Response> {
    const { credentials } = options;
    if (this.#fetch === undefined || this.#fetch.credentials !== credentials) {
      this.#fetch = { credentials, answer: fetchHandler(this[INTERNALS], credentials) };
    }
    return this.#fetch.answer(request);
  }

  /**
   * A database of its own that begins with all that this one holds now: items, time, and the state of a seeded random source, so that the
   * same calls have the same answers in both. It lives in memory only, whatever this one's storage, and costs next to nothing, since the
   * two share every item that neither has changed. Each is closed for itself, in any order; when one stops on a broken invariant (a
   * HostError whose `code` is "trap") the other has stopped too.
   *
   * ```ts
   * const attempt = await db.fork();
   * await attempt.deleteTable({ TableName: "notes" }); // db still has it
   * await attempt.close();
   * ```
   */
  async fork(): Promise<Database> {
    const time = this.#time.fork();
    return make(await this.#calls.fork(time.host), time);
  }

  /** What the database looks like inside: its time, what work is due, and every table with its partitions and indexes. */
  async inspect(): Promise<Inspection> {
    return this.#withHeap(await this.#calls.control("Inspect", {}));
  }

  /**
   * Splits a partition of a table, or of a global index, in two, as DynamoDB does by itself when one grows large or hot: the one that
   * holds a key or a hash, there, or the largest one in its middle. No answer of any operation changes by it, but how its work is spread.
   *
   * A refusal is a DynamoDBError: ResourceNotFoundException for the table, ValidationException for anything else, also when there is
   * nothing to split.
   */
  async split(input: SplitInput): Promise<SplitOutput> {
    return (await this.#calls.control("Split", input)) as SplitOutput;
  }

  /**
   * Does the background work that is due at this moment of the clock: deletes items whose time to live has ended, fills new indexes, rolls the shards of streams over. A
   * database with the system's clock does it by itself, sooner or later; one whose clock is held, or that has a `host` of its own,
   * only here.
   */
  async tick(input: TickInput = {}): Promise<TickOutput> {
    let outcome = addTick(noTick, await this.#calls.control("Tick", input));
    while (outcome.more && input.maxSteps === undefined) {
      await turn();
      outcome = addTick(outcome, await this.#calls.control("Tick", input));
    }
    return outcome;
  }

  /**
   * Calls `listener` with everything that happens in the engine from now on, and answers a function that ends it. The events of a request
   * are told when it has run, before its answer is given; under `durability: "strict"` what they tell of may not be durable yet. An
   * exception of the listener is printed and goes no further. Forks have listeners of their own.
   *
   * While somebody listens requests take longer. While nobody does, nothing is collected.
   */
  on(event: "trace", listener: TraceListener): () => void {
    if ((event as string) !== "trace") throw new HostError("invalid", `A database has no event ${JSON.stringify(event)}: there is "trace".`);
    if (typeof listener !== "function") throw new HostError("invalid", "A listener must be a function.");
    return this.#calls.trace.add(listener);
  }

  #withHeap(answer: unknown): Inspection {
    const inspection = answer as Inspection;
    return { ...inspection, memory: { ...inspection.memory, heapBytes: this.#calls.heapBytes } };
  }

  /** Resolves when everything written so far is durable, also under `durability: "relaxed"`. */
  async flush(): Promise<void> {
    await this.#calls.flush();
  }

  /**
   * Makes everything durable and lets the storage go. Later calls fail with a HostError whose `code` is "closed". Closing twice is
   * harmless. Rejects, after letting go, when something written under "relaxed" was lost.
   */
  async close(): Promise<void> {
    await this.#calls.close();
  }

  /** @internal For this package's other entries. */
  get [INTERNALS](): Internals {
    return {
      region: this.#calls.region,
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

/** @internal For open(). */
export function newDatabase(calls: Calls, time: TimeAndChance): Database {
  return make(calls, time);
}

const noTick: TickOutput = { more: false, nextDueMs: null, expired: 0, backfilled: 0 };

function addTick(before: TickOutput, answer: unknown): TickOutput {
  const tick = answer as TickOutput;
  return { ...tick, expired: before.expired + tick.expired, backfilled: before.backfilled + tick.backfilled };
}

/** Lets the event loop get on with other things. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
