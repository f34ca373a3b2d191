// Tick: does the background work that is due, a bounded amount of it.
//
//   {"maxSteps"?} -> {"more","nextDueMs","expired","backfilled"}
//
// `more`: some that is due was left. `nextDueMs`: when there is work next, null when there is none.
#include "api/background.h"
#include "api/control.h"
#include "api/messages.h"
#include "wire/json_text.h"

namespace hashrange::api {
namespace {

// False when the text is not a whole number from 1 to a million.
bool ParseSteps(Bytes text, int* steps) {
  constexpr int kStepsMax = 1'000'000;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > kStepsMax) return false;
    value = value * 10 + (c - '0');
  }
  if (value < 1 || value > kStepsMax) return false;
  *steps = value;
  return true;
}

}  // namespace

Status Tick(ops::Context* context, const model::RequestValue& body, std::string* text) {
  ControlMember members[] = {{"maxSteps", model::RequestTag::kNumber}};
  HR_RETURN_IF_ERROR(ReadMembers("Tick", body, members));
  int steps = kStepsOfTick;
  if (members[0].present() && !ParseSteps(members[0].value.bytes, &steps))
    return Fail(kWrongType, {"maxSteps", "Tick", "a whole number from 1 to 1000000"});

  const BackgroundResult result =
      RunBackground(context->state, context->now_ms, context->entropy, steps, context->trace);
  const std::optional<uint64_t> next_due_ms = NextDueMs(*context->state);
  wire::JsonText json(text);
  json.BeginObject();
  json.BooleanMember("more", result.more);
  json.Name("nextDueMs");
  if (next_due_ms.has_value()) {
    json.Integer(*next_due_ms);
  } else {
    json.Null();
  }
  json.IntegerMember("expired", result.expired);
  json.IntegerMember("backfilled", result.backfilled);
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
