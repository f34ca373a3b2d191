// The frame: header, three panes, time bar. What is where on which width is in page.css: three panes beside each other, or the lesson and the
// code in turn beside the state, or on a phone one of the three.
import "../theme.css";
import "./page.css";
import "./lesson.css";
import "./code.css";
import "./time.css";
import { useEffect } from "preact/hooks";
import { StatePane } from "../state/index.js";
import type { Actions } from "./actions.js";
import { CodePane } from "./code_pane.js";
import { Header } from "./header.js";
import { LessonPane } from "./lesson_pane.js";
import type { PageState, Pane } from "./page_state.js";
import { StatusLine, TimeBar } from "./time_bar.js";

export interface Parts {
  readonly page: PageState;
  readonly actions: Actions;
}

const PANES: readonly (readonly [Pane, string])[] = [
  ["lesson", "Lesson"],
  ["code", "Code"],
  ["state", "State"],
];

export function Frame({ page, actions }: Parts) {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => onKey(event, page, actions);
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [page, actions]);
  return (
    <>
      <a class="skip" href="#code-pane" onClick={() => (page.pane.value = "code")}>
        Skip to the code
      </a>
      <Header page={page} actions={actions} />
      <Notices page={page} />
      <nav class="switch" aria-label="What is shown">
        {PANES.map(([pane, name]) => (
          <button
            key={pane}
            type="button"
            data-pane={pane}
            aria-pressed={page.pane.value === pane}
            onClick={() => (page.pane.value = pane)}
          >
            {name}
          </button>
        ))}
      </nav>
      <main class="panes" data-pane={page.pane.value}>
        <LessonPane page={page} actions={actions} />
        <CodePane page={page} actions={actions} />
        <section class="pane state-pane" id="state-pane" aria-label="State" tabIndex={-1}>
          <h2 class="unseen">State</h2>
          <StatePane view={page.view.value} />
        </section>
      </main>
      <StatusLine page={page} />
      <TimeBar page={page} actions={actions} />
    </>
  );
}

function Notices({ page }: Pick<Parts, "page">) {
  const notices = page.notices.value;
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <p key={notice}>
          <span>{notice}</span>
          <button
            type="button"
            class="quiet"
            onClick={() => (page.notices.value = notices.filter((other) => other !== notice))}
            aria-label="Dismiss this notice"
          >
            ×
          </button>
        </p>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent, page: PageState, actions: Actions): void {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = (event.target as Element | null)?.closest?.("textarea, input:not([type=radio]), select, .editor") != null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    void actions.run();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && !typing && event.key === "ArrowRight") {
    void actions.step();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && !typing && event.key === "ArrowLeft") {
    if (page.canUndo.value) void actions.undo();
  } else {
    return;
  }
  event.preventDefault();
}
