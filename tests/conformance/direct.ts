// Runs conformance cases through the package's direct API, wherever that runs: conformance.test.ts in Node, tests/browser in Chromium.
import { START_MS, difference, expand, keep, toInput, toJson, type Case, type CaseFile, type Kept, type Step } from "./cases.js";

type Operations = Record<string, (input?: Record<string, unknown>) => Promise<unknown>>;

/** Opens a database in memory whose time and chance come from there, of a region or of the usual one. */
export type Opener = (host: { now(): number; entropy(): number }, region: string | undefined) => Promise<{ close(): Promise<void> }>;

/** The cases of a file that are about more than the JSON protocol. */
export function casesOf({ cases }: CaseFile): Case[] {
  return cases.filter(({ protocol }) => protocol !== "json");
}

/** Runs a case in a fresh database. Throws an Error that says which step went wrong, and how. */
export async function runCase(db: CaseDatabase, { setup }: CaseFile, { region, steps }: Case): Promise<void> {
  await db.open(region);
  for (const step of setup) await db.run(step, "setup");
  for (const [index, step] of steps.entries()) await db.run(step, `step ${index + 1}`);
}

/** The error of a failed operation in the form of the cases. */
function errorOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: String(error) };
  const { Item, CancellationReasons } = error as Error & { Item?: unknown; CancellationReasons?: unknown };
  return {
    name: error.name,
    ...(error.message === "" ? {} : { message: error.message }),
    ...(Item === undefined ? {} : { Item: toJson(Item) }),
    ...(CancellationReasons === undefined ? {} : { CancellationReasons: toJson(CancellationReasons) }),
  };
}

/** The database of one case, with a clock and chance in the hand, so that every run answers the same. */
export class CaseDatabase {
  readonly #opener: Opener;
  #now = START_MS;
  #entropy = 0;
  #db: Awaited<ReturnType<Opener>> | null = null;
  #kept: Kept = {};

  constructor(opener: Opener) {
    this.#opener = opener;
  }

  async open(region: string | undefined): Promise<void> {
    this.#now = START_MS;
    this.#entropy = 0;
    this.#kept = {};
    this.#db = await this.#opener({ now: () => this.#now, entropy: () => ++this.#entropy }, region);
  }

  async close(): Promise<void> {
    await this.#db?.close();
  }

  async run(step: Step, name: string): Promise<void> {
    this.#now += 1000 + (step.$advance ?? 0);
    const db = this.#db as unknown as Operations;
    const method = step.operation === "$tick" ? "tick" : step.operation.charAt(0).toLowerCase() + step.operation.slice(1);
    const operation = db[method];
    if (operation === undefined) throw new Error(`the package has no ${method}()`);
    let outcome: { response: unknown } | { error: Record<string, unknown> };
    try {
      outcome = { response: toJson(await (step.operation === "$tick" ? operation.call(db) : operation.call(db, toInput(step.request, this.#kept)))) };
    } catch (error) {
      outcome = { error: errorOf(error) };
    }
    check(step, outcome, this.#kept, `${name}, ${step.operation}`);
    if ("response" in outcome) keep(step, outcome.response, this.#kept);
  }
}

function check(step: Step, outcome: { response: unknown } | { error: Record<string, unknown> }, kept: Kept, label: string): void {
  const subset = step.match === "subset";
  if (step.error !== undefined) {
    if (!("error" in outcome)) throw new Error(`${label} should fail, and answered ${JSON.stringify(outcome.response).slice(0, 1000)}`);
    mustBeNone(difference(expand(step.error, kept), outcome.error as never, subset, "error"), label);
  } else {
    if ("error" in outcome) throw new Error(`${label} failed: ${outcome.error.name}: ${outcome.error.message}`);
    if (step.response === undefined) return;
    mustBeNone(difference(expand(step.response, kept), outcome.response as never, subset, "response"), label);
  }
}

function mustBeNone(found: string | undefined, label: string): void {
  if (found !== undefined) throw new Error(`${label}: ${found}`);
}
