// What the tests of the runtimes share: where their binaries are, and what exercise.mjs answers in each of them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "../package/installed.js";

/** The binary in a package of tests/, or the one that the variable names. Those packages are for Linux on x86-64 only. */
export function binary(variable: string, path: string): string {
  const file = process.env[variable] ?? join(root, "tests/node_modules", path);
  if (!existsSync(file)) throw new Error(`There is no ${file}: run npm ci in tests/, or name the binary in ${variable}.`);
  return file;
}

const pk = { S: "ключ 😀" };

export const answers = {
  signed: [200, 400],
  told: ["begin", "end"],
  tables: [1, 0],
  ticked: false,
  status: "CREATING",
  bytes: [0, 1, 255],
  updated: { pk, sk: { N: "1" }, n: { N: "0.3" }, list: { L: [{ NULL: true }, { SS: ["a", "b"] }] } },
  queried: [[{ sk: { N: "2" } }, { sk: { N: "1" } }], { pk, sk: { N: "1" } }],
  refusals: [
    [true, "ConditionalCheckFailedException", "pk,sk,text"],
    [true, "ValidationException", ""],
    [true, "ResourceNotFoundException", ""],
    [true, "ValidationException", ""],
  ],
};

/** What exerciseHttp answers. */
export const overHttp = {
  health: [200, "healthy: dynamodb.eu-west-2.amazonaws.com "],
  created: [200, "CREATING"],
  put: [200, {}],
  got: [200, 20_000, "application/x-amz-json-1.0"],
  refused: [400, "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"],
  unsigned: [400, "com.amazon.coral.service#MissingAuthenticationTokenException"],
  broken: 500,
  tooLarge: expect.toBeOneOf([413, "closed"]),
  after: 200,
};
