// The worker in which a learner's program runs. It is started from a Blob, so that it has the page's Content Security Policy, loads the SDK,
// takes away what a program must not have (lockdown.ts), and then imports the program. The SDK's requests go to the page through a port that
// only this module holds. The run has ended when the program's top level has, no request is under way and no timer waits.
import * as client from "@aws-sdk/client-dynamodb";
import * as document from "@aws-sdk/lib-dynamodb";
import * as utilities from "@aws-sdk/util-dynamodb";
import { formatLine } from "./format.js";
import { lockDown } from "./lockdown.js";
import {
  IMPORT_FUNCTION,
  LINE_CHARACTERS_MAX,
  MODULES,
  noSuchModule,
  OUTPUT_CHARACTERS_MAX,
  OUTPUT_LINES_MAX,
  PORT_NAME,
  type AnswerMessage,
  type CodePiece,
  type FromWorker,
  type Level,
  type OutputLine,
  type ProgramError,
  type RefusalMessage,
  type StartMessage,
  type ToWorker,
} from "./messages.js";
import { seededBits, VirtualTime } from "./virtual_time.js";

/** How many requests may be under way to the page; more wait here. */
const kUnderWayMax = 32;
/** So many turns of the event loop without anything under way mean that the program has ended, or waits for a timer. */
const kQuietTurns = 4;

const realTimeout = setTimeout;

// A turn of the event loop, without the pause that browsers make in nested timeouts.
const turns = new MessageChannel();
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    turns.port1.onmessage = () => resolve();
    turns.port2.postMessage(null);
  });

const { [PORT_NAME]: early } = globalThis as { [PORT_NAME]?: MessagePort };
if (early === undefined) globalThis.onmessage = (event: MessageEvent) => listen(event.ports[0]!);
else listen(early);

function listen(port: MessagePort): void {
  globalThis.onmessage = null;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind === "start") void start(port, data);
  };
}

async function start(port: MessagePort, { code, now, seed }: StartMessage): Promise<void> {
  const send = (message: FromWorker): void => port.postMessage(message);
  const time = new VirtualTime(now);
  const output = new Output(send);
  const requests = new Requests(send, time);
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind !== "start") requests.answered(data);
  };

  const modules = await moduleAddresses(requests);
  const address = URL.createObjectURL(new Blob([textOf(code, modules)], { type: "text/javascript" }));
  const load = loader(modules);
  let ended = false;
  const end = (error?: ProgramError): void => {
    if (ended) return;
    ended = true;
    output.flush();
    send({ kind: "end", now: time.now, error });
  };
  const fail = (thrown: unknown): void => end(describe(thrown, address, modules));
  globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
  globalThis.addEventListener("error", (event) => fail(event.error ?? event.message));
  holdTimeAndChance(time, seed);
  Object.defineProperty(globalThis, "console", { value: output.console(), writable: true, configurable: true });
  Object.defineProperty(globalThis, IMPORT_FUNCTION, { value: load });
  const left = lockDown([IMPORT_FUNCTION]);
  if (left.length > 0) output.add("warn", `This browser would not take away: ${left.join(", ")}.`);

  send({ kind: "started" });
  let evaluated = false;
  void import(/* @vite-ignore */ address).then(() => (evaluated = true), fail);
  // A program that waits for something that never happens stays here until the page's patience ends.
  for (let quiet = 0; !ended; quiet++) {
    if (quiet >= kQuietTurns && time.waiting) {
      quiet = 0;
      try {
        time.fire();
      } catch (thrown) {
        fail(thrown);
      }
    } else if (quiet >= kQuietTurns && evaluated) {
      end();
    }
    if (requests.underWay > 0) {
      quiet = 0;
      await requests.nextAnswer();
    }
    await turn();
  }
}

function textOf(code: readonly CodePiece[], modules: ReadonlyMap<string, string>): string {
  return code.map((piece) => (typeof piece === "string" ? piece : modules.get(piece.module)!)).join("");
}

/** Modules made of the SDK's namespaces, with the clients that answer from the page in place of the SDK's. */
async function moduleAddresses(requests: Requests): Promise<ReadonlyMap<string, string>> {
  const contents: Record<string, object> = {
    "@aws-sdk/client-dynamodb": { ...client, ...clientClasses(requests) },
    "@aws-sdk/lib-dynamodb": document,
    "@aws-sdk/util-dynamodb": utilities,
  };
  const addresses = new Map<string, string>();
  const holder = globalThis as { __playground_module?: object };
  for (const name of MODULES) {
    const content = contents[name]!;
    const text = `export const { ${Object.keys(content).join(", ")} } = globalThis.__playground_module;`;
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    holder.__playground_module = content;
    await import(/* @vite-ignore */ address);
    addresses.set(name, address);
  }
  delete holder.__playground_module;
  return addresses;
}

function clientClasses(requests: Requests): object {
  const configure = (config: object | undefined): client.DynamoDBClientConfig => ({
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    logger: {} as never,
    ...config,
    endpoint: "http://localhost",
    signer: { sign: async (request: unknown) => request } as never,
    requestHandler: requests.handler() as never,
  });
  class DynamoDBClient extends client.DynamoDBClient {
    constructor(config?: object) {
      super(configure(config));
    }
  }
  class DynamoDB extends client.DynamoDB {
    constructor(config?: object) {
      super(configure(config));
    }
  }
  return { DynamoDBClient, DynamoDB };
}

/** What stands for `import(...)` in a program. */
function loader(modules: ReadonlyMap<string, string>): (name: unknown) => Promise<unknown> {
  return async (name) => {
    const address = modules.get(String(name));
    if (address === undefined) throw new TypeError(noSuchModule(String(name)));
    return import(/* @vite-ignore */ address);
  };
}

function holdTimeAndChance(time: VirtualTime, seed: string): void {
  const bits = seededBits(seed);
  const define = (place: object, name: string, value: unknown): void => {
    Object.defineProperty(place, name, { value, writable: true, configurable: true });
  };
  define(globalThis, "Date", time.dateClass());
  define(Math, "random", () => (bits() * 0x200000 + (bits() >>> 11)) / 0x20000000000000);
  const fill = <T extends ArrayBufferView>(array: T): T => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; at++) bytes[at] = bits();
    return array;
  };
  define(Crypto.prototype, "getRandomValues", fill);
  define(Crypto.prototype, "randomUUID", () => {
    const hex = [...fill(new Uint8Array(16))].map((byte, at) => (at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte));
    return hex.map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
  });
  const timer =
    (repeat: boolean) =>
    (call: unknown, ms: unknown, ...given: unknown[]) => {
      if (typeof call !== "function") throw new TypeError("The first argument of a timer must be a function.");
      return time.add(() => void call(...given), Number(ms ?? 0), repeat);
    };
  define(globalThis, "setTimeout", timer(false));
  define(globalThis, "setInterval", timer(true));
  for (const name of ["clearTimeout", "clearInterval"]) define(globalThis, name, (id: unknown) => time.remove(id));
}

interface Pending {
  readonly message: FromWorker;
  resolve(answer: AnswerMessage): void;
  reject(failure: Error): void;
}

/** The SDK's requests on their way to the page and back. */
class Requests {
  readonly #send: (message: FromWorker) => void;
  readonly #time: VirtualTime;
  readonly #sent = new Map<number, Pending>();
  readonly #queued: [number, Pending][] = [];
  #lastId = 0;
  #told: (() => void) | undefined;

  constructor(send: (message: FromWorker) => void, time: VirtualTime) {
    this.#send = send;
    this.#time = time;
  }

  get underWay(): number {
    return this.#sent.size + this.#queued.length;
  }

  answered(answer: AnswerMessage | RefusalMessage): void {
    const pending = this.#sent.get(answer.id);
    if (pending === undefined) return;
    this.#sent.delete(answer.id);
    if (answer.kind === "refusal") {
      pending.reject(Object.assign(new Error(answer.message), { name: "PlaygroundLimit" }));
    } else {
      this.#time.now = Math.max(this.#time.now, answer.now);
      pending.resolve(answer);
    }
    const next = this.#queued.shift();
    if (next !== undefined) this.#post(...next);
    this.#told?.();
  }

  /** Resolves with the next answer that comes. */
  nextAnswer(): Promise<void> {
    return new Promise((resolve) => (this.#told = resolve));
  }

  handler(): object {
    return {
      metadata: { handlerProtocol: "hashrange" },
      handle: async (request: { headers: Record<string, string>; body?: unknown }) => {
        const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1] ?? "";
        const body =
          typeof request.body === "string"
            ? request.body
            : new TextDecoder().decode((request.body as Uint8Array | undefined) ?? new Uint8Array(0));
        const answer = await this.#ask(target, body);
        const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": answer.requestId };
        return { response: { statusCode: answer.status, headers, body: answer.body } };
      },
      destroy: () => {},
      updateHttpClientConfig: () => {},
      httpHandlerConfigs: () => ({}),
    };
  }

  #ask(target: string, body: string): Promise<AnswerMessage> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const pending: Pending = { message: { kind: "request", id, target, body, now: this.#time.now }, resolve, reject };
      if (this.#sent.size < kUnderWayMax) this.#post(id, pending);
      else this.#queued.push([id, pending]);
    });
  }

  #post(id: number, pending: Pending): void {
    this.#sent.set(id, pending);
    this.#send(pending.message);
  }
}

/** The console: lines go to the page in bundles, and no more of them than a reader could read. */
class Output {
  readonly #send: (message: FromWorker) => void;
  #lines: OutputLine[] = [];
  #count = 0;
  #characters = 0;
  #dropped = 0;
  #indent = "";
  #scheduled = false;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  add(level: Level, text: string): void {
    if (this.#count >= OUTPUT_LINES_MAX || this.#characters >= OUTPUT_CHARACTERS_MAX) {
      this.#dropped++;
    } else {
      const cut = text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)}…` : text;
      this.#count++;
      this.#characters += cut.length;
      this.#lines.push({ level, text: this.#indent === "" ? cut : cut.replace(/^/gm, this.#indent) });
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    realTimeout(() => this.flush(), 0);
  }

  flush(): void {
    this.#scheduled = false;
    if (this.#lines.length === 0 && this.#dropped === 0) return;
    this.#send({ kind: "output", lines: this.#lines, dropped: this.#dropped });
    this.#lines = [];
    this.#dropped = 0;
  }

  console(): object {
    const counts = new Map<string, number>();
    const say =
      (level: Level) =>
      (...values: unknown[]): void => {
        // What will not be shown need not be made a text of.
        this.add(level, this.#count >= OUTPUT_LINES_MAX ? "" : formatLine(values));
      };
    const log = say("log");
    return {
      log,
      info: say("info"),
      debug: log,
      trace: log,
      dir: (value: unknown) => log(value),
      table: (value: unknown) => log(value),
      warn: say("warn"),
      error: say("error"),
      assert: (holds: unknown, ...values: unknown[]) => {
        if (!holds) say("error")("Assertion failed:", ...values);
      },
      count: (label = "default") => {
        counts.set(label, (counts.get(label) ?? 0) + 1);
        log(`${label}: ${counts.get(label)}`);
      },
      countReset: (label = "default") => void counts.delete(label),
      group: (...values: unknown[]) => {
        if (values.length > 0) log(...values);
        if (this.#indent.length < 40) this.#indent += "  ";
      },
      groupCollapsed: (...values: unknown[]) => values.length > 0 && log(...values),
      groupEnd: () => {
        this.#indent = this.#indent.slice(2);
      },
      time: () => {},
      timeEnd: () => {},
      timeLog: () => {},
      clear: () => {},
    };
  }
}

/** What was thrown, in words, with the place in the learner's text that the stack names. */
function describe(thrown: unknown, address: string, modules: ReadonlyMap<string, string>): ProgramError {
  if (!(thrown instanceof Error)) return { name: "thrown", message: formatLine([thrown]).slice(0, LINE_CHARACTERS_MAX) };
  let message = String(thrown.message);
  for (const [name, module] of modules) message = message.replaceAll(module, name);
  const stack = String(thrown.stack ?? "");
  const at = stack.indexOf(address);
  const [, line, column] = (at < 0 ? null : /^:(\d+):(\d+)/.exec(stack.slice(at + address.length))) ?? [];
  return {
    name: String(thrown.name),
    message: message.slice(0, LINE_CHARACTERS_MAX),
    line: line === undefined ? undefined : Number(line),
    column: column === undefined ? undefined : Number(column),
    syntax: thrown instanceof SyntaxError && line === undefined,
  };
}
