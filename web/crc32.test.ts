import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { crc32, crc32c } from "./crc32.js";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("crc32c", () => {
  it("gives the check value of the catalogue of CRCs, and 32 zeros' of RFC 3720", () => {
    expect(crc32c(ascii("123456789"))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array())).toBe(0);
  });
});

describe("crc32", () => {
  it("gives the check value of the catalogue of CRCs", () => {
    expect(crc32(ascii("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  it("agrees with the one at the end of a gzip file", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * index) >>> 7);
    expect(crc32(bytes)).toBe(gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8));
  });
});
