// What the tests of clients share: a server as a user starts one, the built dist/cli.js in a process of its own, and raw requests to it.
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { headersFor } from "../../npm/src/protocol_testing.js";
import { root } from "../package/installed.js";

export const program = join(root, "npm/dist/cli.js");

export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it has written to stderr so far. */
  readonly stderr: () => string;
  /** Sends the signal and answers the exit code when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `hashrange serve` on a free port with these further arguments; resolves when it says that it listens, and with what it said. */
export async function start(args: readonly string[] = [], options: SpawnOptions = {}, command: readonly string[] = [process.execPath, program]): Promise<Serving> {
  const [executable = "", ...before] = command;
  const child = spawn(executable, [...before, "serve", "--port", "0", ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let stdout = "";
  let stderr = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.endsWith("\n")) resolve();
    });
    void ended.then(([code]) => reject(new Error(`hashrange serve ended with ${String(code)}: ${stderr}`)));
  });
  const [, url] = /^hashrange listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(stdout) ?? [];
  if (url === undefined) throw new Error(`hashrange serve said ${JSON.stringify(stdout)}`);
  return {
    url,
    process: child,
    stderr: () => stderr,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      return (await ended)[0] as number | null;
    },
  };
}

/** One operation as HTTP, without a client's help. */
export async function call(url: string, operation: string, input: object): Promise<[status: number, answer: Record<string, unknown>]> {
  const response = await fetch(url, { method: "POST", headers: headersFor(operation), body: JSON.stringify(input) });
  return [response.status, (await response.json()) as Record<string, unknown>];
}
