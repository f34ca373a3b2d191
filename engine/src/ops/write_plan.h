// Planning and committing writes of items, one or several at once. A plan reads and checks everything
// that can refuse a write (the stages from key to condition to size) against a state that it leaves
// alone; committing plans cannot be refused, except for memory, and then nothing has changed. Tested
// by engine_test.cc and tests/conformance.
#ifndef HASHRANGE_OPS_WRITE_PLAN_H_
#define HASHRANGE_OPS_WRITE_PLAN_H_

#include <optional>
#include <span>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "ops/consumed_units.h"
#include "ops/context.h"
#include "store/idempotency.h"
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
  ConsumedUnits units;    // of indexes: known when committed

  model::ItemView old_item() const { return old_row ? old_row->item() : model::ItemView(); }
  model::ItemView new_item() const { return new_row ? new_row->item() : model::ItemView(); }
};

// A condition, and whether its failure shall carry the item (ReturnValuesOnConditionCheckFailure:
// ALL_OLD). `item_size_only`: an update expression has no size of its own; so in transactions and
// statements.
struct Guard {
  const expr::ConditionExpression* condition = nullptr;  // none: always true
  bool return_item = false;
  bool item_size_only = false;
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

// A ConditionCheck of a transaction: what a write of nothing would check.
Status PlanConditionCheck(Context* context, const store::Table& table, const model::Value& key,
                          const Guard& guard, WritePlan* plan);

// Commits the plans as one batch, to which `token` is added, if there is one. No two plans are of one
// item. Afterwards their units are whole.
Status CommitPlans(Context* context, std::span<WritePlan> plans,
                   std::optional<store::TokenUse> token = {});

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_WRITE_PLAN_H_
