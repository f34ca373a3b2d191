// Requests as JavaScript objects, run in a session: encode, run, decode. One of these belongs to each database.
// Tested by database.test.ts.
import { jsonRequestBytes, writeJsonRequest, type JsonAnswer } from "../../web/json_call.js";
import type { Host } from "../../web/host.js";
import type { Session } from "../../web/session.js";
import { ResponseDecoder } from "./codec_decode.js";
import { RequestEncoder, type RequestRules } from "./codec_encode.js";
import { linkShapes, type OperationShape, type Shapes } from "./codec_shapes.js";
import { errorOf, errorOfJson, type ErrorStructure } from "./errors.js";
import { parseValues, stringifyValues } from "./json_values.js";
import { GuardedMemory } from "./request_memory.js";
import { TraceFeed } from "./trace_feed.js";

export type { JsonAnswer };

/** The operations that never write, which may be run synchronously where a write could not be made durable. */
export const READS: ReadonlySet<string> = new Set([
  "DescribeTable",
  "ListTables",
  "GetItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "TransactGetItems",
  "DescribeTimeToLive",
  "ListTagsOfResource",
  "DescribeLimits",
  "DescribeEndpoints",
  "GetResourcePolicy",
  "SearchVectors",
  "ListStreams",
  "DescribeStream",
  "GetShardIterator",
  "GetRecords",
]);

export const FIRST_BUFFER_BYTES = 16 * 1024;

/** What a Database asks of its engine, here or in a worker (worker_calls.ts). */
export interface Calls {
  readonly trace: Pick<TraceFeed, "add">;
  /** The engine's whole memory; in a worker as of the last `control`. */
  readonly heapBytes: number;
  readonly names: Iterable<string>;
  /** Whose answers the engine gives. */
  readonly region: string;
  operation(name: string): OperationShape | undefined;
  reads(operation: OperationShape): boolean;
  call(operation: OperationShape, input: unknown, rules?: RequestRules): Promise<object>;
  callSync(operation: OperationShape, input: unknown, reads: boolean, rules?: RequestRules): object;
  dispatch(target: string, body: Uint8Array): Promise<JsonAnswer>;
  control(verb: string, body: object): Promise<unknown>;
  controlSync(verb: string, body: object, reads: boolean): unknown;
  fork(host: Host): Calls | Promise<Calls>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export class EngineCalls implements Calls {
  /** Told after each request what happened in it. */
  readonly trace: TraceFeed;
  readonly #session: Session;
  readonly #shapes: Shapes;
  readonly #memory: SessionMemory;
  readonly #encoders: Readonly<Record<RequestRules, RequestEncoder>>;
  readonly #decoder = new ResponseDecoder();
  readonly #documentDecoder = new ResponseDecoder(true);
  readonly #text = new TextEncoder();

  constructor(session: Session) {
    this.#session = session;
    this.trace = new TraceFeed(session);
    this.#shapes = linkShapes();
    this.#memory = new SessionMemory(session);
    this.#encoders = {
      json: new RequestEncoder(this.#memory, "json"),
      sdk: new RequestEncoder(this.#memory, "sdk"),
      document: new RequestEncoder(this.#memory, "document"),
    };
  }

  get region(): string {
    return this.#session.region;
  }

  /** The operation of that name, or undefined when the engine has none such. */
  operation(name: string): OperationShape | undefined {
    return this.#shapes.operations.get(name);
  }

  get names(): Iterable<string> {
    return this.#shapes.operations.keys();
  }

  /**
   * Runs the operation and resolves with its output when what it wrote is as durable as the database was opened to be.
   * `rules`: what values look like in the input, and in the output under "document".
   */
  async call(operation: OperationShape, input: unknown, rules: RequestRules = "json"): Promise<object> {
    const bytes = this.#encode(operation, input, rules);
    const output = this.#decode(operation, this.#session.run(bytes), rules);
    const durable = this.#session.durable();
    if (this.trace.on) this.trace.deliver();
    if (durable !== null) await durable;
    if (output instanceof Error) throw output;
    return output;
  }

  /** Whether the operation never writes. */
  reads(operation: OperationShape): boolean {
    return READS.has(operation.name);
  }

  /** As `call`, at once. Throws HostError "sync" where a write could not be durable when this returns. */
  callSync(operation: OperationShape, input: unknown, reads: boolean, rules: RequestRules = "json"): object {
    const bytes = this.#encode(operation, input, rules);
    const output = this.#decode(operation, this.#session.runSync(bytes, reads), rules);
    if (this.trace.on) this.trace.deliver();
    if (output instanceof Error) throw output;
    return output;
  }

  /** Runs a request of DynamoDB's JSON protocol: `target` is the header X-Amz-Target. */
  async dispatch(target: string, body: Uint8Array): Promise<JsonAnswer> {
    const name = this.#text.encode(target);
    const bytes = jsonRequestBytes(name, body);
    const memory = this.#memory.begin(bytes);
    try {
      writeJsonRequest(memory.heap, memory.address, this.#session.host, name, body);
    } finally {
      memory.end();
    }
    const answer = this.#session.runJson(bytes);
    const durable = this.#session.durable();
    if (this.trace.on) this.trace.deliver();
    if (durable !== null) await durable;
    return answer;
  }

  /** Runs a verb of the engine's control door (engine.h); resolves when what it changed is durable. Rejects with its DynamoDBError. */
  async control(verb: string, body: object): Promise<unknown> {
    this.#memory.check();
    const answer = this.#session.control(verb, stringifyValues(body));
    const durable = this.#session.durable();
    if (this.trace.on) this.trace.deliver();
    if (durable !== null) await durable;
    return controlAnswer(answer);
  }

  /** As `control`, at once. Throws HostError "sync" where a change could not be durable when this returns. */
  controlSync(verb: string, body: object, reads: boolean): unknown {
    this.#memory.check();
    const answer = this.#session.controlSync(verb, stringifyValues(body), reads);
    if (this.trace.on) this.trace.deliver();
    return controlAnswer(answer);
  }

  get heapBytes(): number {
    return this.#session.binding.HEAPU8.length;
  }

  fork(host: Host): EngineCalls {
    return new EngineCalls(this.#session.fork(host));
  }

  flush(): Promise<void> {
    return this.#session.flush();
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #encode(operation: OperationShape, input: unknown, rules: RequestRules): number {
    const { host } = this.#session;
    const memory = this.#memory.begin(FIRST_BUFFER_BYTES);
    try {
      return this.#encoders[rules].encode(operation, input, host.now(), host.entropy(), host.entropy());
    } finally {
      memory.end();
    }
  }

  #decode(operation: OperationShape, response: number, rules: RequestRules): object {
    const decoder = rules === "document" ? this.#documentDecoder : this.#decoder;
    const failed = decoder.begin(this.#session.binding.HEAPU8, response);
    if (!failed) return decoder.structure(operation.output);
    return errorOf(decoder.structure(this.#shapes.error) as unknown as ErrorStructure);
  }
}

/** What a verb of the control door answers. Throws its DynamoDBError. */
export function controlAnswer({ status, body }: JsonAnswer): unknown {
  const answer = parseValues(new TextDecoder().decode(body));
  if (status !== 200) throw errorOfJson(answer);
  return answer;
}

/** `putItem` for PutItem. */
export function methodName(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

/** The session's request buffer, as the encoder wants it. */
class SessionMemory extends GuardedMemory {
  constructor(private readonly session: Session) {
    super();
  }

  override reserve(bytes: number): void {
    this.address = this.session.requestBuffer(bytes);
    this.capacity = bytes;
    this.heap = this.session.binding.HEAPU8;
  }
}
