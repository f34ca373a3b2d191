// PutItem: stores an item whole, in place of the one with its key. Source: AWS API Reference,
// PutItem.
#include "ops/operations.h"
#include "ops/plain_request.h"
#include "ops/replace_write.h"
#include "ops/response_parts.h"

namespace hashrange::ops {
namespace {

using Input = model::members::PutItemInput;
using Output = model::members::PutItemOutput;

constexpr ParameterName kExpressions[] = {{Input::kConditionExpression, "ConditionExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kExpected, "Expected"},
                                     {Input::kConditionalOperator, "ConditionalOperator"}};
constexpr LegacyMembers kLegacyMembers{.expected = Input::kExpected,
                                       .conditional_operator = Input::kConditionalOperator};
constexpr ReplaceWrite kPutItem{
    .parameters = {.operation = model::Operation::kPutItem,
                   .names = Input::kExpressionAttributeNames,
                   .values = Input::kExpressionAttributeValues,
                   .expressions = kExpressions,
                   .with_values = kExpressions,
                   .legacy = kLegacy,
                   .legacy_members = kLegacyMembers,
                   .envelope = true},
    .table_name = Input::kTableName,
    .attributes = Input::kItem,
    .condition = Input::kConditionExpression,
    .return_values = Input::kReturnValues,
    .return_values_on_failure = Input::kReturnValuesOnConditionCheckFailure,
    .return_consumed_capacity = Input::kReturnConsumedCapacity,
    .return_item_collection_metrics = Input::kReturnItemCollectionMetrics,
    .output_attributes = Output::kAttributes,
    .output_consumed_capacity = Output::kConsumedCapacity,
    .output_item_collection_metrics = Output::kItemCollectionMetrics,
    .plan = &PlanPut,
};

}  // namespace

bool PlainPutItem(Context* context, const model::RequestValue& body, wire::ResponseWriter* out) {
  PlainRequest request;
  if (!ReadPlainRequest(body, Input::kTableName, Input::kItem, kNoMember, &request)) return false;
  const Result<const store::Table*> table = FindTable(*context, request.table_name);
  if (!table.ok()) return false;
  model::ItemBuilder* item = &context->scratch->item;
  item->Clear();
  WritePlan plan;
  // What fails here fails again on the general way, which words the error.
  if (!context->scratch->decoder.DecodeMap(request.attributes, model::ValueLayer::kCurrent, item)
           .ok() ||
      !PlanPut(context, *table.value(), item->value(), Guard{}, &plan).ok() ||
      !CommitPlans(context, {&plan, 1}).ok()) {
    return false;
  }
  out->EndStructure(out->BeginStructure());
  return true;
}

Status PutItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  return RunReplaceWrite(kPutItem, context, input, out);
}

}  // namespace hashrange::ops
