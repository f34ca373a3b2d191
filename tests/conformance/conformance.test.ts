// Runs the conformance cases on the built package in Node: Wasm, through the direct API. conformance_test.cc runs them through the
// JSON protocol.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "hashrange";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { START_MS, difference, expand, keep, readCases, toInput, toJson, type Kept, type Step } from "./cases.js";

type Operations = Record<string, (input?: Record<string, unknown>) => Promise<unknown>>;

const files = readCases(join(dirname(fileURLToPath(import.meta.url)), "cases"));

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
class CaseDatabase {
  #now = START_MS;
  #entropy = 0;
  #db: Awaited<ReturnType<typeof open>> | null = null;
  #kept: Kept = {};

  async open(): Promise<void> {
    this.#now = START_MS;
    this.#entropy = 0;
    this.#kept = {};
    this.#db = await open({ storage: "memory", host: { now: () => this.#now, entropy: () => ++this.#entropy } });
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
    expect(difference(expand(step.error, kept), outcome.error as never, subset, "error"), label).toBe(undefined);
  } else {
    if ("error" in outcome) throw new Error(`${label} failed: ${outcome.error.name}: ${outcome.error.message}`);
    if (step.response === undefined) return;
    expect(difference(expand(step.response, kept), outcome.response as never, subset, "response"), label).toBe(undefined);
  }
}

for (const { file, setup, cases } of files) {
  describe(file.replace(/\.json$/, ""), () => {
    const db = new CaseDatabase();

    beforeEach(async () => {
      await db.open();
      for (const step of setup) await db.run(step, "setup");
    });

    afterEach(() => db.close());

    for (const { name, steps } of cases.filter(({ protocol }) => protocol !== "json")) {
      it(name, async () => {
        for (const [index, step] of steps.entries()) await db.run(step, `step ${index + 1}`);
      });
    }
  });
}
