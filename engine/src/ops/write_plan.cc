#include "ops/write_plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/item_size.h"
#include "model/limits.h"
#include "ops/commit_batch.h"
#include "ops/index_keys.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/trace.h"
#include "ops/trace_events.h"
#include "ops/vector_values.h"

namespace hashrange::ops {
namespace {

// What writing the item is billed by.
uint64_t BytesOf(const model::TableSchema& schema, const model::ItemView& item) {
  return item.exists() ? BilledBytes(schema, item.root(), item.item_bytes()) : 0;
}

void FindOldRow(const store::Table& table, WritePlan* plan) {
  plan->table = &table;
  plan->old_row = store::RowRef(table.Find(plan->key.view()));
}

Status CheckGuard(Context* context, const Guard& guard, const WritePlan& plan) {
  if (guard.condition == nullptr) return {};
  if (context->trace != nullptr) {
    context->trace->Condition(expr::ExpressionKind::kCondition, *guard.condition, plan.old_item());
  }
  if (guard.condition->Evaluate(plan.old_item())) return {};
  Error error = Fail(kConditionFailed);
  if (guard.return_item && plan.old_row) {
    return std::move(error).WithItem(std::string(plan.old_item().form()));
  }
  return error;
}

// The row of an item, which is one value of type M of that size.
Status MakeRow(const model::Value& item, uint64_t bytes, WritePlan* plan) {
  plan->new_row =
      store::Row::Make(plan->key.view(), item.structure, item.text, static_cast<uint32_t>(bytes));
  if (!plan->new_row) return Fail(kOutOfMemory);
  return {};
}

// False when the item stays as it is, which changes neither table nor index.
bool ChangesItem(const WritePlan& plan) {
  if (!plan.new_row) return static_cast<bool>(plan.old_row);
  return !plan.old_row || plan.old_item().form() != plan.new_item().form();
}

void AddHeat(const WritePlan& plan, uint64_t now_ms) {
  plan.table->partitions().Of(plan.key.view()).heat.AddWrite(now_ms, plan.units.table());
}

}  // namespace

Status PlanPut(Context* context, const store::Table& table, const model::Value& item,
               const Guard& guard, WritePlan* plan) {
  HR_RETURN_IF_ERROR(KeyOfItem(table.schema(), item, &context->scratch->hashes, &plan->key));
  HR_RETURN_IF_ERROR(CheckIndexKeysOfItem(table.schema(), item));
  HR_RETURN_IF_ERROR(CheckVectorsOfItem(table.schema(), nullptr, item));
  const uint64_t bytes = model::ItemBytes(item);
  if (bytes > model::kItemBytesMax) return Fail(kItemTooLarge);
  FindOldRow(table, plan);
  HR_RETURN_IF_ERROR(CheckGuard(context, guard, *plan));
  HR_RETURN_IF_ERROR(MakeRow(item, bytes, plan));
  plan->units.AddTable(WriteUnits(std::max(BilledBytes(table.schema(), item, bytes),
                                           BytesOf(table.schema(), plan->old_item()))));
  return {};
}

Status PlanDelete(Context* context, const store::Table& table, const model::Value& key,
                  const Guard& guard, WritePlan* plan) {
  HR_RETURN_IF_ERROR(KeyOfParameter(table.schema(), key, &context->scratch->hashes, &plan->key));
  FindOldRow(table, plan);
  HR_RETURN_IF_ERROR(CheckGuard(context, guard, *plan));
  plan->units.AddTable(WriteUnits(BytesOf(table.schema(), plan->old_item())));
  return {};
}

Status PlanConditionCheck(Context* context, const store::Table& table, const model::Value& key,
                          const Guard& guard, WritePlan* plan) {
  HR_RETURN_IF_ERROR(KeyOfParameter(table.schema(), key, &context->scratch->hashes, &plan->key));
  FindOldRow(table, plan);
  HR_RETURN_IF_ERROR(CheckGuard(context, guard, *plan));
  plan->units.AddTable(WriteUnits(BytesOf(table.schema(), plan->old_item())));
  // The item stays as it is.
  plan->new_row = plan->old_row;
  return {};
}

Status PlanUpdate(Context* context, const store::Table& table, const model::Value& key,
                  const expr::UpdateExpression* update, const Guard& guard, WritePlan* plan) {
  const model::TableSchema& schema = table.schema();
  HR_RETURN_IF_ERROR(KeyOfParameter(schema, key, &context->scratch->hashes, &plan->key));
  if (update != nullptr) {
    for (const expr::UpdateTarget& target : update->targets()) {
      if (target.attribute == schema.partition_key.name ||
          (schema.sort_key && target.attribute == schema.sort_key->name)) {
        return Fail(kUpdateOfKey, {target.attribute});
      }
    }
    HR_RETURN_IF_ERROR(CheckIndexKeysOfUpdate(schema, *update));
  }
  FindOldRow(table, plan);
  const model::ItemView old_item = plan->old_item();
  // The statement's own size is checked before the condition; in a transaction before all of it
  // (ops/transact_write_action), of a PartiQL statement never. Source: paritysuite, measured in 33
  // regions 2026-10.
  const bool sized_as_put = context->identity->dialect.has(model::kOlderWrites);
  if (update != nullptr && !guard.item_size_only && !sized_as_put &&
      update->StatementBytes(old_item) > model::kItemBytesMax) {
    return Fail(kUpdateTooLarge);
  }
  HR_RETURN_IF_ERROR(CheckGuard(context, guard, *plan));

  const model::Value base = old_item.exists() ? old_item.root() : key;
  model::ItemBuilder* updated = &context->scratch->updated;
  updated->Clear();
  if (update == nullptr) {
    updated->Copy(base);
  } else {
    HR_RETURN_IF_ERROR(update->Apply(old_item, base, updated));
    if (!model::IsWithinNestingLimit(updated->value())) return Fail(model::kUpdatedTooDeep);
  }
  // Also without an expression: the key itself may be too large a sort key for an index.
  HR_RETURN_IF_ERROR(CheckIndexKeysOfUpdated(schema, old_item, updated->value()));
  HR_RETURN_IF_ERROR(CheckVectorsOfItem(schema, &old_item, updated->value()));
  const uint64_t bytes = model::ItemBytes(updated->value());
  if (bytes > model::kItemBytesMax) return Fail(kUpdateTooLarge);
  // Removing from what is not there makes nothing. Source: ScyllaDB Alternator tests, run on AWS.
  if (!old_item.exists() && update != nullptr && update->only_removes()) {
    plan->units.AddTable(WriteUnits(0));
    return {};
  }
  plan->units.AddTable(WriteUnits(std::max(BilledBytes(schema, updated->value(), bytes),
                                           BytesOf(schema, old_item))));
  return MakeRow(updated->value(), bytes, plan);
}

Status CommitPlans(Context* context, std::span<WritePlan> plans,
                   std::optional<store::TokenUse> token) {
  store::WriteBatch batch = BeginBatch(*context);
  batch.changes.reserve(plans.size() + (token ? 1 : 0));
  for (WritePlan& plan : plans) {
    if (!ChangesItem(plan)) continue;
    store::Change* change = plan.new_row ? batch.Put(plan.table->number(), plan.new_row)
                                         : batch.Delete(plan.table->number(), plan.key);
    change->old_row = plan.old_row;
  }
  if (token) batch.Token(*std::move(token));
  HR_RETURN_IF_ERROR(PrepareBatch(context, &batch));
  size_t at = 0;
  for (WritePlan& plan : plans) {
    AddHeat(plan, context->now_ms);
    if (ChangesItem(plan)) {
      const store::Change& change = batch.changes[at++];
      plan.units.AddIndexChanges(*plan.table, change.index_changes);
      if (context->trace != nullptr) {
        TraceWrite(*context, plan, change.index_changes);
        TraceStreamRecord(*plan.table, change, context->trace);
      }
    }
    if (context->trace != nullptr) TraceWriteUnits(*context, *plan.table, plan.units);
  }
  CommitPrepared(context, std::move(batch));
  return {};
}

}  // namespace hashrange::ops
