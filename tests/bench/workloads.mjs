// The items and the orders of access of the benchmark, the same at every run: a small generator with a seed, no Math.random.

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SORT_KEYS_PER_PARTITION = 100;
const TEXT = "The quick brown fox jumps over the lazy dog and keeps running through the forest until the evening comes, as it always does. ";

export const pkOf = (index) => `user#${String(Math.floor(index / SORT_KEYS_PER_PARTITION)).padStart(7, "0")}`;
export const skOf = (index) => `post#${String(index % SORT_KEYS_PER_PARTITION).padStart(5, "0")}`;

/** Item number `index`: ten attributes, about 300 bytes as DynamoDB counts them. */
export function itemOf(index) {
  const next = random(index + 1);
  const digits = String(Math.floor(next() * 1e9)).padStart(9, "0");
  return {
    pk: pkOf(index),
    sk: skOf(index),
    title: `Title number ${digits}`,
    body: TEXT.slice(Math.floor(next() * 20)),
    author: `author-${digits.slice(0, 4)}`,
    likes: Math.floor(next() * 10_000),
    score: Math.floor(next() * 1_000_000) / 100,
    draft: next() < 0.5,
    tags: ["aws", `tag${digits[0]}`, "databases"],
    created: `2026-11-${String(1 + (index % 28)).padStart(2, "0")}T08:00:00Z`,
  };
}

/** The numbers below `count` in random order. */
export function shuffled(count, seed) {
  const next = random(seed);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor(next() * (last + 1));
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

/** A function that answers indexes below `count`, each as likely as the other. */
export function uniform(count, seed) {
  const next = random(seed);
  return () => Math.floor(next() * count);
}

/**
 * A function that answers indexes below `count` by Zipf's law with that exponent; the popular ones lie anywhere.
 * @returns {() => number}
 */
export function zipf(count, exponent, seed) {
  const next = random(seed);
  const order = shuffled(count, seed + 1);
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) upTo[rank] = sum += 1 / (rank + 1) ** exponent;
  return () => {
    const wanted = next() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return order[low];
  };
}
