// Repeatable numbers for tests: the same seed gives the same sequence on every target. Not part of
// the engine. The generator is splitmix64.
#ifndef HASHRANGE_BASE_TEST_RANDOM_H_
#define HASHRANGE_BASE_TEST_RANDOM_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::base {

class TestRandom {
 public:
  explicit TestRandom(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  // 0 up to and without `count`.
  uint32_t Below(uint32_t count) { return static_cast<uint32_t>(Next() % count); }
  bool OneIn(uint32_t count) { return Below(count) == 0; }

  // Up to `bytes_max` bytes, each one of `alphabet`.
  std::string BytesOf(Bytes alphabet, uint32_t bytes_max) {
    std::string bytes(Below(bytes_max + 1), '\0');
    for (char& c : bytes) c = alphabet[Below(static_cast<uint32_t>(alphabet.size()))];
    return bytes;
  }

 private:
  uint64_t state_;
};

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_TEST_RANDOM_H_
