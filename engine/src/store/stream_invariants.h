// What must hold of streams, for CheckInvariants (store/invariants.h). Tested by invariants_test.cc.
#ifndef HASHRANGE_STORE_STREAM_INVARIANTS_H_
#define HASHRANGE_STORE_STREAM_INVARIANTS_H_

#include <optional>
#include <string>
#include <vector>

#include "store/state.h"

namespace hashrange::store {

// The first invariant of streams that does not hold, in one sentence: numbers and labels are given
// once, an enabled stream and its table know each other, every partition has its open shard, shards
// are in the order of their stamps, records in the order of their numbers and times, with the images
// that the view type asks for, and in the partitions that their shards take them from.
std::optional<std::string> CheckStreams(const State& state);

// The same of the shards of one stream, without their records: what a checkpoint may say.
std::optional<std::string> CheckShards(const std::vector<ShardHeader>& shards,
                                       uint64_t next_number);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_STREAM_INVARIANTS_H_
