// A lock file that names the process which has a directory open. For Node, Deno and Bun, on one machine.
//
//   lock := pid newline start newline          start: when that process began, as far as the system tells; may be empty
//
// The kernel frees nothing here: a lock whose process is gone is stale and is taken over. A process number that was given to another
// process since (after a reboot, or in a container, where the first process is always 1) is told apart by `start`.
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { HostError } from "./errors.js";

export const kLockFile = "lock";

// A file that is still empty after this long was left by a crash, not by somebody about to write it.
const kEmptyLockMs = 10_000;
const kAttempts = 5;

/** Takes the lock, or throws HostError "locked" naming the process. Answers the function that gives it back, which never throws. */
export function takeLock(directory: string, database: string): () => void {
  const file = path.join(directory, kLockFile);
  const mine = lockText();
  for (let attempt = 0; attempt < kAttempts; ++attempt) {
    try {
      fs.writeFileSync(file, mine, { flag: "wx" });
      return () => release(file, mine);
    } catch (thrown) {
      if (errorCode(thrown) !== "EEXIST") throw thrown;
    }
    const found = readLock(file);
    if (found === null) continue;
    const state = stateOf(found);
    if (state !== "stale") throw lockedBy(found.text, state, database);
    removeStale(file, found.text);
  }
  throw new HostError("locked", `'${database}' is being opened by other processes.`);
}

/** Gives back a lock that this process holds, when the worker which took it is gone and cannot. Never throws. */
export function dropLock(directory: string): void {
  release(path.join(directory, kLockFile), lockText());
}

/** The `code` of an error of node:fs; "" for anything else. */
export function errorCode(thrown: unknown): string {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return code ?? "";
}

interface FoundLock {
  readonly text: string;
  readonly ageMs: number;
}

function readLock(file: string): FoundLock | null {
  try {
    const ageMs = Date.now() - fs.statSync(file).mtimeMs;
    return { text: fs.readFileSync(file, "utf8"), ageMs };
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return null;
    throw thrown;
  }
}

/** `unknown`: this process has no right to ask for others. */
type LockState = "held" | "stale" | "unknown";

function stateOf({ text, ageMs }: FoundLock): LockState {
  const [pidText = "", start = ""] = text.split("\n");
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0) return ageMs < kEmptyLockMs ? "held" : "stale";
  if (pid !== process.pid) {
    try {
      process.kill(pid, 0);
    } catch (thrown) {
      if (errorCode(thrown) === "ESRCH") return "stale";
      // EPERM: it lives, and is somebody else's. Deno without the right throws an error that has no code.
      if (errorCode(thrown) !== "EPERM") return "unknown";
    }
  }
  const startNow = startOf(pid);
  return start === "" || startNow === "" || start === startNow ? "held" : "stale";
}

function lockedBy(text: string, state: "held" | "unknown", database: string): HostError {
  const pid = text.split("\n")[0]!;
  if (state === "unknown") {
    const right = "this process has no right to ask whether that still runs (Deno gives it with --allow-run)";
    return new HostError("locked", `'${database}' was opened by process ${pid}, and ${right}.`);
  }
  if (pid === String(process.pid)) return new HostError("locked", `'${database}' is already open in this process.`);
  return new HostError("locked", `'${database}' is open in another process${pid === "" ? "" : ` (${pid})`}.`);
}

/** Moved aside before it is removed, so that of two processes that found it stale one gets it, and a fresh lock is put back. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, "utf8") === text) fs.unlinkSync(aside);
    else fs.renameSync(aside, file);
  } catch (thrown) {
    if (errorCode(thrown) !== "ENOENT") throw thrown;
  }
}

function release(file: string, mine: string): void {
  try {
    if (fs.readFileSync(file, "utf8") === mine) fs.unlinkSync(file);
  } catch {
    // The directory is gone, or read-only by now: the lock is stale as soon as this process ends.
  }
}

/** What this process writes into its locks. */
function lockText(): string {
  return `${process.pid}\n${startOf(process.pid)}\n`;
}

/** When the process began, in words that no other process has on this machine; "" where the system does not say. */
function startOf(pid: number): string {
  try {
    const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // proc(5): field 22 is the start time; the second, the command's name in parentheses, may hold anything.
    const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return started === undefined ? "" : `${boot}/${started}`;
  } catch {
    return "";
  }
}
