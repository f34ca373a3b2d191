// The command line of hashrange: what was asked for, or one sentence on what is wrong with it. Tested by cli_arguments.test.ts.
import { parseArgs } from "node:util";
import { DELAY_MAX, DELAY_NAMES, type LifecycleDelays } from "./lifecycle.js";
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
      /** Where the keys are of those who may send requests; of neither: anybody may. */
      readonly credentialsFile: string | undefined;
      readonly credentialsFromEnvironment: boolean;
      readonly lifecycleDelays: LifecycleDelays | undefined;
    }
  /** `message`: one sentence. */
  | { readonly kind: "wrong"; readonly message: string };

export const HELP = `hashrange: DynamoDB's semantics as a library, and as a server for any AWS SDK or CLI.

  npx hashrange serve [--port 8000] [--host 127.0.0.1] [--data DIR] [--region NAME] [--log LEVEL]
                      [--credentials FILE] [--credentials-from-env] [--lifecycle-delays NAME=MS,...]

  --port PORT    where to listen; 0 picks a free port
  --host HOST    the address to listen on. Whoever reaches it can do everything, unless there are credentials
  --data DIR     keep the data in this directory; without it the data is gone at the end
  --region NAME  answer as this region of AWS does, and name it in ARNs; eu-west-2 by default
  --log LEVEL    on stderr: ${LOG_LEVELS.join(", ")}. "error" by default; "info" has a line for each request
  --credentials FILE
                 answer only requests that are signed with a key of this file, which looks as ~/.aws/credentials does; any section's
  --credentials-from-env
                 the same with the key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
  --lifecycle-delays NAME=MS,...
                 how many milliseconds tables and indexes stay in the states CREATING, UPDATING and DELETING; none by default. Names:
                 ${DELAY_NAMES.join(", ")}
  --help         this text
  --version      the version

Without credentials any key, any secret and any region in a request will do: AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
aws dynamodb list-tables --region local --endpoint-url http://127.0.0.1:8000
With credentials requests must be signed for the region that is served.
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  region: { type: "string" },
  log: { type: "string" },
  credentials: { type: "string" },
  "credentials-from-env": { type: "boolean" },
  "lifecycle-delays": { type: "string" },
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
  return serveCommand(values as Values);
}

type Values = { [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]["type"] extends "boolean" ? boolean : string };

/** An option behind an option is no value, except where `=` says that it is. */
function isMissing({ value, inlineValue }: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined }): boolean {
  return value === undefined || value === "" || (value.startsWith("-") && inlineValue !== true);
}

function serveCommand(options: Values): Command {
  const { port = "8000", host = "127.0.0.1", data, region = "eu-west-2", log = "error", credentials, "lifecycle-delays": delays } = options;
  if (!/^\d{1,5}$/.test(port) || Number(port) > PORT_MAX) return wrong(`--port takes a number from 0 to ${PORT_MAX}, not ${port}`);
  const level = LOG_LEVELS.find((known) => known === log);
  if (level === undefined) return wrong(`--log takes ${LOG_LEVELS.join(", ")}, not ${log}`);
  if (!isRegion(region)) return wrong(`--region takes the name of an AWS region such as eu-west-2, not ${region}`);
  const lifecycleDelays = delays === undefined ? undefined : delaysOf(delays);
  if (typeof lifecycleDelays === "string") return wrong(lifecycleDelays);
  const credentialsFromEnvironment = options["credentials-from-env"] === true;
  return { kind: "serve", port: Number(port), host, directory: data, region, log: level, credentialsFile: credentials, credentialsFromEnvironment, lifecycleDelays };
}

/** `createTable=1000,deleteTable=500`, or what is wrong with it. */
function delaysOf(text: string): LifecycleDelays | string {
  const delays = new Map<string, number>();
  for (const pair of text.split(",")) {
    const [name = "", ms = "", ...more] = pair.split("=");
    const known = DELAY_NAMES.find((one) => one === name);
    if (known === undefined) return `--lifecycle-delays takes ${DELAY_NAMES.map((one) => `${one}=MS`).join(",")}, any of them, not ${pair}`;
    if (!/^\d{1,16}$/.test(ms) || Number(ms) > DELAY_MAX || more.length > 0) return `--lifecycle-delays takes a number of milliseconds for ${name}, not ${pair.slice(name.length + 1) || "none"}`;
    if (delays.has(name)) return `--lifecycle-delays has ${name} twice`;
    delays.set(name, Number(ms));
  }
  return Object.fromEntries(delays);
}

function wrong(what: string): Command {
  return { kind: "wrong", message: `${what}: see hashrange --help.` };
}
