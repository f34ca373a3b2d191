// DeleteTable: answers DELETING, and the table is gone with the next request (delays of the
// lifecycle are zero). Source: AWS API Reference, DeleteTable.
#include <string>
#include <utility>

#include "ops/commit_batch.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"

namespace hashrange::ops {

Status DeleteTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  const Bytes name = TableNameOf(input.String(model::members::DeleteTableInput::kTableName));
  const store::Table* table = context->state->catalog().Find(name);
  if (table == nullptr) return Fail(kTableNotFound, {name});
  if (table->schema().deletion_protection) return Fail(kTableProtected);

  // The description is of the table as it was: written before the commit that takes it away, and
  // dropped if that fails.
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DeleteTableOutput::kTableDescription);
  WriteTableDescription(*table, "DELETING", true, *context->identity, out);
  out->EndStructure(output);

  store::WriteBatch batch = BeginBatch(*context);
  batch.DeleteTable(table->number());
  return CommitBatch(context, std::move(batch));
}

}  // namespace hashrange::ops
