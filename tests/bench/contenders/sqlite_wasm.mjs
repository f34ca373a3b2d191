// SQLite's own WebAssembly in memory: prepared statements of its object API, and BEGIN and COMMIT around everything that is more than
// one of them.
import initialize from "@sqlite.org/sqlite-wasm";

import { SCHEMA, STATEMENTS } from "./sqlite_statements.mjs";

const same = (value) => value;

export function sqliteWasm() {
  let db;
  let run;
  const write = (item) => run.put.bind([item.pk, item.sk, item.gpk, item.gsk, JSON.stringify(item)]).stepReset();
  const all = (statement, values) => {
    const found = [];
    statement.bind(values);
    while (statement.step()) found.push(JSON.parse(statement.getString(0)));
    statement.reset();
    return found;
  };
  const one = (statement, values) => {
    statement.bind(values);
    const found = statement.step() ? JSON.parse(statement.getString(0)) : undefined;
    statement.reset();
    return found;
  };
  const updated = (pk, sk, version) => {
    run.update.bind([pk, sk, version]).stepReset();
    return db.changes() === 1;
  };
  // Nothing below fails half way, so there is no way back to write.
  const inTransaction = (action) => {
    run.begin.stepReset();
    const answer = action();
    run.commit.stepReset();
    return answer;
  };
  return {
    name: "sqlite-wasm",
    indexed: true,
    form: same,
    plain: same,
    async setup() {
      const sqlite = await initialize();
      db = new sqlite.oo1.DB(":memory:", "c");
      db.exec(SCHEMA);
      run = Object.fromEntries(Object.entries({ ...STATEMENTS, begin: "BEGIN", commit: "COMMIT" }).map(([name, sql]) => [name, db.prepare(sql)]));
    },
    put: write,
    get: (pk, sk) => one(run.get, [pk, sk]),
    getEvent: (pk, sk) => one(run.getEvent, [pk, sk]),
    query: (pk, from, to, forward) => all(forward ? run.queryForward : run.queryBackward, [pk, from, to]),
    queryIndex: (gpk, from, to) => all(run.queryIndex, [gpk, from, to]),
    update: updated,
    batchWrite: (items) =>
      inTransaction(() => {
        for (const item of items) write(item);
      }),
    batchGet: (keys) => inTransaction(() => keys.map((key) => one(run.get, key))),
    transact: ({ update, item, event, ended }) =>
      inTransaction(() => {
        if (!updated(update.pk, update.sk, update.version)) return false;
        write(item);
        run.putEvent.bind([event.pk, event.sk, JSON.stringify(event)]).stepReset();
        run.deleteEvent.bind([ended.pk, ended.sk]).stepReset();
        return true;
      }),
    scan: (below) => all(run.scan, [below]),
    close() {
      for (const statement of Object.values(run)) statement.finalize();
      db.close();
    },
  };
}
