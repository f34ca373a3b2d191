// Query: the items of one partition key in the order of their sort keys, a page at a time. Source:
// AWS API Reference, Query.
#include <optional>
#include <utility>

#include "model/limits.h"
#include "ops/item_request.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/query_plan.h"
#include "ops/read_units.h"
#include "ops/response_parts.h"

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
constexpr ExpressionParameters kParameters{.operation = model::Operation::kQuery,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = Input::kExpressionAttributeValues,
                                           .expressions = kExpressions,
                                           .with_values = kWithValues,
                                           .legacy = kLegacy,
                                           .envelope = false};

struct Prepared {
  std::optional<expr::KeyConditionExpression> key_condition;
  std::optional<expr::ConditionExpression> filter;
  std::optional<expr::ProjectionExpression> projection;
  bool count_only = false;
};

Status CheckSelect(const wire::StructureView& input, Prepared* prepared) {
  const Bytes select = input.String(Input::kSelect);
  if (select.empty()) return {};
  const bool has_projection = input.has(Input::kProjectionExpression);
  if (select == "SPECIFIC_ATTRIBUTES") {
    if (has_projection || input.has(Input::kAttributesToGet)) return {};
    // This one check has the envelope here. Source: paritysuite, measured eu-west-2 2026-10.
    return Fail(kSpecificWithoutProjection).WithPrefix(model::kEnvelope);
  }
  if (has_projection)
    return Fail(kProjectionWithSelect, {select == "COUNT" ? "only the Count" : select});
  if (select == "ALL_PROJECTED_ATTRIBUTES" && !input.has(Input::kIndexName))
    return Fail(kProjectedWithoutIndex);
  prepared->count_only = select == "COUNT";
  return {};
}

// The stages that need no table.
Status Prepare(ItemRequest* request, Context* context, const wire::StructureView& input,
               Prepared* prepared) {
  HR_RETURN_IF_ERROR(CheckSelect(input, prepared));
  HR_RETURN_IF_ERROR(request->DecodeValues());
  if (input.has(Input::kExclusiveStartKey)) {
    HR_RETURN_IF_ERROR(
        request->DecodeAttributes(Input::kExclusiveStartKey, &context->scratch->start_key));
  }
  HR_RETURN_IF_ERROR(request->CheckRelations());
  if (!input.has(Input::kKeyConditionExpression)) return Fail(kNoKeyCondition);
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(
      request->ParseKeyCondition(Input::kKeyConditionExpression, &prepared->key_condition));
  HR_RETURN_IF_ERROR(request->ParseCondition(Input::kFilterExpression,
                                             expr::ExpressionKind::kFilter, &prepared->filter));
  HR_RETURN_IF_ERROR(request->ParseProjection(Input::kProjectionExpression, &prepared->projection));
  return request->CheckAllUsed();
}

// A filter may not look at the keys that the query already fixes.
Status CheckFilter(const model::TableSchema& schema, const expr::ConditionExpression& filter) {
  for (const expr::ConditionExpression::PathUse& use : filter.paths()) {
    const bool is_key = use.attribute == schema.partition_key.name ||
                        (schema.sort_key && use.attribute == schema.sort_key->name);
    if (is_key) return Fail(use.nested ? kKeyNotScalar : kFilterOnKey, {use.attribute});
  }
  return {};
}

// Reads a page and writes its items. A page ends with the item that makes `limit` or that passes 1
// MB, whether or not more follow.
struct Page {
  int64_t count = 0;
  int64_t scanned_count = 0;
  uint64_t bytes = 0;
  const store::Row* last = nullptr;  // set when the page ended before the range did

  void Read(const store::Table& table, const QueryRange& range, bool forward, int64_t limit,
            const Prepared& prepared, Scratch* scratch, wire::ResponseWriter* out) {
    const auto direction = forward ? store::Direction::kForward : store::Direction::kBackward;
    for (store::RowCursor rows(table, range.range(), direction); rows.row() != nullptr;
         rows.Next()) {
      const store::Row* row = rows.row();
      const model::ItemView item = row->item();
      scanned_count++;
      bytes += item.item_bytes();
      if (!prepared.filter || prepared.filter->Evaluate(item)) {
        count++;
        if (!prepared.count_only) WriteItem(item, prepared, scratch, out);
      }
      if (scanned_count == limit || bytes > model::kPageBytesMax) {
        last = row;
        return;
      }
    }
  }

 private:
  static void WriteItem(const model::ItemView& item, const Prepared& prepared, Scratch* scratch,
                        wire::ResponseWriter* out) {
    out->Element();
    if (!prepared.projection) {
      out->Attributes(item.root());
      return;
    }
    scratch->projection.Clear();
    prepared.projection->Apply(item, &scratch->projection);
    out->Attributes(scratch->projection.value());
  }
};

}  // namespace

Status Query(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  Prepared prepared;
  HR_RETURN_IF_ERROR(Prepare(&request, context, input, &prepared));

  const Bytes table_name = input.String(Input::kTableName);
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, table_name));
  if (input.has(Input::kIndexName)) return Fail(kNoIndex, {input.String(Input::kIndexName)});
  const model::TableSchema& schema = table->schema();
  QueryRange range;
  HR_RETURN_IF_ERROR(PlanQuery(schema, *prepared.key_condition, &context->scratch->hashes, &range));
  if (prepared.filter) HR_RETURN_IF_ERROR(CheckFilter(schema, *prepared.filter));
  const bool forward = input.Boolean(Input::kScanIndexForward, true);
  if (input.has(Input::kExclusiveStartKey)) {
    HR_RETURN_IF_ERROR(ApplyStartKey(schema, context->scratch->start_key.value(), forward,
                                     &context->scratch->hashes, &range));
  }

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  Page page;
  const int64_t limit = input.has(Input::kLimit) ? input.Integer(Input::kLimit) : -1;
  if (prepared.count_only) {
    page.Read(*table, range, forward, limit, prepared, context->scratch, out);
  } else {
    out->Member(Output::kItems);
    const wire::ResponseWriter::Mark items = out->BeginList();
    page.Read(*table, range, forward, limit, prepared, context->scratch, out);
    out->EndList(items);
  }
  out->Member(Output::kCount);
  out->Number(static_cast<double>(page.count));
  out->Member(Output::kScannedCount);
  out->Number(static_cast<double>(page.scanned_count));
  if (page.last != nullptr) {
    context->scratch->projection.Clear();
    WriteKeyAttributes(schema, page.last->item().root(), &context->scratch->projection);
    out->Member(Output::kLastEvaluatedKey);
    out->Attributes(context->scratch->projection.value());
  }
  WriteConsumedCapacity(
      Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
      table_name, ReadUnits(page.bytes, input.Boolean(Input::kConsistentRead)), out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
