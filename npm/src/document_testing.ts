// Test support: random native values for `db.document`. Not part of the package.
import type { DocumentMap, DocumentValue } from "./document_types.js";
import { NumberValue } from "./number_value.js";

/** Chance from a seed (mulberry32): the same values for the same seed. */
export class Chance {
  constructor(private state: number) {}
  /** Below `count`. */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  }
  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
  times<T>(count: number, make: () => T): T[] {
    return Array.from({ length: this.below(count + 1) }, make);
  }
  text(): string {
    const unit = () => this.of(["a", "b", "Z", " ", "é", "漢", "😀", "\0", "\ufeff", '"', "x".repeat(this.below(80))]);
    return this.times(8, unit).join("");
  }
  number(): number {
    const digits = this.below(2 ** 31) * 10 ** -this.below(12);
    return this.of([this.below(100), -this.below(2 ** 31), this.below(1e6) / 100, digits, digits * 1e10, 2 ** 53 + this.below(9), 1e21, 1e-7]);
  }
  bigint(): bigint {
    const digits = this.times(30, () => this.below(10)).concat(7).join("");
    return BigInt(this.of(["", "-"]) + digits) * this.of([1n, 10n ** 6n]);
  }
  bytes(): Uint8Array {
    return Uint8Array.from(this.times(20, () => this.below(256)));
  }
  /** `sdk`: only what the SDK's document client takes with its usual options, and answers as we do. */
  value(depth: number, sdk: boolean): DocumentValue {
    const kind = this.below(depth > 0 ? 16 : 12);
    switch (kind) {
      case 0:
      case 1:
        return this.text();
      case 2:
      case 3:
        return sdk ? this.below(2 ** 40) / this.of([1, 8, 100]) : this.number();
      case 4:
        return sdk ? BigInt(Number.MAX_SAFE_INTEGER) * 1000n + 3n : this.bigint();
      case 5:
        return this.below(2) === 0;
      case 6:
        return null;
      case 7:
        return this.bytes();
      case 8:
        return new Set([...this.times(4, () => this.text()), "one"]);
      case 9:
        return new Set<number | bigint>([...this.times(4, () => this.below(1000) / 4), ...(sdk ? [5] : [this.bigint()])]);
      case 10:
        return new Set([...new Map([...this.times(3, () => this.bytes()), Uint8Array.of(1)].map((bytes) => [String(bytes), bytes])).values()]);
      case 11:
        return sdk ? "" : new NumberValue(`0.${"1234567890".repeat(3)}${1 + this.below(9)}`);
      case 12:
      case 13:
        return this.times(5, () => this.value(depth - 1, sdk));
      case 14:
        return new Map(this.times(5, () => [this.text() || "k", this.value(depth - 1, sdk)] as const));
      default:
        return this.map(depth - 1, sdk);
    }
  }
  map(depth: number, sdk: boolean): DocumentMap {
    const members = this.times(6, () => [this.text() || "k", sdk || this.below(9) > 0 ? this.value(depth, sdk) : undefined] as const);
    return Object.fromEntries(members);
  }
}
