#include "api/background.h"

namespace hashrange::api {

BackgroundResult RunBackground(store::State*, uint64_t, uint64_t, int, ops::Trace*) { return {}; }

std::optional<uint64_t> NextDueMs(const store::State&) { return std::nullopt; }

}  // namespace hashrange::api
