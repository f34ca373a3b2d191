#include "ops/replace_write.h"

#include <optional>
#include <utility>

#include "ops/item_collection_metrics.h"
#include "ops/messages.h"
#include "ops/response_parts.h"

namespace hashrange::ops {
namespace {

Status CheckReturnValues(const ReplaceWrite& write, const wire::StructureView& input) {
  const Bytes asked = input.String(write.return_values);
  if (asked.empty() || asked == "NONE" || asked == "ALL_OLD") return {};
  return Fail(kReturnValuesPutDelete);
}

// The stages that need no table.
Status Prepare(const ReplaceWrite& write, ItemRequest* request, Context* context,
               const wire::StructureView& input,
               std::optional<expr::ConditionExpression>* condition) {
  HR_RETURN_IF_ERROR(request->DecodeAttributes(write.attributes, &context->scratch->item));
  HR_RETURN_IF_ERROR(request->DecodeValues());
  HR_RETURN_IF_ERROR(request->CheckRelations());
  HR_RETURN_IF_ERROR(CheckReturnValues(write, input));
  HR_RETURN_IF_ERROR(request->legacy().ReadCondition(condition));
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(
      request->ParseCondition(write.condition, expr::ExpressionKind::kCondition, condition));
  return request->CheckAllUsed();
}

}  // namespace

Status RunReplaceWrite(const ReplaceWrite& write, Context* context,
                       const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, write.parameters);
  std::optional<expr::ConditionExpression> condition;
  Status prepared = Prepare(write, &request, context, input, &condition);
  if (!prepared.ok()) {
    return request.Refuse(std::move(prepared).error(), CheckReturnValues(write, input));
  }

  const Bytes table_name = input.String(write.table_name);
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, table_name));
  const Guard guard{condition ? &*condition : nullptr,
                    input.String(write.return_values_on_failure) == "ALL_OLD"};
  WritePlan plan;
  HR_RETURN_IF_ERROR(write.plan(context, *table, context->scratch->item.value(), guard, &plan));
  HR_RETURN_IF_ERROR(CommitPlans(context, {&plan, 1}));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  if (plan.old_row && input.String(write.return_values) == "ALL_OLD") {
    out->Member(write.output_attributes);
    out->Attributes(plan.old_item().root());
  }
  WriteConsumedCapacityMember(write.output_consumed_capacity,
                              ParseCapacityDetail(input.String(write.return_consumed_capacity)),
                              table_name, plan.units, out);
  WriteItemCollectionMetricsMember(write.output_item_collection_metrics,
                                   input.String(write.return_item_collection_metrics), plan, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
