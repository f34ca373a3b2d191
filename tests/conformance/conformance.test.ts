// Runs the conformance cases on the built package in Node: Wasm, through the direct API. conformance_test.cc runs them through the
// JSON protocol.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "hashrange";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { difference, expand, readCases, toInput, toJson, type Step } from "./cases.js";

type Operations = Record<string, (input: Record<string, unknown>) => Promise<unknown>>;

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

async function run(db: Operations, step: Step, name: string): Promise<void> {
  const method = step.operation.charAt(0).toLowerCase() + step.operation.slice(1);
  const operation = db[method];
  if (operation === undefined) throw new Error(`the package has no ${method}()`);
  let outcome: { response: unknown } | { error: Record<string, unknown> };
  try {
    outcome = { response: toJson(await operation.call(db, toInput(step.request))) };
  } catch (error) {
    outcome = { error: errorOf(error) };
  }
  const label = `${name}, ${step.operation}`;
  if (step.error !== undefined) {
    if (!("error" in outcome)) throw new Error(`${label} should fail, and answered ${JSON.stringify(outcome.response).slice(0, 1000)}`);
    expect(difference(expand(step.error), outcome.error as never, step.match === "subset", "error"), label).toBe(undefined);
  } else {
    if ("error" in outcome) throw new Error(`${label} failed: ${outcome.error.name}: ${outcome.error.message}`);
    if (step.response === undefined) return;
    expect(difference(expand(step.response), outcome.response as never, step.match === "subset", "response"), label).toBe(undefined);
  }
}

for (const { file, setup, cases } of files) {
  describe(file.replace(/\.json$/, ""), () => {
    let db: Awaited<ReturnType<typeof open>>;

    beforeEach(async () => {
      db = await open({ storage: "memory" });
      for (const step of setup) await run(db as unknown as Operations, step, "setup");
    });

    afterEach(() => db.close());

    for (const { name, steps } of cases.filter(({ protocol }) => protocol !== "json")) {
      it(name, async () => {
        for (const [index, step] of steps.entries()) await run(db as unknown as Operations, step, `step ${index + 1}`);
      });
    }
  });
}
