// DescribeTable. Source: AWS API Reference, DescribeTable.
#include <string>

#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"

namespace hashrange::ops {

Status DescribeTable(Context* context, const wire::StructureView& input,
                     wire::ResponseWriter* out) {
  const Bytes name = TableNameOf(input.String(model::members::DescribeTableInput::kTableName));
  const store::Table* table = context->state->catalog().Find(name);
  if (table == nullptr) return Fail(kTableNotFound, {name});
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DescribeTableOutput::kTable);
  WriteTableDescription(*table, "ACTIVE", false, *context->identity, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
