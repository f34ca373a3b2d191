// boto3 over HTTP, as Debian packages it: another SDK, another HTTP stack, and one that looks at the checksum of answers.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { start, type Serving } from "./serving.js";

// Debian's own, where python3-boto3 is installed.
const python = process.env["HASHRANGE_PYTHON"] ?? "/usr/bin/python3";

let server: Serving;
beforeAll(async () => void (server = await start()));
afterAll(async () => expect(await server?.stop()).toBe(0));

/** What the program's steps answered. */
async function run(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, program), server.url]);
  return JSON.parse(stdout);
}

const conditional = "ConditionalCheckFailed";
const unmet = "The conditional request failed";
const notFound = "Requested resource not found";

it("answers what a program with boto3 asks", async () => {
  const titles = Array.from({ length: 12 }, (_, number) => `Film ${String(number).padStart(2, "0")}`);
  expect(await run("boto3_program.py")).toEqual({
    status: "ACTIVE",
    same: true,
    request_id: expect.stringMatching(/^[0-9A-Z]{52}$/) as string,
    retries: 0,
    updated: 1,
    pages: 3,
    titles,
    filtered: ["Film 00", "Film 01", "Film 02", "Film 04"],
    refusals: [
      ["ConditionalCheckFailedException", unmet, 400],
      ["ResourceNotFoundException", notFound, 400],
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
});

it("answers the resource interface: values both ways, conditions, the batch writer, paging and exceptions", async () => {
  expect(await run("boto3_resource_program.py")).toEqual({
    table: ["orders", "ACTIVE", 0, "byStatus", "order"],
    tables: ["orders"],
    same: true,
    types: { decimal: "Decimal", bytes: "Binary", strings: "set", none: "NoneType", nested: "dict" },
    binary: ["00ff", true, ["00", "01"]],
    serialized: true,
    low: true,
    float: "Float types are not supported. Use Decimal types instead.",
    inexact: true,
    range: [
      "1 validation error detected: Number overflow. Attempting to store a number with magnitude larger than supported range",
      "1 validation error detected: Number underflow. Attempting to store a number with magnitude smaller than supported range",
    ],
    written: 59,
    batch: [[[3, "closed"], [59, "late"]], {}],
    keys: [[3, 4, 5], [0, 1], [59, 57], [59]],
    filters: {
      both: [42, 45, 48, 51, 54, 57],
      either: [1, 57],
      not: [0, 1, 2, 3, 4, 59],
      in: [59],
      begins: [59],
      contains: [0, 1],
      size: [0, 3],
      type: [],
      missing: [59],
      between: [2, 3, 4],
    },
    pages: [[16, 25], [17, 25], [5, 9]],
    segments: 60,
    updated: ["1", ["t", "u"], 1],
    capacity: [2, 1],
    condition: [unmet, 400],
    absent: { Code: "ResourceNotFoundException", Message: notFound },
    taken: { Code: "ResourceInUseException", Message: "Table already exists: orders" },
    invalid: ["ValidationException", "Query condition missed key schema element: customer"],
    refused_by_boto3: "ParamValidationError",
    large: { Code: "ValidationException", Message: "Item size has exceeded the maximum allowed size" },
  });
});

it("answers the client interface: waiters, paginators, transactions, PartiQL and streams", async () => {
  expect(await run("boto3_client_program.py")).toEqual({
    created: ["CREATING", "ACTIVE", true, 5],
    waited: expect.stringMatching(/^Max attempts exceeded.*ResourceNotFoundException$/) as string,
    tags: [{ Key: "team", Value: "engine" }],
    ttl: "expires",
    unprocessed: {},
    pages: [20, 20, 10],
    resumed: [15, "15", 35, false],
    searched: ["40", "41", "42", "43", "44", "45", "46", "47", "48", "49"],
    tables: [["b-table", "c-table", "d-table"], ["ledger"]],
    index: 25,
    once: [["WriteCapacityUnits"], ["ReadCapacityUnits"]],
    mismatch: ["IdempotentParameterMismatchException", expect.stringContaining("same client token") as string],
    canceled: [
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]",
      [
        { Code: "None" },
        { Code: conditional, Message: unmet, Item: { pk: { S: "a" }, sk: { S: "01" }, n: { N: "1" }, kind: { S: "odd" } } },
        { Code: conditional, Message: unmet },
      ],
      0,
    ],
    invalid: [{ Code: "ValidationError", Message: "The provided expression refers to an attribute that does not exist in the item" }],
    same_item: ["ClientError", "Transaction request cannot include multiple operations on one item"],
    read: [{ Item: { n: { N: "1" } } }, {}],
    inserted: [],
    selected: [["10", "11", "12", "13", "14"], [], []],
    returned: [{ pk: { S: "p" }, sk: { S: "1" }, list: { L: [{ N: "1" }, { NULL: true }] } }],
    duplicate: ["DuplicateItemException", "Duplicate primary key exists in table"],
    batch: [[{ n: { N: "4" } }, null], [null, null], [null, "ValidationError"]],
    canceled_statements: ["None", conditional],
    mixed: ["ClientError", "Read and write requests together in the same batch is not supported."],
    nonsense: ["ClientError", "Statement wasn't well formed, can't be processed: Unexpected keyword"],
    same_stream: true,
    stream: ["ENABLED", "NEW_AND_OLD_IMAGES", ["pk", "sk"], 1],
    records: [{ INSERT: 51, MODIFY: 1, REMOVE: 2 }, { N: "0" }, { N: "1" }],
    last: ["REMOVE"],
    no_stream: ["ResourceNotFoundException", expect.stringMatching(/^Requested resource not found: Stream: arn:\S+:table\/absent\/stream\/\S+ not found$/) as string],
    no_iterator: ["ClientError", "Invalid ShardIterator"],
    absent: ["ResourceNotFoundException", "Requested resource not found: Table: absent not found"],
    absent_item: ["ResourceNotFoundException", notFound],
    condition: ["ConditionalCheckFailedException", unmet],
    validation: ["ClientError", "The provided key element does not match the schema"],
    taken: ["ResourceInUseException", "Table already exists: ledger"],
    left: [],
  });
});
