// schema    := version:byte name:string id:string created_ms:fixed64
//              count:varint attribute*  partition_key:attribute  has_sort_key:byte [attribute]
//              billing_mode:byte read:fixed64 write:fixed64 deletion_protection:byte
//              table_class:string count:varint (tag_key:string tag_value:string)*
// attribute := name:string type:byte          string := length-prefixed
#include "model/table_schema.h"

#include "base/coding.h"

namespace hashrange::model {
namespace {

constexpr uint8_t kVersion = 1;

void PutByte(std::string* to, uint8_t byte) { to->push_back(static_cast<char>(byte)); }

void PutAttribute(std::string* to, const KeyAttribute& attribute) {
  base::PutLengthPrefixed(to, attribute.name);
  PutByte(to, static_cast<uint8_t>(attribute.type));
}

bool GetString(Bytes* from, std::string* text) {
  Bytes bytes;
  if (!base::GetLengthPrefixed(from, &bytes)) return false;
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

}  // namespace

void EncodeTableSchema(const TableSchema& schema, std::string* to) {
  PutByte(to, kVersion);
  base::PutLengthPrefixed(to, schema.table_name);
  base::PutLengthPrefixed(to, schema.table_id);
  base::PutFixed64(to, schema.created_ms);
  base::PutVarint(to, schema.attribute_definitions.size());
  for (const KeyAttribute& attribute : schema.attribute_definitions) PutAttribute(to, attribute);
  PutAttribute(to, schema.partition_key);
  PutByte(to, schema.sort_key.has_value() ? 1 : 0);
  if (schema.sort_key.has_value()) PutAttribute(to, *schema.sort_key);
  PutByte(to, static_cast<uint8_t>(schema.billing_mode));
  base::PutFixed64(to, static_cast<uint64_t>(schema.throughput.read_capacity_units));
  base::PutFixed64(to, static_cast<uint64_t>(schema.throughput.write_capacity_units));
  PutByte(to, schema.deletion_protection ? 1 : 0);
  base::PutLengthPrefixed(to, schema.table_class);
  base::PutVarint(to, schema.tags.size());
  for (const auto& [key, value] : schema.tags) {
    base::PutLengthPrefixed(to, key);
    base::PutLengthPrefixed(to, value);
  }
}

bool DecodeTableSchema(Bytes bytes, TableSchema* schema) {
  TableSchema read;
  uint8_t version = 0;
  uint64_t count = 0;
  if (!base::GetByte(&bytes, &version) || version != kVersion) return false;
  if (!GetString(&bytes, &read.table_name) || !GetString(&bytes, &read.table_id)) return false;
  if (!base::GetFixed64(&bytes, &read.created_ms)) return false;

  // Counts are not trusted with memory: an element that is not there ends the loop.
  if (!base::GetVarint(&bytes, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    KeyAttribute attribute;
    if (!GetAttribute(&bytes, &attribute)) return false;
    read.attribute_definitions.push_back(std::move(attribute));
  }
  if (!GetAttribute(&bytes, &read.partition_key)) return false;
  bool has_sort_key = false;
  if (!GetBool(&bytes, &has_sort_key)) return false;
  if (has_sort_key && !GetAttribute(&bytes, &read.sort_key.emplace())) return false;

  bool on_demand = false;
  if (!GetBool(&bytes, &on_demand)) return false;
  read.billing_mode = on_demand ? BillingMode::kPayPerRequest : BillingMode::kProvisioned;
  if (!GetUnits(&bytes, &read.throughput.read_capacity_units)) return false;
  if (!GetUnits(&bytes, &read.throughput.write_capacity_units)) return false;
  if (!GetBool(&bytes, &read.deletion_protection)) return false;
  if (!GetString(&bytes, &read.table_class)) return false;

  if (!base::GetVarint(&bytes, &count)) return false;
  for (uint64_t i = 0; i < count; i++) {
    std::pair<std::string, std::string> tag;
    if (!GetString(&bytes, &tag.first) || !GetString(&bytes, &tag.second)) return false;
    read.tags.push_back(std::move(tag));
  }
  if (!bytes.empty()) return false;
  *schema = std::move(read);
  return true;
}

}  // namespace hashrange::model
