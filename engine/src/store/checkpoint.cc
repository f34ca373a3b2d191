#include "store/checkpoint.h"

#include <utility>

#include "base/check.h"
#include "store/log_record.h"

namespace hashrange::store {

bool CheckpointWriter::Next(std::string* chunk) {
  chunk->clear();
  if (stage_ == Stage::kHeader) {
    *chunk = FileHeader(FileKind::kCheckpoint);
    stage_ = Stage::kTables;
  }
  while (stage_ != Stage::kEnded && chunk->size() < kCheckpointChunkBytes) FillFrame(chunk);
  return !chunk->empty();
}

WriteBatch CheckpointWriter::NewPart() const {
  WriteBatch part;
  part.sequence = snapshot_.last_sequence();
  part.now_ms = snapshot_.last_now_ms();
  return part;
}

// A table without its rows, each change in a frame of its own: recovery looks at a frame as a whole
// before it applies it.
void CheckpointWriter::AppendTable(const Table& table, std::string* chunk) const {
  WriteBatch create = NewPart();
  create.CreateTable(table.number(), table.schema());
  AppendFrame(chunk, FrameKind::kCheckpointPart, create);
  const auto append_splits = [&](const PartitionList& partitions, uint32_t index) {
    for (size_t i = 1; i < partitions.size(); i++) {
      WriteBatch split = NewPart();
      split.Split(table.number(), index, partitions[i].low);
      AppendFrame(chunk, FrameKind::kCheckpointPart, split);
    }
  };
  append_splits(table.partitions(), kNoIndex);
  for (const SecondaryIndex& index : table.indexes()) {
    if (index.own) append_splits(*index.own, index.schema->number);
    if (index.complete()) continue;
    WriteBatch filled = NewPart();
    filled.IndexFilled(table.number(), index.schema->number, *index.filled);
    AppendFrame(chunk, FrameKind::kCheckpointPart, filled);
  }
}

// A stream without its records.
void CheckpointWriter::AppendStream(const Stream& stream, std::string* chunk) const {
  StreamHeader header{stream.schema(), stream.disabled_ms(), stream.next_number(), 0,
                      {stream.shards().begin(), stream.shards().end()}, {}};
  if (stream.enabled()) {
    const Table* table = snapshot_.catalog().Find(Bytes(header.schema.table_name));
    header.table = table->number();
    for (const Partition& partition : table->partitions())
      header.open_shards.push_back(partition.shard);
  }
  WriteBatch part = NewPart();
  part.StreamIs(stream.number(), std::move(header));
  AppendFrame(chunk, FrameKind::kCheckpointPart, part);
}

// The next stream, or the next of a stream's records. False when there are no more.
bool CheckpointWriter::AppendNextRecords(std::string* chunk) {
  if (stream_ == snapshot_.streams().size()) return false;
  const Stream& stream = snapshot_.streams()[stream_];
  if (shard_ == 0 && !records_) AppendStream(stream, chunk);
  WriteBatch part = NewPart();
  size_t bytes = 0;
  while (shard_ < stream.shards().size() && bytes < kCheckpointFrameBytes) {
    const Shard& shard = stream.shards()[shard_];
    if (!records_) records_.emplace(shard.records, 0);
    if (!records_->valid()) {
      records_.reset();
      shard_++;
      continue;
    }
    const RecordView& record = records_->record();
    for (const Row* row : {record.first, record.second}) {
      if (row != nullptr)
        bytes += Row::MemoryBytes(row->key_bytes().size(), row->item().form().size());
    }
    part.StreamRecord(stream.number(), {record.header, shard.stamp}, RowRef(record.first),
                      RowRef(record.second));
    records_->Next();
  }
  if (!part.changes.empty()) AppendFrame(chunk, FrameKind::kCheckpointPart, part);
  if (shard_ == stream.shards().size()) {
    stream_++;
    shard_ = 0;
  }
  return true;
}

void CheckpointWriter::AppendTokens(std::string* chunk) const {
  WriteBatch part = NewPart();
  const auto close = [&] {
    if (!part.changes.empty()) AppendFrame(chunk, FrameKind::kCheckpointPart, part);
    part.changes.clear();
  };
  constexpr size_t kTokensInFrame = 256;
  snapshot_.tokens().ForEach([&](TokenUse use) {
    part.Token(std::move(use));
    if (part.changes.size() == kTokensInFrame) close();
  });
  close();
}

// Appends the next frames: rows of the table at hand, else the next table, else streams and their
// records, else tokens and the end mark.
void CheckpointWriter::FillFrame(std::string* chunk) {
  if (rows_.has_value() && rows_->row() != nullptr) {
    WriteBatch part = NewPart();
    for (size_t bytes = 0; rows_->row() != nullptr && bytes < kCheckpointFrameBytes;
         rows_->Next()) {
      const Row* row = rows_->row();
      bytes += Row::MemoryBytes(row->key_bytes().size(), row->item().form().size());
      part.Put(table_number_, RowRef(row));
    }
    AppendFrame(chunk, FrameKind::kCheckpointPart, part);
    return;
  }
  const auto table = snapshot_.catalog().tables().upper_bound(table_number_);
  if (table != snapshot_.catalog().tables().end()) {
    table_number_ = table->first;
    rows_.emplace(table->second, KeyRange{}, Direction::kForward);
    AppendTable(table->second, chunk);
    return;
  }
  if (AppendNextRecords(chunk)) return;
  AppendTokens(chunk);
  CheckpointEnd end{snapshot_.last_sequence(), snapshot_.last_now_ms(),
                    snapshot_.next_table_number(), 0, snapshot_.next_stream_number(), 0};
  for (const auto& [number, each] : snapshot_.catalog().tables())
    end.item_count += each.item_count();
  for (const Stream& stream : snapshot_.streams()) {
    for (const Shard& shard : stream.shards()) end.record_count += shard.record_count;
  }
  AppendCheckpointEnd(chunk, end);
  stage_ = Stage::kEnded;
}

}  // namespace hashrange::store
