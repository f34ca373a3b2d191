// CheckpointWriter writes the state as it was when the writer was made, in chunks, while commits go
// on. Recovery reads the result. Tested by checkpoint_test.cc and tests/simulation/crash_test.cc.
#ifndef HASHRANGE_STORE_CHECKPOINT_H_
#define HASHRANGE_STORE_CHECKPOINT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "store/cursor.h"
#include "store/state.h"
#include "store/stream_record.h"
#include "store/write_batch.h"

namespace hashrange::store {

inline constexpr size_t kCheckpointChunkBytes = 1024 * 1024;
// A frame of a checkpoint is closed when it has reached this: it bounds what recovery must reserve
// for one.
inline constexpr size_t kCheckpointFrameBytes = 64 * 1024;

class CheckpointWriter {
 public:
  // Takes a snapshot: O(tables + partitions). What it holds is released when the writer goes.
  explicit CheckpointWriter(const State& state) : snapshot_(state.Fork()) {}

  // The sequence of the last commit that the checkpoint covers. A host begins a new log segment
  // when it begins a checkpoint, so that the older segments can go when the checkpoint is durable.
  uint64_t sequence() const { return snapshot_.last_sequence(); }

  // Replaces *chunk by the next bytes of the file, about kCheckpointChunkBytes (more when an item
  // is larger), the file's header first. False, with *chunk empty, when all was given.
  bool Next(std::string* chunk);

 private:
  enum class Stage : uint8_t { kHeader, kTables, kEnded };
  void FillFrame(std::string* chunk);
  WriteBatch NewPart() const;
  void AppendTable(const Table& table, std::string* chunk) const;
  void AppendStream(const Stream& stream, std::string* chunk) const;
  bool AppendNextRecords(std::string* chunk);
  void AppendTokens(std::string* chunk) const;

  State snapshot_;
  Stage stage_ = Stage::kHeader;
  uint32_t table_number_ = 0;  // the table being written, or written last
  std::optional<RowCursor> rows_;
  size_t stream_ = 0;  // the position of the stream to be written next, or being written
  size_t shard_ = 0;   // and of its shard
  std::optional<RecordCursor> records_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_CHECKPOINT_H_
