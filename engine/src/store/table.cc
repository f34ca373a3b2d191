#include "store/table.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace hashrange::store {

namespace {

size_t LocalCount(const model::TableSchema& schema) {
  return static_cast<size_t>(std::count_if(
      schema.indexes.begin(), schema.indexes.end(),
      [](const model::IndexSchema& index) { return index.kind == model::IndexKind::kLocal; }));
}

// Whoever made the schema need not have finished it.
std::shared_ptr<const model::TableSchema> Share(model::TableSchema schema) {
  model::FinishSchema(&schema);
  return std::make_shared<const model::TableSchema>(std::move(schema));
}

}  // namespace

Table::Table(uint32_t number, model::TableSchema schema, NodePool* pool)
    : number_(number), schema_(Share(std::move(schema))), partitions_(pool, LocalCount(*schema_)) {
  size_t local_count = 0;
  model::ForEachIndex(*schema_, [&](const model::IndexSchema& index) {
    AddIndex(index, pool, &local_count);
  });
}

void Table::AddIndex(const model::IndexSchema& schema, NodePool* pool, size_t* local_count) {
  SecondaryIndex index;
  index.schema = &schema;
  if (schema.kind == model::IndexKind::kLocal) {
    index.local_slot = (*local_count)++;
  } else {
    index.own.emplace(pool, 0);
  }
  indexes_.push_back(std::move(index));
}

const SecondaryIndex* Table::FindIndex(uint32_t number) const {
  for (const SecondaryIndex& index : indexes_) {
    if (index.schema->number == number) return &index;
  }
  return nullptr;
}

const SecondaryIndex* Table::FindIndex(Bytes name) const {
  for (const SecondaryIndex& index : indexes_) {
    const bool is_read = index.schema->kind == model::IndexKind::kGlobal ||
                         index.schema->kind == model::IndexKind::kLocal;
    if (is_read && Bytes(index.schema->name) == name) return &index;
  }
  return nullptr;
}

const SecondaryIndex* Table::FindVectorIndex(Bytes name) const {
  for (const SecondaryIndex& index : indexes_) {
    if (index.schema->kind == model::IndexKind::kVector && Bytes(index.schema->name) == name)
      return &index;
  }
  return nullptr;
}

const SecondaryIndex* Table::expiry_queue() const {
  return schema_->time_to_live ? &indexes_.back() : nullptr;
}

uint64_t Table::ItemCountOf(const SecondaryIndex& index) const {
  if (index.own) return index.own->item_count();
  uint64_t sum = 0;
  for (const Partition& partition : partitions_)
    sum += partition.local[index.local_slot].item_count;
  return sum;
}

uint64_t Table::ItemBytesOf(const SecondaryIndex& index) const {
  if (index.own) return index.own->item_bytes();
  uint64_t sum = 0;
  for (const Partition& partition : partitions_)
    sum += partition.local[index.local_slot].item_bytes;
  return sum;
}

void Table::SetSchema(model::TableSchema schema, NodePool* pool) {
  const auto old_schema = std::exchange(schema_, Share(std::move(schema)));
  std::vector<SecondaryIndex> old_indexes = std::exchange(indexes_, {});
  size_t local_count = 0;
  const auto take = [&](const model::IndexSchema& wanted) {
    const auto found = std::find_if(
        old_indexes.begin(), old_indexes.end(),
        [&](const SecondaryIndex& index) { return index.schema->number == wanted.number; });
    if (found == old_indexes.end()) {
      HR_CHECK(wanted.kind != model::IndexKind::kLocal);
      AddIndex(wanted, pool, &local_count);
      if (wanted.kind != model::IndexKind::kExpiry || item_count() > 0)
        indexes_.back().filled.emplace();
      return;
    }
    if (wanted.kind == model::IndexKind::kLocal) local_count++;
    indexes_.push_back(std::move(*found));
    indexes_.back().schema = &wanted;
  };
  model::ForEachIndex(*schema_, take);
}

}  // namespace hashrange::store
