// Runs the workloads on every contender, their rounds interleaved, and answers the median time of an operation in microseconds.
import { checkAgreement, checkRefusalsAndMoves } from "./agreement.mjs";
import { Expected } from "./items.mjs";
import { WORKLOADS } from "./workloads.mjs";

/** @type {(times: number[]) => number} */
export const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/**
 * Answers one row for each workload whose id is in `only`, with a time for each contender in their order. `items` are put by W1, which is
 * always run, for the others need them; the counts of the other workloads follow from `operations`. The first of the `rounds` of each
 * workload warms up and is not counted. Throws when a contender answers anything wrong.
 * @param {ReturnType<typeof import("./contenders/all.mjs").makeContenders>} contenders
 * @param {{ items: number, operations: number, rounds: number, only?: readonly string[] | undefined }} sizes
 * @returns {Promise<{ workload: string, times: number[] }[]>}
 */
export async function measure(contenders, sizes) {
  const expected = new Expected();
  const wanted = ({ id }) => sizes.only === undefined || sizes.only.includes(id);
  const rows = [];
  for (const contender of contenders) await contender.setup();
  try {
    for (const workload of WORKLOADS) {
      if (workload.id !== "W1" && !wanted(workload)) continue;
      const times = runWorkload(workload, contenders, expected, sizes);
      if (wanted(workload)) rows.push({ workload: workload.name, times });
      if (workload.id === "W1") checkAgreement(contenders, expected);
    }
    checkRefusalsAndMoves(contenders, expected);
    checkAgreement(contenders, expected);
  } finally {
    for (const contender of contenders) await contender.close();
  }
  return rows;
}

function runWorkload({ name, count, group, draw, form, run, answers, items }, contenders, expected, sizes) {
  const inRound = Math.ceil(count(sizes) / sizes.rounds / group) * group;
  // W1 puts so many items and no more; the others fill their rounds.
  const total = name.startsWith("W1") ? count(sizes) : inRound * sizes.rounds;
  const operations = draw(expected, total, sizes);
  const wanted = operations.reduce((sum, operation) => sum + answers(operation), 0);
  const divisor = items?.(expected) ?? 1;
  const times = contenders.map(() => []);
  const answered = contenders.map(() => 0);

  for (let begin = 0, round = 0; begin < total; begin += inRound, round++) {
    // Whoever goes first differs from round to round.
    for (let turn = 0; turn < contenders.length; turn++) {
      const which = (round + turn) % contenders.length;
      const contender = contenders[which];
      for (let at = begin; at < Math.min(begin + inRound, total); at += group) {
        const inputs = operations.slice(at, Math.min(at + group, total)).map((operation) => form(contender, operation));
        let sum = 0;
        const before = process.hrtime.bigint();
        for (const input of inputs) sum += run(contender, input);
        const nanoseconds = Number(process.hrtime.bigint() - before);
        answered[which] += sum;
        if (round > 0) times[which].push(nanoseconds / 1000 / inputs.length / divisor);
      }
    }
  }
  contenders.forEach((contender, which) => {
    if (answered[which] !== wanted) throw new Error(`${name}: ${contender.name} answered ${answered[which]} where ${wanted} is right`);
  });
  return times.map(median);
}
