/**
 * A database over HTTP, for the AWS SDKs and CLIs of every language: DynamoDB's own protocol, in Node (and what is like it).
 * `npx hashrange serve` is this with a command line around it.
 *
 * ```ts
 * import { open } from "hashrange";
 * import { serve } from "hashrange/server";
 *
 * const db = await open();
 * const server = await serve({ database: db, port: 0 });
 * const health = await (await fetch(server.url)).text();
 * await server.close();
 * await db.close();
 * ```
 *
 * Requests must be signed as for AWS. With the option `credentials` by one of these keys, for the database's region; without it with any key and
 * any secret: neither is looked at, and who can reach the port can do everything.
 *
 * @module
 */
import type { Database } from "./database.js";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { deflate, gunzip, gzip, inflate, type InputType } from "node:zlib";
import { joined, type Compression } from "./content_encoding.js";
import type { Credentials } from "./credentials.js";
import { internalsOf } from "./internals.js";
import { kRequestBytesMax, Protocol, type ProtocolResponse } from "./protocol.js";

export interface ServeOptions {
  /** What `open` has answered. The server does not close it. */
  readonly database: Database;
  /** 8000 by default, where SDKs look with the region `local`. 0: one that is free, see `url`. */
  readonly port?: number | undefined;
  /** The address to listen on; 127.0.0.1 by default, so that this machine alone has access. */
  readonly host?: string | undefined;
  /**
   * The keys of those who may send requests. Signatures (SigV4, in a header or in the query) are then verified as DynamoDB does it, with its own
   * refusals: UnrecognizedClientException for another key, InvalidSignatureException for a wrong signature, one that is more than 15 minutes
   * old or early, and one for another region than the database's. A session token is taken as it is. There is still no TLS: who listens can
   * read everything.
   */
  readonly credentials?: Credentials | readonly Credentials[] | undefined;
  /** Told what happens; what it throws is dropped. Nothing in an event is secret: no header, no value, no signature. */
  readonly log?: ((event: ServerEvent) => void) | undefined;
  /** A request that has not arrived whole after so many milliseconds is answered 408 and its connection closed. 300,000 by default; 0: never. */
  readonly requestTimeoutMs?: number | undefined;
}

export type ServerEvent =
  /** A request was answered. `operation` is empty where the request named none; `refusal` is the exception's name. */
  | {
      readonly kind: "answer";
      readonly operation: string;
      readonly status: number;
      readonly refusal: string | undefined;
      readonly requestBytes: number;
      readonly responseBytes: number;
      readonly ms: number;
      readonly requestId: string;
    }
  /**
   * A request was answered with status 500, because of this: a HostError, or a defect of this package. Without `requestId`: a connection
   * could not be taken.
   */
  | { readonly kind: "failure"; readonly error: unknown; readonly requestId: string }
  /** What arrived was no HTTP, or not in time. `code` is Node's. */
  | { readonly kind: "malformed"; readonly code: string };

export interface RunningServer {
  /** For SDKs, as their endpoint: `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, answers those that run (for five seconds at most) and closes every connection. */
  close(): Promise<void>;
}

// The request line, and the headers together. Source: ScyllaDB Alternator, observed on AWS.
const kHeadBytesMax = 16 * 1024;
// What is read and dropped of a body that is too large, so that its sender comes to read the answer instead of a broken connection.
const kDroppedBytesMax = 64 * 1024 * 1024;
// Longer than clients keep an unused connection, so that it is not us who close it under a request. Botocore and the SDK for Java: 60 s.
const kKeepAliveMs = 75_000;
const kClosingMs = 5_000;

/**
 * Serves the database and resolves when requests are taken. Rejects with an Error whose message is one sentence when it cannot listen
 * there (`cause` is Node's error, with its `code`), and with a TypeError when `database` is none or `credentials` are not what they should be.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { database, port = 8000, host = "127.0.0.1", credentials } = options;
  const handler = new Handler(new Protocol(internalsOf(database), zlibCompression, credentials), options.log ?? (() => {}));
  const server = httpServer(handler, options.requestTimeoutMs ?? 300_000);
  await listen(server, port, host);
  server.on("error", (error) => handler.fail(error)); // too many open files, say
  const { address, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(":") ? `[${address}]` : address}:${taken}`,
    port: taken,
    close: () => handler.close(server),
  };
}

function httpServer(handler: Handler, requestTimeoutMs: number): Server {
  const server = createServer({
    // Node counts both together; the handler counts them apart.
    maxHeaderSize: 2 * kHeadBytesMax + 1024,
    keepAliveTimeout: kKeepAliveMs,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(requestTimeoutMs, 60_000),
    connectionsCheckingInterval: Math.min(requestTimeoutMs || 30_000, 30_000),
  });
  server.on("request", (request, response) => handler.take(request, response));
  server.on("checkContinue", (request, response) => handler.take(request, response, true));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => handler.refuse(error.code ?? "", socket as Socket));
  return server;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(new Error(listenMessage(error, port, host), { cause: error }));
    server.once("error", fail);
    server.listen({ port, host }, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function listenMessage(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is taken: another program listens there.`;
    case "EACCES":
      return `This user may not listen on port ${port} of ${host}.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}.`;
    default:
      return `Cannot listen on port ${port} of ${host}: ${error.message}.`;
  }
}

/** Brings requests to the protocol and its answers back. Nothing that a client does makes it throw. */
class Handler {
  readonly #protocol: Protocol;
  readonly #log: (event: ServerEvent) => void;
  // The requests that have not been answered, and when they are, or their connection has gone.
  readonly #running = new Map<IncomingMessage, Promise<void>>();
  #closing: Promise<void> | undefined;

  constructor(protocol: Protocol, log: (event: ServerEvent) => void) {
    this.#protocol = protocol;
    this.#log = (event) => {
      try {
        log(event);
      } catch {
        // No client shall feel it.
      }
    };
  }

  /** `expects`: the client waits to be told before it sends the body. */
  take(request: IncomingMessage, response: ServerResponse, expects = false): void {
    const sent = new Promise<void>((resolve) => response.once("close", resolve));
    response.on("error", () => {}); // the client has gone
    this.#running.set(request, sent);
    void sent.then(() => this.#running.delete(request));
    this.#answer(request, response, expects).catch((error: unknown) => {
      this.fail(error);
      response.destroy();
    });
  }

  /** Tells the log what went wrong beside any request. */
  fail(error: unknown): void {
    this.#log({ kind: "failure", error, requestId: "" });
  }

  /** Answers what is no request, behind the answers to the requests that came before it whole. */
  refuse(code: string, socket: Socket): void {
    this.#log({ kind: "malformed", code });
    const status = code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
    const before = [...this.#running].filter(([request]) => request.socket === socket && request.complete).map(([, sent]) => sent);
    void Promise.all(before).then(() => {
      if (!socket.writable || code === "ECONNRESET") socket.destroy();
      else socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    });
  }

  close(server: Server): Promise<void> {
    return (this.#closing ??= this.#close(server));
  }

  async #close(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, kClosingMs)));
    await Promise.race([Promise.all(this.#running.values()), patience]);
    clearTimeout(timer);
    server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, expects: boolean): Promise<void> {
    const begun = performance.now();
    const { method = "", url = "/" } = request;
    if (url.length > kHeadBytesMax || headerBytes(request) > kHeadBytesMax) {
      send(response, { status: 400, headers: { "Content-Length": "0" }, body: new Uint8Array(0) }, true);
      return;
    }
    const head = { method, url, header: (name: string) => headerOf(request, name), values: (name: string) => valuesOf(request, name) };
    const body = await bodyOf(request, expects ? response : undefined);
    if (body === "cut") return;
    const fits = body instanceof Uint8Array;
    const answer = fits ? await this.#protocol.answer({ ...head, body }) : this.#protocol.tooLarge(head);
    send(response, answer, !fits || this.#closing !== undefined);
    this.#logAnswer(head.header("x-amz-target"), fits ? body.length : kRequestBytesMax, answer, performance.now() - begun);
  }

  #logAnswer(target: string | undefined, requestBytes: number, answer: ProtocolResponse, ms: number): void {
    const requestId = answer.headers["x-amzn-RequestId"] ?? "";
    if (answer.failure !== undefined) this.#log({ kind: "failure", error: answer.failure, requestId });
    // Only what looks like a target: a log is no place for what anybody sends.
    const operation = /^\w{1,64}\.(\w{1,64})$/.exec(target ?? "")?.[1] ?? "";
    const { status, refusal } = answer;
    this.#log({ kind: "answer", operation, status, refusal, requestBytes, responseBytes: answer.body.length, ms, requestId });
  }
}

function headerBytes({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  // DynamoDB looks at the first of several Accept-Encoding; Node joins them.
  if (name === "accept-encoding") return valuesOf(request, name)[0];
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
  return Array.isArray(value) ? value.join(", ") : value;
}

/** As they were sent, joined by nobody. */
function valuesOf({ headersDistinct }: IncomingMessage, name: string): readonly string[] {
  return (Object.hasOwn(headersDistinct, name) ? headersDistinct[name] : undefined) ?? [];
}

/** The request's body; or that it was too large and has been dropped; or that the connection was cut before its end. */
function bodyOf(request: IncomingMessage, expecting: ServerResponse | undefined): Promise<Uint8Array | "too large" | "cut"> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > (expecting === undefined ? kDroppedBytesMax : kRequestBytesMax)) return Promise.resolve("too large");
  expecting?.writeContinue();
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= kRequestBytesMax) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > kDroppedBytesMax) resolve("too large");
    });
    request.on("end", () => {
      const [first] = chunks;
      if (bytes > kRequestBytesMax) resolve("too large");
      else resolve(chunks.length === 1 && first !== undefined ? first : joined(chunks, bytes));
    });
    request.on("error", () => resolve("cut"));
    request.on("close", () => resolve("cut")); // after "end" nobody listens any more
  });
}

/** `last`: the connection is closed behind this answer. */
function send(response: ServerResponse, { status, headers, body }: ProtocolResponse, last: boolean): void {
  if (response.destroyed) return;
  response.shouldKeepAlive = response.shouldKeepAlive && !last;
  response.writeHead(status, headers);
  response.end(body);
}

/** As DynamoDB does it, gzip members one after the other are one body. */
const zlibCompression: Compression = {
  compress: (encoding, bytes) =>
    new Promise((resolve, reject) => {
      const compress = encoding === "gzip" ? gzip : deflate;
      compress(bytes, (error, compressed) => (error === null ? resolve(compressed as Uint8Array<ArrayBuffer>) : reject(error)));
    }),
  decompress: (encoding, bytes, bytesMax) =>
    new Promise((resolve) => {
      const decompress = encoding === "gzip" ? gunzip : inflate;
      decompress(bytes as InputType, { maxOutputLength: bytesMax }, (error: NodeJS.ErrnoException | null, plain) => {
        if (error === null) resolve(plain);
        else resolve(error.code === "ERR_BUFFER_TOO_LARGE" ? "too large" : "broken");
      });
    }),
};
