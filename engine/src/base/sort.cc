#include "base/sort.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace hashrange::base {

bool SortPositions(size_t count, PositionBefore before, const void* context, uint32_t* positions) {
  size_t in_order = 1;
  while (in_order < count && !before(context, static_cast<uint32_t>(in_order),
                                     static_cast<uint32_t>(in_order - 1))) {
    in_order++;
  }
  if (in_order >= count) return false;
  uint32_t* order = positions;
  for (size_t i = 0; i < count; i++) order[i] = static_cast<uint32_t>(i);

  // Short runs by insertion, then merged, each round into runs of twice the length.
  constexpr size_t kRun = 8;
  for (size_t begin = 0; begin < count; begin += kRun) {
    const size_t end = std::min(begin + kRun, count);
    for (size_t i = begin + 1; i < end; i++) {
      const uint32_t moved = order[i];
      size_t hole = i;
      for (; hole > begin && before(context, moved, order[hole - 1]); hole--) {
        order[hole] = order[hole - 1];
      }
      order[hole] = moved;
    }
  }
  if (count <= kRun) return true;
  std::vector<uint32_t> other(count);
  uint32_t* merged = other.data();
  for (size_t run = kRun; run < count; run *= 2) {
    for (size_t begin = 0; begin < count; begin += 2 * run) {
      size_t left = begin, right = std::min(begin + run, count);
      const size_t middle = right, end = std::min(right + run, count);
      for (size_t to = begin; to < end; to++) {
        const bool take_right =
            left == middle || (right < end && before(context, order[right], order[left]));
        merged[to] = order[take_right ? right++ : left++];
      }
    }
    std::swap(order, merged);
  }
  if (order != positions) std::copy(order, order + count, positions);
  return true;
}

}  // namespace hashrange::base
