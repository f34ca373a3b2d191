// Scan: every item of a table, or entry of an index, in the order of the hashes of their partition
// keys, a page at a time; in segments of the hashes where several scan side by side. Source: AWS API
// Reference, Scan.
#include <optional>
#include <string>

#include "ops/item_request.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/page.h"

namespace hashrange::ops {
namespace {

using Input = model::members::ScanInput;
using Output = model::members::ScanOutput;

// In the order in which the service lists them. Source: dynalite, observed on AWS.
constexpr ParameterName kExpressions[] = {{Input::kProjectionExpression, "ProjectionExpression"},
                                          {Input::kFilterExpression, "FilterExpression"}};
constexpr ParameterName kWithValues[] = {{Input::kFilterExpression, "FilterExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kAttributesToGet, "AttributesToGet"},
                                     {Input::kScanFilter, "ScanFilter"},
                                     {Input::kConditionalOperator, "ConditionalOperator"}};
constexpr LegacyMembers kLegacyMembers{.attributes_to_get = Input::kAttributesToGet,
                                       .filter = Input::kScanFilter,
                                       .conditional_operator = Input::kConditionalOperator};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kScan,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = Input::kExpressionAttributeValues,
                                           .expressions = kExpressions,
                                           .with_values = kWithValues,
                                           .legacy = kLegacy,
                                           .legacy_members = kLegacyMembers,
                                           .envelope = false,
                                           .layer = model::ValueLayer::kOlder};
constexpr PageMembers kPageMembers{.items = Output::kItems,
                                   .count = Output::kCount,
                                   .scanned_count = Output::kScannedCount,
                                   .last_evaluated_key = Output::kLastEvaluatedKey,
                                   .consumed_capacity = Output::kConsumedCapacity};

// Segments of up to so many are cut at multiples of the hash's upper 12 bits, more of them anywhere.
// Source: dynalite, observed on AWS; beyond 4,096 ours.
constexpr uint64_t kCoarseSegmentsMax = 4096;
constexpr int kCoarseShift = 64 - 12;

// ceil(2^64 * segment / total) for segment < total.
uint64_t FineBound(uint64_t segment, uint64_t total) {
  uint64_t quotient = 0;
  uint64_t remainder = segment;
  for (int bit = 0; bit < 64; bit++) {
    remainder *= 2;
    quotient *= 2;
    if (remainder >= total) {
      remainder -= total;
      quotient++;
    }
  }
  return quotient + (remainder > 0 ? 1 : 0);
}

// The lowest hash of a segment; nothing behind the last.
std::optional<uint64_t> SegmentBegin(uint64_t segment, uint64_t total) {
  if (segment == total) return std::nullopt;
  if (total > kCoarseSegmentsMax) return FineBound(segment, total);
  return (kCoarseSegmentsMax * segment + total - 1) / total << kCoarseShift;
}

struct Segment {
  uint64_t index = 0;
  uint64_t total = 1;
};

Status ReadSegment(const wire::StructureView& input, bool older, Segment* segment) {
  const bool has_segment = input.has(Input::kSegment);
  const bool has_total = input.has(Input::kTotalSegments);
  if (has_segment && !has_total) return Fail(kTotalSegmentsMissing);
  if (has_total && !has_segment) return Fail(kSegmentMissing);
  if (!has_segment) return {};
  segment->index = static_cast<uint64_t>(input.Integer(Input::kSegment));
  segment->total = static_cast<uint64_t>(input.Integer(Input::kTotalSegments));
  if (segment->index >= segment->total) {
    if (!older) return Fail(kSegmentTooLarge);
    return Fail(kSegmentTooLargeOlder,
                {std::to_string(segment->index), std::to_string(segment->total)});
  }
  return {};
}

// The stages that need no table.
Status Prepare(ItemRequest* request, Context* context, const wire::StructureView& input,
               PageRequest* page, Segment* segment) {
  const model::Dialect dialect = context->identity->dialect;
  const bool older = dialect.has(model::kOlderScan);
  HR_RETURN_IF_ERROR(ReadSelect(input.String(Input::kSelect),
                                input.has(Input::kProjectionExpression),
                                input.has(Input::kAttributesToGet), input.has(Input::kIndexName),
                                !older, page));
  HR_RETURN_IF_ERROR(request->CheckMixing());
  HR_RETURN_IF_ERROR(request->CheckPresence());
  // Before the depth of a value, or after it. Source: paritysuite, measured in ten regions
  // 2026-10-09.
  const bool depth_first = dialect.has(model::kScanDepthFirst);
  if (!depth_first) HR_RETURN_IF_ERROR(request->CheckConditionalOperator());
  HR_RETURN_IF_ERROR(request->legacy().ReadProjection(&page->projection));
  HR_RETURN_IF_ERROR(request->DecodeValues());
  if (depth_first) HR_RETURN_IF_ERROR(request->CheckConditionalOperator());
  HR_RETURN_IF_ERROR(request->legacy().ReadCondition(&page->filter));
  if (input.has(Input::kExclusiveStartKey)) {
    HR_RETURN_IF_ERROR(
        request->DecodeStartKey(Input::kExclusiveStartKey, &context->scratch->start_key));
  }
  HR_RETURN_IF_ERROR(ReadSegment(input, older, segment));
  HR_RETURN_IF_ERROR(request->CheckEmpty());
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(request->ParseProjection(Input::kProjectionExpression, &page->projection));
  HR_RETURN_IF_ERROR(request->ParseCondition(Input::kFilterExpression,
                                             expr::ExpressionKind::kFilter, &page->filter));
  page->limit = input.has(Input::kLimit) ? input.Integer(Input::kLimit) : -1;
  page->consistent = input.Boolean(Input::kConsistentRead);
  return request->CheckAllUsed();
}

}  // namespace

Status Scan(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  PageRequest page;
  Segment segment;
  HR_RETURN_IF_ERROR(Prepare(&request, context, input, &page, &segment));

  const Bytes table_name = input.String(Input::kTableName);
  ReadSource source;
  HR_RETURN_IF_ERROR(FindSource(*context, ReadOperation::kScan, table_name,
                                input.has(Input::kIndexName), input.String(Input::kIndexName),
                                page.consistent, &source));
  store::KeyRange range;
  range.low.hash = *SegmentBegin(segment.index, segment.total);
  const std::optional<uint64_t> end = SegmentBegin(segment.index + 1, segment.total);
  if (end) range.high = model::KeyView{*end, {}};
  model::Key start;
  if (input.has(Input::kExclusiveStartKey)) {
    const bool older = context->identity->dialect.has(model::kOlderScan);
    HR_RETURN_IF_ERROR(KeyOfStartKey(source, context->scratch->start_key.value(),
                                     older ? StartKeyWording::kLong : StartKeyWording::kShort,
                                     context, &start));
    if (start.hash < range.low.hash || (end && start.hash >= *end)) {
      return Fail(kStartKeyOfOtherSegment,
                  {std::to_string(segment.total), std::to_string(segment.index)});
    }
    range.low = start.view();
    range.low_exclusive = true;
  }
  HR_RETURN_IF_ERROR(CheckSelectOfSource(source, page));
  HR_RETURN_IF_ERROR(CheckPathsOfSource(source, page));
  WritePage(source, range, store::Direction::kForward, page, kPageMembers,
            ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)), table_name, context,
            out);
  return {};
}

}  // namespace hashrange::ops
