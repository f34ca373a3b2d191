// What the parts of the page tell each other. The session (src/session) runs programs and publishes a View; the panes of src/state
// draw it; a lesson's check reads it. Nobody but the session touches the database.
import type { AttributeValue, Inspection, TableDescription, TableInspection, TraceEvent } from "hashrange";

export type Item = Record<string, AttributeValue>;

/** A table as it is now. */
export interface TableView {
  readonly name: string;
  readonly description: TableDescription;
  readonly inspection: TableInspection;
  /** In the order of a Scan, at most `ITEMS_SHOWN`; `inspection.itemCount` says how many there are. */
  readonly items: readonly Item[];
  /** Of each index by name: the keys of its entries, in the order of a Scan of the index. */
  readonly indexItems: ReadonlyMap<string, readonly Item[]>;
}

/** A request that a run made, with everything that happened inside. */
export interface RequestView {
  /** From 1, within the run. */
  readonly number: number;
  readonly operation: string;
  /** As the engine was given it and as it answered; `output` is absent when it refused. */
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
  readonly events: readonly TraceEvent[];
}

/** What a run left. */
export interface RunView {
  readonly requests: readonly RequestView[];
  /** How it ended: by itself, by an exception of the program, stopped after the time limit or by the reader. */
  readonly outcome: "done" | "failed" | "stopped";
}

/** The state of the page after a step of its history. */
export interface View {
  readonly inspection: Inspection;
  readonly tables: readonly TableView[];
  /** The last run; absent before the first. */
  readonly run?: RunView;
}

export const ITEMS_SHOWN = 1000;

/** What a check says: done, or the one thing that is missing, as a sentence that helps. */
export type CheckResult = { readonly done: true; readonly message: string } | { readonly done: false; readonly message: string };

export interface Lesson {
  /** Part of the address: `#/<id>`, or the file's name when prerendered. */
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** The text, as HTML made from Markdown at build time. */
  readonly html: string;
  /** Asked before the first run. */
  readonly prediction: {
    readonly question: string;
    readonly options: readonly string[];
    /** Position in `options`. */
    readonly answer: number;
    /** Shown after choosing, whatever was chosen. */
    readonly explanation: string;
  };
  /** What the reader is to do, as HTML. */
  readonly task: string;
  /** The program that the editor begins with, and one that solves the task. */
  readonly code: string;
  readonly solution: string;
  /** The data that the lesson begins with: a program run before the reader sees anything. */
  readonly setup?: string;
  /** Reads state and trace, never the text that was typed. */
  readonly check: (view: View) => CheckResult;
}

// Where the parts are. Both are drawn once without a browser when the site is built, so neither touches `window` while it is loaded.
//
// src/state/index.ts         export function StatePane(props: StatePaneProps): JSX.Element, with a style sheet of its own
// src/lessons/index.ts       export const lessons: readonly Lesson[], in their order; the first one is the page's first
// lessons_plugin.ts          the Vite plugin that makes a lesson of Markdown (vite.config.ts uses it)
// src/theme.css              custom properties for colours and type, light and dark: --ink --soft --line --paper --panel --accent
//                            --accent-ink --bad --good --mono --sans

export interface StatePaneProps {
  /** Absent until the engine has been loaded. While a run is stepped through, each request brings a new one. */
  readonly view: View | undefined;
}
