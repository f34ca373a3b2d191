// Planning and committing writes of single items. A plan reads and checks everything that can
// refuse a write (the stages from key to condition to size); committing it cannot be refused,
// except for memory, and then nothing has changed. Tested by engine_test.cc and
// tests/conformance.
#ifndef HASHRANGE_OPS_WRITE_PLAN_H_
#define HASHRANGE_OPS_WRITE_PLAN_H_

#include <span>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "ops/context.h"
#include "store/row.h"
#include "store/table.h"

namespace hashrange::ops {

// What one write will do. It holds the rows, so that old and new item can be answered after the
// commit.
struct WritePlan {
  const store::Table* table = nullptr;
  model::Key key;
  store::RowRef old_row;  // none when there was no item
  store::RowRef new_row;  // none when the item goes, or never was
  double capacity_units = 0;

  model::ItemView old_item() const { return old_row ? old_row->item() : model::ItemView(); }
  model::ItemView new_item() const { return new_row ? new_row->item() : model::ItemView(); }
};

// A condition, and whether its failure shall carry the item (ReturnValuesOnConditionCheckFailure:
// ALL_OLD).
struct Guard {
  const expr::ConditionExpression* condition = nullptr;  // none: always true
  bool return_item = false;
};

// PutItem of `item`, a value of type M.
Status PlanPut(Context* context, const store::Table& table, const model::Value& item,
               const Guard& guard, WritePlan* plan);

// DeleteItem of the item at `key`, a Key parameter.
Status PlanDelete(Context* context, const store::Table& table, const model::Value& key,
                  const Guard& guard, WritePlan* plan);

// UpdateItem. Without `update` an absent item is made from its key and a present one stays as it
// is.
Status PlanUpdate(Context* context, const store::Table& table, const model::Value& key,
                  const expr::UpdateExpression* update, const Guard& guard, WritePlan* plan);

// Commits the plans as one batch.
Status CommitPlans(Context* context, std::span<WritePlan> plans);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_WRITE_PLAN_H_
