// RowCache finds rows by their whole keys without walking the tree: a search of 100,000 rows waits
// for memory half a dozen times, this one twice. It remembers rows that were found, forgets them
// when they leave the tree, and holds none of them: what it does not know the tree does. A copy of
// a partition begins with an empty one.
//
//   bucket := four (tag, row), the one remembered last first
//
// Invariant: every row in it is the tree's row of its key; invariants.cc asks. Tested by
// row_cache_test.cc.
#ifndef HASHRANGE_STORE_ROW_CACHE_H_
#define HASHRANGE_STORE_ROW_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "model/key_codec.h"
#include "store/key_bytes.h"
#include "store/row.h"

namespace hashrange::store {

class RowCache {
 public:
  // Fewer rows than this lie in the processor's own caches anyway.
  static constexpr uint64_t kRowsMin = 1024;

  RowCache() = default;
  RowCache(const RowCache&) {}
  RowCache(RowCache&& other) noexcept
      : buckets_(std::move(other.buckets_)), mask_(std::exchange(other.mask_, 0)) {}
  RowCache& operator=(RowCache other) noexcept {
    buckets_ = std::move(other.buckets_);
    mask_ = other.mask_;
    return *this;
  }

  // The row of that key if it is remembered. `mix` is KeyMix(key).
  const Row* Find(model::KeyView key, uint64_t mix) const {
    if (buckets_ == nullptr) return nullptr;
    const Bucket& bucket = buckets_[IndexOf(mix)];
    const uint32_t tag = TagOf(mix);
    for (size_t i = 0; i < kWays; i++) {
      const Row* row = bucket.rows[i];
      if (bucket.tags[i] == tag && row != nullptr && row->hash() == key.hash &&
          SameKeyBytes(row->key_bytes(), key.bytes)) {
        return row;
      }
    }
    return nullptr;
  }

  // Remembers a row of the tree, which now has `row_count` rows; the cache grows with it. Does
  // nothing where there is no memory.
  void Remember(const Row* row, uint64_t mix, uint64_t row_count);

  // `old_row` leaves the tree, and `new_row` (or nothing) of the same key takes its place.
  void Replace(const Row* old_row, const Row* new_row);

  // Calls visit(row) for every row in it, for invariants.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t at = 0; buckets_ != nullptr && at <= mask_; at++) {
      for (const Row* row : buckets_[at].rows) {
        if (row != nullptr) visit(row);
      }
    }
  }

 private:
  static constexpr size_t kWays = 4;
  static constexpr uint64_t kBucketsMax = 1 << 18;
  struct Bucket {
    uint32_t tags[kWays];
    const Row* rows[kWays];
  };

  // From the upper bits: the lower ones are less well mixed. Index and tag overlap, which costs a
  // tag some of its bits.
  size_t IndexOf(uint64_t mix) const { return static_cast<size_t>(mix >> 40) & mask_; }
  static uint32_t TagOf(uint64_t mix) { return static_cast<uint32_t>(mix >> 16); }

  std::unique_ptr<Bucket[]> buckets_;
  size_t mask_ = 0;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_ROW_CACHE_H_
