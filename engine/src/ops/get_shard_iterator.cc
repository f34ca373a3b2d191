// GetShardIterator: a place in a shard to read from. Source: Amazon DynamoDB Streams API Reference,
// GetShardIterator; ScyllaDB Alternator tests, which pass on AWS.
#include "ops/operations.h"
#include "ops/shard_iterator.h"
#include "ops/stream_messages.h"
#include "ops/stream_names.h"
#include "store/stream_record.h"

namespace hashrange::ops {
namespace {

using Input = model::members::GetShardIteratorInput;

// Where a shard ends now.
uint64_t EndOf(const store::Stream& stream, const store::Shard& shard) {
  return shard.open() ? stream.next_number() : shard.last_number;
}

// The number to read from of AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER.
Result<uint64_t> NumberOf(const Context& context, const wire::StructureView& input, bool after,
                          const store::Stream& stream, const store::Shard& shard) {
  uint64_t number = 0;
  if (!ParseSequenceNumber(input.String(Input::kSequenceNumber), &number) ||
      number < shard.first_number || number > EndOf(stream, shard)) {
    return Fail(kInvalidSequenceNumber,
                {input.String(Input::kSequenceNumber), input.String(Input::kShardId)});
  }
  if (after) number++;
  const store::RecordCursor next(shard.records, number);
  if (next.valid() && store::IsPastRetention(next.record().header.time_ms, context.now_ms))
    return Fail(kTrimmed);
  return number;
}

}  // namespace

Status GetShardIterator(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out) {
  const Bytes type = input.String(Input::kShardIteratorType);
  const bool by_number = type == "AT_SEQUENCE_NUMBER" || type == "AFTER_SEQUENCE_NUMBER";
  if (by_number != input.has(Input::kSequenceNumber))
    return Fail(by_number ? kSequenceNumberMissing : kSequenceNumberUseless, {type});
  HR_ASSIGN_OR_RETURN(const store::Stream* stream,
                      FindStream(*context, input.String(Input::kStreamArn)));
  const store::Shard* shard =
      FindShard(*stream, input.String(Input::kShardId), context->now_ms);
  if (shard == nullptr) return Fail(kShardNotFound);

  const store::StreamSchema& schema = stream->schema();
  ShardIterator iterator{StreamArn(*context->identity, schema.table_name, schema.label_ms),
                         context->now_ms, shard->stamp, shard->first_number, false};
  if (by_number) {
    HR_ASSIGN_OR_RETURN(iterator.number, NumberOf(*context, input, type == "AFTER_SEQUENCE_NUMBER",
                                                  *stream, *shard));
  } else if (type == "LATEST") {
    iterator.number = EndOf(*stream, *shard);
  } else {
    iterator.horizon = true;
  }
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::GetShardIteratorOutput::kShardIterator);
  out->String(ShardIteratorText(iterator));
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
