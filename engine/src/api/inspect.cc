// Inspect: what a database looks like inside, without its items: where it stands in time and
// sequence, what is due, and every table with its partitions.
//
//   {} -> {"region","now","clockWasClamped","sequence","memory":{"nodes"},
//          "background":{"due","nextDueMs"},
//          "tables":[{"TableName","number","status","itemCount","itemBytes","partitions":[...],
//            "indexes":[{"IndexName","kind","status","filledTo"?,"itemCount","itemBytes",
//                        "partitions"?}],
//            "timeToLive"?:{"AttributeName","status","itemCount"}}]}
//
// `filledTo`: an index that is being filled has the entries of the items up to there. A local index
// has no partitions: it lies in those of its table. itemCount of timeToLive: items that will expire.
// `nodes` counts the nodes of trees in use, those of forks and of dropped trees that are not freed
// yet among them: they share one pool. Costs O(tables + partitions).
#include "api/inspect.h"

#include "api/background.h"
#include "api/control.h"
#include "ops/lifecycle.h"

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
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
