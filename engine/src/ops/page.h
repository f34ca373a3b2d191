// A page of a Query or Scan: filtered, projected and written as it is read. Source: AWS Developer
// Guide, "Paginating results"; paritysuite, measured eu-west-2 2026-10. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_PAGE_H_
#define HASHRANGE_OPS_PAGE_H_

#include <cstdint>
#include <optional>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "ops/consumed_units.h"
#include "ops/context.h"
#include "ops/read_source.h"
#include "store/cursor.h"
#include "wire/request_reader.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// What is answered of each item that is read.
struct PageRequest {
  std::optional<expr::ConditionExpression> filter;
  std::optional<expr::ProjectionExpression> projection;
  bool count_only = false;      // Select: COUNT
  bool all_attributes = false;  // Select: ALL_ATTRIBUTES
  int64_t limit = -1;           // items read; -1: none
  bool consistent = false;
};

// What Select asks for together with a projection. `envelope`: Query words one of the errors in its
// envelope. Source: paritysuite, measured eu-west-2 2026-10.
Status ReadSelect(Bytes select, bool has_projection, bool has_attributes_to_get, bool has_index,
                  bool envelope, PageRequest* request);

// The rules that need the source: attributes that a global index does not project, ALL_ATTRIBUTES of
// one; paths into key attributes.
Status CheckSelectOfSource(const ReadSource& source, const PageRequest& request);
Status CheckPathsOfSource(const ReadSource& source, const PageRequest& request);

// Where Items, Count, ScannedCount, LastEvaluatedKey and ConsumedCapacity are in the output.
struct PageMembers {
  uint8_t items;
  uint8_t count;
  uint8_t scanned_count;
  uint8_t last_evaluated_key;
  uint8_t consumed_capacity;
};

// Reads one page of the range and writes the whole output. A page ends with the item that makes
// `limit` or that passes 1 MB, whether or not more follow.
void WritePage(const ReadSource& source, const store::KeyRange& range, store::Direction direction,
               const PageRequest& request, const PageMembers& members, CapacityDetail detail,
               Bytes table_name, Context* context, wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_PAGE_H_
