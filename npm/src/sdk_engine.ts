// How the AWS SDK's clients answer from the engine: the short way, past the whole middleware stack, or, where somebody has put something
// on it, the long way, through it, to the request handler of sdk_handler.ts. Knows the SDK by its shapes only, imports only types.
// Tested by sdk.test.ts and sdk_document.test.ts.
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Internals } from "./internals.js";
import { RequestIds } from "./request_id.js";
import { withAbort, type SendOptions } from "./sdk_abort.js";
import { noSuchOperation } from "./sdk_handler.js";

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
function operationName(command: SdkCommand): string | undefined {
  const { schema } = command;
  // A static operation schema: [9, namespace, name, traits, input, output].
  return Array.isArray(schema) && schema[0] === 9 && typeof schema[2] === "string" ? schema[2] : undefined;
}

/** Answers `true` from the moment on that somebody changes the stack. */
function watchStack(stack: object): () => boolean {
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
function isCustomised(command: SdkCommand): boolean {
  return command.middlewareStack.identify().length !== 0;
}

/** The short way of one client, and the choice between it and the long one. */
export class ShortWay {
  readonly #internals: Internals;
  readonly #makeException: MakeException;
  readonly #isChanged: () => boolean;
  readonly #requestIds = new RequestIds();

  /** `stack`: the client's, with nothing on it but what the SDK itself puts there. `config`: as the user gave it. */
  constructor(internals: Internals, makeException: MakeException, stack: object, config: DynamoDBClientConfig) {
    this.#internals = internals;
    this.#makeException = makeException;
    const isChanged = watchStack(stack);
    this.#isChanged = wantsWholeStack(config) ? () => true : isChanged;
  }

  /** `send` of a client, with what it was called with; `wholeStack` is the SDK's own `send` with the same. */
  send(sent: readonly unknown[], wholeStack: () => unknown): unknown {
    const { command, options, callback } = sentOf(sent);
    const name = this.operationFor(command);
    if (name === undefined) return wholeStack();
    return deliver(
      withAbort(options?.abortSignal, () => this.run(name, command.input)),
      callback,
    );
  }

  /** The command's operation, or undefined when it must go through the SDK's whole stack. */
  operationFor(command: SdkCommand): string | undefined {
    return this.#isChanged() || isCustomised(command) ? undefined : operationName(command);
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

/** True when the user's configuration asks for something that only the whole stack gives. */
function wantsWholeStack(config: DynamoDBClientConfig): boolean {
  return config.logger !== undefined || (config.extensions?.length ?? 0) > 0;
}
