// Runs the conformance cases on the built package in Node: Wasm, through the direct API. conformance_test.cc runs them through the
// JSON protocol.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "hashrange";
import { afterEach, beforeEach, describe, it } from "vitest";

import { readCases } from "./cases.js";
import { CaseDatabase, casesOf, runSteps } from "./direct.js";

const files = readCases(join(dirname(fileURLToPath(import.meta.url)), "cases"));

for (const caseFile of files) {
  describe(caseFile.file.replace(/\.json$/, ""), () => {
    const db = new CaseDatabase((host) => open({ storage: "memory", host }));

    beforeEach(async () => {
      await db.open();
      for (const step of caseFile.setup) await db.run(step, "setup");
    });

    afterEach(() => db.close());

    for (const { name, steps } of casesOf(caseFile)) {
      it(name, () => runSteps(db, steps));
    }
  });
}
