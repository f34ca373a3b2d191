// ListTagsOfResource: all tags of a table, in one answer. There is no token to go on from, and one that
// is sent is passed over. Source: AWS API Reference, ListTagsOfResource; dynalite's tests, run on AWS;
// control-plane lab, measured us-west-2 2026-10, DDB-TABLE-073. Tested by tests/conformance.
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_messages.h"

namespace hashrange::ops {

Status ListTagsOfResource(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out) {
  using Input = model::members::ListTagsOfResourceInput;
  using model::members::Tag;
  if (!input.has(Input::kResourceArn)) return Fail(kNoResourceArn);
  const Bytes arn = input.String(Input::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindResource(*context, arn));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::ListTagsOfResourceOutput::kTags);
  const wire::ResponseWriter::Mark list = out->BeginList();
  for (const auto& [key, value] : table->schema().tags) {
    out->Element();
    const wire::ResponseWriter::Mark tag = out->BeginStructure();
    out->Member(Tag::kKey);
    out->String(key);
    out->Member(Tag::kValue);
    out->String(value);
    out->EndStructure(tag);
  }
  out->EndList(list);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
