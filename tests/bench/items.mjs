// The items of the benchmark, what the tables must hold after each workload, and the orders of access: the same at every run, from a
// small generator with a seed, no Math.random. Tested by smoke.test.ts.

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
const PARTITIONS_PER_BLOCK = 100;
const ITEMS_PER_BLOCK = SORT_KEYS_PER_PARTITION * PARTITIONS_PER_BLOCK;
const TEXT = "The quick brown fox jumps over the lazy dog and keeps running through the forest until the evening comes, as it always does in a land without a clock to tell of it. ";

export const pkOf = (index) => `user#${String(Math.floor(index / SORT_KEYS_PER_PARTITION)).padStart(7, "0")}`;
export const skOf = (index) => skAt(index % SORT_KEYS_PER_PARTITION);
const skAt = (place) => `post#${String(place).padStart(5, "0")}`;

// In the index, an item collection holds 100 items from 100 partitions, in another order than that of the partitions. 37 has no factor
// in common with 100, so no two of them have the same place.
const gpkAt = (block, place) => `tag#${String(block * SORT_KEYS_PER_PARTITION + place).padStart(7, "0")}`;
const gskAt = (rank) => `2026-11-${String(1 + (rank >> 2)).padStart(2, "0")}T${String((rank & 3) * 6).padStart(2, "0")}:00:00Z`;
const rankOf = (index) => (Math.floor(index / SORT_KEYS_PER_PARTITION) * 37) % PARTITIONS_PER_BLOCK;
const gpkOf = (index) => gpkAt(Math.floor(index / ITEMS_PER_BLOCK), index % SORT_KEYS_PER_PARTITION);

/** Item number `index` as it is put first: ten attributes, about 300 bytes as DynamoDB counts them. */
export function itemOf(index) {
  const next = random(index + 1);
  const digits = String(Math.floor(next() * 1e9)).padStart(9, "0");
  return {
    pk: pkOf(index),
    sk: skOf(index),
    gpk: gpkOf(index),
    gsk: gskAt(rankOf(index)),
    title: `Title number ${digits}`,
    body: TEXT.slice(Math.floor(next() * 20)),
    likes: Math.floor(next() * LIKES),
    version: 0,
    draft: next() < 0.5,
    tags: ["aws", `tag${digits[0]}`, "databases"],
  };
}

/** The likes of a new item are evenly spread below this, so a hundredth of the items has less than FEW_LIKES. */
const LIKES = 10_000;
export const FEW_LIKES = LIKES / 100;

/** Event number `index` of the second table: small, and there is never more than one. */
export const eventOf = (index) => ({ pk: `day#${String(index >> 10).padStart(5, "0")}`, sk: `event#${String(index).padStart(9, "0")}`, amount: index });

const RANGE = 20;

/** A range of 20 sort keys of a partition that holds items below `count`, and the numbers of the items there. */
export function rangeOfPartition(count, next) {
  const first = Math.floor(next() * Math.ceil(count / SORT_KEYS_PER_PARTITION)) * SORT_KEYS_PER_PARTITION;
  const from = Math.floor(next() * (SORT_KEYS_PER_PARTITION - RANGE + 1));
  const indexes = Array.from({ length: RANGE }, (_, at) => first + from + at).filter((index) => index < count);
  return { pk: pkOf(first), from: skAt(from), to: skAt(from + RANGE - 1), indexes };
}

/** The same in the index: 20 places of an item collection. */
export function rangeOfIndex(count, next) {
  const block = Math.floor(next() * Math.ceil(count / ITEMS_PER_BLOCK));
  const place = Math.floor(next() * SORT_KEYS_PER_PARTITION);
  const from = Math.floor(next() * (PARTITIONS_PER_BLOCK - RANGE + 1));
  const inRange = (index) => index < count && rankOf(index) >= from && rankOf(index) < from + RANGE;
  const indexes = Array.from({ length: PARTITIONS_PER_BLOCK }, (_, partition) => block * ITEMS_PER_BLOCK + partition * SORT_KEYS_PER_PARTITION + place)
    .filter(inRange)
    .sort((a, b) => rankOf(a) - rankOf(b));
  return { gpk: gpkAt(block, place), from: gskAt(from), to: gskAt(from + RANGE - 1), indexes };
}

/** What the tables must hold: the items below `count`, each as often updated as its version says, and the newest event. */
export class Expected {
  count = 0;
  events = 0;
  #versions = new Map();

  version(index) {
    return this.#versions.get(index) ?? 0;
  }

  update(index) {
    this.#versions.set(index, this.version(index) + 1);
  }

  item(index) {
    const item = itemOf(index);
    const version = this.version(index);
    return { ...item, likes: item.likes + version, version };
  }

  /** The numbers of the items that have few likes. */
  withFewLikes() {
    const found = [];
    for (let index = 0; index < this.count; index++) if (this.item(index).likes < FEW_LIKES) found.push(index);
    return found;
  }
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
