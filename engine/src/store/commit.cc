#include "store/commit.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "store/log_record.h"

namespace hashrange::store {

// The only writer of a State's members.
class Committer {
 public:
  // At a time; or, without one, from a checkpoint, which says itself what else follows from a change.
  explicit Committer(State* state, std::optional<uint64_t> now_ms) : state_(state), now_ms_(now_ms) {}

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
  void SetNextNumbers(uint32_t table, uint32_t stream) {
    state_->next_table_number_ = table;
    state_->next_stream_number_ = stream;
  }

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

  Stream* FindStream(uint32_t number);
  void ChangeTable(Table* table, const model::TableSchema& schema);
  void EnableStream(Table* table);
  void DisableStream(Table* table);
  void SplitShard(Table* table, model::KeyView at, uint64_t shard);
  void TendStream(uint32_t number);
  void RollShards(Stream* stream);
  void RestoreStream(const Change& change);
  static void PutRecord(Stream* stream, uint64_t shard, uint64_t time_ms, RecordRows&& rows);

  State* state_;
  std::optional<uint64_t> now_ms_;
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
      if (now_ms_ && change.schema->has_stream()) EnableStream(FindTable(change.table));
      FindBackgroundTables();
      return;
    case ChangeKind::kDeleteTable:
      DisableStream(FindTable(change.table));
      state_->catalog_.Remove(change.table);
      FindBackgroundTables();
      return;
    case ChangeKind::kUpdateTable:
      ChangeTable(FindTable(change.table), *change.schema);
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
    case ChangeKind::kTendStream:
      TendStream(change.stream);
      return;
    case ChangeKind::kStream:
      RestoreStream(change);
      return;
    case ChangeKind::kStreamRecord:
      PutRecord(FindStream(change.stream), change.record->shard, change.record->header.time_ms,
                std::move(change.record_rows));
      return;
  }
}

void Committer::ApplyRow(Change&& change) {
  Table* table = FindTable(change.table);
  Partition* partition = table->mutable_partitions()->MutableOf(change.KeyOf());
  if (!change.index_changes.empty()) ApplyToIndexes(table, partition, &change.index_changes);
  if (change.record_rows.first) {
    Stream* stream = FindStream(table->stream());
    stream->TakeNumber();
    PutRecord(stream, partition->shard, *now_ms_, std::move(change.record_rows));
  }
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
  const uint64_t shard = partitions->Of(change.key.view()).shard;
  partitions->Split(change.key.view());
  if (shard != 0) SplitShard(table, change.key.view(), shard);
}

Stream* Committer::FindStream(uint32_t number) {
  const Stream* stream = state_->FindStream(number);
  HR_CHECK(stream != nullptr);
  return &state_->streams_[static_cast<size_t>(stream - state_->streams_.data())];
}

void Committer::ChangeTable(Table* table, const model::TableSchema& schema) {
  const bool stays =
      schema.has_stream() && schema.stream_label_ms == table->schema().stream_label_ms;
  if (!stays) DisableStream(table);
  table->SetSchema(schema, state_->pool());
  if (!stays && schema.has_stream()) EnableStream(table);
}

void Committer::EnableStream(Table* table) {
  const uint32_t number = state_->next_stream_number_++;
  Stream* stream = &state_->streams_.emplace_back(number, StreamSchema::Of(table->schema()));
  table->set_stream(number);
  PartitionList* partitions = table->mutable_partitions();
  for (size_t i = 0; i < partitions->size(); i++)
    partitions->Mutable(i)->shard = stream->Open(0, *now_ms_, state_->pool());
}

void Committer::DisableStream(Table* table) {
  if (table->stream() == kNoStream) return;
  FindStream(table->stream())->Disable(*now_ms_);
  table->set_stream(kNoStream);
  PartitionList* partitions = table->mutable_partitions();
  for (size_t i = 0; i < partitions->size(); i++) partitions->Mutable(i)->shard = 0;
}

// The partition in two has a shard for each half.
void Committer::SplitShard(Table* table, model::KeyView at, uint64_t shard) {
  Stream* stream = FindStream(table->stream());
  stream->Close(shard, *now_ms_);
  PartitionList* partitions = table->mutable_partitions();
  const size_t upper = partitions->IndexOf(at);
  for (size_t i = upper - 1; i <= upper; i++)
    partitions->Mutable(i)->shard = stream->Open(shard, *now_ms_, state_->pool());
}

void Committer::TendStream(uint32_t number) {
  Stream* stream = FindStream(number);
  if (stream->IsGone(*now_ms_)) {
    state_->streams_.erase(state_->streams_.begin() + (stream - state_->streams_.data()));
    return;
  }
  if (stream->enabled()) RollShards(stream);
  stream->DropShards(*now_ms_);
}

// A shard that is rolled over late was closed when its time was over, or with its last record.
void Committer::RollShards(Stream* stream) {
  const Table* table = state_->catalog_.Find(Bytes(stream->schema().table_name));
  HR_CHECK(table != nullptr && table->stream() == stream->number());
  PartitionList* partitions = FindTable(table->number())->mutable_partitions();
  for (size_t i = 0; i < partitions->size(); i++) {
    uint64_t* open = &partitions->Mutable(i)->shard;
    const Shard* shard = stream->FindShard(*open);
    HR_CHECK(shard != nullptr);
    const uint64_t over_ms = LaterMs(shard->created_ms, kShardLifeMs);
    if (over_ms > *now_ms_) continue;
    stream->Close(*open, std::max(over_ms, shard->latest_ms));
    *open = stream->Open(*open, *now_ms_, state_->pool());
  }
}

void Committer::RestoreStream(const Change& change) {
  const StreamHeader& header = *change.stream_header;
  state_->next_stream_number_ = change.stream + 1;
  Stream* stream = &state_->streams_.emplace_back(change.stream, header.schema);
  stream->Restore(header.disabled_ms, header.next_number, header.shards, state_->pool());
  if (!stream->enabled()) return;
  Table* table = FindTable(header.table);
  table->set_stream(change.stream);
  for (size_t i = 0; i < header.open_shards.size(); i++)
    table->mutable_partitions()->Mutable(i)->shard = header.open_shards[i];
}

void Committer::PutRecord(Stream* stream, uint64_t shard_stamp, uint64_t time_ms,
                          RecordRows&& rows) {
  Shard* shard = stream->MutableShard(shard_stamp);
  shard->record_count++;
  shard->latest_ms = time_ms;
  shard->records.Put(std::move(rows.first));
  if (rows.second) shard->records.Put(std::move(rows.second));
}

WriteBatch BeginBatch(const State& state, uint64_t now_ms, uint64_t entropy) {
  WriteBatch batch;
  batch.sequence = state.last_sequence() + 1;
  batch.now_ms = now_ms;
  batch.entropy = entropy;
  return batch;
}

void Commit(State* state, WriteBatch&& batch) {
  HR_CHECK(batch.sequence == state->last_sequence() + 1);
  HR_CHECK(batch.now_ms >= state->last_now_ms());
  HR_DCHECK(!CheckBatch(*state, batch).has_value());
  Committer committer(state, batch.now_ms);
  if (state->log_sink() != nullptr) committer.EmitFrame(batch);
  for (Change& change : batch.changes) committer.Apply(std::move(change));
  committer.Advance(batch.sequence, batch.now_ms);
  committer.ForgetTokens();
}

void ApplyCheckpointPart(State* state, WriteBatch&& part) {
  HR_DCHECK(!CheckCheckpointPart(*state, part).has_value());
  Committer committer(state, std::nullopt);
  for (Change& change : part.changes) committer.Apply(std::move(change));
}

void FinishCheckpoint(State* state, uint64_t sequence, uint64_t now_ms, uint32_t next_table_number,
                      uint32_t next_stream_number) {
  HR_CHECK(state->last_sequence() == 0);
  HR_CHECK(next_table_number >= state->next_table_number());
  HR_CHECK(next_stream_number >= state->next_stream_number());
  Committer committer(state, std::nullopt);
  committer.SetNextNumbers(next_table_number, next_stream_number);
  committer.Advance(sequence, now_ms);
}

}  // namespace hashrange::store
