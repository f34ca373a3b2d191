// The workloads. Each draws its operations once, the same for every contender, and leaves in `expected` what the tables must hold
// afterwards. Reads come before writes, so that they look at exactly the items that W1 put.
//
// A workload:
//   id, name          what --only names, and the row of the table
//   count(sizes)      how many operations
//   group             how many are timed together: one alone may be near the clock's resolution
//   draw(expected, count, sizes)    the operations
//   form(contender, operation)      what the contender is given, made outside the measured time
//   run(contender, input)           does it; answers a number (of items, of successes) by which wrong answers are caught on the way
//   answers(operation)              that number
//   items(expected)   by how many to divide the time of one operation, when it is told by the item
import { eventOf, FEW_LIKES, pkOf, random, rangeOfIndex, rangeOfPartition, shuffled, skOf, uniform, zipf } from "./items.mjs";

const BATCH_WRITE = 25;
const BATCH_GET = 100;

const keyOf = (index) => [pkOf(index), skOf(index)];
const asIs = (_contender, operation) => operation;
const one = () => 1;
const ofRange = ({ indexes }) => indexes.length;

/** @type {(nextIndex: () => number, count: number) => [string, string][]} */
const keys = (nextIndex, count) => Array.from({ length: count }, () => keyOf(nextIndex()));

/** The numbers of `count` new items, in random order; from now on they are expected. */
function newItems(expected, count, seed) {
  const first = expected.count;
  expected.count += count;
  return Array.from(shuffled(count, seed), (offset) => first + offset);
}

/** An update of an item as it is expected to be then. */
function updateOf(expected, index) {
  const version = expected.version(index);
  expected.update(index);
  return { pk: pkOf(index), sk: skOf(index), version };
}

function distinct(nextIndex, count) {
  const found = new Set();
  while (found.size < count) found.add(nextIndex());
  return [...found];
}

const queryOf = (id, direction, seed) => ({
  id,
  name: `${id} Query of 20, ${direction}`,
  count: ({ operations }) => operations / 10,
  group: 4,
  draw: (expected, count) => {
    const next = random(seed);
    return Array.from({ length: count }, () => rangeOfPartition(expected.count, next));
  },
  form: asIs,
  run:
    direction === "forward"
      ? (contender, { pk, from, to }) => contender.query(pk, from, to, true).length
      : (contender, { pk, from, to }) => contender.query(pk, from, to, false).length,
  answers: ofRange,
});

const getOf = (name, nextOf) => ({
  id: "W2",
  name: `W2 GetItem, ${name}`,
  count: ({ operations }) => operations,
  group: 16,
  draw: (expected, count) => keys(nextOf(expected.count), count),
  form: asIs,
  run: (contender, [pk, sk]) => (contender.get(pk, sk).title === undefined ? 0 : 1),
  answers: one,
});

export const WORKLOADS = [
  {
    id: "W1",
    name: "W1 PutItem",
    count: ({ items }) => items,
    group: 16,
    draw: (expected, count) => newItems(expected, count, 1).map((index) => expected.item(index)),
    form: (contender, item) => contender.form(item),
    run: (contender, item) => {
      contender.put(item);
      return 1;
    },
    answers: one,
  },
  getOf("uniform", (count) => uniform(count, 2)),
  getOf("Zipf 0.99", (count) => zipf(count, 0.99, 3)),
  queryOf("W3", "forward", 4),
  queryOf("W3", "backward", 5),
  {
    id: "W5",
    name: `W5 BatchGetItem of ${BATCH_GET}`,
    count: ({ operations }) => operations / 100,
    group: 1,
    draw: (expected, count) => {
      const next = uniform(expected.count, 6);
      return Array.from({ length: count }, () => distinct(next, BATCH_GET).map(keyOf));
    },
    form: asIs,
    run: (contender, batch) => contender.batchGet(batch).length,
    answers: (batch) => batch.length,
  },
  {
    id: "W7",
    name: "W7 Query of 20 on the GSI",
    count: ({ operations }) => operations / 10,
    group: 4,
    draw: (expected, count) => {
      const next = random(7);
      return Array.from({ length: count }, () => rangeOfIndex(expected.count, next));
    },
    form: asIs,
    run: (contender, { gpk, from, to }) => contender.queryIndex(gpk, from, to).length,
    answers: ofRange,
  },
  {
    id: "W8",
    name: "W8 Scan, 1 % passes; an item",
    count: ({ rounds }) => rounds,
    group: 1,
    draw: (expected, count) => Array(count).fill({ found: expected.withFewLikes().length }),
    form: asIs,
    run: (contender) => contender.scan(FEW_LIKES).length,
    answers: ({ found }) => found,
    items: (expected) => expected.count,
  },
  {
    id: "W4",
    name: "W4 UpdateItem on condition",
    count: ({ operations }) => operations / 4,
    group: 16,
    draw: (expected, count) => {
      const next = uniform(expected.count, 8);
      return Array.from({ length: count }, () => updateOf(expected, next()));
    },
    form: asIs,
    run: (contender, { pk, sk, version }) => (contender.update(pk, sk, version) ? 1 : 0),
    answers: one,
  },
  {
    id: "W5",
    name: `W5 BatchWriteItem of ${BATCH_WRITE}`,
    count: ({ operations }) => operations / 200,
    group: 1,
    draw: (expected, count) => {
      const indexes = newItems(expected, count * BATCH_WRITE, 9);
      return Array.from({ length: count }, (_, at) => indexes.slice(at * BATCH_WRITE, (at + 1) * BATCH_WRITE).map((index) => expected.item(index)));
    },
    form: (contender, batch) => batch.map(contender.form),
    run: (contender, batch) => {
      contender.batchWrite(batch);
      return 1;
    },
    answers: one,
  },
  {
    id: "W6",
    name: "W6 TransactWriteItems of 4",
    count: ({ operations }) => operations / 40,
    group: 4,
    draw: (expected, count) => {
      const next = uniform(expected.count, 10);
      return newItems(expected, count, 11).map((index) => {
        const number = ++expected.events;
        return { update: updateOf(expected, next()), item: expected.item(index), event: eventOf(number), ended: eventOf(number - 1) };
      });
    },
    form: (contender, operation) => ({ ...operation, item: contender.form(operation.item), event: contender.form(operation.event) }),
    run: (contender, operation) => (contender.transact(operation) ? 1 : 0),
    answers: one,
  },
];
