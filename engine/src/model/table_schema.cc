// schema    := version:byte name:string id:string created_ms:fixed64
//              count:varint attribute*  partition_key:attribute  has_sort_key:byte [attribute]
//              billing_mode:byte read:fixed64 write:fixed64 deletion_protection:byte
//              table_class:string count:varint (tag_key:string tag_value:string)*
//              next_index_number:varint count:varint index*
//              has_time_to_live:byte [index] time_to_live_changed_ms:fixed64
//              on_demand_ms:fixed64 deletion_protection_changed_ms:fixed64
//              table_class_changed_ms:fixed64 table_class_changed_before_ms:fixed64
//              changes                                  (from next_index_number: version 2)
//              stream_view_type:byte stream_label_ms:fixed64                       (version 3)
// index     := number:varint name:string kind:byte
//              count:varint attribute* count:varint attribute*                   partition, sort
//              keys projection:byte count:varint name:string* read:fixed64 write:fixed64 changes
// changes   := increased_ms:fixed64 decreased_ms:fixed64 decreases:fixed32       of throughput
// attribute := name:string type:byte          string := length-prefixed
#include "model/table_schema.h"

#include <algorithm>

#include "base/coding.h"
#include "base/utf8.h"

namespace hashrange::model {
namespace {

// Partition keys of an index, and sort keys. A row's key has 16 bits for its length: more would not
// fit. Source: AWS Developer Guide, "Multi-attribute keys".
constexpr size_t kIndexKeysMax = 4;
// Above any number in use, so that the next one never comes round.
constexpr uint32_t kIndexNumberMax = UINT32_MAX / 2;

constexpr uint8_t kVersion = 3;
constexpr uint8_t kVersionWithoutStreams = 2;
constexpr uint8_t kVersionWithoutIndexes = 1;

void PutByte(std::string* to, uint8_t byte) { to->push_back(static_cast<char>(byte)); }

void PutAttribute(std::string* to, const KeyAttribute& attribute) {
  base::PutLengthPrefixed(to, attribute.name);
  PutByte(to, static_cast<uint8_t>(attribute.type));
}

bool GetString(Bytes* from, std::string* text) {
  Bytes bytes;
  // Responses are UTF-8, and all of these texts can be in one.
  if (!base::GetLengthPrefixed(from, &bytes) || !base::IsUtf8(bytes)) return false;
  text->assign(bytes);
  return true;
}

bool GetBool(Bytes* from, bool* value) {
  uint8_t byte = 0;
  if (!base::GetByte(from, &byte) || byte > 1) return false;
  *value = byte == 1;
  return true;
}

bool GetUnits(Bytes* from, int64_t* units) {
  uint64_t bits = 0;
  if (!base::GetFixed64(from, &bits)) return false;
  *units = static_cast<int64_t>(bits);
  return true;
}

bool GetAttribute(Bytes* from, KeyAttribute* attribute) {
  uint8_t type = 0;
  if (!GetString(from, &attribute->name) || !base::GetByte(from, &type)) return false;
  attribute->type = static_cast<AttributeType>(type);
  return IsScalarKey(attribute->type);
}

bool GetNumber(Bytes* from, uint32_t* number) {
  uint64_t read = 0;
  if (!base::GetVarint(from, &read) || read > UINT32_MAX) return false;
  *number = static_cast<uint32_t>(read);
  return true;
}

// Counts are not trusted with memory: an element that is not there ends the loop.
bool GetAttributes(Bytes* from, std::vector<KeyAttribute>* attributes) {
  uint64_t count = 0;
  if (!base::GetVarint(from, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    KeyAttribute attribute;
    if (!GetAttribute(from, &attribute)) return false;
    attributes->push_back(std::move(attribute));
  }
  return true;
}

void PutAttributes(std::string* to, const std::vector<KeyAttribute>& attributes) {
  base::PutVarint(to, attributes.size());
  for (const KeyAttribute& attribute : attributes) PutAttribute(to, attribute);
}

void PutUnits(std::string* to, const Throughput& throughput) {
  base::PutFixed64(to, static_cast<uint64_t>(throughput.read_capacity_units));
  base::PutFixed64(to, static_cast<uint64_t>(throughput.write_capacity_units));
}

bool GetUnits(Bytes* from, Throughput* throughput) {
  return GetUnits(from, &throughput->read_capacity_units) &&
         GetUnits(from, &throughput->write_capacity_units);
}

void PutChanges(std::string* to, const Throughput& throughput) {
  base::PutFixed64(to, throughput.increased_ms);
  base::PutFixed64(to, throughput.decreased_ms);
  base::PutFixed32(to, throughput.decreases);
}

bool GetChanges(Bytes* from, Throughput* throughput) {
  return base::GetFixed64(from, &throughput->increased_ms) &&
         base::GetFixed64(from, &throughput->decreased_ms) &&
         base::GetFixed32(from, &throughput->decreases);
}

void PutIndex(std::string* to, const IndexSchema& index) {
  base::PutVarint(to, index.number);
  base::PutLengthPrefixed(to, index.name);
  PutByte(to, static_cast<uint8_t>(index.kind));
  PutAttributes(to, index.partition_keys);
  PutAttributes(to, index.sort_keys);
  PutByte(to, static_cast<uint8_t>(index.projection));
  base::PutVarint(to, index.non_key_attributes.size());
  for (const std::string& name : index.non_key_attributes) base::PutLengthPrefixed(to, name);
  PutUnits(to, index.throughput);
  PutChanges(to, index.throughput);
}

bool GetIndex(Bytes* from, IndexSchema* index) {
  uint8_t kind = 0;
  uint8_t projection = 0;
  uint64_t count = 0;
  if (!GetNumber(from, &index->number) || !GetString(from, &index->name) ||
      !base::GetByte(from, &kind) || kind > static_cast<uint8_t>(IndexKind::kExpiry) ||
      !GetAttributes(from, &index->partition_keys) || !GetAttributes(from, &index->sort_keys) ||
      !base::GetByte(from, &projection) ||
      projection > static_cast<uint8_t>(ProjectionType::kInclude) ||
      !base::GetVarint(from, &count)) {
    return false;
  }
  index->kind = static_cast<IndexKind>(kind);
  index->projection = static_cast<ProjectionType>(projection);
  for (uint64_t i = 0; i < count; i++) {
    if (!GetString(from, &index->non_key_attributes.emplace_back())) return false;
  }
  return GetUnits(from, &index->throughput) && GetChanges(from, &index->throughput) &&
         !index->partition_keys.empty();
}

// How many key attributes an index of its kind has, and that a local one has the table's partition
// key.
bool HasFittingKeys(const IndexSchema& index, const TableSchema& schema) {
  const size_t partition_keys = index.partition_keys.size();
  const size_t sort_keys = index.sort_keys.size();
  switch (index.kind) {
    case IndexKind::kGlobal:
      return partition_keys <= kIndexKeysMax && sort_keys <= kIndexKeysMax;
    case IndexKind::kLocal:
      return schema.sort_key && partition_keys == 1 && sort_keys == 1 &&
             index.partition_keys[0].name == schema.partition_key.name &&
             index.partition_keys[0].type == schema.partition_key.type;
    case IndexKind::kExpiry:
      return partition_keys == 1 && sort_keys == 0 &&
             index.partition_keys[0].type == AttributeType::kN;
  }
  return false;
}

// What everything that works on a schema takes for granted: numbers are given once, keys of indexes
// are not too many and fit the table, an expiry queue is no index of a table's list.
bool IsSound(const TableSchema& schema) {
  if (schema.next_index_number == 0 || schema.next_index_number > kIndexNumberMax) return false;
  std::vector<uint32_t> numbers;
  for (const IndexSchema& index : schema.indexes) {
    if (index.kind == IndexKind::kExpiry || !HasFittingKeys(index, schema)) return false;
    numbers.push_back(index.number);
  }
  if (schema.time_to_live) {
    const IndexSchema& queue = *schema.time_to_live;
    if (queue.kind != IndexKind::kExpiry || !HasFittingKeys(queue, schema)) return false;
    numbers.push_back(queue.number);
  }
  std::sort(numbers.begin(), numbers.end());
  return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end() &&
         (numbers.empty() || (numbers.front() >= 1 && numbers.back() < schema.next_index_number));
}

bool GetIndexes(Bytes* from, TableSchema* schema) {
  uint64_t count = 0;
  if (!GetNumber(from, &schema->next_index_number) || !base::GetVarint(from, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    if (!GetIndex(from, &schema->indexes.emplace_back())) return false;
  }
  bool has_time_to_live = false;
  if (!GetBool(from, &has_time_to_live)) return false;
  if (has_time_to_live && !GetIndex(from, &schema->time_to_live.emplace())) return false;
  return base::GetFixed64(from, &schema->time_to_live_changed_ms) && IsSound(*schema);
}

bool GetSettingChanges(Bytes* from, TableSchema* schema) {
  return base::GetFixed64(from, &schema->on_demand_ms) &&
         base::GetFixed64(from, &schema->deletion_protection_changed_ms) &&
         base::GetFixed64(from, &schema->table_class_changed_ms) &&
         base::GetFixed64(from, &schema->table_class_changed_before_ms) &&
         GetChanges(from, &schema->throughput);
}

// A stream that is enabled has a label.
bool GetStream(Bytes* from, TableSchema* schema) {
  uint8_t view_type = 0;
  if (!base::GetByte(from, &view_type) ||
      view_type > static_cast<uint8_t>(StreamViewType::kNewAndOldImages) ||
      !base::GetFixed64(from, &schema->stream_label_ms)) {
    return false;
  }
  schema->stream_view_type = static_cast<StreamViewType>(view_type);
  return !schema->has_stream() || schema->stream_label_ms != 0;
}

}  // namespace

// Here once, instead of wherever a schema is made or goes.
TableSchema::TableSchema() = default;
TableSchema::~TableSchema() = default;
TableSchema::TableSchema(const TableSchema&) = default;
TableSchema::TableSchema(TableSchema&&) noexcept = default;
TableSchema& TableSchema::operator=(const TableSchema&) = default;
TableSchema& TableSchema::operator=(TableSchema&&) noexcept = default;

const IndexSchema* TableSchema::FindIndex(std::string_view name) const {
  for (const IndexSchema& index : indexes) {
    if (index.name == name) return &index;
  }
  return nullptr;
}

bool TableSchema::has_local_indexes() const {
  return std::any_of(indexes.begin(), indexes.end(),
                     [](const IndexSchema& index) { return index.kind == IndexKind::kLocal; });
}

void FinishSchema(TableSchema* schema) {
  for (IndexSchema& index : schema->indexes) {
    index.table_keys.assign(1, schema->partition_key);
    if (schema->sort_key) index.table_keys.push_back(*schema->sort_key);
    index.kept.clear();
    if (index.projection == ProjectionType::kAll) continue;
    index.kept.push_back(schema->partition_key.name);
    if (schema->sort_key) index.kept.push_back(schema->sort_key->name);
    for (const KeyAttribute& key : index.partition_keys) index.kept.push_back(key.name);
    for (const KeyAttribute& key : index.sort_keys) index.kept.push_back(key.name);
    for (const std::string& name : index.non_key_attributes) index.kept.push_back(name);
    std::sort(index.kept.begin(), index.kept.end());
    index.kept.erase(std::unique(index.kept.begin(), index.kept.end()), index.kept.end());
  }
}

IndexSchema ExpiryIndex(uint32_t number, std::string attribute) {
  IndexSchema index;
  index.number = number;
  index.kind = IndexKind::kExpiry;
  index.partition_keys.push_back(KeyAttribute{std::move(attribute), AttributeType::kN});
  return index;
}

void EncodeTableSchema(const TableSchema& schema, std::string* to) {
  PutByte(to, kVersion);
  base::PutLengthPrefixed(to, schema.table_name);
  base::PutLengthPrefixed(to, schema.table_id);
  base::PutFixed64(to, schema.created_ms);
  PutAttributes(to, schema.attribute_definitions);
  PutAttribute(to, schema.partition_key);
  PutByte(to, schema.sort_key.has_value() ? 1 : 0);
  if (schema.sort_key.has_value()) PutAttribute(to, *schema.sort_key);
  PutByte(to, static_cast<uint8_t>(schema.billing_mode));
  PutUnits(to, schema.throughput);
  PutByte(to, schema.deletion_protection ? 1 : 0);
  base::PutLengthPrefixed(to, schema.table_class);
  base::PutVarint(to, schema.tags.size());
  for (const auto& [key, value] : schema.tags) {
    base::PutLengthPrefixed(to, key);
    base::PutLengthPrefixed(to, value);
  }
  base::PutVarint(to, schema.next_index_number);
  base::PutVarint(to, schema.indexes.size());
  for (const IndexSchema& index : schema.indexes) PutIndex(to, index);
  PutByte(to, schema.time_to_live.has_value() ? 1 : 0);
  if (schema.time_to_live.has_value()) PutIndex(to, *schema.time_to_live);
  base::PutFixed64(to, schema.time_to_live_changed_ms);
  base::PutFixed64(to, schema.on_demand_ms);
  base::PutFixed64(to, schema.deletion_protection_changed_ms);
  base::PutFixed64(to, schema.table_class_changed_ms);
  base::PutFixed64(to, schema.table_class_changed_before_ms);
  PutChanges(to, schema.throughput);
  PutByte(to, static_cast<uint8_t>(schema.stream_view_type));
  base::PutFixed64(to, schema.stream_label_ms);
}

bool DecodeTableSchema(Bytes bytes, TableSchema* schema) {
  TableSchema read;
  uint8_t version = 0;
  uint64_t count = 0;
  if (!base::GetByte(&bytes, &version)) return false;
  if (version < kVersionWithoutIndexes || version > kVersion) return false;
  if (!GetString(&bytes, &read.table_name) || !GetString(&bytes, &read.table_id)) return false;
  if (!base::GetFixed64(&bytes, &read.created_ms)) return false;

  if (!GetAttributes(&bytes, &read.attribute_definitions)) return false;
  if (!GetAttribute(&bytes, &read.partition_key)) return false;
  bool has_sort_key = false;
  if (!GetBool(&bytes, &has_sort_key)) return false;
  if (has_sort_key && !GetAttribute(&bytes, &read.sort_key.emplace())) return false;
  if (has_sort_key && read.sort_key->name == read.partition_key.name) return false;

  bool on_demand = false;
  if (!GetBool(&bytes, &on_demand)) return false;
  read.billing_mode = on_demand ? BillingMode::kPayPerRequest : BillingMode::kProvisioned;
  if (!GetUnits(&bytes, &read.throughput)) return false;
  if (!GetBool(&bytes, &read.deletion_protection)) return false;
  if (!GetString(&bytes, &read.table_class)) return false;

  if (!base::GetVarint(&bytes, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    std::pair<std::string, std::string> tag;
    if (!GetString(&bytes, &tag.first) || !GetString(&bytes, &tag.second)) return false;
    read.tags.push_back(std::move(tag));
  }
  if (version == kVersionWithoutIndexes) {
    if (on_demand) read.on_demand_ms = read.created_ms;
  } else if (!GetIndexes(&bytes, &read) || !GetSettingChanges(&bytes, &read)) {
    return false;
  }
  if (version > kVersionWithoutStreams && !GetStream(&bytes, &read)) return false;
  if (!bytes.empty()) return false;
  FinishSchema(&read);
  *schema = std::move(read);
  return true;
}

}  // namespace hashrange::model
