#include "ops/vector_values.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/sort.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/vector.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using model::AttributeType;
using model::IndexSchema;
using model::KeyAttribute;
using model::Value;

// A number too large for a float as messages print it: "-3.5E+38".
std::string Scientific(Bytes number) {
  std::string text;
  if (number.front() == '-') {
    text = "-";
    number.remove_prefix(1);
  }
  const size_t whole = std::min(number.find('.'), number.size());
  Bytes digits = number.substr(0, whole);
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
  text += digits[0];
  if (digits.size() > 1) text.append(".").append(digits.substr(1));
  return text + "E+" + std::to_string(whole - 1);
}

Status CheckVector(const IndexSchema& index, const Value& vector) {
  const std::string& name = index.vector.attribute;
  if (vector.type() != AttributeType::kL) return Fail(kVectorNotList, {name, index.name});
  if (vector.count() != index.vector.dimensions) {
    return Fail(kVectorOfOtherSize, {name, std::to_string(index.vector.dimensions),
                                     std::to_string(vector.count()), index.name});
  }
  model::ListReader elements(vector);
  Value element;
  float unused = 0;
  for (uint32_t i = 0; elements.Next(&element); i++) {
    if (element.type() != AttributeType::kN) {
      return Fail(kVectorElementType,
                  {name, std::to_string(i), model::AttributeTypeName(element.type()), index.name});
    }
    if (model::ParseFloat(element.string(), &unused)) continue;
    return Fail(kVectorElementRange,
                {name, std::to_string(i), Scientific(element.string()), index.name});
  }
  return {};
}

Status CheckSearchAttribute(const IndexSchema& index, const KeyAttribute& attribute, bool is_hash,
                            bool by_update, const Value& value) {
  if (value.type() != attribute.type) {
    return Fail(kSearchAttributeType, {attribute.name, model::AttributeTypeName(attribute.type),
                                       model::AttributeTypeName(value.type()), index.name});
  }
  if (!is_hash) return {};
  const uint64_t bytes = model::ValueBytes(value);
  if (bytes == 0) {
    const Bytes kind = value.type() == AttributeType::kB ? "binary" : "string";
    if (by_update) return Fail(kEmptyIndexKeyByUpdate, {kind});
    return Fail(kEmptyIndexKey, {kind, index.name, attribute.name});
  }
  if (bytes > model::kPartitionKeyBytesMax) return Fail(kPartitionKeyTooLarge);
  return {};
}

Status CheckIndex(const IndexSchema& index, const model::ItemView* old_item, const Value& item) {
  const bool by_update = old_item != nullptr;
  // The value at that name when it is there and new.
  const auto find = [&](Bytes name) {
    const Value value = FindMember(item, name);
    if (!value.exists() || !by_update || !old_item->exists()) return value;
    return old_item->Find(name) == value ? Value{} : value;
  };
  const Value vector = find(index.vector.attribute);
  if (vector.exists()) HR_RETURN_IF_ERROR(CheckVector(index, vector));
  for (const KeyAttribute& attribute : index.partition_keys) {
    const Value value = find(attribute.name);
    if (value.exists())
      HR_RETURN_IF_ERROR(CheckSearchAttribute(index, attribute, true, by_update, value));
  }
  for (const KeyAttribute& attribute : index.sort_keys) {
    const Value value = find(attribute.name);
    if (value.exists())
      HR_RETURN_IF_ERROR(CheckSearchAttribute(index, attribute, false, by_update, value));
  }
  return {};
}

}  // namespace

Status CheckVectorsOfItem(const model::TableSchema& schema, const model::ItemView* old_item,
                          const Value& item) {
  if (schema.vector_indexes.empty()) return {};
  std::vector<const IndexSchema*> by_name;
  for (const IndexSchema& index : schema.vector_indexes) by_name.push_back(&index);
  base::Sort(by_name, [](const IndexSchema* a, const IndexSchema* b) { return a->name < b->name; });
  for (const IndexSchema* index : by_name) HR_RETURN_IF_ERROR(CheckIndex(*index, old_item, item));
  return {};
}

uint64_t BilledBytes(const model::TableSchema& schema, const Value& item, uint64_t bytes) {
  for (size_t i = 0; i < schema.vector_indexes.size(); i++) {
    const model::VectorSettings& vector = schema.vector_indexes[i].vector;
    // Of several indexes of one vector the first counts it.
    const auto* begin = schema.vector_indexes.data();
    const bool counted = std::any_of(begin, begin + i, [&](const IndexSchema& other) {
      return other.vector.attribute == vector.attribute;
    });
    if (counted || !item.exists()) continue;
    const Value value = FindMember(item, vector.attribute);
    if (!value.exists() || !model::IsVector(value, vector.dimensions)) continue;
    bytes += uint64_t{4} * vector.dimensions;
    bytes -= model::ValueBytes(value);
  }
  return bytes;
}

}  // namespace hashrange::ops
