// From key conditions and an ExclusiveStartKey to a range of the keys of a table or an index, with
// DynamoDB's checks against the schema. Tested by query_plan_test.cc.
#ifndef HASHRANGE_OPS_QUERY_PLAN_H_
#define HASHRANGE_OPS_QUERY_PLAN_H_

#include <string>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/key_codec.h"
#include "ops/read_source.h"
#include "store/cursor.h"

namespace hashrange::ops {

// Item keys from `low` to `high` within one partition key. Owns the bytes.
struct QueryRange {
  uint64_t hash = 0;
  std::string low;
  bool low_exclusive = false;
  std::string high;  // exclusive

  // The encoded partition key, which every key of the range begins with.
  std::string prefix;
  // At most one item can match: the whole key of a table is given by equality.
  bool at_most_one = false;

  store::KeyRange range() const {
    return store::KeyRange{
        .low = {hash, low}, .low_exclusive = low_exclusive, .high = model::KeyView{hash, high}};
  }
};

// Checks the clauses against the keys of the source and turns them into a range. Errors, in order: more
// clauses than key attributes; a partition key missing; another attribute where a sort key belongs; an
// operator that keys do not have; no equality on a partition key; sort keys without equality before the last one that has a condition; a
// value of another type than the key's; an empty or too large key value.
Status PlanQuery(const ReadSource& source, const expr::KeyConditionExpression& condition,
                 model::PartitionHashCache* hashes, QueryRange* range);

// Moves the beginning of the range (its end when reading backward) behind `start_key`, a value of
// type M. Errors: not a key of the source; outside of the partition key or of the sort-key
// condition; a query for at most one item.
Status ApplyStartKey(const ReadSource& source, const model::Value& start_key, bool forward,
                     Context* context, QueryRange* range);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_QUERY_PLAN_H_
