// UpdateTimeToLive: begins or ends the queue of the items that expire. What is wrong in itself is
// told before the wait between two changes. Source: AWS API Reference, UpdateTimeToLive;
// control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#include <string>
#include <utility>

#include "ops/commit_batch.h"
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/table_messages.h"

namespace hashrange::ops {
namespace {

using Input = model::members::UpdateTimeToLiveInput;
using Specification = model::members::TimeToLiveSpecification;

// A change was refused 1,811 s after the one before and accepted 1,872 s after it. (An hour, says
// the AWS Developer Guide.) Source: control-plane lab, measured 2026-10.
constexpr uint64_t kChangesApartMs = 31 * 60'000;

Status CheckChange(const model::TableSchema& schema, bool enabled, Bytes attribute,
                   uint64_t now_ms) {
  if (schema.time_to_live) {
    const std::string& current = schema.time_to_live->partition_keys[0].name;
    if (Bytes(current) != attribute) return Fail(kTimeToLiveOfOtherAttribute, {current});
    if (enabled) return Fail(kTimeToLiveEnabled);
  } else if (!enabled) {
    return Fail(kTimeToLiveDisabled);
  }
  if (schema.time_to_live_changed_ms != 0 &&
      now_ms < schema.time_to_live_changed_ms + kChangesApartMs) {
    return Fail(kTimeToLiveTooSoon);
  }
  return {};
}

}  // namespace

Status UpdateTimeToLive(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(const store::Table* table,
                      FindTableToDescribe(*context, input.String(Input::kTableName)));
  if (IsCreating(table->schema(), context->now_ms))
    return Fail(kTimeToLiveWhileCreating, {table->schema().table_name});
  HR_RETURN_IF_ERROR(CheckInUse(table->schema(), context->now_ms));
  const wire::StructureView specification = input.Structure(Input::kTimeToLiveSpecification);
  const bool enabled = specification.Boolean(Specification::kEnabled);
  const Bytes attribute = specification.String(Specification::kAttributeName);
  HR_RETURN_IF_ERROR(CheckChange(table->schema(), enabled, attribute, context->now_ms));

  model::TableSchema schema = table->schema();
  schema.time_to_live.reset();
  if (enabled) {
    schema.time_to_live = model::ExpiryIndex(schema.next_index_number++, std::string(attribute));
  }
  schema.time_to_live_changed_ms = context->now_ms;
  model::FinishSchema(&schema);
  HR_RETURN_IF_ERROR(CommitSchema(context, *table, std::move(schema)));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::UpdateTimeToLiveOutput::kTimeToLiveSpecification);
  const wire::ResponseWriter::Mark echo = out->BeginStructure();
  out->Member(Specification::kEnabled);
  out->Boolean(enabled);
  out->Member(Specification::kAttributeName);
  out->String(attribute);
  out->EndStructure(echo);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
