// Makes a failing sequence short: steps are dropped, large parts first, as long as it still fails
// (delta debugging after Zeller and Hildebrandt). Tested by naive_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_SHRINK_H_
#define HASHRANGE_TESTS_MODEL_SHRINK_H_

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace hashrange::naive {

// `fails` is asked about `budget` steps in all. The last step is kept: it is the one that failed.
template <typename Step>
std::vector<Step> Shrink(std::vector<Step> steps,
                         const std::function<bool(const std::vector<Step>&)>& fails,
                         size_t budget) {
  size_t part = steps.size() / 2;
  while (part > 0 && budget > 0) {
    bool dropped = false;
    // From the back, so that what is left in front keeps its place.
    for (size_t end = steps.size() - 1; end > 0 && budget > 0;) {
      const size_t begin = end > part ? end - part : 0;
      std::vector<Step> fewer(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(begin));
      fewer.insert(fewer.end(), steps.begin() + static_cast<std::ptrdiff_t>(end), steps.end());
      budget -= std::min(budget, fewer.size());
      if (fails(fewer)) {
        steps = std::move(fewer);
        dropped = true;
      }
      end = begin;
    }
    if (!dropped || part > steps.size() / 2) part /= 2;
  }
  return steps;
}

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_SHRINK_H_
