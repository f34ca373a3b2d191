// The engine's side of the page: a workspace with its history, runs in it, and what is kept of it. Everything that loads the engine hangs on
// this module, which the page imports after it has been painted. Tested by session.test.ts and, in a browser, by tests/browser.
import type { Database } from "hashrange";
import type { RunView, View } from "../contract.js";
import { parseRequests, type JsonRequest } from "../run/json_requests.js";
import type { OutputLine, ProgramError } from "../run/messages.js";
import { SECONDS_MAX } from "../run/limits.js";
import { runProgram, type Answer, type RunEnd, type Running } from "../run/runner.js";
import { emptyDatabase, History, type Step } from "./history.js";
import { Keeper } from "./kept.js";
import { moveTo, Recorder } from "./recorder.js";
import { viewOf } from "./view.js";

export type Mode = "code" | "json" | "form";

/** What a run tells while it goes on. */
export interface RunListener {
  output(lines: readonly OutputLine[], dropped: number): void;
  /** A request waits for the reader, or none any more. */
  waiting(operation: string | undefined): void;
  /** In a run that is stepped through: the state after a request. */
  view(view: View): void;
}

export interface RunReport {
  readonly outcome: RunView["outcome"];
  /** Stopped by the limit of time, or by the reader. */
  readonly why?: "limit" | "reader" | undefined;
  readonly error?: ProgramError | undefined;
  readonly run: RunView;
  /** Sentences for the reader, when something went wrong that is not the program's fault. */
  readonly trouble?: string | undefined;
}

export interface Beginning {
  readonly seed: string;
  readonly now: number;
  /** A program that makes the data to begin with. */
  readonly setup?: string | undefined;
}

const kOutputKept = 100;
/** The data of a lesson is made a while before the reader comes, so that the partitions are cold again. */
const SETUP_BEFORE_MS = 10 * 60_000;

export class Session {
  readonly keeper: Keeper;
  readonly history = new History();
  #space = "";
  #running: Running | undefined;
  #stepping = false;
  // In a run that is stepped through: those who wait for the reader, one behind the other, and what lets the first one go.
  #queue: Promise<void> = Promise.resolve();
  #gate: (() => void) | undefined;

  private constructor(keeper: Keeper) {
    this.keeper = keeper;
  }

  static async open(onTrouble: (sentence: string) => void): Promise<Session> {
    return new Session(await Keeper.open(onTrouble));
  }

  /** Goes to a workspace: as it was left, or as it begins. Answers whether it was there. */
  async enter(space: string, beginning: Beginning): Promise<boolean> {
    await this.history.close();
    this.#space = space;
    const kept = await this.keeper.readSteps(space);
    if (kept !== undefined && (await this.history.restore(kept.steps, kept.position)) > 0) return true;
    await this.begin(beginning);
    return false;
  }

  /** A step with an empty database and what the setup makes in it. */
  async begin({ seed, now, setup }: Beginning): Promise<void> {
    const begun = setup === undefined ? now : now - SETUP_BEFORE_MS;
    const database = await emptyDatabase(seed, begun);
    const recorder = new Recorder(database);
    let end: RunEnd | undefined;
    if (setup !== undefined) {
      const hooks = { request: (...request: Parameters<Recorder["request"]>) => recorder.request(...request), output: () => {} };
      end = await runProgram(setup, { now: begun, seed }, hooks).ended;
    }
    await recorder.finish(Math.max(now, end?.how === "done" ? end.now : now));
    await this.#add({ kind: "begin", seed, now: database.clock.nowMs(), requests: recorder.recorded, database });
    if (end !== undefined && end.how !== "done") {
      throw new Error(`The lesson's data could not be made${end.how === "failed" ? `: ${end.error.message}` : "."}`);
    }
  }

  async view(): Promise<View> {
    const { database, run } = this.history.current;
    return viewOf(database, run);
  }

  get now(): number {
    return this.history.current.now;
  }

  get seed(): string {
    return this.history.current.seed;
  }

  get stepping(): boolean {
    return this.#stepping;
  }

  /** Runs a program, or requests, as a step of its own. With `stepping` every request waits until `step` or `goOn` is called. */
  async run(mode: Mode, text: string, stepping: boolean, listener: RunListener): Promise<RunReport> {
    const { seed, now } = this.history.current;
    const database = await this.history.work();
    const recorder = new Recorder(database);
    const output: OutputLine[] = [];
    this.#stepping = stepping;
    const hooks = {
      request: (target: string, body: string, at: number) => this.#request(recorder, database, listener, target, body, at),
      output: (lines: readonly OutputLine[], dropped: number) => {
        output.push(...lines.slice(0, kOutputKept - output.length));
        listener.output(lines, dropped);
      },
    };
    // The same steps from a beginning draw the same random values; the next run draws others.
    const draw = `${seed}/${this.history.sinceBeginning}`;
    this.#running = mode === "code" ? runProgram(text, { now, seed: draw }, hooks) : new JsonRun(text, database, hooks);
    const end = await this.#running.ended;
    this.#running = undefined;
    this.#stepping = false;
    recorder.close();
    this.#gate?.();
    listener.waiting(undefined);
    await recorder.finish(end.how === "stopped" || end.now === undefined ? 0 : end.now);
    const outcome = end.how;
    const run: RunView = { requests: recorder.requests, outcome };
    const why = end.how === "stopped" ? end.why : undefined;
    const report = { outcome, run, why, error: end.how === "failed" ? end.error : undefined };
    if (recorder.broken) return { ...report, trouble: await this.#recover() };
    await this.#add({ kind: "run", seed, now: database.clock.nowMs(), requests: recorder.recorded, outcome, output, run, database });
    return report;
  }

  /** Lets the request that waits go; the next one waits again. */
  step(): void {
    this.#gate?.();
  }

  /** Lets the run go on to its end. */
  goOn(): void {
    this.#stepping = false;
    this.#gate?.();
  }

  stop(): void {
    this.#running?.stop();
  }

  /** Moves the clock on, with all the background work that becomes due, as a step. */
  async advance(ms: number): Promise<void> {
    const { seed, run, now, outcome } = this.history.current;
    const database = await this.history.work();
    moveTo(database, now + ms);
    await this.#add({ kind: "time", seed, now: database.clock.nowMs(), requests: [], database, run, outcome });
  }

  async go(by: -1 | 1): Promise<void> {
    this.history.go(by);
    await this.#keep();
  }

  async #request(recorder: Recorder, database: Database, listener: RunListener, target: string, body: string, at: number): Promise<Answer> {
    if (this.#stepping) {
      const operation = target.slice(target.indexOf(".") + 1);
      await this.#turn(operation, listener);
    }
    const answer = await recorder.request(target, body, at);
    if (this.#stepping && !recorder.broken) listener.view(await viewOf(database, { requests: [...recorder.requests], outcome: "done" }));
    return answer;
  }

  #turn(operation: string, listener: RunListener): Promise<void> {
    const mine = this.#queue.then(async () => {
      if (!this.#stepping) return;
      this.#running?.setCounting(false);
      listener.waiting(operation);
      await new Promise<void>((resolve) => (this.#gate = resolve));
      this.#gate = undefined;
      listener.waiting(undefined);
      this.#running?.setCounting(true);
    });
    this.#queue = mine;
    return mine;
  }

  async #add(step: Omit<Step, "id">): Promise<void> {
    await this.history.add(step);
    await this.#keep();
  }

  #keep(): Promise<void> {
    return this.keeper.writeSteps(this.#space, this.history.steps, this.history.position);
  }

  /** The engine has stopped, and all forks with it: everything is made again from the records, in another one. */
  async #recover(): Promise<string> {
    const { steps, position } = this.history;
    const records = steps.map(({ database: _, run: __, ...record }) => record);
    await this.history.close();
    await this.history.restore(records, position);
    return "The engine had to stop in this run, which has been taken back. Everything before it is there.";
  }
}

interface Hooks {
  request(target: string, body: string, now: number): Promise<Answer>;
  output(lines: readonly OutputLine[], dropped: number): void;
}

/** Requests that were written as JSON: one after another, to the end, whatever is answered. */
class JsonRun implements Running {
  readonly ended: Promise<RunEnd>;
  #stopped: "reader" | "limit" | undefined;
  #stop!: () => void;

  constructor(text: string, database: Database, hooks: Hooks) {
    const stopped = new Promise<RunEnd>((resolve) => (this.#stop = () => resolve({ how: "stopped", why: this.#stopped ?? "reader" })));
    this.ended = Promise.race([this.#run(text, database, hooks), stopped]);
  }

  stop(): void {
    this.#stopped = "reader";
    this.#stop();
  }

  setCounting(): void {}

  async #run(text: string, database: Database, hooks: Hooks): Promise<RunEnd> {
    let requests: JsonRequest[];
    try {
      requests = parseRequests(text);
    } catch (thrown) {
      const { name, message, line } = thrown as Error & { line?: number };
      return { how: "failed", error: { name, message, line } };
    }
    const begun = performance.now();
    for (const { operation, body } of requests) {
      if (this.#stopped !== undefined) break;
      if (performance.now() - begun > SECONDS_MAX * 1000 && requests.length > 100) this.#stopped = "limit";
      const answer = await hooks.request(`DynamoDB_20120810.${operation}`, body, database.clock.nowMs());
      if (this.#stopped !== undefined) break;
      if ("refused" in answer) {
        hooks.output([{ level: "error", text: answer.refused }], 0);
        break;
      }
      hooks.output([lineOf(operation, answer.status, new TextDecoder().decode(answer.body))], 0);
    }
    if (this.#stopped !== undefined) return { how: "stopped", why: this.#stopped };
    return { how: "done", now: database.clock.nowMs() };
  }
}

function lineOf(operation: string, status: number, body: string): OutputLine {
  const answer = JSON.parse(body === "" ? "{}" : body) as { __type?: string; message?: string };
  if (status === 200) return { level: "log", text: `${operation} → ${JSON.stringify(answer, null, 2)}` };
  const type = answer.__type ?? `HTTP ${status}`;
  const name = type.slice(type.indexOf("#") + 1);
  const said = answer.message ?? (name === "UnknownOperationException" ? `There is no operation ${operation} here.` : "");
  return { level: "error", text: `${operation} → ${name}: ${said}` };
}
