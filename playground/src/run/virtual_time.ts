// Time and chance as a program finds them: Date shows the database's clock, timers wait in that time, and random values come from the
// seed. When the program has nothing else to do, the clock is moved on to the next timer, so a wait of twenty seconds costs none, and the
// same seed gives the same run. Tested by virtual_time.test.ts.

interface Timer {
  readonly id: number;
  due: number;
  readonly every: number | undefined;
  readonly call: () => void;
}

export class VirtualTime {
  now: number;
  #timers = new Map<number, Timer>();
  #lastId = 0;

  constructor(now: number) {
    this.now = now;
  }

  get waiting(): boolean {
    return this.#timers.size > 0;
  }

  add(call: () => void, ms: number, repeat: boolean): number {
    const wait = Number.isFinite(ms) ? Math.max(0, Math.min(Math.trunc(ms), 0x7fffffff)) : 0;
    const id = ++this.#lastId;
    // What repeats without a pause would never let the clock move.
    this.#timers.set(id, { id, due: this.now + wait, every: repeat ? Math.max(1, wait) : undefined, call });
    return id;
  }

  remove(id: unknown): void {
    this.#timers.delete(Number(id));
  }

  /** Moves the clock to the timer that is due first, the older one of two, and calls it. */
  fire(): void {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) {
      if (next === undefined || timer.due < next.due) next = timer;
    }
    if (next === undefined) return;
    this.now = Math.max(this.now, next.due);
    if (next.every === undefined) this.#timers.delete(next.id);
    else next.due += next.every;
    next.call();
  }

  /** A Date whose present is this clock's. */
  dateClass(): DateConstructor {
    const Real = Date;
    const clock = this;
    function VirtualDate(this: unknown, ...given: unknown[]): unknown {
      if (new.target === undefined) return new Real(clock.now).toString();
      return Reflect.construct(Real, given.length === 0 ? [clock.now] : given, new.target);
    }
    Object.defineProperty(VirtualDate, "name", { value: "Date" });
    VirtualDate.prototype = Real.prototype;
    Object.assign(VirtualDate, { now: () => clock.now, parse: Real.parse, UTC: Real.UTC });
    Object.defineProperty(Real.prototype, "constructor", { value: VirtualDate, writable: true, configurable: true });
    return VirtualDate as unknown as DateConstructor;
  }
}

/** Random 32-bit values from a text. The generator is splitmix32 with a seed made by FNV-1a, both in the public domain. */
export function seededBits(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
