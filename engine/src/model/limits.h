// DynamoDB's limits on the data plane, each with its source. A limit of an operation's member (a
// length, a range) is in the operation's shape instead (model/operation_shapes.h).
#ifndef HASHRANGE_MODEL_LIMITS_H_
#define HASHRANGE_MODEL_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace hashrange::model {

// An item's size, keys and names included: 409,600 is accepted, 409,601 refused. AWS Developer
// Guide, "Quotas"; paritysuite 2026-10.
inline constexpr uint64_t kItemBytesMax = 409'600;
// Nesting: the attribute itself is level 1 and a leaf may lie at level 32. paritysuite 2026-10.
inline constexpr int kNestingLevelsMax = 32;
// Of an expression's value in the older layer. paritysuite, measured eu-west-2 and us-east-1
// 2026-10-09.
inline constexpr int kOlderValueLevelsMax = 33;
// The newer layer of transactions does not name the placeholder of a value up to here; of one that
// is deeper it does. paritysuite, measured eu-west-2 and us-east-1 2026-10-09.
inline constexpr int kUnnamedValueLevelsMax = 61;
// Capacity units of a table or a global index, whatever kind of units. AWS API Reference,
// CreateTable; dynalite for the number.
inline constexpr int64_t kCapacityUnitsMax = 1'000'000'000'000;
// Partition key and sort key values. AWS Developer Guide, "Quotas"; paritysuite 2026-10.
inline constexpr uint64_t kPartitionKeyBytesMax = 2'048;
inline constexpr uint64_t kSortKeyBytesMax = 1'024;
// Names of attributes (names of keys: the shape of AttributeName). AWS Developer Guide, "Quotas";
// paritysuite 2026-10.
inline constexpr uint64_t kAttributeNameBytesMax = 65'535;
// One expression's raw text. AWS Developer Guide, "Quotas"; paritysuite 2026-10.
inline constexpr uint64_t kExpressionBytesMax = 4'096;
// Operators and functions in one expression. AWS Developer Guide, "Quotas".
inline constexpr int kExpressionOperatorsMax = 300;
// Operands of IN. AWS Developer Guide, "Comparison operator and function reference".
inline constexpr int kInOperandsMax = 100;
// Elements of a document path: 32 accepted, 33 refused. paritysuite 2026-10.
inline constexpr int kPathElementsMax = 32;
// A #name or :value token. AWS Developer Guide, "Quotas".
inline constexpr uint64_t kPlaceholderBytesMax = 255;
// All names and values of ExpressionAttributeNames and ExpressionAttributeValues together. AWS
// Developer Guide, "Quotas".
inline constexpr uint64_t kSubstitutionBytesMax = 2 * 1'048'576;
// Entries of KeyConditions. Source: dynalite's and ScyllaDB Alternator's tests, run on AWS.
inline constexpr uint32_t kKeyConditionsMax = 2;
// What one page of Query or Scan processes: the item that passes 1 MB is the last. AWS Developer
// Guide, "Paginating results".
inline constexpr uint64_t kPageBytesMax = 1'048'576;
// What BatchGetItem answers at most; further keys come back unprocessed. AWS API Reference,
// BatchGetItem.
inline constexpr uint64_t kBatchGetBytesMax = 16 * 1'048'576;
inline constexpr uint32_t kBatchGetKeysMax = 100;
inline constexpr uint32_t kBatchWriteRequestsMax = 25;
// Items and keys of one transaction together. AWS Developer Guide, "Quotas".
inline constexpr uint64_t kTransactionBytesMax = 4 * 1'048'576;
// What a vector index may have. AWS Developer Guide, "Vector indexes"; paritysuite, measured
// eu-west-2 2026-08.
inline constexpr uint32_t kDimensionsMax = 4'096;
inline constexpr size_t kInlineFiltersMax = 18;
// Tables of an account in a region. AWS Developer Guide, "Quotas".
inline constexpr uint64_t kTablesMax = 2'500;

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_LIMITS_H_
