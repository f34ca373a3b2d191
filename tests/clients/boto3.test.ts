// boto3 over HTTP, as Debian packages it: another SDK, another HTTP stack, and one that looks at the checksum of answers.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { start } from "./serving.js";

// Debian's own, where python3-boto3 is installed.
const python = process.env["HASHRANGE_PYTHON"] ?? "/usr/bin/python3";

it("answers what a program with boto3 asks", async () => {
  const server = await start();
  try {
    const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, "boto3_program.py"), server.url]);
    const titles = Array.from({ length: 12 }, (_, number) => `Film ${String(number).padStart(2, "0")}`);
    expect(JSON.parse(stdout)).toEqual({
      status: "ACTIVE",
      same: true,
      request_id: expect.stringMatching(/^[0-9A-Z]{52}$/) as string,
      retries: 0,
      updated: 1,
      pages: 3,
      titles,
      filtered: ["Film 00", "Film 01", "Film 02", "Film 04"],
      refusals: [
        ["ConditionalCheckFailedException", "The conditional request failed", 400],
        ["ResourceNotFoundException", "Requested resource not found", 400],
        ["ValidationException", "The provided key element does not match the schema", 400],
      ],
      plain: [200, null, "Film 01"],
      gzip: [200, "gzip", "Film 01"],
      presigned: [200, null, "Film 01"],
      records: [
        ["INSERT", { year: { N: "2001" }, title: { S: "A.I." } }, "00"],
        ["REMOVE", { year: { N: "2001" }, title: { S: "A.I." } }, ""],
      ],
      tables: [],
    });
  } finally {
    expect(await server.stop()).toBe(0);
  }
});
