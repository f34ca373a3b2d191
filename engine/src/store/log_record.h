// The bytes of the log and of checkpoints: file headers, frames and batches, written and read.
// engine/doc/log_format.md has the grammar and says why. Readers trust nothing: every bound, type
// and item is checked. Tested by log_record_test.cc.
#ifndef HASHRANGE_STORE_LOG_RECORD_H_
#define HASHRANGE_STORE_LOG_RECORD_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "hashrange/bytes.h"
#include "store/write_batch.h"

namespace hashrange::store {

// There is no version 3: versions in use differ in two bits at least, so that one flipped bit never
// makes a file pass for one of another version.
inline constexpr uint32_t kLogFormatVersion = 4;
inline constexpr uint32_t kNoLogFormatVersion = 3;
inline constexpr size_t kFileHeaderBytes = 16;
inline constexpr size_t kFrameHeaderBytes = 12;

enum class FileKind : uint8_t { kLog, kCheckpoint };

// The 16 bytes that every file of that kind begins with.
std::string FileHeader(FileKind kind);

// Takes the header off the front of a file. On failure *why says what the file is instead.
bool ReadFileHeader(FileKind kind, Bytes* file, std::string* why);

// The numbers are part of the log format.
enum class FrameKind : uint8_t { kCommit = 1, kCheckpointPart = 2, kCheckpointEnd = 3 };

// What a frame of kind kCheckpointEnd says.
struct CheckpointEnd {
  uint64_t sequence = 0;
  uint64_t now_ms = 0;
  uint32_t next_table_number = 1;
  uint64_t item_count = 0;  // of all tables: a checkpoint that lost a part is noticed
  uint32_t next_stream_number = 1;
  uint64_t record_count = 0;  // of all streams, likewise
};

// Appends one whole frame.
void AppendFrame(std::string* to, FrameKind kind, const WriteBatch& batch);
void AppendCheckpointEnd(std::string* to, const CheckpointEnd& end);

// A bound on the bytes of the frame of that batch.
size_t FrameBytesMax(const WriteBatch& batch);

enum class FrameFault : uint8_t {
  kNone,
  kEnd,   // no bytes left
  kTorn,  // the bytes end inside this frame, or its checksum is wrong and nothing follows: a write
          // that was cut short
  kBad,   // anything else
};

// Takes one frame off the front of `from` and gives its payload. On a fault `from` is unchanged; on
// kBad *why says what is wrong.
FrameFault ReadFrame(Bytes* from, Bytes* payload, std::string* why);

// Reads the payload of a frame. kMemory: there was no memory for a row.
enum class DecodeFault : uint8_t { kNone, kMalformed, kMemory };
bool ReadFrameKind(Bytes payload, FrameKind* kind);
DecodeFault DecodeBatch(Bytes payload, WriteBatch* batch,
                        std::string* why);  // kCommit, kCheckpointPart
DecodeFault DecodeCheckpointEnd(Bytes payload, CheckpointEnd* end, std::string* why);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_LOG_RECORD_H_
