// The databases that the benchmark compares. Each keeps items of ten attributes under (pk, sk) and a global index of all of them under
// (gpk, gsk), which every write maintains, and a second table of small events. Each answers a read with fresh, fully built objects, and is
// set up as its own documentation would have it for speed without durability, as ours is ("memory").
//
// A contender:
//   name, indexed                            what to call it; whether it has the global index
//   form(item), plain(answer)                an item in the contender's own form, made outside the measured time; and back
//   setup(), close()
//   put(item), get(pk, sk), getEvent(pk, sk)
//   query(pk, from, to, forward)             the items of a range of sort keys, both ends included, in order
//   queryIndex(gpk, from, to)                the same in the index
//   update(pk, sk, version)                  one like and one version more, if the version is that; answers whether it was
//   batchWrite(items), batchGet(keys)        keys are [pk, sk]; the answer has any order
//   transact({ update, item, event, ended }) all or nothing: that update, an item put, an event put and another one deleted
//   scan(below)                              looks at every item, answers those with fewer likes, in any order
import { betterSqlite3 } from "./better_sqlite3.mjs";
import { hashrangeDocument, hashrangeJson } from "./hashrange.mjs";
import { lmdb } from "./lmdb.mjs";
import { mapOfJson } from "./map_of_json.mjs";
import { sqliteWasm } from "./sqlite_wasm.mjs";

/** Ours first: the ratios are against it. */
export const makeContenders = () => [hashrangeDocument(), hashrangeJson(), lmdb(), betterSqlite3(), mapOfJson(), sqliteWasm()];

/** Ours with the index and without: what the index costs. */
export const makeWithAndWithoutIndex = () => [hashrangeDocument(), hashrangeDocument({ indexed: false })];
