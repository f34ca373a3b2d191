// A worker as the owner of a database sees it, whichever kind it is: the web's, or that of node:worker_threads. Tested by
// npm/src/worker.test.ts and tests/browser.
import { reason } from "./errors.js";
import type { FromWorker, ToWorker } from "./worker_messages.js";

/** What every kind of worker has. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: never[]): void;
  terminate(): unknown;
}

/** The web's. */
interface WebWorker extends WorkerLike {
  addEventListener(type: string, listener: (event: { data?: unknown; message?: string; error?: unknown; preventDefault?(): void }) => void): void;
}

/** Node's, and that of Deno and Bun under the same name. */
interface NodeWorker extends WorkerLike {
  on(type: string, listener: (argument: unknown) => void): unknown;
  ref(): void;
  unref(): void;
}

export class WorkerPort {
  readonly #worker: WorkerLike;

  /** `received` is given the worker's messages; `ended` why it has ended, or will never begin, at least once when it has. */
  constructor(worker: WorkerLike, received: (messages: readonly FromWorker[]) => void, ended: (why: string, cause?: unknown) => void) {
    this.#worker = worker;
    if (isWeb(worker)) {
      worker.addEventListener("message", ({ data }) => received(data as FromWorker[]));
      worker.addEventListener("messageerror", () => ended("a message could not be read"));
      worker.addEventListener("error", (event) => {
        // Told to whoever waits, not to the page too; Deno would end the process.
        event.preventDefault?.();
        ended(event.message ?? "", event.error ?? undefined);
      });
      return;
    }
    const node = worker as NodeWorker;
    node.on("message", (messages) => received(messages as FromWorker[]));
    node.on("messageerror", (error) => ended(reason(error), error));
    node.on("error", (error) => ended(reason(error), error));
    node.on("exit", (code) => ended(`it exited with code ${String(code)}`));
    this.hold(false);
  }

  post(messages: ToWorker[], transfer: ArrayBuffer[]): void {
    this.#worker.postMessage(messages, transfer as never[]);
  }

  /** Whether the worker keeps the process from ending. There is none in browsers. */
  hold(on: boolean): void {
    const { ref, unref } = this.#worker as Partial<NodeWorker>;
    (on ? ref : unref)?.call(this.#worker as NodeWorker);
  }

  terminate(): void {
    // Node answers a promise, of nothing that anybody waits for.
    void this.#worker.terminate();
  }
}

function isWeb(worker: WorkerLike): worker is WebWorker {
  return typeof (worker as Partial<WebWorker>).addEventListener === "function";
}
