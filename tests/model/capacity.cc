#include "model/capacity.h"

#include <algorithm>
#include <optional>

#include "model/naive_limits.h"
#include "model/vectors.h"

namespace hashrange::naive {
namespace {

uint64_t RoundedUp(uint64_t size, uint64_t unit) {
  return std::max<uint64_t>(1, (size + unit - 1) / unit);
}

// What a change of an item costs an index: nothing unless the entry changes; two writes when it
// moves.
double UnitsOfEntry(const TableSchema& schema, const IndexSchema& index, const Item* before,
                    const Item* after) {
  std::optional<Item> left;
  std::optional<Item> entered;
  if (before != nullptr) left = EntryOf(schema, index, *before);
  if (after != nullptr) entered = EntryOf(schema, index, *after);
  if (left == entered) return 0;
  if (!left) return WriteUnits(SizeOf(*entered));
  if (!entered) return WriteUnits(SizeOf(*left));
  if (KeyOf(index.keys, *left) == KeyOf(index.keys, *entered)) {
    return WriteUnits(std::max(SizeOf(*left), SizeOf(*entered)));
  }
  return WriteUnits(SizeOf(*left)) + WriteUnits(SizeOf(*entered));
}

json Arm(double units, const std::string& kind) {
  json arm = {{"CapacityUnits", units}};
  if (!kind.empty()) arm[kind + "CapacityUnits"] = units;
  return arm;
}

}  // namespace

double Units::Total() const {
  double total = table + failed;
  for (const auto& [index, units] : global) total += units;
  for (const auto& [index, units] : local) total += units;
  return total;
}

void Units::Add(const Units& more) {
  table += more.table;
  failed += more.failed;
  for (const auto& [index, units] : more.global) global[index] += units;
  for (const auto& [index, units] : more.local) local[index] += units;
  for (const auto& [index, bytes] : more.vectors) vectors[index] += bytes;
}

double ReadUnits(uint64_t size, bool consistent) {
  return static_cast<double>(RoundedUp(size, kReadUnitSize)) * (consistent ? 1 : 0.5);
}

double WriteUnits(uint64_t size) { return static_cast<double>(RoundedUp(size, kWriteUnitSize)); }

Units UnitsOfWrite(const Table& table, const RowKey& key, const Item* before, const Item* after) {
  Units units;
  units.table =
      WriteUnits(std::max(before == nullptr ? 0 : BilledSize(table.schema, *before),
                          after == nullptr ? 0 : BilledSize(table.schema, *after)));
  units.vectors = VectorBytesOfWrite(table.schema, before, after);
  for (const IndexSchema& index : table.schema.indexes) {
    if (!table.Covers(index, key)) continue;
    const double of_index = UnitsOfEntry(table.schema, index, before, after);
    if (of_index > 0) (index.local ? units.local : units.global)[index.name] += of_index;
  }
  return units;
}

json ConsumedCapacity(const std::string& detail, const std::string& table, const Units& units,
                      const std::string& kind) {
  json consumed = Arm(units.Total(), kind);
  consumed["TableName"] = table;
  if (detail != "INDEXES") return consumed;
  consumed["Table"] = Arm(units.table, kind);
  for (const auto& [index, of_index] : units.global) {
    consumed["GlobalSecondaryIndexes"][index] = Arm(of_index, kind);
  }
  for (const auto& [index, of_index] : units.local) {
    consumed["LocalSecondaryIndexes"][index] = Arm(of_index, kind);
  }
  for (const auto& [index, bytes] : units.vectors)
    consumed["VectorIndexes"][index]["VectorWriteRequestBytes"] = bytes;
  return consumed;
}

json CollectionMetrics(const TableSchema& schema, const Item& key) {
  const std::string& name = schema.keys[0].name;
  return {{"ItemCollectionKey", ToJson(Item{{name, key.at(name)}})},
          {"SizeEstimateRangeGB", {0, 1}}};
}

void AddCollectionMetrics(const Table& table, const Item& key, json* metrics) {
  if (!table.HasLocalIndexes()) return;
  const json of_item = CollectionMetrics(table.schema, key);
  json& of_table = (*metrics)[table.schema.name];
  if (std::find(of_table.begin(), of_table.end(), of_item) == of_table.end()) {
    of_table.push_back(of_item);
  }
}

}  // namespace hashrange::naive
