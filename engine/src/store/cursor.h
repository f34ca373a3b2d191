// RowCursor reads the rows of a table, or the entries of one of its indexes, in a range of keys,
// forward or backward, across partitions. It borrows the table and the keys of the range: use it on
// the live table within one request, or on a copy of the table for a view that stays. Tested by
// table_test.cc.
//
//   RowCursor rows(table, {.low = start, .low_exclusive = true}, Direction::kForward);
//   for (; rows.row() != nullptr; rows.Next()) ...
#ifndef HASHRANGE_STORE_CURSOR_H_
#define HASHRANGE_STORE_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/key_codec.h"
#include "store/cow_tree.h"
#include "store/table.h"

namespace hashrange::store {

// [low, high), or (low, high) when `low_exclusive`. The default is all keys. An ExclusiveStartKey
// is `low` with `low_exclusive` when reading forward and `high` when reading backward.
struct KeyRange {
  model::KeyView low = {};
  bool low_exclusive = false;
  std::optional<model::KeyView> high = {};  // none: to the end
};

enum class Direction : uint8_t { kForward, kBackward };

class RowCursor {
 public:
  // Stands at the first row of the range in that direction.
  RowCursor(const PartitionList& partitions, const KeyRange& range, Direction direction)
      : RowCursor(partitions, kRowsThemselves, range, direction) {}
  RowCursor(const Table& table, const KeyRange& range, Direction direction)
      : RowCursor(table.partitions(), kRowsThemselves, range, direction) {}
  // The entries of an index of the table.
  RowCursor(const Table& table, const SecondaryIndex& index, const KeyRange& range,
            Direction direction)
      : RowCursor(table.PartitionsOf(index), index.own ? kRowsThemselves : index.local_slot, range,
                  direction) {}

  // The row here, or null after the last one.
  const Row* row() const { return row_; }
  void Next();
  // The partition that the row lies in, or that was entered last.
  size_t partition_index() const { return partition_index_; }

 private:
  static constexpr size_t kRowsThemselves = SIZE_MAX;

  RowCursor(const PartitionList& partitions, size_t local_slot, const KeyRange& range,
            Direction direction);
  const CowTree& TreeAt(size_t partition_index) const {
    const Partition& partition = (*partitions_)[partition_index];
    return local_slot_ == kRowsThemselves ? partition.tree : partition.local[local_slot_].tree;
  }
  void Enter(size_t partition_index);
  void Settle();
  bool InRange() const;

  const PartitionList* partitions_;
  size_t local_slot_;
  KeyRange range_;
  Direction direction_;
  size_t partition_index_ = 0;
  TreeCursor cursor_;
  const Row* row_ = nullptr;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_CURSOR_H_
