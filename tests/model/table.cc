#include "model/table.h"

#include <algorithm>

#include "model/naive_limits.h"

namespace hashrange::naive {

bool operator<(const RowKey& a, const RowKey& b) {
  if (a.hash != b.hash) return a.hash < b.hash;
  for (size_t i = 0; i < a.parts.size() && i < b.parts.size(); i++) {
    const int order = CompareScalars(a.parts[i], b.parts[i]);
    if (order != 0) return order < 0;
  }
  return a.parts.size() < b.parts.size();
}

const IndexSchema* Table::FindIndex(const std::string& name) const {
  for (const IndexSchema& index : schema.indexes) {
    if (index.name == name) return &index;
  }
  return nullptr;
}

bool Table::HasLocalIndexes() const {
  return std::any_of(schema.indexes.begin(), schema.indexes.end(),
                     [](const IndexSchema& index) { return index.local; });
}

Item KeyOf(const KeySchema& keys, const Item& item) {
  Item key;
  for (const KeyAttribute& attribute : keys) key[attribute.name] = item.at(attribute.name);
  return key;
}

RowKey RowKeyOf(const KeySchema& keys, const Item& item) {
  RowKey key;
  key.hash = PartitionHash(item.at(keys[0].name));
  for (const KeyAttribute& attribute : keys) key.parts.push_back(item.at(attribute.name));
  return key;
}

std::set<std::string> KeyNames(const TableSchema& table, const IndexSchema& index) {
  std::set<std::string> names;
  for (const KeyAttribute& attribute : table.keys) names.insert(attribute.name);
  for (const KeyAttribute& attribute : index.keys) names.insert(attribute.name);
  return names;
}

bool Projects(const TableSchema& table, const IndexSchema& index, const std::string& attribute) {
  if (index.projection == "ALL" || KeyNames(table, index).count(attribute) != 0) return true;
  const std::vector<std::string>& more = index.non_key_attributes;
  return std::find(more.begin(), more.end(), attribute) != more.end();
}

std::optional<Item> EntryOf(const TableSchema& table, const IndexSchema& index, const Item& item) {
  for (size_t i = 0; i < index.keys.size(); i++) {
    const auto value = item.find(index.keys[i].name);
    if (value == item.end() || value->second.type != index.keys[i].type) return std::nullopt;
    const uint64_t size = SizeOf(value->second);
    if (size == 0 || size > (i == 0 ? kPartitionKeySizeMax : kSortKeySizeMax)) return std::nullopt;
  }
  Item entry;
  for (const auto& [name, value] : item) {
    if (Projects(table, index, name)) entry[name] = value;
  }
  return entry;
}

RowKey EntryKeyOf(const TableSchema& table, const IndexSchema& index, const Item& entry) {
  RowKey key = RowKeyOf(index.keys, entry);
  for (const KeyAttribute& attribute : table.keys) key.parts.push_back(entry.at(attribute.name));
  return key;
}

Rows IndexRows(const Table& table, const IndexSchema& index) {
  Rows rows;
  for (const auto& [key, item] : table.rows) {
    if (std::optional<Item> entry = EntryOf(table.schema, index, item)) {
      rows[EntryKeyOf(table.schema, index, *entry)] = std::move(*entry);
    }
  }
  return rows;
}

}  // namespace hashrange::naive
