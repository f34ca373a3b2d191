// What the reader can do, in terms of the page's state and the session. The session is loaded after the page has been painted; until then
// what is asked for waits for it.
import { batch, effect } from "@preact/signals";
import type { Lesson } from "../contract.js";
import { requestOfForm } from "../run/form_request.js";
import { SECONDS_MAX } from "../run/limits.js";
import type { Beginning, Mode, RunReport, Session } from "../session/session.js";
import { isShared, linkOf, LONG_LINK, sharedOf, type Shared } from "../share/link.js";
import { FIRST_NOW, FIRST_SEED, NO_OUTPUT, type PageState } from "./page_state.js";

const MODES: readonly Mode[] = ["code", "json", "form"];
const kSaveAfterMs = 400;
const kLinesShown = 500;

export class Actions {
  readonly #page: PageState;
  #session: Session | undefined;
  #opening: Promise<Session> | undefined;
  // Where the reader's work is kept: the lesson's name, or that of a link.
  #space = "";
  #beginning: Beginning = { seed: FIRST_SEED, now: FIRST_NOW };
  // One thing at a time is done to the session.
  #last: Promise<unknown> = Promise.resolve();
  #skippedPrediction = false;
  // Texts change because another lesson comes, not because somebody types.
  #turning = true;

  constructor(page: PageState) {
    this.#page = page;
  }

  /** Loads the engine and goes to where the address points. */
  async start(): Promise<void> {
    const page = this.#page;
    try {
      this.#opening = import("../session/session.js").then(({ Session }) => Session.open((sentence) => page.notice(sentence)));
      this.#session = await this.#opening;
      page.done.value = new Set(namesOf(await this.#session.keeper.read("page", "done")));
      await this.#enter();
    } catch (thrown) {
      page.phase.value = "broken";
      page.notice(`The engine could not be started in this browser: ${messageOf(thrown)} The lessons can be read without it.`);
      return;
    }
    this.#keepTexts();
    // Also for "#1." and "#/" in the address of a page that is open already.
    addEventListener("popstate", () => void this.#follow());
  }

  /** Goes to the lesson, as the reader left it. */
  async turnTo(lesson: Lesson): Promise<void> {
    if (this.#page.busy.value) this.stop();
    await this.#inOrder(async () => {
      this.#turning = true;
      this.#page.turnTo(lesson);
      document.title = titleOf(lesson);
      await this.#enter();
    });
  }

  /** The reader went back or forth, or changed the address: to the lesson that its last part names. */
  async #follow(): Promise<void> {
    const { lessons, lesson, shared } = this.#page;
    const [, file] = /([^/]*?)(\.html)?$/.exec(location.pathname) ?? [];
    const wanted = lessons.find(({ id }) => id === file) ?? lessons[0]!;
    const asks = isShared(location.hash) || location.hash.startsWith("#/");
    if (asks || wanted !== lesson.value || shared.value) await this.turnTo(wanted);
  }

  predict(option: number): void {
    this.#page.predicted.value = option;
    void this.#session?.keeper.write(this.#space, "predicted", option);
  }

  /** Runs what is in the editor; in a run that is stepped through, lets it go on to its end. */
  async run(): Promise<void> {
    if (this.#page.phase.value === "waiting") return this.#session?.goOn();
    await this.#begin(false);
  }

  /** The next request: of a run that has begun, or the first one of a new run. */
  async step(): Promise<void> {
    if (this.#page.phase.value === "waiting") return this.#session?.step();
    await this.#begin(true);
  }

  stop(): void {
    this.#session?.stop();
  }

  async undo(): Promise<void> {
    await this.#change("Undone", (session) => session.go(-1));
  }

  async redo(): Promise<void> {
    await this.#change("Done again", (session) => session.go(1));
  }

  async advance(ms: number, words: string): Promise<void> {
    await this.#change(`The clock is ${words} further on`, (session) => session.advance(ms));
  }

  /** Begins anew: the lesson's own data, the clock at its beginning, and the seed in the field. It can be undone. */
  async startOver(seed = this.#page.seed.value): Promise<void> {
    this.#page.output.value = NO_OUTPUT;
    await this.#change("Started over", (session) => session.begin({ ...this.#beginning, seed }));
  }

  /** Puts the lesson's solution into the editor, or what was there before. */
  toggleSolution(): void {
    const { beforeSolution, texts, lesson, mode } = this.#page;
    const before = beforeSolution.value;
    batch(() => {
      mode.value = "code";
      beforeSolution.value = before === undefined ? texts.code.value : undefined;
      texts.code.value = before ?? lesson.value.solution;
      this.#page.status.value = before === undefined ? "The solution is in the editor." : "Your own code is back in the editor.";
    });
  }

  /** The text that the lesson began with. */
  restoreText(): void {
    this.#page.texts.code.value = this.#page.lesson.value.code;
    this.#page.beforeSolution.value = undefined;
    this.#page.status.value = "The editor has the lesson's own code again.";
  }

  async share(): Promise<void> {
    const { lesson, mode, texts, seed, link } = this.#page;
    const shared: Shared = {
      lesson: lesson.value.id,
      mode: mode.value,
      text: texts[mode.value].value,
      seed: seed.value,
      now: this.#beginning.now,
    };
    const address = new URL("index.html", location.href);
    address.search = "";
    address.hash = await linkOf(shared);
    link.value = address.href;
    if (address.href.length > LONG_LINK)
      this.#page.notice("This link is long: some programs cut links. “Copy as project” has no such limit.");
  }

  /** The program with what it needs to run in Node, as a folder in a zip file. */
  async copyAsProject(): Promise<void> {
    const page = this.#page;
    const { downloadProject } = await import("../share/download_project.js");
    page.status.value = "Making the project…";
    try {
      const name = await downloadProject({
        lesson: page.lesson.value,
        mode: page.mode.value,
        text: this.#text(),
        beginning: this.#beginning,
        seed: page.seed.value,
      });
      page.status.value = `${name} is in your downloads: a package.json, the code, and a test that runs in Node.`;
    } catch (thrown) {
      page.status.value = `The project could not be made: ${messageOf(thrown)}`;
    }
  }

  async #begin(stepping: boolean): Promise<void> {
    const page = this.#page;
    if (page.phase.value === "running" || page.phase.value === "broken") return;
    if (
      page.predicted.value === undefined &&
      !this.#skippedPrediction &&
      !page.shared.value &&
      !page.done.value.has(page.lesson.value.id)
    ) {
      this.#skippedPrediction = true;
      page.pane.value = "lesson";
      page.status.value = "First choose what you expect. Or run again without.";
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#prediction input")?.focus());
      return;
    }
    if (page.phase.value === "loading") page.status.value = "The engine is being loaded…";
    await this.#inOrder(async () => {
      const session = await this.#ready();
      await this.#run(session, stepping);
    });
  }

  async #run(session: Session, stepping: boolean): Promise<void> {
    const page = this.#page;
    const begun = performance.now();
    batch(() => {
      page.phase.value = "running";
      page.output.value = NO_OUTPUT;
      page.check.value = undefined;
      page.status.value = stepping ? "Stepping through the run…" : "Running…";
    });
    try {
      const mode = page.mode.value;
      const report = await session.run(mode, this.#text(), stepping, {
        output: (lines, dropped) => {
          const { lines: before, dropped: droppedBefore } = page.output.value;
          const taken = lines.slice(0, Math.max(0, kLinesShown - before.length));
          page.output.value = { lines: [...before, ...taken], dropped: droppedBefore + dropped + lines.length - taken.length };
        },
        waiting: (operation) => {
          page.waiting.value = operation;
          page.phase.value = operation === undefined ? "running" : "waiting";
          if (operation !== undefined) page.status.value = `${operation} waits: step lets it go.`;
        },
        view: (view) => (page.view.value = view),
      });
      await this.#show(session);
      if (report.error !== undefined) page.output.value = { ...page.output.value, error: report.error };
      if (report.trouble !== undefined) page.notice(report.trouble);
      page.status.value = sentenceOf(report, performance.now() - begun, stepping);
      if (page.pane.value === "lesson") page.pane.value = report.outcome === "done" ? "state" : "code";
      this.#judge();
    } catch (thrown) {
      page.status.value = `This could not be run: ${messageOf(thrown)}`;
    }
    batch(() => {
      page.waiting.value = undefined;
      page.phase.value = "idle";
      page.ended.value++;
    });
  }

  /** Asks the lesson whether its task is done. */
  #judge(): void {
    const { lesson, view, check, done } = this.#page;
    if (view.value?.run === undefined || this.#page.shared.value) return;
    try {
      check.value = lesson.value.check(view.value);
    } catch (thrown) {
      check.value = { done: false, message: `This lesson's check does not understand what it found: ${messageOf(thrown)}` };
    }
    if (!check.value.done || done.value.has(lesson.value.id)) return;
    done.value = new Set([...done.value, lesson.value.id]);
    void this.#session?.keeper.write("page", "done", [...done.value]);
  }

  async #change(said: string, change: (session: Session) => Promise<void>): Promise<void> {
    const page = this.#page;
    if (page.busy.value || page.phase.value === "broken") return;
    await this.#inOrder(async () => {
      const session = await this.#ready();
      page.phase.value = "running";
      try {
        await change(session);
        page.status.value = `${said}.`;
      } catch (thrown) {
        page.status.value = messageOf(thrown);
      }
      await this.#show(session);
      page.check.value = undefined;
      page.phase.value = "idle";
    });
  }

  /** Goes to the workspace that the address names, and shows what is there. */
  async #enter(): Promise<void> {
    const page = this.#page;
    const session = await this.#ready();
    this.#turning = true;
    page.phase.value = "loading";
    const shared = await this.#sharedHere();
    if (shared === undefined) this.#followFragment();
    const lesson = page.lesson.value;
    this.#space = shared === undefined ? lesson.id : "shared";
    this.#beginning = { seed: shared?.seed ?? FIRST_SEED, now: shared?.now ?? FIRST_NOW, setup: lesson.setup };
    if (shared !== undefined && (await session.keeper.read("shared", "link")) !== location.hash) {
      await session.keeper.clear("shared");
      await session.keeper.write("shared", "link", location.hash);
      await session.keeper.write("shared", `text-${shared.mode}`, shared.text);
      await session.keeper.write("shared", "mode", shared.mode);
    }
    await this.#readTexts(session, shared);
    this.#turning = false;
    try {
      await session.enter(this.#space, this.#beginning);
    } catch (thrown) {
      page.notice(messageOf(thrown));
    }
    await this.#show(session);
    const { output } = session.history.current;
    page.output.value = { lines: output ?? [], dropped: 0 };
    this.#skippedPrediction = false;
    if (page.done.value.has(lesson.id)) this.#judge();
    page.phase.value = "idle";
  }

  async #sharedHere(): Promise<Shared | undefined> {
    const page = this.#page;
    if (!isShared(location.hash)) return undefined;
    const shared = await sharedOf(location.hash);
    const lesson = page.lessons.find(({ id }) => id === shared?.lesson);
    if (shared === undefined || lesson === undefined) {
      page.notice("The link that brought you here was cut or changed on its way: what it should show cannot be read.");
      history.replaceState(null, "", location.pathname);
      return undefined;
    }
    page.turnTo(lesson);
    page.shared.value = true;
    page.pane.value = "code";
    return shared;
  }

  #followFragment(): void {
    const [, id] = /^#\/([\w-]+)$/.exec(location.hash) ?? [];
    const lesson = this.#page.lessons.find((lesson) => lesson.id === id);
    if (lesson !== undefined && lesson !== this.#page.lesson.value) this.#page.turnTo(lesson);
  }

  async #readTexts({ keeper }: Session, shared: Shared | undefined): Promise<void> {
    const page = this.#page;
    const given = async (name: string): Promise<string | undefined> => {
      const text = await keeper.read(this.#space, name);
      return typeof text === "string" ? text : undefined;
    };
    // What the reader did before the engine was there is newer than what was kept.
    const touched = page.touched.value;
    // Without storage, what the link brought is all there is.
    if (shared !== undefined) page.texts[shared.mode].value = shared.text;
    for (const mode of MODES) {
      if (touched) await keeper.write(this.#space, `text-${mode}`, page.texts[mode].value);
      else page.texts[mode].value = (await given(`text-${mode}`)) ?? page.texts[mode].value;
    }
    const mode = touched ? page.mode.value : ((await given("mode")) ?? shared?.mode);
    page.mode.value = MODES.find((known) => known === mode) ?? "code";
    const predicted = page.predicted.value ?? (await keeper.read(this.#space, "predicted"));
    page.predicted.value = typeof predicted === "number" ? predicted : undefined;
    if (page.predicted.value !== undefined) await keeper.write(this.#space, "predicted", page.predicted.value);
  }

  /** Writes what is typed, a little after it was. */
  #keepTexts(): void {
    const { texts, mode } = this.#page;
    for (const name of [...MODES, "which"] as const) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let first = true;
      effect(() => {
        const value = name === "which" ? mode.value : texts[name].value;
        const typed = !first && !this.#turning;
        first = false;
        if (!typed) return;
        const space = this.#space;
        clearTimeout(timer);
        timer = setTimeout(() => void this.#session?.keeper.write(space, name === "which" ? "mode" : `text-${name}`, value), kSaveAfterMs);
      });
    }
  }

  async #show(session: Session): Promise<void> {
    const page = this.#page;
    const view = await session.view();
    batch(() => {
      page.view.value = view;
      page.now.value = session.now;
      page.seed.value = session.seed;
      page.position.value = session.history.position;
      page.steps.value = session.history.steps.map(({ kind }) => kind);
    });
  }

  #text(): string {
    const { mode, texts } = this.#page;
    return mode.value === "form" ? requestOfForm(texts.form.value) : texts[mode.value].value;
  }

  #ready(): Promise<Session> {
    return this.#opening ?? Promise.reject(new Error("The engine is not there."));
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}

export function titleOf(lesson: Lesson): string {
  return `${lesson.title} – hashrange playground`;
}

function sentenceOf(report: RunReport, ms: number, stepped: boolean): string {
  const { length } = report.run.requests;
  const made = `${length} ${length === 1 ? "request" : "requests"}`;
  if (report.why === "limit") return `Stopped after ${SECONDS_MAX} seconds, with ${made} made. What they wrote is there.`;
  if (report.why === "reader") return `Stopped by you, with ${made} made.`;
  if (report.outcome === "failed") return `The program failed, with ${made} made.`;
  return stepped
    ? `Done: ${made}.`
    : `Done: ${made} in ${ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`}.`;
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
