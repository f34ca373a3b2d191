import { afterEach, expect, it, vi } from "vitest";
import { takeLock } from "./idb_lock.js";

afterEach(() => vi.unstubAllGlobals());

it("does not wait for a browser that forgets an aborted request, and gives a lock back that comes late", async () => {
  const grants: (() => unknown)[] = [];
  const request = (_name: string, _options: object, held: () => unknown): Promise<void> => {
    grants.push(held);
    return new Promise(() => {});
  };
  vi.stubGlobal("navigator", { locks: { request } });
  await expect(takeLock("shop", 0)).rejects.toThrow("'idb:shop' is open in another tab or worker.");
  // A callback that answers a promise would hold the lock for as long as that is pending.
  expect(grants.map((held) => held())).toEqual([undefined]);
});

it("tells of a browser that refuses locks", async () => {
  const request = (): Promise<void> => Promise.reject(new DOMException("no storage here", "SecurityError"));
  vi.stubGlobal("navigator", { locks: { request } });
  await expect(takeLock("shop", 1000)).rejects.toMatchObject({ code: "storage", message: /could not be locked: .*no storage here/ });
});
