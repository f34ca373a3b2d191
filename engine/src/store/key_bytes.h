// The bytes of keys, eight at a time: their order, and a short fingerprint. The trees spend much of
// a search in them: in line they cost less than a call of memcmp for each.
//
// Fingerprints lie in memory only, never in a log or a checkpoint. Tested by key_bytes_test.cc.
#ifndef HASHRANGE_STORE_KEY_BYTES_H_
#define HASHRANGE_STORE_KEY_BYTES_H_

#include <cstddef>
#include <cstdint>

#include "base/coding.h"
#include "hashrange/bytes.h"
#include "model/key_codec.h"

namespace hashrange::store {

// Below zero, zero or above it as `a` is below, equal to or above `b`: what a.compare(b) says.
inline int CompareKeyBytes(Bytes a, Bytes b) {
  const size_t common = a.size() < b.size() ? a.size() : b.size();
  const char* at_a = a.data();
  const char* at_b = b.data();
  size_t left = common;
  for (; left >= 8; left -= 8, at_a += 8, at_b += 8) {
    const uint64_t word_a = base::LoadFixed64(at_a);
    const uint64_t word_b = base::LoadFixed64(at_b);
    if (word_a == word_b) continue;
    return __builtin_bswap64(word_a) < __builtin_bswap64(word_b) ? -1 : 1;
  }
  for (; left > 0; left--, at_a++, at_b++) {
    if (*at_a != *at_b) return static_cast<uint8_t>(*at_a) < static_cast<uint8_t>(*at_b) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

// The same of whole keys, in the order of a table.
inline int CompareKeys(model::KeyView a, model::KeyView b) {
  if (a.hash != b.hash) return a.hash < b.hash ? -1 : 1;
  return CompareKeyBytes(a.bytes, b.bytes);
}

inline bool SameKeyBytes(Bytes a, Bytes b) {
  if (a.size() != b.size()) return false;
  size_t left = a.size();
  if (left < 8) return CompareKeyBytes(a, b) == 0;
  const char* at_a = a.data();
  const char* at_b = b.data();
  for (; left > 8; left -= 8, at_a += 8, at_b += 8) {
    if (base::LoadFixed64(at_a) != base::LoadFixed64(at_b)) return false;
  }
  // The last eight, some of which may have been compared before.
  return base::LoadFixed64(at_a + left - 8) == base::LoadFixed64(at_b + left - 8);
}

// 64 bits of a key, well mixed at the upper end. Different keys rarely have the same; nothing may
// depend on that but speed.
inline uint64_t KeyMix(model::KeyView key) {
  constexpr uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio
  const char* at = key.bytes.data();
  size_t left = key.bytes.size();
  uint64_t mixed = key.hash + left;
  for (; left >= 8; left -= 8, at += 8) {
    mixed = (mixed ^ base::LoadFixed64(at)) * kOdd;
    mixed ^= mixed >> 32;
  }
  uint64_t rest = 0;
  for (; left > 0; left--, at++) rest = rest << 8 | static_cast<uint8_t>(*at);
  mixed = (mixed ^ rest) * kOdd;
  return mixed;
}

// Its upper 16 bits.
inline uint16_t KeyFingerprint(model::KeyView key) {
  return static_cast<uint16_t>(KeyMix(key) >> 48);
}

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_KEY_BYTES_H_
