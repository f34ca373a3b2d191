// Requests as JavaScript objects, run in a session: encode, run, decode. One of these belongs to each database.
// Tested by database.test.ts.
import type { Session } from "../../web/session.js";
import { ResponseDecoder } from "./codec_decode.js";
import { RequestEncoder, type RequestRules } from "./codec_encode.js";
import { linkShapes, type OperationShape, type Shapes } from "./codec_shapes.js";
import type { RequestMemory } from "./codec_writer.js";
import { errorOf, type ErrorStructure } from "./errors.js";

/** An answer of the JSON protocol. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

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
]);

const FIRST_BUFFER_BYTES = 16 * 1024;
const JSON_HEADER_BYTES = 20;

export class EngineCalls {
  readonly #session: Session;
  readonly #shapes: Shapes;
  readonly #memory: SessionMemory;
  readonly #encoders: Readonly<Record<RequestRules, RequestEncoder>>;
  readonly #decoder = new ResponseDecoder();
  readonly #documentDecoder = new ResponseDecoder(true);
  readonly #text = new TextEncoder();

  constructor(session: Session) {
    this.#session = session;
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
    if (output instanceof Error) throw output;
    return output;
  }

  /** Runs a request of DynamoDB's JSON protocol: `target` is the header X-Amz-Target. */
  async dispatch(target: string, body: Uint8Array): Promise<JsonAnswer> {
    const { host } = this.#session;
    const name = this.#text.encode(target);
    const bytes = JSON_HEADER_BYTES + name.length + body.length;
    const memory = this.#memory.begin(bytes);
    try {
      const { heap, address } = memory;
      const view = new DataView(heap.buffer, heap.byteOffset + address, bytes);
      view.setFloat64(0, host.now(), true);
      view.setUint32(8, host.entropy(), true);
      view.setUint32(12, host.entropy(), true);
      view.setUint32(16, name.length, true);
      heap.set(name, address + JSON_HEADER_BYTES);
      heap.set(body, address + JSON_HEADER_BYTES + name.length);
    } finally {
      memory.end();
    }
    const at = this.#session.runJson(bytes);
    const heap = this.#session.binding.HEAPU8;
    const view = new DataView(heap.buffer, heap.byteOffset + at, 8);
    // A slice is a copy in memory of its own: the next request overwrites the response.
    const answer = { status: view.getUint32(0, true), body: new Uint8Array(heap.subarray(at + 8, at + 8 + view.getUint32(4, true))) };
    const durable = this.#session.durable();
    if (durable !== null) await durable;
    return answer;
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
    if (this.#busy) throw new Error("hashrange: a getter or toJSON inside a request called the database that the request is for.");
    // Asked anew each time: the session's other users (recovery, JSON requests) may have moved it.
    this.reserve(Math.max(bytes, this.capacity));
    this.#busy = true;
    return this;
  }

  end(): void {
    this.#busy = false;
  }

  reserve(bytes: number): void {
    this.address = this.session.requestBuffer(bytes);
    this.capacity = bytes;
    this.heap = this.session.binding.HEAPU8;
  }
}
