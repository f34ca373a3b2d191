import { describe, expect, it } from "vitest";
import { commandOf, HELP } from "./cli_arguments.js";
import { DELAY_NAMES } from "./lifecycle.js";

const parsed = (line: string) => commandOf(line.split(" ").filter((word) => word !== ""));

describe("the command line", () => {
  it("serves on this machine's port 8000, in memory, when nothing else is said", () => {
    expect(parsed("serve")).toEqual({ kind: "serve", port: 8000, host: "127.0.0.1", directory: undefined, region: "eu-west-2", log: "error", credentialsFile: undefined, credentialsFromEnvironment: false, lifecycleDelays: undefined });
  });

  it("takes credentials from a file, the environment or both", () => {
    expect(parsed("serve --credentials keys")).toMatchObject({ credentialsFile: "keys", credentialsFromEnvironment: false });
    expect(parsed("serve --credentials-from-env")).toMatchObject({ credentialsFile: undefined, credentialsFromEnvironment: true });
    expect(parsed("serve --credentials-from-env --credentials=keys")).toMatchObject({ credentialsFile: "keys", credentialsFromEnvironment: true });
  });

  it("takes the delay of any state", () => {
    expect(parsed("serve --lifecycle-delays createTable=1000")).toMatchObject({ lifecycleDelays: { createTable: 1000 } });
    expect(parsed("serve --lifecycle-delays=deleteTable=0,fillIndex=1000000000000000")).toMatchObject({ lifecycleDelays: { deleteTable: 0, fillIndex: 1e15 } });
    const all = Object.fromEntries(DELAY_NAMES.map((name, index) => [name, index]));
    expect(parsed(`serve --lifecycle-delays ${Object.entries(all).map((pair) => pair.join("=")).join(",")}`)).toMatchObject({ lifecycleDelays: all });
    for (const name of DELAY_NAMES) expect(HELP).toContain(name);
  });

  it("takes its options before and behind the command, with a space or an equals sign", () => {
    const all = { kind: "serve", port: 0, host: "::1", directory: "./data", region: "us-east-1", log: "debug", credentialsFile: "./keys", credentialsFromEnvironment: true, lifecycleDelays: { updateTable: 5 } };
    expect(parsed("serve --port 0 --host ::1 --data ./data --region us-east-1 --log debug --credentials ./keys --credentials-from-env --lifecycle-delays updateTable=5")).toEqual(all);
    expect(parsed("--port=0 --host=::1 --credentials-from-env serve --data=./data --region=us-east-1 --log=debug --credentials=./keys --lifecycle-delays=updateTable=5")).toEqual(all);
    expect(parsed("serve --data=-odd")).toMatchObject({ directory: "-odd" });
  });

  it("helps and says its version, whatever else is asked", () => {
    for (const line of ["--help", "-h", "serve --help", "serve --port 80 -h"]) expect(parsed(line)).toEqual({ kind: "help" });
    for (const line of ["--version", "serve --version"]) expect(parsed(line)).toEqual({ kind: "version" });
    expect(HELP).toContain("npx hashrange serve");
  });

  const refusals: [line: string, what: string][] = [
    ["", "There must be a command, serve"],
    ["server", "There is no command server, only serve"],
    ["serve now", "serve takes options only, not now"],
    ["serve --prot 80", "There is no option --prot"],
    ["serve -p 80", "There is no option -p"],
    ["--help --nonsense", "There is no option --nonsense"],
    ["serve --help=no", "--help takes no value"],
    ["serve --port", "--port needs a value"],
    ["serve --port=", "--port needs a value"],
    ["serve --data --log info", "--data needs a value"],
    ["serve --port 65536", "--port takes a number from 0 to 65535, not 65536"],
    ["serve --port -1", "--port needs a value"],
    ["serve --port 80a", "--port takes a number from 0 to 65535, not 80a"],
    ["serve --port 0x50", "--port takes a number from 0 to 65535, not 0x50"],
    ["serve --region local", "--region takes the name of an AWS region such as eu-west-2, not local"],
    ["serve --region eu-west", "--region takes the name of an AWS region such as eu-west-2, not eu-west"],
    ["serve --log verbose", "--log takes silent, error, info, debug, not verbose"],
    ["serve --credentials", "--credentials needs a value"],
    ["serve --credentials-from-env=yes", "--credentials-from-env takes no value"],
    ["serve --lifecycle-delays", "--lifecycle-delays needs a value"],
    ...["1000", "create=1", '{"createTable":1000}', "constructor=1"].map((text): [string, string] => [
      `serve --lifecycle-delays ${text}`,
      `--lifecycle-delays takes createTable=MS,updateTable=MS,deleteTable=MS,allocateIndex=MS,fillIndex=MS,deleteIndex=MS, any of them, not ${text}`,
    ]),
    ["serve --lifecycle-delays createTable=1,", "--lifecycle-delays takes createTable=MS,updateTable=MS,deleteTable=MS,allocateIndex=MS,fillIndex=MS,deleteIndex=MS, any of them, not "],
    ...["-1", "1.5", "1e3", "soon", "1=2", "9999999999999999"].map((text): [string, string] => [
      `serve --lifecycle-delays createTable=${text}`,
      `--lifecycle-delays takes a number of milliseconds for createTable, not ${text}`,
    ]),
    ["serve --lifecycle-delays createTable", "--lifecycle-delays takes a number of milliseconds for createTable, not none"],
    ["serve --lifecycle-delays createTable=1,createTable=2", "--lifecycle-delays has createTable twice"],
    ["serve --constructor", "There is no option --constructor"],
  ];
  it.each(refusals)("refuses %j with a sentence", (line, what) => {
    expect(parsed(line)).toEqual({ kind: "wrong", message: `${what}: see hashrange --help.` });
  });
});
