// What must hold of every state at every moment, checked by tests, simulators and fuzzers. Tested
// by invariants_test.cc.
#ifndef HASHRANGE_STORE_INVARIANTS_H_
#define HASHRANGE_STORE_INVARIANTS_H_

#include <optional>
#include <string>

#include "store/state.h"

namespace hashrange::store {

// What is wrong with a row of a table with those keys, in one sentence: its key must be the one that
// its item has. Nothing when it is right. Recovery asks it of every row that it reads.
std::optional<std::string> CheckRow(const model::KeyAttribute& partition_key,
                                    const std::optional<model::KeyAttribute>& sort_key,
                                    const Row& row);

// The first invariant that does not hold, in one sentence; nothing when all do. Looks at every row:
// O(items). Trees are ordered and of one height, ranges of partitions meet, every row lies in its
// partition's range, counts and sums of bytes are right, every index holds what its table's rows
// ask for, names and numbers of tables agree, tokens are in the order of their time, streams belong to
// their tables and have an open shard for each partition, everything in use has a holder.
std::optional<std::string> CheckInvariants(const State& state);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_INVARIANTS_H_
