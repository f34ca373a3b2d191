// What engine.test.ts runs in a page: the conformance cases through the package, in the page's own thread and in a worker.
import { open, type OpenOptions } from "hashrange";
import type { CaseFile } from "../conformance/cases.js";
import { CaseDatabase, casesOf, runSteps } from "../conformance/direct.js";

export interface Outcome {
  readonly run: number;
  readonly failures: string[];
}

/** Runs the cases of a file, each in a database of its own. */
async function runFile(file: CaseFile, options: OpenOptions): Promise<Outcome> {
  const db = new CaseDatabase((host) => open({ ...options, storage: "memory", host }));
  const failures: string[] = [];
  const cases = casesOf(file);
  for (const { name, steps } of cases) {
    try {
      await db.open();
      for (const step of file.setup) await db.run(step, "setup");
      await runSteps(db, steps);
    } catch (thrown) {
      failures.push(`${file.file}, ${name}: ${String((thrown as Error).message ?? thrown)}`);
    } finally {
      await db.close();
    }
  }
  return { run: cases.length, failures };
}

Object.assign(globalThis, { hashrange: { open }, runFile });
