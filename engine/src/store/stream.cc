#include "store/stream.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/coding.h"
#include "base/utf8.h"

namespace hashrange::store {
namespace {

bool GetText(Bytes* from, std::string* text) {
  Bytes bytes;
  if (!base::GetLengthPrefixed(from, &bytes) || !base::IsUtf8(bytes)) return false;
  text->assign(bytes);
  return true;
}

bool GetSchema(Bytes* from, StreamSchema* schema) {
  uint8_t view_type = 0;
  uint8_t has_sort_key = 0;
  if (!GetText(from, &schema->table_name) || !base::GetFixed64(from, &schema->label_ms) ||
      !base::GetByte(from, &view_type) || view_type == 0 ||
      view_type > static_cast<uint8_t>(model::StreamViewType::kNewAndOldImages) ||
      !model::GetKeyAttribute(from, &schema->partition_key) ||
      !base::GetByte(from, &has_sort_key) || has_sort_key > 1) {
    return false;
  }
  schema->view_type = static_cast<model::StreamViewType>(view_type);
  if (has_sort_key == 0) return true;
  return model::GetKeyAttribute(from, &schema->sort_key.emplace()) &&
         schema->sort_key->name != schema->partition_key.name;
}

bool GetShard(Bytes* from, ShardHeader* shard) {
  return base::GetVarint(from, &shard->stamp) && base::GetVarint(from, &shard->parent) &&
         base::GetFixed64(from, &shard->created_ms) &&
         base::GetVarint(from, &shard->first_number) &&
         base::GetVarint(from, &shard->last_number) && base::GetFixed64(from, &shard->closed_ms) &&
         base::GetVarint(from, &shard->record_count);
}

}  // namespace

StreamSchema StreamSchema::Of(const model::TableSchema& table) {
  return {table.table_name, table.stream_label_ms, table.stream_view_type, table.partition_key,
          table.sort_key};
}

const Shard* Stream::FindShard(uint64_t stamp) const {
  const auto found =
      std::lower_bound(shards_.begin(), shards_.end(), stamp,
                       [](const Shard& shard, uint64_t wanted) { return shard.stamp < wanted; });
  return found == shards_.end() || found->stamp != stamp ? nullptr : &*found;
}

Shard* Stream::MutableShard(uint64_t stamp) {
  const Shard* shard = FindShard(stamp);
  HR_CHECK(shard != nullptr);
  return &shards_[static_cast<size_t>(shard - shards_.data())];
}

uint64_t Stream::Open(uint64_t parent, uint64_t now_ms, NodePool* pool) {
  ShardHeader shard;
  shard.stamp = std::min(now_ms, kShardStampMax);
  if (!shards_.empty()) shard.stamp = std::max(shard.stamp, shards_.back().stamp + 1);
  // The last shard may be gone while its child is not.
  shard.stamp = std::max(shard.stamp, parent + 1);
  shard.parent = parent;
  shard.created_ms = now_ms;
  shard.first_number = TakeNumber();
  shards_.emplace_back(shard, pool);
  FindDue();
  return shard.stamp;
}

void Stream::Close(uint64_t stamp, uint64_t closed_ms) {
  Shard* shard = MutableShard(stamp);
  HR_CHECK(shard->open());
  shard->last_number = TakeNumber();
  shard->closed_ms = closed_ms;
  FindDue();
}

void Stream::Disable(uint64_t now_ms) {
  HR_CHECK(enabled());
  for (Shard& shard : shards_) {
    if (!shard.open()) continue;
    shard.last_number = TakeNumber();
    shard.closed_ms = now_ms;
  }
  // 0 means enabled.
  disabled_ms_ = std::max<uint64_t>(now_ms, 1);
  FindDue();
}

void Stream::DropShards(uint64_t now_ms) {
  shards_.erase(std::remove_if(shards_.begin(), shards_.end(),
                               [now_ms](const Shard& shard) { return shard.IsGone(now_ms); }),
                shards_.end());
  FindDue();
}

void Stream::Restore(uint64_t disabled_ms, uint64_t next_number,
                     const std::vector<ShardHeader>& shards, NodePool* pool) {
  disabled_ms_ = disabled_ms;
  next_number_ = next_number;
  for (ShardHeader header : shards) {
    header.record_count = 0;  // counted as they come
    shards_.emplace_back(header, pool);
  }
  FindDue();
}

void Stream::FindDue() {
  due_ms_ = enabled() ? UINT64_MAX : LaterMs(disabled_ms_, kStreamRetentionMs);
  for (const Shard& shard : shards_) {
    due_ms_ = std::min(due_ms_, shard.open() ? LaterMs(shard.created_ms, kShardLifeMs)
                                             : LaterMs(shard.closed_ms, kStreamRetentionMs));
  }
}

void EncodeStreamHeader(const StreamHeader& header, std::string* to) {
  const StreamSchema& schema = header.schema;
  base::PutLengthPrefixed(to, schema.table_name);
  base::PutFixed64(to, schema.label_ms);
  to->push_back(static_cast<char>(schema.view_type));
  model::PutKeyAttribute(schema.partition_key, to);
  to->push_back(schema.sort_key.has_value() ? '\1' : '\0');
  if (schema.sort_key.has_value()) model::PutKeyAttribute(*schema.sort_key, to);
  base::PutFixed64(to, header.disabled_ms);
  base::PutVarint(to, header.next_number);
  base::PutVarint(to, header.table);
  base::PutVarint(to, header.shards.size());
  for (const ShardHeader& shard : header.shards) {
    base::PutVarint(to, shard.stamp);
    base::PutVarint(to, shard.parent);
    base::PutFixed64(to, shard.created_ms);
    base::PutVarint(to, shard.first_number);
    base::PutVarint(to, shard.last_number);
    base::PutFixed64(to, shard.closed_ms);
    base::PutVarint(to, shard.record_count);
  }
  base::PutVarint(to, header.open_shards.size());
  for (const uint64_t stamp : header.open_shards) base::PutVarint(to, stamp);
}

// Counts are not trusted with memory: an element that is not there ends the loop.
bool DecodeStreamHeader(Bytes bytes, StreamHeader* header) {
  uint64_t table = 0;
  uint64_t count = 0;
  if (!GetSchema(&bytes, &header->schema) || !base::GetFixed64(&bytes, &header->disabled_ms) ||
      !base::GetVarint(&bytes, &header->next_number) || !base::GetVarint(&bytes, &table) ||
      table > UINT32_MAX || !base::GetVarint(&bytes, &count)) {
    return false;
  }
  header->table = static_cast<uint32_t>(table);
  for (uint64_t i = 0; i < count; i++) {
    if (!GetShard(&bytes, &header->shards.emplace_back())) return false;
  }
  if (!base::GetVarint(&bytes, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    if (!base::GetVarint(&bytes, &header->open_shards.emplace_back())) return false;
  }
  return bytes.empty();
}

}  // namespace hashrange::store
