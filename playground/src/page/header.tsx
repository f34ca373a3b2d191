// The name of the page, the lessons, and what is done with the work: sharing it, taking it along.
import { useEffect, useRef } from "preact/hooks";
import type { Lesson } from "../contract.js";
import type { Parts } from "./frame.js";

export function Header({ page, actions }: Parts) {
  const current = page.lesson.value;
  return (
    <header class="head">
      <h1 class="brand">
        hashrange <span>DynamoDB, seen from inside</span>
      </h1>
      <nav aria-label="Lessons">
        <ol>
          {page.lessons.map((lesson, index) => (
            <li key={lesson.id}>
              <LessonLink
                lesson={lesson}
                number={index + 1}
                current={lesson === current}
                done={page.done.value.has(lesson.id)}
                turnTo={() => turnTo(actions, lesson)}
              />
            </li>
          ))}
        </ol>
      </nav>
      <div class="take">
        <button type="button" class="quiet" onClick={() => void actions.share()}>
          Share
        </button>
        <button type="button" class="quiet" onClick={() => void actions.copyAsProject()}>
          Copy as project
        </button>
      </div>
      <LinkDialog page={page} />
    </header>
  );
}

interface LinkProps {
  readonly lesson: Lesson;
  readonly number: number;
  readonly current: boolean;
  readonly done: boolean;
  turnTo(): void;
}

function LessonLink({ lesson, number, current, done, turnTo }: LinkProps) {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    turnTo();
  };
  return (
    <a
      href={`${lesson.id}.html`}
      onClick={follow}
      aria-current={current ? "page" : undefined}
      title={lesson.title}
      data-done={done ? "" : undefined}
    >
      <span class="number" aria-hidden="true">
        {done ? "✓" : number}
      </span>
      <span class="name">{lesson.title}</span>
      {done && <span class="unseen"> (done)</span>}
    </a>
  );
}

/** Goes to the lesson without loading the page anew, under the address that it has as a page. */
export function turnTo(actions: Parts["actions"], lesson: Lesson): void {
  history.pushState(null, "", `${lesson.id}.html`);
  void actions.turnTo(lesson);
}

function LinkDialog({ page }: Pick<Parts, "page">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const link = page.link.value;
  useEffect(() => {
    if (link !== undefined && dialog.current?.open === false) dialog.current.showModal();
  }, [link]);
  const close = (): void => dialog.current?.close();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link ?? "");
      page.status.value = "The link is in the clipboard.";
    } catch {
      dialog.current?.querySelector("input")?.select();
      page.status.value = "The browser does not let the page copy: the link is selected for you.";
      return;
    }
    close();
  };
  return (
    <dialog ref={dialog} aria-labelledby="link-title" onClose={() => (page.link.value = undefined)}>
      <h2 id="link-title">Share what is in the editor</h2>
      <p>The link holds the code, the seed and the clock. Nothing is stored anywhere: whoever has the link has it all.</p>
      <input readOnly value={link ?? ""} aria-label="The link" onFocus={(event) => event.currentTarget.select()} />
      <div class="row">
        <button type="button" onClick={() => void copy()}>
          Copy the link
        </button>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
    </dialog>
  );
}
