// A stream of a table: what happened to its items, a record for each change, for 24 hours. Its
// shards follow the table's partitions: each partition has one open shard, which takes the records
// of its items; a split closes it and opens two children, and so does (with one child) about every
// four hours of its life. A stream outlives its being disabled, and its table, by 24 hours.
//
// Records follow from the changes of a commit, live and in recovery; nothing of them is in the log.
// A record is one or two rows in its shard's tree, in the order of its number (store/stream_record.h).
// Copying a stream is a snapshot of it: O(shards). Tested by stream_test.cc.
#ifndef HASHRANGE_STORE_STREAM_H_
#define HASHRANGE_STORE_STREAM_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/table_schema.h"
#include "store/cow_tree.h"

namespace hashrange::store {

// Source: AWS Developer Guide, "Change data capture for DynamoDB Streams": "Each shard ... data
// retention limit of 24 hours".
inline constexpr uint64_t kStreamRetentionMs = uint64_t{24} * 3'600'000;
// Source: AWS Developer Guide, "Using the DynamoDB Streams Kinesis adapter": shards roll over about
// every four hours.
inline constexpr uint64_t kShardLifeMs = uint64_t{4} * 3'600'000;

// Numbers of records lie in the upper bits of the keys that they are kept under.
inline constexpr int kRecordNumberShift = 20;
inline constexpr uint64_t kRecordNumberMax = (uint64_t{1} << (64 - kRecordNumberShift)) - 1;
// How far a file may have come (see state.h).
inline constexpr uint64_t kRecoveredRecordNumberMax = kRecordNumberMax / 2;
inline constexpr uint64_t kShardStampMax = UINT64_MAX / 4;
inline constexpr uint32_t kRecoveredStreamNumberMax = UINT32_MAX / 2;

// `delta_ms` after `ms`, or the end of time.
inline uint64_t LaterMs(uint64_t ms, uint64_t delta_ms) {
  return ms > UINT64_MAX - delta_ms ? UINT64_MAX : ms + delta_ms;
}
// Whether what was so at `ms` is no longer kept at `now_ms`.
inline bool IsPastRetention(uint64_t ms, uint64_t now_ms) {
  return LaterMs(ms, kStreamRetentionMs) <= now_ms;
}

// What stays the same for a stream's life.
struct StreamSchema {
  std::string table_name;
  uint64_t label_ms = 0;  // when it was enabled: its label, unique among the streams of a table's name
  model::StreamViewType view_type = model::StreamViewType::kKeysOnly;
  model::KeyAttribute partition_key;
  std::optional<model::KeyAttribute> sort_key;

  static StreamSchema Of(const model::TableSchema& table);
  friend bool operator==(const StreamSchema&, const StreamSchema&) = default;
};

// A shard without its records. Every number of a stream is given once, to a record, to the beginning
// of a shard or to its end.
struct ShardHeader {
  uint64_t stamp = 0;   // names it within its stream; ascends, and is about the time it was opened
  uint64_t parent = 0;  // the stamp of the shard that it goes on from; 0: none
  uint64_t created_ms = 0;
  uint64_t first_number = 0;  // below those of its records
  uint64_t last_number = 0;   // above them; 0 while it is open
  uint64_t closed_ms = 0;
  uint64_t record_count = 0;

  bool open() const { return last_number == 0; }
  // Whether it is no longer told of.
  bool IsGone(uint64_t now_ms) const { return !open() && IsPastRetention(closed_ms, now_ms); }
};

struct Shard : ShardHeader {
  Shard(const ShardHeader& header, NodePool* pool) : ShardHeader(header), records(pool) {}

  CowTree records;
  uint64_t latest_ms = 0;  // of its last record
};

class Stream {
 public:
  // An enabled stream without shards.
  Stream(uint32_t number, StreamSchema schema)
      : number_(number), schema_(std::make_shared<const StreamSchema>(std::move(schema))) {}

  // Given once and never reused in a database.
  uint32_t number() const { return number_; }
  const StreamSchema& schema() const { return *schema_; }
  bool enabled() const { return disabled_ms_ == 0; }
  uint64_t disabled_ms() const { return disabled_ms_; }  // 0 while enabled
  // Whether it is no longer told of.
  bool IsGone(uint64_t now_ms) const { return !enabled() && IsPastRetention(disabled_ms_, now_ms); }

  // The number that is given next.
  uint64_t next_number() const { return next_number_; }
  // In the order of their stamps.
  const std::vector<Shard>& shards() const { return shards_; }
  // Null when there is none.
  const Shard* FindShard(uint64_t stamp) const;

  // When Tend has something to do; UINT64_MAX: never.
  uint64_t due_ms() const { return due_ms_; }

  // For commit only: everybody else sees streams const.
  Shard* MutableShard(uint64_t stamp);
  uint64_t TakeNumber() { return next_number_++; }
  // Opens a shard and answers its stamp.
  uint64_t Open(uint64_t parent, uint64_t now_ms, NodePool* pool);
  void Close(uint64_t stamp, uint64_t closed_ms);
  // Closes all shards.
  void Disable(uint64_t now_ms);
  // Shards whose retention is over go.
  void DropShards(uint64_t now_ms);
  // As a checkpoint says: what stays the same is there already.
  void Restore(uint64_t disabled_ms, uint64_t next_number, const std::vector<ShardHeader>& shards,
               NodePool* pool);

 private:
  void FindDue();

  uint32_t number_;
  std::shared_ptr<const StreamSchema> schema_;
  uint64_t disabled_ms_ = 0;
  uint64_t next_number_ = 1;
  uint64_t due_ms_ = UINT64_MAX;
  std::vector<Shard> shards_;
};

// A whole stream but for its records: what a checkpoint has of it.
struct StreamHeader {
  StreamSchema schema;
  uint64_t disabled_ms = 0;
  uint64_t next_number = 0;
  uint32_t table = 0;  // the number of the table, while it is enabled
  std::vector<ShardHeader> shards;
  // While it is enabled: the stamps of the open shards, in the order of the table's partitions.
  std::vector<uint64_t> open_shards;
};

// header := table_name:string label_ms:fixed64 view_type:byte partition_key has_sort_key:byte
//           [sort_key] disabled_ms:fixed64 next_number:varint table:varint count:varint shard*
//           count:varint stamp:varint*
// shard  := stamp:varint parent:varint created_ms:fixed64 first:varint last:varint
//           closed_ms:fixed64 records:varint
// key    := name:string type:byte            string := length-prefixed
void EncodeStreamHeader(const StreamHeader& header, std::string* to);
// False when the bytes are not a header. What it says may still not fit the state.
bool DecodeStreamHeader(Bytes bytes, StreamHeader* header);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_STREAM_H_
