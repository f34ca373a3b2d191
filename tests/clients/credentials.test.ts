// `hashrange serve` with credentials: who signs with the right key is answered, who does not gets DynamoDB's own refusal. The AWS SDK for
// JavaScript signs here by header and by query, boto3 by header, each with its own implementation of SigV4.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as Sdk from "../../npm/node_modules/@aws-sdk/client-dynamodb/dist-types/index.js";
import type * as Streams from "../../npm/node_modules/@aws-sdk/client-dynamodb-streams/dist-types/index.js";
import type * as Signing from "../../npm/node_modules/@smithy/signature-v4/dist-types/index.js";
import { root } from "../package/installed.js";
import { call, program, start, type Serving } from "./serving.js";

const require = createRequire(join(root, "npm/package.json"));
const sdk = require("@aws-sdk/client-dynamodb") as typeof Sdk;
const streams = require("@aws-sdk/client-dynamodb-streams") as typeof Streams;
// What the SDK itself signs with.
const { SignatureV4 } = createRequire(require.resolve("@aws-sdk/client-dynamodb"))("@smithy/signature-v4") as typeof Signing;
const python = process.env["HASHRANGE_PYTHON"] ?? "/usr/bin/python3";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
const unknownKey = "The security token included in the request is invalid.";

let folder: string;
let server: Serving;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hashrange-credentials-"));
  writeFileSync(join(folder, "keys"), `[default]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\n[second]\naws_access_key_id=SECOND\naws_secret_access_key=second\n`);
  server = await start(["--credentials", join(folder, "keys"), "--region", "us-east-1"]);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = (config: Sdk.DynamoDBClientConfig = {}): Sdk.DynamoDBClient => new sdk.DynamoDBClient({ endpoint: server.url, region: "us-east-1", credentials, ...config });
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => "it was not refused", (error: unknown) => error);

describe("the AWS SDK for JavaScript", () => {
  it("is answered with a key of the file, also for streams and with a session token", async () => {
    for (const right of [credentials, { accessKeyId: "SECOND", secretAccessKey: "second" }, { ...credentials, sessionToken: "a/b+c==" }]) {
      const { TableNames, $metadata } = await client({ credentials: right }).send(new sdk.ListTablesCommand({}));
      expect([TableNames, $metadata.attempts]).toEqual([[], 1]);
    }
    const { Streams: found } = await new streams.DynamoDBStreamsClient({ endpoint: server.url, region: "us-east-1", credentials }).send(new streams.ListStreamsCommand({}));
    expect(found).toEqual([]);
  });

  it.each<[string, Sdk.DynamoDBClientConfig, name: string, message: string]>([
    ["another secret", { credentials: { ...credentials, secretAccessKey: "wrong" } }, "InvalidSignatureException", mismatch],
    ["another key", { credentials: { ...credentials, accessKeyId: "AKIDOTHER" } }, "UnrecognizedClientException", unknownKey],
    ["another region", { region: "eu-west-1" }, "InvalidSignatureException", "Credential should be scoped to a valid region. "],
  ])("is refused with %s", async (_, config, name, message) => {
    expect(await failure(client({ ...config, maxAttempts: 1 }).send(new sdk.ListTablesCommand({})))).toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
  });

  it("finds its clock wrong, and sets it right by itself", async () => {
    const late = { systemClockOffset: -3_600_000 };
    expect(await failure(client({ ...late, maxAttempts: 1 }).send(new sdk.ListTablesCommand({})))).toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/) as string,
    });
    expect((await client(late).send(new sdk.ListTablesCommand({}))).$metadata.attempts).toBe(2);
  });

  it("signs requests beforehand, by their query", async () => {
    const presigned = async (secretAccessKey: string): Promise<[status: number, answer: unknown]> => {
      const { hostname, port } = new URL(server.url);
      const signer = new SignatureV4({ credentials: { ...credentials, secretAccessKey }, region: "us-east-1", service: "dynamodb", sha256: client().config.sha256 });
      const headers = { host: `${hostname}:${port}`, "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.ListTables" };
      const request = { method: "POST", protocol: "http:", hostname, port: Number(port), path: "/", query: {}, headers, body: "{}" };
      const { query = {} } = await signer.presign(request as never, { expiresIn: 300, unhoistableHeaders: new Set(["x-amz-target"]) });
      const response = await fetch(`${server.url}/?${new URLSearchParams(query as Record<string, string>).toString()}`, { method: "POST", headers, body: "{}" });
      return [response.status, await response.json()];
    };
    expect(await presigned(credentials.secretAccessKey)).toEqual([200, { TableNames: [] }]);
    expect(await presigned("wrong")).toEqual([400, { __type: "com.amazon.coral.service#InvalidSignatureException", message: mismatch }]);
  });
});

it("boto3 is answered with the right key, and refused with any other", async () => {
  const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, "credentials_program.py"), server.url, credentials.accessKeyId, credentials.secretAccessKey]);
  expect(JSON.parse(stdout)).toEqual({
    right: [],
    second: [],
    token: [],
    streams: [],
    written: "a",
    secret: ["InvalidSignatureException", mismatch, 400],
    key: ["UnrecognizedClientException", unknownKey, 400],
    region: ["InvalidSignatureException", "Credential should be scoped to a valid region. ", 400],
    // A header that is sent twice. Source: ExtendDB, test_auth_error_fidelity.py, measured us-east-1 2026-09-16.
    repeated: [200, { TableNames: [] }],
    spaced: [200, { TableNames: [] }],
    joined: [200, { TableNames: [] }],
    swapped: [400, { __type: "com.amazon.coral.service#InvalidSignatureException", message: mismatch }],
  });
});

it("a request with the shape of a signature and none of its substance is refused", async () => {
  expect(await call(server.url, "ListTables", {})).toEqual([400, { __type: "com.amazon.coral.service#InvalidSignatureException", message: expect.stringContaining("Signature") as string }]);
});

describe("hashrange serve", () => {
  it("takes the key of the environment when it is told to, and not otherwise", async () => {
    const env = { ...process.env, AWS_ACCESS_KEY_ID: "FROMENV", AWS_SECRET_ACCESS_KEY: "secret/+=" };
    const asked = await start(["--credentials-from-env"], { env });
    const unasked = await start([], { env });
    try {
      const list = (url: string, accessKeyId: string): Promise<unknown> =>
        failure(new sdk.DynamoDBClient({ endpoint: url, region: "eu-west-2", credentials: { accessKeyId, secretAccessKey: "secret/+=" }, maxAttempts: 1 }).send(new sdk.ListTablesCommand({})).then(() => Promise.reject("answered")));
      expect(await list(asked.url, "FROMENV")).toBe("answered");
      expect(await list(asked.url, "OTHER")).toMatchObject({ name: "UnrecognizedClientException" });
      expect(await list(unasked.url, "OTHER")).toBe("answered");
    } finally {
      for (const one of [asked, unasked]) expect(await one.stop()).toBe(0);
    }
  });

  it("says in one sentence why it has no credentials, and does not serve without", () => {
    const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): unknown => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, "serve", "--port", "0", ...args], { cwd: folder, env: { PATH: process.env["PATH"], ...env }, encoding: "utf8", timeout: 30_000 });
      return [status, stdout, stderr];
    };
    writeFileSync(join(folder, "empty"), "");
    writeFileSync(join(folder, "clash"), "[a]\naws_access_key_id=A\naws_secret_access_key=1\n[b]\naws_access_key_id=A\naws_secret_access_key=2\n");
    expect(run(["--credentials", "absent"])).toEqual([1, "", "hashrange: The file absent of --credentials cannot be read.\n"]);
    expect(run(["--credentials", "empty"])).toEqual([1, "", "hashrange: There is no key in empty: a section such as [default] with aws_access_key_id and aws_secret_access_key.\n"]);
    expect(run(["--credentials", "clash"])).toEqual([1, "", "hashrange: The option credentials has two secrets for the key A.\n"]);
    expect(run(["--credentials-from-env"])).toEqual([1, "", "hashrange: --credentials-from-env needs AWS_ACCESS_KEY_ID in the environment.\n"]);
    expect(run(["--credentials-from-env"], { AWS_ACCESS_KEY_ID: "A" })).toEqual([1, "", "hashrange: --credentials-from-env needs AWS_SECRET_ACCESS_KEY in the environment.\n"]);
  });
});
