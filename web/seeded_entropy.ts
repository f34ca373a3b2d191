// Random bits that are the same for the same seed, on every machine; hashrange/seeded_entropy.h gives the same numbers in C++. The
// generator is sfc32 (Chris Doty-Humphrey, PractRand). Tested by seeded_entropy.test.ts.

/** No secret may depend on it. */
export class SeededEntropy {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** A seed is text; a number is the same seed as its digits. */
  constructor(seed: string | number) {
    const text = new TextEncoder().encode(String(seed));
    this.#a = hash(text, 0x9e3779b9);
    this.#b = hash(text, 0x85ebca6b);
    this.#c = hash(text, 0xc2b2ae35);
    // What similar seeds have in common is mixed away.
    for (let i = 0; i < 16; i++) this.next();
  }

  /** The next 32 bits, as an unsigned integer. */
  next(): number {
    const next = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + next) | 0;
    return next >>> 0;
  }

  /** Another one that goes on where this one stands. */
  fork(): SeededEntropy {
    const fork = new SeededEntropy("");
    fork.#a = this.#a;
    fork.#b = this.#b;
    fork.#c = this.#c;
    fork.#counter = this.#counter;
    return fork;
  }
}

/** FNV-1a from a basis of the caller's. */
function hash(text: Uint8Array, basis: number): number {
  let value = basis | 0;
  for (const byte of text) value = Math.imul(value ^ byte, 16777619);
  return value;
}
