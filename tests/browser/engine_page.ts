// What engine.test.ts runs in a page: the conformance cases through the package, in the page's own thread and in a worker.
import { open, type OpenOptions } from "hashrange";
import type { CaseFile } from "../conformance/cases.js";
import { CaseDatabase, casesOf, runCase } from "../conformance/direct.js";

export interface Outcome {
  readonly run: number;
  readonly failures: string[];
}

/** Runs the cases of a file, each in a database of its own. */
async function runFile(file: CaseFile, options: OpenOptions): Promise<Outcome> {
  const db = new CaseDatabase((host, region) => open({ ...options, storage: "memory", host, region }));
  const failures: string[] = [];
  const cases = casesOf(file);
  for (const one of cases) {
    try {
      await runCase(db, file, one);
    } catch (thrown) {
      failures.push(`${file.file}, ${one.name}: ${String((thrown as Error).message ?? thrown)}`);
    } finally {
      await db.close();
    }
  }
  return { run: cases.length, failures };
}

Object.assign(globalThis, { hashrange: { open }, runFile });
