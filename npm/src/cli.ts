#!/usr/bin/env node
// The program `hashrange`: reads the command line, opens the database, serves it until SIGTERM or SIGINT, and then flushes. Exit codes:
// 0 ended as asked, 1 could not do it, 2 the command line is wrong. Tested by tests/clients/cli.test.ts.
import { readFileSync } from "node:fs";
import process from "node:process";
import { reason } from "../../web/errors.js";
import { commandOf, HELP, LOG_LEVELS, type Command, type LogLevel } from "./cli_arguments.js";
import type { Credentials } from "./credentials.js";
import { credentialsIn } from "./credentials_file.js";
import { open } from "./index.node.js";
import { serve, type ServerEvent } from "./server.js";

// Who reads our output may go before we do.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    complain(reason(error));
    process.exitCode = 1;
  },
);

async function main(): Promise<number> {
  const command = commandOf(process.argv.slice(2));
  switch (command.kind) {
    case "help":
      process.stdout.write(HELP);
      return 0;
    case "version":
      process.stdout.write(`${version()}\n`);
      return 0;
    case "wrong":
      complain(command.message);
      return 2;
    case "serve":
      return run(command);
  }
}

async function run(command: Command & { kind: "serve" }): Promise<number> {
  const { port, host, directory, region, log, lifecycleDelays } = command;
  const credentials = credentialsOf(command);
  if (typeof credentials === "string") {
    complain(credentials);
    return 1;
  }
  // Before the database is opened: reading a large one takes a while, and being told to stop meanwhile is no failure.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  const database = await open({ storage: directory === undefined ? "memory" : `file:${directory}`, region, lifecycleDelays });
  try {
    const server = await serve({ database, port, host, credentials, log: logger(log) });
    process.stdout.write(`hashrange listening on ${server.url}\n`);
    await stopped;
    await server.close();
  } finally {
    await database.close();
  }
  return 0;
}

/** The keys that were asked for, undefined where none were, or one sentence on why they cannot be had. */
function credentialsOf({ credentialsFile, credentialsFromEnvironment }: Command & { kind: "serve" }): Credentials[] | undefined | string {
  if (credentialsFile === undefined && !credentialsFromEnvironment) return undefined;
  const found: Credentials[] = [];
  if (credentialsFromEnvironment) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
    if (!accessKeyId || !secretAccessKey) return `--credentials-from-env needs ${accessKeyId ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"} in the environment.`;
    found.push({ accessKeyId, secretAccessKey });
  }
  if (credentialsFile !== undefined) {
    const text = textOf(credentialsFile);
    if (text === undefined) return `The file ${credentialsFile} of --credentials cannot be read.`;
    const listed = credentialsIn(text, credentialsFile);
    if (typeof listed === "string") return listed;
    found.push(...listed);
  }
  return found;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Prints what the level lets through. Events carry nothing secret. */
function logger(level: LogLevel): (event: ServerEvent) => void {
  const says = (needed: LogLevel): boolean => LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(needed);
  const print = (text: string): void => void process.stderr.write(`${new Date().toISOString()} ${text}\n`);
  return (event) => {
    switch (event.kind) {
      case "failure":
        if (says("error")) print(`${event.requestId === "" ? "a connection" : `request ${event.requestId}`} failed: ${reason(event.error)}`);
        break;
      case "answer":
        if (says("info")) print(answerText(event));
        break;
      case "malformed":
        if (says("debug")) print(`what arrived was no request: ${event.code}`);
        break;
    }
  };
}

function answerText({ operation, status, refusal, requestBytes, responseBytes, ms, requestId }: ServerEvent & { kind: "answer" }): string {
  const outcome = refusal === undefined ? String(status) : `${status} ${refusal}`;
  return `${operation || "-"} ${outcome} ${ms.toFixed(1)} ms, ${requestBytes} bytes in, ${responseBytes} out, ${requestId}`;
}

function complain(sentence: string): void {
  process.stderr.write(`hashrange: ${sentence}\n`);
}

function version(): string {
  // Beside dist/, where this file lies when it runs.
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
