// The steps that led to the state on the page, each with the database as it was after it. Undo and redo choose another step; a new step
// takes the place of those that were undone. Since databases are forks of each other, this costs next to nothing.
//
// What is kept for after a reload is not the data but the steps: the requests of each run as the engine was given them, with time and seed.
// The same requests give the same bytes (that is tested with the engine), so the states, the traces of the runs and the way back are all there
// again. A copy of the data would be none of that: copied tables would have other ids, times and partitions.
//
// Tested by session.test.ts.
import { open, type Database } from "hashrange";
import type { RunView } from "../contract.js";
import type { OutputLine } from "../run/messages.js";
import { Recorder, type RecordedRequest } from "./recorder.js";

/** More steps than these are kept only as far as the last beginning needs them. */
export const STEPS_MAX = 60;

/** A step, as it is kept. */
export interface StepRecord {
  readonly id: number;
  /** `begin`: an empty database with a seed and a clock, then the lesson's setup. `run`: a program. `time`: the clock was moved. */
  readonly kind: "begin" | "run" | "time";
  readonly seed: string;
  /** Of the clock, when the step was over. */
  readonly now: number;
  readonly requests: readonly RecordedRequest[];
  readonly outcome?: RunView["outcome"] | undefined;
  /** What the run printed, for the reader who comes back. */
  readonly output?: readonly OutputLine[] | undefined;
}

export interface Step extends StepRecord {
  readonly database: Database;
  readonly run?: RunView | undefined;
}

export class History {
  readonly steps: Step[] = [];
  position = -1;
  #lastId = 0;

  get current(): Step {
    const step = this.steps[this.position];
    if (step === undefined) throw new Error("The history has no step yet.");
    return step;
  }

  /** How many steps there were since the last beginning. */
  get sinceBeginning(): number {
    return this.position - this.steps.findLastIndex(({ kind }, index) => kind === "begin" && index <= this.position);
  }

  get canUndo(): boolean {
    return this.position > 0;
  }

  get canRedo(): boolean {
    return this.position < this.steps.length - 1;
  }

  go(by: -1 | 1): void {
    const to = this.position + by;
    if (to >= 0 && to < this.steps.length) this.position = to;
  }

  /** A database to work on: the current one with all its content, or an empty one. It becomes a step by `add`, or is closed. */
  async work(): Promise<Database> {
    return this.current.database.fork();
  }

  /** Adds the step in place of those that were undone. */
  async add(step: Omit<Step, "id">): Promise<Step> {
    const added: Step = { id: ++this.#lastId, ...step };
    const undone = this.steps.splice(this.position + 1);
    this.steps.push(added);
    this.position = this.steps.length - 1;
    const begin = this.steps.findLastIndex(({ kind }) => kind === "begin");
    const forgotten = this.steps.length > STEPS_MAX && begin > 0 ? this.steps.splice(0, begin) : [];
    this.position -= forgotten.length;
    for (const { database } of [...undone, ...forgotten]) await database.close();
    return added;
  }

  /** The steps made again from their records, up to the first that cannot be. Answers how many were. */
  async restore(records: readonly StepRecord[], position: number): Promise<number> {
    for (const record of records) {
      const database =
        record.kind === "begin" ? await emptyDatabase(record.seed, startOf(record)) : await this.steps.at(-1)?.database.fork();
      if (database === undefined) break;
      const recorder = new Recorder(database);
      for (const { target, body, now } of record.requests) await recorder.request(target, body, now);
      await recorder.finish(record.now);
      const run: RunView | undefined = record.outcome === undefined ? undefined : { requests: recorder.requests, outcome: record.outcome };
      this.steps.push({ ...record, database, run });
      this.#lastId = Math.max(this.#lastId, record.id);
    }
    this.position = Math.min(Math.max(position, 0), this.steps.length - 1);
    return this.steps.length;
  }

  async close(): Promise<void> {
    for (const { database } of this.steps.splice(0)) await database.close();
    this.position = -1;
  }
}

/** The clock of a beginning: where its first request, or it itself, found it. */
function startOf({ requests, now }: StepRecord): number {
  return requests[0]?.now ?? now;
}

/** Forks have no seed and no clock of their own, so a beginning is a database of its own. */
export function emptyDatabase(seed: string, now: number): Promise<Database> {
  return open({ storage: "memory", clock: now, seed });
}
