// The two CRCs of 32 bits that are wanted here, which differ in their polynomial alone: CRC-32C (Castagnoli) as engine/src/base/crc32c.h
// computes it, for the manifest's few bytes (frames are the engine's business), and CRC-32 (IEEE, that of gzip and Ethernet), which
// DynamoDB's answers carry over HTTP. Node's own zlib.crc32 came with 22.2 only. Tested by crc32.test.ts.

const kCastagnoliReversed = 0x82f63b78;
const kIeeeReversed = 0xedb88320;

// Caches, made when first wanted.
let castagnoli: Uint32Array | null = null;
let ieee: Uint32Array | null = null;

/** CRC-32C as an unsigned 32-bit integer. Of the ASCII text "123456789": 0xe3069283. */
export function crc32c(bytes: Uint8Array): number {
  return checksum(bytes, (castagnoli ??= makeTable(kCastagnoliReversed)));
}

/** CRC-32 as an unsigned 32-bit integer. Of the ASCII text "123456789": 0xcbf43926. */
export function crc32(bytes: Uint8Array): number {
  return checksum(bytes, (ieee ??= makeTable(kIeeeReversed)));
}

function makeTable(polynomialReversed: number): Uint32Array {
  const made = new Uint32Array(256);
  for (let byte = 0; byte < 256; ++byte) {
    let crc = byte;
    for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ polynomialReversed : crc >>> 1;
    made[byte] = crc;
  }
  return made;
}

function checksum(bytes: Uint8Array, table: Uint32Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; ++index) {
    crc = table[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
