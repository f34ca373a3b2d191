// Run, persist, then answer: order, group commit, failures and checkpoints, over an engine and a storage that do as they are told.
import { describe, expect, it, vi } from "vitest";
import { HostError, type HostErrorCode } from "./errors.js";
import { systemHost } from "./host.js";
import { MemoryStorage } from "./memory.js";
import { Session, type SessionOptions } from "./session.js";
import { FakeEngine, FakeStorage, kCommit, kRead, kTrap } from "./session_testing.js";
import type { Durability, Storage } from "./storage.js";

interface Opened<S extends Storage> {
  engine: FakeEngine;
  storage: S;
  session: Session;
}

async function opened<S extends Storage>(storage: S, options: SessionOptions = {}): Promise<Opened<S>> {
  const engine = new FakeEngine();
  return { engine, storage, session: await Session.open(engine, storage, options) };
}

it("tells the engine a region, before anything else, when it is not the engine's own", async () => {
  const regions: string[] = [];
  for (const region of ["us-east-1", "eu-west-2", undefined]) {
    const { engine, session } = await opened(new MemoryStorage("test"), { ...(region !== undefined && { region }), background: true });
    regions.push(`${session.region}: ${engine.doors[0]}`);
    await session.close();
  }
  expect(regions).toEqual(["us-east-1: region of 9 bytes", "eu-west-2: background 1", "eu-west-2: background 1"]);
});

function fake(durability: Durability = "strict", options: { sync?: boolean } = {}): Promise<Opened<FakeStorage>> {
  return opened(new FakeStorage(durability, options));
}

/** Writes a request and runs it; answers the response's byte, read at once. */
function run(session: Session, action: number, ...payload: number[]): number {
  const at = session.requestBuffer(1 + payload.length);
  session.binding.HEAPU8.set([action, ...payload], at);
  return session.binding.HEAPU8[session.run(1 + payload.length)]!;
}

function runSync(session: Session, action: number, ...payload: number[]): number {
  const at = session.requestBuffer(1 + payload.length);
  session.binding.HEAPU8.set([action, ...payload], at);
  return session.binding.HEAPU8[session.runSync(1 + payload.length, action === kRead)]!;
}

async function commit(session: Session, ...payload: number[]): Promise<void> {
  run(session, kCommit, ...payload);
  await session.durable();
}

/** Lets everything that is not held go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

async function rejection(work: Promise<unknown>): Promise<HostError> {
  const thrown: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(thrown).toBeInstanceOf(HostError);
  return thrown as HostError;
}

function refusal(work: () => unknown, code: HostErrorCode): void {
  try {
    work();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(HostError);
    expect((thrown as HostError).code).toBe(code);
    return;
  }
  throw new Error(`expected HostError ${code}`);
}

describe("an asynchronous request", () => {
  it("is answered only after its frame is stored", async () => {
    const { session, storage } = await fake();
    storage.holding = true;
    let answered = false;
    void commit(session, 7, 8).then(() => (answered = true));
    await settle();
    expect(storage.events).toEqual(["append 7,8"]);
    expect(answered).toBe(false);
    storage.gates[0]!.open();
    await settle();
    expect(answered).toBe(true);
  });

  it("that committed nothing waits for nothing, even while others do", async () => {
    const { session, storage } = await fake();
    storage.holding = true;
    const written = commit(session, 1);
    run(session, kRead);
    expect(session.durable()).toBeNull();
    await settle();
    expect(run(session, kRead)).toBe(1);
    expect(session.durable()).toBeNull();
    storage.gates[0]!.open();
    await written;
  });

  it("shares a write with those that came in the same turn, and the next with those that came during it", async () => {
    const { session, storage } = await fake();
    storage.holding = true;
    const order: number[] = [];
    const note = (commits: number[]): void => {
      for (const one of commits) void commit(session, one).then(() => order.push(one));
    };
    note([1, 2]);
    await settle();
    note([3]);
    await settle();
    note([4, 5]);
    await settle();
    expect(storage.events).toEqual(["append 1,2"]);
    storage.gates[0]!.open();
    await settle();
    expect(order).toEqual([1, 2]);
    expect(storage.events).toEqual(["append 1,2", "durable 1,2", "append 3,4,5"]);
    storage.gates[1]!.open();
    await settle();
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it("waits for nothing under relaxed, and is written soon after", async () => {
    const { session, storage } = await fake("relaxed");
    run(session, kCommit, 1);
    expect(session.durable()).toBeNull();
    expect(storage.events).toEqual([]);
    await settle();
    expect(storage.events).toEqual(["append 1"]);
  });

  it("goes through dispatch the same way", async () => {
    const { session, storage } = await fake();
    const at = session.requestBuffer(2);
    session.binding.HEAPU8.set([kCommit, 9], at);
    session.runJson(2);
    await session.durable();
    expect(storage.events).toEqual(["append 9"]);
  });

  it("is refused when the engine has no memory for it, and the next one is not", async () => {
    const { session } = await fake();
    refusal(() => session.requestBuffer(1 << 20), "memory");
    await commit(session, 1);
  });
});

describe("a synchronous request", () => {
  it("is stored when it returns, with what waited before it", async () => {
    const { session, storage } = await fake("strict", { sync: true });
    const before = commit(session, 1);
    runSync(session, kCommit, 2);
    expect(storage.events).toEqual(["sync 1,2"]);
    await before;
    runSync(session, kRead);
    await settle();
    expect(storage.events).toEqual(["sync 1,2"]);
  });

  it("comes after a write that is under way", async () => {
    const { session, storage } = await fake("strict", { sync: true });
    storage.holding = true;
    const before = commit(session, 1);
    await settle();
    runSync(session, kCommit, 2);
    expect(storage.events).toEqual(["append 1", "sync 2"]);
    storage.gates[0]!.open();
    await before;
  });

  it("that writes is refused where it could not be strict, and changes nothing", async () => {
    const { session, engine, storage } = await fake();
    expect(session.canSync).toBe(false);
    refusal(() => runSync(session, kCommit, 1), "sync");
    expect(engine.state).toEqual([]);
    expect(runSync(session, kRead)).toBe(0);
    await settle();
    expect(storage.events).toEqual([]);
  });

  it("is written soon after under relaxed", async () => {
    const { session, storage } = await fake("relaxed");
    expect(session.canSync).toBe(true);
    runSync(session, kCommit, 1);
    runSync(session, kCommit, 2);
    expect(storage.events).toEqual([]);
    await settle();
    expect(storage.events).toEqual(["append 1,2"]);
  });

  it("fails the session when it cannot be stored", async () => {
    const { session, storage } = await fake("strict", { sync: true });
    storage.failure = new HostError("storage", "Writing 'fake:x' failed (ENOSPC).");
    refusal(() => runSync(session, kCommit, 1), "storage");
    refusal(() => runSync(session, kRead), "storage");
  });
});

describe("a session in memory", () => {
  it("has the engine log nothing, and answers at once", async () => {
    const { session, engine } = await opened(new MemoryStorage());
    expect(engine.logging).toBe(false);
    expect(runSync(session, kCommit, 1)).toBe(1);
    expect(run(session, kCommit, 2)).toBe(2);
    expect(session.durable()).toBeNull();
    await session.flush();
    await session.checkpoint();
    await session.close();
    expect(engine.open).toBe(0);
    refusal(() => run(session, kRead), "closed");
  });
});

describe("a failed write", () => {
  it("fails those who wait for it and after it, and every later call, with the same words", async () => {
    const { session, storage } = await fake();
    storage.holding = true;
    const first = rejection(commit(session, 1));
    await settle();
    const second = rejection(commit(session, 2));
    await settle();
    storage.gates[0]!.fail(new Error("disk on fire"));
    const failure = await first;
    expect(failure.code).toBe("storage");
    expect(failure.message).toContain("disk on fire");
    expect(await second).toBe(failure);
    expect(() => run(session, kRead)).toThrow(failure.message);
    expect(() => runSync(session, kRead)).toThrow(failure.message);
    expect((await rejection(session.flush())).message).toBe(failure.message);
    await settle();
    expect(storage.events).toEqual(["append 1"]);
    expect(await rejection(session.close())).toBe(failure);
    expect(storage.events).toEqual(["append 1", "close"]);
  });

  it("under relaxed is told by the next call and by close", async () => {
    const { session, storage } = await fake("relaxed");
    storage.holding = true;
    run(session, kCommit, 1);
    await settle();
    storage.gates[0]!.fail(new Error("disk on fire"));
    await settle();
    expect(() => run(session, kRead)).toThrow("disk on fire");
    expect((await rejection(session.close())).message).toContain("disk on fire");
  });

  it("may be told by the storage outside any call", async () => {
    const { session, storage } = await fake();
    storage.onFailure!(new HostError("evicted", "The data of 'fake:x' was removed while it was open."));
    refusal(() => run(session, kRead), "evicted");
  });
});

describe("a trap in the engine", () => {
  it("stops the session, while what is being written still becomes durable", async () => {
    const { session, storage, engine } = await fake();
    storage.holding = true;
    const written = commit(session, 1);
    await settle();
    const waiting = rejection(commit(session, 2));
    refusal(() => run(session, kTrap), "trap");
    storage.gates[0]!.open();
    await written;
    expect((await waiting).code).toBe("trap");
    refusal(() => run(session, kRead), "trap");
    refusal(() => session.requestBuffer(1), "trap");
    expect((await rejection(session.close())).code).toBe("trap");
    expect(storage.events).toEqual(["append 1", "durable 1", "close"]);
    expect(engine.open).toBe(1);
  });
});

describe("flush and close", () => {
  it("wait for what is being written and for what waits behind it", async () => {
    const { session, storage } = await fake("relaxed");
    storage.holding = true;
    run(session, kCommit, 1);
    await settle();
    run(session, kCommit, 2);
    let flushed = false;
    const flush = session.flush().then(() => (flushed = true));
    storage.gates[0]!.open();
    await settle();
    expect(flushed).toBe(false);
    storage.gates[1]!.open();
    await flush;
    expect(storage.events).toEqual(["append 1", "durable 1", "append 2", "durable 2", "flush"]);
  });

  it("close writes what was answered, then lets go; calls after it are refused", async () => {
    const { session, storage, engine } = await fake("relaxed");
    run(session, kCommit, 1);
    const closing = session.close();
    refusal(() => run(session, kRead), "closed");
    await closing;
    await session.close();
    expect(storage.events).toEqual(["append 1", "flush", "close"]);
    expect(engine.open).toBe(0);
    expect((await rejection(session.flush())).code).toBe("closed");
  });
});

describe("a checkpoint", () => {
  it("begins when the log has passed the threshold, and requests go on meanwhile", async () => {
    const { session, storage, engine } = await opened(new FakeStorage("strict"), { checkpointMinBytes: 3 });
    await commit(session, 1, 1);
    await commit(session, 2, 2);
    expect(engine.frozen).not.toBeNull();
    await commit(session, 3);
    await commit(session, 4);
    await settle();
    await settle();
    expect(storage.events).toEqual([
      "append 1,1",
      "append 2,2",
      "checkpoint",
      "append 3",
      "append 4",
      "checkpoint is 1,2",
    ]);
    expect(engine.frozen).toBeNull();
  });

  it("covers exactly the frames that were handed to the storage before it", async () => {
    const { session, storage } = await fake();
    for (let index = 1; index <= 5; ++index) void commit(session, index);
    const made = session.checkpoint();
    for (let index = 6; index <= 7; ++index) void commit(session, index);
    await made;
    await settle();
    const covered = storage.events.slice(0, storage.events.indexOf("checkpoint"));
    const appended = covered.filter((event) => event.startsWith("append")).map((event) => event.slice(7));
    expect(storage.events.at(-1)).toBe(`checkpoint is ${appended.join()}`);
  });

  it("waits until the log is as long as the checkpoint before", async () => {
    const { session, storage } = await opened(new FakeStorage("strict"), { checkpointMinBytes: 1 });
    storage.checkpointBytes = 6;
    await commit(session, 1, 1, 1, 1, 1, 1);
    await settle();
    expect(storage.events).not.toContain("checkpoint");
    await commit(session, 1);
    await settle();
    expect(storage.events).toContain("checkpoint");
  });

  it("that fails leaves the session well, and is tried again when the log has doubled", async () => {
    const { session, storage, engine } = await opened(new FakeStorage("strict"), { checkpointMinBytes: 1 });
    await commit(session, 0x66, 1);
    await settle();
    expect(storage.events.filter((event) => event === "checkpoint").length).toBe(1);
    engine.state = [1];
    await commit(session, 2);
    await settle();
    expect(storage.events.filter((event) => event === "checkpoint").length).toBe(1);
    await commit(session, 3, 3, 3, 3);
    await vi.waitFor(() => expect(storage.events.filter((event) => event.startsWith("checkpoint is")).length).toBe(1));
    engine.state = [0x66];
    expect((await rejection(session.checkpoint())).message).toContain("no room");
  });

  it("is followed by another when the log has become long meanwhile, though nothing more is written", async () => {
    const { session, storage } = await opened(new FakeStorage("strict"), { checkpointMinBytes: 3 });
    await commit(session, 1, 1, 1, 1);
    await commit(session, 2, 2, 2, 2, 2, 2);
    for (let turn = 0; turn < 8; ++turn) await settle();
    expect(storage.events.filter((event) => event.startsWith("checkpoint is"))).toEqual(["checkpoint is 1", "checkpoint is 1,2"]);
    expect(storage.segmentBytes).toBe(0);
  });

  it("gets on though relaxed calls follow one another without a pause", async () => {
    const { session, storage } = await opened(new FakeStorage("relaxed"), { checkpointMinBytes: 8 });
    let longest = 0;
    for (let index = 0; index < 200; ++index) {
      run(session, kCommit, 1, 1, 1, 1);
      await session.durable();
      longest = Math.max(longest, storage.segmentBytes);
    }
    const finished = storage.events.filter((event) => event.startsWith("checkpoint is")).length;
    expect(finished).toBeGreaterThan(0);
    // The checkpoints of the fake engine grow with its commits, and so may the log.
    expect(longest).toBeLessThanOrEqual(5 * Math.max(8, storage.checkpointBytes) + 8);
  });

  it("is finished before close lets go", async () => {
    const { session, storage } = await opened(new FakeStorage("strict"), { checkpointMinBytes: 1 });
    await commit(session, 1, 2);
    await session.close();
    expect(storage.events.slice(-3)).toEqual(["flush", "checkpoint is 1", "close"]);
  });
});

describe("opening", () => {
  it("recovers checkpoint and segments in order, and cuts the torn end", async () => {
    const storage = new FakeStorage("strict");
    storage.checkpointFile = [1, 2];
    storage.segmentFiles = [[3], [4, 5, 0xff, 0]];
    const { engine, session } = await opened(storage);
    expect(engine.recovered).toEqual(["1: 1,2", "2: 3", "2 last: 4,5,255,0"]);
    expect(storage.resumedAt).toBe(2);
    expect(run(session, kRead)).toBe(5);
  });

  it("says that the checkpoint is the last file when it is", async () => {
    const storage = new FakeStorage("strict");
    storage.checkpointFile = [1, 2];
    const { engine } = await opened(storage);
    expect(engine.recovered).toEqual(["1 last: 1,2"]);
    expect(storage.resumedAt).toBe(0);
  });

  it("names the damaged file and lets the storage go", async () => {
    const storage = new FakeStorage("strict");
    storage.segmentFiles = [[3]];
    const engine = new FakeEngine();
    engine.damagedKind = 2;
    const failure = await rejection(Session.open(engine, storage));
    expect(failure.code).toBe("corrupt");
    expect(failure.message).toBe("'fake:x' is damaged in log-0000000002: the frame at offset 16 is damaged.");
    expect(storage.events).toEqual(["close"]);
  });

  it("says that a file is empty, or cannot be read", async () => {
    const empty = new FakeStorage("strict");
    empty.segmentFiles = [[]];
    expect(await rejection(Session.open(new FakeEngine(), empty))).toMatchObject({
      code: "corrupt",
      message: "'fake:x' is damaged: log-0000000002 is empty.",
    });
    const unreadable = new FakeStorage("strict");
    unreadable.segmentFiles = [[3]];
    const files = await unreadable.open();
    const [segment] = files.segments;
    unreadable.open = async () => ({
      checkpoint: null,
      segments: [{ ...segment!, read: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("I/O error")) }) }) }],
    });
    expect(await rejection(Session.open(new FakeEngine(), unreadable))).toMatchObject({
      code: "storage",
      message: "log-0000000002 of 'fake:x' cannot be read: I/O error.",
    });
    expect(unreadable.events).toEqual(["close"]);
  });

  it("fails in words when the engine has no memory for a file", async () => {
    const storage = new FakeStorage("strict");
    storage.segmentFiles = [Array.from({ length: 3000 }, () => 1)];
    expect((await rejection(Session.open(new FakeEngine(), storage))).code).toBe("memory");
    expect(storage.events).toEqual(["close"]);
  });
});

describe("time and chance", () => {
  it("are the system's by default: milliseconds, and words that do not repeat", () => {
    const host = systemHost();
    expect(Math.abs(host.now() - Date.now())).toBeLessThan(1000);
    const words = Array.from({ length: 3000 }, () => host.entropy());
    expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
    expect(new Set(words).size).toBeGreaterThan(2990);
  });

  it("can be held by the caller", async () => {
    const host = { now: () => 42, entropy: () => 7 };
    const { session } = await opened(new MemoryStorage(), { host });
    expect([session.host.now(), session.host.entropy()]).toEqual([42, 7]);
  });
});

describe("a fork", () => {
  const host = { now: () => 5, entropy: () => 7 };

  it("runs in the same module with time and chance of its own, and stores nothing", async () => {
    const { session, storage, engine } = await fake();
    const fork = session.fork(host);
    expect([fork.engine, fork.binding, fork.host, fork.storage.name, fork.storage.persistent]).toEqual([6, engine, host, "fork of fake:x", false]);
    run(fork, kCommit, 1);
    expect(fork.durable()).toBeNull();
    await fork.flush();
    expect(storage.events).toEqual([]);
  });

  it("and its parent are closed in any order, and for good", async () => {
    for (const forkFirst of [true, false]) {
      const { session, engine } = await fake();
      const fork = session.fork(host);
      const [first, second] = forkFirst ? [fork, session] : [session, fork];
      await first.close();
      await first.close();
      expect(engine.open).toBe(1);
      refusal(() => first.fork(host), "closed");
      run(second, kRead);
      await second.close();
      expect(engine.open).toBe(0);
    }
  });

  it("stops with its whole family at a trap, and what waited for the storage is refused", async () => {
    const { session, storage, engine } = await fake();
    const closed = session.fork(host);
    const fork = session.fork(host);
    const sibling = fork.fork(host);
    await closed.close();
    storage.holding = true;
    const waiting = commit(session, 1);
    await settle();
    const next = commit(session, 2);
    refusal(() => run(sibling, kTrap), "trap");
    expect((await rejection(next)).message).toContain("The engine of 'fake:x' stopped on a broken invariant");
    for (const one of [session, fork, sibling]) refusal(() => run(one, kRead), "trap");
    refusal(() => run(closed, kRead), "closed");
    storage.gates[0]!.open();
    await waiting; // that one was on its way
    for (const one of [fork, session, sibling]) expect((await rejection(one.close())).code).toBe("trap");
    expect(engine.open).toBe(3);
  });
});

describe("the control door", () => {
  const tick = (session: Session): unknown => JSON.parse(new TextDecoder().decode(session.control("Tick", "{}").body));

  it("answers, and what it commits is written as any commit is", async () => {
    const { session, storage, engine } = await fake();
    expect(tick(session)).toEqual({ more: false, nextDueMs: null });
    expect(session.durable()).toBeNull();
    engine.ticks.push({ more: true, nextDueMs: null });
    expect(tick(session)).toEqual({ more: true, nextDueMs: null });
    await session.durable();
    expect(storage.events).toEqual(["append 9"]);
  });

  it("is for callers that cannot wait too, where the storage is", async () => {
    const sync = await fake("strict", { sync: true });
    sync.engine.ticks.push({ more: true, nextDueMs: null });
    sync.session.controlSync("Tick", "{}", false);
    expect(sync.storage.events).toEqual(["sync 9"]);
    const waiting = await fake("strict");
    refusal(() => waiting.session.controlSync("Tick", "{}", false), "sync");
    expect(waiting.engine.doors).toEqual([]);
    waiting.session.controlSync("Inspect", "{}", true);
  });
});

describe("background work", () => {
  it("is only done when somebody asks for it, unless the session is told to", async () => {
    const { session, engine } = await fake();
    run(session, kRead);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(engine.doors).toEqual([]);
  });

  it("is done after requests and by a timer, told of, and written, until the session is closed", async () => {
    const { session, storage, engine } = await opened(new FakeStorage("strict"), { background: true });
    expect(engine.doors).toEqual(["background 1"]);
    let told = 0;
    session.onBackground = () => ++told;
    engine.ticks.push({ more: true, nextDueMs: null });
    run(session, kRead);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([engine.doors, told, storage.events]).toEqual([["background 1", "tick", "tick"], 2, ["append 9"]]);
    session.runJson(1);
    await session.close();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(engine.doors.length).toBe(3);
  });

  it("goes on in forks by themselves", async () => {
    const { session, engine } = await opened(new MemoryStorage(), { background: true });
    const fork = session.fork(session.host);
    await session.close();
    run(fork, kRead);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(engine.doors).toEqual(["background 1", "tick"]);
    await fork.close();
  });

  it("that traps ends the session", async () => {
    const { session, engine } = await opened(new MemoryStorage(), { background: true });
    engine.control = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    run(session, kRead);
    await new Promise((resolve) => setTimeout(resolve, 150));
    refusal(() => run(session, kRead), "trap");
  });
});

describe("a trace", () => {
  it("is taken once, and not from a session that has ended", async () => {
    const { session, engine } = await fake();
    session.setTracing(true);
    expect(session.takeTrace()).toBe("");
    engine.trace = "{}\n[]\n";
    expect([session.takeTrace(), session.takeTrace()]).toEqual(["{}\n[]\n", ""]);
    engine.trace = "{}\n";
    await session.close();
    session.setTracing(false);
    expect([session.takeTrace(), engine.doors]).toEqual(["", ["tracing 1"]]);
  });
});
