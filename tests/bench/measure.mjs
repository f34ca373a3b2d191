// Runs the workloads on every contender, the rounds interleaved, and answers the median time of an operation in microseconds.
// W1: PutItem, one at a time, in random order. W2: GetItem by full key, uniform and by Zipf's law with exponent 0.99.
import { deepStrictEqual } from "node:assert";

import { itemOf, pkOf, shuffled, skOf, uniform, zipf } from "./workloads.mjs";

// One operation is near the clock's resolution, so this many are timed together.
const BATCH = 16;

/** @type {(times: number[]) => number} */
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/**
 * Answers one row for each contender. `items` are stored, `reads` are the reads of each kind, in so many `rounds`, after `warmup`
 * operations that do not count.
 * @param {ReturnType<typeof import("./contenders.mjs").makeContenders>} contenders
 * @param {{ items: number, reads: number, rounds: number, warmup: number }} sizes
 * @returns {Promise<{ name: string, W1: number, "W2 uniform": number, "W2 zipf": number }[]>}
 */
export async function measure(contenders, { items, reads, rounds, warmup }) {
  const order = shuffled(items, 1);
  const results = contenders.map(({ name }) => ({ name, W1: [], "W2 uniform": [], "W2 zipf": [] }));
  for (const contender of contenders) await contender.setup();
  try {
    // Warm up on items beyond those that count, so that every operation of W1 makes a new item.
    for (const contender of contenders) {
      for (let i = 0; i < warmup; i++) {
        contender.put(contender.form(itemOf(items + i)));
        contender.get(pkOf(items + i), skOf(items + i));
      }
    }

    const inRounds = (count, run) => {
      const step = Math.ceil(count / rounds / BATCH) * BATCH;
      for (let begin = 0, round = 0; begin < count; begin += step, round++) {
        // Whoever goes first differs from round to round.
        for (let turn = 0; turn < contenders.length; turn++) {
          const which = (round + turn) % contenders.length;
          run(contenders[which], results[which], begin, Math.min(begin + step, count));
        }
      }
    };
    const timed = (times, count, run) => {
      const begin = process.hrtime.bigint();
      run();
      times.push(Number(process.hrtime.bigint() - begin) / 1000 / count);
    };

    inRounds(items, (contender, result, begin, end) => {
      for (let at = begin; at < end; at += BATCH) {
        const batch = [...order.subarray(at, Math.min(at + BATCH, end))].map((index) => contender.form(itemOf(index)));
        timed(result.W1, batch.length, () => {
          for (const item of batch) contender.put(item);
        });
      }
    });

    // A wrong answer fast is no answer: all of them hold the same items.
    for (let index = 0; index < items; index += Math.max(1, Math.floor(items / 100))) {
      for (const contender of contenders) {
        deepStrictEqual(sorted(contender.plain(contender.get(pkOf(index), skOf(index)))), sorted(itemOf(index)), contender.name);
      }
    }

    for (const [name, nextIndex] of [
      ["W2 uniform", uniform(items, 2)],
      ["W2 zipf", zipf(items, 0.99, 3)],
    ]) {
      const indexes = Uint32Array.from({ length: reads }, nextIndex);
      let seen = 0;
      inRounds(reads, (contender, result, begin, end) => {
        for (let at = begin; at < end; at += BATCH) {
          const keys = [...indexes.subarray(at, Math.min(at + BATCH, end))].map((index) => [pkOf(index), skOf(index)]);
          timed(result[name], keys.length, () => {
            for (const [pk, sk] of keys) if (contender.get(pk, sk).title !== undefined) seen++;
          });
        }
      });
      if (seen !== reads * contenders.length) throw new Error(`${name}: ${seen} reads of ${reads * contenders.length} found their item`);
    }
  } finally {
    for (const contender of contenders) await contender.close();
  }
  return results.map((result) => ({ name: result.name, W1: median(result.W1), "W2 uniform": median(result["W2 uniform"]), "W2 zipf": median(result["W2 zipf"]) }));
}

/** The members in the order of their names: an answer need not keep the order in which the item was written. */
const sorted = (item) => Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
