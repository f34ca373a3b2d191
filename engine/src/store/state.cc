#include "store/state.h"

#include <algorithm>
#include <utility>

namespace hashrange::store {

// The pool that comes last holds the old trees' nodes until the old trees are gone.
State& State::operator=(State&& other) noexcept {
  const std::shared_ptr<NodePool> old_pool = std::move(pool_);
  pool_ = std::move(other.pool_);
  catalog_ = std::move(other.catalog_);
  tokens_ = std::move(other.tokens_);
  streams_ = std::move(other.streams_);
  background_tables_ = std::move(other.background_tables_);
  last_sequence_ = other.last_sequence_;
  last_now_ms_ = other.last_now_ms_;
  next_table_number_ = other.next_table_number_;
  next_stream_number_ = other.next_stream_number_;
  clock_was_clamped_ = other.clock_was_clamped_;
  log_sink_ = other.log_sink_;
  frame_ = std::move(other.frame_);
  return *this;
}

const Stream* State::FindStream(uint32_t number) const {
  const auto found =
      std::lower_bound(streams_.begin(), streams_.end(), number,
                       [](const Stream& stream, uint32_t wanted) { return stream.number() < wanted; });
  return found == streams_.end() || found->number() != number ? nullptr : &*found;
}

uint64_t State::Now(uint64_t host_now_ms) {
  if (host_now_ms < last_now_ms_) {
    clock_was_clamped_ = true;
  } else {
    last_now_ms_ = host_now_ms;
  }
  return last_now_ms_;
}

State State::Fork() const {
  State fork;
  fork.pool_ = pool_;
  fork.catalog_ = catalog_;
  fork.tokens_ = tokens_;
  fork.streams_ = streams_;
  fork.background_tables_ = background_tables_;
  fork.last_sequence_ = last_sequence_;
  fork.last_now_ms_ = last_now_ms_;
  fork.next_table_number_ = next_table_number_;
  fork.next_stream_number_ = next_stream_number_;
  fork.clock_was_clamped_ = clock_was_clamped_;
  return fork;
}

}  // namespace hashrange::store
