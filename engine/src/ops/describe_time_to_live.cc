// DescribeTimeToLive: ENABLING while the queue of expiring items is being filled. Source: AWS API
// Reference, DescribeTimeToLive; paritysuite, measured eu-west-2 2026-10. Tested by
// tests/conformance.
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"

namespace hashrange::ops {

Status DescribeTimeToLive(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out) {
  using Description = model::members::TimeToLiveDescription;
  HR_ASSIGN_OR_RETURN(
      const store::Table* table,
      FindTableToDescribe(*context,
                          input.String(model::members::DescribeTimeToLiveInput::kTableName)));
  if (!IsThere(table->schema(), context->now_ms)) {
    const Bytes status = TableStatusOf(table->schema(), context->now_ms);
    return Fail(kTimeToLiveNotDescribed, {status, status});
  }
  const store::SecondaryIndex* queue = table->expiry_queue();

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DescribeTimeToLiveOutput::kTimeToLiveDescription);
  const wire::ResponseWriter::Mark description = out->BeginStructure();
  out->Member(Description::kTimeToLiveStatus);
  out->String(queue == nullptr ? "DISABLED" : queue->complete() ? "ENABLED" : "ENABLING");
  if (queue != nullptr) {
    out->Member(Description::kAttributeName);
    out->String(queue->schema->partition_keys[0].name);
  }
  out->EndStructure(description);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
