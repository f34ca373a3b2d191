// The pages of the site as HTML, made when it is built (pages_plugin.ts).
import { renderToString } from "preact-render-to-string";
import { lessons } from "./lessons/index.js";
import { Actions, titleOf } from "./page/actions.js";
import { Frame } from "./page/frame.js";
import { PageState } from "./page/page_state.js";
import type { Lesson } from "./contract.js";

function pageOf(lesson: Lesson, file: string) {
  const page = new PageState(lessons, lesson);
  const html = renderToString(<Frame page={page} actions={new Actions(page)} />);
  const description = `${lesson.title}: a lesson of ${lesson.minutes} minutes on DynamoDB, with a database in the page. Nothing to install, no account.`;
  return { file, title: titleOf(lesson), description, html, lesson: lesson.id };
}

export const pages = [pageOf(lessons[0]!, "index.html"), ...lessons.map((lesson) => pageOf(lesson, `${lesson.id}.html`))];
