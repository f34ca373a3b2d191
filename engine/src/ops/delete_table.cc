// DeleteTable: answers DELETING. The table is gone with the next request, or when the delay of the
// lifecycle is over. Source: AWS API Reference, DeleteTable.
#include <utility>

#include "ops/commit_batch.h"
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/stream_messages.h"
#include "ops/table_description.h"
#include "ops/table_messages.h"

namespace hashrange::ops {

Status DeleteTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(
      const store::Table* table,
      FindTableToDescribe(*context, input.String(model::members::DeleteTableInput::kTableName)));
  if (table->schema().deletion_protection) return Fail(kTableProtected);
  const uint64_t now_ms = context->now_ms;
  HR_RETURN_IF_ERROR(CheckInUse(table->schema(), now_ms));
  if (HasIndexAtWork(*table, now_ms)) return Fail(kIndexesBusy);
  if (IsUpdating(table->schema(), now_ms) &&
      table->schema().lifecycle.job == model::TableJob::kStream) {
    return Fail(kDeleteDuringStream);
  }
  // Source: control-plane lab, measured us-west-2 and us-east-1 2026-10 (069).
  if (IsUpdating(table->schema(), now_ms) || IsUpdatingQuietly(table->schema(), now_ms))
    return Fail(kTableBeingUpdated, {table->schema().table_name});

  // The description is of the table as it was: written before the commit that takes it away, and
  // dropped if that fails.
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DeleteTableOutput::kTableDescription);
  const DescriptionMoment moment{.now_ms = now_ms,
                                 .table_status = "DELETING",
                                 .fresh = true,
                                 .of_deletion = true};
  WriteTableDescription(*table, table->schema(), moment, *context->identity, out);
  out->EndStructure(output);

  store::WriteBatch batch = BeginBatch(*context);
  const uint64_t delay_ms = context->delays->delete_table_ms;
  if (delay_ms == 0) {
    batch.DeleteTable(table->number());
  } else {
    model::TableSchema schema = table->schema();
    schema.lifecycle.deleting_until_ms = EndOf(now_ms, delay_ms);
    batch.UpdateTable(table->number(), std::move(schema));
  }
  return CommitBatch(context, std::move(batch));
}

}  // namespace hashrange::ops
