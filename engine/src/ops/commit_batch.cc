#include "ops/commit_batch.h"

#include <utility>

#include "ops/messages.h"
#include "ops/trace.h"
#include "store/commit.h"

namespace hashrange::ops {

store::WriteBatch BeginBatch(const Context& context) {
  return store::BeginBatch(*context.state, context.now_ms, context.entropy);
}

Status PrepareBatch(Context* context, store::WriteBatch* batch) {
  if (batch->changes.empty() || store::PrepareCommit(context->state, batch)) return {};
  return Fail(kOutOfMemory);
}

void CommitPrepared(Context* context, store::WriteBatch&& batch) {
  if (batch.changes.empty()) return;
  if (context->trace != nullptr) context->trace->Commit(batch.sequence, batch.changes.size());
  store::Commit(context->state, std::move(batch));
}

Status CommitBatch(Context* context, store::WriteBatch&& batch) {
  HR_RETURN_IF_ERROR(PrepareBatch(context, &batch));
  CommitPrepared(context, std::move(batch));
  return {};
}

Status CommitSchema(Context* context, const store::Table& table, model::TableSchema&& schema) {
  store::WriteBatch batch = BeginBatch(*context);
  batch.UpdateTable(table.number(), std::move(schema));
  return CommitBatch(context, std::move(batch));
}

}  // namespace hashrange::ops
