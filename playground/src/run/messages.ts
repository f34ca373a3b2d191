// What the page and the worker of a run tell each other, over a MessagePort that the learner's code never sees.

export type Level = "log" | "info" | "warn" | "error";

export interface OutputLine {
  readonly level: Level;
  readonly text: string;
}

/** How a program failed: what was thrown, and where in its own text that was, as far as known. Lines and columns from 1. */
export interface ProgramError {
  readonly name: string;
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The code could not be read at all: the page may find out the line. */
  readonly syntax?: boolean | undefined;
}

export type CodePiece = string | { readonly module: string };

export interface StartMessage {
  readonly kind: "start";
  /** The program: its text, and between the pieces of it the names of the modules whose addresses belong there (imports.ts). */
  readonly code: readonly CodePiece[];
  /** The time of the database, in milliseconds since 1970. */
  readonly now: number;
  /** From this Math.random and crypto draw. */
  readonly seed: string;
}

export interface AnswerMessage {
  readonly kind: "answer";
  readonly id: number;
  readonly status: number;
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly now: number;
}

/** A request that is refused by the page, not by the database. */
export interface RefusalMessage {
  readonly kind: "refusal";
  readonly id: number;
  readonly message: string;
}

export type ToWorker = StartMessage | AnswerMessage | RefusalMessage;

export type FromWorker =
  /** The SDK is loaded; the time limit begins. */
  | { readonly kind: "started" }
  | { readonly kind: "output"; readonly lines: readonly OutputLine[]; readonly dropped: number }
  | { readonly kind: "request"; readonly id: number; readonly target: string; readonly body: string; readonly now: number }
  | { readonly kind: "end"; readonly now: number; readonly error?: ProgramError | undefined };

/** Where the port lies in the worker when it came before the code that wants it. */
export const PORT_NAME = "__playground_port";

/** What `import(...)` is called in a program that is run; sandbox.ts defines it. */
export const IMPORT_FUNCTION = "__playground_import";

/** What a program may import. */
export const MODULES: readonly string[] = ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "@aws-sdk/util-dynamodb"];

export function noSuchModule(name: string): string {
  return `There is no module ${JSON.stringify(name)} in this page: a program here can import ${MODULES.join(", ")}.`;
}

export const OUTPUT_LINES_MAX = 500;
export const OUTPUT_CHARACTERS_MAX = 60_000;
export const LINE_CHARACTERS_MAX = 4_000;
