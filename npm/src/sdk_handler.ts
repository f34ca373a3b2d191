// A request handler for the AWS SDK's clients that answers their HTTP requests in-process, from the engine's JSON protocol, and the
// configuration that goes with it. Any client of the SDK v3 takes both; knows the SDK by its shapes only, imports only types.
// Tested by sdk_handler.test.ts.
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Credentials } from "./credentials.js";
import type { Database } from "./database.js";
import type { JsonAnswer } from "./engine_calls.js";
import { internalsOf, type Internals } from "./internals.js";
import { RequestIds } from "./request_id.js";
import { withAbort, type SendOptions } from "./sdk_abort.js";
import { CORAL, refusalJson, type SignatureFault } from "./signature.js";
import { SignatureCheck, signatureFault } from "./signature_check.js";

/** What the SDK's clients take as `requestHandler`. */
export type RequestHandler = NonNullable<DynamoDBClientConfig["requestHandler"]>;

export interface RequestHandlerOptions {
  /**
   * As of `serve`: requests must be signed with one of these keys and for the database's region, or are refused as DynamoDB refuses them. For
   * tests of a program that gets its credentials wrong, or late. Without it no signature is looked at.
   */
  readonly credentials?: Credentials | readonly Credentials[] | undefined;
}

/** The members of a client's configuration that `clientConfig` sets. */
export type LocalClientConfig = Required<Pick<DynamoDBClientConfig, "region" | "credentials" | "signer" | "logger" | "requestHandler">>;

/**
 * A request handler whose requests are answered by `database`, for a client of the SDK that is configured otherwise by you:
 * `new DynamoDBClient({ region, credentials, requestHandler: requestHandler(db) })`. No endpoint matters: nothing is sent anywhere.
 *
 * Every command goes through the SDK's whole middleware, its retries too. One handler may serve many clients; `destroy()` of a client
 * closes neither it nor the database. Throws a TypeError when `credentials` are not what they should be.
 */
export function requestHandler(database: Database, options: RequestHandlerOptions = {}): RequestHandler {
  const internals = internalsOf(database);
  const { credentials } = options;
  return handlerOf(internals, credentials === undefined ? undefined : new SignatureCheck(credentials, internals.region));
}

/**
 * What a client of the SDK needs to be answered by `database`: the handler, and a region, credentials, a signer and a logger that do
 * nothing but spare the SDK the work. `overrides` come on top, except for a `requestHandler`, which is refused with a TypeError.
 *
 * ```ts
 * const client = new DynamoDBClient(clientConfig(db));
 * const other = new DynamoDBClient({ ...clientConfig(db), maxAttempts: 1 });
 * ```
 */
export function clientConfig<Overrides extends object = object>(
  database: Database,
  overrides?: Overrides & { readonly requestHandler?: never },
): Omit<LocalClientConfig, keyof Overrides> & Overrides {
  return localConfig(internalsOf(database), overrides ?? {}) as unknown as Omit<LocalClientConfig, keyof Overrides> & Overrides;
}

/** @internal As `clientConfig`. */
export function localConfig(internals: Internals, overrides: object): DynamoDBClientConfig {
  if ("requestHandler" in overrides && overrides.requestHandler !== undefined) {
    throw new TypeError("A client that answers from a database takes no requestHandler: leave it out, or use the SDK's own client.");
  }
  return {
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // Nobody verifies a signature here.
    signer: { sign: async (request: unknown) => request } as unknown as LocalClientConfig["signer"],
    // The SDK's default logger filters every output through its schema and then drops it.
    logger: {} as LocalClientConfig["logger"],
    ...overrides,
    requestHandler: handlerOf(internals),
  };
}

/** The SDK's request, as far as it is used here. */
interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function handlerOf(internals: Internals, check?: SignatureCheck): RequestHandler {
  const requestIds = new RequestIds();
  const handler = {
    metadata: { handlerProtocol: "hashrange" },
    handle: (request: HttpRequest, options: SendOptions = {}) =>
      withAbort(options.abortSignal, async () => {
        const target = headerOf(request, "x-amz-target") ?? "";
        const sent = await bytesOf(request.body);
        const fault = check === undefined ? undefined : await faultOf(request, sent, check);
        const { status, body } = fault === undefined ? explained(target, await internals.dispatch(target, sent)) : refusal(fault);
        const headers: Record<string, string> = {
          "content-type": "application/x-amz-json-1.0",
          "content-length": String(body.length),
          "x-amzn-requestid": requestIds.next(),
          // By which the SDK sets its clock right when a signature is refused.
          ...(check === undefined ? {} : { date: new Date().toUTCString() }),
        };
        return { response: { statusCode: status, headers, body } };
      }),
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
  return handler as unknown as RequestHandler;
}

function headerOf({ headers }: HttpRequest, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

async function faultOf(request: HttpRequest, body: Uint8Array, check: SignatureCheck): Promise<SignatureFault | undefined> {
  const parameters = Object.entries(request.query ?? {}).flatMap(([name, value]) => [value ?? ""].flat().map((one) => [name, one]));
  const query = new URLSearchParams(parameters).toString();
  const url = request.path + (query === "" ? "" : `?${query}`);
  const header = (name: string): string | undefined => headerOf(request, name);
  return signatureFault({ method: request.method, url, header, body }, check);
}

function refusal({ name, message }: SignatureFault): JsonAnswer {
  return { status: 400, body: new TextEncoder().encode(refusalJson(name, message)) };
}

const UNKNOWN_OPERATION = `{"__type":"${CORAL}#UnknownOperationException"`;

/** DynamoDB says no word about an operation that it does not know, and the SDK makes "UnknownError" of that. As on the short way. */
function explained(target: string, answer: JsonAnswer): JsonAnswer {
  if (answer.status !== 400 || answer.body.length !== UNKNOWN_OPERATION.length + 1) return answer;
  if (!new TextDecoder().decode(answer.body).startsWith(UNKNOWN_OPERATION)) return answer;
  const message = noSuchOperation(target.slice(target.indexOf(".") + 1));
  return { status: 400, body: new TextEncoder().encode(`${UNKNOWN_OPERATION},"message":${JSON.stringify(message)}}`) };
}

/** @internal What is said of an operation that the engine has not. */
export function noSuchOperation(name: string): string {
  return `hashrange does not have the operation ${name} yet`;
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array(0);
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  // Node's streams; a Response takes those in Node alone.
  if (typeof body === "object" && Symbol.asyncIterator in body && !isWebStream(body)) return joined(body as AsyncIterable<unknown>);
  // An ArrayBuffer, a Blob or a web stream.
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}

function isWebStream(body: object): boolean {
  return typeof ReadableStream === "function" && body instanceof ReadableStream;
}

async function joined(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: BlobPart[] = [];
  for await (const chunk of stream) chunks.push(chunk as BlobPart);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
