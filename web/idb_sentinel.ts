// A mark, kept outside the database, that a database was made under a name. A browser may evict a site's IndexedDB, a user may clear it,
// and a crash has been seen to lose all of it (one of 190 kills): an empty load where the mark is found is a loss to be told, not
// a new database.
//
// The mark is in two places. localStorage, where there is one (pages): it is kept apart from IndexedDB and outlives its loss. And a
// tiny IndexedDB database of its own, for workers, which have no localStorage: it tells of a single database that was deleted, but
// goes with the rest when a browser drops all of them.

const kDatabase = "hashrange-sentinels";
const kStore = "names";

function key(name: string): string {
  return `hashrange:idb:${name}`;
}

/** Whether a database was made under this name, as far as either place tells. */
export async function wasMade(name: string): Promise<boolean> {
  if (withLocalStorage((storage) => storage.getItem(key(name)) !== null) === true) return true;
  const found = await withStore("readonly", (store) => store.getKey(name));
  return found !== undefined;
}

export async function markMade(name: string): Promise<void> {
  markLocally(name);
  await withStore("readwrite", (store) => store.put(true, name));
}

/** For a database that is there already: it may have been made in a worker, and be opened in a page for the first time. */
export function markLocally(name: string): void {
  withLocalStorage((storage) => {
    if (storage.getItem(key(name)) === null) storage.setItem(key(name), "made");
  });
}

export async function forget(name: string): Promise<void> {
  withLocalStorage((storage) => storage.removeItem(key(name)));
  await withStore("readwrite", (store) => store.delete(name));
}

/** Undefined where there is no localStorage, or it may not be used. */
function withLocalStorage<T>(use: (storage: globalThis.Storage) => T): T | undefined {
  try {
    return typeof localStorage === "undefined" ? undefined : use(localStorage);
  } catch {
    return undefined;
  }
}

/** Undefined when it fails: the mark is a help, and its loss must not keep a sound database from opening. */
function withStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    let opening: IDBOpenDBRequest;
    try {
      opening = indexedDB.open(kDatabase, 1);
    } catch {
      resolve(undefined);
      return;
    }
    opening.onupgradeneeded = () => void opening.result.createObjectStore(kStore);
    opening.onerror = () => resolve(undefined);
    opening.onblocked = () => resolve(undefined);
    opening.onsuccess = () => {
      const database = opening.result;
      const finish = (value: T | undefined): void => {
        database.close();
        resolve(value);
      };
      try {
        const transaction = database.transaction(kStore, mode);
        const request = use(transaction.objectStore(kStore));
        transaction.oncomplete = () => finish(request.result);
        transaction.onabort = () => finish(undefined);
      } catch {
        finish(undefined);
      }
    };
  });
}
