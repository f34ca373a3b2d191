// How a SELECT is read: by keys, as one read for each alternative of its WHERE, or as a scan. Its WHERE is the condition of every item
// that is read unless the keys say it all. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_STATEMENT_READ_H_
#define HASHRANGE_OPS_STATEMENT_READ_H_

#include <optional>
#include <vector>

#include "hashrange/result.h"
#include "ops/page.h"
#include "ops/query_plan.h"
#include "partiql/key_branches.h"
#include "partiql/statement.h"

namespace hashrange::ops {

// Keyed reads of one statement. Source: Floci's captures, eu-west-2 2026-09-17.
inline constexpr size_t kKeyedReadsMax = 50;
// Items of a page where the keys are listed by IN. Which items count is not said: here those that Limit counts. Source: AWS
// Developer Guide, "PartiQL operators", 2026-11.
inline constexpr int64_t kListedItemsMax = 10;

struct StatementReadPlan {
  bool keyed = false;  // else a scan
  std::vector<QueryRange> ranges;  // of keyed reads, in their order
  bool forward = true;
  bool filters = false;  // WHERE says more than the keys
  int64_t items_max = -1;  // of a page; -1: as many as there is room for

  store::Direction direction() const {
    return forward ? store::Direction::kForward : store::Direction::kBackward;
  }
};

// Errors, in order: a path into a key; key values of another type; more than 50 keyed reads; reads that overlap; attributes that the
// index does not project, of conditions and of columns; ORDER BY.
Status PlanStatementRead(const partiql::Statement& statement, const ReadSource& source, Context* context,
                         StatementReadPlan* plan);

// The key of the one item that the statement reads, as a value of type M with exactly the key attributes; nothing where it reads
// another number of items, or has other conditions. Fails where the reads overlap or are too many. The types are not checked.
Status ReadItemKey(const partiql::Statement& statement, const ReadSource& source, std::optional<model::ItemBuilder>* key);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STATEMENT_READ_H_
