// UntagResource: takes tags of a table away at once; one that is not there is none. Source: AWS API
// Reference, UntagResource; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#include <algorithm>
#include <utility>

#include "ops/commit_batch.h"
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/resource_messages.h"
#include "ops/tags.h"

namespace hashrange::ops {

Status UntagResource(Context* context, const wire::StructureView& input,
                     wire::ResponseWriter* out) {
  using Input = model::members::UntagResourceInput;
  if (!input.has(Input::kResourceArn)) return Fail(kNoResourceArn);
  const Bytes arn = input.String(Input::kResourceArn);
  HR_RETURN_IF_ERROR(CheckResourceArn(*context, arn));
  wire::ListView keys = input.List(Input::kTagKeys);
  if (keys.count() == 0) return Fail(kNoTagKeys);
  if (keys.count() > kTagsMax) return Fail(kTooManyTags);
  // What no tag can be called is refused, though there is none to take away. Source: control-plane
  // lab, measured us-west-2 2026-10, DDB-TABLE-105 and 107.
  wire::ListView checked = keys;
  for (Bytes key; checked.Next(&key);) HR_RETURN_IF_ERROR(CheckTagKey(key));
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindResource(*context, arn));

  model::TableSchema schema = table->schema();
  for (Bytes key; keys.Next(&key);) {
    schema.tags.erase(std::remove_if(schema.tags.begin(), schema.tags.end(),
                                     [key](const auto& tag) { return Bytes(tag.first) == key; }),
                      schema.tags.end());
  }
  if (schema.tags.size() != table->schema().tags.size()) {
    HR_RETURN_IF_ERROR(CommitSchema(context, *table, std::move(schema)));
  }
  out->EndStructure(out->BeginStructure());
  return {};
}

}  // namespace hashrange::ops
