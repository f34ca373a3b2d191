#include "store/commit.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "base/check.h"
#include "store/log_record.h"

namespace hashrange::store {

// The only writer of a State's members.
class Committer {
 public:
  explicit Committer(State* state) : state_(state) {}

  bool ReserveFrame(const WriteBatch& batch);
  void EmitFrame(const WriteBatch& batch);
  void Apply(Change&& change);
  void Advance(uint64_t sequence, uint64_t now_ms) {
    state_->last_sequence_ = sequence;
    state_->last_now_ms_ = std::max(state_->last_now_ms_, now_ms);
  }
  void SetNextTableNumber(uint32_t number) { state_->next_table_number_ = number; }

 private:
  Table* FindTable(uint32_t number) {
    Table* table = state_->catalog_.FindMutable(number);
    HR_CHECK(table != nullptr);
    return table;
  }

  State* state_;
};

namespace {

// A frame's buffer above this is not kept for the next commit.
constexpr size_t kFrameBufferBytesKept = 1024 * 1024;
// What a table takes outside its trees and its schema, generously.
constexpr size_t kTableBytesAtMost = 4096;

// True when the allocator can give so much in one piece. The engine runs in one thread, so that
// what is free now is free for the allocation that follows and that has no way to fail.
bool CanAllocate(size_t bytes) {
  void* volatile memory = std::malloc(bytes);  // volatile: compilers drop a pair of malloc and free
  std::free(memory);
  return memory != nullptr;
}

// True when the changes name a (table, key) twice, or a table that they create or delete besides.
bool HasConflict(const std::vector<Change>& changes) {
  if (changes.size() < 2) return false;
  struct Target {
    uint32_t table;
    bool whole_table;
    model::KeyView key;
  };
  std::vector<Target> targets;
  targets.reserve(changes.size());
  for (const Change& change : changes) {
    const bool of_row = change.kind == ChangeKind::kPut || change.kind == ChangeKind::kDelete;
    targets.push_back({change.table, !of_row, of_row ? change.KeyOf() : model::KeyView{}});
  }
  std::sort(targets.begin(), targets.end(), [](const Target& a, const Target& b) {
    if (a.table != b.table) return a.table < b.table;
    if (a.whole_table != b.whole_table) return a.whole_table;
    return a.key < b.key;
  });
  for (size_t i = 1; i < targets.size(); i++) {
    const Target& a = targets[i - 1];
    const Target& b = targets[i];
    if (a.table == b.table && (a.whole_table || a.key == b.key)) return true;
  }
  return false;
}

std::optional<std::string> CheckChange(const State& state, const Change& change) {
  const Table* table = state.catalog().Find(change.table);
  if (change.kind == ChangeKind::kCreateTable) {
    if (table != nullptr) return "it creates a table whose number is taken";
    if (state.catalog().Find(change.schema->table_name) != nullptr) {
      return "it creates a table whose name is taken";
    }
    return std::nullopt;
  }
  if (table == nullptr) return "it changes a table that is not there";
  return std::nullopt;
}

bool SameName(const std::vector<Change>& changes) {
  std::vector<Bytes> names;
  for (const Change& change : changes) {
    if (change.kind == ChangeKind::kCreateTable) names.push_back(change.schema->table_name);
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

std::optional<std::string> CheckChanges(const State& state, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (auto why = CheckChange(state, change)) return why;
  }
  if (HasConflict(changes)) return "it changes something twice";
  if (SameName(changes)) return "it creates two tables of one name";
  return std::nullopt;
}

}  // namespace

bool Committer::ReserveFrame(const WriteBatch& batch) {
  const size_t bytes = FrameBytesMax(batch);
  if (state_->frame_.capacity() >= bytes) return true;
  if (!CanAllocate(bytes)) return false;
  state_->frame_.reserve(bytes);
  return true;
}

void Committer::EmitFrame(const WriteBatch& batch) {
  std::string& frame = state_->frame_;
  frame.clear();
  AppendFrame(&frame, FrameKind::kCommit, batch);
  state_->log_sink_->Append(frame);
  if (frame.capacity() > kFrameBufferBytesKept) frame = std::string();
}

// Secondary indexes, stream records, the TTL queue and tracers belong here: a put or a delete knows
// the old row and the new.
void Committer::Apply(Change&& change) {
  switch (change.kind) {
    case ChangeKind::kPut: {
      Table* table = FindTable(change.table);
      const size_t index = table->PartitionIndex(change.row->key());
      table->mutable_partition(index)->Put(std::move(change.row));
      return;
    }
    case ChangeKind::kDelete: {
      Table* table = FindTable(change.table);
      table->mutable_partition(table->PartitionIndex(change.key.view()))->Erase(change.key.view());
      return;
    }
    case ChangeKind::kCreateTable:
      HR_CHECK(change.table >= state_->next_table_number_);
      state_->next_table_number_ = change.table + 1;
      state_->catalog_.Add(Table(change.table, *change.schema, state_->pool()));
      return;
    case ChangeKind::kDeleteTable:
      state_->catalog_.Remove(change.table);
      return;
  }
}

bool PrepareCommit(State* state, const WriteBatch& batch) {
  NodeNeed need;
  size_t table_bytes = 0;
  for (const Change& change : batch.changes) {
    switch (change.kind) {
      case ChangeKind::kPut:
      case ChangeKind::kDelete: {
        const Table* table = state->catalog().Find(change.table);
        HR_CHECK(table != nullptr);
        const CowTree& tree = table->partitions()[table->PartitionIndex(change.KeyOf())].tree;
        const NodeNeed of_tree = tree.NeedFor(batch.changes.size());
        need.leaves = std::max(need.leaves, of_tree.leaves);
        need.inners = std::max(need.inners, of_tree.inners);
        break;
      }
      case ChangeKind::kCreateTable:
        table_bytes += kTableBytesAtMost;
        break;
      case ChangeKind::kDeleteTable:
        break;
    }
  }
  if (!state->pool()->Reserve(need)) return false;
  if (table_bytes > 0 && !CanAllocate(table_bytes + 4 * FrameBytesMax(batch))) return false;
  return state->log_sink() == nullptr || Committer(state).ReserveFrame(batch);
}

void Commit(State* state, WriteBatch&& batch) {
  HR_CHECK(batch.sequence == state->last_sequence() + 1);
  HR_CHECK(batch.now_ms >= state->last_now_ms());
  HR_DCHECK(!CheckBatch(*state, batch).has_value());
  Committer committer(state);
  if (state->log_sink() != nullptr) committer.EmitFrame(batch);
  for (Change& change : batch.changes) committer.Apply(std::move(change));
  committer.Advance(batch.sequence, batch.now_ms);
}

std::optional<std::string> CheckBatch(const State& state, const WriteBatch& batch) {
  if (batch.sequence != state.last_sequence() + 1) return "its sequence does not follow";
  if (batch.now_ms < state.last_now_ms()) return "its time goes back";
  uint32_t next_table_number = state.next_table_number();
  for (const Change& change : batch.changes) {
    if (change.kind != ChangeKind::kCreateTable) continue;
    if (change.table != next_table_number) return "it creates a table of a wrong number";
    next_table_number++;
  }
  return CheckChanges(state, batch.changes);
}

std::optional<std::string> CheckCheckpointPart(const State& state, const WriteBatch& part) {
  uint32_t next_table_number = state.next_table_number();
  for (const Change& change : part.changes) {
    switch (change.kind) {
      case ChangeKind::kPut: {
        const Table* table = state.catalog().Find(change.table);
        if (table != nullptr && table->Find(change.row->key()) != nullptr)
          return "it has a row twice";
        break;
      }
      case ChangeKind::kCreateTable:
        if (change.table < next_table_number || change.table == UINT32_MAX) {
          return "it creates a table of a wrong number";
        }
        next_table_number = change.table + 1;
        break;
      case ChangeKind::kDelete:
      case ChangeKind::kDeleteTable:
        return "it deletes something";
    }
  }
  return CheckChanges(state, part.changes);
}

void ApplyCheckpointPart(State* state, WriteBatch&& part) {
  HR_DCHECK(!CheckCheckpointPart(*state, part).has_value());
  Committer committer(state);
  for (Change& change : part.changes) committer.Apply(std::move(change));
}

void FinishCheckpoint(State* state, uint64_t sequence, uint64_t now_ms,
                      uint32_t next_table_number) {
  HR_CHECK(state->last_sequence() == 0);
  HR_CHECK(next_table_number >= state->next_table_number());
  Committer committer(state);
  committer.SetNextTableNumber(next_table_number);
  committer.Advance(sequence, now_ms);
}

}  // namespace hashrange::store
