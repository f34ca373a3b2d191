// SeededEntropy gives random bits that are the same for the same seed, on every machine: for hosts
// that want a run to be repeatable; the engine itself never includes it. No secret may depend on
// it. A copy goes on where the original stands. The generator is sfc32 (Chris Doty-Humphrey,
// PractRand), in operations of 32 bits, so that web/seeded_entropy.ts gives the same numbers.
// Tested by seeded_entropy_test.cc and web/seeded_entropy.test.ts.
#ifndef HASHRANGE_SEEDED_ENTROPY_H_
#define HASHRANGE_SEEDED_ENTROPY_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange {

class SeededEntropy {
 public:
  // A seed is text; a number is the same seed as its decimal digits.
  explicit SeededEntropy(Bytes seed)
      : a_(Hash(seed, 0x9e3779b9)), b_(Hash(seed, 0x85ebca6b)), c_(Hash(seed, 0xc2b2ae35)) {
    // What similar seeds have in common is mixed away.
    for (int i = 0; i < 16; i++) Next32();
  }
  explicit SeededEntropy(uint64_t seed) : SeededEntropy(Bytes(std::to_string(seed))) {}

  // The next 32 bits.
  uint32_t Next32() {
    const uint32_t next = a_ + b_ + counter_++;
    a_ = b_ ^ b_ >> 9;
    b_ = c_ + (c_ << 3);
    c_ = (c_ << 21 | c_ >> 11) + next;
    return next;
  }

  // The next 64 bits, the low half first: what one request takes.
  uint64_t Next() {
    const uint64_t low = Next32();
    return static_cast<uint64_t>(Next32()) << 32 | low;
  }

 private:
  // FNV-1a from a basis of the caller's.
  static uint32_t Hash(Bytes text, uint32_t basis) {
    uint32_t hash = basis;
    for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
    return hash;
  }

  uint32_t a_;
  uint32_t b_;
  uint32_t c_;
  uint32_t counter_ = 1;
};

}  // namespace hashrange

#endif  // HASHRANGE_SEEDED_ENTROPY_H_
