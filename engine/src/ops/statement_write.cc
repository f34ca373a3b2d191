#include "ops/statement_write.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "expr/tree.h"
#include "model/item_size.h"
#include "model/messages.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/statement_messages.h"
#include "partiql/key_branches.h"

namespace hashrange::ops {
namespace {

using model::KeyAttribute;
using model::Value;
using partiql::Returning;
using partiql::StatementKind;

// The key attributes in the order of their names.
std::vector<const KeyAttribute*> KeysOf(const model::TableSchema& schema) {
  std::vector<const KeyAttribute*> keys = {&schema.partition_key};
  if (schema.sort_key) keys.push_back(&*schema.sort_key);
  if (keys.size() == 2 && keys[1]->name < keys[0]->name) std::swap(keys[0], keys[1]);
  return keys;
}

}  // namespace

Status StatementWrite::FindKey() {
  const model::TableSchema& schema = table_.schema();
  const bool inserts = statement_.kind() == StatementKind::kInsert;
  if (inserts) {
    // A key that is missing or does not fit is told as PutItem tells it.
    model::Key key;
    HR_RETURN_IF_ERROR(KeyOfItem(schema, statement_.item(), &context_->scratch->hashes, &key));
  }
  const bool exists = statement_.kind() == StatementKind::kExists;
  const Message& incomplete = exists ? kExistsOfOneItem : kNoKeyEquality;
  if (!inserts && !statement_.where()) return Fail(incomplete);
  size_t equalities = 0;
  const model::ItemBuilder::Mark root = key_.BeginMap();
  for (const KeyAttribute* key : KeysOf(schema)) {
    std::vector<Value> values;
    if (inserts) {
      values.push_back(model::FindMember(statement_.item(), key->name));
    } else {
      values = partiql::EqualValues(statement_.where()->tree(), key->name);
    }
    if (values.empty()) return Fail(incomplete);
    equalities += values.size();
    const bool differ = std::any_of(values.begin(), values.end(), [&](const Value& value) { return !(value == values[0]); });
    if (differ && !exists) return Fail(kSeveralKeyValues, {key->name});
    if (values[0].type() != key->type) return Fail(kKeyTypeOfStatement, {key->name});
    key_.Name(key->name);
    key_.Copy(values[0]);
  }
  key_.EndMap(root);
  if (exists && partiql::ConjunctCount(statement_.where()->tree()) == equalities) return Fail(kExistsOfOneItem);
  return {};
}

Status StatementWrite::Plan(bool return_item_on_failure, WritePlan* plan) const {
  if (statement_.kind() == StatementKind::kInsert) return PlanInsert(plan);
  Guard guard;
  guard.return_item = return_item_on_failure;
  guard.item_size_only = true;
  guard.condition = &*statement_.where();
  return PlanOther(guard, plan);
}

Status StatementWrite::PlanInsert(WritePlan* plan) const {
  expr::Ast ast;
  expr::TreeBuilder tree(&ast);
  const uint32_t key = tree.Path({{table_.schema().partition_key.name, 0, false}});
  tree.Add(expr::Op::kAttributeNotExists, "attribute_not_exists", {key});
  HR_ASSIGN_OR_RETURN(expr::ConditionExpression absent, expr::ConditionExpression::FromTree(std::move(ast)));
  const Guard guard{.condition = &absent};
  Status planned = PlanPut(context_, table_, statement_.item(), guard, plan);
  if (!planned.ok() && planned.error().type() == ErrorType::kConditionalCheckFailed) return Fail(kDuplicateItem);
  return planned;
}

Status StatementWrite::PlanOther(const Guard& guard, WritePlan* plan) const {
  switch (statement_.kind()) {
    case StatementKind::kUpdate:
      // Its WHERE is false of an item that is not there: no UPDATE makes one.
      return PlanUpdate(context_, table_, key(), &*statement_.update(), guard, plan);
    case StatementKind::kDelete: {
      model::Key found;
      HR_RETURN_IF_ERROR(KeyOfParameter(table_.schema(), key(), &context_->scratch->hashes, &found));
      const bool there = table_.Find(found.view()) != nullptr;
      return PlanDelete(context_, table_, key(), there ? guard : Guard(), plan);
    }
    default:
      return PlanConditionCheck(context_, table_, key(), guard, plan);
  }
}

double StatementWrite::TriedUnits(const WritePlan& plan) const {
  const uint64_t old_bytes = plan.old_row ? plan.old_item().item_bytes() : 0;
  const uint64_t new_bytes = statement_.kind() == StatementKind::kInsert ? model::ItemBytes(statement_.item()) : 0;
  return WriteUnits(std::max(old_bytes, new_bytes));
}

Value StatementWrite::Returned(const WritePlan& plan, model::ItemBuilder* scratch) const {
  const Returning returning = statement_.returning();
  if (returning == Returning::kNothing) return {};
  const bool old = returning == Returning::kAllOld || returning == Returning::kModifiedOld;
  const model::ItemView item = old ? plan.old_item() : plan.new_item();
  if (!item.exists()) return {};
  if (returning == Returning::kAllOld || returning == Returning::kAllNew) return item.root();
  scratch->Clear();
  statement_.update()->ProjectTargets(item.root(), scratch);
  return scratch->value().count() == 0 ? Value{} : scratch->value();
}

}  // namespace hashrange::ops
