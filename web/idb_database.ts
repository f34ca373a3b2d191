// The IndexedDB side of idbfs.ts: the connection to one of IDBFS's databases, and transactions that end in a promise.
import { HostError, reason } from "./errors.js";

/** What is used of Emscripten's IDBFS (IDBFS of EngineBinding). */
export interface IdbfsType {
  readonly DB_VERSION: number;
  readonly DB_STORE_NAME: string;
  /** Its open connections, by mount point. */
  readonly dbs: Record<string, IDBDatabase>;
  syncfs(mount: unknown, populate: boolean, done: (failure: unknown) => void): void;
}

/** Rejects with HostError "storage" when the promise has not settled in time. */
export function within<T>(promise: Promise<T>, limitMs: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new HostError("storage", `${what} did not finish within ${limitMs / 1000} s.`)),
      limitMs,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Opens the database that IDBFS would open for the mount point, making it as IDBFS would; `made` tells that it was not there.
 * Not left to IDBFS: it never calls back when the version is wrong, and does not say whether there was a database.
 */
export function openDatabase(
  idbfs: IdbfsType,
  mountPoint: string,
  name: string,
  limitMs: number,
): Promise<{ database: IDBDatabase; made: boolean }> {
  let late = false;
  const opened = new Promise<{ database: IDBDatabase; made: boolean }>((resolve, reject) => {
    const fail = (thrown: unknown): void =>
      reject(new HostError("storage", `'${name}' cannot be opened: ${reason(thrown)}.`, thrown));
    let made = false;
    let opening: IDBOpenDBRequest;
    try {
      opening = indexedDB.open(mountPoint, idbfs.DB_VERSION);
    } catch (thrown) {
      fail(thrown);
      return;
    }
    opening.onupgradeneeded = (event) => {
      if (event.oldVersion > 0) {
        opening.transaction!.abort();
        reject(new HostError("foreign", `'${name}' holds an IndexedDB database of something else.`));
        return;
      }
      made = true;
      opening.result.createObjectStore(idbfs.DB_STORE_NAME).createIndex("timestamp", "timestamp", { unique: false });
    };
    opening.onerror = () => {
      if (opening.error?.name === "VersionError") {
        reject(new HostError("foreign", `'${name}' holds an IndexedDB database of something else.`));
      } else {
        fail(opening.error);
      }
    };
    opening.onsuccess = () => {
      const database = opening.result;
      if (late) {
        database.close();
      } else if (!database.objectStoreNames.contains(idbfs.DB_STORE_NAME)) {
        database.close();
        reject(new HostError("foreign", `'${name}' holds an IndexedDB database of something else.`));
      } else {
        resolve({ database, made });
      }
    };
  });
  return within(opened, limitMs, `Opening '${name}'`).catch((failure: unknown) => {
    late = true;
    throw failure;
  });
}

/** Removes an IndexedDB database. Waits until no connection holds it. */
export function deleteDatabase(mountPoint: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(mountPoint);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });
}

/**
 * One transaction over IDBFS's records. `work` issues its requests at once or from their success handlers, and calls `refuse` to
 * undo everything and reject with that failure. Rejects with what the browser says otherwise; then nothing was stored.
 */
export function transact(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  durability: IDBTransactionDurability,
  work: (records: IDBObjectStore, refuse: (failure: Error) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([store], mode, { durability });
    let refusal: unknown = null;
    const refuse = (failure: unknown): void => {
      refusal ??= failure;
      transaction.abort();
    };
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(refusal ?? transaction.error ?? new Error("the transaction was aborted"));
    try {
      work(transaction.objectStore(store), refuse);
    } catch (thrown) {
      // Without an abort the requests made before the throw would be committed.
      refuse(thrown);
    }
  });
}
