import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Background, type TickOutcome } from "./background.js";

const kNothing: TickOutcome = { more: false, nextDueMs: null };

describe("background work", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** A Background whose ticks are listed with their times, and answer one after the other. */
  function scheduled(...outcomes: (TickOutcome | Error)[]) {
    const ticks: number[] = [];
    const background: Background = new Background(() => {
      ticks.push(Date.now() - 1_000_000);
      background.requested(); // as every request
      const outcome = outcomes.shift() ?? kNothing;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }, Date.now);
    return { background, ticks };
  }

  it("is looked for soon after requests, once for many, and not again without another", () => {
    const { background, ticks } = scheduled();
    vi.advanceTimersByTime(100_000);
    expect(ticks).toEqual([]);
    for (let i = 0; i < 10; i++) background.requested();
    vi.advanceTimersByTime(49);
    background.requested();
    expect(ticks).toEqual([]);
    vi.advanceTimersByTime(100_000);
    expect(ticks).toEqual([100_050]);
    background.requested();
    vi.advanceTimersByTime(50);
    expect(ticks).toEqual([100_050, 200_099]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes on while there is more, and comes back when more is due", () => {
    const { background, ticks } = scheduled({ more: true, nextDueMs: 0 }, { more: true, nextDueMs: 0 }, { more: false, nextDueMs: 1_060_000 });
    background.requested();
    vi.advanceTimersByTime(52);
    expect(ticks).toEqual([50, 51, 52]);
    vi.advanceTimersByTime(59_900);
    expect(ticks.length).toBe(3);
    vi.advanceTimersByTime(100);
    expect(ticks.slice(3)).toEqual([60_000]);
  });

  it("is not overslept when a request brings it forward", () => {
    const { background, ticks } = scheduled({ more: false, nextDueMs: 1_900_000 }, { more: false, nextDueMs: 1_002_000 });
    background.requested();
    vi.advanceTimersByTime(1000);
    background.requested();
    vi.advanceTimersByTime(2000);
    expect(ticks).toEqual([50, 1050, 2000]);
  });

  it("is looked for once an hour when it is far away, and not at once when it is overdue", () => {
    const { background, ticks } = scheduled({ more: false, nextDueMs: 9e15 }, { more: false, nextDueMs: 5 });
    background.requested();
    vi.advanceTimersByTime(3_600_200);
    expect(ticks).toEqual([50, 3_600_050, 3_600_100]);
  });

  it("rests after a failure until the next request", () => {
    const { background, ticks } = scheduled(new Error("the session has failed"));
    background.requested();
    vi.advanceTimersByTime(10_000);
    expect(ticks).toEqual([50]);
    background.requested();
    vi.advanceTimersByTime(10_000);
    expect(ticks).toEqual([50, 10_050]);
  });

  it("ends with close", () => {
    const { background, ticks } = scheduled();
    background.requested();
    background.close();
    background.requested();
    vi.advanceTimersByTime(10_000);
    expect(ticks).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does without timers where there are none", () => {
    const { background, ticks } = scheduled();
    vi.stubGlobal("setTimeout", () => {
      throw new Error("Disallowed operation called within global scope");
    });
    background.requested();
    background.requested();
    background.close();
    expect(ticks).toEqual([]);
  });

  it("keeps no process", () => {
    const unref = vi.fn();
    const unrefTimer = vi.fn();
    vi.stubGlobal("setTimeout", () => ({ unref }));
    scheduled().background.requested();
    expect(unref).toHaveBeenCalledOnce();
    vi.stubGlobal("Deno", { unrefTimer });
    vi.stubGlobal("setTimeout", () => 77);
    scheduled().background.requested();
    expect(unrefTimer).toHaveBeenCalledWith(77);
  });
});
