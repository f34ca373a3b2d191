import { expect, it } from "vitest";
import { seededBits, VirtualTime } from "./virtual_time.js";

it("calls timers in the order in which they are due, and moves the clock to each", () => {
  const time = new VirtualTime(1000);
  const called: [string, number][] = [];
  const note = (name: string) => () => called.push([name, time.now]);
  time.add(note("late"), 500, false);
  time.add(note("early"), 10, false);
  const cancelled = time.add(note("never"), 20, false);
  const every = time.add(note("every"), 200, true);
  time.add(note("at once"), Number.NaN, false);
  time.remove(cancelled);
  for (let fires = 0; fires < 5; fires++) time.fire();
  expect(called).toEqual([
    ["at once", 1000],
    ["early", 1010],
    ["every", 1200],
    ["every", 1400],
    ["late", 1500],
  ]);
  expect(time.waiting).toBe(true);
  time.remove(every);
  expect(time.waiting).toBe(false);
  time.fire();
  expect(time.now).toBe(1500);
});

it("lets the clock move though a timer repeats without a pause", () => {
  const time = new VirtualTime(0);
  time.add(() => {}, 0, true);
  for (let fires = 0; fires < 10; fires++) time.fire();
  expect(time.now).toBe(9);
});

it("has a Date whose present is the clock's", () => {
  const time = new VirtualTime(Date.UTC(2026, 0, 1));
  const before = Date.prototype.constructor;
  const Virtual = time.dateClass();
  Date.prototype.constructor = before;
  time.now += 1000;
  expect(new Virtual().toISOString()).toBe("2026-01-01T00:00:01.000Z");
  expect(Virtual.now()).toBe(time.now);
  expect(new Virtual(0).getTime()).toBe(0);
  expect(new Virtual() instanceof Virtual).toBe(true);
  expect(new Date() instanceof Virtual).toBe(true);
  expect(typeof Virtual()).toBe("string");
  class Later extends Virtual {}
  expect(new Later()).toBeInstanceOf(Later);
});

it("draws the same values from the same seed", () => {
  const draw = (seed: string): number[] => {
    const bits = seededBits(seed);
    return Array.from({ length: 1000 }, bits);
  };
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  expect(new Set(draw("a")).size).toBe(1000);
  const mean = draw("c").reduce((sum, value) => sum + value, 0) / 1000 / 2 ** 32;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
