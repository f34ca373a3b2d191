// better-sqlite3 in memory: prepared statements, and a transaction around everything that is more than one of them.
import Database from "better-sqlite3";

import { SCHEMA, STATEMENTS } from "./sqlite_statements.mjs";

const same = (value) => value;

export function betterSqlite3() {
  let db;
  let run;
  let writeAll;
  let readAll;
  let transaction;
  const parsed = (text) => (text === undefined ? undefined : JSON.parse(text));
  const write = (item) => run.put.run(item.pk, item.sk, item.gpk, item.gsk, JSON.stringify(item));
  return {
    name: "better-sqlite3",
    indexed: true,
    form: same,
    plain: same,
    setup() {
      db = new Database(":memory:");
      db.exec(SCHEMA);
      run = Object.fromEntries(Object.entries(STATEMENTS).map(([name, sql]) => [name, db.prepare(sql)]));
      for (const statement of Object.values(run)) if (statement.reader) statement.pluck();
      writeAll = db.transaction((items) => {
        for (const item of items) write(item);
      });
      readAll = db.transaction((keys) => keys.map(([pk, sk]) => parsed(run.get.get(pk, sk))));
      transaction = db.transaction(({ update, item, event, ended }) => {
        if (run.update.run(update.pk, update.sk, update.version).changes !== 1) return false;
        write(item);
        run.putEvent.run(event.pk, event.sk, JSON.stringify(event));
        run.deleteEvent.run(ended.pk, ended.sk);
        return true;
      });
    },
    put: write,
    get: (pk, sk) => parsed(run.get.get(pk, sk)),
    getEvent: (pk, sk) => parsed(run.getEvent.get(pk, sk)),
    query: (pk, from, to, forward) => (forward ? run.queryForward : run.queryBackward).all(pk, from, to).map(parsed),
    queryIndex: (gpk, from, to) => run.queryIndex.all(gpk, from, to).map(parsed),
    update: (pk, sk, version) => run.update.run(pk, sk, version).changes === 1,
    batchWrite: (items) => writeAll(items),
    batchGet: (keys) => readAll(keys),
    transact: (input) => transaction(input),
    scan: (below) => run.scan.all(below).map(parsed),
    close: () => db.close(),
  };
}
