// DynamoDB's HTTP protocol in front of an engine: what is answered to which request, in which order the faults come, headers, checksums
// and compression. Knows no transport: server.ts brings requests from node:http, fetch.ts from the web's Request.
//
// The order, first fault wins: method and content type, compression, JSON, target, signature, then the engine.
// Sources are beside the rules. Invariant: `answer` never rejects. Tested by protocol.test.ts, server.test.ts and tests/clients.
import { crc32 } from "../../web/crc32.js";
import { HostError } from "../../web/errors.js";
import { acceptedEncoding, encodingOf, type Compression } from "./content_encoding.js";
import type { Internals } from "./internals.js";
import { RequestIds } from "./request_id.js";
import { operations, streamsOperations } from "./shapes.gen.js";
import { refusalJson } from "./signature.js";
import { SignatureCheck, signatureFault } from "./signature_check.js";

/** A request, whoever carried it. */
export interface ProtocolRequest {
  readonly method: string;
  /** Path and query as sent: `/`, or `/?X-Amz-Algorithm=...` of a presigned request. */
  readonly url: string;
  /** A header's value by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** As of SignedRequest: what was sent more than once, apart. */
  readonly values?: ((name: string) => readonly string[]) | undefined;
  /** As sent, compressed or not; at most kRequestBytesMax of it. */
  readonly body: Uint8Array;
}

export interface ProtocolResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The exception's name, when DynamoDB refused. */
  readonly refusal?: string | undefined;
  /** What stopped the host, when it did. For the log: the client is told less. */
  readonly failure?: unknown;
}

/** 16 MiB. Above: 413. Source: AWS Developer Guide, "Service, account, and table quotas" (API request size); dynalite 4. */
export const kRequestBytesMax = 16 * 1024 * 1024;
/** Longer answers are compressed when the client asks. Source: ScyllaDB Alternator, test_compressed_response.py, run against AWS in 2025. */
const kCompressedBytesMin = 4096;

const JSON_TYPES: ReadonlySet<string> = new Set(["application/x-amz-json-1.0", "application/json"]);
const TARGET_PREFIX = "DynamoDB_20120810.";
const STREAMS_TARGET_PREFIX = "DynamoDBStreams_20120810.";
const DYNAMODB = "com.amazonaws.dynamodb.v20120810";
const EXPOSED_HEADERS = "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date";
const PREFLIGHT_SECONDS = "172800";

/** A body before it gets its headers. */
interface Content {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly refusal?: string | undefined;
  readonly failure?: unknown;
}

export class Protocol {
  readonly #dispatch: Internals["dispatch"];
  readonly #compression: Compression;
  readonly #requestIds = new RequestIds();
  readonly #region: string;
  readonly #check: SignatureCheck | undefined;
  readonly #encoder = new TextEncoder();

  /**
   * `region`: what the health check names, as ARNs do. `credentials`: the option of serve; without it every signature will do. What
   * SignatureCheck throws is thrown.
   */
  constructor(internals: Pick<Internals, "dispatch"> & Partial<Pick<Internals, "region">>, compression: Compression, credentials?: unknown) {
    this.#region = internals.region ?? "eu-west-2";
    this.#check = credentials === undefined ? undefined : new SignatureCheck(credentials, this.#region);
    this.#dispatch = (target, body) => internals.dispatch(target, body);
    this.#compression = compression;
  }

  async answer(request: ProtocolRequest): Promise<ProtocolResponse> {
    const headers = this.#headers(request);
    if (request.method === "OPTIONS" && request.header("origin") !== undefined) return this.#preflight(request, headers);
    return this.#finish(await this.#content(request), headers, request.header("accept-encoding"));
  }

  /** The answer to a request whose body is too large to be taken. */
  tooLarge(request: Omit<ProtocolRequest, "body">): ProtocolResponse {
    const headers = this.#headers(request);
    return { status: 413, headers: { ...headers, "Content-Length": "0", "x-amz-crc32": "0" }, body: new Uint8Array(0) };
  }

  async #content(request: ProtocolRequest): Promise<Content> {
    const [contentType = ""] = (request.header("content-type") ?? "").split(";");
    const type = contentType.trim().toLowerCase();
    if (request.method === "GET" && /^\/?(\?|$)/.test(request.url)) {
      return this.#text(200, "text/plain", `healthy: dynamodb.${this.#region}.amazonaws.com `);
    }
    // Source: dynalite 4, observed on AWS.
    if (request.method !== "POST" || (request.body.length > 0 && !JSON_TYPES.has(type))) {
      return this.#text(404, "application/xml", "<UnknownOperationException/>\n");
    }
    const echoed = type === "application/x-amz-json-1.0" ? type : "application/json";
    const body = await this.#decompressed(request, echoed);
    return body instanceof Uint8Array ? this.#operation(request, body, echoed) : body;
  }

  /** The body as JSON text, or the answer to one that is none. */
  async #decompressed(request: ProtocolRequest, type: string): Promise<Uint8Array | Content> {
    const encoding = encodingOf(request.header("content-encoding"));
    if (encoding === null) return request.body;
    // What is compressed in a way that DynamoDB does not know, or badly, is its own failure to DynamoDB.
    // Source: ScyllaDB Alternator, test_compressed_request.py, run against AWS in 2025.
    if (encoding === undefined) return this.#serverFault(type, "The request's Content-Encoding is neither gzip nor deflate.");
    const body = await this.#compression.decompress(encoding, request.body, kRequestBytesMax);
    if (body === "too large") return { status: 413, type, body: new Uint8Array(0) };
    if (body === "broken") return this.#serverFault(type, `The request's body is not ${encoding}.`);
    return body;
  }

  async #operation(request: ProtocolRequest, body: Uint8Array, type: string): Promise<Content> {
    const target = request.header("x-amz-target") ?? "";
    const fault = await signatureFault(request, this.#check);
    // The engine looks at body and target itself, but knows nothing of signatures, and to it an empty body is not JSON whatever the target:
    // those two come here first.
    if (fault !== undefined || body.length === 0) {
      if (body.length > 0 && !isJsonObject(body)) return this.#refusal(type, "SerializationException");
      if (!isKnown(target)) return this.#refusal(type, "UnknownOperationException");
      if (fault !== undefined) return this.#refusal(type, fault.name, fault.message);
    }
    try {
      const answer = await this.#dispatch(target, body);
      return { ...answer, type, refusal: answer.status === 200 ? undefined : refusalOf(answer.body) };
    } catch (failure) {
      // Only what the host says of itself is fit for a client.
      return this.#serverFault(type, failure instanceof HostError ? failure.message : "", failure);
    }
  }

  #refusal(type: string, name: string, message?: string): Content {
    return { ...this.#text(400, type, refusalJson(name, message)), refusal: name };
  }

  #serverFault(type: string, message: string, failure?: unknown): Content {
    const name = "InternalServerError";
    return { ...this.#text(500, type, JSON.stringify({ __type: `${DYNAMODB}#${name}`, message: message || undefined })), refusal: name, failure };
  }

  #text(status: number, type: string, text: string): Content {
    return { status, type, body: this.#encoder.encode(text) };
  }

  #headers(request: Omit<ProtocolRequest, "body">): Record<string, string> {
    const headers: Record<string, string> = { Server: "Server", "x-amzn-RequestId": this.#requestIds.next() };
    if (request.header("origin") !== undefined) {
      headers["Access-Control-Allow-Origin"] = "*";
      headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS;
    }
    return headers;
  }

  /** Source: dynalite 4 and ScyllaDB Alternator, test_cors.py, both run against AWS. */
  #preflight(request: ProtocolRequest, headers: Record<string, string>): ProtocolResponse {
    const asked = { "Access-Control-Allow-Headers": request.header("access-control-request-headers"), "Access-Control-Allow-Methods": request.header("access-control-request-method") };
    for (const [name, value] of Object.entries(asked)) if (value) headers[name] = value;
    headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS;
    headers["Content-Length"] = "0";
    headers["x-amz-crc32"] = "0";
    return { status: 200, headers, body: new Uint8Array(0) };
  }

  async #finish(content: Content, headers: Record<string, string>, acceptEncoding: string | undefined): Promise<ProtocolResponse> {
    let { body } = content;
    headers["Content-Type"] = content.type;
    const encoding = body.length > kCompressedBytesMin ? acceptedEncoding(acceptEncoding) : undefined;
    if (encoding !== undefined && this.#compression.compress !== undefined) {
      body = await this.#compression.compress(encoding, body);
      headers["Content-Encoding"] = encoding;
    }
    headers["Content-Length"] = String(body.length);
    // Of the bytes as they are sent. Source: ScyllaDB Alternator, test_crc.py, run against AWS in 2026.
    headers["x-amz-crc32"] = String(crc32(body));
    return { status: content.status, headers, body, refusal: content.refusal, failure: content.failure };
  }
}

function isKnown(target: string): boolean {
  const name = target.slice(target.indexOf(".") + 1);
  if (!Object.hasOwn(operations, name)) return false;
  return target === (streamsOperations.has(name) ? STREAMS_TARGET_PREFIX : TARGET_PREFIX) + name;
}

function isJsonObject(body: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The exception's name in the engine's answer, which begins with its `__type`. */
function refusalOf(body: Uint8Array): string | undefined {
  return /^\{"__type":"[^"#]*#([^"]*)"/.exec(new TextDecoder().decode(body.subarray(0, 200)))?.[1];
}
