#include "ops/commit_batch.h"

#include <utility>

#include "ops/messages.h"
#include "ops/trace.h"
#include "store/commit.h"

namespace hashrange::ops {

store::WriteBatch BeginBatch(const Context& context) {
  store::WriteBatch batch;
  batch.sequence = context.state->last_sequence() + 1;
  batch.now_ms = context.now_ms;
  batch.entropy = context.entropy;
  return batch;
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

}  // namespace hashrange::ops
