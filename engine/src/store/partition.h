// A partition is a range of keys, [low, high) over (hash of the partition key, key bytes), with a
// tree of its own and the sums that DynamoDB reports and splits by. Self-contained: what belongs to
// the range lies here, its part of each local index too. PartitionList is all partitions of a table
// or of a global index, in the order of their ranges, which cover all keys without gap or overlap.
// Copying one is a snapshot: O(partitions). Tested by partition_test.cc and table_test.cc.
#ifndef HASHRANGE_STORE_PARTITION_H_
#define HASHRANGE_STORE_PARTITION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/key_codec.h"
#include "store/cow_tree.h"
#include "store/heat.h"
#include "store/row_cache.h"

namespace hashrange::store {

// A tree, how many rows it has, and the sum of their items' sizes as DynamoDB counts them.
struct RowSet {
  explicit RowSet(NodePool* pool) : tree(pool) {}

  CowTree tree;
  uint64_t item_count = 0;
  uint64_t item_bytes = 0;

  // Both keep the sums and return the row that was there before.
  RowRef Put(RowRef row);
  RowRef Erase(model::KeyView key);
};

struct Partition : RowSet {
  // With that many empty parts of local indexes.
  Partition(NodePool* pool, size_t local_count) : RowSet(pool), local(local_count, RowSet(pool)) {}

  model::Key low;                  // the smallest key that belongs here; {0, ""} for the first
  std::optional<model::Key> high;  // the smallest key that no longer does; none for the last
  // Its part of each local index of the table. A collection lies in one partition then, so that all
  // entries of it lie here.
  std::vector<RowSet> local;
  // The stamp of the open shard of the table's stream that takes the records of its items; 0: there
  // is no stream.
  uint64_t shard = 0;
  mutable RowCache cache;
  mutable Heat heat;

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

  // RowSet's, and keep the cache.
  RowRef Put(RowRef row);
  RowRef Erase(model::KeyView key);
  // The same for rows that are rarely looked up by their whole keys, as entries of indexes are:
  // does not remember the row, but replaces one that is remembered.
  RowRef PutUnremembered(RowRef row);
};

class PartitionList {
 public:
  // One partition for all keys.
  PartitionList(NodePool* pool, size_t local_count);

  size_t size() const { return partitions_.size(); }
  const Partition& operator[](size_t index) const { return partitions_[index]; }
  std::vector<Partition>::const_iterator begin() const { return partitions_.begin(); }
  std::vector<Partition>::const_iterator end() const { return partitions_.end(); }

  // The index of the partition that a key belongs to.
  size_t IndexOf(model::KeyView key) const;
  const Partition& Of(model::KeyView key) const { return partitions_[IndexOf(key)]; }

  uint64_t item_count() const;
  uint64_t item_bytes() const;

  // For commit only: everybody else sees partitions const.
  Partition* Mutable(size_t index) { return &partitions_[index]; }
  Partition* MutableOf(model::KeyView key) { return &partitions_[IndexOf(key)]; }

  // Splits the partition that contains `at` into [low, at) and [at, high), local parts too. `at`
  // must not be where a partition begins. Costs O(items of the partition). Cannot fail after
  // NodePool::Reserve(NeedForSplit(at)).
  void Split(model::KeyView at);
  NodeNeed NeedForSplit(model::KeyView at) const;

 private:
  std::vector<Partition> partitions_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_PARTITION_H_
