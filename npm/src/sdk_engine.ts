// How the AWS SDK's clients answer from the engine: the short way, past the whole middleware stack, and the long way, through it, with a
// request handler that answers in-process. Shared by sdk.ts and sdk_document.ts; knows the SDK by its shapes only, imports only types.
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { JsonAnswer } from "./engine_calls.js";
import type { Internals } from "./internals.js";
import { RequestIds } from "./request_id.js";

/** What may be added to a middleware stack, changed in it or taken from it. */
interface MiddlewareStack {
  add(...rest: unknown[]): void;
  addRelativeTo(...rest: unknown[]): void;
  remove(...rest: unknown[]): boolean;
  removeByTag(...rest: unknown[]): boolean;
  identify(): string[];
}

/** A command of the SDK, as far as the short way looks at it. */
export interface SdkCommand {
  readonly input: unknown;
  readonly schema?: unknown;
  readonly clientCommand?: SdkCommand;
  readonly middlewareStack: MiddlewareStack;
}

/** What a caller of `send` may pass behind the command, as far as it means anything here. */
export interface SendOptions {
  readonly abortSignal?: { readonly aborted: boolean; addEventListener?: unknown; onabort?: unknown } | undefined;
}

/** What a caller may pass to `send`: a command, then options, a callback or both. */
export interface Sent {
  readonly command: SdkCommand;
  readonly options: SendOptions | undefined;
  readonly callback: Callback | undefined;
}

export type Callback = (error: unknown, output?: unknown) => void;

export function sentOf(sent: readonly unknown[]): Sent {
  const [command, second, third] = sent as [SdkCommand, SendOptions | Callback | undefined, Callback | undefined];
  return typeof second === "function"
    ? { command, options: undefined, callback: second }
    : { command, options: second, callback: third };
}

/** Makes an exception of the SDK's own classes from what the engine refused with. */
export type MakeException = (name: string, message: string, metadata: Metadata, carried: Carried) => Error;

/** What a refusal carries besides its message. */
export interface Carried {
  readonly Item?: unknown;
  readonly CancellationReasons?: unknown;
}

export interface Metadata {
  httpStatusCode: number;
  requestId: string;
  attempts: number;
  totalRetryDelay: number;
}

/**
 * The operation's name as the command's schema has it (never the class's name: minifiers change that), or undefined for a command of
 * an SDK that is older than schemas.
 */
export function operationName(command: SdkCommand): string | undefined {
  const { schema } = command;
  // A static operation schema: [9, namespace, name, traits, input, output].
  return Array.isArray(schema) && schema[0] === 9 && typeof schema[2] === "string" ? schema[2] : undefined;
}

/** Answers `true` from the moment on that somebody changes the stack. */
export function watchStack(stack: object): () => boolean {
  const watched = stack as MiddlewareStack;
  let changed = false;
  for (const method of ["add", "addRelativeTo", "remove", "removeByTag"] as const) {
    const original = watched[method] as (...rest: unknown[]) => unknown;
    (watched as unknown as Record<string, unknown>)[method] = (...rest: unknown[]) => {
      changed = true;
      return original.apply(watched, rest);
    };
  }
  return () => changed;
}

/** True when the caller has put middleware of his own on this command. */
export function isCustomised(command: SdkCommand): boolean {
  return command.middlewareStack.identify().length !== 0;
}

/** The short way of one client. */
export class ShortWay {
  readonly #internals: Internals;
  readonly #makeException: MakeException;
  readonly #requestIds = new RequestIds();

  constructor(internals: Internals, makeException: MakeException) {
    this.#internals = internals;
    this.#makeException = makeException;
  }

  /** Runs the operation and answers what the SDK would: the output with its $metadata, or an exception of the SDK's. */
  async run(operation: string, input: unknown): Promise<object> {
    const metadata = this.#metadata();
    const answer = this.#internals.call(operation, input);
    if (answer === undefined) {
      metadata.httpStatusCode = 400;
      throw this.#makeException("UnknownOperationException", noSuchOperation(operation), metadata, {});
    }
    try {
      const output = (await answer) as { $metadata?: Metadata };
      output.$metadata = metadata;
      return output;
    } catch (failure) {
      if (!isRefusal(failure)) throw failure;
      metadata.httpStatusCode = failure.$fault === "server" ? 500 : 400;
      throw this.#makeException(failure.name, failure.message, metadata, failure);
    }
  }

  #metadata(): Metadata {
    return {
      httpStatusCode: 200,
      requestId: this.#requestIds.next(),
      attempts: 1,
      totalRetryDelay: 0,
    };
  }
}

/** A DynamoDBError, of whichever copy of the package. */
function isRefusal(failure: unknown): failure is Error & { $fault: string } & Carried {
  return failure instanceof Error && typeof (failure as { $fault?: unknown }).$fault === "string";
}

/**
 * `answer`, unless the signal is aborted before or while it is waited for: then an AbortError, as the SDK's handlers reject. What was
 * begun is not undone, as with a request that is on its way.
 */
export function withAbort<T>(signal: SendOptions["abortSignal"], answer: () => Promise<T>): Promise<T> {
  if (signal === undefined || signal === null) return answer();
  if (signal.aborted) return Promise.reject(abortError(signal));
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    const target = signal as { addEventListener?: AbortSignal["addEventListener"]; removeEventListener?: AbortSignal["removeEventListener"]; onabort?: unknown };
    if (typeof target.addEventListener === "function") {
      target.addEventListener("abort", onAbort, { once: true });
      answer().then(resolve, reject).finally(() => target.removeEventListener?.("abort", onAbort));
    } else {
      target.onabort = onAbort;
      answer().then(resolve, reject);
    }
  });
}

function abortError(signal: object): Error {
  const reason = (signal as { reason?: unknown }).reason;
  const error = new Error("Request aborted", reason instanceof Error ? { cause: reason } : undefined);
  error.name = "AbortError";
  return error;
}

/** Hands an answer to a callback, or on. An error thrown by the callback is nobody's, as in the SDK. */
export function deliver<T>(answer: Promise<T>, callback: Callback | undefined): Promise<T> | undefined {
  if (callback === undefined) return answer;
  answer
    .then(
      (output) => callback(null, output),
      (error: unknown) => callback(error),
    )
    .catch(() => {});
  return undefined;
}

interface HttpRequest {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** The long way: a request handler that answers the SDK's HTTP requests from the engine's JSON protocol. */
export function requestHandler(internals: Internals): NonNullable<DynamoDBClientConfig["requestHandler"]> {
  const requestIds = new RequestIds();
  const handler = {
    metadata: { handlerProtocol: "hashrange" },
    handle: (request: HttpRequest, options: SendOptions = {}) =>
      withAbort(options.abortSignal, async () => {
        const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1] ?? "";
        const { status, body } = explained(target, await internals.dispatch(target, await bytesOf(request.body)));
        const headers: Record<string, string> = {
          "content-type": "application/x-amz-json-1.0",
          "content-length": String(body.length),
          "x-amzn-requestid": requestIds.next(),
        };
        return { response: { statusCode: status, headers, body } };
      }),
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
  return handler as unknown as NonNullable<DynamoDBClientConfig["requestHandler"]>;
}

const UNKNOWN_OPERATION = `{"__type":"com.amazon.coral.service#UnknownOperationException"`;

/** DynamoDB says no word about an operation that it does not know, and the SDK makes "UnknownError" of that. As on the short way. */
function explained(target: string, answer: JsonAnswer): JsonAnswer {
  if (answer.status !== 400 || answer.body.length !== UNKNOWN_OPERATION.length + 1) return answer;
  if (!new TextDecoder().decode(answer.body).startsWith(UNKNOWN_OPERATION)) return answer;
  const message = noSuchOperation(target.slice(target.indexOf(".") + 1));
  return { status: 400, body: new TextEncoder().encode(`${UNKNOWN_OPERATION},"message":${JSON.stringify(message)}}`) };
}

function noSuchOperation(name: string): string {
  return `hashrange has no operation ${name}.`;
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array(0);
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  // An ArrayBuffer, a Blob or a stream.
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}

/** What a client needs and nobody asks for where there is no network; what the user configures comes on top. */
export function clientConfig(config: DynamoDBClientConfig, internals: Internals): DynamoDBClientConfig {
  if ("requestHandler" in config && config.requestHandler !== undefined) {
    throw new TypeError("A client that answers from a database takes no requestHandler: leave it out, or use the SDK's own client.");
  }
  return {
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // Nobody verifies a signature here.
    signer: { sign: async (request: unknown) => request } as unknown as NonNullable<DynamoDBClientConfig["signer"]>,
    // The SDK's default logger filters every output through its schema and then drops it.
    logger: {} as NonNullable<DynamoDBClientConfig["logger"]>,
    ...config,
    requestHandler: requestHandler(internals),
  };
}

/** True when the user's configuration asks for something that only the whole stack gives. */
export function wantsWholeStack(config: DynamoDBClientConfig): boolean {
  return config.logger !== undefined || (config.extensions?.length ?? 0) > 0;
}
