// What one database knows of time and chance, as the host that its session asks, and how a fork gets its own. Tested by
// time_and_chance.test.ts.
import { Clock } from "./clock.js";
import { HostError } from "./errors.js";
import { systemEntropy, type Host } from "./host.js";
import { SeededEntropy } from "./seeded_entropy.js";

export interface TimeAndChanceOptions {
  readonly clock?: "system" | Date | number | undefined;
  readonly seed?: number | string | undefined;
  readonly host?: Host | undefined;
}

export class TimeAndChance {
  readonly clock: Clock;
  readonly host: Host;
  /** Whether time goes on without anybody's doing, so that what becomes due may happen by itself. */
  readonly goesOn: boolean;
  readonly #seeded: SeededEntropy | null;

  private constructor(clock: Clock, seeded: SeededEntropy | null, host: Host, goesOn: boolean) {
    this.clock = clock;
    this.host = host;
    this.goesOn = goesOn;
    this.#seeded = seeded;
  }

  /** Throws HostError "invalid" for options that cannot be used. */
  static of(options: TimeAndChanceOptions): TimeAndChance {
    const { clock, seed, host } = options;
    if (host !== undefined) {
      if (clock !== undefined || seed !== undefined) {
        throw new HostError("invalid", "The option host is time and chance itself: leave out clock and seed.");
      }
      return new TimeAndChance(Clock.of(() => host.now()), null, host, false);
    }
    if (seed !== undefined && typeof seed !== "string" && !(typeof seed === "number" && Number.isFinite(seed))) {
      throw new HostError("invalid", "The option seed must be a number or a string.");
    }
    const goesOn = clock === undefined || clock === "system";
    if (!goesOn && typeof clock !== "number" && !(clock instanceof Date)) {
      throw new HostError("invalid", `The option clock must be "system", a Date or milliseconds.`);
    }
    const made = goesOn ? Clock.of(() => Date.now()) : Clock.at(clock);
    return TimeAndChance.#made(made, seed === undefined ? null : new SeededEntropy(seed), goesOn);
  }

  static #made(clock: Clock, seeded: SeededEntropy | null, goesOn: boolean): TimeAndChance {
    const entropy = seeded === null ? systemEntropy() : () => seeded.next();
    // The system's clock past the object: it is asked with every request.
    const host: Host = { now: goesOn ? () => Date.now() : () => clock.nowMs(), entropy };
    return new TimeAndChance(clock, seeded, host, goesOn);
  }

  /**
   * The same for a fork: a held clock stands at the same moment, a seeded generator goes on from the same place, and both are moved apart
   * from then on. A host of the caller's cannot be copied and is asked by both.
   */
  fork(): TimeAndChance {
    if (!this.goesOn && !this.clock.held) return this;
    return TimeAndChance.#made(this.clock.fork(), this.#seeded?.fork() ?? null, this.goesOn);
  }
}
