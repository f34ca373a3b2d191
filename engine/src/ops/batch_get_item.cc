// BatchGetItem: up to a hundred items of several tables, each read for itself. Source: AWS API
// Reference, BatchGetItem; paritysuite, measured eu-west-2 2026-10.
#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/sort.h"
#include "model/limits.h"
#include "ops/consumed_units.h"
#include "ops/item_request.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/trace_events.h"

namespace hashrange::ops {
namespace {

using Input = model::members::BatchGetItemInput;
using Output = model::members::BatchGetItemOutput;
using TableInput = model::members::KeysAndAttributes;

constexpr ParameterName kExpressions[] = {
    {TableInput::kProjectionExpression, "ProjectionExpression"}};
constexpr ParameterName kLegacy[] = {{TableInput::kAttributesToGet, "AttributesToGet"}};
constexpr LegacyMembers kLegacyMembers{.attributes_to_get = TableInput::kAttributesToGet};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kBatchGetItem,
                                           .names = TableInput::kExpressionAttributeNames,
                                           .values = kNoMember,
                                           .expressions = kExpressions,
                                           .with_values = {},
                                           .legacy = kLegacy,
                                           .legacy_members = kLegacyMembers,
                                           .envelope = false};

// What is asked of one table.
struct TableRequest {
  TableRequest(Context* context, Bytes table_name, const wire::StructureView& view)
      : name(table_name), input(view), request(context, input, kParameters) {}

  Bytes name;  // as sent
  wire::StructureView input;
  ItemRequest request;
  std::optional<expr::ProjectionExpression> projection;
  std::vector<model::RequestValue> keys;
  const store::Table* table = nullptr;
};

// Of a table that stands twice the last one counts.
Status ReadTables(Context* context, const wire::StructureView& input,
                std::deque<TableRequest>* tables) {
  wire::MapView items = input.Map(Input::kRequestItems);
  Bytes name;
  std::vector<std::pair<Bytes, wire::StructureView>> by_name;
  for (wire::StructureView table; items.Next(&name, &table);) {
    const auto same = std::find_if(by_name.begin(), by_name.end(),
                                   [&](const auto& each) { return each.first == name; });
    if (same != by_name.end()) by_name.erase(same);
    by_name.emplace_back(name, table);
    // Each has one key or more.
    if (by_name.size() > model::kBatchGetKeysMax) return Fail(kTooManyItems, {"BatchGetItem"});
  }
  for (const auto& [table_name, view] : by_name) {
    TableRequest& table = tables->emplace_back(context, table_name, view);
    wire::ListView keys = table.input.List(TableInput::kKeys);
    for (model::RequestValue key; keys.Next(&key);) table.keys.push_back(key);
  }
  return {};
}

// A key as it was spelled, whatever the order of its members: two spellings of a number are two keys
// here. Source: paritysuite, measured eu-west-2 2026-10.
std::string Spelling(const model::RequestValue& key) {
  std::vector<std::pair<Bytes, model::RequestValue>> members;
  Bytes rest = key.bytes;
  while (!rest.empty()) {
    Bytes name;
    model::RequestValue value;
    if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &value)) break;
    members.emplace_back(name, value);
  }
  base::Sort(members, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string spelling;
  for (const auto& [name, value] : members) {
    base::PutLengthPrefixed(&spelling, name);
    spelling.push_back(static_cast<char>(value.tag));
    base::PutLengthPrefixed(&spelling, value.bytes);
  }
  return spelling;
}

bool HasDuplicates(const TableRequest& table) {
  std::vector<std::string> spellings;
  for (const model::RequestValue& key : table.keys) spellings.push_back(Spelling(key));
  base::Sort(spellings);
  return std::adjacent_find(spellings.begin(), spellings.end()) != spellings.end();
}

// The stages that need no table.
Status Prepare(Context* context, std::deque<TableRequest>* tables) {
  size_t count = 0;
  bool has_legacy = false;
  bool has_expression = false;
  for (TableRequest& table : *tables) {
    count += table.keys.size();
    has_legacy |= table.input.has(TableInput::kAttributesToGet);
    has_expression |= table.input.has(TableInput::kProjectionExpression);
    for (const model::RequestValue& key : table.keys) {
      context->scratch->item.Clear();
      HR_RETURN_IF_ERROR(context->scratch->decoder.DecodeMap(key, model::ValueLayer::kCurrent,
                                                             &context->scratch->item));
    }
  }
  if (count > model::kBatchGetKeysMax) return Fail(kTooManyItems, {"BatchGetItem"});
  if (has_legacy && has_expression)
    return Fail(kMixedParameters, {"AttributesToGet", "ProjectionExpression"});
  for (TableRequest& table : *tables) {
    HR_RETURN_IF_ERROR(table.request.CheckRelations());
    HR_RETURN_IF_ERROR(table.request.legacy().ReadProjection(&table.projection));
    HR_RETURN_IF_ERROR(table.request.Substitute());
    HR_RETURN_IF_ERROR(
        table.request.ParseProjection(TableInput::kProjectionExpression, &table.projection));
    HR_RETURN_IF_ERROR(table.request.CheckAllUsed());
  }
  for (const TableRequest& table : *tables) {
    if (HasDuplicates(table)) return Fail(kDuplicateKeys);
  }
  return {};
}

// Decodes a key and finds its row, which may not be there.
Status FindRow(Context* context, const TableRequest& table, const model::RequestValue& sent,
               model::ItemBuilder* key, const store::Row** row) {
  key->Clear();
  HR_RETURN_IF_ERROR(
      context->scratch->decoder.DecodeMap(sent, model::ValueLayer::kCurrent, key));
  model::Key* table_key = &context->scratch->key;
  HR_RETURN_IF_ERROR(KeyOfParameter(table.table->schema(), key->value(),
                                    &context->scratch->hashes, table_key));
  if (row != nullptr) *row = table.table->Find(table_key->view());
  return {};
}

class Reader {
 public:
  Reader(Context* context, wire::ResponseWriter* out) : context_(context), out_(out) {}

  // Reads the items of a table until the answer is full. `unread` is where it stopped.
  void ReadTable(const TableRequest& table, size_t* unread) {
    const bool consistent = table.input.Boolean(TableInput::kConsistentRead);
    const wire::ResponseWriter::Mark list = out_->BeginList();
    std::vector<const store::Row*> read;
    *unread = 0;
    for (; *unread < table.keys.size() && bytes_ <= model::kBatchGetBytesMax; ++*unread) {
      const store::Row* row = nullptr;
      // The key was checked before.
      if (!FindRow(context_, table, table.keys[*unread], &context_->scratch->item, &row).ok())
        continue;
      // One item under two spellings of its key comes once. Source: ScyllaDB Alternator tests, run on
      // AWS.
      if (row != nullptr && std::find(read.begin(), read.end(), row) != read.end()) continue;
      if (row != nullptr) read.push_back(row);
      const double units = ReadUnits(row == nullptr ? 0 : row->item().item_bytes(), consistent);
      consumed.Of(table.name)->AddTable(units);
      table.table->partitions()
          .Of(context_->scratch->key.view())
          .heat.AddRead(context_->now_ms, units);
      if (context_->trace != nullptr) {
        TracePointRead(*context_, *table.table, context_->scratch->key.view(), row);
        ConsumedUnits of_item;
        of_item.AddTable(units);
        TraceReadUnits(*context_, *table.table, of_item);
      }
      if (row != nullptr) WriteItem(table, row->item());
    }
    out_->EndList(list);
  }

  ConsumedByTable consumed;

 private:
  void WriteItem(const TableRequest& table, const model::ItemView& item) {
    bytes_ += item.item_bytes();
    out_->Element();
    if (!table.projection) {
      out_->Attributes(item.root());
      return;
    }
    model::ItemBuilder* projected = &context_->scratch->projection;
    projected->Clear();
    table.projection->Apply(item, projected);
    out_->Attributes(projected->value());
  }

  Context* context_;
  wire::ResponseWriter* out_;
  uint64_t bytes_ = 0;
};

// What was not read, as a request for the rest.
void WriteUnprocessed(Context* context, const TableRequest& table, size_t unread,
                      wire::ResponseWriter* out) {
  const wire::ResponseWriter::Mark structure = out->BeginStructure();
  out->Member(TableInput::kKeys);
  const wire::ResponseWriter::Mark keys = out->BeginList();
  for (size_t i = unread; i < table.keys.size(); i++) {
    if (!FindRow(context, table, table.keys[i], &context->scratch->item, nullptr).ok()) continue;
    out->Element();
    out->Attributes(context->scratch->item.value());
  }
  out->EndList(keys);
  if (table.input.has(TableInput::kAttributesToGet)) {
    out->Member(TableInput::kAttributesToGet);
    const wire::ResponseWriter::Mark list = out->BeginList();
    wire::ListView attributes = table.input.List(TableInput::kAttributesToGet);
    for (Bytes attribute; attributes.Next(&attribute);) {
      out->Element();
      out->String(attribute);
    }
    out->EndList(list);
  }
  if (table.input.has(TableInput::kConsistentRead)) {
    out->Member(TableInput::kConsistentRead);
    out->Boolean(table.input.Boolean(TableInput::kConsistentRead));
  }
  if (table.input.has(TableInput::kProjectionExpression)) {
    out->Member(TableInput::kProjectionExpression);
    out->String(table.input.String(TableInput::kProjectionExpression));
  }
  if (table.input.has(TableInput::kExpressionAttributeNames)) {
    out->Member(TableInput::kExpressionAttributeNames);
    const wire::ResponseWriter::Mark map = out->BeginMap();
    wire::MapView names = table.input.Map(TableInput::kExpressionAttributeNames);
    for (Bytes placeholder, name; names.Next(&placeholder, &name);) {
      out->Entry(placeholder);
      out->String(name);
    }
    out->EndMap(map);
  }
  out->EndStructure(structure);
}

}  // namespace

Status BatchGetItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  std::deque<TableRequest> tables;
  HR_RETURN_IF_ERROR(ReadTables(context, input, &tables));
  HR_RETURN_IF_ERROR(Prepare(context, &tables));
  for (TableRequest& table : tables) {
    HR_ASSIGN_OR_RETURN(table.table, FindTable(*context, table.name));
  }
  for (const TableRequest& table : tables) {
    for (const model::RequestValue& key : table.keys)
      HR_RETURN_IF_ERROR(FindRow(context, table, key, &context->scratch->item, nullptr));
  }

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  Reader reader(context, out);
  std::vector<size_t> unread(tables.size());
  out->Member(Output::kResponses);
  const wire::ResponseWriter::Mark responses = out->BeginMap();
  for (size_t i = 0; i < tables.size(); i++) {
    out->Entry(tables[i].name);
    reader.ReadTable(tables[i], &unread[i]);
  }
  out->EndMap(responses);
  out->Member(Output::kUnprocessedKeys);
  const wire::ResponseWriter::Mark unprocessed = out->BeginMap();
  for (size_t i = 0; i < tables.size(); i++) {
    if (unread[i] == tables[i].keys.size()) continue;
    out->Entry(tables[i].name);
    WriteUnprocessed(context, tables[i], unread[i], out);
  }
  out->EndMap(unprocessed);
  reader.consumed.WriteMember(Output::kConsumedCapacity,
                              ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                              CapacityKind::kPlain, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
