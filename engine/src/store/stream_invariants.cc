#include "store/stream_invariants.h"

#include <algorithm>

#include "store/invariants.h"
#include "store/stream_record.h"

namespace hashrange::store {
namespace {

using Complaint = std::optional<std::string>;

Complaint CheckImage(const StreamSchema& schema, const Row* image, const Partition* partition) {
  if (image == nullptr) return "A record lacks an image.";
  if (Complaint complaint = CheckRow(schema.partition_key, schema.sort_key, *image))
    return "Of a record: " + *complaint;
  if (partition != nullptr && !partition->Contains(image->key()))
    return "A record lies in the shard of another partition.";
  return std::nullopt;
}

Complaint CheckRecords(const Stream& stream, const Shard& shard, const Partition* partition,
                       uint64_t last_now_ms) {
  uint64_t row_count = 0;
  uint64_t item_bytes = 0;
  if (Complaint complaint = CheckTree(shard.records, &row_count, &item_bytes)) return complaint;
  uint64_t count = 0;
  uint64_t rows = 0;
  uint64_t number = shard.first_number;
  uint64_t time_ms = 0;
  for (RecordCursor cursor(shard.records, 0); cursor.valid(); cursor.Next()) {
    const RecordView& record = cursor.record();
    if (record.header.number <= number) return "A record's number is taken.";
    if (record.header.time_ms < time_ms) return "A record is older than the one before it.";
    number = record.header.number;
    time_ms = record.header.time_ms;
    const bool two = HasTwoImages(stream.schema().view_type, record.header.event);
    if (two != (record.second != nullptr)) return "A record has not the images of its stream.";
    if (Complaint complaint = CheckImage(stream.schema(), record.first, partition))
      return complaint;
    if (two) {
      if (Complaint complaint = CheckImage(stream.schema(), record.second, partition))
        return complaint;
      if (!(record.first->key() == record.second->key()))
        return "A record has images of different items.";
    }
    count++;
    rows += two ? 2 : 1;
  }
  if (count != shard.record_count) return "A shard's count of records is wrong.";
  if (rows != row_count) return "A shard has rows of no record.";
  if (time_ms > last_now_ms) return "A record is of the future.";
  if (count > 0 && time_ms != shard.latest_ms) return "A shard's last time is wrong.";
  const uint64_t end = shard.open() ? stream.next_number() : shard.last_number;
  if (number >= end) return "A record lies behind the end of its shard.";
  return std::nullopt;
}

// The partition whose records go to that shard; null when there is none.
const Partition* PartitionOf(const Table* table, const Shard& shard) {
  if (table == nullptr || !shard.open()) return nullptr;
  for (const Partition& partition : table->partitions()) {
    if (partition.shard == shard.stamp) return &partition;
  }
  return nullptr;
}

Complaint CheckTableOf(const Stream& stream, const Table* table) {
  if (table == nullptr || table->stream() != stream.number())
    return "It is enabled, and its table does not know it.";
  if (!(StreamSchema::Of(table->schema()) == stream.schema()))
    return "It is not what its table says.";
  const auto open = static_cast<size_t>(
      std::count_if(stream.shards().begin(), stream.shards().end(),
                    [](const Shard& shard) { return shard.open(); }));
  if (open != table->partitions().size()) return "It has not one open shard for each partition.";
  for (const Partition& partition : table->partitions()) {
    const Shard* shard = stream.FindShard(partition.shard);
    if (shard == nullptr || !shard->open()) return "A partition's shard is not open.";
  }
  return std::nullopt;
}

Complaint CheckStream(const State& state, const Stream& stream) {
  const Table* table = nullptr;
  if (stream.enabled()) {
    table = state.catalog().Find(Bytes(stream.schema().table_name));
    if (Complaint complaint = CheckTableOf(stream, table)) return complaint;
  }
  const std::vector<ShardHeader> headers(stream.shards().begin(), stream.shards().end());
  if (Complaint complaint = CheckShards(headers, stream.next_number())) return complaint;
  uint64_t due_ms = stream.enabled() ? UINT64_MAX : LaterMs(stream.disabled_ms(), kStreamRetentionMs);
  for (const Shard& shard : stream.shards()) {
    if (shard.open() && !stream.enabled()) return "It is disabled, and has an open shard.";
    const Partition* partition = PartitionOf(table, shard);
    if (shard.open() && partition == nullptr) return "An open shard has no partition.";
    if (Complaint complaint = CheckRecords(stream, shard, partition, state.last_now_ms()))
      return complaint;
    due_ms = std::min(due_ms, shard.open() ? LaterMs(shard.created_ms, kShardLifeMs)
                                           : LaterMs(shard.closed_ms, kStreamRetentionMs));
  }
  if (due_ms != stream.due_ms()) return "It is tended at a wrong time.";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> CheckShards(const std::vector<ShardHeader>& shards,
                                       uint64_t next_number) {
  std::vector<uint64_t> numbers;
  uint64_t stamp = 0;
  for (const ShardHeader& shard : shards) {
    // Stamp 0 is that of no shard.
    if (shard.stamp <= stamp || shard.stamp > kShardStampMax) return "its shards are out of order";
    stamp = shard.stamp;
    if (shard.parent >= shard.stamp) return "a shard is older than its parent";
    if (shard.first_number == 0 || shard.first_number >= next_number ||
        shard.last_number >= next_number ||
        (!shard.open() && shard.last_number <= shard.first_number)) {
      return "a shard's numbers are out of range";
    }
    numbers.push_back(shard.first_number);
    if (!shard.open()) numbers.push_back(shard.last_number);
  }
  std::sort(numbers.begin(), numbers.end());
  if (std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end())
    return "two shards have the same number";
  return std::nullopt;
}

std::optional<std::string> CheckStreams(const State& state) {
  uint32_t number = 0;
  for (const Stream& stream : state.streams()) {
    if (stream.number() <= number) return "Streams are out of order.";
    number = stream.number();
    if (number >= state.next_stream_number()) return "The next stream number is taken.";
    for (const Stream& other : state.streams()) {
      if (&other != &stream && other.schema().table_name == stream.schema().table_name &&
          other.schema().label_ms == stream.schema().label_ms) {
        return "Two streams have the same label.";
      }
    }
    if (Complaint complaint = CheckStream(state, stream))
      return "A stream of table \"" + stream.schema().table_name + "\": " + *complaint;
  }
  return std::nullopt;
}

}  // namespace hashrange::store
