#include "store/recovery.h"

#include <optional>
#include <utility>

#include "base/check.h"
#include "store/commit.h"
#include "store/invariants.h"
#include "store/log_record.h"

namespace hashrange::store {

namespace {

constexpr char kNoMemory[] = "There is not enough memory to read this database.";

// A last segment whose own header was still being written.
bool IsTornHeader(Bytes file) {
  if (file.find_first_not_of('\0') == Bytes::npos) return true;
  return file.size() < kFileHeaderBytes &&
         Bytes(FileHeader(FileKind::kLog)).substr(0, file.size()) == file;
}

// True when the key of every row, and of every image of a record, is the one that its item has. A
// batch that can be applied brings no row into a table that it creates itself.
bool HaveKeysOfTheirItems(const State& state, const WriteBatch& batch) {
  for (const Change& change : batch.changes) {
    if (change.kind == ChangeKind::kStreamRecord) {
      const StreamSchema& schema = state.FindStream(change.stream)->schema();
      for (const RowRef* image : {&change.row, &change.old_row}) {
        if (*image && CheckRow(schema.partition_key, schema.sort_key, **image).has_value())
          return false;
      }
    }
    if (change.kind != ChangeKind::kPut) continue;
    const Table* table = state.catalog().Find(change.table);
    HR_CHECK(table != nullptr);
    const model::TableSchema& schema = table->schema();
    if (CheckRow(schema.partition_key, schema.sort_key, *change.row).has_value()) return false;
  }
  return true;
}

constexpr char kWrongKey[] = "a row's key is not that of its item";

}  // namespace

bool Recovery::Refuse(std::string sentence) {
  failed_ = true;
  error_ = std::move(sentence);
  return false;
}

bool Recovery::Corrupt(const std::string& why) {
  std::string sentence = std::string("The ") + file_word_ + " is corrupt at byte " +
                         std::to_string(whole_bytes_) + ": " + why;
  if (in_segments_) {
    sentence += commit_count_ == 1 ? "; the one commit before it in the log is whole."
                                   : "; the " + std::to_string(commit_count_) +
                                         " commits before it in the log are whole.";
  } else {
    sentence += "; a checkpoint is of use only as a whole.";
  }
  return Refuse(std::move(sentence));
}

bool Recovery::ReadCheckpoint(Bytes file) {
  if (failed_) return false;
  HR_CHECK(!started_ && state_->last_sequence() == 0 && state_->catalog().table_count() == 0);
  started_ = true;
  file_word_ = "checkpoint";
  whole_bytes_ = 0;
  std::string why;
  Bytes rest = file;
  if (!ReadFileHeader(FileKind::kCheckpoint, &rest, &why)) return Refuse(std::move(why));
  bool ended = false;
  while (true) {
    whole_bytes_ = file.size() - rest.size();
    Bytes payload;
    const FrameFault fault = ReadFrame(&rest, &payload, &why);
    if (fault == FrameFault::kEnd) break;
    if (ended) return Corrupt("something follows the end mark");
    if (fault == FrameFault::kTorn) return Corrupt("it ends inside a frame");
    if (fault == FrameFault::kBad) return Corrupt(why);
    if (!ApplyCheckpointFrame(payload, &ended)) return false;
  }
  if (!ended) return Corrupt("it has no end mark");
  return true;
}

bool Recovery::ApplyCheckpointFrame(Bytes payload, bool* ended) {
  std::string why;
  FrameKind kind;
  if (!ReadFrameKind(payload, &kind) || kind == FrameKind::kCommit)
    return Corrupt("a frame does not belong here");
  if (kind == FrameKind::kCheckpointEnd) {
    CheckpointEnd end;
    if (DecodeCheckpointEnd(payload, &end, &why) != DecodeFault::kNone) return Corrupt(why);
    uint64_t item_count = 0;
    for (const auto& [number, table] : state_->catalog().tables()) item_count += table.item_count();
    if (item_count != end.item_count) return Corrupt("it has lost items");
    uint64_t record_count = 0;
    for (const Stream& stream : state_->streams()) {
      for (const Shard& shard : stream.shards()) {
        record_count += shard.record_count;
        if (shard.latest_ms > end.now_ms) return Corrupt("a stream's record is of the future");
      }
    }
    if (record_count != end.record_count) return Corrupt("it has lost records of streams");
    for (const auto& [number, table] : state_->catalog().tables()) {
      if (table.schema().has_stream() != (table.stream() != kNoStream))
        return Corrupt("it has lost a stream");
    }
    if (last_read_sequence_ != 0 && end.sequence != last_read_sequence_)
      return Corrupt("its parts are of different checkpoints");
    if (end.next_table_number < state_->next_table_number())
      return Corrupt("its next table number is taken");
    if (end.next_stream_number < state_->next_stream_number())
      return Corrupt("its next stream number is taken");
    if (end.next_table_number > kRecoveredTableNumberMax || end.sequence > kRecoveredSequenceMax ||
        end.next_stream_number > kRecoveredStreamNumberMax) {
      return Corrupt("its numbers are out of range");
    }
    FinishCheckpoint(state_, end.sequence, end.now_ms, end.next_table_number,
                     end.next_stream_number);
    checkpoint_sequence_ = end.sequence;
    last_read_sequence_ = 0;
    *ended = true;
    return true;
  }
  WriteBatch part;
  const DecodeFault fault = DecodeBatch(payload, &part, &why);
  if (fault == DecodeFault::kMemory) return Refuse(kNoMemory);
  if (fault == DecodeFault::kMalformed) return Corrupt(why);
  if (part.sequence == 0 || (last_read_sequence_ != 0 && part.sequence != last_read_sequence_)) {
    return Corrupt("its parts are of different checkpoints");
  }
  last_read_sequence_ = part.sequence;
  if (const auto fault_of_part = CheckCheckpointPart(*state_, part))
    return Corrupt("a part cannot be applied: " + *fault_of_part);
  if (!HaveKeysOfTheirItems(*state_, part)) return Corrupt(kWrongKey);
  if (!PrepareCommit(state_, &part)) return Refuse(kNoMemory);
  ApplyCheckpointPart(state_, std::move(part));
  return true;
}

bool Recovery::ReadSegment(Bytes file, bool last) {
  if (failed_) return false;
  HR_CHECK(started_ || (state_->last_sequence() == 0 && state_->catalog().table_count() == 0));
  started_ = true;
  in_segments_ = true;
  file_word_ = "log";
  whole_bytes_ = 0;
  if (last && IsTornHeader(file)) return true;
  std::string why;
  Bytes rest = file;
  if (!ReadFileHeader(FileKind::kLog, &rest, &why)) return Refuse(std::move(why));
  while (true) {
    whole_bytes_ = file.size() - rest.size();
    Bytes payload;
    const FrameFault fault = ReadFrame(&rest, &payload, &why);
    if (fault == FrameFault::kEnd) return true;
    if (fault == FrameFault::kTorn)
      return last || Corrupt("it ends inside a frame though another segment follows");
    if (fault == FrameFault::kBad) return Corrupt(why);
    if (!ApplyCommit(payload)) return false;
  }
}

bool Recovery::ApplyCommit(Bytes payload) {
  std::string why;
  FrameKind kind;
  if (!ReadFrameKind(payload, &kind) || kind != FrameKind::kCommit)
    return Corrupt("a frame does not belong here");
  WriteBatch batch;
  const DecodeFault fault = DecodeBatch(payload, &batch, &why);
  if (fault == DecodeFault::kMemory) return Refuse(kNoMemory);
  if (fault == DecodeFault::kMalformed) return Corrupt(why);

  // Commits that the checkpoint covers may come first, and may lack their end: the host may have
  // lost unflushed frames of them.
  const uint64_t sequence = batch.sequence;
  const uint64_t after_checkpoint = checkpoint_sequence_ + 1;
  const bool begins = commit_count_ == 0 && sequence >= 1 && sequence <= after_checkpoint;
  const bool follows = commit_count_ > 0 && sequence == last_read_sequence_ + 1;
  const bool goes_on =
      commit_count_ > 0 && last_read_sequence_ < after_checkpoint && sequence == after_checkpoint;
  if (!begins && !follows && !goes_on) {
    return Corrupt("commit " + std::to_string(sequence) + " follows commit " +
                   std::to_string(commit_count_ > 0 ? last_read_sequence_ : checkpoint_sequence_));
  }
  if (sequence > checkpoint_sequence_) {
    if (const auto fault_of_batch = CheckBatch(*state_, batch))
      return Corrupt("a commit cannot be applied: " + *fault_of_batch);
    if (!HaveKeysOfTheirItems(*state_, batch)) return Corrupt(kWrongKey);
    LogSink* const sink = state_->log_sink();
    state_->set_log_sink(nullptr);
    const bool prepared = PrepareCommit(state_, &batch);
    if (prepared) Commit(state_, std::move(batch));
    state_->set_log_sink(sink);
    if (!prepared) return Refuse(kNoMemory);
  }
  last_read_sequence_ = sequence;
  commit_count_++;
  return true;
}

}  // namespace hashrange::store
