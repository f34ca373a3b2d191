// DescribeEndpoints: the region's endpoint as the service names it. Who answers requests here does
// not follow from it. Source: AWS API Reference, DescribeEndpoints. Tested by tests/conformance.
#include "ops/operations.h"

namespace hashrange::ops {

Status DescribeEndpoints(Context* context, const wire::StructureView& /*input*/,
                         wire::ResponseWriter* out) {
  using model::members::Endpoint;
  constexpr double kCacheMinutes = 1440;
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DescribeEndpointsResponse::kEndpoints);
  const wire::ResponseWriter::Mark list = out->BeginList();
  out->Element();
  const wire::ResponseWriter::Mark endpoint = out->BeginStructure();
  out->Member(Endpoint::kAddress);
  out->String("dynamodb." + context->identity->region + ".amazonaws.com");
  out->Member(Endpoint::kCachePeriodInMinutes);
  out->Number(kCacheMinutes);
  out->EndStructure(endpoint);
  out->EndList(list);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
