// From the engine's lines of JSON to the listeners of `db.on("trace")`. Tested by trace.test.ts.
import { parseValues } from "./json_values.js";
import type { TraceEvent, TraceListener } from "./trace.js";

/** A session, here or in a worker. */
export interface TraceSource {
  onBackground: (() => void) | null;
  setTracing(on: boolean): void;
  takeTrace(): string;
}

export class TraceFeed {
  readonly #session: TraceSource;
  // The same function may listen twice: each time is a listener of its own.
  readonly #listeners = new Set<{ readonly listener: TraceListener }>();
  readonly #events: TraceEvent[] = [];
  #delivering = false;

  constructor(session: TraceSource) {
    this.#session = session;
    session.onBackground = () => this.on && this.deliver();
  }

  /** Whether anybody listens. The engine tells nothing otherwise. */
  get on(): boolean {
    return this.#listeners.size > 0;
  }

  /** Answers the function that ends the listening. */
  add(listener: TraceListener): () => void {
    const entry = { listener };
    if (!this.on) this.#session.setTracing(true);
    this.#listeners.add(entry);
    return () => {
      if (this.#listeners.delete(entry) && !this.on) this.#session.setTracing(false);
    };
  }

  /** Gives every listener the events since the last call, in order. To be called when the response has been read. */
  deliver(): void {
    const lines = this.#session.takeTrace();
    for (const line of lines.split("\n")) {
      if (line !== "") this.#events.push(parseValues(line) as TraceEvent);
    }
    // A listener that calls the database comes here again; what that told follows what is being told.
    if (this.#delivering) return;
    this.#delivering = true;
    for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) {
      for (const { listener } of [...this.#listeners]) {
        try {
          listener(event);
        } catch (thrown) {
          // The request is not to blame, and its caller must get its answer.
          console.error("hashrange: a listener of trace threw", thrown);
        }
      }
    }
    this.#delivering = false;
  }
}
