// schema    := version:byte name:string id:string created_ms:fixed64
//              count:varint attribute*  partition_key:attribute  has_sort_key:byte [attribute]
//              billing_mode:byte read:fixed64 write:fixed64 deletion_protection:byte
//              table_class:string count:varint (tag_key:string tag_value:string)*
//              next_index_number:varint count:varint index*
//              has_time_to_live:byte [index] time_to_live_changed_ms:fixed64
//              on_demand_ms:fixed64 deletion_protection_changed_ms:fixed64
//              table_class_changed_ms:fixed64 table_class_changed_before_ms:fixed64
//              changes                                  (from next_index_number: version 2)
//              count:varint (section:varint body:string)*                         (version 3)
// index     := number:varint name:string kind:byte
//              count:varint attribute* count:varint attribute*                   partition, sort
//              keys projection:byte count:varint name:string* read:fixed64 write:fixed64 changes
// changes   := increased_ms:fixed64 decreased_ms:fixed64 decreases:fixed32       of throughput
// attribute := name:string type:byte          string := length-prefixed
//
// A section holds what few tables have; it is not written where it would say nothing. Bodies:
//   1 settings   (index:varint max_read:fixed64 max_write:fixed64 warm_read:fixed64 warm_write:fixed64
//                warming_until_ms:fixed64)*                              index 0: the table itself
//   2 encryption key_arn:string updating_until_ms:fixed64 changed_ms:fixed64*
//   3 policy     text:string revision:fixed64 changed_ms:fixed64
//   4 lifecycle  creating_until_ms:fixed64 updating_until_ms:fixed64 job:byte
//                deleting_until_ms:fixed64 (index:varint allocating_until_ms:fixed64
//                filling_from_ms:fixed64 updating_until_ms:fixed64 deleting_until_ms:fixed64)*
//   5 vectors    (index attribute:string dimensions:varint distance:byte hash_position:varint)*
//   6 stream     view_type:byte label_ms:fixed64
//   7 warming    (index:varint warm_read_before:fixed64 warm_write_before:fixed64)*      as settings
//   8 policy of the stream, as 3
#include "model/table_schema.h"

#include <algorithm>

#include "base/coding.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "model/limits.h"

namespace hashrange::model {
namespace {

// Partition keys of an index, and sort keys. A row's key has 16 bits for its length: more would not
// fit. Source: AWS Developer Guide, "Multi-attribute keys".
constexpr size_t kIndexKeysMax = 4;
// Above any number in use, so that the next one never comes round.
constexpr uint32_t kIndexNumberMax = UINT32_MAX / 2;

constexpr uint8_t kVersion = 3;
constexpr uint8_t kVersionWithoutSections = 2;
constexpr uint8_t kVersionWithoutIndexes = 1;

enum Section : uint64_t {
  kSettings = 1,
  kEncryption,
  kPolicy,
  kLifecycle,
  kVectors,
  kStream,
  kWarming,
  kStreamPolicy,
};

void PutByte(std::string* to, uint8_t byte) { to->push_back(static_cast<char>(byte)); }

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
  if (!base::GetFixed64(from, &bits) || bits > static_cast<uint64_t>(kCapacityUnitsMax))
    return false;
  *units = static_cast<int64_t>(bits);
  return true;
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
    if (!GetKeyAttribute(from, &attribute)) return false;
    attributes->push_back(std::move(attribute));
  }
  return true;
}

void PutAttributes(std::string* to, const std::vector<KeyAttribute>& attributes) {
  base::PutVarint(to, attributes.size());
  for (const KeyAttribute& attribute : attributes) PutKeyAttribute(attribute, to);
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
      !base::GetByte(from, &kind) || kind > static_cast<uint8_t>(IndexKind::kVector) ||
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
         (index->kind == IndexKind::kVector || !index->partition_keys.empty());
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
    case IndexKind::kVector:
      return partition_keys <= 1 && sort_keys <= kInlineFiltersMax &&
             index.vector.dimensions >= 1 && index.vector.dimensions <= kDimensionsMax &&
             index.vector.hash_position <= sort_keys;
  }
  return false;
}

// What everything that works on a schema takes for granted: numbers are given once, keys of indexes
// are not too many and fit the table, an expiry queue is no index of a table's list.
bool IsSound(const TableSchema& schema) {
  if (schema.next_index_number == 0 || schema.next_index_number > kIndexNumberMax) return false;
  std::vector<uint32_t> numbers;
  for (const IndexSchema& index : schema.indexes) {
    if (index.kind == IndexKind::kExpiry || index.kind == IndexKind::kVector ||
        !HasFittingKeys(index, schema)) {
      return false;
    }
    numbers.push_back(index.number);
  }
  for (const IndexSchema& index : schema.vector_indexes) {
    if (index.kind != IndexKind::kVector || !HasFittingKeys(index, schema)) return false;
    numbers.push_back(index.number);
  }
  if (schema.time_to_live) {
    const IndexSchema& queue = *schema.time_to_live;
    if (queue.kind != IndexKind::kExpiry || !HasFittingKeys(queue, schema)) return false;
    numbers.push_back(queue.number);
  }
  base::Sort(numbers);
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
  return base::GetFixed64(from, &schema->time_to_live_changed_ms);
}

bool GetSettingChanges(Bytes* from, TableSchema* schema) {
  return base::GetFixed64(from, &schema->on_demand_ms) &&
         base::GetFixed64(from, &schema->deletion_protection_changed_ms) &&
         base::GetFixed64(from, &schema->table_class_changed_ms) &&
         base::GetFixed64(from, &schema->table_class_changed_before_ms) &&
         GetChanges(from, &schema->throughput);
}

// The table's latest stream, enabled or not.
bool GetStream(Bytes* from, TableSchema* schema) {
  uint8_t view_type = 0;
  if (!base::GetByte(from, &view_type) ||
      view_type > static_cast<uint8_t>(StreamViewType::kNewAndOldImages) ||
      !base::GetFixed64(from, &schema->stream_label_ms)) {
    return false;
  }
  schema->stream_view_type = static_cast<StreamViewType>(view_type);
  return schema->stream_label_ms != 0;
}

void PutSection(uint64_t section, Bytes body, uint64_t* count, std::string* to) {
  if (body.empty()) return;
  (*count)++;
  base::PutVarint(to, section);
  base::PutLengthPrefixed(to, body);
}

void PutThroughputSettings(uint32_t number, const ThroughputSettings& settings, std::string* to) {
  ThroughputSettings empty;
  empty.warm_read_before = settings.warm_read_before;
  empty.warm_write_before = settings.warm_write_before;
  if (settings == empty) return;
  base::PutVarint(to, number);
  base::PutFixed64(to, static_cast<uint64_t>(settings.max_read_units));
  base::PutFixed64(to, static_cast<uint64_t>(settings.max_write_units));
  base::PutFixed64(to, static_cast<uint64_t>(settings.warm_read_units));
  base::PutFixed64(to, static_cast<uint64_t>(settings.warm_write_units));
  base::PutFixed64(to, settings.warming_until_ms);
}

void PutWarming(uint32_t number, const ThroughputSettings& settings, std::string* to) {
  if (settings.warm_read_before == 0 && settings.warm_write_before == 0) return;
  base::PutVarint(to, number);
  base::PutFixed64(to, static_cast<uint64_t>(settings.warm_read_before));
  base::PutFixed64(to, static_cast<uint64_t>(settings.warm_write_before));
}

std::string LifecycleBody(const TableSchema& schema) {
  std::string body;
  bool holds = !(schema.lifecycle == TableLifecycle{});
  base::PutFixed64(&body, schema.lifecycle.creating_until_ms);
  base::PutFixed64(&body, schema.lifecycle.updating_until_ms);
  PutByte(&body, static_cast<uint8_t>(schema.lifecycle.job));
  base::PutFixed64(&body, schema.lifecycle.deleting_until_ms);
  ForEachIndex(schema, [&](const IndexSchema& index) {
    if (index.lifecycle == IndexLifecycle{}) return;
    holds = true;
    base::PutVarint(&body, index.number);
    base::PutFixed64(&body, index.lifecycle.allocating_until_ms);
    base::PutFixed64(&body, index.lifecycle.filling_from_ms);
    base::PutFixed64(&body, index.lifecycle.updating_until_ms);
    base::PutFixed64(&body, index.lifecycle.deleting_until_ms);
  });
  return holds ? body : std::string();
}

void PutPolicy(Section section, const ResourcePolicy& policy, uint64_t* count, std::string* to) {
  if (policy == ResourcePolicy{}) return;
  std::string body;
  base::PutLengthPrefixed(&body, policy.text);
  base::PutFixed64(&body, policy.revision);
  base::PutFixed64(&body, policy.changed_ms);
  PutSection(section, body, count, to);
}

void PutSections(const TableSchema& schema, std::string* to) {
  std::string sections;
  std::string body;
  uint64_t count = 0;
  PutThroughputSettings(0, schema.settings, &body);
  ForEachIndex(schema, [&](const IndexSchema& index) {
    PutThroughputSettings(index.number, index.settings, &body);
  });
  PutSection(kSettings, body, &count, &sections);
  if (!(schema.encryption == Encryption{})) {
    body.clear();
    base::PutLengthPrefixed(&body, schema.encryption.key_arn);
    base::PutFixed64(&body, schema.encryption.updating_until_ms);
    for (const uint64_t changed_ms : schema.encryption.changes_ms)
      base::PutFixed64(&body, changed_ms);
    PutSection(kEncryption, body, &count, &sections);
  }
  PutPolicy(kPolicy, schema.policy, &count, &sections);
  // Before what tells of them.
  body.clear();
  for (const IndexSchema& index : schema.vector_indexes) {
    PutIndex(&body, index);
    base::PutLengthPrefixed(&body, index.vector.attribute);
    base::PutVarint(&body, index.vector.dimensions);
    PutByte(&body, static_cast<uint8_t>(index.vector.distance));
    base::PutVarint(&body, index.vector.hash_position);
  }
  PutSection(kVectors, body, &count, &sections);
  PutSection(kLifecycle, LifecycleBody(schema), &count, &sections);
  if (schema.stream_label_ms != 0) {
    body.clear();
    PutByte(&body, static_cast<uint8_t>(schema.stream_view_type));
    base::PutFixed64(&body, schema.stream_label_ms);
    PutSection(kStream, body, &count, &sections);
  }
  body.clear();
  PutWarming(0, schema.settings, &body);
  ForEachIndex(schema,
               [&](const IndexSchema& index) { PutWarming(index.number, index.settings, &body); });
  PutSection(kWarming, body, &count, &sections);
  if (schema.stream_label_ms != 0)
    PutPolicy(kStreamPolicy, schema.stream_policy, &count, &sections);
  base::PutVarint(to, count);
  to->append(sections);
}

IndexSchema* FindByNumber(TableSchema* schema, uint32_t number) {
  IndexSchema* found = nullptr;
  ForEachIndex(*schema, [&](IndexSchema& index) {
    if (index.number == number) found = &index;
  });
  return found;
}

// Whose settings follow; null: nobody's.
ThroughputSettings* GetOwnerOfSettings(Bytes* from, TableSchema* schema) {
  uint32_t number = 0;
  if (!GetNumber(from, &number)) return nullptr;
  if (number == 0) return &schema->settings;
  IndexSchema* index = FindByNumber(schema, number);
  return index == nullptr ? nullptr : &index->settings;
}

bool GetThroughputSettings(Bytes* from, TableSchema* schema) {
  ThroughputSettings* settings = GetOwnerOfSettings(from, schema);
  if (settings == nullptr) return false;
  return GetUnits(from, &settings->max_read_units) && GetUnits(from, &settings->max_write_units) &&
         GetUnits(from, &settings->warm_read_units) &&
         GetUnits(from, &settings->warm_write_units) &&
         base::GetFixed64(from, &settings->warming_until_ms);
}

bool GetWarming(Bytes* from, TableSchema* schema) {
  ThroughputSettings* settings = GetOwnerOfSettings(from, schema);
  return settings != nullptr && GetUnits(from, &settings->warm_read_before) &&
         GetUnits(from, &settings->warm_write_before);
}

bool GetEncryption(Bytes* from, Encryption* encryption) {
  if (!GetString(from, &encryption->key_arn) ||
      !base::GetFixed64(from, &encryption->updating_until_ms)) {
    return false;
  }
  while (!from->empty()) {
    if (!base::GetFixed64(from, &encryption->changes_ms.emplace_back())) return false;
  }
  return true;
}

bool GetPolicy(Bytes* from, ResourcePolicy* policy) {
  return GetString(from, &policy->text) && base::GetFixed64(from, &policy->revision) &&
         base::GetFixed64(from, &policy->changed_ms);
}

bool GetLifecycle(Bytes* from, TableSchema* schema) {
  TableLifecycle& lifecycle = schema->lifecycle;
  uint8_t job = 0;
  if (!base::GetFixed64(from, &lifecycle.creating_until_ms) ||
      !base::GetFixed64(from, &lifecycle.updating_until_ms) || !base::GetByte(from, &job) ||
      job > static_cast<uint8_t>(TableJob::kToProvisioned) ||
      !base::GetFixed64(from, &lifecycle.deleting_until_ms)) {
    return false;
  }
  lifecycle.job = static_cast<TableJob>(job);
  while (!from->empty()) {
    uint32_t number = 0;
    if (!GetNumber(from, &number)) return false;
    IndexSchema* index = FindByNumber(schema, number);
    if (index == nullptr || !base::GetFixed64(from, &index->lifecycle.allocating_until_ms) ||
        !base::GetFixed64(from, &index->lifecycle.filling_from_ms) ||
        !base::GetFixed64(from, &index->lifecycle.updating_until_ms) ||
        !base::GetFixed64(from, &index->lifecycle.deleting_until_ms)) {
      return false;
    }
  }
  return true;
}

bool GetVectorIndex(Bytes* from, TableSchema* schema) {
  IndexSchema* index = &schema->vector_indexes.emplace_back();
  uint8_t distance = 0;
  if (!GetIndex(from, index) || !GetString(from, &index->vector.attribute) ||
      !GetNumber(from, &index->vector.dimensions) || !base::GetByte(from, &distance) ||
      distance > static_cast<uint8_t>(DistanceFunction::kDotProduct) ||
      !GetNumber(from, &index->vector.hash_position)) {
    return false;
  }
  index->vector.distance = static_cast<DistanceFunction>(distance);
  return true;
}

bool GetSection(uint64_t section, Bytes body, TableSchema* schema) {
  switch (section) {
    case kSettings:
      while (!body.empty()) {
        if (!GetThroughputSettings(&body, schema)) return false;
      }
      return true;
    case kEncryption:
      return GetEncryption(&body, &schema->encryption);
    case kPolicy:
      return GetPolicy(&body, &schema->policy) && body.empty();
    case kLifecycle:
      return GetLifecycle(&body, schema);
    case kVectors:
      while (!body.empty()) {
        if (!GetVectorIndex(&body, schema)) return false;
      }
      return true;
    case kStream:
      return GetStream(&body, schema) && body.empty();
    case kWarming:
      while (!body.empty()) {
        if (!GetWarming(&body, schema)) return false;
      }
      return true;
    case kStreamPolicy:
      return GetPolicy(&body, &schema->stream_policy) && body.empty();
    default:
      return false;
  }
}

// Sections that say nothing, or the same thing twice, would not be written again as they are: they
// are no sections.
bool GetSections(Bytes* from, TableSchema* schema) {
  const Bytes all = *from;
  uint64_t count = 0;
  if (!base::GetVarint(from, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    uint64_t section = 0;
    Bytes body;
    if (!base::GetVarint(from, &section) || !base::GetLengthPrefixed(from, &body) ||
        !GetSection(section, body, schema)) {
      return false;
    }
  }
  std::string written;
  PutSections(*schema, &written);
  return written == all.substr(0, all.size() - from->size());
}

}  // namespace

// Here once, instead of wherever a schema is made or goes.
TableSchema::TableSchema() = default;
TableSchema::~TableSchema() = default;
TableSchema::TableSchema(const TableSchema&) = default;
TableSchema::TableSchema(TableSchema&&) noexcept = default;
TableSchema& TableSchema::operator=(const TableSchema&) = default;
TableSchema& TableSchema::operator=(TableSchema&&) noexcept = default;

void PutKeyAttribute(const KeyAttribute& attribute, std::string* to) {
  base::PutLengthPrefixed(to, attribute.name);
  PutByte(to, static_cast<uint8_t>(attribute.type));
}

bool GetKeyAttribute(Bytes* from, KeyAttribute* attribute) {
  uint8_t type = 0;
  if (!GetString(from, &attribute->name) || !base::GetByte(from, &type)) return false;
  attribute->type = static_cast<AttributeType>(type);
  return IsScalarKey(attribute->type);
}

void EncodeTableSchema(const TableSchema& schema, std::string* to) {
  PutByte(to, kVersion);
  base::PutLengthPrefixed(to, schema.table_name);
  base::PutLengthPrefixed(to, schema.table_id);
  base::PutFixed64(to, schema.created_ms);
  PutAttributes(to, schema.attribute_definitions);
  PutKeyAttribute(schema.partition_key, to);
  PutByte(to, schema.sort_key.has_value() ? 1 : 0);
  if (schema.sort_key.has_value()) PutKeyAttribute(*schema.sort_key, to);
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
  PutSections(schema, to);
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
  if (!GetKeyAttribute(&bytes, &read.partition_key)) return false;
  bool has_sort_key = false;
  if (!GetBool(&bytes, &has_sort_key)) return false;
  if (has_sort_key && !GetKeyAttribute(&bytes, &read.sort_key.emplace())) return false;
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
  if (version > kVersionWithoutSections && !GetSections(&bytes, &read)) return false;
  if (!bytes.empty() || !IsSound(read)) return false;
  FinishSchema(&read);
  *schema = std::move(read);
  return true;
}

}  // namespace hashrange::model
