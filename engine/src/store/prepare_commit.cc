// What follows from a batch before it is committed: how each index changes, the records of streams,
// and how much memory the commit can need at worst.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/check.h"
#include "base/sort.h"
#include "store/commit.h"
#include "store/cursor.h"
#include "store/log_record.h"

namespace hashrange::store {

namespace {

// What a table takes outside its trees and its schema, generously.
constexpr size_t kTableBytesAtMost = 4096;

// True when the allocator can give so much in one piece. The engine runs in one thread, so that
// what is free now is free for the allocation that follows and that has no way to fail.
bool CanAllocate(size_t bytes) {
  void* volatile memory = std::malloc(bytes);  // volatile: compilers drop a pair of malloc and free
  std::free(memory);
  return memory != nullptr;
}

}  // namespace

class Preparation {
 public:
  Preparation(State* state, uint64_t now_ms)
      : state_(state),
        now_ms_(now_ms),
        scratch_(&state->index_scratch_),
        trees_(&state->trees_) {
    trees_->clear();
  }

  bool Prepare(Change* change) {
    switch (change->kind) {
      case ChangeKind::kPut:
      case ChangeKind::kDelete:
      case ChangeKind::kExpire:
        return PrepareRow(change);
      case ChangeKind::kCreateTable:
      case ChangeKind::kUpdateTable:
        bytes_ += kTableBytesAtMost * (2 + change->schema->indexes.size());
        if (change->schema->has_stream()) return PrepareNewStream(*change);
        return true;
      case ChangeKind::kDeleteTable:
      case ChangeKind::kIndexFilled:
        return true;
      case ChangeKind::kTendStream:
      case ChangeKind::kStream:
        return PrepareStream(*change);
      case ChangeKind::kStreamRecord:
        return PrepareStreamRecord(change);
      case ChangeKind::kSplit:
        return PrepareSplit(*change);
      case ChangeKind::kFillIndex:
        return PrepareFill(change);
      case ChangeKind::kToken:
        tokens_++;
        return TokenTable::MakeRows(*change->token, &change->token_rows);
    }
    return true;
  }

  bool Reserve(const WriteBatch& batch) {
    AddTrees();
    // A commit also forgets tokens whose time is over.
    if (tokens_ > 0 || state_->tokens().count() > 0) Add(state_->tokens().NeedFor(tokens_));
    if (!state_->pool()->Reserve(need_)) return false;
    if (bytes_ > 0 && !CanAllocate(bytes_ + 4 * FrameBytesMax(batch))) return false;
    return state_->log_sink() == nullptr || ReserveFrame(batch);
  }

 private:
  const Table& TableOf(const Change& change) const {
    const Table* table = state_->catalog().Find(change.table);
    HR_CHECK(table != nullptr);
    return *table;
  }

  bool PrepareRow(Change* change) {
    const Table& table = TableOf(*change);
    const Partition& partition = table.partitions().Of(change->KeyOf());
    trees_->push_back(&partition.tree);
    if (table.indexes().empty() && table.stream() == kNoStream) return true;
    if (!change->old_row) change->old_row = RowRef(partition.Find(change->KeyOf()));
    KeepRowOfEqualItem(change);
    if (table.stream() != kNoStream && !PrepareRecord(table, partition, change)) return false;
    const std::vector<SecondaryIndex>& indexes = table.indexes();
    change->index_changes.reserve(indexes.size());
    for (uint32_t i = 0; i < indexes.size(); i++) {
      if (!indexes[i].Covers(change->KeyOf())) continue;
      const size_t before = change->index_changes.size();
      if (!PlanIndexChange(indexes[i], i, change->old_row.get(), change->row.get(), scratch_,
                           &change->index_changes)) {
        return false;
      }
      if (change->index_changes.size() > before)
        AddTreesOf(indexes[i], partition, change->index_changes.back());
    }
    return true;
  }

  // The record of a change, under the number that the commit will give it. An item that stays as it is
  // leaves none, and nothing that was not there can go. Source: behaviour that ScyllaDB Alternator's
  // tests, run on AWS, show.
  bool PrepareRecord(const Table& table, const Partition& partition, Change* change) {
    if (change->old_row.get() == change->row.get()) return true;
    const Stream* stream = state_->FindStream(table.stream());
    HR_CHECK(stream != nullptr);
    RecordHeader header;
    header.number = stream->next_number() + RecordsBefore(stream->number());
    if (header.number > kRecordNumberMax) return false;
    header.time_ms = now_ms_;
    header.by_service = change->kind == ChangeKind::kExpire;
    if (!MakeRecord(stream->schema(), header, change->old_row.get(), change->row.get(),
                    &scratch_->item, &change->record_rows)) {
      return false;
    }
    AddRecordTrees(*stream, partition.shard, change->record_rows);
    return true;
  }

  // How many records of the batch have gone to the stream; counts one more.
  uint64_t RecordsBefore(uint32_t stream) {
    for (auto& [number, count] : record_counts_) {
      if (number == stream) return count++;
    }
    record_counts_.emplace_back(stream, 1);
    return 0;
  }

  void AddRecordTrees(const Stream& stream, uint64_t shard_stamp, const RecordRows& rows) {
    const Shard* shard = stream.FindShard(shard_stamp);
    HR_CHECK(shard != nullptr);
    trees_->push_back(&shard->records);
    if (rows.second) trees_->push_back(&shard->records);
  }

  bool PrepareNewStream(const Change& change) {
    const Table* table = state_->catalog().Find(change.table);
    const size_t shard_count = table == nullptr ? 1 : table->partitions().size();
    bytes_ += 2 * (shard_count + 1) * sizeof(Shard) +
              2 * (state_->streams().size() + 1) * sizeof(Stream);
    return true;
  }

  // Vectors that may double.
  bool PrepareStream(const Change& change) {
    const Stream* stream = state_->FindStream(change.stream);
    const size_t shard_count =
        stream != nullptr ? stream->shards().size() : change.stream_header->shards.size();
    bytes_ += kTableBytesAtMost + 4 * (shard_count + 1) * sizeof(Shard) +
              2 * (state_->streams().size() + 1) * sizeof(Stream);
    return true;
  }

  // A checkpoint's record. Its images are those of the table's rows as far as these are what they
  // were: then they are shared again.
  bool PrepareStreamRecord(Change* change) {
    const Stream* stream = state_->FindStream(change->stream);
    HR_CHECK(stream != nullptr);
    const Table* table = state_->catalog().Find(Bytes(stream->schema().table_name));
    const auto share = [&](const RowRef& image) {
      const Row* present =
          table == nullptr || !image ? nullptr : table->partitions().Of(image->key()).tree.Find(image->key());
      const bool same = present != nullptr && present->item().form() == image->item().form();
      return same ? present : image.get();
    };
    if (!MakeRecordRows(change->record->header, share(change->row), share(change->old_row),
                        &change->record_rows)) {
      return false;
    }
    AddRecordTrees(*stream, change->record->shard, change->record_rows);
    return true;
  }

  // An item that is put as it is already leaves its row alone: entries that share it stay as they
  // are, and cost nothing. Source: paritysuite, measured 2026-10 (an identical overwrite consumes
  // no write units of any index).
  static void KeepRowOfEqualItem(Change* change) {
    if (change->row && change->old_row &&
        change->row->item().form() == change->old_row->item().form()) {
      change->row = change->old_row;
    }
  }

  void AddTreesOf(const SecondaryIndex& index, const Partition& partition,
                  const IndexChange& change) {
    const bool erases = change.kind == EntryChange::kMove || change.kind == EntryChange::kDelete;
    const auto tree_of = [&](model::KeyView key) {
      return index.own ? &index.own->Of(key).tree : &partition.local[index.local_slot].tree;
    };
    if (erases) trees_->push_back(tree_of(change.erase_key.view()));
    if (change.entry) trees_->push_back(tree_of(change.entry->key()));
  }

  // The entries of the rows from where the index is filled up to the change's key.
  bool PrepareFill(Change* change) {
    const Table& table = TableOf(*change);
    const SecondaryIndex* index = table.FindIndex(change->index);
    HR_CHECK(index != nullptr && index->own && index->filled);
    const auto position = static_cast<uint32_t>(index - table.indexes().data());
    const KeyRange range{.low = index->filled->view(), .low_exclusive = true};
    for (RowCursor rows(table.partitions(), range, Direction::kForward); rows.row() != nullptr;
         rows.Next()) {
      if (!change->complete && change->key.view() < rows.row()->key()) break;
      if (!PlanIndexChange(*index, position, nullptr, rows.row(), scratch_,
                           &change->index_changes)) {
        return false;
      }
    }
    for (const IndexChange& entry : change->index_changes)
      trees_->push_back(&index->own->Of(entry.entry->key()).tree);
    return true;
  }

  bool PrepareSplit(const Change& change) {
    const Table& table = TableOf(change);
    const PartitionList* partitions = &table.partitions();
    if (change.index != kNoIndex) partitions = &*table.FindIndex(change.index)->own;
    Add(partitions->NeedForSplit(change.key.view()));
    // A vector that is full doubles.
    bytes_ += 2 * (partitions->size() + 1) * sizeof(Partition) + kTableBytesAtMost;
    if (const Stream* stream = state_->FindStream(table.stream()))
      bytes_ += 2 * (stream->shards().size() + 2) * sizeof(Shard);
    return true;
  }

  // Every tree with how many changes it gets.
  void AddTrees() {
    if (trees_->size() > 1) base::Sort(*trees_);
    for (size_t i = 0; i < trees_->size();) {
      size_t end = i + 1;
      while (end < trees_->size() && (*trees_)[end] == (*trees_)[i]) end++;
      Add((*trees_)[i]->NeedFor(end - i));
      i = end;
    }
    trees_->clear();
  }

  void Add(NodeNeed more) {
    need_.leaves += more.leaves;
    need_.inners += more.inners;
  }

  bool ReserveFrame(const WriteBatch& batch) {
    const size_t bytes = FrameBytesMax(batch);
    if (state_->frame_.capacity() >= bytes) return true;
    if (!CanAllocate(bytes)) return false;
    state_->frame_.reserve(bytes);
    return true;
  }

  State* state_;
  uint64_t now_ms_;
  IndexScratch* scratch_;
  std::vector<const CowTree*>* trees_;
  NodeNeed need_;
  size_t tokens_ = 0;
  size_t bytes_ = 0;
  std::vector<std::pair<uint32_t, uint64_t>> record_counts_;  // by stream
};

bool PrepareCommit(State* state, WriteBatch* batch) {
  Preparation preparation(state, batch->now_ms);
  for (Change& change : batch->changes) {
    if (!preparation.Prepare(&change)) return false;
  }
  return preparation.Reserve(*batch);
}

}  // namespace hashrange::store
