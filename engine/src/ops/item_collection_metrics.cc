#include "ops/item_collection_metrics.h"

#include <algorithm>
#include <string>

#include "model/item_builder.h"
#include "model/operation_members.h"
#include "store/cursor.h"

namespace hashrange::ops {
namespace {

using Metrics = model::members::ItemCollectionMetrics;

constexpr uint64_t kGigabyte = uint64_t{1} << 30;

// Items and their entries in local indexes.
uint64_t CollectionBytes(const WritePlan& plan) {
  const store::Table& table = *plan.table;
  uint64_t most = table.item_bytes();
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (!index.own) most += table.ItemBytesOf(index);
  }
  // What all collections together do not reach need not be counted for one.
  if (most < kGigabyte) return most;
  const std::string low = plan.key.bytes.substr(0, model::FirstPartBytes(plan.key.bytes));
  const std::string high = model::PrefixSuccessor(low);
  const store::KeyRange range{.low = {plan.key.hash, low},
                              .high = model::KeyView{plan.key.hash, high}};
  uint64_t bytes = 0;
  const auto add = [&bytes](store::RowCursor rows) {
    for (; rows.row() != nullptr; rows.Next()) bytes += rows.row()->item().item_bytes();
  };
  add(store::RowCursor(table, range, store::Direction::kForward));
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (!index.own) add(store::RowCursor(table, index, range, store::Direction::kForward));
  }
  return bytes;
}

// The partition key alone.
void WriteCollectionKey(const WritePlan& plan, wire::ResponseWriter* out) {
  const model::ItemView item = plan.new_row ? plan.new_item() : plan.old_item();
  const std::string& name = plan.table->schema().partition_key.name;
  model::ItemBuilder key;
  key.Clear();
  const model::ItemBuilder::Mark root = key.BeginMap();
  key.Name(name);
  key.Copy(item.Find(name));
  key.EndMap(root);
  out->Attributes(key.value());
}

}  // namespace

bool HasItemCollectionMetrics(Bytes return_item_collection_metrics, const store::Table& table) {
  return return_item_collection_metrics == "SIZE" && table.schema().has_local_indexes();
}

void WriteItemCollectionMetrics(const WritePlan& plan, wire::ResponseWriter* out) {
  const wire::ResponseWriter::Mark structure = out->BeginStructure();
  out->Member(Metrics::kItemCollectionKey);
  WriteCollectionKey(plan, out);
  // An estimate in whole gigabytes: from below to above.
  const double low = static_cast<double>(CollectionBytes(plan) / kGigabyte);
  out->Member(Metrics::kSizeEstimateRangeGB);
  const wire::ResponseWriter::Mark range = out->BeginList();
  out->Element();
  out->Number(low);
  out->Element();
  out->Number(low + 1);
  out->EndList(range);
  out->EndStructure(structure);
}

void WriteItemCollectionMetricsMember(uint8_t index, Bytes return_item_collection_metrics,
                                      const WritePlan& plan, wire::ResponseWriter* out) {
  if (!HasItemCollectionMetrics(return_item_collection_metrics, *plan.table)) return;
  // A write of nothing knows no item to take the key from.
  if (!plan.new_row && !plan.old_row) return;
  out->Member(index);
  WriteItemCollectionMetrics(plan, out);
}

void MetricsByTable::Add(Bytes table_name, const WritePlan& plan) {
  if (!HasItemCollectionMetrics(wanted_, *plan.table) || (!plan.new_row && !plan.old_row)) return;
  const auto same_name = [&](const OfTable& table) { return table.name == table_name; };
  auto table = std::find_if(tables_.begin(), tables_.end(), same_name);
  if (table == tables_.end()) table = tables_.insert(tables_.end(), OfTable{table_name, {}});
  const auto collection_of = [](const WritePlan& each) {
    return Bytes(each.key.bytes).substr(0, model::FirstPartBytes(each.key.bytes));
  };
  for (const WritePlan* other : table->collections) {
    if (collection_of(*other) == collection_of(plan)) return;
  }
  table->collections.push_back(&plan);
}

void MetricsByTable::WriteMember(uint8_t index, wire::ResponseWriter* out) const {
  if (tables_.empty()) return;
  out->Member(index);
  const wire::ResponseWriter::Mark map = out->BeginMap();
  for (const OfTable& table : tables_) {
    out->Entry(table.name);
    const wire::ResponseWriter::Mark list = out->BeginList();
    for (const WritePlan* plan : table.collections) {
      out->Element();
      WriteItemCollectionMetrics(*plan, out);
    }
    out->EndList(list);
  }
  out->EndMap(map);
}

}  // namespace hashrange::ops
