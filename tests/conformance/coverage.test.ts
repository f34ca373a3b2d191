// Everything that a caller sees has a case: each operation, each member of its shapes, each text of the message tables. What has none is
// excused in uncovered.json: with the reason, or a text with the test that has it instead. Prints how many cases there are.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { operations, type OperationShape, type StructureShape } from "../../npm/src/shapes.gen.js";
import { readCases, type CaseFile } from "./cases.js";
import { countCases, countRows, expectedTexts, messageRows, missingMembers, missingRows, rowsOf, stepsOf } from "./coverage.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const files = readCases(join(here, "cases"));
const steps = stepsOf(files);
const excused = JSON.parse(readFileSync(join(here, "uncovered.json"), "utf8")) as {
  readonly members: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
};

/** Says which excuses excuse nothing any more. They do no harm, so this is no failure. */
function sayIdle(what: string, excuses: readonly string[], missing: readonly string[]): void {
  const idle = excuses.filter((excuse) => !missing.some((one) => one.startsWith(excuse)));
  if (idle.length > 0) console.log(`${what} of uncovered.json that have cases now: ${idle.join(", ")}`);
}

describe("the conformance cases", () => {
  it("have every operation of the engine, and say so", () => {
    const counts = countCases(files);
    const known = Object.keys(operations);
    const total = files.reduce((sum, { cases }) => sum + cases.length, 0);
    console.log(`${total} cases: ${known.map((name) => `${name} ${counts.get(name) ?? 0}`).join(", ")}`);
    expect(known.filter((name) => !counts.has(name))).toEqual([]);
  });

  it("have every member of its shapes", () => {
    const missing = missingMembers(Object.values(operations), steps);
    const excuses = Object.keys(excused.members);
    sayIdle("Members", excuses, missing);
    expect(missing.filter((member) => !excuses.some((excuse) => member.startsWith(excuse)))).toEqual([]);
  });

  it("have every text of the message tables", () => {
    const missing = missingRows(messageRows(root), expectedTexts(steps)).map(({ layer, name }) => `${layer} ${name}`);
    sayIdle("Messages", Object.keys(excused.messages), missing);
    expect(missing.filter((row) => !Object.hasOwn(excused.messages, row))).toEqual([]);
  });

  it("are excused where another test has the text", () => {
    const rows = new Map(messageRows(root).map((row) => [`${row.layer} ${row.name}`, row]));
    const bare = (text: string): string => text.replace(/["\\\s]/g, "");
    const wrong = Object.entries(excused.messages).filter(([name, test]) => {
      const row = rows.get(name);
      if (row === undefined || !test.includes("/")) return false; // gone, or a reason
      if (!existsSync(join(root, test))) return true;
      // The end of a long piece between arguments, wherever the lines of the test break it.
      const held = bare(readFileSync(join(root, test), "utf8"));
      const ends = row.text.split("%s").map((piece) => bare(piece).slice(-18));
      const long = Math.max(...ends.map(({ length }) => length));
      return !ends.some((end) => end.length === long && held.includes(end));
    });
    expect(wrong).toEqual([]);
  });

  it("say where each was measured or documented", () => {
    const bare = files.flatMap(({ file, cases }) => cases.filter(({ source }) => !source).map(({ name }) => `${file}: ${name}`));
    expect(bare).toEqual([]);
  });
});

describe("what is missing", () => {
  const inner: StructureShape = { structure: [["Value", "attributeValue"], ["Exists", "boolean"]] };
  const operation: OperationShape = {
    name: "Op",
    number: 1,
    input: { structure: [["Name", "string"], ["Expected", { map: inner }], ["Lists", { list: inner }]] },
    output: { structure: [["Count", "number"]] },
  };

  it("is a member that no step has, in a request or an answer", () => {
    const step = { operation: "Op", request: { Name: "n", Lists: [{ Value: { S: "a" } }] } };
    expect(missingMembers([operation], [step])).toEqual(["Op.input.Expected", "Op.input.Expected{}.Exists", "Op.output.Count"]);
    expect(missingMembers([operation], [{ ...step, operation: "Other" }])).toHaveLength(6);
    expect(missingMembers([operation], [{ ...step, response: { Count: 1 } }])).not.toContain("Op.output.Count");
    expect(missingMembers([operation], [{ ...step, $keep: { count: ["Count"] } }])).not.toContain("Op.output.Count");
  });

  it("is a text that no step expects, whole or inside the texts that take others", () => {
    const rows = rowsOf(
      "x",
      `inline constexpr Message kOne{ErrorType::kValidation, "One %s is "\n "too \\"large\\"", kSource};
       // inline constexpr Message kOld{ErrorType::kValidation, "Old", kSource};
       inline constexpr Message kTwo{\n ErrorType::kValidation, "Two", "a source; in words"};
       inline constexpr Message kTwoLong{ErrorType::kValidation, "Two: %s", kSource};`,
    );
    expect(rows.map(({ name, text }) => [name, text])).toEqual([["kOne", 'One %s is too "large"'], ["kTwo", "Two"], ["kTwoLong", "Two: %s"]]);
    const missing = (...texts: string[]): string[] => missingRows(rows, texts).map(({ name }) => name);
    expect(missing("Two: b")).toEqual(["kOne", "kTwo"]);
    expect(missing('1 validation error detected: One a.b is too "large"')).toEqual(["kTwo", "kTwoLong"]);
    expect(missing("ExpressionAttributeValues contains invalid value: Two for key :v")).toEqual(["kOne", "kTwoLong"]);
    expect(missing("Not Two", 'One is too "large" too')).toEqual(["kOne", "kTwo", "kTwoLong"]);
  });

  it("would not hide in a header: every row of it is read", () => {
    for (const row of messageRows(root)) expect(row.text, row.name).not.toBe("undefined");
    for (const layer of ["api", "expr", "model", "ops", "wire"]) {
      const headers = ["messages.h", "table_messages.h"].map((file) => join(root, "engine/src", layer, file)).filter((file) => existsSync(file));
      for (const header of headers) {
        const text = readFileSync(header, "utf8");
        expect([header, rowsOf(layer, text).length]).toEqual([header, countRows(text)]);
      }
    }
  });

  it("is counted by case and operation", () => {
    const file = { file: "f", about: "", setup: [], cases: [{ name: "n", source: "s", steps: [{ operation: "A" }, { operation: "A" }, { operation: "B" }] }] };
    expect([...countCases([file] as CaseFile[])]).toEqual([["A", 1], ["B", 1]]);
  });
});
