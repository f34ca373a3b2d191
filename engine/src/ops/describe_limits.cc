// DescribeLimits: the quotas of a new account, which this database keeps too. Source: AWS API
// Reference, DescribeLimits; AWS Developer Guide, "Quotas". Tested by tests/conformance.
#include "ops/operations.h"
#include "ops/throughput.h"

namespace hashrange::ops {

Status DescribeLimits(Context* /*context*/, const wire::StructureView& /*input*/,
                      wire::ResponseWriter* out) {
  using Output = model::members::DescribeLimitsOutput;
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kAccountMaxReadCapacityUnits);
  out->Number(static_cast<double>(kAccountUnitsMax));
  out->Member(Output::kAccountMaxWriteCapacityUnits);
  out->Number(static_cast<double>(kAccountUnitsMax));
  out->Member(Output::kTableMaxReadCapacityUnits);
  out->Number(static_cast<double>(kTableUnitsMax));
  out->Member(Output::kTableMaxWriteCapacityUnits);
  out->Number(static_cast<double>(kTableUnitsMax));
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
