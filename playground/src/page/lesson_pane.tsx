// The lesson: its text, the question before the first run, the task, and what is missing from it.
import type { Parts } from "./frame.js";
import { turnTo } from "./header.js";

export function LessonPane({ page, actions }: Parts) {
  const lesson = page.lesson.value;
  const index = page.lessons.indexOf(lesson);
  return (
    <section class="pane lesson-pane" id="lesson-pane" aria-label="Lesson" tabIndex={-1}>
      <div class="scroll" tabIndex={0} role="group" aria-label="Lesson text" key={lesson.id}>
        <article>
          <p class="eyebrow">
            Lesson {index + 1} of {page.lessons.length} · {lesson.minutes} minutes
          </p>
          <h2 class="title">{lesson.title}</h2>
          <div class="prose" dangerouslySetInnerHTML={{ __html: lesson.html }} />
          <Prediction page={page} actions={actions} />
          <Task page={page} actions={actions} />
          <Turn page={page} actions={actions} index={index} />
        </article>
        <footer class="foot">
          <p>
            Everything runs in this page: no server, no account, no tracking. Amazon DynamoDB is a trademark of Amazon.com, Inc. or its
            affiliates; hashrange is not affiliated with Amazon.
          </p>
          <noscript>Without JavaScript the lessons can be read, but nothing can be run.</noscript>
        </footer>
      </div>
    </section>
  );
}

function Prediction({ page, actions }: Parts) {
  const { question, options, answer, explanation } = page.lesson.value.prediction;
  const chosen = page.predicted.value;
  return (
    <fieldset class="card prediction" id="prediction">
      <legend>
        <span class="tag">Predict first</span> {question}
      </legend>
      {options.map((option, index) => (
        <label key={index} data-chosen={chosen === index ? (index === answer ? "right" : "wrong") : undefined}>
          <input type="radio" name="prediction" checked={chosen === index} onChange={() => actions.predict(index)} />
          <span>{option}</span>
        </label>
      ))}
      <div role="status">
        {chosen !== undefined && (
          <p class="explanation">
            <strong>{chosen === answer ? "Right." : `It is: ${options[answer]}.`}</strong> {explanation}
          </p>
        )}
      </div>
    </fieldset>
  );
}

function Task({ page, actions }: Parts) {
  const lesson = page.lesson.value;
  const check = page.check.value;
  const done = check?.done === true || (check === undefined && page.done.value.has(lesson.id));
  const solved = page.beforeSolution.value !== undefined;
  return (
    <section class="card task" aria-label="Task" data-done={done ? "" : undefined}>
      <h3>
        <span class="tag">Task</span>
        {done && <span class="mark"> ✓ done</span>}
      </h3>
      <div class="prose" dangerouslySetInnerHTML={{ __html: lesson.task }} />
      <div class="verdict">
        {check !== undefined && (
          <p data-done={check.done ? "" : undefined}>{check.done ? `✓ ${check.message}` : `Not yet: ${check.message}`}</p>
        )}
      </div>
      <div class="row">
        <button type="button" class="quiet small" onClick={() => actions.toggleSolution()}>
          {solved ? "Back to my code" : "Show a solution"}
        </button>
        <button type="button" class="quiet small" onClick={() => actions.restoreText()}>
          Restore the lesson's code
        </button>
      </div>
    </section>
  );
}

function Turn({ page, actions, index }: Parts & { readonly index: number }) {
  const link = (at: number, words: string) => {
    const lesson = page.lessons[at];
    if (lesson === undefined) return <span />;
    const follow = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turnTo(actions, lesson);
    };
    return (
      <a href={`${lesson.id}.html`} onClick={follow} rel={at < index ? "prev" : "next"}>
        <small>{words}</small>
        {lesson.title}
      </a>
    );
  };
  return (
    <nav class="turn" aria-label="Other lessons">
      {link(index - 1, "Before")}
      {link(index + 1, "Next")}
    </nav>
  );
}
