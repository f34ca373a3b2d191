// The outside of a worker that holds a database and its forks: what is asked of it, and what becomes of that when it ends. One worker an
// `open`. The inside is worker_sessions.ts. Tested by npm/src/worker.test.ts and tests/browser.
import { HostError, reason } from "./errors.js";
import type { Host } from "./host.js";
import type { DelayList } from "./session.js";
import type { Durability } from "./storage.js";
import { kWorkerProtocol, Outbox, type Answer, type Bytes, type Door, type Failure, type FromWorker, type ToWorker } from "./worker_messages.js";
import { WorkerPort, type WorkerLike } from "./worker_port.js";

export interface WorkerOpening {
  readonly module: WebAssembly.Module | Bytes;
  readonly storage: string;
  readonly durability: Durability;
  readonly background: boolean;
  readonly seed: number | string | undefined;
  readonly region: string;
  readonly lifecycleDelays: DelayList | undefined;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(failure: Error): void;
}

/** A message but for the numbers that `ask` gives it. */
type Asked =
  | Omit<Extract<ToWorker, { kind: "open" }>, "call" | "session">
  | { readonly kind: Door; readonly bytes: Bytes }
  | { readonly kind: "fork"; readonly fork: number }
  | { readonly kind: "flush" | "close" };

/** A worker and all that is under way in it. */
class Owner {
  readonly #port: WorkerPort;
  readonly #outbox: Outbox<ToWorker>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<number, RemoteSession>();
  /** Called when the worker ended before its databases were closed. */
  readonly #crashed: () => void;
  #calls = 0;
  #numbers = 0;
  #opened = false;
  #failure: HostError | null = null;

  constructor(worker: WorkerLike, crashed: () => void) {
    this.#crashed = crashed;
    this.#port = new WorkerPort(worker, (messages) => this.#receive(messages), (why, cause) => this.#end(why, cause));
    this.#outbox = new Outbox((messages, transfer) => {
      try {
        this.#port.post(messages, transfer);
      } catch (thrown) {
        this.#end(reason(thrown), thrown); // this runtime cannot send a WebAssembly module, say
      }
    });
  }

  get failure(): HostError | null {
    return this.#failure;
  }

  newNumber(): number {
    return ++this.#numbers;
  }

  add(session: RemoteSession): RemoteSession {
    this.#opened = true;
    this.#sessions.set(session.number, session);
    return session;
  }

  /** The worker ends with the last of its databases. */
  remove(number: number): void {
    this.#sessions.delete(number);
    if (this.#sessions.size === 0) this.terminate();
  }

  terminate(): void {
    this.#failure ??= new HostError("closed", "The worker was closed.");
    this.#port.terminate();
  }

  /** `moved`: bytes of the message, which the caller has no more afterwards. */
  ask(session: number, asked: Asked, moved?: Bytes): Promise<Answer> {
    if (this.#failure !== null) return Promise.reject(again(this.#failure));
    const call = ++this.#calls;
    if (this.#waiting.size === 0) this.#port.hold(true);
    this.#outbox.add({ ...asked, call, session } as ToWorker, moved);
    return new Promise((resolve, reject) => this.#waiting.set(call, { resolve, reject }));
  }

  tell(message: Extract<ToWorker, { kind: "tracing" }>): void {
    if (this.#failure === null) this.#outbox.add(message);
  }

  #receive(messages: readonly FromWorker[]): void {
    for (const message of messages) {
      if (message.kind === "trace") {
        this.#sessions.get(message.session)?.takeLines(message.lines);
        continue;
      }
      const waiting = this.#waiting.get(message.call);
      this.#waiting.delete(message.call);
      if (message.kind === "answer") waiting?.resolve(message.answer);
      else waiting?.reject(errorOf(message.failure));
    }
    if (this.#waiting.size === 0) this.#port.hold(false);
  }

  #end(why: string, cause: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = new HostError("worker", this.#opened ? endedMessage(why) : unstartedMessage(why), cause);
    this.#port.terminate();
    for (const { reject } of this.#waiting.values()) reject(again(this.#failure));
    this.#waiting.clear();
    if (this.#opened) this.#crashed();
  }
}

function endedMessage(why: string): string {
  return `The worker that holds the database ended${inWords(why)}. Open the database again.`;
}

function unstartedMessage(why: string): string {
  const policy = "If the page has a Content Security Policy, it must allow blob: in its worker-src, or the option worker must bring a worker.";
  return `The worker could not be started${inWords(why)}. ${typeof document === "undefined" ? "" : policy}`.trimEnd();
}

function inWords(why: string): string {
  return why === "" ? "" : ` (${why.replace(/\.$/, "")})`;
}

/** The failure with the stack of the call that meets it. */
function again({ code, message, cause }: HostError): HostError {
  return new HostError(code, message, cause);
}

function errorOf({ code, message, cause }: Failure): Error {
  return code === undefined ? new Error(message, { cause }) : new HostError(code, message, cause);
}

/** A database in a worker, or a fork of one. */
export class RemoteSession {
  readonly number: number;
  /** As messages name it. */
  readonly name: string;
  /** Time and chance for the first bytes of each request; the engine's own are for its background work. */
  readonly host: Host;
  /** Called when there is something for `takeTrace`. */
  onBackground: (() => void) | null = null;
  /** The engine's whole memory, as of the last answer of the control door. */
  heapBytes = 0;
  readonly #owner: Owner;
  readonly region: string;
  #lines = "";
  #closing: Promise<void> | null = null;

  private constructor(owner: Owner, number: number, name: string, region: string, host: Host) {
    this.#owner = owner;
    this.number = number;
    this.name = name;
    this.region = region;
    this.host = host;
  }

  /**
   * Opens a database in the worker, which is its own from here on and ends with it. Fails as Session.open does, or with "worker".
   * `crashed` is called when the worker ends before the database and its forks were closed.
   */
  static async open(worker: WorkerLike, opening: WorkerOpening, host: Host, crashed: () => void): Promise<RemoteSession> {
    const owner = new Owner(worker, crashed);
    const number = owner.newNumber();
    try {
      const { name = "" } = await owner.ask(number, { kind: "open", protocol: kWorkerProtocol, ...opening });
      return owner.add(new RemoteSession(owner, number, name, opening.region, host));
    } catch (thrown) {
      owner.terminate();
      throw thrown;
    }
  }

  /** Throws when the session is closed or has ended. */
  check(): void {
    if (this.#closing !== null) throw new HostError("closed", `The database '${this.name}' is closed.`);
    if (this.#owner.failure !== null) throw again(this.#owner.failure);
  }

  /** Runs a request; resolves when what it wrote is as durable as the database was opened to be. The request's bytes are given away. */
  async run(door: Door, bytes: Bytes): Promise<Answer> {
    this.check();
    const answer = await this.#owner.ask(this.number, { kind: door, bytes }, bytes);
    if (answer.heapBytes !== undefined) this.heapBytes = answer.heapBytes;
    return answer;
  }

  async fork(host: Host): Promise<RemoteSession> {
    this.check();
    const number = this.#owner.newNumber();
    const { name = "" } = await this.#owner.ask(this.number, { kind: "fork", fork: number });
    return this.#owner.add(new RemoteSession(this.#owner, number, name, this.region, host));
  }

  async flush(): Promise<void> {
    this.check();
    await this.#owner.ask(this.number, { kind: "flush" });
  }

  /** As Session.close. The worker ends with the last one of its databases that is closed. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    try {
      await this.#owner.ask(this.number, { kind: "close" });
    } finally {
      this.#owner.remove(this.number);
    }
  }

  setTracing(on: boolean): void {
    if (this.#closing === null) this.#owner.tell({ kind: "tracing", session: this.number, on });
  }

  takeTrace(): string {
    const lines = this.#lines;
    this.#lines = "";
    return lines;
  }

  takeLines(lines: string): void {
    this.#lines += lines;
    this.onBackground?.();
    // Nobody listens any more, or it was taken.
    this.#lines = "";
  }
}
