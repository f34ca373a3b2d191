// Inspect: what a database looks like inside, without its items: where it stands in time and
// sequence, what is due, and every table with its partitions.
//
//   {} -> {"now","clockWasClamped","sequence","memory":{"nodes"},"background":{"due","nextDueMs"},
//          "tables":[{"TableName","number","status","itemCount","itemBytes","partitions":[...]}]}
//
// `nodes` counts the nodes of trees in use, those of forks and of dropped trees that are not freed
// yet among them: they share one pool. Costs O(tables + partitions).
#include "api/inspect.h"

#include "api/background.h"
#include "api/control.h"

namespace hashrange::api {
namespace {

// Source for the names: AWS API Reference, TableDescription.
Bytes StatusName(store::TableStatus status) {
  switch (status) {
    case store::TableStatus::kCreating:
      return "CREATING";
    case store::TableStatus::kUpdating:
      return "UPDATING";
    case store::TableStatus::kDeleting:
      return "DELETING";
    case store::TableStatus::kActive:
      return "ACTIVE";
  }
  return {};
}

void WriteTable(const store::Table& table, wire::JsonText* json) {
  json->BeginObject();
  json->StringMember("TableName", table.schema().table_name);
  json->IntegerMember("number", table.number());
  json->StringMember("status", StatusName(table.status()));
  json->IntegerMember("itemCount", table.item_count());
  json->IntegerMember("itemBytes", table.item_bytes());
  const std::vector<model::KeyAttribute> attributes = KeyAttributesOf(table.schema());
  json->Name("partitions");
  json->BeginArray();
  for (const store::Partition& partition : table.partitions())
    WritePartition(partition, attributes, json);
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

std::vector<model::KeyAttribute> KeyAttributesOf(const model::TableSchema& schema) {
  std::vector<model::KeyAttribute> attributes{schema.partition_key};
  if (schema.sort_key.has_value()) attributes.push_back(*schema.sort_key);
  return attributes;
}

void WritePartition(const store::Partition& partition, wire::KeyAttributes attributes,
                    wire::JsonText* json) {
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
  json->EndObject();
}

Status Inspect(ops::Context* context, const model::RequestValue& body, std::string* text) {
  HR_RETURN_IF_ERROR(ReadMembers("Inspect", body, {}));
  const store::State& state = *context->state;
  wire::JsonText json(text);
  json.BeginObject();
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
    WriteTable(*state.catalog().Find(number), &json);
  json.EndArray();
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
