// DeleteResourcePolicy: takes the policy of a table away and answers its revision; where there is none,
// that is no error, and what is answered is the revision of the deletion before, if one was. Source: AWS API Reference, DeleteResourcePolicy; control-plane lab, measured us-west-2 and
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
  model::TableSchema schema = table->schema();
  const Bytes name = table->schema().table_name;
  if (input.has(Input::kExpectedRevisionId)) {
    HR_RETURN_IF_ERROR(
        CheckRevision(schema.policy, name, input.String(Input::kExpectedRevisionId)));
  }
  const uint64_t revision = schema.policy.revision;
  if (!schema.policy.text.empty()) {
    HR_RETURN_IF_ERROR(CheckPolicyPause(schema.policy, name, context->now_ms));
    schema.policy = ChangedPolicy(schema.policy, {}, context->now_ms);
    HR_RETURN_IF_ERROR(CommitSchema(context, *table, std::move(schema)));
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
