// The storage that keeps nothing: the database lives and dies with its engine.
import type { Durability, Storage, StoredFiles } from "./storage.js";

/** `open({ storage: "memory" })`. Any number of them may be open. `name`: for messages. */
export class MemoryStorage implements Storage {
  readonly name: string;
  readonly persistent = false;
  readonly durability: Durability = "strict";
  readonly segmentBytes = 0;
  readonly checkpointBytes = 0;
  readonly failure = null;
  onFailure: ((failure: Error) => void) | null = null;

  constructor(name = "memory") {
    this.name = name;
  }

  async open(): Promise<StoredFiles> {
    return { checkpoint: null, segments: [] };
  }

  async resume(): Promise<void> {}

  async append(): Promise<void> {}

  appendSync(): void {}

  async checkpoint(parts: AsyncIterable<Uint8Array>): Promise<void> {
    // Drawn to the end all the same, so that whoever makes the parts can let its view of the database go.
    for await (const _ of parts);
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {}
}
