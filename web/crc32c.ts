// CRC-32C (Castagnoli), as engine/src/base/crc32c.h computes it. For the manifest's few bytes; frames are the engine's business.

const kPolynomialReversed = 0x82f63b78;

let table: Uint32Array | null = null;

function makeTable(): Uint32Array {
  const made = new Uint32Array(256);
  for (let byte = 0; byte < 256; ++byte) {
    let crc = byte;
    for (let bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >>> 1) ^ kPolynomialReversed : crc >>> 1;
    made[byte] = crc;
  }
  return made;
}

/** The checksum as an unsigned 32-bit integer. Of the ASCII text "123456789": 0xe3069283. */
export function crc32c(bytes: Uint8Array): number {
  table ??= makeTable();
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; ++index) {
    crc = table[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
