#include "model/table.h"

#include <algorithm>

#include "model/naive_limits.h"

namespace hashrange::naive {

namespace {

int Compare(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < a.size() && i < b.size(); i++) {
    const int order = CompareScalars(a[i], b[i]);
    if (order != 0) return order;
  }
  return 0;
}

}  // namespace

bool operator<(const RowKey& a, const RowKey& b) {
  if (a.hash != b.hash) return a.hash < b.hash;
  const int order = Compare(a.parts, b.parts);
  if (order != 0) return order < 0;
  if (a.tie != b.tie) return a.tie < b.tie;
  return Compare(a.table_parts, b.table_parts) < 0;
}

bool IsKey(const KeySchema& keys, const std::string& name) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const KeyAttribute& attribute) { return attribute.name == name; });
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

bool Table::Covers(const IndexSchema& index, const RowKey& row) const {
  const auto of_index = filling.find(index.name);
  return of_index == filling.end() || of_index->second.Covers(row);
}

Item KeyOf(const KeySchema& keys, const Item& item) {
  Item key;
  for (const KeyAttribute& attribute : keys) key[attribute.name] = item.at(attribute.name);
  return key;
}

RowKey RowKeyOf(const KeySchema& keys, const Item& item) {
  RowKey key;
  std::vector<Value> partition_key;
  for (const KeyAttribute& attribute : keys) {
    key.parts.push_back(item.at(attribute.name));
    if (!attribute.range) partition_key.push_back(item.at(attribute.name));
  }
  key.hash =
      partition_key.size() == 1 ? PartitionHash(partition_key[0]) : HashOfKeys(partition_key);
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
  for (const KeyAttribute& attribute : index.keys) {
    const auto value = item.find(attribute.name);
    if (value == item.end() || value->second.type != attribute.type) return std::nullopt;
    const uint64_t size = SizeOf(value->second);
    if (size == 0 || size > (attribute.range ? kSortKeySizeMax : kPartitionKeySizeMax)) {
      return std::nullopt;
    }
  }
  Item entry;
  for (const auto& [name, value] : item) {
    if (Projects(table, index, name)) entry[name] = value;
  }
  return entry;
}

RowKey EntryKeyOf(const TableSchema& table, const IndexSchema& index, const Item& entry) {
  RowKey key = RowKeyOf(index.keys, entry);
  key.table_parts = RowKeyOf(table.keys, entry).parts;
  if (!index.local) key.tie = HashOf(key.table_parts);
  return key;
}

Rows IndexRows(const Table& table, const IndexSchema& index) {
  Rows rows;
  for (const auto& [key, item] : table.rows) {
    if (!table.Covers(index, key)) continue;
    if (std::optional<Item> entry = EntryOf(table.schema, index, item)) {
      rows[EntryKeyOf(table.schema, index, *entry)] = std::move(*entry);
    }
  }
  return rows;
}

}  // namespace hashrange::naive
