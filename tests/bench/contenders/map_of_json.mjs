// What one writes without a database: a Map of JSON text by key. Beside it, for the queries, the records of each partition and of each
// item collection of the index as arrays in order, which hold a hundred and are searched by halves.

const same = (value) => value;

/** The first place in the sorted `list` whose key is not below `key`. */
function placeOf(list, keyOf, key) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(list[middle]) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Records in order by one of their members, apart by another. */
class Sorted {
  #lists = new Map();
  #keyOf;

  constructor(keyOf) {
    this.#keyOf = keyOf;
  }

  add(hash, record) {
    const list = this.#lists.get(hash);
    if (list === undefined) this.#lists.set(hash, [record]);
    else list.splice(placeOf(list, this.#keyOf, this.#keyOf(record)), 0, record);
  }

  remove(hash, record) {
    const list = this.#lists.get(hash);
    list.splice(list.indexOf(record), 1);
    if (list.length === 0) this.#lists.delete(hash);
  }

  /** The items whose keys are between `from` and `to`, both included. */
  between(hash, from, to) {
    const list = this.#lists.get(hash) ?? [];
    const found = [];
    for (let at = placeOf(list, this.#keyOf, from); at < list.length && this.#keyOf(list[at]) <= to; at++) found.push(JSON.parse(list[at].text));
    return found;
  }
}

export function mapOfJson() {
  const items = new Map();
  const events = new Map();
  const partitions = new Sorted(({ sk }) => sk);
  const index = new Sorted(({ gsk }) => gsk);
  const keyOf = (pk, sk) => `${pk}\0${sk}`;
  const parsed = (text) => (text === undefined ? undefined : JSON.parse(text));

  const put = (item) => {
    const { pk, sk, gpk, gsk } = item;
    const key = keyOf(pk, sk);
    const record = items.get(key);
    if (record === undefined) {
      const made = { sk, gpk, gsk, text: JSON.stringify(item) };
      items.set(key, made);
      partitions.add(pk, made);
      index.add(gpk, made);
      return;
    }
    record.text = JSON.stringify(item);
    if (record.gpk === gpk && record.gsk === gsk) return;
    index.remove(record.gpk, record);
    record.gpk = gpk;
    record.gsk = gsk;
    index.add(gpk, record);
  };
  const update = (pk, sk, version) => {
    const record = items.get(keyOf(pk, sk));
    const item = record && JSON.parse(record.text);
    if (item?.version !== version) return false;
    item.likes++;
    item.version++;
    record.text = JSON.stringify(item);
    return true;
  };
  const get = (pk, sk) => parsed(items.get(keyOf(pk, sk))?.text);

  return {
    name: "Map of JSON",
    indexed: true,
    form: same,
    plain: same,
    setup() {},
    put,
    get,
    getEvent: (pk, sk) => parsed(events.get(keyOf(pk, sk))),
    query: (pk, from, to, forward) => (forward ? partitions.between(pk, from, to) : partitions.between(pk, from, to).reverse()),
    queryIndex: (gpk, from, to) => index.between(gpk, from, to),
    update,
    batchWrite(batch) {
      for (const item of batch) put(item);
    },
    batchGet: (keys) => keys.map(([pk, sk]) => get(pk, sk)),
    transact({ update: { pk, sk, version }, item, event, ended }) {
      if (!update(pk, sk, version)) return false;
      put(item);
      events.set(keyOf(event.pk, event.sk), JSON.stringify(event));
      events.delete(keyOf(ended.pk, ended.sk));
      return true;
    },
    scan(below) {
      const found = [];
      for (const { text } of items.values()) {
        const item = JSON.parse(text);
        if (item.likes < below) found.push(item);
      }
      return found;
    },
    close() {},
  };
}
