// State is everything that a database knows: its tables, their streams, the tokens of its
// transactions, and where it stands in sequence and time.
// Only commit.h changes it. A fork is a copy that shares rows and nodes. Tested by commit_test.cc.
#ifndef HASHRANGE_STORE_STATE_H_
#define HASHRANGE_STORE_STATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hashrange/host.h"
#include "store/catalog.h"
#include "store/idempotency.h"
#include "store/node_pool.h"
#include "store/secondary_index.h"
#include "store/stream.h"

namespace hashrange::store {

// How far a file may have come, so that what counts up from there never comes round: half of what
// the counters hold.
inline constexpr uint64_t kRecoveredSequenceMax = UINT64_MAX / 2;
inline constexpr uint32_t kRecoveredTableNumberMax = UINT32_MAX / 2;

class State {
 public:
  State() : pool_(std::make_shared<NodePool>()), tokens_(pool_.get()) {}
  State(State&&) = default;
  State& operator=(State&& other) noexcept;

  const Catalog& catalog() const { return catalog_; }
  const TokenTable& tokens() const { return tokens_; }
  // Those of tables, and those that outlive their tables or their being enabled, in the order of
  // their numbers.
  const std::vector<Stream>& streams() const { return streams_; }
  // Null when there is none.
  const Stream* FindStream(uint32_t number) const;
  // The numbers of the tables that may have background work: an index to be filled, items that
  // expire, a table or an index that goes at its time. Most databases have none.
  const std::vector<uint32_t>& background_tables() const { return background_tables_; }
  // The sequence of the last commit; 0 before the first.
  uint64_t last_sequence() const { return last_sequence_; }
  uint64_t last_now_ms() const { return last_now_ms_; }
  // The number that the next CreateTable must carry.
  uint32_t next_table_number() const { return next_table_number_; }
  // The number that the next stream gets.
  uint32_t next_stream_number() const { return next_stream_number_; }

  // The time of a request, given the host's clock: never earlier than a time that the state has
  // seen before.
  uint64_t Now(uint64_t host_now_ms);
  // True when the host's clock went backwards and was held.
  bool clock_was_clamped() const { return clock_was_clamped_; }

  // A state of its own with the same content, without a log sink. O(tables + partitions + shards). The
  // fork must stay in this thread.
  State Fork() const;

  // Where the frames of later commits go; null (the default) for nowhere. Not owned.
  void set_log_sink(LogSink* sink) { log_sink_ = sink; }
  LogSink* log_sink() const { return log_sink_; }

  // Frees some of what was dropped; true when more is left. The engine calls it between requests.
  bool ReleaseSome(size_t nodes_max) { return pool_->ReleaseSome(nodes_max); }
  NodePool* pool() const { return pool_.get(); }

 private:
  friend class Committer;
  friend class Preparation;

  // First, so that it goes last: trees drop their nodes into it.
  std::shared_ptr<NodePool> pool_;
  Catalog catalog_;
  TokenTable tokens_;
  std::vector<Stream> streams_;
  std::vector<uint32_t> background_tables_;
  uint64_t last_sequence_ = 0;
  uint64_t last_now_ms_ = 0;
  uint32_t next_table_number_ = 1;
  uint32_t next_stream_number_ = 1;
  bool clock_was_clamped_ = false;
  LogSink* log_sink_ = nullptr;
  std::string frame_;                  // reused by every commit
  std::vector<const CowTree*> trees_;  // of the batch being prepared; likewise
  IndexScratch index_scratch_;         // likewise
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_STATE_H_
