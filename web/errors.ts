// The host's failures: what goes wrong outside the engine, when opening, storing or running it. What DynamoDB would answer never
// comes from here. Each message is one sentence for a person; `code` is for programs.

/** Why the host failed.
 * - `unsupported`: this runtime has no such storage.
 * - `invalid`: the name of the storage, or an option, cannot be used.
 * - `locked`: another tab, worker or process has the database open.
 * - `foreign`: the place holds something that is not a hashrange database. Nothing there was touched.
 * - `corrupt`: the stored files contradict themselves. Nothing there was touched.
 * - `evicted`: a database was here and its data is gone (the browser or its user removed it).
 * - `fenced`: another owner took the database over while this one slept.
 * - `storage`: reading or writing failed.
 * - `memory`: the engine has no memory left for the request.
 * - `trap`: the engine's code broke an invariant and stopped.
 * - `sync`: a synchronous call cannot be as durable as the database was opened to be, or the engine is in a worker.
 * - `worker`: the worker that holds the engine could not be started, or ended.
 * - `closed`: the database was closed.
 */
export type HostErrorCode =
  | "unsupported"
  | "invalid"
  | "locked"
  | "foreign"
  | "corrupt"
  | "evicted"
  | "fenced"
  | "storage"
  | "memory"
  | "trap"
  | "sync"
  | "worker"
  | "closed";

/** A failure of the host. `cause` is what the runtime said, where it said something. */
export class HostError extends Error {
  override readonly name: string = "HostError";
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** What a thrown value says, in words to put behind a colon. */
export function reason(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === "" ? thrown.name : thrown.message;
  return String(thrown);
}
