// Sorting, stable, with one algorithm for every type: std::sort and std::stable_sort are compiled
// anew for each element and order, and were a tenth of the WebAssembly module. Costs a call through
// a pointer for each comparison. Tested by sort_test.cc.
#ifndef HASHRANGE_BASE_SORT_H_
#define HASHRANGE_BASE_SORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace hashrange::base {

// Whether the element at position `a` goes before the one at `b`.
using PositionBefore = bool (*)(const void* context, uint32_t a, uint32_t b);

// Fills `positions` with 0 to count - 1 in the order of their elements; equal ones stay as they
// were. False, and nothing is filled, when they are in order already.
bool SortPositions(size_t count, PositionBefore before, const void* context, uint32_t* positions);

// Sorts a vector, a span or the like; `before(a, b)` says whether a goes before b.
template <typename Elements, typename Before = std::less<>>
void Sort(Elements& elements, const Before& before = {}) {
  struct Context {
    const Elements& elements;
    const Before& before;
  } context{elements, before};
  // Most of what is sorted is short: it takes no memory.
  constexpr size_t kFew = 16;
  uint32_t few[kFew];
  std::vector<uint32_t> many(elements.size() > kFew ? elements.size() : 0);
  uint32_t* from = many.empty() ? few : many.data();
  const bool moves = SortPositions(
      elements.size(),
      [](const void* opaque, uint32_t a, uint32_t b) {
        const Context& in = *static_cast<const Context*>(opaque);
        return in.before(in.elements[a], in.elements[b]);
      },
      &context, from);
  if (!moves) return;
  // Each ring of positions that take one another's elements is turned once.
  for (uint32_t start = 0; start < elements.size(); start++) {
    if (from[start] == start) continue;
    auto first = std::move(elements[start]);
    uint32_t at = start;
    while (from[at] != start) {
      const uint32_t next = from[at];
      elements[at] = std::move(elements[next]);
      from[at] = at;
      at = next;
    }
    elements[at] = std::move(first);
    from[at] = at;
  }
}

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_SORT_H_
