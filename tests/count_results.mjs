// Counts what a test program really ran, from its own result files, for tests/run. A skipped test counts as failed and is named.
//
//   count_results.mjs <counts> <failures> ctest <junit.xml> <folder of GoogleTest JSON> <exit status>
//   count_results.mjs <counts> <failures> vitest <report.json> <exit status>
//
// Appends a line "<passed> <failed>" to the counts, and a line for each failed or skipped test to the failures.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";

const [countsFile, failuresFile, kind, report, ...rest] = process.argv.slice(2);
let passed = 0;
const problems = [];

/** Adds the tests of one GoogleTest program; answers how many of them failed. */
function addGoogleTest(file) {
  const before = problems.length;
  for (const suite of JSON.parse(readFileSync(file, "utf8")).testsuites) {
    for (const test of suite.testsuite) {
      const name = `${basename(report, ".xml")}: ${suite.name}.${test.name}`;
      if (test.result === "SKIPPED" || test.status === "NOTRUN") problems.push(`SKIPPED: ${name}`);
      else if (test.failures?.length) problems.push(`FAILED: ${name}`);
      else passed++;
    }
  }
  return problems.length - before;
}

function addCtest(folder, status) {
  const cases = [...readFileSync(report, "utf8").matchAll(/<testcase name="([^"]*)"[^>]*? status="([^"]*)"/g)];
  for (const [, name, outcome] of cases) {
    const results = join(folder, `${name}.json`);
    const inside = existsSync(results) ? addGoogleTest(results) : undefined;
    if (outcome === "run") {
      if (inside === undefined) passed++;
    } else if (outcome !== "fail") {
      problems.push(`SKIPPED: ${name} (ctest says ${outcome})`);
    } else if (!inside) {
      problems.push(`FAILED: ${name} (the program ended badly)`);
    }
  }
  if (cases.length === 0) problems.push("FAILED: ctest found no tests");
  else if (status !== 0 && problems.length === 0) problems.push(`FAILED: ctest ended with status ${status}`);
}

function addVitest(status) {
  for (const file of JSON.parse(readFileSync(report, "utf8")).testResults) {
    const path = relative(process.cwd(), file.name);
    if (file.assertionResults.length === 0) problems.push(`FAILED: ${path}: ${(file.message ?? "").split("\n")[0]}`);
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed") problems.push(`FAILED: ${path}: ${test.fullName}`);
      else problems.push(`SKIPPED: ${path}: ${test.fullName}`);
    }
  }
  if (status !== 0 && problems.length === 0) problems.push(`FAILED: ${report}: vitest ended with status ${status}`);
}

const status = Number(rest.at(-1));
if (!existsSync(report)) problems.push(`FAILED: ${report} was not written (status ${status})`);
else if (kind === "ctest") addCtest(rest[0], status);
else addVitest(status);

appendFileSync(countsFile, `${passed} ${problems.length}\n`);
appendFileSync(failuresFile, problems.map((problem) => problem + "\n").join(""));
