// GetRecords: a page of a shard's records, and the iterator to go on with, which is absent when a
// closed shard has no more. Source: Amazon DynamoDB Streams API Reference, GetRecords; ScyllaDB
// Alternator tests, which pass on AWS.
#include <string>

#include "base/utc.h"
#include "model/item_size.h"
#include "ops/operations.h"
#include "ops/shard_iterator.h"
#include "ops/stream_messages.h"
#include "ops/stream_names.h"
#include "store/stream_record.h"

namespace hashrange::ops {
namespace {

using Input = model::members::GetRecordsInput;
using Output = model::members::GetRecordsOutput;
using model::members::Record;
using model::members::StreamRecord;
using wire::ResponseWriter;

// A page ends with the record before it would pass either. Source: Amazon DynamoDB Streams API
// Reference, GetRecords.
constexpr size_t kRecordsInPage = 1'000;
constexpr uint64_t kPageBytesMax = 1024 * 1024;

// A record and what is told of it.
struct Page {
  const Context& context;
  const store::Stream& stream;
  ResponseWriter* out;

  // The sizes of the keys and of the images. Source: Amazon DynamoDB Streams API Reference,
  // StreamRecord; a record of 12 bytes for an item of 6, LocalStack's snapshots of AWS 2024-01.
  uint64_t BytesOf(const store::RecordView& record, const model::Value& keys) const {
    const model::StreamViewType view_type = stream.schema().view_type;
    uint64_t bytes = model::ItemBytes(keys);
    for (const store::Row* image : {record.new_image(view_type), record.old_image(view_type)}) {
      if (image != nullptr) bytes += image->item().item_bytes();
    }
    return bytes;
  }

  // Valid until the next call.
  model::Value KeysOf(const store::RecordView& record) const {
    return store::KeysOf(stream.schema(), record.first->item(), &context.scratch->projection);
  }

  void Write(const store::RecordView& record, const model::Value& keys, uint64_t bytes) const;

 private:
  void WriteImages(const store::RecordView& record) const;
};

void Page::WriteImages(const store::RecordView& record) const {
  const model::StreamViewType view_type = stream.schema().view_type;
  if (const store::Row* image = record.new_image(view_type)) {
    out->Member(StreamRecord::kNewImage);
    out->Attributes(image->item().root());
  }
  if (const store::Row* image = record.old_image(view_type)) {
    out->Member(StreamRecord::kOldImage);
    out->Attributes(image->item().root());
  }
}

void Page::Write(const store::RecordView& record, const model::Value& keys, uint64_t bytes) const {
  const store::RecordHeader& header = record.header;
  out->Element();
  const ResponseWriter::Mark structure = out->BeginStructure();
  out->StringMember(Record::kEventID, EventId(stream.schema(), header.number));
  out->StringMember(Record::kEventName, RecordEventName(header.event));
  // Source: Amazon DynamoDB Streams API Reference, Record.
  out->StringMember(Record::kEventVersion, "1.1");
  out->StringMember(Record::kEventSource, "aws:dynamodb");
  out->StringMember(Record::kAwsRegion, context.identity->region);
  out->Member(Record::kDynamodb);
  const ResponseWriter::Mark dynamodb = out->BeginStructure();
  out->Member(StreamRecord::kApproximateCreationDateTime);
  out->Timestamp(static_cast<double>(header.time_ms / 1000));
  out->Member(StreamRecord::kKeys);
  out->Attributes(keys);
  WriteImages(record);
  out->StringMember(StreamRecord::kSequenceNumber, SequenceNumber(header.number));
  out->Member(StreamRecord::kSizeBytes);
  out->Number(static_cast<double>(bytes));
  out->StringMember(StreamRecord::kStreamViewType, StreamViewTypeName(stream.schema().view_type));
  out->EndStructure(dynamodb);
  if (header.by_service) {
    // Source: AWS Developer Guide, "DynamoDB Streams and Time to Live".
    out->Member(Record::kUserIdentity);
    const ResponseWriter::Mark identity = out->BeginStructure();
    out->StringMember(model::members::Identity::kPrincipalId, "dynamodb.amazonaws.com");
    out->StringMember(model::members::Identity::kType, "Service");
    out->EndStructure(identity);
  }
  out->EndStructure(structure);
}

// The iterator's shard, and the number to read from; errors when it is too late for either.
Result<const store::Shard*> FindPlace(const Context& context, const store::Stream& stream,
                                      ShardIterator* iterator) {
  const store::Shard* shard = stream.FindShard(iterator->shard);
  if (shard == nullptr || shard->IsGone(context.now_ms)) return Fail(kTrimmed);
  if (iterator->horizon) {
    iterator->number = store::FirstKeptNumber(stream, *shard, context.now_ms);
    return shard;
  }
  const store::RecordCursor next(shard->records, iterator->number);
  if (next.valid() && store::IsPastRetention(next.record().header.time_ms, context.now_ms))
    return Fail(kTrimmed);
  return shard;
}

}  // namespace

Status GetRecords(Context* context, const wire::StructureView& input, ResponseWriter* out) {
  ShardIterator iterator;
  if (!ParseShardIterator(input.String(Input::kShardIterator), &iterator))
    return Fail(kInvalidShardIterator);
  if (context->now_ms >= store::LaterMs(iterator.issued_ms, kIteratorLifeMs)) {
    return Fail(kIteratorExpired,
                {base::JavaText(iterator.issued_ms), base::JavaText(context->now_ms)});
  }
  HR_ASSIGN_OR_RETURN(const store::Stream* stream, FindStream(*context, iterator.arn));
  HR_ASSIGN_OR_RETURN(const store::Shard* shard, FindPlace(*context, *stream, &iterator));

  const size_t limit = input.has(Input::kLimit)
                           ? static_cast<size_t>(input.Integer(Input::kLimit))
                           : kRecordsInPage;
  const Page page{*context, *stream, out};
  const ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kRecords);
  const ResponseWriter::Mark list = out->BeginList();
  store::RecordCursor cursor(shard->records, iterator.number);
  uint64_t page_bytes = 0;
  for (size_t count = 0; cursor.valid() && count < limit; cursor.Next(), count++) {
    const model::Value keys = page.KeysOf(cursor.record());
    const uint64_t bytes = page.BytesOf(cursor.record(), keys);
    if (count > 0 && page_bytes + bytes > kPageBytesMax) break;
    page_bytes += bytes;
    page.Write(cursor.record(), keys, bytes);
  }
  out->EndList(list);
  if (cursor.valid() || shard->open()) {
    iterator.issued_ms = context->now_ms;
    iterator.horizon = false;
    iterator.number = cursor.valid() ? cursor.record().header.number : stream->next_number();
    out->Member(Output::kNextShardIterator);
    out->String(ShardIteratorText(iterator));
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
