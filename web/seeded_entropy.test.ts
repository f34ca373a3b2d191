import { describe, expect, it } from "vitest";
import { SeededEntropy } from "./seeded_entropy.js";

describe("seeded entropy", () => {
  // The same numbers are expected by engine/src/api/seeded_entropy_test.cc.
  it.each<[string, number[]]>([
    ["", [2405484767, 1574265480, 909456002]],
    ["1", [331322562, 4044631360, 3654422104]],
    ["lesson", [3227965460, 3124319856, 2902784990]],
    ["ключ 😀", [4035754786, 3611904798, 73551130]],
  ])("gives the same numbers as its twin in C++ for the seed '%s'", (seed, numbers) => {
    const entropy = new SeededEntropy(seed);
    expect(numbers.map(() => entropy.next())).toEqual(numbers);
  });

  it("takes a number for its digits", () => {
    expect(new SeededEntropy(12345).next()).toBe(new SeededEntropy("12345").next());
  });

  it("goes on in a fork where it stands, and apart from then on", () => {
    const entropy = new SeededEntropy("x");
    entropy.next();
    const fork = entropy.fork();
    const numbers = [1, 2, 3].map(() => entropy.next());
    expect([1, 2, 3].map(() => fork.next())).toEqual(numbers);
    fork.next();
    expect(fork.next()).not.toBe(entropy.next());
  });

  it("gives unsigned integers of 32 bits that hardly repeat", () => {
    const entropy = new SeededEntropy("x");
    const seen = new Set<number>();
    for (let i = 0; i < 100_000; i++) seen.add(entropy.next());
    expect(seen.size).toBeGreaterThan(99_990);
    expect([...seen].every((number) => number >= 0 && number <= 0xffffffff && Number.isInteger(number))).toBe(true);
  });
});
