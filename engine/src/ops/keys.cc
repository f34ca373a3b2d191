#include "ops/keys.h"

#include "base/utf8.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/number.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using model::AttributeType;
using model::TableSchema;
using model::Value;

void EncodeKey(const TableSchema& schema, const model::KeyPart& partition_key,
               const model::KeyPart& sort_key, model::PartitionHashCache* hashes, model::Key* key) {
  key->bytes.clear();
  key->hash = hashes->Hash(partition_key);
  model::AppendKeyPart(&key->bytes, partition_key);
  if (schema.sort_key) model::AppendKeyPart(&key->bytes, sort_key);
}

// The values have the schema's types; `sort_key` exists where the schema has one.
Status CheckAndEncode(const TableSchema& schema, const Value& partition_key, const Value& sort_key,
                      model::PartitionHashCache* hashes, model::Key* key) {
  HR_RETURN_IF_ERROR(CheckKeyValue(schema.partition_key.name, partition_key, true));
  model::KeyPart sort_part;
  if (schema.sort_key) {
    HR_RETURN_IF_ERROR(CheckKeyValue(schema.sort_key->name, sort_key, false));
    sort_part = model::KeyPartOf(sort_key);
  }
  EncodeKey(schema, model::KeyPartOf(partition_key), sort_part, hashes, key);
  return {};
}

Status CheckItemAttribute(const model::KeyAttribute& attribute, const Value& value) {
  if (!value.exists()) return Fail(kMissingKey, {attribute.name});
  if (value.type() != attribute.type) {
    return Fail(kKeyTypeMismatch, {attribute.name, model::AttributeTypeName(attribute.type),
                                   model::AttributeTypeName(value.type())});
  }
  return {};
}

// Reads a Key parameter in one pass; false when it is not exactly the schema's key attributes.
bool FindKeyAttributes(const TableSchema& schema, const Value& parameter, Value* partition_key,
                       Value* sort_key) {
  if (parameter.count() != (schema.sort_key ? 2u : 1u)) return false;
  model::MapReader members(parameter);
  Bytes name;
  Value value;
  while (members.Next(&name, &value)) {
    if (name == Bytes(schema.partition_key.name) && value.type() == schema.partition_key.type) {
      *partition_key = value;
    } else if (schema.sort_key && name == Bytes(schema.sort_key->name) &&
               value.type() == schema.sort_key->type) {
      *sort_key = value;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

Status CheckKeyValue(const std::string& name, const Value& value, bool is_partition_key) {
  const uint64_t bytes = model::ValueBytes(value);
  if (bytes == 0) {
    return Fail(kEmptyKeyValue, {value.type() == AttributeType::kB ? "binary" : "string", name});
  }
  if (is_partition_key && bytes > model::kPartitionKeyBytesMax) return Fail(kPartitionKeyTooLarge);
  if (!is_partition_key && bytes > model::kSortKeyBytesMax) return Fail(kSortKeyTooLarge);
  return {};
}

Status KeyOfItem(const TableSchema& schema, const Value& item, model::PartitionHashCache* hashes,
                 model::Key* key) {
  const Value partition_key = FindMember(item, schema.partition_key.name);
  HR_RETURN_IF_ERROR(CheckItemAttribute(schema.partition_key, partition_key));
  Value sort_key;
  if (schema.sort_key) {
    sort_key = FindMember(item, schema.sort_key->name);
    HR_RETURN_IF_ERROR(CheckItemAttribute(*schema.sort_key, sort_key));
  }
  return CheckAndEncode(schema, partition_key, sort_key, hashes, key);
}

bool MatchesKeySchema(const TableSchema& schema, const Value& parameter) {
  Value partition_key, sort_key;
  return FindKeyAttributes(schema, parameter, &partition_key, &sort_key);
}

Status KeyOfParameter(const TableSchema& schema, const Value& parameter,
                      model::PartitionHashCache* hashes, model::Key* key) {
  Value partition_key, sort_key;
  if (!FindKeyAttributes(schema, parameter, &partition_key, &sort_key))
    return Fail(kKeySchemaMismatch);
  return CheckAndEncode(schema, partition_key, sort_key, hashes, key);
}

bool KeyOfPlainParameter(const TableSchema& schema, const model::RequestValue& parameter,
                         model::PartitionHashCache* hashes, model::Key* key) {
  if (parameter.tag != model::RequestTag::kAttributeM ||
      parameter.count != (schema.sort_key ? 2u : 1u))
    return false;
  Bytes rest = parameter.bytes;
  model::KeyPart partition_key, sort_key;
  bool has_partition_key = false, has_sort_key = false;
  std::string numbers[2];
  while (!rest.empty()) {
    Bytes name;
    model::RequestValue value;
    if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &value))
      return false;
    const bool is_partition_key = name == Bytes(schema.partition_key.name);
    if (!is_partition_key && !(schema.sort_key && name == Bytes(schema.sort_key->name)))
      return false;
    const model::KeyAttribute& attribute =
        is_partition_key ? schema.partition_key : *schema.sort_key;
    const auto expected = static_cast<uint8_t>(0x10 | static_cast<uint8_t>(attribute.type));
    if (static_cast<uint8_t>(value.tag) != expected || value.bytes.empty()) return false;
    if (value.bytes.size() >
        (is_partition_key ? model::kPartitionKeyBytesMax : model::kSortKeyBytesMax))
      return false;
    model::KeyPart part{attribute.type, value.bytes};
    if (attribute.type == AttributeType::kS && !base::IsAscii(value.bytes) &&
        !base::IsUtf8(value.bytes))
      return false;
    if (attribute.type == AttributeType::kN) {
      std::string* normalised = &numbers[is_partition_key ? 0 : 1];
      if (model::NormaliseNumber(value.bytes, normalised) != model::NumberFault::kNone)
        return false;
      part.bytes = *normalised;
    }
    (is_partition_key ? partition_key : sort_key) = part;
    (is_partition_key ? has_partition_key : has_sort_key) = true;
  }
  if (!has_partition_key || has_sort_key != schema.sort_key.has_value()) return false;
  EncodeKey(schema, partition_key, sort_key, hashes, key);
  return true;
}

void WriteKeyAttributes(const TableSchema& schema, const Value& item, model::ItemBuilder* to) {
  const model::ItemBuilder::Mark mark = to->BeginMap();
  const std::string* first = &schema.partition_key.name;
  const std::string* second = schema.sort_key ? &schema.sort_key->name : nullptr;
  if (second != nullptr && *second < *first) std::swap(first, second);
  for (const std::string* name : {first, second}) {
    if (name == nullptr) continue;
    to->Name(*name);
    to->Copy(FindMember(item, *name));
  }
  to->EndMap(mark);
}

}  // namespace hashrange::ops
