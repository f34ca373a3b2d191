// DynamoDB's limits as the naive engine needs them. Source: AWS Developer Guide, "Quotas";
// paritysuite, measured eu-west-2 2026-10.
#ifndef HASHRANGE_TESTS_MODEL_NAIVE_LIMITS_H_
#define HASHRANGE_TESTS_MODEL_NAIVE_LIMITS_H_

#include <cstdint>

namespace hashrange::naive {

inline constexpr uint64_t kItemSizeMax = 409'600;
inline constexpr uint64_t kPartitionKeySizeMax = 2'048;
inline constexpr uint64_t kSortKeySizeMax = 1'024;
inline constexpr uint64_t kPageSizeMax = 1'048'576;
inline constexpr uint64_t kReadUnitSize = 4'096;
inline constexpr uint64_t kWriteUnitSize = 1'024;
// Source: AWS API Reference, TransactWriteItems.
inline constexpr uint64_t kTokenLifeMs = 600'000;

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_NAIVE_LIMITS_H_
