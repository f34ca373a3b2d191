#include "model/vectors.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <set>

#include "model/answer.h"
#include "model/decimal.h"
#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

bool IsFloat(const Value& value, float* number) {
  if (value.type != Type::kN) return false;
  *number = std::strtof(value.text.c_str(), nullptr);
  return std::isfinite(*number);
}

bool IsVector(const Value& value, uint32_t dimensions) {
  float unused = 0;
  return value.type == Type::kL && value.list.size() == dimensions &&
         std::all_of(value.list.begin(), value.list.end(),
                     [&](const Value& element) { return IsFloat(element, &unused); });
}

// As faults print a number that is too large for a float: -3.5E+38.
std::string Scientific(std::string number) {
  std::string sign;
  if (number[0] == '-') {
    sign = "-";
    number.erase(0, 1);
  }
  std::string whole = number.substr(0, number.find('.'));
  const size_t exponent = whole.size() - 1;
  while (whole.back() == '0') whole.pop_back();
  if (whole.size() > 1) whole.insert(1, ".");
  return sign + whole + "E+" + std::to_string(exponent);
}

MaybeFault CheckVector(const VectorIndexSchema& index, const Value& value) {
  const std::string start = "One or more parameter values were invalid. Invalid ";
  if (value.type != Type::kL) {
    return Invalid(start + "type for parameter " + index.attribute +
                   ", Expected: 32-bit floating point number list IndexName: " + index.name);
  }
  if (value.list.size() != index.dimensions) {
    return Invalid(start + "size for parameter " + index.attribute +
                   ", Expected: " + std::to_string(index.dimensions) +
                   ", Actual: " + std::to_string(value.list.size()) + " IndexName: " + index.name);
  }
  for (size_t i = 0; i < value.list.size(); i++) {
    float unused = 0;
    if (IsFloat(value.list[i], &unused)) continue;
    if (value.list[i].type == Type::kN) {
      return Invalid(start + "value for parameter " + index.attribute + "[" + std::to_string(i) +
                     "], Value: " + Scientific(value.list[i].text) +
                     " is outside valid range [-3.4028235E38, 3.4028235E38]. IndexName: " +
                     index.name);
    }
    return Invalid(start + "type for parameter " + index.attribute + "[" + std::to_string(i) +
                   "], Expected: 32-bit floating point number, Actual: " +
                   TypeName(value.list[i].type) + ". IndexName: " + index.name);
  }
  return {};
}

MaybeFault CheckSearchAttribute(const VectorIndexSchema& index, const KeyAttribute& attribute,
                                bool is_hash, bool by_update, const Value& value) {
  if (value.type != attribute.type) {
    return Invalid("One or more parameter values were invalid. Attribute '" + attribute.name +
                   "' type mismatch. Expected: " + TypeName(attribute.type) +
                   ", Actual: " + TypeName(value.type) + ". IndexName: " + index.name);
  }
  if (!is_hash) return {};
  if (SizeOf(value) == 0 && by_update) {
    return Invalid(
        "One or more parameter values are not valid. The update expression attempted to update a "
        "secondary index key to a value that is not supported. The AttributeValue for a key "
        "attribute cannot contain an empty " +
        std::string(value.type == Type::kB ? "binary" : "string") + " value.");
  }
  if (SizeOf(value) == 0) {
    return Invalid(
        "One or more parameter values are not valid. A value specified for a secondary index key "
        "is not supported. The AttributeValue for a key attribute cannot contain an empty " +
        std::string(value.type == Type::kB ? "binary" : "string") +
        " value. IndexName: " + index.name + ", IndexKey: " + attribute.name);
  }
  if (SizeOf(value) > kPartitionKeySizeMax) {
    return InvalidParameter(
        "Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  return {};
}

std::vector<float> FloatsOf(const std::vector<Value>& list) {
  std::vector<float> floats;
  for (const Value& element : list) IsFloat(element, &floats.emplace_back());
  return floats;
}

float ScoreOf(const std::string& function, const std::vector<float>& a,
              const std::vector<float>& b) {
  double dot = 0;
  double length_a = 0;
  double length_b = 0;
  double distance = 0;
  for (size_t i = 0; i < a.size(); i++) {
    dot += static_cast<double>(a[i]) * b[i];
    length_a += static_cast<double>(a[i]) * a[i];
    length_b += static_cast<double>(b[i]) * b[i];
    distance += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
  }
  double score = dot;
  if (function == "EUCLIDEAN") score = std::sqrt(distance);
  if (function == "COSINE") {
    score = length_a == 0 || length_b == 0 ? 1 : 1 - dot / std::sqrt(length_a * length_b);
  }
  const double most = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(score, -most, most));
}

// The shortest decimal that is that float, with a point.
std::string TextOf(float number) {
  char text[64];
  for (int digits = 1; digits <= 9; digits++) {
    std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(number));
    if (std::strtof(text, nullptr) == number) break;
  }
  const std::string plain = PlainText(ParseDecimal(text));
  return plain.find('.') == std::string::npos ? plain + ".0" : plain;
}

std::set<std::string> KeptNames(const TableSchema& table, const VectorIndexSchema& index) {
  std::set<std::string> names;
  for (const KeyAttribute& key : table.keys) names.insert(key.name);
  if (index.hash) names.insert(index.hash->name);
  for (const KeyAttribute& filter : index.filters) names.insert(filter.name);
  names.insert(index.attribute);
  names.insert(index.non_key_attributes.begin(), index.non_key_attributes.end());
  return names;
}

const KeyClause* ClauseOf(const Request& request, const std::string& name) {
  for (const KeyClause& clause : request.key_condition) {
    if (clause.name == name) return &clause;
  }
  return nullptr;
}

MaybeFault CheckSearchCondition(const Request& request, const VectorIndexSchema& index) {
  if (request.key_condition.empty()) {
    if (!index.hash) return {};
    return Invalid("SearchConditionExpression must be provided when SearchSchema has a HASH key");
  }
  std::vector<KeyAttribute> schema = index.filters;
  if (index.hash) schema.push_back(*index.hash);
  const auto find = [&](const std::string& name) {
    return std::find_if(schema.begin(), schema.end(),
                        [&](const KeyAttribute& attribute) { return attribute.name == name; });
  };
  for (const KeyClause& clause : request.key_condition) {
    if (find(clause.name) == schema.end()) {
      return Invalid(
          "SearchConditionExpression must not contain any attributes that is not in SearchSchema. "
          "Invalid attribute: " +
          clause.name);
    }
  }
  if (index.hash && ClauseOf(request, index.hash->name) == nullptr) {
    return Invalid(
        "SearchConditionExpression must have all HASH attributes in configured SearchSchema");
  }
  for (const KeyClause& clause : request.key_condition) {
    if (find(clause.name)->type != clause.value.type) {
      return Invalid("Type of '" + clause.name + "' attribute in SearchConditionExpression (" +
                     TypeName(clause.value.type) + ") does not match type in search schema (" +
                     TypeName(find(clause.name)->type) + ")");
    }
  }
  if (!index.hash) return {};
  return CheckKeyValue(index.hash->name, ClauseOf(request, index.hash->name)->value, true);
}

// Whether the entry has the value that the condition asks for, if it asks for one.
bool Passes(const Request& request, const Item& entry, const KeyAttribute& attribute) {
  const KeyClause* clause = ClauseOf(request, attribute.name);
  if (clause == nullptr) return true;
  const auto value = entry.find(attribute.name);
  return value != entry.end() && value->second == Canonical(clause->value);
}

}  // namespace

MaybeFault CheckVectors(const TableSchema& schema, const Item* before, const Item& item) {
  const bool by_update = before != nullptr;
  std::vector<VectorIndexSchema> indexes = schema.vector_indexes;
  std::sort(indexes.begin(), indexes.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto find = [&](const std::string& name) -> const Value* {
    const auto value = item.find(name);
    if (value == item.end()) return nullptr;
    if (!by_update) return &value->second;
    const auto old = before->find(name);
    return old != before->end() && old->second == value->second ? nullptr : &value->second;
  };
  for (const VectorIndexSchema& index : indexes) {
    if (const Value* vector = find(index.attribute)) {
      if (MaybeFault fault = CheckVector(index, *vector)) return fault;
    }
    if (index.hash) {
      if (const Value* value = find(index.hash->name)) {
        if (MaybeFault fault = CheckSearchAttribute(index, *index.hash, true, by_update, *value)) return fault;
      }
    }
    for (const KeyAttribute& filter : index.filters) {
      if (const Value* value = find(filter.name)) {
        if (MaybeFault fault = CheckSearchAttribute(index, filter, false, by_update, *value)) return fault;
      }
    }
  }
  return {};
}

std::optional<Item> VectorEntryOf(const TableSchema& table, const VectorIndexSchema& index,
                                  const Item& item) {
  const auto vector = item.find(index.attribute);
  if (vector == item.end() || !IsVector(vector->second, index.dimensions)) return std::nullopt;
  if (index.hash) {
    const auto hash = item.find(index.hash->name);
    if (hash == item.end() || hash->second.type != index.hash->type) return std::nullopt;
    if (SizeOf(hash->second) == 0 || SizeOf(hash->second) > kPartitionKeySizeMax)
      return std::nullopt;
  }
  if (index.projection == "ALL") return item;
  Item entry;
  for (const std::string& name : KeptNames(table, index)) {
    const auto value = item.find(name);
    if (value != item.end()) entry[name] = value->second;
  }
  return entry;
}

uint64_t VectorEntrySize(const VectorIndexSchema& index, const Item& entry) {
  return SizeOf(entry) - SizeOf(entry.at(index.attribute)) + 4 * uint64_t{index.dimensions};
}

uint64_t BilledSize(const TableSchema& table, const Item& item) {
  uint64_t size = SizeOf(item);
  std::set<std::string> counted;
  for (const VectorIndexSchema& index : table.vector_indexes) {
    const auto vector = item.find(index.attribute);
    if (vector == item.end() || !IsVector(vector->second, index.dimensions) ||
        !counted.insert(index.attribute).second) {
      continue;
    }
    size = size - SizeOf(vector->second) + 4 * uint64_t{index.dimensions};
  }
  return size;
}

std::map<std::string, uint64_t> VectorBytesOfWrite(const TableSchema& table, const Item* before,
                                                   const Item* after) {
  constexpr uint64_t kLeast = 1024;
  std::map<std::string, uint64_t> bytes;
  for (const VectorIndexSchema& index : table.vector_indexes) {
    std::optional<Item> left;
    std::optional<Item> entered;
    if (before != nullptr) left = VectorEntryOf(table, index, *before);
    if (after != nullptr) entered = VectorEntryOf(table, index, *after);
    if (left == entered) continue;
    const uint64_t old_size = left ? VectorEntrySize(index, *left) : 0;
    const uint64_t new_size = entered ? VectorEntrySize(index, *entered) : 0;
    const bool moves = left && entered && index.hash &&
                       left->at(index.hash->name) != entered->at(index.hash->name);
    bytes[index.name] = moves ? std::max(old_size, kLeast) + std::max(new_size, kLeast)
                              : std::max({old_size, new_size, kLeast});
  }
  return bytes;
}

Answer NaiveEngine::SearchVectors(const Request& request) const {
  for (const Value& element : request.search_vector) {
    float unused = 0;
    if (!IsFloat(Canonical(element), &unused)) {
      return Refusal(
          Invalid("Search vector contains invalid values. All values in the search vector must be "
                  "a 32-bit floating-point number attribute"));
    }
  }
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(ResourceNotFound());
  const auto& indexes = table->schema.vector_indexes;
  const auto index = std::find_if(indexes.begin(), indexes.end(),
                                  [&](const auto& each) { return each.name == request.index; });
  if (index == indexes.end()) {
    return Refusal(Invalid("The table does not have the specified index: " + request.index));
  }
  if (request.search_vector.size() != index->dimensions) {
    return Refusal(Invalid("Input search vector dimension " +
                           std::to_string(request.search_vector.size()) +
                           " does not match vector index dimension " +
                           std::to_string(index->dimensions)));
  }
  if (MaybeFault fault = CheckSearchCondition(request, *index)) return Refusal(*fault);
  const std::set<std::string> kept = KeptNames(table->schema, *index);
  bool names_vector = false;
  if (request.projection) {
    for (const Path& path : *request.projection) {
      if (index->projection != "ALL" && kept.count(path[0].name) == 0) {
        return Refusal(InvalidParameter("Vector index " + index->name + " does not project " +
                                        path[0].name));
      }
      names_vector |= path[0].name == index->attribute;
    }
  }

  std::vector<Value> sought;
  for (const Value& element : request.search_vector) sought.push_back(Canonical(element));
  std::vector<std::pair<float, Item>> hits;
  for (const auto& [key, item] : table->rows) {
    const std::optional<Item> entry = VectorEntryOf(table->schema, *index, item);
    if (!entry) continue;
    bool passes = !index->hash || Passes(request, *entry, *index->hash);
    for (const KeyAttribute& filter : index->filters) passes &= Passes(request, *entry, filter);
    if (!passes) continue;
    hits.emplace_back(ScoreOf(index->function, FloatsOf(sought),
                              FloatsOf(entry->at(index->attribute).list)),
                      *entry);
  }
  const bool higher = index->function == "DOT_PRODUCT";
  std::stable_sort(hits.begin(), hits.end(), [higher](const auto& a, const auto& b) {
    return higher ? a.first > b.first : a.first < b.first;
  });
  if (hits.size() > static_cast<size_t>(request.top_k))
    hits.resize(static_cast<size_t>(request.top_k));

  double bytes = 30.6875 * index->dimensions;
  json results = json::array();
  for (auto& [score, entry] : hits) {
    if (names_vector) {
      for (Value& element : entry[index->attribute].list)
        element.text = TextOf(FloatsOf({element})[0]);
    } else {
      entry.erase(index->attribute);
    }
    const Item answered = request.projection ? Project(entry, *request.projection) : entry;
    results.push_back({{"Item", ToJson(answered)}, {"Score", static_cast<double>(score)}});
    bytes += 65;
    for (const auto& [name, value] : answered) {
      bytes += name == index->attribute ? 4.0 * index->dimensions
                                        : static_cast<double>(name.size() + SizeOf(value));
    }
  }
  Answer answer{200, {{"SearchResults", results}}};
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
    answer.body["ConsumedCapacity"]["VectorSearchRequestBytes"] =
        static_cast<uint64_t>(std::max(bytes, 1024.0));
  }
  return answer;
}

}  // namespace hashrange::naive
