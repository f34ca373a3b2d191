#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace hashrange::base {

void CheckFailed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "hashrange: invariant broken: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace hashrange::base
