// The schema and the statements of both SQLites. An item is one row: its four keys as columns, clustered by the primary key and indexed
// by the other two, and the whole item as JSON text, which SQLite's own functions read and change in place.

export const SCHEMA = `
  CREATE TABLE items (pk TEXT, sk TEXT, gpk TEXT, gsk TEXT, item TEXT, PRIMARY KEY (pk, sk)) WITHOUT ROWID;
  CREATE INDEX by_tag ON items (gpk, gsk);
  CREATE TABLE events (pk TEXT, sk TEXT, event TEXT, PRIMARY KEY (pk, sk)) WITHOUT ROWID;
`;

export const STATEMENTS = {
  put: "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)",
  get: "SELECT item FROM items WHERE pk = ? AND sk = ?",
  queryForward: "SELECT item FROM items WHERE pk = ? AND sk BETWEEN ? AND ? ORDER BY sk",
  queryBackward: "SELECT item FROM items WHERE pk = ? AND sk BETWEEN ? AND ? ORDER BY sk DESC",
  queryIndex: "SELECT item FROM items WHERE gpk = ? AND gsk BETWEEN ? AND ? ORDER BY gsk",
  update: `UPDATE items
    SET item = json_set(item, '$.likes', json_extract(item, '$.likes') + 1, '$.version', json_extract(item, '$.version') + 1)
    WHERE pk = ? AND sk = ? AND json_extract(item, '$.version') = ?`,
  scan: "SELECT item FROM items WHERE json_extract(item, '$.likes') < ?",
  putEvent: "INSERT OR REPLACE INTO events VALUES (?, ?, ?)",
  getEvent: "SELECT event FROM events WHERE pk = ? AND sk = ?",
  deleteEvent: "DELETE FROM events WHERE pk = ? AND sk = ?",
};
