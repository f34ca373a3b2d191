// DeleteResourcePolicy: takes the policy of a table away; where there is none, that is no error.
// Source: AWS API Reference, DeleteResourcePolicy; control-plane lab, measured us-west-2 and
// us-east-1 2026-10. Tested by tests/conformance.
#include <string>
#include <utility>

#include "ops/commit_batch.h"
#include "ops/lifecycle.h"
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_policy.h"

namespace hashrange::ops {

Status DeleteResourcePolicy(Context* context, const wire::StructureView& input,
                            wire::ResponseWriter* out) {
  using Input = model::members::DeleteResourcePolicyInput;
  const Bytes arn = input.String(Input::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindPolicyTable(*context, arn));
  HR_RETURN_IF_ERROR(CheckInUse(table->schema(), context->now_ms));
  if (input.has(Input::kExpectedRevisionId))
    HR_RETURN_IF_ERROR(CheckRevision(table->schema(), input.String(Input::kExpectedRevisionId)));

  const bool is_there = !table->schema().policy.text.empty();
  uint64_t revision = 0;
  if (is_there) {
    HR_RETURN_IF_ERROR(CheckPolicyPause(table->schema(), context->now_ms));
    model::TableSchema schema = table->schema();
    schema.policy = ChangedPolicy(schema.policy, {}, context->now_ms);
    revision = schema.policy.revision;
    HR_RETURN_IF_ERROR(CommitSchema(context, *table, std::move(schema)));
  }
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  if (is_there) {
    out->Member(model::members::DeleteResourcePolicyOutput::kRevisionId);
    out->String(std::to_string(revision));
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
