// How cost grows with the number of items, of ours alone: a fork of a large database, a read in a large one against one in a small one,
// and the memory that an item takes, its keys, its place in the tree and its entry of the index included.
import { openTables } from "./contenders/hashrange.mjs";
import { itemOf, pkOf, shuffled, skOf, uniform } from "./items.mjs";
import { median } from "./measure.mjs";

const TableName = "items";
const GROUP = 16;

function put(db, order) {
  const { putItem } = db.sync.document;
  for (const index of order) putItem({ TableName, Item: itemOf(index) });
}

const milliseconds = (begin) => Number(process.hrtime.bigint() - begin) / 1e6;

/**
 * The median and the worst time of db.fork() of a database of `large` items, between which the database changes, and the median time of
 * a GetItem there and in a database of `small` items, the rounds of both interleaved.
 * @param {{ small: number, large: number, gets: number, forks: number }} sizes
 */
export async function measureForks({ small, large, gets, forks }) {
  const databases = { small: await openTables(), large: await openTables() };
  try {
    put(databases.small, shuffled(small, 1));
    put(databases.large, shuffled(large, 1));

    const times = { small: [], large: [] };
    const next = { small: uniform(small, 2), large: uniform(large, 2) };
    const warmUp = gets / 10;
    for (let at = 0; at < gets; at += GROUP) {
      for (const which of ["small", "large"]) {
        const { getItem } = databases[which].sync.document;
        const keys = Array.from({ length: GROUP }, next[which]).map((index) => ({ pk: pkOf(index), sk: skOf(index) }));
        const begin = process.hrtime.bigint();
        for (const Key of keys) if (getItem({ TableName, Key }).Item === undefined) throw new Error("an item is missing");
        if (at >= warmUp) times[which].push((milliseconds(begin) * 1000) / GROUP);
      }
    }

    const forkMs = [];
    for (let round = 0; round < forks; round++) {
      const item = itemOf(round);
      const begin = process.hrtime.bigint();
      const fork = await databases.large.fork();
      forkMs.push(milliseconds(begin));
      // It is a database of its own: neither sees what the other writes.
      fork.sync.document.putItem({ TableName, Item: { ...item, title: "changed in the fork" } });
      databases.large.sync.document.putItem({ TableName, Item: { ...item, title: "changed in the database" } });
      const titleIn = (db) => db.sync.document.getItem({ TableName, Key: { pk: item.pk, sk: item.sk } }).Item.title;
      if (titleIn(fork) !== "changed in the fork" || titleIn(databases.large) !== "changed in the database") throw new Error("a fork is not apart");
      await fork.close();
    }
    return { forkMs: median(forkMs), worstForkMs: Math.max(...forkMs), getUs: { small: median(times.small), large: median(times.large) } };
  } finally {
    await databases.small.close();
    await databases.large.close();
  }
}

/**
 * Bytes of memory an item. `bytesAnItem` is by how much the WebAssembly memory grew; it grows in large steps, so the end of the last one
 * is not in use yet. `bytesBetweenGrowths` leaves that out: it is the growth from one step to the next, when everything before is in
 * use, by the items that came meanwhile, from the second step on. NaN when there were fewer than two steps.
 */
export async function measureMemory(items) {
  const db = await openTables();
  try {
    const heapBytes = () => db.sync.inspect().memory.heapBytes;
    const order = shuffled(items, 1);
    const begin = heapBytes();
    let bytes = begin;
    const full = [];
    for (let at = 0; at < items; at += GROUP) {
      put(db, order.subarray(at, at + GROUP));
      const now = heapBytes();
      if (now > bytes) full.push({ items: at + GROUP, bytes });
      bytes = now;
    }
    const [first, last] = [full[0], full.at(-1)];
    return {
      bytesAnItem: (bytes - begin) / items,
      bytesBetweenGrowths: full.length < 2 ? NaN : (last.bytes - first.bytes) / (last.items - first.items),
    };
  } finally {
    await db.close();
  }
}
