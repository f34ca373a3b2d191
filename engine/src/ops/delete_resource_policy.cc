// DeleteResourcePolicy: takes the policy of a table or its stream away, and answers its revision. Where
// there is none, that is no error: what is answered is the revision of the deletion before, if one
// was. Source: AWS API Reference, DeleteResourcePolicy; control-plane lab, measured us-west-2 and
// us-east-1 2026-10, DDB-TABLE-205 and 209. Tested by tests/conformance.
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
  HR_ASSIGN_OR_RETURN(const PolicySlot slot, FindPolicySlot(*context, arn));
  HR_RETURN_IF_ERROR(CheckInUse(slot.table->schema(), context->now_ms));
  model::TableSchema schema = slot.table->schema();
  const Bytes name = slot.table->schema().table_name;
  model::ResourcePolicy& policy = schema.*slot.member;
  if (input.has(Input::kExpectedRevisionId))
    HR_RETURN_IF_ERROR(CheckRevision(policy, name, input.String(Input::kExpectedRevisionId)));
  const uint64_t revision = policy.revision;
  if (!policy.text.empty()) {
    HR_RETURN_IF_ERROR(CheckPolicyPause(policy, name, context->now_ms));
    policy = ChangedPolicy(policy, {}, context->now_ms);
    HR_RETURN_IF_ERROR(CommitSchema(context, *slot.table, std::move(schema)));
  }
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  if (revision != 0) {
    out->Member(model::members::DeleteResourcePolicyOutput::kRevisionId);
    out->String(std::to_string(revision));
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
