import { describe, expect, it } from "vitest";
import { HostError } from "./errors.js";
import { SeededEntropy } from "./seeded_entropy.js";
import { TimeAndChance, type TimeAndChanceOptions } from "./time_and_chance.js";

const kStart = Date.UTC(2030, 0, 1);

describe("time and chance of a database", () => {
  it("are the system's by default", () => {
    for (const options of [{}, { clock: "system" as const }]) {
      const { clock, goesOn, host } = TimeAndChance.of(options);
      expect([clock.held, goesOn]).toEqual([false, true]);
      expect(Math.abs(host.now() - Date.now())).toBeLessThan(1000);
      expect(new Set([1, 2, 3, 4].map(() => host.entropy())).size).toBeGreaterThan(1);
    }
  });

  it("can be held, each for itself", () => {
    const held = TimeAndChance.of({ clock: kStart });
    expect([held.clock.held, held.goesOn, held.host.now()]).toEqual([true, false, kStart]);
    held.clock.advance(1);
    expect(held.host.now()).toBe(kStart + 1);
    const seeded = TimeAndChance.of({ seed: 7 });
    expect(seeded.goesOn).toBe(true);
    expect(seeded.host.entropy()).toBe(new SeededEntropy(7).next());
  });

  it("are copied for a fork, and go apart from there", () => {
    const parent = TimeAndChance.of({ clock: kStart, seed: "x" });
    parent.host.entropy();
    const fork = parent.fork();
    const numbers = [1, 2, 3].map(() => parent.host.entropy());
    expect([1, 2, 3].map(() => fork.host.entropy())).toEqual(numbers);
    parent.clock.advance(5);
    expect([parent.host.now(), fork.host.now()]).toEqual([kStart + 5, kStart]);
    expect(TimeAndChance.of({}).fork().goesOn).toBe(true);
  });

  it("may be functions of the caller's, which a fork asks too", () => {
    let now = 5;
    const host = { now: () => now, entropy: () => 7 };
    const given = TimeAndChance.of({ host });
    now = 6;
    expect([given.host, given.clock.nowMs(), given.clock.held, given.goesOn]).toEqual([host, 6, false, false]);
    expect(given.fork().host).toBe(host);
  });

  it.each<[TimeAndChanceOptions, RegExp]>([
    [{ clock: "now" as never }, /^The option clock must be "system", a Date or milliseconds\.$/],
    [{ clock: null as never }, /^The option clock must be/],
    [{ clock: -1 }, /^The option clock takes a Date or milliseconds, from 1970 on\.$/],
    [{ clock: new Date(NaN) }, /^The option clock takes a Date/],
    [{ seed: NaN }, /^The option seed must be a number or a string\.$/],
    [{ seed: {} as never }, /^The option seed must be/],
    [{ seed: null as never }, /^The option seed must be/],
    [{ host: { now: () => 0, entropy: () => 0 }, seed: 1 }, /^The option host is time and chance itself: leave out clock and seed\.$/],
    [{ host: { now: () => 0, entropy: () => 0 }, clock: "system" }, /^The option host is time and chance itself/],
  ])("refuse %o", (options, message) => {
    let thrown: unknown;
    try {
      TimeAndChance.of(options);
    } catch (failure) {
      thrown = failure;
    }
    expect(thrown).toBeInstanceOf(HostError);
    expect(thrown).toMatchObject({ code: "invalid" });
    expect((thrown as HostError).message).toMatch(message);
  });
});
