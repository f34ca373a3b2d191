// Items of any attributes, and a table with an index of every sort, for the tests of indexes.
#ifndef HASHRANGE_STORE_INDEX_TESTING_H_
#define HASHRANGE_STORE_INDEX_TESTING_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/naive_database_testing.h"
#include "store/store_testing.h"

namespace hashrange::store {

// S("text"), N("1.5"), B("bytes"): the value of an attribute.
struct TestValue {
  model::AttributeType type;
  std::string bytes;
};
inline TestValue S(Bytes text) { return {model::AttributeType::kS, std::string(text)}; }
inline TestValue N(Bytes number) { return {model::AttributeType::kN, std::string(number)}; }
inline TestValue B(Bytes bytes) { return {model::AttributeType::kB, std::string(bytes)}; }

using TestValues = std::map<std::string, TestValue>;

inline std::string ItemOf(const TestValues& values) {
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  for (const auto& [name, value] : values) {
    builder.Name(name);
    if (value.type == model::AttributeType::kS) {
      builder.String(value.bytes);
    } else if (value.type == model::AttributeType::kN) {
      builder.Number(value.bytes);
    } else {
      builder.Binary(value.bytes);
    }
  }
  builder.EndMap(root);
  return builder.TakeItem();
}

// The row of an item in a table of that schema.
inline RowRef RowOf(const model::TableSchema& schema, const TestValues& values) {
  const std::string form = ItemOf(values);
  const NaiveKey key = NaiveTableKey(schema, model::ItemView(form));
  return Row::Make({key.first, key.second}, form);
}

inline model::KeyAttribute KeyS(Bytes name) {
  return {std::string(name), model::AttributeType::kS};
}
inline model::KeyAttribute KeyN(Bytes name) {
  return {std::string(name), model::AttributeType::kN};
}
inline model::KeyAttribute KeyB(Bytes name) {
  return {std::string(name), model::AttributeType::kB};
}

inline model::IndexSchema GlobalIndex(uint32_t number, std::vector<model::KeyAttribute> partition,
                                      std::vector<model::KeyAttribute> sort = {}) {
  model::IndexSchema index;
  index.number = number;
  index.name = "global" + std::to_string(number);
  index.partition_keys = std::move(partition);
  index.sort_keys = std::move(sort);
  return index;
}

inline model::IndexSchema LocalIndex(uint32_t number, model::KeyAttribute sort) {
  model::IndexSchema index = GlobalIndex(number, {KeyS("pk")}, {std::move(sort)});
  index.name = "local" + std::to_string(number);
  index.kind = model::IndexKind::kLocal;
  return index;
}

inline model::IndexSchema KeysOnly(model::IndexSchema index) {
  index.projection = model::ProjectionType::kKeysOnly;
  return index;
}
inline model::IndexSchema Including(model::IndexSchema index, std::vector<std::string> names) {
  index.projection = model::ProjectionType::kInclude;
  index.non_key_attributes = std::move(names);
  return index;
}

// TestSchema with those indexes, and time to live by "ends" under the number after theirs.
inline model::TableSchema SchemaWith(std::vector<model::IndexSchema> indexes,
                                     bool time_to_live = false) {
  model::TableSchema schema = TestSchema("t");
  schema.indexes = std::move(indexes);
  for (const model::IndexSchema& index : schema.indexes)
    schema.next_index_number = std::max(schema.next_index_number, index.number + 1);
  if (time_to_live) {
    schema.time_to_live = model::ExpiryIndex(schema.next_index_number, "ends");
    schema.next_index_number++;
  }
  model::FinishSchema(&schema);
  return schema;
}

// Indexes of every kind, projection and type of key: global 1 to 3, local 4 and 5, the queue 6.
inline model::TableSchema SchemaOfEveryIndex() {
  return SchemaWith({GlobalIndex(1, {KeyS("v")}),
                     KeysOnly(GlobalIndex(2, {KeyS("a"), KeyN("n")}, {KeyB("b"), KeyS("v")})),
                     Including(GlobalIndex(3, {KeyN("n")}, {KeyN("sk")}), {"a", "x"}),
                     LocalIndex(4, KeyN("n")), Including(LocalIndex(5, KeyS("v")), {"x"})},
                    true);
}

// An item of few different keys, whose other attributes are there or not, and sometimes not what an
// index asks for. `next(count)` gives numbers below `count`.
template <typename Next>
TestValues RandomValues(Next next, Bytes pk, uint64_t sk) {
  TestValues values = {{"pk", S(pk)}, {"sk", N(std::to_string(sk))}};
  const auto letter = [&] { return std::string(1, static_cast<char>('a' + next(3))); };
  if (next(4) > 0) values["v"] = next(12) == 0 ? N("7") : S(letter());
  if (next(4) > 0) values["a"] = next(12) == 0 ? S("") : S(letter());
  if (next(4) > 0) values["n"] = next(12) == 0 ? S("seven") : N(std::to_string(next(4)));
  if (next(4) > 0) values["b"] = next(12) == 0 ? B(std::string(1025, 'b')) : B(letter());
  if (next(2) > 0) values["x"] = S(letter());
  if (next(3) > 0) values["ends"] = next(12) == 0 ? N("-1") : N(std::to_string(1000 + next(9)));
  return values;
}

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_INDEX_TESTING_H_
