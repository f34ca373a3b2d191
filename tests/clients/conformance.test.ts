// The conformance cases over HTTP, through the AWS SDK for JavaScript. What the SDK would change or cannot send goes as a raw request, so
// every case is judged.
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type * as Sdk from "../../npm/node_modules/@aws-sdk/client-dynamodb/dist-types/index.js";
import type * as StreamsSdk from "../../npm/node_modules/@aws-sdk/client-dynamodb-streams/dist-types/index.js";
import { headersFor } from "../../npm/src/protocol_testing.js";
import { START_MS, STREAMS_OPERATIONS, difference, expand, keep, readCases, toInput, toJson, type Kept, type Step } from "../conformance/cases.js";
import type * as Hashrange from "../../npm/dist/types/npm/src/index.js";
import type * as HashrangeServer from "../../npm/dist/types/npm/src/server.js";
import { root } from "../package/installed.js";

type Json = ReturnType<typeof expand>;
interface RawStep extends Step {
  readonly target?: string;
  readonly body?: string;
}
type Outcome = { readonly response: Json } | { readonly error: Record<string, unknown> };

const requireOfPackage = createRequire(join(root, "npm/package.json"));
const sdk = requireOfPackage("@aws-sdk/client-dynamodb") as typeof Sdk;
const streamsSdk = requireOfPackage("@aws-sdk/client-dynamodb-streams") as typeof StreamsSdk;

const { open } = (await import(join(root, "npm/dist/index.node.js"))) as typeof Hashrange;
const { serve } = (await import(join(root, "npm/dist/server.js"))) as typeof HashrangeServer;

// Each case has a database of its own, and so a server, and a clock in the hand (conformance/README.md).
let now = 0;
let database: Hashrange.Database;
let server: HashrangeServer.RunningServer;
let client: Sdk.DynamoDBClient;
let streams: StreamsSdk.DynamoDBStreamsClient;
let kept: Kept = {};
async function begin(region: string | undefined): Promise<void> {
  now = START_MS;
  kept = {};
  let entropy = 0;
  database = await open({ region, host: { now: () => now, entropy: () => ++entropy } });
  server = await serve({ database, port: 0 });
  const configuration = { endpoint: server.url, region: "eu-west-2", credentials: { accessKeyId: "any", secretAccessKey: "any" }, maxAttempts: 1 };
  client = new sdk.DynamoDBClient(configuration);
  streams = new streamsSdk.DynamoDBStreamsClient(configuration);
}
afterEach(async () => {
  client.destroy();
  streams.destroy();
  await server.close();
  await database.close();
});

/** A raw request, and what is in its answer. */
async function raw(headers: Record<string, string>, body: string): Promise<Outcome> {
  const response = await fetch(server.url, { method: "POST", headers, body });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.status === 200) return { response: answer as Json };
  const { __type, message, Message, ...further } = answer;
  const text = message ?? Message;
  return { error: { name: String(__type).split("#")[1], ...(text !== undefined && { message: text }), ...further } };
}

const rawOperation = (operation: string, request: unknown): Promise<Outcome> => raw(headersFor(operation), JSON.stringify(expand(request, kept)));

/** The SDK makes what it can of ill-typed values, and its answers have no attribute of that name. */
const isLostOnSdk = (step: Step): boolean => step.error?.name === "SerializationException" || JSON.stringify(step).includes("__proto__");

async function bySdk(operation: string, request: unknown): Promise<Outcome> {
  const ofStreams = STREAMS_OPERATIONS.has(operation);
  const Command = ((ofStreams ? streamsSdk : sdk) as unknown as Record<string, new (input: unknown) => never>)[`${operation}Command`]!;
  try {
    const sent = (ofStreams ? streams : client).send(new Command(toInput(request, kept))) as Promise<{ $metadata: unknown }>;
    const { $metadata: _, ...output } = await sent;
    return { response: toJson(output) };
  } catch (thrown) {
    const error = thrown as Error & { readonly $metadata?: unknown; readonly Item?: unknown; readonly CancellationReasons?: unknown };
    // Without $metadata the SDK's encoder stopped over it, and it never left.
    if (error.$metadata === undefined) return rawOperation(operation, request);
    const { name, message, Item, CancellationReasons } = error;
    return {
      error: {
        name,
        ...(message !== "" && { message }),
        ...(Item !== undefined && { Item: toJson(Item) as object }),
        ...(CancellationReasons !== undefined && { CancellationReasons: toJson(CancellationReasons) as object }),
      },
    };
  }
}

function outcomeOf({ target, body = "", ...step }: RawStep): Promise<Outcome> {
  if (target !== undefined) return raw({ ...headersFor(""), "x-amz-target": target }, body);
  return isLostOnSdk(step) ? rawOperation(step.operation, step.request) : bySdk(step.operation, step.request);
}

async function run(step: RawStep, label: string): Promise<void> {
  now += 1000 + (step.$advance ?? 0);
  if (step.operation === "$tick") {
    await database.tick();
    return;
  }
  const outcome = await outcomeOf(step);
  const subset = step.match === "subset";
  if (step.error !== undefined) {
    if (!("error" in outcome)) throw new Error(`${label} should fail, and answered ${JSON.stringify(outcome.response).slice(0, 1000)}`);
    expect(difference(expand(step.error, kept), outcome.error as Json, subset, "error"), label).toBe(undefined);
  } else {
    if ("error" in outcome) throw new Error(`${label} failed: ${String(outcome.error["name"])}: ${String(outcome.error["message"])}`);
    if (step.response !== undefined) expect(difference(expand(step.response, kept), outcome.response, subset, "response"), label).toBe(undefined);
    keep(step, outcome.response, kept);
  }
}

for (const { file, setup, cases } of readCases(join(root, "tests/conformance/cases"))) {
  describe(file.replace(/\.json$/, ""), () => {
    for (const { name, region, steps } of cases) {
      it(name, async () => {
        await begin(region);
        for (const step of setup) await run(step, "setup");
        for (const [index, step] of steps.entries()) await run(step, `step ${index + 1}, ${step.operation}`);
      });
    }
  });
}
