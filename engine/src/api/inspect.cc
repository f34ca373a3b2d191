// Inspect: what a database looks like inside, without its items: where it stands in time and
// sequence, what is due, and every table with its partitions.
//
//   {} -> {"region","now","clockWasClamped","sequence","memory":{"nodes"},
//          "background":{"due","nextDueMs"},
//          "tables":[{"TableName","number","status","itemCount","itemBytes","partitions":[...],
//            "indexes":[{"IndexName","kind","status","filledTo"?,"itemCount","itemBytes",
//                        "partitions"?}],
//            "timeToLive"?:{"AttributeName","status","itemCount"}}],
//          "streams":[{"StreamArn","TableName","StreamLabel","StreamViewType","status","recordCount",
//            "shards":[{"ShardId","ParentShardId"?,"open","openedMs","closedMs"?,"recordCount",
//                       "partition"?}]}]}
//
// `filledTo`: an index that is being filled has the entries of the items up to there. A local index
// has no partitions: it lies in those of its table. itemCount of timeToLive: items that will expire.
// `nodes` counts the nodes of trees in use, those of forks and of dropped trees that are not freed
// yet among them: they share one pool. `streams` has those of deleted tables too, for a day;
// `partition` is the position of the one that writes into the shard. Costs O(tables + partitions +
// shards).
#include "api/inspect.h"

#include "api/background.h"
#include "api/control.h"
#include "ops/lifecycle.h"
#include "ops/stream_names.h"

namespace hashrange::api {
namespace {

void WritePartitions(const store::PartitionList& partitions, wire::KeyAttributes attributes,
                     uint64_t now_ms, wire::JsonText* json) {
  json->Name("partitions");
  json->BeginArray();
  for (const store::Partition& partition : partitions)
    WritePartition(partition, attributes, now_ms, json);
  json->EndArray();
}

void WriteIndex(const store::Table& table, const store::SecondaryIndex& index, uint64_t now_ms,
                wire::JsonText* json) {
  json->BeginObject();
  json->StringMember("IndexName", index.schema->name);
  json->StringMember("kind", index.own ? "global" : "local");
  json->StringMember("status", ops::IndexStatusOf(table.schema(), *index.schema, index.complete(),
                                                   now_ms));
  if (!index.complete()) {
    json->Name("filledTo");
    wire::WriteKeyBound(index.filled->view(), KeyAttributesOf(table.schema()), json);
  }
  json->IntegerMember("itemCount", table.ItemCountOf(index));
  json->IntegerMember("itemBytes", table.ItemBytesOf(index));
  if (index.own) WritePartitions(*index.own, KeyAttributesOf(*index.schema), now_ms, json);
  json->EndObject();
}

void WriteTable(const store::Table& table, uint64_t now_ms, wire::JsonText* json) {
  json->BeginObject();
  json->StringMember("TableName", table.schema().table_name);
  json->IntegerMember("number", table.number());
  json->StringMember("status", ops::TableStatusOf(table.schema(), now_ms));
  json->IntegerMember("itemCount", table.item_count());
  json->IntegerMember("itemBytes", table.item_bytes());
  WritePartitions(table.partitions(), KeyAttributesOf(table.schema()), now_ms, json);
  json->Name("indexes");
  json->BeginArray();
  for (const store::SecondaryIndex& index : table.indexes()) {
    const model::IndexKind kind = index.schema->kind;
    if (kind == model::IndexKind::kGlobal || kind == model::IndexKind::kLocal)
      WriteIndex(table, index, now_ms, json);
  }
  json->EndArray();
  if (const store::SecondaryIndex* queue = table.expiry_queue()) {
    json->Name("timeToLive");
    json->BeginObject();
    json->StringMember("AttributeName", queue->schema->partition_keys[0].name);
    json->StringMember("status", queue->complete() ? "ENABLED" : "ENABLING");
    json->IntegerMember("itemCount", table.ItemCountOf(*queue));
    json->EndObject();
  }
  json->EndObject();
}

// The position of the partition whose records go to the shard.
std::optional<size_t> PartitionOf(const store::State& state, const store::Stream& stream,
                                  const store::Shard& shard) {
  const store::Table* table = state.catalog().Find(Bytes(stream.schema().table_name));
  if (table == nullptr || table->stream() != stream.number()) return std::nullopt;
  for (size_t i = 0; i < table->partitions().size(); i++) {
    if (table->partitions()[i].shard == shard.stamp) return i;
  }
  return std::nullopt;
}

void WriteShard(const store::State& state, const store::Stream& stream, const store::Shard& shard,
                wire::JsonText* json) {
  json->BeginObject();
  json->StringMember("ShardId", ops::ShardId(stream.schema(), shard.stamp));
  if (shard.parent != 0)
    json->StringMember("ParentShardId", ops::ShardId(stream.schema(), shard.parent));
  json->BooleanMember("open", shard.open());
  json->IntegerMember("openedMs", shard.created_ms);
  if (!shard.open()) json->IntegerMember("closedMs", shard.closed_ms);
  json->IntegerMember("recordCount", shard.record_count);
  if (const std::optional<size_t> partition = PartitionOf(state, stream, shard))
    json->IntegerMember("partition", *partition);
  json->EndObject();
}

void WriteStream(const ops::Context& context, const store::Stream& stream, wire::JsonText* json) {
  const store::StreamSchema& schema = stream.schema();
  uint64_t record_count = 0;
  for (const store::Shard& shard : stream.shards()) record_count += shard.record_count;
  json->BeginObject();
  json->StringMember("StreamArn",
                     ops::StreamArn(*context.identity, schema.table_name, schema.label_ms));
  json->StringMember("TableName", schema.table_name);
  json->StringMember("StreamLabel", ops::StreamLabel(schema.label_ms));
  json->StringMember("StreamViewType", ops::StreamViewTypeName(schema.view_type));
  json->StringMember("status", stream.enabled() ? "ENABLED" : "DISABLED");
  json->IntegerMember("recordCount", record_count);
  json->Name("shards");
  json->BeginArray();
  for (const store::Shard& shard : stream.shards())
    WriteShard(*context.state, stream, shard, json);
  json->EndArray();
  json->EndObject();
}

void WriteBackground(const ops::Context& context, wire::JsonText* json) {
  const std::optional<uint64_t> next_due_ms = NextDueMs(*context.state);
  json->BeginObject();
  json->BooleanMember("due", next_due_ms.has_value() && *next_due_ms <= context.now_ms);
  json->Name("nextDueMs");
  if (next_due_ms.has_value()) {
    json->Integer(*next_due_ms);
  } else {
    json->Null();
  }
  json->EndObject();
}

}  // namespace

void WritePartition(const store::Partition& partition, wire::KeyAttributes attributes,
                    uint64_t now_ms, wire::JsonText* json) {
  json->BeginObject();
  json->Name("low");
  wire::WriteKeyBound(partition.low.view(), attributes, json);
  json->Name("high");
  if (partition.high.has_value()) {
    wire::WriteKeyBound(partition.high->view(), attributes, json);
  } else {
    json->Null();
  }
  json->IntegerMember("itemCount", partition.item_count);
  json->IntegerMember("itemBytes", partition.item_bytes);
  json->Name("heat");
  json->BeginObject();
  json->Name("readUnits");
  json->Number(partition.heat.ReadUnits(now_ms));
  json->Name("writeUnits");
  json->Number(partition.heat.WriteUnits(now_ms));
  json->EndObject();
  json->EndObject();
}

Status Inspect(ops::Context* context, const model::RequestValue& body, std::string* text) {
  HR_RETURN_IF_ERROR(ReadMembers("Inspect", body, {}));
  const store::State& state = *context->state;
  wire::JsonText json(text);
  json.BeginObject();
  json.StringMember("region", context->identity->region);
  json.IntegerMember("now", context->now_ms);
  json.BooleanMember("clockWasClamped", state.clock_was_clamped());
  json.IntegerMember("sequence", state.last_sequence());
  json.Name("memory");
  json.BeginObject();
  json.IntegerMember("nodes", state.pool()->nodes_in_use());
  json.EndObject();
  json.Name("background");
  WriteBackground(*context, &json);
  json.Name("tables");
  json.BeginArray();
  for (const auto& [name, number] : state.catalog().names())
    WriteTable(*state.catalog().Find(number), context->now_ms, &json);
  json.EndArray();
  json.Name("streams");
  json.BeginArray();
  for (const store::Stream& stream : state.streams()) WriteStream(*context, stream, &json);
  json.EndArray();
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
