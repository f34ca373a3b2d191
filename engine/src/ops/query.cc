// Query: the items of one partition key in the order of their sort keys, a page at a time, of a table
// or an index. Source: AWS API Reference, Query.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/sort.h"
#include "ops/item_request.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/page.h"
#include "ops/query_plan.h"
#include "ops/statement_messages.h"

namespace hashrange::ops {
namespace {

using Input = model::members::QueryInput;
using Output = model::members::QueryOutput;

// In the order in which the service lists them. Source: dynalite, observed on AWS.
constexpr ParameterName kExpressions[] = {
    {Input::kProjectionExpression, "ProjectionExpression"},
    {Input::kFilterExpression, "FilterExpression"},
    {Input::kKeyConditionExpression, "KeyConditionExpression"}};
constexpr ParameterName kWithValues[] = {
    {Input::kFilterExpression, "FilterExpression"},
    {Input::kKeyConditionExpression, "KeyConditionExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kAttributesToGet, "AttributesToGet"},
                                     {Input::kQueryFilter, "QueryFilter"},
                                     {Input::kConditionalOperator, "ConditionalOperator"},
                                     {Input::kKeyConditions, "KeyConditions"}};
constexpr LegacyMembers kLegacyMembers{.attributes_to_get = Input::kAttributesToGet,
                                       .filter = Input::kQueryFilter,
                                       .key_conditions = Input::kKeyConditions,
                                       .conditional_operator = Input::kConditionalOperator};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kQuery,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = Input::kExpressionAttributeValues,
                                           .expressions = kExpressions,
                                           .with_values = kWithValues,
                                           .legacy = kLegacy,
                                           .legacy_members = kLegacyMembers,
                                           .envelope = false,
                                           .tells_size = false};

constexpr PageMembers kPageMembers{.items = Output::kItems,
                                   .count = Output::kCount,
                                   .scanned_count = Output::kScannedCount,
                                   .last_evaluated_key = Output::kLastEvaluatedKey,
                                   .consumed_capacity = Output::kConsumedCapacity};

struct Prepared {
  std::optional<expr::KeyConditionExpression> key_condition;
  PageRequest page;
};

// The stages that need no table.
Status Prepare(ItemRequest* request, Context* context, const wire::StructureView& input,
               Prepared* prepared) {
  HR_RETURN_IF_ERROR(ReadSelect(input.String(Input::kSelect),
                                input.has(Input::kProjectionExpression),
                                input.has(Input::kAttributesToGet), input.has(Input::kIndexName),
                                true, &prepared->page));
  HR_RETURN_IF_ERROR(request->DecodeValues());
  if (input.has(Input::kExclusiveStartKey)) {
    HR_RETURN_IF_ERROR(
        request->DecodeAttributes(Input::kExclusiveStartKey, &context->scratch->start_key));
  }
  HR_RETURN_IF_ERROR(request->CheckRelations());
  HR_RETURN_IF_ERROR(request->legacy().ReadCondition(&prepared->page.filter));
  HR_RETURN_IF_ERROR(request->legacy().ReadProjection(&prepared->page.projection));
  if (!input.has(Input::kKeyConditionExpression) && !input.has(Input::kKeyConditions))
    return Fail(kNoKeyCondition);
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(
      request->ParseKeyCondition(Input::kKeyConditionExpression, &prepared->key_condition));
  HR_RETURN_IF_ERROR(request->ParseCondition(
      Input::kFilterExpression, expr::ExpressionKind::kFilter, &prepared->page.filter));
  HR_RETURN_IF_ERROR(
      request->ParseProjection(Input::kProjectionExpression, &prepared->page.projection));
  prepared->page.limit = input.has(Input::kLimit) ? input.Integer(Input::kLimit) : -1;
  prepared->page.consistent = input.Boolean(Input::kConsistentRead);
  HR_RETURN_IF_ERROR(request->CheckAllUsed());
  return request->legacy().ReadKeyCondition(&prepared->key_condition);
}

// A filter may not look at the keys that the query already fixes.
Status CheckFilter(const ReadSource& source, const expr::ConditionExpression& filter, Bytes name) {
  for (const expr::ConditionExpression::PathUse& use : filter.paths()) {
    if (use.nested) continue;
    for (const auto& keys : {source.partition_keys(), source.sort_keys()}) {
      for (const model::KeyAttribute& key : keys) {
        if (key.name == use.attribute) return Fail(kFilterOnKey, {name, use.attribute});
      }
    }
  }
  return {};
}

// Nor at attributes that the index does not hold. Source: onetable issue 377 and deployments of
// AppSync, of global indexes; of local ones by analogy with statements. The order of several is
// ours.
Status CheckFilterIsProjected(const ReadSource& source, const expr::ConditionExpression& filter) {
  if (source.has_whole_items()) return {};
  std::vector<Bytes> attributes = AttributesOf(filter.paths());
  base::Sort(attributes);
  attributes.erase(std::unique(attributes.begin(), attributes.end()), attributes.end());
  const std::string missing = source.ListNotKept(attributes);
  if (missing.empty()) return {};
  return Fail(kFilterNotProjected, {source.index->schema->name, missing});
}

}  // namespace

Status Query(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  Prepared prepared;
  HR_RETURN_IF_ERROR(Prepare(&request, context, input, &prepared));

  const Bytes table_name = input.String(Input::kTableName);
  ReadSource source;
  HR_RETURN_IF_ERROR(FindSource(*context, ReadOperation::kQuery, table_name,
                                input.has(Input::kIndexName), input.String(Input::kIndexName),
                                prepared.page.consistent, &source));
  QueryRange range;
  HR_RETURN_IF_ERROR(PlanQuery(source, *prepared.key_condition, &context->scratch->hashes, &range));
  HR_RETURN_IF_ERROR(CheckPathsOfSource(source, prepared.page));
  if (prepared.page.filter) {
    HR_RETURN_IF_ERROR(
        CheckFilter(source, *prepared.page.filter,
                    input.has(Input::kQueryFilter) ? "QueryFilter" : "Filter Expression"));
    HR_RETURN_IF_ERROR(CheckFilterIsProjected(source, *prepared.page.filter));
  }
  const bool forward = input.Boolean(Input::kScanIndexForward, true);
  if (input.has(Input::kExclusiveStartKey)) {
    HR_RETURN_IF_ERROR(ApplyStartKey(source, context->scratch->start_key.value(), forward, context,
                                     &range));
  }
  HR_RETURN_IF_ERROR(CheckSelectOfSource(source, prepared.page));
  WritePage(source, range.range(),
            forward ? store::Direction::kForward : store::Direction::kBackward, prepared.page,
            kPageMembers, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
            table_name, context, out);
  return {};
}

}  // namespace hashrange::ops
