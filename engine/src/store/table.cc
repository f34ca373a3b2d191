#include "store/table.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace hashrange::store {

RowRef Partition::Put(RowRef row) {
  HR_DCHECK(Contains(row->key()));
  item_bytes += row->item().item_bytes();
  const Row* new_row = row.get();
  RowRef old = tree.Put(std::move(row));
  if (old) {
    cache.Replace(old.get(), new_row);
    item_bytes -= old->item().item_bytes();
  } else {
    item_count++;
    // What was just written is likely to be read.
    cache.Remember(new_row, KeyMix(new_row->key()), item_count);
  }
  return old;
}

RowRef Partition::Erase(model::KeyView key) {
  RowRef old = tree.Erase(key);
  if (old) {
    cache.Replace(old.get(), nullptr);
    item_bytes -= old->item().item_bytes();
    item_count--;
  }
  return old;
}

Table::Table(uint32_t number, model::TableSchema schema, NodePool* pool)
    : number_(number), schema_(std::move(schema)) {
  partitions_.emplace_back(pool);
}

size_t Table::PartitionIndex(model::KeyView key) const {
  if (partitions_.size() == 1) return 0;
  const auto above = std::upper_bound(
      partitions_.begin() + 1, partitions_.end(), key,
      [](model::KeyView k, const Partition& partition) { return k < partition.low.view(); });
  return static_cast<size_t>(above - partitions_.begin()) - 1;
}

uint64_t Table::item_count() const {
  uint64_t sum = 0;
  for (const Partition& partition : partitions_) sum += partition.item_count;
  return sum;
}

uint64_t Table::item_bytes() const {
  uint64_t sum = 0;
  for (const Partition& partition : partitions_) sum += partition.item_bytes;
  return sum;
}

bool SplitPartition(Table* table, model::KeyView at) {
  const size_t index = table->PartitionIndex(at);
  const Partition& whole = table->partitions_[index];
  if (whole.low.view() == at) return false;

  // Rows arrive in order, so both new trees have full nodes: a leaf for 63 rows, an inner node for
  // 63 nodes, and one begun at each level.
  const size_t leaves = static_cast<size_t>(whole.item_count) / kNodeSlotsMax + 2;
  const size_t inners = leaves / (kNodeSlotsMax - 1) + 2 * kTreeHeightMax;
  if (!whole.tree.pool()->Reserve({leaves, inners})) return false;

  Partition left(whole.tree.pool());
  Partition right(whole.tree.pool());
  left.low = whole.low;
  left.high = model::Key{at.hash, std::string(at.bytes)};
  right.low = *left.high;
  right.high = whole.high;
  TreeCursor cursor(whole.tree);
  for (cursor.SeekFirst(); cursor.valid(); cursor.Next()) {
    (cursor.Below(at) ? left : right).Put(RowRef(cursor.row()));
  }
  table->partitions_[index] = std::move(left);
  table->partitions_.insert(table->partitions_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                            std::move(right));
  return true;
}

}  // namespace hashrange::store
