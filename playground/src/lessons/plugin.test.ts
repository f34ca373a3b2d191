// A lesson's Markdown becomes what the page shows, and what is wrong with it is said with the file's name.
import { expect, it } from "vitest";

import { lessonOf } from "../../lessons_plugin.js";

const text = `---
title: A title: with a colon
minutes: 5
question: Which?
options:
  - this
  + that
  - none
explanation: Since.
---
Some *text* with \`code\`.

## Task

Do **it**.
`;

it("reads all of it", () => {
  expect(lessonOf(text, "lesson.md")).toEqual({
    title: "A title: with a colon",
    minutes: 5,
    prediction: { question: "Which?", options: ["this", "that", "none"], answer: 1, explanation: "Since." },
    html: "<p>Some <em>text</em> with <code>code</code>.</p>",
    task: "<p>Do <strong>it</strong>.</p>",
  });
});

it.each([
  ["---\n", "", "there is no head"],
  ["title: A title: with a colon\n", "", "title is missing"],
  ["minutes: 5", "minutes: five", "minutes is no number"],
  ["  + that", "  - that", "no option is marked"],
  ["  - none", "  + none", "two options are marked"],
  ["explanation: Since.", "explanation Since.", "neither a value nor an option: explanation Since."],
  ["## Task\n", "", "one section ## Task"],
])("without %j it says what is wrong", (from, to, message) => {
  expect(() => lessonOf(text.replace(from, to), "some/lesson.md")).toThrow(`some/lesson.md: `);
  expect(() => lessonOf(text.replace(from, to), "some/lesson.md")).toThrow(message);
});
