#include "store/invariants.h"

#include <algorithm>
#include <vector>

#include "model/item_size.h"
#include "model/key_codec.h"
#include "model/limits.h"
#include "model/table_schema.h"
#include "store/cursor.h"
#include "store/stream_invariants.h"

namespace hashrange::store {

namespace {

using Complaint = std::optional<std::string>;

Complaint CheckRanges(const PartitionList& partitions) {
  if (partitions.size() == 0) return "A table has no partition.";
  if (!(partitions[0].low.view() == model::KeyView{}))
    return "A table's first partition does not begin at the lowest key.";
  if (partitions[partitions.size() - 1].high.has_value()) return "A table's last partition ends.";
  for (size_t i = 1; i < partitions.size(); i++) {
    if (!partitions[i - 1].high.has_value())
      return "A partition in the middle of a table has no end.";
    if (!(partitions[i - 1].high->view() == partitions[i].low.view()))
      return "Neighbouring partitions do not meet.";
    if (!(partitions[i - 1].low.view() < partitions[i].low.view()))
      return "A partition's range is empty.";
  }
  return std::nullopt;
}

// The rows of a partition, or its part of a local index.
Complaint CheckRows(const Partition& partition, const RowSet& rows) {
  uint64_t item_count = 0;
  uint64_t item_bytes = 0;
  if (Complaint complaint = CheckTree(rows.tree, &item_count, &item_bytes)) return complaint;
  if (item_count != rows.item_count) return "A partition's item count is wrong.";
  if (item_bytes != rows.item_bytes) return "A partition's sum of item bytes is wrong.";
  TreeCursor ends(rows.tree);
  ends.SeekFirst();
  if (ends.valid() && ends.Below(partition.low.view())) return "A row lies before its partition.";
  ends.SeekLast();
  if (ends.valid() && partition.high.has_value() && !ends.Below(partition.high->view())) {
    return "A row lies behind its partition.";
  }
  return std::nullopt;
}

Complaint CheckPartition(const Partition& partition) {
  if (Complaint complaint = CheckRows(partition, partition)) return complaint;
  for (const RowSet& part : partition.local) {
    if (Complaint complaint = CheckRows(partition, part)) return complaint;
  }
  bool cache_is_right = true;
  partition.cache.ForEach([&](const Row* row) {
    if (partition.tree.Find(row->key()) != row) cache_is_right = false;
  });
  if (!cache_is_right) return "A partition remembers a row that is not its tree's.";
  return std::nullopt;
}

// Appends the key part of an attribute of `item`; false when the item has none of that type and of
// 1 to bytes_max bytes.
bool AppendKeyOf(const model::ItemView& item, const model::KeyAttribute& attribute,
                 uint64_t bytes_max, model::Value* value, std::string* bytes) {
  *value = item.Find(attribute.name);
  if (!value->exists() || value->type() != attribute.type) return false;
  const uint64_t value_bytes = model::ValueBytes(*value);
  if (value_bytes == 0 || value_bytes > bytes_max) return false;
  model::AppendKeyPart(bytes, *value);
  return true;
}

Complaint CheckKeys(const Table& table) {
  for (RowCursor rows(table, {}, Direction::kForward); rows.row() != nullptr; rows.Next()) {
    const model::TableSchema& schema = table.schema();
    if (Complaint complaint = CheckRow(schema.partition_key, schema.sort_key, *rows.row()))
      return complaint;
  }
  return std::nullopt;
}

// The entries of an index are those that the rows ask for, in order and with what it keeps of them.
Complaint CheckEntries(const Table& table, const SecondaryIndex& index) {
  IndexScratch scratch;
  model::Key key;
  uint64_t wanted = 0;
  for (RowCursor rows(table, {}, Direction::kForward); rows.row() != nullptr; rows.Next()) {
    const Row& row = *rows.row();
    if (!index.Covers(row.key()) || !IndexKeyOf(*index.schema, row, &scratch, &key)) continue;
    wanted++;
    const RowRef entry = MakeEntry(*index.schema, key.view(), row, &scratch);
    const RowSet& part = index.own ? index.own->Of(key.view())
                                   : table.partitions().Of(row.key()).local[index.local_slot];
    const Row* found = part.tree.Find(key.view());
    if (found == nullptr) return "An item lacks its entry in an index.";
    if (found->item_holder() == found ? entry->item_holder() != entry.get()
                                      : found->item_holder() != &row) {
      return "An entry does not share the item of its row.";
    }
    if (found->item().form() != entry->item().form()) return "An entry is not that of its item.";
  }
  if (wanted != table.ItemCountOf(index)) return "An index has entries that no item asks for.";
  return std::nullopt;
}

// Every index of the schema is there, in order, with its part of each partition.
Complaint CheckIndexList(const Table& table) {
  std::vector<const model::IndexSchema*> schemas;
  size_t local_count = 0;
  model::ForEachIndex(table.schema(), [&](const model::IndexSchema& index) {
    schemas.push_back(&index);
    if (index.kind == model::IndexKind::kLocal) local_count++;
  });
  const std::vector<SecondaryIndex>& indexes = table.indexes();
  if (!std::equal(indexes.begin(), indexes.end(), schemas.begin(), schemas.end(),
                  [](const SecondaryIndex& index, const model::IndexSchema* schema) {
                    return index.schema == schema;
                  })) {
    return "An index has not the schema of its table.";
  }
  for (const SecondaryIndex& index : indexes) {
    if (index.own.has_value() == (index.schema->kind == model::IndexKind::kLocal))
      return "An index lies where those of another kind do.";
    if (!index.own && index.local_slot >= local_count)
      return "An index lies where those of another kind do.";
  }
  for (const Partition& partition : table.partitions()) {
    if (partition.local.size() != local_count) return "A partition lacks its part of an index.";
  }
  return std::nullopt;
}

Complaint CheckIndexes(const Table& table) {
  if (Complaint complaint = CheckIndexList(table)) return complaint;
  for (const SecondaryIndex& index : table.indexes()) {
    if (index.own) {
      if (Complaint complaint = CheckRanges(*index.own)) return complaint;
      for (const Partition& partition : *index.own) {
        if (Complaint complaint = CheckPartition(partition)) return complaint;
      }
    }
    if (Complaint complaint = CheckEntries(table, index))
      return "Index \"" + index.schema->name + "\": " + *complaint;
  }
  return std::nullopt;
}

Complaint CheckTable(const Table& table) {
  if (Complaint complaint = CheckRanges(table.partitions())) return complaint;
  for (const Partition& partition : table.partitions()) {
    if (Complaint complaint = CheckPartition(partition)) return complaint;
  }
  if (Complaint complaint = CheckKeys(table)) return complaint;
  return CheckIndexes(table);
}

}  // namespace

std::optional<std::string> CheckRow(const model::KeyAttribute& partition_key,
                                    const std::optional<model::KeyAttribute>& sort_key,
                                    const Row& row) {
  std::string bytes;
  model::Value partition_value, sort_value;
  if (!AppendKeyOf(row.item(), partition_key, model::kPartitionKeyBytesMax, &partition_value,
                   &bytes)) {
    return "An item lacks its partition key.";
  }
  if (sort_key.has_value() &&
      !AppendKeyOf(row.item(), *sort_key, model::kSortKeyBytesMax, &sort_value, &bytes)) {
    return "An item lacks its sort key.";
  }
  if (row.hash() != model::PartitionHash(partition_value))
    return "A row's hash is not that of its partition key.";
  if (row.key_bytes() != bytes) return "A row's key is not that of its item.";
  return std::nullopt;
}

std::optional<std::string> CheckInvariants(const State& state) {
  const Catalog& catalog = state.catalog();
  if (catalog.names().size() != catalog.tables().size())
    return "There are not as many names as tables.";
  for (const auto& [name, number] : catalog.names()) {
    const Table* table = catalog.Find(number);
    if (table == nullptr) return "The name \"" + name + "\" leads to no table.";
    if (table->schema().table_name != name)
      return "The name \"" + name + "\" leads to another table.";
  }
  if (Complaint complaint = state.tokens().Check()) return "Tokens: " + *complaint;
  for (const auto& [number, table] : catalog.tables()) {
    if (number != table.number()) return "A table is kept under another number.";
    if (number >= state.next_table_number()) return "The next table number is taken.";
    if (table.schema().has_stream() != (table.stream() != kNoStream))
      return "A table's stream is not what its schema says.";
    if (Complaint complaint = CheckTable(table))
      return "Table \"" + table.schema().table_name + "\": " + *complaint;
  }
  return CheckStreams(state);
}

}  // namespace hashrange::store
