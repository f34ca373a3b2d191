#include "ops/trace_events.h"

#include "ops/stream_names.h"
#include "ops/trace.h"

namespace hashrange::ops {
namespace {

void TraceUnits(const Context& context, const store::Table& table, const ConsumedUnits& units,
                bool reads) {
  const Bytes name = table.schema().table_name;
  const auto tell = [&](Bytes index, double each) {
    context.trace->Capacity(name, index, reads ? each : 0, reads ? 0 : each);
  };
  if (units.table() > 0) tell({}, units.table());
  for (const ConsumedUnits::OfIndex& index : units.indexes()) tell(index.name, index.units);
}

void TraceIndexChange(const Context& context, const WritePlan& plan,
                      const store::IndexChange& change) {
  const store::SecondaryIndex& index = plan.table->indexes()[change.index];
  // The queue of time to live is no index that anybody made, and keys of a vector index are not made
  // of attributes.
  if (index.schema->kind == model::IndexKind::kExpiry ||
      index.schema->kind == model::IndexKind::kVector) {
    return;
  }
  const std::vector<model::KeyAttribute> attributes = KeyAttributesOf(*index.schema);
  const auto tell = [&](Trace::IndexAction action, model::KeyView key) {
    const size_t partition = index.own ? index.own->IndexOf(key)
                                       : plan.table->partitions().IndexOf(plan.key.view());
    context.trace->Index({.table = plan.table->schema().table_name,
                          .index = index.schema->name,
                          .partition = partition},
                         action, {key, attributes});
  };
  switch (change.kind) {
    case store::EntryChange::kInsert:
      return tell(Trace::IndexAction::kInsert, change.entry->key());
    case store::EntryChange::kReplace:
      return tell(Trace::IndexAction::kReplace, change.entry->key());
    case store::EntryChange::kMove:
      tell(Trace::IndexAction::kDelete, change.erase_key.view());
      return tell(Trace::IndexAction::kInsert, change.entry->key());
    case store::EntryChange::kDelete:
      return tell(Trace::IndexAction::kDelete, change.erase_key.view());
  }
}

}  // namespace

std::vector<model::KeyAttribute> KeyAttributesOf(const model::TableSchema& schema) {
  std::vector<model::KeyAttribute> attributes{schema.partition_key};
  if (schema.sort_key.has_value()) attributes.push_back(*schema.sort_key);
  return attributes;
}

std::vector<model::KeyAttribute> KeyAttributesOf(const model::IndexSchema& index) {
  std::vector<model::KeyAttribute> attributes = index.partition_keys;
  attributes.insert(attributes.end(), index.sort_keys.begin(), index.sort_keys.end());
  return attributes;
}

void TracePointRead(const Context& context, const store::Table& table, model::KeyView key,
                    const store::Row* row) {
  const uint64_t found = row == nullptr ? 0 : 1;
  context.trace->Read({.place = {.table = table.schema().table_name,
                                 .partition = table.partitions().IndexOf(key)},
                       .point = true,
                       .items_read = found,
                       .bytes_read = row == nullptr ? 0 : row->item().item_bytes(),
                       .items_returned = found});
}

void TraceReadUnits(const Context& context, const store::Table& table, const ConsumedUnits& units) {
  TraceUnits(context, table, units, true);
}

void TraceWriteUnits(const Context& context, const store::Table& table,
                     const ConsumedUnits& units) {
  TraceUnits(context, table, units, false);
}

void TraceWrite(const Context& context, const WritePlan& plan,
                const std::vector<store::IndexChange>& changes) {
  const auto bytes_of = [](const model::ItemView& item) {
    return item.exists() ? std::optional<uint64_t>(item.item_bytes()) : std::nullopt;
  };
  const std::vector<model::KeyAttribute> attributes = KeyAttributesOf(plan.table->schema());
  context.trace->Write({.place = {.table = plan.table->schema().table_name,
                                  .partition = plan.table->partitions().IndexOf(plan.key.view())},
                        .key = {plan.key.view(), attributes},
                        .old_bytes = bytes_of(plan.old_item()),
                        .new_bytes = bytes_of(plan.new_item())});
  for (const store::IndexChange& change : changes) TraceIndexChange(context, plan, change);
}

void TraceStreamRecord(const store::Table& table, const store::Change& change, Trace* trace) {
  const store::Row* row = change.record_rows.first.get();
  if (row == nullptr) return;
  const store::RecordHeader header = store::RecordHeaderOf(*row);
  const std::vector<model::KeyAttribute> attributes = KeyAttributesOf(table.schema());
  trace->Stream({.table = table.schema().table_name,
                 .partition = table.partitions().IndexOf(change.KeyOf())},
                RecordEventName(header.event), {change.KeyOf(), attributes},
                SequenceNumber(header.number));
}

}  // namespace hashrange::ops
