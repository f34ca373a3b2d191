// Background work is what a database does without being asked: letting items expire, filling new
// indexes, rolling the shards of streams over. The host gives it its time: after requests (Engine::Options::background_after_requests),
// by a timer, or by hand through the control door's Tick. Tested by engine_control_test.cc.
#ifndef HASHRANGE_API_BACKGROUND_H_
#define HASHRANGE_API_BACKGROUND_H_

#include <cstdint>
#include <optional>

#include "ops/trace.h"
#include "store/state.h"

namespace hashrange::api {

// Between two requests nobody may feel it.
inline constexpr int kStepsAfterRequest = 1;
// What one Tick does when it is not told.
inline constexpr int kStepsOfTick = 256;

struct BackgroundResult {
  bool more = false;  // work that is due was left
  uint64_t expired = 0;
  uint64_t backfilled = 0;
};

// Does up to `steps` bounded steps of the work that is due at `now_ms`, a time of State::Now. What
// it changes are commits as any other, with `entropy` in them. `trace` is null while nobody
// listens.
BackgroundResult RunBackground(store::State* state, uint64_t now_ms, uint64_t entropy, int steps,
                               ops::Trace* trace = nullptr);

// When the next work is due, which may be now or earlier; nothing when there is none. Asked after
// every request: costs nothing where no table has such work.
std::optional<uint64_t> NextDueMs(const store::State& state);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_BACKGROUND_H_
