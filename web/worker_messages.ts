// What a database in a worker and the thread that opened it say to one another. Each message is a list: all that was said in one turn.
// Requests and answers cross as the engine's own bytes, moved, not copied; so values are converted, and time and chance drawn, where the
// caller is, and a request in a worker is the same bytes as one beside the caller. Tested by npm/src/worker.test.ts.
import type { HostErrorCode } from "./errors.js";
import type { DelayList } from "./session.js";
import type { Durability } from "./storage.js";

/** Both sides come out of one build; a worker that the caller brought may come from another. */
export const kWorkerProtocol = 1;

export type Bytes = Uint8Array<ArrayBuffer>;

/** To the worker. `call`: what the answer will carry. `session`: which database; the owner gives the numbers. */
export type ToWorker =
  | {
      readonly kind: "open";
      readonly call: number;
      readonly session: number;
      readonly protocol: number;
      readonly module: WebAssembly.Module | Bytes;
      readonly storage: string;
      readonly durability: Durability;
      /** The clock goes on by itself, so background work does too. */
      readonly background: boolean;
      readonly seed: number | string | undefined;
      readonly region: string;
      readonly lifecycleDelays: DelayList | undefined;
    }
  | { readonly kind: Door; readonly call: number; readonly session: number; readonly bytes: Bytes }
  | { readonly kind: "fork"; readonly call: number; readonly session: number; readonly fork: number }
  | { readonly kind: "flush" | "close"; readonly call: number; readonly session: number }
  /** Without an answer. */
  | { readonly kind: "tracing"; readonly session: number; readonly on: boolean };

/** The doors of the engine that take bytes: request form, the JSON protocol, the control verbs (engine_binding.d.ts). */
export type Door = "execute" | "dispatch" | "control";

/** From the worker. */
export type FromWorker =
  | { readonly kind: "answer"; readonly call: number; readonly answer: Answer }
  | { readonly kind: "failure"; readonly call: number; readonly failure: Failure }
  /** Lines of JSON: what the session told since the last message. Before the answer to which it belongs. */
  | { readonly kind: "trace"; readonly session: number; readonly lines: string };

export interface Answer {
  /** Response form, or the body of a JSON door. */
  readonly bytes?: Bytes;
  /** Of a JSON door. */
  readonly status?: number;
  /** Of the control door: the engine's whole memory. */
  readonly heapBytes?: number;
  /** Of `open` and `fork`: the database as messages name it. */
  readonly name?: string;
}

/** A HostError, or, when `code` is undefined, a defect of this package. */
export interface Failure {
  readonly code: HostErrorCode | undefined;
  readonly message: string;
  /** What the cause said. */
  readonly cause: string | undefined;
}

/** Gathers what is said in one turn and posts it as one message: a message costs more than most requests. */
export class Outbox<Message> {
  readonly #post: (messages: Message[], transfer: ArrayBuffer[]) => void;
  #messages: Message[] = [];
  #transfer: ArrayBuffer[] = [];

  constructor(post: (messages: Message[], transfer: ArrayBuffer[]) => void) {
    this.#post = post;
  }

  add(message: Message, moved?: Bytes): void {
    if (this.#messages.length === 0) queueMicrotask(() => this.send());
    this.#messages.push(message);
    if (moved !== undefined) this.#transfer.push(moved.buffer);
  }

  /** Now, not at the end of the turn. */
  send(): void {
    if (this.#messages.length === 0) return;
    const [messages, transfer] = [this.#messages, this.#transfer];
    this.#messages = [];
    this.#transfer = [];
    this.#post(messages, transfer);
  }
}
