// Requests as JavaScript objects, run by an engine in a worker: encoded and decoded here, so that values mean what they mean everywhere,
// and what cannot be encoded is refused before anything is sent. The same for an engine beside the caller: engine_calls.ts.
// Tested by worker.test.ts.
import { HostError } from "../../web/errors.js";
import type { Host } from "../../web/host.js";
import { jsonRequestBytes, writeJsonRequest } from "../../web/json_call.js";
import type { Bytes } from "../../web/worker_messages.js";
import type { RemoteSession } from "../../web/worker_owner.js";
import { ResponseDecoder } from "./codec_decode.js";
import { RequestEncoder, type RequestRules } from "./codec_encode.js";
import { linkShapes, type OperationShape } from "./codec_shapes.js";
import { controlAnswer, FIRST_BUFFER_BYTES, READS, type Calls, type JsonAnswer } from "./engine_calls.js";
import { errorOf, type ErrorStructure } from "./errors.js";
import { stringifyValues } from "./json_values.js";
import { GuardedMemory } from "./request_memory.js";
import { TraceFeed } from "./trace_feed.js";

export class WorkerCalls implements Calls {
  readonly trace: TraceFeed;
  readonly #session: RemoteSession;
  readonly #shapes = linkShapes();
  readonly #memory = new OwnMemory();
  readonly #encoders: Readonly<Record<RequestRules, RequestEncoder>>;
  readonly #decoder = new ResponseDecoder();
  readonly #documentDecoder = new ResponseDecoder(true);
  readonly #text = new TextEncoder();

  constructor(session: RemoteSession) {
    this.#session = session;
    this.trace = new TraceFeed(session);
    this.#encoders = {
      json: new RequestEncoder(this.#memory, "json"),
      sdk: new RequestEncoder(this.#memory, "sdk"),
      document: new RequestEncoder(this.#memory, "document"),
    };
  }

  get heapBytes(): number {
    return this.#session.heapBytes;
  }

  get region(): string {
    return this.#session.region;
  }

  get names(): Iterable<string> {
    return this.#shapes.operations.keys();
  }

  operation(name: string): OperationShape | undefined {
    return this.#shapes.operations.get(name);
  }

  reads(operation: OperationShape): boolean {
    return READS.has(operation.name);
  }

  async call(operation: OperationShape, input: unknown, rules: RequestRules = "json"): Promise<object> {
    this.#session.check();
    const { bytes } = await this.#session.run("execute", this.#encode(operation, input, rules));
    const decoder = rules === "document" ? this.#documentDecoder : this.#decoder;
    if (!decoder.begin(bytes!, 0)) return decoder.structure(operation.output);
    throw errorOf(decoder.structure(this.#shapes.error) as unknown as ErrorStructure);
  }

  async dispatch(target: string, body: Uint8Array): Promise<JsonAnswer> {
    this.#session.check();
    return this.#runJson("dispatch", target, body);
  }

  async control(verb: string, body: object): Promise<unknown> {
    this.#session.check();
    this.#memory.check();
    return controlAnswer(await this.#runJson("control", verb, this.#text.encode(stringifyValues(body))));
  }

  callSync(): never {
    this.#session.check();
    throw new HostError("sync", `The engine of '${this.#session.name}' is in a worker and cannot answer at once: use the asynchronous calls.`);
  }

  controlSync(): never {
    return this.callSync();
  }

  async fork(host: Host): Promise<WorkerCalls> {
    return new WorkerCalls(await this.#session.fork(host));
  }

  flush(): Promise<void> {
    return this.#session.flush();
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #encode(operation: OperationShape, input: unknown, rules: RequestRules): Bytes {
    const { host } = this.#session;
    const memory = this.#memory.begin(FIRST_BUFFER_BYTES);
    try {
      const bytes = this.#encoders[rules].encode(operation, input, host.now(), host.entropy(), host.entropy());
      return memory.heap.slice(0, bytes) as Bytes;
    } finally {
      memory.end();
    }
  }

  async #runJson(door: "dispatch" | "control", name: string, body: Uint8Array): Promise<JsonAnswer> {
    const encoded = this.#text.encode(name);
    const request = new Uint8Array(jsonRequestBytes(encoded, body));
    writeJsonRequest(request, 0, this.#session.host, encoded, body);
    const { status, bytes } = await this.#session.run(door, request);
    return { status: status!, body: bytes! };
  }
}

/** A request is written here and leaves as a copy of its own size. */
class OwnMemory extends GuardedMemory {
  override reserve(bytes: number): void {
    if (bytes <= this.heap.length) return;
    this.heap = new Uint8Array(bytes);
    this.capacity = bytes;
  }
}
