// Where requests are written, guarded against requests inside of requests. Tested by database.test.ts.
import type { RequestMemory } from "./codec_writer.js";

export abstract class GuardedMemory implements RequestMemory {
  heap: Uint8Array = new Uint8Array(0);
  address = 0;
  capacity = 0;
  #busy = false;

  abstract reserve(bytes: number): void;

  /** Between `begin` and `end` the buffer is being filled. `begin` throws the session's failure, or when it is being filled. */
  begin(bytes: number): this {
    this.check();
    // Asked anew each time: the session's other users (recovery, JSON requests) may have moved it.
    this.reserve(Math.max(bytes, this.capacity));
    this.#busy = true;
    return this;
  }

  end(): void {
    this.#busy = false;
  }

  /** Throws while the buffer is being filled. */
  check(): void {
    if (this.#busy) throw new Error("hashrange: a getter or toJSON inside a request called the database that the request is for.");
  }
}
