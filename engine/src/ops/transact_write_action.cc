#include "ops/transact_write_action.h"

#include <map>

#include "base/coding.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "ops/keys.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using model::members::ConditionCheck;
using model::members::Delete;
using model::members::Put;
using model::members::TransactWriteItem;
using model::members::Update;

constexpr uint8_t kActionCount = 4;
static_assert(TransactWriteItem::kConditionCheck ==
                  static_cast<uint8_t>(ActionKind::kConditionCheck) &&
              TransactWriteItem::kPut == static_cast<uint8_t>(ActionKind::kPut) &&
              TransactWriteItem::kDelete == static_cast<uint8_t>(ActionKind::kDelete) &&
              TransactWriteItem::kUpdate == static_cast<uint8_t>(ActionKind::kUpdate));

constexpr ParameterName kUpdateExpressions[] = {
    {Update::kUpdateExpression, "UpdateExpression"},
    {Update::kConditionExpression, "ConditionExpression"}};

template <typename Action>
constexpr ParameterName kConditions[] = {{Action::kConditionExpression, "ConditionExpression"}};

template <typename Action>
constexpr ExpressionParameters Parameters(std::span<const ParameterName> expressions) {
  return {.operation = model::Operation::kTransactWriteItems,
          .names = Action::kExpressionAttributeNames,
          .values = Action::kExpressionAttributeValues,
          .expressions = expressions,
          .with_values = expressions,
          .legacy = {},
          .envelope = false};
}

int CountActions(const wire::StructureView& item) {
  int count = 0;
  for (uint8_t member = 0; member < kActionCount; member++) count += item.has(member) ? 1 : 0;
  return count;
}

}  // namespace

struct TransactWriteAction::Members {
  uint8_t table_name;
  uint8_t attributes;  // Item or Key
  uint8_t condition;
  uint8_t update;  // kNoMember but for Update
  uint8_t return_values_on_failure;
  ExpressionParameters parameters;
};

const TransactWriteAction::Members& TransactWriteAction::MembersOf(ActionKind kind) {
  static constexpr Members kMembers[] = {
      {ConditionCheck::kTableName, ConditionCheck::kKey, ConditionCheck::kConditionExpression,
       kNoMember, ConditionCheck::kReturnValuesOnConditionCheckFailure,
       Parameters<ConditionCheck>(kConditions<ConditionCheck>)},
      {Put::kTableName, Put::kItem, Put::kConditionExpression, kNoMember,
       Put::kReturnValuesOnConditionCheckFailure, Parameters<Put>(kConditions<Put>)},
      {Delete::kTableName, Delete::kKey, Delete::kConditionExpression, kNoMember,
       Delete::kReturnValuesOnConditionCheckFailure, Parameters<Delete>(kConditions<Delete>)},
      {Update::kTableName, Update::kKey, Update::kConditionExpression, Update::kUpdateExpression,
       Update::kReturnValuesOnConditionCheckFailure, Parameters<Update>(kUpdateExpressions)},
  };
  return kMembers[static_cast<uint8_t>(kind)];
}

std::optional<ActionKind> ActionKindOf(const wire::StructureView& item) {
  if (CountActions(item) != 1) return std::nullopt;
  uint8_t member = 0;
  while (!item.has(member)) member++;
  return static_cast<ActionKind>(member);
}

bool HasAction(const wire::StructureView& item) { return CountActions(item) > 0; }

TransactWriteAction::TransactWriteAction(Context* context, ActionKind kind,
                                         const wire::StructureView& item)
    : kind_(kind),
      members_(MembersOf(kind)),
      input_(item.Structure(static_cast<uint8_t>(kind))),
      request_(context, input_, members_.parameters, &values_),
      older_(context->identity->dialect.has(model::kOlderTransactions)) {}

Bytes TransactWriteAction::table_name() const { return input_.String(members_.table_name); }

Bytes TransactWriteAction::Text(uint8_t member) const {
  return member == kNoMember ? Bytes() : input_.String(member);
}

Status TransactWriteAction::Prepare() {
  // That a key is nested too deep is told after its own action's expressions. Source: paritysuite,
  // measured in ten regions 2026-10-09.
  Status decoded = request_.DecodeAttributes(members_.attributes, &attributes_);
  const bool later = kind_ != ActionKind::kPut && model::IsTooDeep(decoded);
  if (!decoded.ok() && !later) return decoded;
  values_.Clear();
  HR_RETURN_IF_ERROR(request_.DecodeValues());
  HR_RETURN_IF_ERROR(request_.CheckRelations());
  HR_RETURN_IF_ERROR(request_.Substitute());
  if (members_.update != kNoMember)
    HR_RETURN_IF_ERROR(request_.ParseUpdate(members_.update, &update_));
  HR_RETURN_IF_ERROR(
      request_.ParseCondition(members_.condition, expr::ExpressionKind::kCondition, &condition_));
  if (later) return decoded;
  HR_RETURN_IF_ERROR(request_.CheckAllUsed());
  if (kind_ == ActionKind::kPut && model::ItemBytes(attributes_.value()) > model::kItemBytesMax)
    return Fail(kItemTooLarge);
  // What the statement itself is charged, before anything is read: an ADD counts all of its value.
  // Source: paritysuite, measured in 33 regions 2026-10-08; of ADD a conclusion.
  if (update_ && !older_ && update_->StatementBytes({}) > model::kItemBytesMax)
    return Fail(kUpdateTooLarge);
  return {};
}

uint64_t TransactWriteAction::payload_bytes() const {
  // Values of an expression lie one after the other: their bytes as they are stored are near enough.
  const model::ItemBuilder::Place end = values_.place();
  const uint64_t values = kind_ == ActionKind::kPut ? 0 : end.structure + end.text;
  return model::ItemBytes(attributes_.value()) + values;
}

model::Value TransactWriteAction::TargetKey() {
  if (kind_ != ActionKind::kPut) return attributes_.value();
  target_.Clear();
  const model::TableSchema& schema = table->schema();
  const model::ItemBuilder::Mark root = target_.BeginMap();
  model::MapReader members(attributes_.value());
  Bytes name;
  model::Value value;
  while (members.Next(&name, &value)) {
    if (name != Bytes(schema.partition_key.name) &&
        !(schema.sort_key && name == Bytes(schema.sort_key->name))) {
      continue;
    }
    target_.Name(name);
    target_.Copy(value);
  }
  target_.EndMap(root);
  return target_.value();
}

const store::Row* TransactWriteAction::FindRow(Context* context) const {
  model::Key key;
  const Status valid =
      kind_ == ActionKind::kPut
          ? KeyOfItem(table->schema(), attributes_.value(), &context->scratch->hashes, &key)
          : KeyOfParameter(table->schema(), attributes_.value(), &context->scratch->hashes, &key);
  return valid.ok() ? table->Find(key.view()) : nullptr;
}

Status TransactWriteAction::Plan(Context* context, WritePlan* plan) const {
  const Guard guard{condition_ ? &*condition_ : nullptr,
                    Text(members_.return_values_on_failure) == "ALL_OLD", true};
  const model::Value attributes = attributes_.value();
  switch (kind_) {
    case ActionKind::kConditionCheck:
      return PlanConditionCheck(context, *table, attributes, guard, plan);
    case ActionKind::kPut:
      return PlanPut(context, *table, attributes, guard, plan);
    case ActionKind::kDelete:
      return PlanDelete(context, *table, attributes, guard, plan);
    case ActionKind::kUpdate:
      return PlanUpdate(context, *table, attributes, update_ ? &*update_ : nullptr, guard, plan);
  }
  return {};
}

void TransactWriteAction::AppendTo(std::string* asked) const {
  asked->push_back(static_cast<char>(kind_));
  base::PutLengthPrefixed(asked, table_name());
  const model::Value attributes = attributes_.value();
  base::PutLengthPrefixed(asked, attributes.structure);
  base::PutLengthPrefixed(asked, attributes.text);
  for (const uint8_t member : {members_.condition, members_.update,
                               members_.return_values_on_failure}) {
    base::PutLengthPrefixed(asked, Text(member));
  }
  request_.AppendSubstitutions(asked);
}

}  // namespace hashrange::ops
