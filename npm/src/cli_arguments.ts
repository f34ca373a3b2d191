// The command line of hashrange: what was asked for, or one sentence on what is wrong with it. Tested by cli_arguments.test.ts.
import { parseArgs } from "node:util";
import { isRegion } from "./region.js";

export type LogLevel = "silent" | "error" | "info" | "debug";

/** In the order in which they say more. */
export const LOG_LEVELS: readonly LogLevel[] = ["silent", "error", "info", "debug"];

export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | {
      readonly kind: "serve";
      readonly port: number;
      readonly host: string;
      readonly directory: string | undefined;
      readonly region: string;
      readonly log: LogLevel;
    }
  /** `message`: one sentence. */
  | { readonly kind: "wrong"; readonly message: string };

export const HELP = `hashrange: DynamoDB's semantics as a library, and as a server for any AWS SDK or CLI.

  npx hashrange serve [--port 8000] [--host 127.0.0.1] [--data DIR] [--region NAME] [--log LEVEL]

  --port PORT    where to listen; 0 picks a free port
  --host HOST    the address to listen on. Whoever reaches it can do everything
  --data DIR     keep the data in this directory; without it the data is gone at the end
  --region NAME  answer as this region of AWS does, and name it in ARNs; eu-west-2 by default
  --log LEVEL    on stderr: ${LOG_LEVELS.join(", ")}. "error" by default; "info" has a line for each request
  --help         this text
  --version      the version

Any key, any secret and any region in a request will do: AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
aws dynamodb list-tables --region local --endpoint-url http://127.0.0.1:8000
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  region: { type: "string" },
  log: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const PORT_MAX = 65535;

/** `args`: what stands behind the program's name. */
export function commandOf(args: readonly string[]): Command {
  // Not strict: Node's own messages are several sentences long.
  const { values, positionals, tokens } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(OPTIONS, token.name) ? OPTIONS[token.name as keyof typeof OPTIONS] : undefined;
    if (option === undefined) return wrong(`There is no option ${token.rawName}`);
    if (option.type === "boolean" && token.value !== undefined) return wrong(`${token.rawName} takes no value`);
    if (option.type === "string" && isMissing(token)) return wrong(`${token.rawName} needs a value`);
  }
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const [command, further] = positionals;
  if (command === undefined) return wrong("There must be a command, serve");
  if (command !== "serve") return wrong(`There is no command ${command}, only serve`);
  if (further !== undefined) return wrong(`serve takes options only, not ${further}`);
  return serveCommand(values as { [Name in keyof typeof OPTIONS]?: string });
}

/** An option behind an option is no value, except where `=` says that it is. */
function isMissing({ value, inlineValue }: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined }): boolean {
  return value === undefined || value === "" || (value.startsWith("-") && inlineValue !== true);
}

function serveCommand(options: { [Name in keyof typeof OPTIONS]?: string }): Command {
  const { port = "8000", host = "127.0.0.1", data, region = "eu-west-2", log = "error" } = options;
  if (!/^\d{1,5}$/.test(port) || Number(port) > PORT_MAX) return wrong(`--port takes a number from 0 to ${PORT_MAX}, not ${port}`);
  const level = LOG_LEVELS.find((known) => known === log);
  if (level === undefined) return wrong(`--log takes ${LOG_LEVELS.join(", ")}, not ${log}`);
  if (!isRegion(region)) return wrong(`--region takes the name of an AWS region such as eu-west-2, not ${region}`);
  return { kind: "serve", port: Number(port), host, directory: data, region, log: level };
}

function wrong(what: string): Command {
  return { kind: "wrong", message: `${what}: see hashrange --help.` };
}
