// GetResourcePolicy: the policy that a table or its stream has. Source: AWS API Reference,
// GetResourcePolicy; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#include <string>

#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_messages.h"

namespace hashrange::ops {

Status GetResourcePolicy(Context* context, const wire::StructureView& input,
                         wire::ResponseWriter* out) {
  using Output = model::members::GetResourcePolicyOutput;
  const Bytes arn = input.String(model::members::GetResourcePolicyInput::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  HR_ASSIGN_OR_RETURN(const PolicySlot slot, FindPolicySlot(*context, arn));
  const model::ResourcePolicy& policy = slot.table->schema().*slot.member;
  if (policy.text.empty()) return Fail(kPolicyNotFound, {arn});
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kPolicy);
  out->String(policy.text);
  out->Member(Output::kRevisionId);
  out->String(std::to_string(policy.revision));
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
