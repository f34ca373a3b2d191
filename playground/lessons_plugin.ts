// A lesson's Markdown as a module: the text and the task as HTML, the rest of it as plain values. A lesson.md is
//
//   ---
//   title: Items and keys
//   minutes: 5
//   question: What is asked before the first run?
//   options:
//     - a wrong answer
//     + the right one
//   explanation: What is shown after choosing.
//   ---
//   the text
//   ## Task
//   what the reader is to do
//
// Nothing of the Markdown parser reaches the page.
import { marked } from "marked";
import type { Plugin } from "vite";

export interface LessonText {
  readonly title: string;
  readonly minutes: number;
  readonly prediction: {
    readonly question: string;
    readonly options: readonly string[];
    readonly answer: number;
    readonly explanation: string;
  };
  readonly html: string;
  readonly task: string;
}

export function lessonsPlugin(): Plugin {
  return {
    name: "lessons",
    transform(text, id) {
      if (!/\/lesson\.md$/.test(id)) return undefined;
      return { code: `export default ${JSON.stringify(lessonOf(text, id))};`, map: null, moduleType: "js" };
    },
  };
}

/** `file` is for the message of the error that is thrown when something is missing. */
export function lessonOf(text: string, file: string): LessonText {
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what}`);
  };
  const [, head, body] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? fail("there is no head between two lines of ---");
  const values = new Map<string, string>();
  const options: string[] = [];
  let answer = -1;
  for (const line of head!.split("\n")) {
    const option = /^ {2}([-+]) (.+)$/.exec(line);
    const value = /^(\w+): ?(.*)$/.exec(line);
    if (option !== null) {
      if (option[1] === "+") answer = answer < 0 ? options.length : fail("two options are marked as right");
      options.push(option[2]!);
    } else if (value !== null) {
      values.set(value[1]!, value[2]!.trim());
    } else {
      fail(`this line of the head is neither a value nor an option: ${line}`);
    }
  }
  if (answer < 0) fail("no option is marked as right with +");
  const value = (name: string): string => values.get(name) || fail(`${name} is missing`);
  const minutes = Number(value("minutes"));
  if (!(minutes > 0)) fail("minutes is no number");
  const [lesson, task, ...more] = body!.split(/^## Task\n/m);
  if (task === undefined || more.length > 0) fail("there must be one section ## Task");
  const html = (markdown: string): string => marked.parse(markdown, { async: false }).trim();
  return {
    title: value("title"),
    minutes,
    prediction: { question: value("question"), options, answer, explanation: value("explanation") },
    html: html(lesson!),
    task: html(task!),
  };
}
