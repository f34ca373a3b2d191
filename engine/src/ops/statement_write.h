// INSERT, UPDATE, DELETE and EXISTS as plans of writes. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_STATEMENT_WRITE_H_
#define HASHRANGE_OPS_STATEMENT_WRITE_H_

#include "hashrange/result.h"
#include "model/item_builder.h"
#include "ops/context.h"
#include "ops/write_plan.h"
#include "partiql/statement.h"
#include "store/table.h"

namespace hashrange::ops {

class StatementWrite {
 public:
  StatementWrite(Context* context, const partiql::Statement& statement, const store::Table& table)
      : context_(context), statement_(statement), table_(table) {}

  // Finds the item that is written. Errors: no equality on a key attribute, or two that differ; a value of another type; of an item
  // to insert, a key attribute that is not there.
  Status FindKey();
  // The key attributes, as one value of type M; after FindKey.
  model::Value key() const { return key_.value(); }

  // As the operation on one item plans it. An INSERT where there is an item is a DuplicateItem; a DELETE where there is none is
  // done. On an error plan->old_row may be there already.
  Status Plan(bool return_item_on_failure, WritePlan* plan) const;

  // The units that a failed write was tried with.
  double TriedUnits(const WritePlan& plan) const;

  // What RETURNING answers of a committed plan; a value that does not exist when nothing.
  model::Value Returned(const WritePlan& plan, model::ItemBuilder* scratch) const;

 private:
  Status PlanInsert(WritePlan* plan) const;
  Status PlanOther(const Guard& guard, WritePlan* plan) const;

  Context* const context_;
  const partiql::Statement& statement_;
  const store::Table& table_;
  model::ItemBuilder key_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STATEMENT_WRITE_H_
