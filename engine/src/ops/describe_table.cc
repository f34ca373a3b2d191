// DescribeTable. Source: AWS API Reference, DescribeTable.
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/table_description.h"

namespace hashrange::ops {

Status DescribeTable(Context* context, const wire::StructureView& input,
                     wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(
      const store::Table* table,
      FindTableToDescribe(*context,
                          input.String(model::members::DescribeTableInput::kTableName)));
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DescribeTableOutput::kTable);
  WriteTableDescription(*table, table->schema(), DescriptionMoment{.now_ms = context->now_ms},
                        *context->identity, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
