// The time of a database: the system's, or one that stands until somebody moves it. Tested by clock.test.ts.
import { HostError } from "./errors.js";

/** A length of time: milliseconds, or the sum of what is given. */
export type Duration =
  | number
  | {
      readonly days?: number | undefined;
      readonly hours?: number | undefined;
      readonly minutes?: number | undefined;
      readonly seconds?: number | undefined;
      readonly ms?: number | undefined;
    };

const kUnits: Readonly<Record<string, number>> = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, ms: 1 };
/** The last moment that a Date can be. */
const kMsMax = 8.64e15;

/**
 * The clock of a database, `db.clock`. By default it is the system's. With `open({ clock })` it stands at the moment given until `set` or
 * `advance` moves it, and nothing in the database happens by itself meanwhile: `await db.tick()` does what has become due.
 */
export class Clock {
  readonly #source: (() => number) | null;
  #ms = 0;

  private constructor(source: (() => number) | null, ms: number) {
    this.#source = source;
    this.#ms = ms;
  }

  /** A clock that goes as `source` says, in milliseconds since 1970. */
  static of(source: () => number): Clock {
    return new Clock(source, 0);
  }

  /** A clock that stands there. Throws HostError "invalid" when that is no moment from 1970 on. */
  static at(moment: Date | number): Clock {
    return new Clock(null, msOf(moment, "The option clock"));
  }

  /** Whether the clock stands until it is moved. */
  get held(): boolean {
    return this.#source === null;
  }

  /** What the clock shows. The engine's time is the same, or later when the clock was set back: it never goes backwards. */
  now(): Date {
    return new Date(this.nowMs());
  }

  /** The same in milliseconds since 1970. */
  nowMs(): number {
    return this.#source === null ? this.#ms : this.#source();
  }

  /**
   * Moves a held clock to a moment. It may be an earlier one: then time stands still in the database until the clock has caught up, and
   * `inspect()` says so (`clockWasClamped`). Throws HostError "invalid" when the clock is not held, or for what is no moment.
   */
  set(to: Date | number): void {
    this.#mustBeHeld("set");
    this.#ms = msOf(to, "clock.set");
  }

  /** Moves a held clock on: `advance({ days: 1, hours: 2 })`, `advance(500)`. Throws HostError "invalid" as `set`, or for less than nothing. */
  advance(by: Duration): void {
    this.#mustBeHeld("advance");
    const ms = durationMs(by);
    if (!(ms >= 0 && this.#ms + ms <= kMsMax)) {
      throw new HostError("invalid", "clock.advance takes milliseconds or an object of days, hours, minutes, seconds and ms, from 0 on.");
    }
    this.#ms += ms;
  }

  /** A clock that stands where this one stands, or goes as this one goes. */
  fork(): Clock {
    return new Clock(this.#source, this.#ms);
  }

  #mustBeHeld(method: string): void {
    if (this.#source === null) return;
    throw new HostError("invalid", `clock.${method} needs a clock that is held: open the database with the option clock.`);
  }
}

function msOf(moment: unknown, what: string): number {
  const ms = moment instanceof Date ? moment.getTime() : moment;
  if (typeof ms === "number" && ms >= 0 && ms <= kMsMax) return ms;
  throw new HostError("invalid", `${what} takes a Date or milliseconds, from 1970 on.`);
}

/** NaN for what is no length of time. */
function durationMs(by: unknown): number {
  if (typeof by === "number") return by;
  if (typeof by !== "object" || by === null) return NaN;
  let ms = 0;
  for (const [unit, count] of Object.entries(by)) {
    if (count === undefined) continue;
    const unitMs = Object.hasOwn(kUnits, unit) ? kUnits[unit]! : NaN;
    ms += typeof count === "number" ? count * unitMs : NaN;
  }
  return ms;
}
