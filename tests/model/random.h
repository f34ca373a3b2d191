// Repeatable numbers for the workload: the same seed gives the same run on every platform. The
// generator is PCG32 (M. O'Neill, pcg-random.org): the naive side shares no code with the engine,
// not even its test generator.
#ifndef HASHRANGE_TESTS_MODEL_RANDOM_H_
#define HASHRANGE_TESTS_MODEL_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hashrange::naive {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 2862933555777941757u + 3037000493u) { Next(); }

  uint32_t Next() {
    const uint64_t old = state_;
    state_ = old * 6364136223846793005u + 1442695040888963407u;
    const auto shifted = static_cast<uint32_t>(((old >> 18) ^ old) >> 27);
    const auto turn = static_cast<uint32_t>(old >> 59);
    return (shifted >> turn) | (shifted << ((32 - turn) & 31));
  }

  uint64_t Next64() {
    const uint64_t high = Next();
    return high << 32 | Next();
  }

  // 0 up to and without `count`, which is not 0.
  size_t Below(size_t count) { return Next() % count; }
  bool OneIn(size_t count) { return Below(count) == 0; }
  // True in `percent` of 100 cases.
  bool Percent(size_t percent) { return Below(100) < percent; }

  // Whether the workload takes its keys from a pool that is large: then tables grow, but requests
  // meet one another less.
  bool wide_keys() const { return wide_keys_; }
  void set_wide_keys(bool wide) { wide_keys_ = wide; }

  template <typename T>
  const T& Of(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

  template <typename T>
  void Shuffle(std::vector<T>* list) {
    for (size_t i = list->size(); i > 1; i--) std::swap((*list)[i - 1], (*list)[Below(i)]);
  }

 private:
  uint64_t state_;
  bool wide_keys_ = false;
};

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_RANDOM_H_
