// Makes doc/api.md, the reference page of the public API, from the package's declarations. Needs no wasm, only `npm ci`.
//
//   npm --prefix npm run doc
//
// A test of the package (tests/package/node.test.ts) says when the page is out of date. tsc's output is even: a statement begins at the
// margin, after its comment, and ends at the margin.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { declarations } from "./declarations.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
const types = join(here, "dist/types/npm/src");
const page = join(here, "doc/api.md");

const ENTRIES = [
  ["hashrange", "index"],
  ["hashrange/sdk", "sdk"],
  ["hashrange/sdk/document", "sdk_document"],
  ["hashrange/sdk/streams", "sdk_streams"],
  ["hashrange/server", "server"],
  ["hashrange/worker", "worker"],
];
const SHAPES = join(types, "shapes.gen.d.ts");
// Of the shapes the page shows the operations in a table, and this one.
const SHOWN_SHAPES = ["AttributeValue"];

/** @typedef {{ comment: string, text: string }} Statement */

/** The statements of a declaration file with the comments before them. @returns {Statement[]} */
function statementsOf(file) {
  const statements = [];
  let comment = [];
  let text = [];
  let inComment = false;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (text.length === 0 && (inComment || line.startsWith("/**"))) {
      if (!inComment) comment = [];
      comment.push(line);
      inComment = !line.includes("*/");
      if (!inComment && comment.some((one) => one.includes("@module"))) {
        statements.push({ comment: proseOf(comment), text: "" });
        comment = [];
      }
      continue;
    }
    if (text.length === 0 && (line === "" || line.startsWith("//"))) continue;
    text.push(line);
    if (/^\S.*[;}]$|^[;}]$/.test(line) && balanced(text)) {
      statements.push({ comment: proseOf(comment), text: text.join("\n") });
      comment = [];
      text = [];
    }
  }
  return statements;
}

function balanced(lines) {
  const code = lines.filter((line) => !/^\s*(\/?\*|\/\/)/.test(line)).join("");
  return count(code, /[{([]/g) === count(code, /[})\]]/g);
}

function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

/** The text inside a comment's stars. */
function proseOf(lines) {
  const text = lines
    .join("\n")
    .replace(/^\/\*\*\s?/, "")
    .replace(/\s*\*\/\s*$/, "")
    .replace(/^ \* ?/gm, "")
    .replace(/^@module$/m, "");
  return text.trim();
}

const NAME = /^export (?:declare )?(?:abstract )?(?:type|interface|class|function|const) (\w+)/;

/** What an entry exports: by name, the statements that declare it, in the order of the entry. */
function exportsOf(file, only) {
  const found = new Map();
  const add = (name, statement) => found.set(name, [...(found.get(name) ?? []), statement]);
  const late = [];
  for (const statement of statementsOf(file)) {
    const name = NAME.exec(statement.text)?.[1];
    const from = /^export (type )?(\*|\{([^}]*)\}) from "(.*)\.js";$/.exec(statement.text);
    // A namespace only spells out the union of its name.
    if (statement.text.includes(" namespace ")) continue;
    if (name !== undefined && (only === undefined || only.includes(name))) add(name, statement);
    if (from !== null) late.push(from);
  }
  for (const [, , , list, path] of late) {
    const source = resolve(dirname(file), `${path}.d.ts`);
    const names = source === SHAPES ? SHOWN_SHAPES : list?.split(",").map((one) => one.trim().replace(/^type /, ""));
    for (const [name, statements] of exportsOf(source, names)) for (const statement of statements) add(name, statement);
  }
  return found;
}

function codeOf({ text }) {
  return text
    .replace(/^export (declare )?/, "")
    .replace(/^ {4}#private;\n/m, "")
    .replace(/^ {4}private constructor\(.*\n/m, "")
    .replaceAll("    ", "  ");
}

function section(name, statements) {
  const prose = statements.map(({ comment }) => comment).filter((comment) => comment !== "");
  const code = statements.map(codeOf);
  return `### ${name}\n\n${[...prose, `\`\`\`ts\n${code.join("\n\n")}\n\`\`\``].join("\n\n")}\n`;
}

/** The members of an interface, optional ones with a question mark. */
function membersOf(shapes, name) {
  const { text = "" } = shapes.get(name)?.[0] ?? {};
  return [...text.matchAll(/^ {4}(\w+\??):/gm)].map(([, member]) => member);
}

function operationTable() {
  const shapes = exportsOf(SHAPES);
  const operations = shapes.get("Operations")[0].text;
  const rows = [...operations.matchAll(/^ {4}(\w+): \{\n\s*input: (\w+);\n\s*output: (\w+);/gm)].map(([, name, input, output]) => {
    const method = name.charAt(0).toLowerCase() + name.slice(1);
    const list = (type) => membersOf(shapes, type).join(", ") || "-";
    return `| \`${method}\` | \`${input}\`: ${list(input)} | \`${output}\`: ${list(output)} |`;
  });
  if (rows.length === 0) throw new Error("shapes.gen.d.ts has no operations in it");
  return `### The operations

Methods of a \`Database\`, of its \`sync\`, its \`document\` and its \`sync.document\`. Members with a question mark may be left out. The types have
the names that the AWS SDK gives them, are exported by \`hashrange\`, and are assignable to and from the SDK's.

| Method | Takes | Answers |
|---|---|---|
${rows.join("\n")}
`;
}

/** The page's text. */
export function apiPage() {
  if (!existsSync(types)) throw new Error("There are no declarations in dist/types: run npm run build first.");
  const parts = ["<!-- Generated by scripts/api_page.mjs from the declarations. Do not edit: npm --prefix npm run doc -->\n", "# The API of hashrange\n"];
  for (const [entry, file] of ENTRIES) {
    const path = join(types, `${file}.d.ts`);
    const [head] = statementsOf(path);
    parts.push(`## ${entry}\n`, `${head.text === "" ? head.comment : ""}\n`);
    const exported = exportsOf(path);
    for (const [name, statements] of exported) {
      parts.push(section(name, statements));
      if (name === "Database") parts.push(operationTable());
    }
  }
  return parts.join("\n").replace(/\n{3,}/g, "\n\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  declarations();
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, apiPage());
}
