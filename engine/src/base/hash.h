// MD5, which orders partition keys (model/key_codec.h). Not for security. Source: RFC 1321. Tested
// by hash_test.cc.
#ifndef HASHRANGE_BASE_HASH_H_
#define HASHRANGE_BASE_HASH_H_

#include <array>
#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::base {

// MD5 of `a` followed by `b`.
std::array<uint8_t, 16> Md5(Bytes a, Bytes b = {});

// The first eight bytes of Md5(a, b) as a big-endian number: ordering by it is ordering by the
// digest's first 64 bits.
uint64_t Md5Prefix64(Bytes a, Bytes b);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_HASH_H_
