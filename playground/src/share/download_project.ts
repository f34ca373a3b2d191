// Makes the project (project.ts) and gives it to the reader as a zip file. What its test expects is found out by running the program once
// more, on a database of its own with the lesson's data: the reader's own may have seen more runs.
import { strToU8, zipSync } from "fflate";
import type { Lesson } from "../contract.js";
import { parseRequests } from "../run/json_requests.js";
import { runProgram } from "../run/runner.js";
import { emptyDatabase } from "../session/history.js";
import { Recorder } from "../session/recorder.js";
import type { Beginning, Mode } from "../session/session.js";
import { programOfRequests, projectFiles, type Expected } from "./project.js";
import versions from "virtual:versions";

export interface Work {
  readonly lesson: Lesson;
  readonly mode: Mode;
  readonly text: string;
  readonly beginning: Beginning;
  readonly seed: string;
}

/** Answers the file's name. */
export async function downloadProject({ lesson, mode, text, beginning, seed }: Work): Promise<string> {
  const program = mode === "code" ? text : programOfRequests(parseRequests(text));
  const { setup, now } = beginning;
  const expected = await outcomeOf(program, setup, seed, now);
  const name = `hashrange-${lesson.id}`;
  const files = projectFiles({ name, title: lesson.title, program, setup, seed, now, expected, versions });
  const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([file, content]) => [`${name}/${file}`, strToU8(content)])));
  const address = URL.createObjectURL(new Blob([zipped], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return link.download;
}

async function outcomeOf(program: string, setup: string | undefined, seed: string, now: number): Promise<Expected> {
  const database = await emptyDatabase(seed, now);
  const recorder = new Recorder(database);
  const hooks = { request: (...request: Parameters<Recorder["request"]>) => recorder.request(...request), output: () => {} };
  try {
    if (setup !== undefined) await runProgram(setup, { now, seed }, hooks).ended;
    const end = await runProgram(program, { now: database.clock.nowMs(), seed }, hooks).ended;
    if (end.how === "stopped") throw new Error("the program does not end by itself, so its test would not either.");
    await recorder.finish(0);
    const tables = Object.fromEntries(database.sync.inspect().tables.map(({ TableName, itemCount }) => [TableName, itemCount]));
    return { failure: end.how === "failed" ? end.error.name : undefined, tables };
  } finally {
    await database.close();
  }
}
