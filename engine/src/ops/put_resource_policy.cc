// PutResourcePolicy: attaches a policy to a table or its stream at once. (The service takes a second or
// two, and enforces it, which this database does not.) Source: AWS API Reference, PutResourcePolicy;
// control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by tests/conformance.
#include <string>
#include <utility>

#include "ops/commit_batch.h"
#include "ops/lifecycle.h"
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_policy.h"

namespace hashrange::ops {

Status PutResourcePolicy(Context* context, const wire::StructureView& input,
                         wire::ResponseWriter* out) {
  using Input = model::members::PutResourcePolicyInput;
  const Bytes arn = input.String(Input::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  HR_ASSIGN_OR_RETURN(std::string text, ReadPolicy(input.String(Input::kPolicy)));
  HR_ASSIGN_OR_RETURN(const PolicySlot slot, FindPolicySlot(*context, arn));
  HR_RETURN_IF_ERROR(CheckInUse(slot.table->schema(), context->now_ms));
  model::TableSchema schema = slot.table->schema();
  const Bytes name = slot.table->schema().table_name;
  model::ResourcePolicy& policy = schema.*slot.member;
  if (input.has(Input::kExpectedRevisionId))
    HR_RETURN_IF_ERROR(CheckRevision(policy, name, input.String(Input::kExpectedRevisionId)));

  // The same document again changes nothing.
  uint64_t revision = policy.revision;
  if (text != policy.text) {
    HR_RETURN_IF_ERROR(CheckPolicyPause(policy, name, context->now_ms));
    policy = ChangedPolicy(policy, std::move(text), context->now_ms);
    revision = policy.revision;
    HR_RETURN_IF_ERROR(CommitSchema(context, *slot.table, std::move(schema)));
  }
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::PutResourcePolicyOutput::kRevisionId);
  out->String(std::to_string(revision));
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
