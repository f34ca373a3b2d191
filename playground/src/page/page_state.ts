// Everything that the page shows, as signals. Knows neither the engine nor the browser, so that the site can be built with it.
import { batch, computed, signal } from "@preact/signals";
import type { CheckResult, Lesson, View } from "../contract.js";
import type { OutputLine, ProgramError } from "../run/messages.js";
import type { Mode } from "../session/session.js";

export type Pane = "lesson" | "code" | "state";

/**
 * `loading`: the engine is not there yet. `idle`: something can be run. `running`: something runs. `waiting`: it is stepped through, and a
 * request waits. `broken`: there is no engine in this browser.
 */
export type Phase = "loading" | "idle" | "running" | "waiting" | "broken";

export interface Output {
  readonly lines: readonly OutputLine[];
  readonly dropped: number;
  readonly error?: ProgramError | undefined;
}

export const NO_OUTPUT: Output = { lines: [], dropped: 0 };

export const FIRST_SEED = "7";
export const FIRST_NOW = Date.UTC(2026, 0, 1, 9, 0, 0);

const JSON_EXAMPLE = `// DynamoDB's own requests, one after another: the name of an operation, then its object.
ListTables {}
`;

export const FORM_EXAMPLE = JSON.stringify({ operation: "Scan", members: {} });

export class PageState {
  readonly lessons: readonly Lesson[];
  readonly lesson;
  readonly pane = signal<Pane>("lesson");
  readonly phase = signal<Phase>("loading");
  readonly mode = signal<Mode>("code");
  readonly texts;
  /** Whether the text differs from what the lesson begins with, or the mode. */
  readonly touched = computed(() => {
    const { code, json, form } = this.texts;
    return (
      code.value !== this.lesson.value.code || json.value !== JSON_EXAMPLE || form.value !== FORM_EXAMPLE || this.mode.value !== "code"
    );
  });
  /** Whether the text of the editor is the lesson's solution, shown on demand; then what was there before. */
  readonly beforeSolution = signal<string | undefined>(undefined);
  readonly output = signal<Output>(NO_OUTPUT);
  /** What is said of the last thing that was done; announced to those who do not see the page. */
  readonly status = signal("");
  /** How many runs have ended since the page was loaded. */
  readonly ended = signal(0);
  /** Sentences about what does not work as it should. */
  readonly notices = signal<readonly string[]>([]);
  readonly view = signal<View | undefined>(undefined);
  /** The operation of the request that waits to be stepped over. */
  readonly waiting = signal<string | undefined>(undefined);
  readonly now = signal(FIRST_NOW);
  readonly seed = signal(FIRST_SEED);
  readonly position = signal(0);
  readonly steps = signal<readonly ("begin" | "run" | "time")[]>([]);
  readonly predicted = signal<number | undefined>(undefined);
  readonly check = signal<CheckResult | undefined>(undefined);
  /** The lessons whose task is done. */
  readonly done = signal<ReadonlySet<string>>(new Set());
  /** What is in the editor came by a link. */
  readonly shared = signal(false);
  readonly link = signal<string | undefined>(undefined);

  readonly busy = computed(() => this.phase.value === "running" || this.phase.value === "waiting");
  readonly canUndo = computed(() => this.phase.value === "idle" && this.position.value > 0);
  readonly canRedo = computed(() => this.phase.value === "idle" && this.position.value < this.steps.value.length - 1);

  constructor(lessons: readonly Lesson[], lesson: Lesson) {
    this.lessons = lessons;
    this.lesson = signal(lesson);
    this.texts = { code: signal(lesson.code), json: signal(JSON_EXAMPLE), form: signal(FORM_EXAMPLE) };
  }

  /** Another lesson, as if nobody had been there. */
  turnTo(lesson: Lesson): void {
    batch(() => {
      this.lesson.value = lesson;
      this.texts.code.value = lesson.code;
      this.texts.json.value = JSON_EXAMPLE;
      this.texts.form.value = FORM_EXAMPLE;
      this.mode.value = "code";
      this.beforeSolution.value = undefined;
      this.output.value = NO_OUTPUT;
      this.status.value = "";
      this.predicted.value = undefined;
      this.check.value = undefined;
      this.view.value = undefined;
      this.shared.value = false;
      this.link.value = undefined;
      this.pane.value = "lesson";
    });
  }

  notice(sentence: string): void {
    if (!this.notices.value.includes(sentence)) this.notices.value = [...this.notices.value, sentence];
  }
}
