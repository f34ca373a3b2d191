#include "store/cursor.h"

#include "base/check.h"

namespace hashrange::store {

RowCursor::RowCursor(const PartitionList& partitions, size_t local_slot, const KeyRange& range,
                     Direction direction)
    : partitions_(&partitions),
      local_slot_(local_slot),
      range_(range),
      direction_(direction),
      cursor_(TreeAt(0)) {
  if (direction_ == Direction::kForward) {
    Enter(partitions.IndexOf(range.low));
    if (range.low_exclusive) {
      cursor_.SeekAfter(range.low);
    } else {
      cursor_.SeekAtLeast(range.low);
    }
  } else {
    Enter(range.high.has_value() ? partitions.IndexOf(*range.high) : partitions.size() - 1);
    if (range.high.has_value()) {
      cursor_.SeekBefore(*range.high);
    } else {
      cursor_.SeekLast();
    }
  }
  Settle();
}

void RowCursor::Next() {
  HR_DCHECK(row_ != nullptr);
  if (direction_ == Direction::kForward) {
    cursor_.Next();
  } else {
    cursor_.Previous();
  }
  Settle();
}

void RowCursor::Enter(size_t partition_index) {
  partition_index_ = partition_index;
  cursor_ = TreeCursor(TreeAt(partition_index));
}

// Where the partition has no more rows, goes on to the next that has; then finds out whether the
// range ends here.
void RowCursor::Settle() {
  while (!cursor_.valid()) {
    if (direction_ == Direction::kForward) {
      if (partition_index_ + 1 == partitions_->size()) break;
      Enter(partition_index_ + 1);
      cursor_.SeekFirst();
    } else {
      if (partition_index_ == 0) break;
      Enter(partition_index_ - 1);
      cursor_.SeekLast();
    }
  }
  row_ = cursor_.valid() && InRange() ? cursor_.row() : nullptr;
}

bool RowCursor::InRange() const {
  if (direction_ == Direction::kForward)
    return !range_.high.has_value() || cursor_.Below(*range_.high);
  if (cursor_.Below(range_.low)) return false;
  return !range_.low_exclusive || !(cursor_.row()->key() == range_.low);
}

}  // namespace hashrange::store
