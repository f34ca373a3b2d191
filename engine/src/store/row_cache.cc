#include "store/row_cache.h"

#include <new>

namespace hashrange::store {

void RowCache::Remember(const Row* row, uint64_t mix, uint64_t row_count) {
  if (row_count < kRowsMin) return;
  const uint64_t bucket_count = buckets_ == nullptr ? 0 : mask_ + 1;
  if (bucket_count < kBucketsMax && row_count > kWays * bucket_count) {
    // Room for half as many again, so that it is not made anew soon.
    uint64_t wanted = 1;
    while (wanted < kBucketsMax && wanted * kWays < row_count + row_count / 2) wanted *= 2;
    std::unique_ptr<Bucket[]> larger(new (std::nothrow) Bucket[static_cast<size_t>(wanted)]());
    if (larger == nullptr) return;
    buckets_ = std::move(larger);
    mask_ = static_cast<size_t>(wanted) - 1;
  }
  Bucket& bucket = buckets_[IndexOf(mix)];
  for (size_t i = kWays - 1; i > 0; i--) {
    bucket.tags[i] = bucket.tags[i - 1];
    bucket.rows[i] = bucket.rows[i - 1];
  }
  bucket.tags[0] = TagOf(mix);
  bucket.rows[0] = row;
}

void RowCache::Replace(const Row* old_row, const Row* new_row) {
  if (buckets_ == nullptr) return;
  for (const Row*& row : buckets_[IndexOf(KeyMix(old_row->key()))].rows) {
    if (row == old_row) row = new_row;
  }
}

}  // namespace hashrange::store
