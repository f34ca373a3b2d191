// When a database does its background work by itself (items that expire, indexes to be filled): the engine does a step after requests,
// and this timer does what is left, or becomes due while nobody asks for anything. Tested by background.test.ts.

/** What a tick answers of the engine's Tick. */
export interface TickOutcome {
  /** Some that is due was left. */
  readonly more: boolean;
  /** When there is work next, in milliseconds since 1970; null when there is none. */
  readonly nextDueMs: number | null;
}

// How long after a request the timer looks whether that has left, or made, work: requests come in bursts, a look costs as much as one.
const kSoonMs = 50;
// Timers count in 31 bits, and clocks are set. Looking once an hour costs nothing.
const kFarMs = 3_600_000;

export class Background {
  readonly #tick: () => TickOutcome;
  readonly #now: () => number;
  #timer: unknown = null;
  #soon = false;
  #closed = false;

  /** `tick` does a bounded amount of the work that is due at `now`. When it throws, no more is done until the next request. */
  constructor(tick: () => TickOutcome, now: () => number) {
    this.#tick = tick;
    this.#now = now;
  }

  /** To be called after each request: it may have made work, or brought it forward. */
  requested(): void {
    if (this.#soon || this.#closed) return;
    this.#soon = true;
    this.#arm(kSoonMs);
  }

  close(): void {
    this.#closed = true;
    this.#disarm();
  }

  #run(): void {
    this.#timer = null;
    this.#soon = true; // the tick is a request too
    let outcome: TickOutcome | null = null;
    try {
      outcome = this.#tick();
    } catch {
      // The session has failed, and tells everybody who asks it for something.
    }
    this.#soon = false;
    if (outcome === null || this.#closed) return;
    if (outcome.more) {
      this.#soon = true;
      this.#arm(0);
    } else if (outcome.nextDueMs !== null) {
      this.#arm(Math.min(Math.max(outcome.nextDueMs - this.#now(), kSoonMs), kFarMs));
    }
  }

  #arm(ms: number): void {
    this.#disarm();
    try {
      this.#timer = setTimeout(() => this.#run(), ms);
      letGo(this.#timer);
    } catch {
      // No timers here (workerd outside of a request): the engine's steps after requests must do.
      this.#timer = null;
      this.#soon = false;
    }
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer as number);
    this.#timer = null;
  }
}

/** Keeps the timer from keeping the process. Node and Bun have a method for it, Deno a function; elsewhere there is no process. */
function letGo(timer: unknown): void {
  if (typeof timer === "object" && timer !== null) {
    (timer as { unref?: () => void }).unref?.();
  } else {
    (globalThis as { Deno?: { unrefTimer?: (timer: unknown) => void } }).Deno?.unrefTimer?.(timer);
  }
}
