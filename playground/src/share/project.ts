// The reader's work as a project of its own: the program as it stands in the editor, the lesson's data, and a test that runs both in Node
// against a database of this package. The program is not changed at all: the SDK is told by environment variables where DynamoDB is.
// Tested by project.test.ts, and by tests/browser/playground_project.test.ts in an empty folder.
import type { JsonRequest } from "../run/json_requests.js";

export interface ProjectContent {
  /** Part of file and package names. */
  readonly name: string;
  readonly title: string;
  readonly program: string;
  readonly setup?: string | undefined;
  readonly seed: string;
  readonly now: number;
  /** What happened when the program ran in the page on the lesson's data. */
  readonly expected: Expected;
  readonly versions: { readonly hashrange: string; readonly sdk: string };
}

export interface Expected {
  /** The name of the exception that ended the program, if one did. */
  readonly failure?: string | undefined;
  /** Items by table. */
  readonly tables: Readonly<Record<string, number>>;
}

/** The files of the project by their names. */
export function projectFiles(content: ProjectContent): Record<string, string> {
  const { name, program, setup, versions } = content;
  const files: Record<string, string> = {
    "package.json": `${JSON.stringify(
      {
        name,
        private: true,
        type: "module",
        scripts: { test: "node --test", start: "node run.js" },
        dependencies: { "@aws-sdk/client-dynamodb": versions.sdk, "@aws-sdk/lib-dynamodb": versions.sdk },
        devDependencies: { hashrange: versions.hashrange },
      },
      null,
      2,
    )}\n`,
    "README.md": readme(content),
    "program.js": ended(program),
    "database.js": database(content),
    "run.js": RUN,
    "program.test.js": test(content),
  };
  if (setup !== undefined) files["setup.js"] = ended(setup);
  return files;
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function readme({ title }: ProjectContent): string {
  return `# ${title}

A program from the hashrange playground.

\`\`\`
npm install
npm start      # runs program.js once
npm test       # runs it and looks at what it left
\`\`\`

\`program.js\` knows nothing of hashrange: \`database.js\` opens a database in memory behind DynamoDB's own protocol and points the AWS SDK at
it by environment variables. Without those the same program talks to DynamoDB.
`;
}

function database({ seed, now, setup }: ProjectContent): string {
  return `// A database in memory behind DynamoDB's protocol, where the AWS SDK finds it by the environment. Clock and seed are the playground's.
import { open } from "hashrange";
import { serve } from "hashrange/server";

export async function start() {
  const database = await open({ clock: ${now}, seed: ${JSON.stringify(seed)} });
  const server = await serve({ database, port: 0 });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = server.url;
  process.env.AWS_REGION = "eu-west-2";
  process.env.AWS_ACCESS_KEY_ID = "any";
  process.env.AWS_SECRET_ACCESS_KEY = "any";
${setup === undefined ? "" : `  await import("./setup.js");\n`}  return {
    database,
    async stop() {
      await server.close();
      await database.close();
    },
  };
}
`;
}

const RUN = `import { start } from "./database.js";

const { stop } = await start();
try {
  await import("./program.js");
} finally {
  await stop();
}
`;

function test({ expected }: ProjectContent): string {
  const { failure, tables } = expected;
  const run =
    failure === undefined
      ? `  await import("./program.js");`
      : `  // As in the playground: it ends with this exception.\n  await assert.rejects(import("./program.js"), { name: ${JSON.stringify(failure)} });`;
  return `import assert from "node:assert/strict";
import { after, test } from "node:test";
import { start } from "./database.js";

const { database, stop } = await start();
after(stop);

test("the program leaves what it left in the playground", async () => {
${run}
  const { tables } = await database.inspect();
  const items = Object.fromEntries(tables.map((table) => [table.TableName, table.itemCount]));
  assert.deepEqual(items, ${JSON.stringify(tables, null, 2).replaceAll("\n", "\n  ")});
});
`;
}

/** Requests in DynamoDB's JSON as a program for the SDK, which prints what is answered and goes on after a refusal, as the page does. */
export function programOfRequests(requests: readonly JsonRequest[]): string {
  const commands = [...new Set(requests.map(({ operation }) => `${operation}Command`))].sort();
  const calls = requests.map(({ operation, body }) => `await send(new ${operation}Command(${inputText(JSON.parse(body))}));`);
  return `import { ${["DynamoDBClient", ...commands].join(", ")} } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});

async function send(command) {
  try {
    const { $metadata, ...output } = await client.send(command);
    console.log(command.constructor.name, output);
  } catch (error) {
    console.error(command.constructor.name, error.name, error.message);
  }
}

${calls.join("\n")}
`;
}

/** The input as the SDK takes it: what is base64 in JSON is bytes there. */
function inputText(input: unknown): string {
  const bytes = "\u0000bytes:";
  const marked = JSON.stringify(
    input,
    (key, value: unknown) => {
      if (key === "B" && typeof value === "string") return bytes + value;
      if (key === "BS" && Array.isArray(value)) return value.map((one) => bytes + String(one));
      return value;
    },
    2,
  );
  return marked.replaceAll(
    /"\\u0000bytes:([^"]*)"/g,
    (_, text: string) => `Uint8Array.from(atob("${text}"), (sign) => sign.charCodeAt(0))`,
  );
}
