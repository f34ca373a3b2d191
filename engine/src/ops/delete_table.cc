// DeleteTable: answers DELETING, and the table is gone with the next request (delays of the
// lifecycle are zero). Source: AWS API Reference, DeleteTable.
#include <utility>

#include "ops/commit_batch.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/table_description.h"
#include "ops/table_messages.h"

namespace hashrange::ops {

Status DeleteTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(
      const store::Table* table,
      FindTableToDescribe(*context, input.String(model::members::DeleteTableInput::kTableName)));
  if (table->schema().deletion_protection) return Fail(kTableProtected);
  if (IsFillingGlobalIndex(*table)) return Fail(kIndexesBusy);

  // The description is of the table as it was: written before the commit that takes it away, and
  // dropped if that fails.
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DeleteTableOutput::kTableDescription);
  const DescriptionMoment moment{.now_ms = context->now_ms,
                                 .table_status = "DELETING",
                                 .fresh = true,
                                 .without_global_indexes = true};
  WriteTableDescription(*table, table->schema(), moment, *context->identity, out);
  out->EndStructure(output);

  store::WriteBatch batch = BeginBatch(*context);
  batch.DeleteTable(table->number());
  return CommitBatch(context, std::move(batch));
}

}  // namespace hashrange::ops
