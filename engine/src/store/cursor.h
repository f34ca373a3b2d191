// RowCursor reads the rows of a table in a range of keys, forward or backward, across its
// partitions. It borrows the table and the keys of the range: use it on the live table within one
// request, or on a copy of the table for a view that stays. Tested by table_test.cc.
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
  RowCursor(const Table& table, const KeyRange& range, Direction direction);

  // The row here, or null after the last one.
  const Row* row() const { return row_; }
  void Next();

 private:
  void Enter(size_t partition_index);
  void Settle();
  bool InRange() const;

  const Table* table_;
  KeyRange range_;
  Direction direction_;
  size_t partition_index_ = 0;
  TreeCursor cursor_;
  const Row* row_ = nullptr;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_CURSOR_H_
