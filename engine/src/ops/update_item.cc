// UpdateItem: changes attributes of an item in place, or makes it. Source: AWS API Reference,
// UpdateItem.
#include <optional>
#include <utility>

#include "ops/item_collection_metrics.h"
#include "ops/item_request.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/write_plan.h"

namespace hashrange::ops {
namespace {

using Input = model::members::UpdateItemInput;
using Output = model::members::UpdateItemOutput;

constexpr ParameterName kExpressions[] = {{Input::kUpdateExpression, "UpdateExpression"},
                                          {Input::kConditionExpression, "ConditionExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kAttributeUpdates, "AttributeUpdates"},
                                     {Input::kExpected, "Expected"},
                                     {Input::kConditionalOperator, "ConditionalOperator"}};
constexpr LegacyMembers kLegacyMembers{.attribute_updates = Input::kAttributeUpdates,
                                       .expected = Input::kExpected,
                                       .conditional_operator = Input::kConditionalOperator};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kUpdateItem,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = Input::kExpressionAttributeValues,
                                           .expressions = kExpressions,
                                           .with_values = kExpressions,
                                           .legacy = kLegacy,
                                           .legacy_members = kLegacyMembers,
                                           .envelope = true};

struct Prepared {
  std::optional<expr::UpdateExpression> update;
  std::optional<expr::ConditionExpression> condition;
};

// The stages that need no table.
Status Prepare(ItemRequest* request, Context* context, Prepared* prepared) {
  HR_RETURN_IF_ERROR(request->DecodeAttributes(Input::kKey, &context->scratch->item));
  HR_RETURN_IF_ERROR(request->DecodeValues());
  HR_RETURN_IF_ERROR(request->CheckRelations());
  HR_RETURN_IF_ERROR(request->legacy().ReadUpdate(&prepared->update));
  HR_RETURN_IF_ERROR(request->legacy().ReadCondition(&prepared->condition));
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(request->ParseUpdate(Input::kUpdateExpression, &prepared->update));
  HR_RETURN_IF_ERROR(request->ParseCondition(
      Input::kConditionExpression, expr::ExpressionKind::kCondition, &prepared->condition));
  return request->CheckAllUsed();
}

// Attributes by ReturnValues: whole items for ALL_*, what the expression touched for UPDATED_*;
// nothing when that is empty.
void WriteAttributes(Bytes return_values, const WritePlan& plan, const Prepared& prepared,
                     Context* context, wire::ResponseWriter* out) {
  const bool wants_old = return_values == "ALL_OLD" || return_values == "UPDATED_OLD";
  const bool wants_new = return_values == "ALL_NEW" || return_values == "UPDATED_NEW";
  if (!wants_old && !wants_new) return;
  const model::ItemView item = wants_old ? plan.old_item() : plan.new_item();
  if (!item.exists()) return;
  model::Value attributes = item.root();
  if (return_values == "UPDATED_OLD" || return_values == "UPDATED_NEW") {
    if (!prepared.update) return;
    model::ItemBuilder* touched = &context->scratch->projection;
    touched->Clear();
    prepared.update->ProjectTargets(item.root(), touched);
    attributes = touched->value();
    if (attributes.count() == 0) return;
  }
  out->Member(Output::kAttributes);
  out->Attributes(attributes);
}

}  // namespace

Status UpdateItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  Prepared prepared;
  Status status = Prepare(&request, context, &prepared);
  if (!status.ok()) return request.Refuse(std::move(status).error());

  const Bytes table_name = input.String(Input::kTableName);
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, table_name));
  const Guard guard{prepared.condition ? &*prepared.condition : nullptr,
                    input.String(Input::kReturnValuesOnConditionCheckFailure) == "ALL_OLD"};
  WritePlan plan;
  HR_RETURN_IF_ERROR(PlanUpdate(context, *table, context->scratch->item.value(),
                                prepared.update ? &*prepared.update : nullptr, guard, &plan));
  HR_RETURN_IF_ERROR(CommitPlans(context, {&plan, 1}));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  WriteAttributes(input.String(Input::kReturnValues), plan, prepared, context, out);
  WriteConsumedCapacityMember(Output::kConsumedCapacity,
                              ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                              table_name, plan.units, out);
  WriteItemCollectionMetricsMember(Output::kItemCollectionMetrics,
                                   input.String(Input::kReturnItemCollectionMetrics), plan, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
