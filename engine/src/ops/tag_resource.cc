// TagResource: sets tags of a table at once. (The service takes a second or two.) Source: AWS API
// Reference, TagResource; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#include <utility>

#include "ops/commit_batch.h"
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_messages.h"
#include "ops/tags.h"

namespace hashrange::ops {

Status TagResource(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  using Input = model::members::TagResourceInput;
  if (!input.has(Input::kResourceArn)) return Fail(kNoResourceArn);
  const Bytes arn = input.String(Input::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  if (input.List(Input::kTags).count() == 0) return Fail(kNoTags);
  // What is wrong with the tags by themselves is told of a table that is not there too.
  Tags unused;
  HR_RETURN_IF_ERROR(SetTags(input.List(Input::kTags), &unused));
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindResource(*context, arn));

  model::TableSchema schema = table->schema();
  HR_RETURN_IF_ERROR(SetTags(input.List(Input::kTags), &schema.tags));
  if (schema.tags != table->schema().tags) {
    HR_RETURN_IF_ERROR(CommitSchema(context, *table, std::move(schema)));
  }
  out->EndStructure(out->BeginStructure());
  return {};
}

}  // namespace hashrange::ops
