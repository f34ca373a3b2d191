// A table: its number, its schema and its partitions in the order of their ranges, which cover all
// keys without gap or overlap. Copying a table is a snapshot of it: O(partitions). Tested by
// table_test.cc.
#ifndef HASHRANGE_STORE_TABLE_H_
#define HASHRANGE_STORE_TABLE_H_

#include <cstdint>
#include <vector>

#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/partition.h"

namespace hashrange::store {

enum class TableStatus : uint8_t { kCreating = 0, kUpdating = 1, kDeleting = 2, kActive = 3 };

class Table {
 public:
  // An empty, active table of one partition.
  Table(uint32_t number, model::TableSchema schema, NodePool* pool);

  // Given once and never reused in a database.
  uint32_t number() const { return number_; }
  const model::TableSchema& schema() const { return schema_; }
  TableStatus status() const { return status_; }

  const std::vector<Partition>& partitions() const { return partitions_; }
  // The index of the partition that a key belongs to.
  size_t PartitionIndex(model::KeyView key) const;

  uint64_t item_count() const;
  uint64_t item_bytes() const;

  // The row of that key, or null. Borrowed: valid until the next commit, unless shared with
  // RowRef(row).
  const Row* Find(model::KeyView key) const {
    return partitions_[PartitionIndex(key)].Find(key);
  }

  // For commit and split only: everybody else sees tables const.
  Partition* mutable_partition(size_t index) { return &partitions_[index]; }

 private:
  friend bool SplitPartition(Table* table, model::KeyView at);

  uint32_t number_;
  TableStatus status_ = TableStatus::kActive;
  model::TableSchema schema_;
  std::vector<Partition> partitions_;
};

// Splits the partition that contains `at` into [low, at) and [at, high). False, with nothing
// changed, when a partition begins at `at` already or memory is exhausted. Costs O(items of the
// partition).
bool SplitPartition(Table* table, model::KeyView at);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_TABLE_H_
