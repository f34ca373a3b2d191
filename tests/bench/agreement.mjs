// A wrong answer fast is no answer: that every contender holds what the workloads must have left, and answers each kind of read with
// it, in the right order. What is expected is worked out from the workloads alone, without any of the contenders.
import { deepStrictEqual } from "node:assert";

import { eventOf, FEW_LIKES, itemOf, pkOf, random, rangeOfIndex, rangeOfPartition, skOf } from "./items.mjs";

const SAMPLES = 100;

/** The members in the order of their names: an answer need not keep the order in which the item was written. */
const sorted = (item) => item && Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
const byKey = (a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1);

/** Throws an AssertionError that names the contender and the kind of read. */
export function checkAgreement(contenders, expected) {
  const few = expected.withFewLikes();
  for (const contender of contenders) {
    const plain = (answer) => sorted(answer && contender.plain(answer));
    const same = (kind, answer, indexes) =>
      deepStrictEqual(answer.map(plain), indexes.map((index) => sorted(expected.item(index))), `${contender.name}: ${kind} answers other items`);
    const next = random(20);
    const some = Array.from({ length: SAMPLES }, () => Math.floor(next() * expected.count));

    for (const index of some) same("get", [contender.get(pkOf(index), skOf(index))], [index]);
    const absent = contender.get(pkOf(expected.count), skOf(expected.count));
    deepStrictEqual(absent, undefined, `${contender.name}: get answers an item that nobody put`);

    for (let sample = 0; sample < SAMPLES; sample++) {
      const { pk, from, to, indexes } = rangeOfPartition(expected.count, next);
      same("query", contender.query(pk, from, to, true), indexes);
      same("query backward", contender.query(pk, from, to, false), [...indexes].reverse());
      if (!contender.indexed) continue;
      const { gpk, from: gfrom, to: gto, indexes: inIndex } = rangeOfIndex(expected.count, next);
      same("query of the index", contender.queryIndex(gpk, gfrom, gto), inIndex);
    }

    const distinct = [...new Set(some)];
    const batch = contender.batchGet(distinct.map((index) => [pkOf(index), skOf(index)]));
    const inOrder = (indexes) => [...indexes].sort((a, b) => a - b);
    same("batchGet", batch.sort((a, b) => byKey(contender.plain(a), contender.plain(b))), inOrder(distinct));
    same("scan", contender.scan(FEW_LIKES).sort((a, b) => byKey(contender.plain(a), contender.plain(b))), inOrder(few));

    const event = (index) => plain(contender.getEvent(eventOf(index).pk, eventOf(index).sk));
    deepStrictEqual(event(expected.events), expected.events > 0 ? sorted(eventOf(expected.events)) : undefined, `${contender.name}: the newest event`);
    deepStrictEqual(event(expected.events - 1), undefined, `${contender.name}: an event that was deleted`);
  }
}

/** That conditions which do not hold change nothing, and that an item which moves in the index moves there. Leaves all as it was. */
export function checkRefusalsAndMoves(contenders, expected) {
  const index = Math.floor(expected.count / 2);
  const key = { pk: pkOf(index), sk: skOf(index) };
  const item = expected.item(index);
  const wrong = { ...key, version: item.version + 1 };
  const absent = expected.count;
  const event = eventOf(expected.events + 1);
  for (const contender of contenders) {
    const input = { update: wrong, item: contender.form(itemOf(absent)), event: contender.form(event), ended: eventOf(expected.events) };
    deepStrictEqual(contender.update(key.pk, key.sk, wrong.version), false, `${contender.name}: an update of another version`);
    deepStrictEqual(contender.update(pkOf(absent), skOf(absent), 0), false, `${contender.name}: an update of an absent item`);
    deepStrictEqual(contender.transact(input), false, `${contender.name}: a transaction whose condition does not hold`);
    deepStrictEqual(contender.get(pkOf(absent), skOf(absent)), undefined, `${contender.name}: an item of that transaction`);
    deepStrictEqual(contender.getEvent(event.pk, event.sk), undefined, `${contender.name}: an event of that transaction`);
    if (!contender.indexed) continue;

    const elsewhere = { ...item, gpk: "elsewhere" };
    const found = (gpk) => contender.queryIndex(gpk, item.gsk, item.gsk).map((answer) => sorted(contender.plain(answer)));
    contender.put(contender.form(elsewhere));
    deepStrictEqual([found(item.gpk), found("elsewhere")], [[], [sorted(elsewhere)]], `${contender.name}: an item that moves in the index`);
    contender.put(contender.form(item));
    deepStrictEqual([found(item.gpk), found("elsewhere")], [[sorted(item)], []], `${contender.name}: an item that moves back`);
  }
}
