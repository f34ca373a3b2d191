// DescribeStream: a stream and a page of its shards, in the order of their ids. Source: Amazon
// DynamoDB Streams API Reference, DescribeStream; ScyllaDB Alternator tests, which pass on AWS.
#include <string>

#include "ops/lifecycle.h"
#include "ops/operations.h"
#include "ops/stream_messages.h"
#include "ops/stream_names.h"

namespace hashrange::ops {
namespace {

using Input = model::members::DescribeStreamInput;
using Description = model::members::StreamDescription;
using model::members::KeySchemaElement;
using model::members::SequenceNumberRange;
using model::members::Shard;
using model::members::ShardFilter;
using wire::ResponseWriter;

constexpr size_t kShardsInPage = 100;

void WriteKey(const model::KeyAttribute& key, Bytes type, ResponseWriter* out) {
  out->Element();
  const ResponseWriter::Mark element = out->BeginStructure();
  out->StringMember(KeySchemaElement::kAttributeName, key.name);
  out->StringMember(KeySchemaElement::kKeyType, type);
  out->EndStructure(element);
}

void WriteShard(const store::StreamSchema& stream, const store::ShardHeader& shard,
                ResponseWriter* out) {
  out->Element();
  const ResponseWriter::Mark structure = out->BeginStructure();
  out->StringMember(Shard::kShardId, ShardId(stream, shard.stamp));
  out->Member(Shard::kSequenceNumberRange);
  const ResponseWriter::Mark range = out->BeginStructure();
  out->StringMember(SequenceNumberRange::kStartingSequenceNumber,
                    SequenceNumber(shard.first_number));
  if (!shard.open())
    out->StringMember(SequenceNumberRange::kEndingSequenceNumber,
                      SequenceNumber(shard.last_number));
  out->EndStructure(range);
  if (shard.parent != 0) out->StringMember(Shard::kParentShardId, ShardId(stream, shard.parent));
  out->EndStructure(structure);
}

// Writes the page of shards, and where it ended when it is not the last one. The shard to start
// after need not exist. `parent`: only the children of that shard.
void WriteShards(const Context& context, const wire::StructureView& input,
                 const store::Stream& stream, Bytes parent, ResponseWriter* out) {
  const size_t limit = input.has(Input::kLimit)
                           ? static_cast<size_t>(input.Integer(Input::kLimit))
                           : kShardsInPage;
  const Bytes start = input.String(Input::kExclusiveStartShardId);
  out->Member(Description::kShards);
  const ResponseWriter::Mark list = out->BeginList();
  std::string last;
  size_t count = 0;
  bool more = false;
  for (const store::Shard& shard : stream.shards()) {
    if (shard.IsGone(context.now_ms)) continue;
    const std::string id = ShardId(stream.schema(), shard.stamp);
    if (Bytes(id) <= start) continue;
    if (!parent.empty() &&
        (shard.parent == 0 || Bytes(ShardId(stream.schema(), shard.parent)) != parent)) {
      continue;
    }
    more = count == limit;
    if (more) break;
    WriteShard(stream.schema(), shard, out);
    last = id;
    count++;
  }
  out->EndList(list);
  if (more) out->StringMember(Description::kLastEvaluatedShardId, last);
}

// While its table is being made or given or taken the stream, that is its status too.
Bytes StatusOf(const Context& context, const store::Stream& stream) {
  const store::Table* table = context.state->catalog().Find(Bytes(stream.schema().table_name));
  const bool latest =
      table != nullptr && table->schema().stream_label_ms == stream.schema().label_ms;
  const bool changing =
      latest && (IsCreating(table->schema(), context.now_ms) ||
                 (IsUpdating(table->schema(), context.now_ms) &&
                  table->schema().lifecycle.job == model::TableJob::kStream));
  if (stream.enabled()) return changing ? "ENABLING" : "ENABLED";
  return changing ? "DISABLING" : "DISABLED";
}

}  // namespace

Status DescribeStream(Context* context, const wire::StructureView& input, ResponseWriter* out) {
  Bytes parent;
  if (input.has(Input::kShardFilter)) {
    const wire::StructureView filter = input.Structure(Input::kShardFilter);
    if (!filter.has(ShardFilter::kType) || !filter.has(ShardFilter::kShardId))
      return Fail(kShardFilterIncomplete);
    parent = filter.String(ShardFilter::kShardId);
  }
  HR_ASSIGN_OR_RETURN(const store::Stream* stream,
                      FindStream(*context, input.String(Input::kStreamArn)));
  const store::StreamSchema& schema = stream->schema();
  const ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::DescribeStreamOutput::kStreamDescription);
  const ResponseWriter::Mark description = out->BeginStructure();
  out->StringMember(Description::kStreamArn,
                    StreamArn(*context->identity, schema.table_name, schema.label_ms));
  out->StringMember(Description::kStreamLabel, StreamLabel(schema.label_ms));
  out->StringMember(Description::kStreamStatus, StatusOf(*context, *stream));
  out->StringMember(Description::kStreamViewType, StreamViewTypeName(schema.view_type));
  out->Member(Description::kCreationRequestDateTime);
  out->Timestamp(static_cast<double>(schema.label_ms) / 1000);
  out->StringMember(Description::kTableName, schema.table_name);
  out->Member(Description::kKeySchema);
  const ResponseWriter::Mark keys = out->BeginList();
  WriteKey(schema.partition_key, "HASH", out);
  if (schema.sort_key.has_value()) WriteKey(*schema.sort_key, "RANGE", out);
  out->EndList(keys);
  WriteShards(*context, input, *stream, parent, out);
  out->EndStructure(description);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
