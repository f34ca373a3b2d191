#include "store/partition.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace hashrange::store {

namespace {

// Rows arrive in order, so new trees have full nodes: a leaf for 63 rows, an inner node for 63
// nodes, and one begun at each level.
void AddNeedOfCopy(uint64_t item_count, NodeNeed* need) {
  const size_t leaves = static_cast<size_t>(item_count) / kNodeSlotsMax + 2;
  need->leaves += leaves;
  need->inners += leaves / (kNodeSlotsMax - 1) + 2 * kTreeHeightMax;
}

}  // namespace

RowRef RowSet::Put(RowRef row) {
  item_bytes += row->item().item_bytes();
  RowRef old = tree.Put(std::move(row));
  if (old) {
    item_bytes -= old->item().item_bytes();
  } else {
    item_count++;
  }
  return old;
}

RowRef RowSet::Erase(model::KeyView key) {
  RowRef old = tree.Erase(key);
  if (old) {
    item_bytes -= old->item().item_bytes();
    item_count--;
  }
  return old;
}

RowRef Partition::PutUnremembered(RowRef row) {
  HR_DCHECK(Contains(row->key()));
  const Row* new_row = row.get();
  RowRef old = RowSet::Put(std::move(row));
  if (old) cache.Replace(old.get(), new_row);
  return old;
}

RowRef Partition::Put(RowRef row) {
  const Row* new_row = row.get();
  RowRef old = PutUnremembered(std::move(row));
  // What was just written is likely to be read.
  if (!old) cache.Remember(new_row, KeyMix(new_row->key()), item_count);
  return old;
}

RowRef Partition::Erase(model::KeyView key) {
  RowRef old = RowSet::Erase(key);
  if (old) cache.Replace(old.get(), nullptr);
  return old;
}

PartitionList::PartitionList(NodePool* pool, size_t local_count) {
  partitions_.emplace_back(pool, local_count);
}

size_t PartitionList::IndexOf(model::KeyView key) const {
  if (partitions_.size() == 1) return 0;
  const auto above = std::upper_bound(
      partitions_.begin() + 1, partitions_.end(), key,
      [](model::KeyView k, const Partition& partition) { return k < partition.low.view(); });
  return static_cast<size_t>(above - partitions_.begin()) - 1;
}

uint64_t PartitionList::item_count() const {
  uint64_t sum = 0;
  for (const Partition& partition : partitions_) sum += partition.item_count;
  return sum;
}

uint64_t PartitionList::item_bytes() const {
  uint64_t sum = 0;
  for (const Partition& partition : partitions_) sum += partition.item_bytes;
  return sum;
}

NodeNeed PartitionList::NeedForSplit(model::KeyView at) const {
  const Partition& whole = Of(at);
  NodeNeed need;
  AddNeedOfCopy(whole.item_count, &need);
  for (const RowSet& part : whole.local) AddNeedOfCopy(part.item_count, &need);
  return need;
}

void PartitionList::Split(model::KeyView at) {
  const size_t index = IndexOf(at);
  const Partition& whole = partitions_[index];
  HR_CHECK(!(whole.low.view() == at));
  NodePool* pool = whole.tree.pool();
  Partition left(pool, whole.local.size());
  Partition right(pool, whole.local.size());
  left.low = whole.low;
  left.high = model::Key{at.hash, std::string(at.bytes)};
  right.low = *left.high;
  right.high = whole.high;
  TreeCursor cursor(whole.tree);
  for (cursor.SeekFirst(); cursor.valid(); cursor.Next()) {
    (cursor.Below(at) ? left : right).PutUnremembered(RowRef(cursor.row()));
  }
  for (size_t i = 0; i < whole.local.size(); i++) {
    TreeCursor entries(whole.local[i].tree);
    for (entries.SeekFirst(); entries.valid(); entries.Next()) {
      (entries.Below(at) ? left : right).local[i].Put(RowRef(entries.row()));
    }
  }
  partitions_[index] = std::move(left);
  partitions_.insert(partitions_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                     std::move(right));
}

}  // namespace hashrange::store
