// The inside of a worker that holds a database: sessions as in session.ts, asked by messages. Tested by npm/src/worker.test.ts.
import type { EngineBinding } from "../bindings/engine_binding.js";
import { HostError, reason } from "./errors.js";
import type { JsonAnswer } from "./json_call.js";
import { Session } from "./session.js";
import type { Durability, Storage } from "./storage.js";
import { TimeAndChance } from "./time_and_chance.js";
import { kWorkerProtocol, Outbox, type Answer, type Bytes, type Door, type Failure, type FromWorker, type ToWorker } from "./worker_messages.js";

/** What the worker's script knows of its runtime. */
export interface WorkerPlatform {
  newEngine(module: WebAssembly.Module | Bytes): Promise<EngineBinding>;
  /** Throws HostError for a storage that there is not. */
  newStorage(name: string, durability: Durability, engine: EngineBinding): Promise<Storage>;
}

const kResponseHeaderBytes = 10;

export class WorkerSessions {
  readonly #platform: WorkerPlatform;
  readonly #outbox: Outbox<FromWorker>;
  readonly #sessions = new Map<number, Session>();
  readonly #traced = new Set<number>();

  constructor(platform: WorkerPlatform, post: (messages: FromWorker[], transfer: ArrayBuffer[]) => void) {
    this.#platform = platform;
    this.#outbox = new Outbox(post);
  }

  /** Does what a message asks, in the order of the list. */
  take(messages: readonly ToWorker[]): void {
    for (const message of messages) {
      if (message.kind === "tracing") this.#trace(message.session, message.on);
      else this.#answer(message);
    }
  }

  async #answer(message: Exclude<ToWorker, { kind: "tracing" }>): Promise<void> {
    const { call } = message;
    try {
      const answer = await this.#do(message);
      this.#outbox.add({ kind: "answer", call, answer }, answer.bytes);
    } catch (thrown) {
      this.#outbox.add({ kind: "failure", call, failure: failureOf(thrown) });
    }
  }

  /** Requests are run before this returns: their order is that of the messages. */
  #do(message: Exclude<ToWorker, { kind: "tracing" }>): Answer | Promise<Answer> {
    if (message.kind === "open") return this.#open(message);
    const session = this.#sessions.get(message.session);
    if (session === undefined) throw new Error(`There is no session ${message.session} in this worker.`);
    switch (message.kind) {
      case "fork":
        return this.#fork(session, message.fork);
      case "flush":
        return session.flush().then(() => ({}));
      case "close":
        return this.#close(message.session, session);
      default:
        return this.#run(message.session, session, message.kind, message.bytes);
    }
  }

  async #open(message: Extract<ToWorker, { kind: "open" }>): Promise<Answer> {
    if (message.protocol !== kWorkerProtocol) {
      throw new HostError("invalid", "The worker comes from another version of this package than the page: build both anew.");
    }
    const { durability, background, seed, region, lifecycleDelays } = message;
    const engine = await this.#platform.newEngine(message.module);
    const storage = await this.#platform.newStorage(message.storage, durability, engine);
    // For background work alone: requests bring their time and chance with them.
    const { host } = TimeAndChance.of({ seed });
    return this.#add(message.session, await Session.open(engine, storage, { host, background, region, lifecycleDelays }));
  }

  #fork(session: Session, number: number): Answer {
    return this.#add(number, session.fork(session.host));
  }

  #add(number: number, session: Session): Answer {
    this.#sessions.set(number, session);
    session.onBackground = () => this.#tellTrace(number, session);
    return { name: session.storage.name };
  }

  async #close(number: number, session: Session): Promise<Answer> {
    try {
      await session.close();
      return {};
    } finally {
      this.#sessions.delete(number);
      this.#traced.delete(number);
    }
  }

  #run(number: number, session: Session, door: Door, request: Bytes): Answer | Promise<Answer> {
    const at = session.requestBuffer(request.length);
    const { binding } = session;
    binding.HEAPU8.set(request, at);
    const answer =
      door === "execute" ? { bytes: copyOfResponse(binding.HEAPU8, session.run(request.length)) } : jsonAnswer(session, door, request.length);
    const durable = session.durable();
    if (this.#traced.has(number)) this.#tellTrace(number, session);
    return durable === null ? answer : durable.then(() => answer);
  }

  #trace(number: number, on: boolean): void {
    if (on) this.#traced.add(number);
    else this.#traced.delete(number);
    this.#sessions.get(number)?.setTracing(on);
  }

  #tellTrace(session: number, from: Session): void {
    const lines = from.takeTrace();
    if (lines !== "") this.#outbox.add({ kind: "trace", session, lines });
  }
}

function jsonAnswer(session: Session, door: "dispatch" | "control", bytes: number): Answer {
  const { status, body }: JsonAnswer = door === "dispatch" ? session.runJson(bytes) : session.runControl(bytes);
  const answer = { status, bytes: body };
  return door === "dispatch" ? answer : { ...answer, heapBytes: session.binding.HEAPU8.length };
}

/** The next request overwrites a response (its form: engine/doc/boundary_format.md). */
function copyOfResponse(heap: Uint8Array, at: number): Bytes {
  const view = new DataView(heap.buffer, heap.byteOffset + at, kResponseHeaderBytes);
  return new Uint8Array(heap.subarray(at, at + kResponseHeaderBytes + view.getUint32(0, true) + view.getUint32(4, true)));
}

function failureOf(thrown: unknown): Failure {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? reason(thrown.cause) : undefined;
  return { code: thrown instanceof HostError ? thrown.code : undefined, message: reason(thrown), cause };
}
