// Commit is the ONE place that changes a database. Operations, recovery, expiry, the filling of
// indexes and splits all come through here, so indexes, streams, the queue of time to live,
// idempotency tokens and the log hang here and nowhere else.
//
//   plan (may fail)  ->  PrepareCommit (may fail: memory)  ->  Commit (cannot fail)
//
// Three files: check_batch.cc (what a batch may be), prepare_commit.cc (what follows from it, and
// the memory for it), commit.cc (doing it).
//
// Tested by commit_test.cc and tests/simulation/crash_test.cc.
#ifndef HASHRANGE_STORE_COMMIT_H_
#define HASHRANGE_STORE_COMMIT_H_

#include <optional>
#include <string>

#include "store/state.h"
#include "store/write_batch.h"

namespace hashrange::store {

// An empty batch that follows the last commit.
WriteBatch BeginBatch(const State& state, uint64_t now_ms, uint64_t entropy);

// Works out how the indexes change with `batch`, and reserves the memory that committing it next
// can need at worst. False, with nothing changed, when there is not enough.
bool PrepareCommit(State* state, WriteBatch* batch);

// Applies a batch that CheckBatch accepts and for which PrepareCommit was called. Its frame goes to
// the log sink first. Cannot fail: a batch that does not follow the state aborts (HR_CHECK).
void Commit(State* state, WriteBatch&& batch);

// Why `batch` cannot be the next commit of `state`, in a few words; nothing when it can: its
// sequence follows, its time does not go back, its tables exist, no (table, key) comes twice. Plans
// are right by construction; recovery asks.
std::optional<std::string> CheckBatch(const State& state, const WriteBatch& batch);

// A part of a checkpoint: like a commit, but all parts carry the checkpoint's own sequence and
// nothing is logged.
std::optional<std::string> CheckCheckpointPart(const State& state, const WriteBatch& part);
void ApplyCheckpointPart(State* state, WriteBatch&& part);
// The end of a checkpoint; the next numbers are above those of every table and stream.
void FinishCheckpoint(State* state, uint64_t sequence, uint64_t now_ms, uint32_t next_table_number,
                      uint32_t next_stream_number);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_COMMIT_H_
