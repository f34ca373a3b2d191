// From a plan to the state: a batch with the request's time, entropy and place in the sequence, and
// its commit.
#ifndef HASHRANGE_OPS_COMMIT_BATCH_H_
#define HASHRANGE_OPS_COMMIT_BATCH_H_

#include "hashrange/result.h"
#include "ops/context.h"
#include "store/table.h"
#include "store/write_batch.h"

namespace hashrange::ops {

// An empty batch that follows the last commit.
store::WriteBatch BeginBatch(const Context& context);

// Commits the batch. Nothing has changed when there is no memory for it, which is the only failure.
// An empty batch is no commit.
Status CommitBatch(Context* context, store::WriteBatch&& batch);

// The same in two steps: between them the batch tells how it changes the indexes.
Status PrepareBatch(Context* context, store::WriteBatch* batch);
void CommitPrepared(Context* context, store::WriteBatch&& batch);

// A batch of its own that gives the table that schema.
Status CommitSchema(Context* context, const store::Table& table, model::TableSchema&& schema);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_COMMIT_BATCH_H_
