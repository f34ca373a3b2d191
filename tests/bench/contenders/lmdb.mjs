// lmdb, without durability, as ours is in memory. The index holds whole items, so that a query on it needs no second look-up.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";

const same = (value) => value;

export function lmdb() {
  let root;
  let items;
  let index;
  let events;
  let folder;

  const indexKey = (item) => [item.gpk, item.gsk, item.pk, item.sk];
  const write = (item) => {
    const key = [item.pk, item.sk];
    const old = items.get(key);
    if (old !== undefined && (old.gpk !== item.gpk || old.gsk !== item.gsk)) index.removeSync(indexKey(old));
    items.putSync(key, item);
    index.putSync(indexKey(item), item);
  };
  const updated = (pk, sk, version) => {
    const item = items.get([pk, sk]);
    if (item?.version !== version) return false;
    item.likes++;
    item.version++;
    items.putSync([pk, sk], item);
    index.putSync(indexKey(item), item);
    return true;
  };
  const values = (range) => {
    const found = [];
    for (const { value } of range) found.push(value);
    return found;
  };

  return {
    name: "lmdb",
    indexed: true,
    form: same,
    plain: same,
    setup() {
      folder = mkdtempSync(join(tmpdir(), "hashrange-bench-"));
      root = open({ path: folder, noSync: true, noMetaSync: true });
      const sharedStructuresKey = Symbol.for("structures");
      items = root.openDB({ name: "items", sharedStructuresKey });
      index = root.openDB({ name: "index", sharedStructuresKey });
      events = root.openDB({ name: "events", sharedStructuresKey });
    },
    put: (item) => root.transactionSync(() => write(item)),
    get: (pk, sk) => items.get([pk, sk]),
    getEvent: (pk, sk) => events.get([pk, sk]),
    query: (pk, from, to, forward) =>
      values(
        forward
          ? items.getRange({ start: [pk, from], end: [pk, to], inclusiveEnd: true })
          : items.getRange({ start: [pk, to], end: [pk, from], inclusiveEnd: true, reverse: true }),
      ),
    // The primary key follows the index's own, so the end is beyond every key that begins with [gpk, to].
    queryIndex: (gpk, from, to) => values(index.getRange({ start: [gpk, from], end: [gpk, `${to}\uffff`] })),
    update: (pk, sk, version) => root.transactionSync(() => updated(pk, sk, version)),
    batchWrite: (batch) =>
      root.transactionSync(() => {
        for (const item of batch) write(item);
      }),
    batchGet: (keys) => keys.map((key) => items.get(key)),
    transact: ({ update, item, event, ended }) =>
      root.transactionSync(() => {
        if (!updated(update.pk, update.sk, update.version)) return false;
        write(item);
        events.putSync([event.pk, event.sk], event);
        events.removeSync([ended.pk, ended.sk]);
        return true;
      }),
    scan(below) {
      const found = [];
      for (const { value } of items.getRange()) if (value.likes < below) found.push(value);
      return found;
    },
    async close() {
      await root.close();
      rmSync(folder, { recursive: true });
    },
  };
}
