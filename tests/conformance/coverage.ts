// What the conformance cases speak of: which operations, which members of their shapes, which texts of the engine's message tables. Read
// from the cases and the sources alone, so it costs nothing. Tested by coverage.test.ts, which also asks it about cases that lack something.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { OperationShape, Shape, StructureShape } from "../../npm/src/shapes.gen.js";
import { expand, type CaseFile, type Step } from "./cases.js";

/** One row of a message table. */
export interface MessageRow {
  readonly layer: string;
  /** `kTableExists`. */
  readonly name: string;
  /** With `%s` for each argument. */
  readonly text: string;
  readonly source: string;
}

type Steps = readonly (Step & { readonly target?: string; readonly body?: string })[];

/** Every step of the files, those of setups once a file. */
export function stepsOf(files: readonly CaseFile[]): Steps {
  return files.flatMap(({ setup, cases }) => [...setup, ...cases.flatMap(({ steps }) => steps)]) as Steps;
}

/** How many cases use each operation. */
export function countCases(files: readonly CaseFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { cases } of files) {
    for (const { steps } of cases) {
      const used = new Set((steps as Steps).map(({ operation, target }) => operation ?? target?.split(".")[1] ?? ""));
      for (const operation of used) counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * The members of the structures in the operations' shapes that no step has, by the first place where they could be:
 * `PutItem.input.Expected{}.Exists`; `[]` is an element, `{}` an entry. A structure that several operations share counts once.
 */
export function missingMembers(operations: readonly OperationShape[], steps: Steps): string[] {
  const seen: Seen = new Map();
  for (const operation of operations) {
    for (const step of steps.filter(({ operation: name, target }) => (name ?? target?.split(".")[1]) === operation.name)) {
      mark(operation.input, step.body === undefined ? expand(step.request ?? {}) : parsed(step.body), seen);
      if (step.response !== undefined) mark(operation.output, expand(step.response), seen);
      for (const path of Object.values(step.$keep ?? {})) mark(operation.output, nested(path), seen);
    }
  }
  const missing: string[] = [];
  const walked = new Set<StructureShape>();
  for (const operation of operations) {
    walk(operation.input, `${operation.name}.input`, walked, seen, missing);
    walk(operation.output, `${operation.name}.output`, walked, seen, missing);
  }
  return missing;
}

/** An answer that has just what a `$keep` reads. */
function nested(path: readonly (string | number)[]): unknown {
  return path.reduceRight<unknown>((inner, name) => (typeof name === "number" ? [inner] : { [name]: inner }), "");
}

type Seen = Map<StructureShape, Set<string>>;

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

function isStructure(shape: Shape): shape is StructureShape {
  return typeof shape === "object" && "structure" in shape;
}

function walk(shape: Shape, path: string, walked: Set<StructureShape>, seen: Seen, missing: string[]): void {
  if (typeof shape !== "object") return;
  if ("list" in shape) return walk(shape.list, `${path}[]`, walked, seen, missing);
  if ("map" in shape) return walk(shape.map, `${path}{}`, walked, seen, missing);
  if (!isStructure(shape) || walked.has(shape)) return;
  walked.add(shape);
  for (const [name, member] of shape.structure) {
    if (!seen.get(shape)?.has(name)) missing.push(`${path}.${name}`);
    walk(member, `${path}.${name}`, walked, seen, missing);
  }
}

function mark(shape: Shape, value: unknown, seen: Seen): void {
  if (typeof shape !== "object" || typeof value !== "object" || value === null) return;
  if ("list" in shape) {
    if (Array.isArray(value)) for (const element of value) mark(shape.list, element, seen);
  } else if ("map" in shape) {
    for (const entry of Object.values(value)) mark(shape.map, entry, seen);
  } else if (isStructure(shape)) {
    const members = seen.get(shape) ?? new Set();
    seen.set(shape, members);
    for (const [name, member] of shape.structure) {
      if (!Object.hasOwn(value, name)) continue;
      members.add(name);
      mark(member, (value as Record<string, unknown>)[name], seen);
    }
  }
}

/** The rows of every message table below `engine/src`. */
export function messageRows(root: string): MessageRow[] {
  const rows: MessageRow[] = [];
  for (const layer of readdirSync(join(root, "engine/src"))) {
    for (const file of readdirSync(join(root, "engine/src", layer)).filter((name) => name.endsWith("messages.h"))) {
      rows.push(...rowsOf(layer, readFileSync(join(root, "engine/src", layer, file), "utf8")));
    }
  }
  return rows;
}

/** The rows in the text of a header. */
export function rowsOf(layer: string, header: string): MessageRow[] {
  const code = header.replace(/^\s*\/\/.*$/gm, "");
  const literal = String.raw`"(?:[^"\\]|\\.)*"`;
  const row = new RegExp(String.raw`constexpr Message (k\w+)\s*\{\s*ErrorType::k\w+,\s*((?:${literal}\s*)+),\s*((?:${literal}\s*|[\w:]+)+)\s*\}`, "g");
  return [...code.matchAll(row)].map(([, name = "", text = "", source = ""]) => ({ layer, name, text: joined(text), source: source.trim() }));
}

/** How many rows a header has, counted without reading them. */
export function countRows(header: string): number {
  return [...header.replace(/^\s*\/\/.*$/gm, "").matchAll(/constexpr Message k/g)].length;
}

function joined(literals: string): string {
  return [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([literal]) => JSON.parse(literal) as string).join("");
}

/** Every text that a step expects to be refused with: the error's message, those of its reasons, and those of the statements of a batch. */
export function expectedTexts(steps: Steps): string[] {
  const texts: string[] = [];
  for (const { error, response } of steps) {
    // Of statements in a batch, each of which fails by itself.
    const { Responses: slots } = expand((response ?? {}) as never) as { Responses?: unknown };
    for (const slot of Array.isArray(slots) ? slots : []) texts.push(String((slot as { Error?: { Message?: unknown } }).Error?.Message ?? ""));
    if (error === undefined) continue;
    const { message, CancellationReasons: reasons } = expand(error as never) as { message?: unknown; CancellationReasons?: unknown };
    texts.push(typeof message === "string" ? message : "");
    for (const reason of Array.isArray(reasons) ? reasons : []) texts.push(String((reason as { Message?: unknown }).Message ?? ""));
  }
  return texts;
}

// What may stand around a message: the envelope, and the texts that take another one as their argument.
const AROUND = [
  /^1 validation error detected: (.*)$/su,
  /^ExpressionAttributeValues contains invalid value: (.*) for key [^ ]*$/su,
  /^The provided starting key is invalid: (.*)$/su,
  /^Validation failed in TransactStatements\[\d+\]: (.*)$/su,
];

/** The rows that no text is made of. */
export function missingRows(rows: readonly MessageRow[], texts: readonly string[]): MessageRow[] {
  const all = new Set<string>();
  for (const text of texts) {
    const add = (inner: string): void => {
      if (all.has(inner)) return;
      all.add(inner);
      for (const around of AROUND) {
        const found = around.exec(inner);
        if (found !== null) add(found[1]!);
      }
    };
    add(text);
  }
  return rows.filter(({ text }) => {
    const pattern = new RegExp(`^${text.split("%s").map(escaped).join("(.*)")}$`, "su");
    return ![...all].some((one) => pattern.test(one));
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
