// Runs a program in a worker of its own, and ends the worker: when the program has ended, after the time limit, or when the reader says so.
// What the worker says is taken with caution: the learner's code shares it. Tested by tests/browser/playground_sandbox.test.ts.
import type { FromWorker, OutputLine, ProgramError, ToWorker } from "./messages.js";
import { LINE_CHARACTERS_MAX, OUTPUT_CHARACTERS_MAX, OUTPUT_LINES_MAX, PORT_NAME } from "./messages.js";
import { SECONDS_MAX } from "./limits.js";
import sandboxAddress from "./sandbox.ts?worker&url";

/** What a request is answered with, or why it is refused by the page. */
export type Answer =
  { readonly status: number; readonly body: Uint8Array; readonly requestId: string; readonly now: number } | { readonly refused: string };

export interface RunHooks {
  request(target: string, body: string, now: number): Promise<Answer>;
  output(lines: readonly OutputLine[], dropped: number): void;
}

export type RunEnd =
  | { readonly how: "done"; readonly now: number }
  | { readonly how: "failed"; readonly now?: number | undefined; readonly error: ProgramError }
  | { readonly how: "stopped"; readonly why: "limit" | "reader" };

/** A run under way. */
export interface Running {
  readonly ended: Promise<RunEnd>;
  stop(): void;
  /** Whether the time counts now: it does not while the reader thinks. */
  setCounting(counting: boolean): void;
}

export function runProgram(code: string, given: { readonly now: number; readonly seed: string }, hooks: RunHooks): Running {
  return new Run(code, given, hooks);
}

class Run implements Running {
  readonly ended: Promise<RunEnd>;
  readonly #hooks: RunHooks;
  readonly #code: string;
  #resolve!: (end: RunEnd) => void;
  #worker: Worker | undefined;
  #port: MessagePort | undefined;
  #over = false;
  #lines = 0;
  #characters = 0;
  // Of the time limit: what is left of it, and since when it is being used.
  #leftMs = SECONDS_MAX * 1000;
  #since: number | undefined;
  #counting = true;
  #started = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(code: string, given: { readonly now: number; readonly seed: string }, hooks: RunHooks) {
    this.#code = code;
    this.#hooks = hooks;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    this.#begin(given).catch((thrown: unknown) => this.#end({ how: "failed", error: errorOf(thrown) }));
  }

  stop(): void {
    this.#end({ how: "stopped", why: "reader" });
  }

  setCounting(counting: boolean): void {
    this.#counting = counting;
    this.#count();
  }

  async #begin({ now, seed }: { readonly now: number; readonly seed: string }): Promise<void> {
    // Loaded when somebody first runs something.
    const { piecesOf } = await import("./imports.js");
    const code = piecesOf(this.#code);
    if (this.#over) return;
    // A worker from a Blob inherits this page's Content Security Policy; one from a file of a static host would have none.
    // Not by a static import: what a worker imports so is a worker to the policy, and only blobs may be workers.
    const load = `import(${JSON.stringify(new URL(sandboxAddress, location.href).href)}).catch((error) => setTimeout(() => { throw error; }));`;
    const address = URL.createObjectURL(
      new Blob([`onmessage = ({ ports }) => { self.${PORT_NAME} = ports[0]; };\n${load}`], { type: "text/javascript" }),
    );
    const worker = new Worker(address, { type: "module", name: "program" });
    this.#worker = worker;
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end({
        how: "failed",
        error: { name: "Error", message: `The program's worker could not be started${event.message ? `: ${event.message}` : ""}.` },
      });
    };
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.postMessage(null, [port2]);
    this.#send({ kind: "start", code, now, seed });
    void this.ended.then(() => URL.revokeObjectURL(address));
  }

  #hear(message: FromWorker): void {
    if (this.#over) return;
    switch (message.kind) {
      case "started":
        this.#started = true;
        this.#count();
        break;
      case "output":
        this.#output(message.lines, message.dropped);
        break;
      case "request":
        void this.#request(message.id, message.target, message.body, message.now);
        break;
      case "end":
        if (message.error === undefined) this.#end({ how: "done", now: message.now });
        else void this.#fail(message.error, message.now);
        break;
    }
  }

  async #request(id: number, target: string, body: string, now: number): Promise<void> {
    const answer = await this.#hooks.request(String(target), String(body), Number(now));
    if (this.#over) return;
    if ("refused" in answer) this.#send({ kind: "refusal", id, message: answer.refused });
    else this.#send({ kind: "answer", id, ...answer });
  }

  /** The worker keeps the limits; a program that has got at the worker's own functions must not flood the page either. */
  #output(lines: readonly OutputLine[], dropped: number): void {
    const taken: OutputLine[] = [];
    for (const { level, text } of lines) {
      if (this.#lines >= OUTPUT_LINES_MAX || this.#characters >= OUTPUT_CHARACTERS_MAX + LINE_CHARACTERS_MAX) break;
      const cut = String(text).slice(0, LINE_CHARACTERS_MAX + 1);
      taken.push({ level, text: cut });
      this.#lines++;
      this.#characters += cut.length;
    }
    this.#hooks.output(taken, Number(dropped) + lines.length - taken.length);
  }

  async #fail(error: ProgramError, now: number): Promise<void> {
    this.#stopWorker();
    const line = error.syntax === true ? await lineOfSyntaxError(this.#code) : undefined;
    this.#end({ how: "failed", now, error: line === undefined ? error : { ...error, ...line } });
  }

  #send(message: ToWorker): void {
    this.#port?.postMessage(message);
  }

  /** Starts, goes on with or holds the measuring of time. */
  #count(): void {
    clearTimeout(this.#timer);
    if (this.#since !== undefined) this.#leftMs -= performance.now() - this.#since;
    this.#since = undefined;
    if (!this.#started || !this.#counting || this.#over) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#end({ how: "stopped", why: "limit" }), Math.max(0, this.#leftMs));
  }

  #stopWorker(): void {
    this.#worker?.terminate();
    this.#port?.close();
    clearTimeout(this.#timer);
  }

  #end(end: RunEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWorker();
    this.#resolve(end);
  }
}

function errorOf(thrown: unknown): ProgramError {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown) };
  return { name: thrown.name, message: thrown.message, line: (thrown as { line?: number }).line };
}

/** Where the browser stopped reading the program. The promise of `import()` does not say it, the error event of a plain worker does. */
async function lineOfSyntaxError(code: string): Promise<{ line: number; column: number } | undefined> {
  const { asPlainScript, PLAIN_SCRIPT_HEAD } = await import("./imports.js");
  const address = URL.createObjectURL(new Blob([asPlainScript(code)], { type: "text/javascript" }));
  const worker = new Worker(address);
  return new Promise((resolve) => {
    const done = (found?: { line: number; column: number }): void => {
      worker.terminate();
      URL.revokeObjectURL(address);
      clearTimeout(patience);
      resolve(found);
    };
    const patience = setTimeout(done, 1000);
    worker.onerror = (event) => {
      event.preventDefault();
      const { lineno: line, colno: column, message } = event;
      if (!/SyntaxError/.test(message) || !(line > 0)) return done();
      done({ line, column: line === 1 ? Math.max(1, column - PLAIN_SCRIPT_HEAD) : column });
    };
  });
}
