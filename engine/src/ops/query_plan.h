// From key conditions and an ExclusiveStartKey to a range of a table's keys, with DynamoDB's checks
// against the schema. Tested by query_plan_test.cc.
#ifndef HASHRANGE_OPS_QUERY_PLAN_H_
#define HASHRANGE_OPS_QUERY_PLAN_H_

#include <string>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/cursor.h"

namespace hashrange::ops {

// Item keys from `low` to `high` within one partition key. Owns the bytes.
struct QueryRange {
  uint64_t hash = 0;
  std::string low;
  bool low_exclusive = false;
  std::string high;  // exclusive

  // At most one item can match: the table has no sort key, or it is given by equality.
  bool at_most_one = false;

  store::KeyRange range() const {
    return store::KeyRange{
        .low = {hash, low}, .low_exclusive = low_exclusive, .high = model::KeyView{hash, high}};
  }
};

// Checks the clauses against the schema and turns them into a range. Errors, in order: more clauses
// than key attributes; the partition key missing; another attribute where the sort key belongs; no
// equality on the partition key; a value of another type than the key's; an empty or too large key
// value.
Status PlanQuery(const model::TableSchema& schema, const expr::KeyConditionExpression& condition,
                 model::PartitionHashCache* hashes, QueryRange* range);

// Moves the beginning of the range (its end when reading backward) behind `start_key`, a value of
// type M. Errors: not a key of the table; outside of the partition key or of the sort-key
// condition; a query for at most one item.
Status ApplyStartKey(const model::TableSchema& schema, const model::Value& start_key, bool forward,
                     model::PartitionHashCache* hashes, QueryRange* range);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_QUERY_PLAN_H_
