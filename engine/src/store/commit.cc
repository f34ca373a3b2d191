#include "store/commit.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "store/log_record.h"

namespace hashrange::store {

// The only writer of a State's members.
class Committer {
 public:
  explicit Committer(State* state) : state_(state) {}

  void EmitFrame(const WriteBatch& batch);
  void Apply(Change&& change);
  void Advance(uint64_t sequence, uint64_t now_ms) {
    state_->last_sequence_ = sequence;
    state_->last_now_ms_ = std::max(state_->last_now_ms_, now_ms);
  }
  void ForgetTokens() {
    if (state_->tokens_.count() > 0)
      state_->tokens_.Forget(state_->last_now_ms_, TokenTable::kForgottenMax);
  }
  void SetNextTableNumber(uint32_t number) { state_->next_table_number_ = number; }

 private:
  Table* FindTable(uint32_t number) {
    Table* table = state_->catalog_.FindMutable(number);
    HR_CHECK(table != nullptr);
    return table;
  }
  void ApplyRow(Change&& change);
  static void ApplyToIndexes(Table* table, Partition* partition, std::vector<IndexChange>* changes);
  static void PutEntry(PartitionList* entries, RowRef entry);
  void FillIndex(Change&& change);
  void FindBackgroundTables();
  void Split(const Change& change);

  State* state_;
};

namespace {

// A frame's buffer above this is not kept for the next commit.
constexpr size_t kFrameBufferBytesKept = 1024 * 1024;

SecondaryIndex* FindIndex(Table* table, uint32_t number) {
  const SecondaryIndex* index = table->FindIndex(number);
  HR_CHECK(index != nullptr);
  return table->MutableIndex(static_cast<size_t>(index - table->indexes().data()));
}

}  // namespace

void Committer::EmitFrame(const WriteBatch& batch) {
  std::string& frame = state_->frame_;
  frame.clear();
  AppendFrame(&frame, FrameKind::kCommit, batch);
  state_->log_sink_->Append(frame);
  if (frame.capacity() > kFrameBufferBytesKept) frame = std::string();
}

void Committer::Apply(Change&& change) {
  switch (change.kind) {
    case ChangeKind::kPut:
    case ChangeKind::kDelete:
    case ChangeKind::kExpire:
      ApplyRow(std::move(change));
      return;
    case ChangeKind::kCreateTable:
      HR_CHECK(change.table >= state_->next_table_number_);
      state_->next_table_number_ = change.table + 1;
      state_->catalog_.Add(Table(change.table, *change.schema, state_->pool()));
      FindBackgroundTables();
      return;
    case ChangeKind::kDeleteTable:
      state_->catalog_.Remove(change.table);
      FindBackgroundTables();
      return;
    case ChangeKind::kUpdateTable:
      FindTable(change.table)->SetSchema(*change.schema, state_->pool());
      FindBackgroundTables();
      return;
    case ChangeKind::kSplit:
      Split(change);
      return;
    case ChangeKind::kFillIndex:
      FillIndex(std::move(change));
      return;
    case ChangeKind::kIndexFilled:
      FindIndex(FindTable(change.table), change.index)->filled = std::move(change.key);
      FindBackgroundTables();
      return;
    case ChangeKind::kToken:
      state_->tokens_.Add(std::move(change.token_rows));
      return;
  }
}

// Stream records belong here: the old row and the new are known, and who asked for it.
void Committer::ApplyRow(Change&& change) {
  Table* table = FindTable(change.table);
  Partition* partition = table->mutable_partitions()->MutableOf(change.KeyOf());
  if (!change.index_changes.empty()) ApplyToIndexes(table, partition, &change.index_changes);
  if (change.kind == ChangeKind::kPut) {
    partition->Put(std::move(change.row));
  } else {
    partition->Erase(change.key.view());
  }
}

void Committer::ApplyToIndexes(Table* table, Partition* partition,
                               std::vector<IndexChange>* changes) {
  for (IndexChange& change : *changes) {
    SecondaryIndex* index = table->MutableIndex(change.index);
    if (change.kind == EntryChange::kMove || change.kind == EntryChange::kDelete) {
      const model::KeyView key = change.erase_key.view();
      if (index->own) {
        index->own->MutableOf(key)->Erase(key);
      } else {
        partition->local[index->local_slot].Erase(key);
      }
    }
    if (!change.entry) continue;
    if (index->own) {
      PutEntry(&*index->own, std::move(change.entry));
    } else {
      partition->local[index->local_slot].Put(std::move(change.entry));
    }
  }
}

void Committer::PutEntry(PartitionList* entries, RowRef entry) {
  Partition* partition = entries->MutableOf(entry->key());
  partition->PutUnremembered(std::move(entry));
}

void Committer::FillIndex(Change&& change) {
  Table* table = FindTable(change.table);
  SecondaryIndex* index = FindIndex(table, change.index);
  for (IndexChange& added : change.index_changes) PutEntry(&*index->own, std::move(added.entry));
  if (change.complete) {
    index->filled.reset();
    FindBackgroundTables();
  } else {
    index->filled = std::move(change.key);
  }
}

void Committer::FindBackgroundTables() {
  state_->background_tables_.clear();
  for (const auto& [number, table] : state_->catalog_.tables()) {
    const std::vector<SecondaryIndex>& indexes = table.indexes();
    const bool has_work = std::any_of(
        indexes.begin(), indexes.end(), [](const SecondaryIndex& each) {
          return !each.complete() || each.schema->lifecycle.deleting_until_ms != 0;
        });
    if (has_work || table.expiry_queue() != nullptr ||
        table.schema().lifecycle.deleting_until_ms != 0) {
      state_->background_tables_.push_back(number);
    }
  }
}

void Committer::Split(const Change& change) {
  Table* table = FindTable(change.table);
  PartitionList* partitions = change.index == kNoIndex ? table->mutable_partitions()
                                                       : &*FindIndex(table, change.index)->own;
  partitions->Split(change.key.view());
}

void Commit(State* state, WriteBatch&& batch) {
  HR_CHECK(batch.sequence == state->last_sequence() + 1);
  HR_CHECK(batch.now_ms >= state->last_now_ms());
  HR_DCHECK(!CheckBatch(*state, batch).has_value());
  Committer committer(state);
  if (state->log_sink() != nullptr) committer.EmitFrame(batch);
  for (Change& change : batch.changes) committer.Apply(std::move(change));
  committer.Advance(batch.sequence, batch.now_ms);
  committer.ForgetTokens();
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
