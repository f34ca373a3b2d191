// Runs the conformance cases on the built package in Node: Wasm, through the direct API. conformance_test.cc runs them through the
// JSON protocol.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "hashrange";
import { afterEach, describe, it } from "vitest";

import { readCases } from "./cases.js";
import { CaseDatabase, casesOf, runCase } from "./direct.js";

const files = readCases(join(dirname(fileURLToPath(import.meta.url)), "cases"));

for (const caseFile of files) {
  const cases = casesOf(caseFile);
  if (cases.length === 0) continue; // of the JSON protocol alone
  describe(caseFile.file.replace(/\.json$/, ""), () => {
    const db = new CaseDatabase((host, region) => open({ storage: "memory", host, region }));

    afterEach(() => db.close());

    for (const one of cases) {
      it(one.name, () => runCase(db, caseFile, one));
    }
  });
}
