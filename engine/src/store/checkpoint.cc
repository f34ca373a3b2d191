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

// Appends the next frame: rows of the table at hand, else the next table, else the end mark.
void CheckpointWriter::FillFrame(std::string* chunk) {
  WriteBatch part;
  part.sequence = snapshot_.last_sequence();
  part.now_ms = snapshot_.last_now_ms();

  if (rows_.has_value() && rows_->row() != nullptr) {
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
    part.CreateTable(table_number_, table->second.schema());
    AppendFrame(chunk, FrameKind::kCheckpointPart, part);
    return;
  }
  CheckpointEnd end{snapshot_.last_sequence(), snapshot_.last_now_ms(),
                    snapshot_.next_table_number(), 0};
  for (const auto& [number, each] : snapshot_.catalog().tables())
    end.item_count += each.item_count();
  AppendCheckpointEnd(chunk, end);
  stage_ = Stage::kEnded;
}

}  // namespace hashrange::store
