// DeleteItem: removes the item with a key, if it is there. Source: AWS API Reference, DeleteItem.
#include "ops/operations.h"
#include "ops/replace_write.h"

namespace hashrange::ops {
namespace {

using Input = model::members::DeleteItemInput;
using Output = model::members::DeleteItemOutput;

constexpr ParameterName kExpressions[] = {{Input::kConditionExpression, "ConditionExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kExpected, "Expected"},
                                     {Input::kConditionalOperator, "ConditionalOperator"}};
constexpr LegacyMembers kLegacyMembers{.expected = Input::kExpected,
                                       .conditional_operator = Input::kConditionalOperator};
constexpr ReplaceWrite kDeleteItem{
    .parameters = {.operation = model::Operation::kDeleteItem,
                   .names = Input::kExpressionAttributeNames,
                   .values = Input::kExpressionAttributeValues,
                   .expressions = kExpressions,
                   .with_values = kExpressions,
                   .legacy = kLegacy,
                   .legacy_members = kLegacyMembers,
                   .envelope = true},
    .table_name = Input::kTableName,
    .attributes = Input::kKey,
    .condition = Input::kConditionExpression,
    .return_values = Input::kReturnValues,
    .return_values_on_failure = Input::kReturnValuesOnConditionCheckFailure,
    .return_consumed_capacity = Input::kReturnConsumedCapacity,
    .return_item_collection_metrics = Input::kReturnItemCollectionMetrics,
    .output_attributes = Output::kAttributes,
    .output_consumed_capacity = Output::kConsumedCapacity,
    .output_item_collection_metrics = Output::kItemCollectionMetrics,
    .plan = &PlanDelete,
};

}  // namespace

Status DeleteItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  return RunReplaceWrite(kDeleteItem, context, input, out);
}

}  // namespace hashrange::ops
