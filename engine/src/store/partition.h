// A partition is a range of a table's keys, [low, high) over (hash of the partition key, key
// bytes), with a tree of its own and the sums that DynamoDB reports and splits by. Self-contained:
// what later belongs to a range (its part of local indexes, a shard, token buckets) becomes a
// member here. Tested by table_test.cc.
#ifndef HASHRANGE_STORE_PARTITION_H_
#define HASHRANGE_STORE_PARTITION_H_

#include <cstdint>
#include <optional>

#include "model/key_codec.h"
#include "store/cow_tree.h"
#include "store/row_cache.h"

namespace hashrange::store {

struct Partition {
  explicit Partition(NodePool* pool) : tree(pool) {}

  model::Key low;                  // the smallest key that belongs here; {0, ""} for the first
  std::optional<model::Key> high;  // the smallest key that no longer does; none for the last
  CowTree tree;
  mutable RowCache cache;
  uint64_t item_count = 0;
  uint64_t item_bytes = 0;  // as DynamoDB counts them: the sum of ItemView::item_bytes()

  bool Contains(model::KeyView key) const {
    return !(key < low.view()) && (!high.has_value() || key < high->view());
  }

  // The row of that key, or null. Borrowed: valid until the next change.
  const Row* Find(model::KeyView key) const {
    if (item_count < RowCache::kRowsMin) return tree.Find(key);
    const uint64_t mix = KeyMix(key);
    const Row* row = cache.Find(key, mix);
    if (row == nullptr) {
      row = tree.Find(key);
      if (row != nullptr) cache.Remember(row, mix, item_count);
    }
    return row;
  }

  // Both keep the sums and return the row that was there before.
  RowRef Put(RowRef row);
  RowRef Erase(model::KeyView key);
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_PARTITION_H_
