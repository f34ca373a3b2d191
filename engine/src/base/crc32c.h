// CRC-32C (Castagnoli), which guards log frames and checkpoint chunks. Source: RFC 3720, appendix
// B.4. Tested by crc32c_test.cc.
#ifndef HASHRANGE_BASE_CRC32C_H_
#define HASHRANGE_BASE_CRC32C_H_

#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::base {

// The checksum of `bytes`, or of what `previous` was computed over followed by `bytes`.
uint32_t Crc32c(Bytes bytes, uint32_t previous = 0);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_CRC32C_H_
