// What may stand in a key. Source: paritysuite, measured eu-west-2 2026-10.
#include <algorithm>

#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {

MaybeFault CheckKeyValue(const std::string& name, const Value& value, bool is_partition_key) {
  const uint64_t size = SizeOf(value);
  if (size == 0) {
    return Invalid(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
        "contain an empty " +
        std::string(value.type == Type::kB ? "binary" : "string") + " value. Key: " + name);
  }
  if (is_partition_key && size > kPartitionKeySizeMax) {
    return InvalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (!is_partition_key && size > kSortKeySizeMax) {
    return InvalidParameter(
        "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
  return {};
}

bool HasKeyNames(const KeySchema& keys, const Item& key) {
  return key.size() == keys.size() &&
         std::all_of(keys.begin(), keys.end(),
                     [&](const KeyAttribute& attribute) { return key.count(attribute.name) != 0; });
}

bool HasKeyTypes(const KeySchema& keys, const Item& key) {
  return std::all_of(keys.begin(), keys.end(), [&](const KeyAttribute& attribute) {
    return key.at(attribute.name).type == attribute.type;
  });
}

MaybeFault CheckKey(const KeySchema& keys, const Item& key) {
  if (!HasKeyNames(keys, key) || !HasKeyTypes(keys, key)) {
    return Invalid("The provided key element does not match the schema");
  }
  for (const KeyAttribute& attribute : keys) {
    const Value& value = key.at(attribute.name);
    if (MaybeFault fault = CheckKeyValue(attribute.name, value, !attribute.range)) return fault;
  }
  return {};
}

MaybeFault CheckItemKey(const KeySchema& keys, const Item& item) {
  for (const KeyAttribute& attribute : keys) {
    const auto value = item.find(attribute.name);
    if (value == item.end()) {
      return InvalidParameter("Missing the key " + attribute.name + " in the item");
    }
    if (value->second.type != attribute.type) {
      return InvalidParameter("Type mismatch for key " + attribute.name +
                              " expected: " + TypeName(attribute.type) +
                              " actual: " + TypeName(value->second.type));
    }
  }
  for (const KeyAttribute& attribute : keys) {
    const Value& value = item.at(attribute.name);
    if (MaybeFault fault = CheckKeyValue(attribute.name, value, !attribute.range)) return fault;
  }
  return {};
}

}  // namespace hashrange::naive
