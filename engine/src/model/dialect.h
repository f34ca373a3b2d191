// How a region answers, where regions differ: AWS brings a rewritten request validation to its
// regions one after the other. A mixture of two regions is no region, so a database answers as one
// of them in everything. A region that nobody has measured answers as most do.
// engine/doc/decisions/0013-regions.md has the table. Tested by dialect_test.cc and
// tests/conformance/cases/regions.json.
#ifndef HASHRANGE_MODEL_DIALECT_H_
#define HASHRANGE_MODEL_DIALECT_H_

#include <cstdint>

#include "hashrange/bytes.h"
#include "model/operation_shapes.h"

namespace hashrange::model {

// The parts that are still as they were. None: as eu-west-2 in October 2026.
enum DialectPart : uint8_t {
  kNewest = 0,
  // PutItem, UpdateItem and DeleteItem are read by the older layer: its wording of constraints,
  // relations and values. An expression's value may be nested deeper than an item, and an update is
  // sized as a put is.
  kOlderWrites = 1,
  // TransactWriteItems and TransactGetItems likewise.
  kOlderTransactions = 2,
  // BatchWriteItem: no RequestItems and too many of them.
  kOlderBatchWrite = 4,
  // BatchGetItem: no RequestItems.
  kOlderBatchGet = 8,
  // Scan: its limit and segment, the start key, Select without a projection.
  kOlderScan = 16,
  // Scan: the depth of a value is told before ConditionalOperator that stands alone.
  kScanDepthFirst = 32,
};

struct Dialect {
  uint8_t parts = kNewest;

  constexpr bool has(DialectPart part) const { return (parts & part) != 0; }
  // Does the older layer read the requests of this operation?
  bool IsOlder(Operation operation) const;
  // Is a request of this operation without any RequestItems told in words of its own?
  bool MissesRequestItems(Operation operation) const;
};

Dialect DialectOf(Bytes region);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_DIALECT_H_
