// One owner of an IndexedDB database among all tabs and workers of a site, by Web Locks. The browser gives the lock back when the owner
// closes, navigates away or dies.
import { HostError, reason } from "./errors.js";

/**
 * Takes the lock within `waitMs` (a page that is being reloaded holds it a moment longer) or fails with HostError "locked". Answers the
 * function that gives it back. Where there are no Web Locks (a page that is not a secure context) the fence alone keeps owners apart.
 */
export function takeLock(name: string, waitMs: number): Promise<() => void> {
  const locks = typeof navigator === "undefined" ? undefined : (navigator.locks as LockManager | undefined);
  if (locks === undefined) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    const limit = new AbortController();
    // Chromium neither ends nor forgets a request whose signal is aborted before it has looked whether the site may use locks (seen in
    // 156, with 0 ms): so the wait ends here by itself, and a lock that comes after it is given back at once.
    const timer = setTimeout(() => {
      limit.abort();
      reject(new HostError("locked", `'idb:${name}' is open in another tab or worker.`));
    }, waitMs);
    const held = (): Promise<void> | undefined => {
      clearTimeout(timer);
      return limit.signal.aborted ? undefined : new Promise((release) => resolve(release));
    };
    locks.request(`hashrange:idb:${name}`, { signal: limit.signal }, held).catch((thrown: unknown) => {
      clearTimeout(timer);
      reject(new HostError("storage", `'idb:${name}' could not be locked: ${reason(thrown)}.`, thrown));
    });
  });
}
