// What a fuzzer reads its choices from: bytes from the front, and zeros when they are spent, so
// that every input means something and short inputs mean simple things.
#ifndef HASHRANGE_TESTS_FUZZ_INPUT_H_
#define HASHRANGE_TESTS_FUZZ_INPUT_H_

#include <algorithm>
#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::fuzz {

class Input {
 public:
  explicit Input(Bytes bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  Bytes rest() const { return rest_; }

  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  // Below `count`, which is 1 to 256.
  uint32_t Below(uint32_t count) { return Byte() % count; }
  uint16_t Short() {
    const uint8_t low = Byte();
    return static_cast<uint16_t>(low | Byte() << 8);
  }
  Bytes Take(size_t bytes) {
    const Bytes taken = rest_.substr(0, bytes);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // What lies before the next `end`, which is taken too; all that is left when there is none.
  Bytes Until(char end) {
    const size_t at = std::min(rest_.find(end), rest_.size());
    const Bytes taken = rest_.substr(0, at);
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return taken;
  }

 private:
  Bytes rest_;
};

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_INPUT_H_
