// Requests as JavaScript objects, run in a session: encode, run, decode. One of these belongs to each database.
// Tested by database.test.ts.
import { jsonRequestBytes, writeJsonRequest, type JsonAnswer } from "../../web/json_call.js";
import type { Session } from "../../web/session.js";
import { ResponseDecoder } from "./codec_decode.js";
import { RequestEncoder, type RequestRules } from "./codec_encode.js";
import { linkShapes, type OperationShape, type Shapes } from "./codec_shapes.js";
import type { RequestMemory } from "./codec_writer.js";
import { errorOf, errorOfJson, type ErrorStructure } from "./errors.js";
import { parseValues, stringifyValues } from "./json_values.js";
import { TraceFeed } from "./trace_feed.js";

export type { JsonAnswer };

/** The operations that never write, which may be run synchronously where a write could not be made durable. */
const READS: ReadonlySet<string> = new Set([
  "DescribeTable",
  "ListTables",
  "GetItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "TransactGetItems",
  "DescribeTimeToLive",
  "ListStreams",
  "DescribeStream",
  "GetShardIterator",
  "GetRecords",
]);

const FIRST_BUFFER_BYTES = 16 * 1024;

export class EngineCalls {
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

function controlAnswer({ status, body }: JsonAnswer): unknown {
  const answer = parseValues(new TextDecoder().decode(body));
  if (status !== 200) throw errorOfJson(answer);
  return answer;
}

/** `putItem` for PutItem. */
export function methodName(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

/** The session's request buffer, as the encoder wants it. */
class SessionMemory implements RequestMemory {
  heap: Uint8Array = new Uint8Array(0);
  address = 0;
  capacity = 0;
  #busy = false;

  constructor(private readonly session: Session) {}

  /** Between `begin` and `end` the buffer is being filled. `begin` throws the session's failure, or when it is being filled. */
  begin(bytes: number): this {
    this.check();
    // Asked anew each time: the session's other users (recovery, JSON requests) may have moved it.
    this.reserve(Math.max(bytes, this.capacity));
    this.#busy = true;
    return this;
  }

  end(): void {
    this.#busy = false;
  }

  /** Throws while the buffer is being filled. */
  check(): void {
    if (this.#busy) throw new Error("hashrange: a getter or toJSON inside a request called the database that the request is for.");
  }

  reserve(bytes: number): void {
    this.address = this.session.requestBuffer(bytes);
    this.capacity = bytes;
    this.heap = this.session.binding.HEAPU8;
  }
}
