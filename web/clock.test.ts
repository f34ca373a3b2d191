import { describe, expect, it } from "vitest";
import { Clock } from "./clock.js";
import { HostError } from "./errors.js";

const kStart = Date.UTC(2030, 0, 1);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(HostError);
    expect((thrown as HostError).code).toBe("invalid");
    return (thrown as HostError).message;
  }
  throw new Error("expected a HostError");
}

describe("a held clock", () => {
  it("stands until it is moved", () => {
    const clock = Clock.at(new Date(kStart));
    expect([clock.held, clock.now(), clock.nowMs()]).toEqual([true, new Date(kStart), kStart]);
    clock.advance(500);
    expect(clock.nowMs()).toBe(kStart + 500);
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, ms: 5 });
    expect(clock.nowMs()).toBe(kStart + 500 + 93_784_005);
    clock.advance({ minutes: 0.5, hours: undefined });
    expect(clock.nowMs()).toBe(kStart + 500 + 93_784_005 + 30_000);
    clock.set(kStart - 1);
    expect(clock.now()).toEqual(new Date(kStart - 1));
  });

  it("refuses what is no moment and no length of time", () => {
    for (const moment of [-1, NaN, Infinity, 8.64e15 + 1, new Date(NaN), "2030", null]) {
      expect(refusal(() => Clock.at(moment as never))).toBe("The option clock takes a Date or milliseconds, from 1970 on.");
      const clock = Clock.at(kStart);
      expect(refusal(() => clock.set(moment as never))).toBe("clock.set takes a Date or milliseconds, from 1970 on.");
      expect(clock.nowMs()).toBe(kStart);
    }
    const clock = Clock.at(kStart);
    for (const by of [-1, NaN, Infinity, "1", null, undefined, { weeks: 1 }, { days: "1" }, { days: -1 }, { days: 1e9 }, { toString: 1 }]) {
      expect(refusal(() => clock.advance(by as never))).toMatch(/^clock\.advance takes milliseconds or an object of days, /);
    }
    expect(clock.nowMs()).toBe(kStart);
  });

  it("gives a fork a clock of its own at the same moment", () => {
    const clock = Clock.at(kStart);
    const fork = clock.fork();
    fork.advance(5);
    clock.advance(1);
    expect([clock.nowMs(), fork.nowMs(), fork.held]).toEqual([kStart + 1, kStart + 5, true]);
  });
});

describe("a clock that goes", () => {
  it("shows what its source says, and cannot be moved", () => {
    let now = 7;
    const clock = Clock.of(() => now);
    now = 8;
    expect([clock.held, clock.nowMs(), clock.now(), clock.fork().nowMs()]).toEqual([false, 8, new Date(8), 8]);
    for (const move of [() => clock.set(9), () => clock.advance(1)]) {
      expect(refusal(move)).toMatch(/^clock\.(set|advance) needs a clock that is held: open the database with the option clock\.$/);
    }
  });
});
