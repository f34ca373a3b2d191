// What a read costs. Source: AWS Developer Guide, "Read and write operations"; paritysuite,
// measured eu-west-2 2026-10.
#ifndef HASHRANGE_OPS_READ_UNITS_H_
#define HASHRANGE_OPS_READ_UNITS_H_

#include <algorithm>
#include <cstdint>

namespace hashrange::ops {

inline constexpr uint64_t kReadUnitBytes = 4096;

// Capacity units of reading `bytes` at once (GetItem: the item; Query: all that was processed): 4
// KB a unit, at least one unit even when there is nothing, half of that when the read is eventually
// consistent.
inline double ReadUnits(uint64_t bytes, bool consistent) {
  const uint64_t units = std::max<uint64_t>(1, (bytes + kReadUnitBytes - 1) / kReadUnitBytes);
  return static_cast<double>(units) * (consistent ? 1 : 0.5);
}

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_READ_UNITS_H_
