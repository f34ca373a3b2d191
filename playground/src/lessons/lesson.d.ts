// What lessons_plugin.ts makes of a lesson's Markdown.
declare module "*/lesson.md" {
  import type { Lesson } from "../contract.js";
  const lesson: Pick<Lesson, "title" | "minutes" | "prediction" | "html" | "task">;
  export default lesson;
}
