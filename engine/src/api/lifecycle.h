// What ends by the clock: a table or an index whose time of DELETING is over goes. The engine asks
// before it runs a request, so that nobody finds one whose time has come. Tested by
// engine_lifecycle_test.cc.
#ifndef HASHRANGE_API_LIFECYCLE_H_
#define HASHRANGE_API_LIFECYCLE_H_

#include <cstdint>
#include <optional>

#include "store/state.h"

namespace hashrange::api {

// Takes away what has come to its end at `now_ms`, a time of State::Now, each by a commit of its own.
void EndLifecycles(store::State* state, uint64_t now_ms, uint64_t entropy);

// When something of the table ends next; nothing when nothing does.
std::optional<uint64_t> NextEndMs(const store::Table& table);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_LIFECYCLE_H_
