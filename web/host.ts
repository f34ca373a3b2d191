// Time and chance, the two things that the engine must be given. They enter with each request, in its first 16 bytes
// (engine/doc/boundary_format.md), and nowhere else; so a test or a lesson can hold them (time_and_chance.ts).

/** What the codec asks once a request. */
export interface Host {
  /** Milliseconds since 1970. May go backwards: the engine clamps it. */
  now(): number;
  /** The next 32 random bits, as an unsigned integer. Called twice a request: low half first. */
  entropy(): number;
}

const kPoolWords = 1024;

/** The system's cryptographic random source, drawn 4 KiB at a time: a call to it costs a microsecond, a request less. */
export function systemEntropy(): () => number {
  // Made at the first request: workerd allows no random numbers while a module is being loaded.
  let pool: Uint32Array<ArrayBuffer> | null = null;
  let used = kPoolWords;
  return () => {
    if (used === kPoolWords) {
      pool ??= new Uint32Array(kPoolWords);
      crypto.getRandomValues(pool);
      used = 0;
    }
    return pool![used++]!;
  };
}

/** The system's clock and its random source. */
export function systemHost(): Host {
  return { now: () => Date.now(), entropy: systemEntropy() };
}
