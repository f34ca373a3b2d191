// Makes a program fit for the worker: its imports of the SDK are pointed at the copy in the page, and every other import is refused, since
// an import is a request to the network too. No line is added or taken away, so that the lines of errors are the learner's.
// Tested by imports.test.ts.
import { parse, type Import } from "es-module-lexer/js";
import { IMPORT_FUNCTION, MODULES, noSuchModule, type CodePiece } from "./messages.js";

/** What is wrong with the program, with the line where it is. */
export class ImportFault extends Error {
  override readonly name = "SyntaxError";
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** The program in pieces, with a module's name wherever its address belongs. Throws ImportFault. */
export function piecesOf(code: string): CodePiece[] {
  const pieces: CodePiece[] = [];
  let taken = 0;
  const replace = (from: number, to: number, by: CodePiece): void => {
    pieces.push(code.slice(taken, from), by);
    taken = to;
  };
  for (const found of importsOf(code)) {
    if (found.type === "import-meta") continue;
    if (found.type === "dynamic") {
      // What is asked for is looked at when it is known. `import.source(...)` becomes a call that fails.
      replace(found.importStart, found.importStart + "import".length, IMPORT_FUNCTION);
      continue;
    }
    const line = code.slice(0, found.start).split("\n").length;
    if (found.phase !== null) throw new ImportFault(`"import ${found.phase}" is not for programs in this page.`, line);
    if (!MODULES.includes(found.specifier)) throw new ImportFault(noSuchModule(found.specifier), line);
    replace(found.start, found.end, { module: found.specifier });
  }
  pieces.push(code.slice(taken));
  return pieces;
}

/**
 * The program as the body of a function in a plain script, on the same lines: such a script's error event says where it cannot be read, which
 * that of a module does not. Nothing of it can be run.
 */
export function asPlainScript(code: string): string {
  let text = code;
  for (const { type, importStart, importEnd } of importsOf(code)) {
    if (type !== "static" && type !== "reexport-star") continue;
    text = text.slice(0, importStart) + text.slice(importStart, importEnd).replace(/[^\n]/g, " ") + text.slice(importEnd);
  }
  return `throw 0; async () => { "use strict";${text.replace(/^(\s*)export (?=const|let|class|function|async)/gm, "$1       ")}\n}`;
}

/** What `asPlainScript` puts before the program's first line. */
export const PLAIN_SCRIPT_HEAD = asPlainScript("").indexOf("\n");

function importsOf(code: string): readonly Import[] {
  try {
    return parse(code)[0];
  } catch (thrown) {
    // The browser's parser finds the same fault where it matters, and says it better.
    const at = (thrown as { idx?: unknown }).idx;
    const line = typeof at === "number" ? code.slice(0, at).split("\n").length : 1;
    throw new ImportFault("This cannot be read as a JavaScript module.", line);
  }
}
