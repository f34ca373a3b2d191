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
#include "partiql/columns.h"
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
  // Of a SELECT: in place of filter and projection; none: *. Of an index, the condition looks at its
  // entries only. Source: dynoxide's captures, eu-west-2 2026-08.
  const partiql::Columns* columns = nullptr;
  const expr::ConditionExpression* where = nullptr;
};

// What Select asks for together with a projection. `envelope`: Query words the errors in its
// envelope. Sources: paritysuite, measured eu-west-2 2026-10; moto's tests verified on AWS and
// ExtendDB's, us-east-1 2026-08.
Status ReadSelect(Bytes select, bool has_projection, bool has_attributes_to_get, bool has_index,
                  bool envelope, PageRequest* request);

// The rules that need the source: attributes that a global index does not project, ALL_ATTRIBUTES of
// one; paths into key attributes.
Status CheckSelectOfSource(const ReadSource& source, const PageRequest& request);
Status CheckPathsOfSource(const ReadSource& source, const PageRequest& request);

// Reads pages, range after range, and writes the items as elements of a list.
class PageReader {
 public:
  PageReader(const ReadSource& source, const PageRequest& request, Context* context,
             wire::ResponseWriter* out);

  // A page ends with the item that makes `limit` or that passes 1 MB, whether or not more follow.
  void Read(const store::KeyRange& range, store::Direction direction);

  int64_t count() const { return count_; }
  int64_t scanned_count() const { return scanned_count_; }
  bool is_full() const;
  // The last item read when the page has ended before the range did; else null.
  const store::Row* last() const { return last_; }
  const ConsumedUnits& units() const { return units_; }

 private:
  // What was read of one partition.
  struct Visit {
    size_t partition = 0;
    uint64_t bytes = 0;
    uint64_t items_read = 0;
    uint64_t items_returned = 0;
  };

  const expr::ConditionExpression* condition() const;
  uint64_t ReadRow(const store::Row& row);
  model::ItemView Fetch(const model::ItemView& entry);
  void Write(const model::ItemView& item);
  void Leave(const Visit& visit) const;

  const ReadSource& source_;
  const PageRequest& request_;
  Context* context_;
  wire::ResponseWriter* out_;
  const bool filter_fetches_;
  const bool item_fetches_;
  int64_t count_ = 0;
  int64_t scanned_count_ = 0;
  uint64_t bytes_ = 0;
  double fetched_units_ = 0;
  ConsumedUnits units_;
  const store::Row* last_ = nullptr;
};

// Where Items, Count, ScannedCount, LastEvaluatedKey and ConsumedCapacity are in the output.
struct PageMembers {
  uint8_t items;
  uint8_t count;
  uint8_t scanned_count;
  uint8_t last_evaluated_key;
  uint8_t consumed_capacity;
};

// Reads one page of the range and writes the whole output.
void WritePage(const ReadSource& source, const store::KeyRange& range, store::Direction direction,
               const PageRequest& request, const PageMembers& members, CapacityDetail detail,
               Bytes table_name, Context* context, wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_PAGE_H_
