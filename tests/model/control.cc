// Tables: made, changed, described, listed, deleted. What the service does over minutes has come
// about with the next request, but for the filling of an index. The workload makes schemas that are
// valid. Source: control-plane lab, measured 2026-10; paritysuite, measured eu-west-2 2026-10.
#include <algorithm>

#include "model/answer.h"
#include "model/description.h"
#include "model/naive_engine.h"

namespace hashrange::naive {
namespace {

Fault OneIndexAtATime() {
  return Fault{"LimitExceededException",
               "Subscriber limit exceeded: Only 1 online index can be created or deleted "
               "simultaneously per table",
               {}};
}

}  // namespace

Answer NaiveEngine::CreateTable(const Request& request, uint64_t now_ms) {
  if (FindTable(request.table) != nullptr) {
    return Refusal(Fault{"ResourceInUseException", "Table already exists: " + request.table, {}});
  }
  Table& table = tables_[request.table];
  table.schema = request.schema;
  table.schema.name = request.table;
  table.number = next_table_number_++;
  table.created_ms = now_ms;
  if (!request.schema.stream_view.empty()) EnableStream(&table, request.schema.stream_view);
  Moment moment{"CREATING", true, "CREATING", {}};
  return Answer{200, {{"TableDescription", Describe(table, moment)}}};
}

Answer NaiveEngine::DescribeTable(const Request& request) {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(TableNotFound(request.table));
  return Answer{200, {{"Table", Describe(*table, {"ACTIVE", false, "", {}})}}};
}

Answer NaiveEngine::ListTables(const Request& request) {
  json names = json::array();
  std::string last;
  bool more = false;
  for (const auto& [name, table] : tables_) {
    if (name <= request.start_table) continue;
    if (static_cast<int64_t>(names.size()) == request.limit.value_or(100)) {
      more = true;
      break;
    }
    names.push_back(name);
    last = name;
  }
  Answer answer{200, {{"TableNames", names}}};
  if (more) answer.body["LastEvaluatedTableName"] = last;
  return answer;
}

Answer NaiveEngine::DeleteTable(const Request& request) {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(TableNotFound(request.table));
  if (table->schema.deletion_protection) {
    return Refusal(
        Invalid("Resource cannot be deleted as it is currently protected against deletion. Disable "
                "deletion protection first."));
  }
  if (!table->filling.empty()) {
    return Refusal(Fault{"ResourceInUseException",
                         "Attempt to change a resource which is still in use: Cannot delete table "
                         "while indexes are being created, updated, or deleted.",
                         {}});
  }
  json description = Describe(*table, {"DELETING", true, "", {}});
  for (const char* member : {"GlobalSecondaryIndexes", "VectorIndexes", "AttributeDefinitions",
                             "KeySchema", "CreationDateTime"}) {
    description.erase(member);
  }
  DisableStream(&tables_[request.table]);
  tables_.erase(request.table);
  return Answer{200, {{"TableDescription", description}}};
}

Answer NaiveEngine::UpdateTable(const Request& request) {
  if (tables_.count(request.table) == 0) return Refusal(TableNotFound(request.table));
  Table& table = tables_[request.table];
  if (request.change_stream) return ChangeStream(request, &table);
  return request.create_index ? CreateIndex(request, &table) : DeleteIndex(request, &table);
}

Answer NaiveEngine::CreateIndex(const Request& request, Table* table) {
  const IndexSchema& index = *request.create_index;
  if (table->FindIndex(index.name) != nullptr) {
    return Refusal(Invalid("Attempting to create an index which already exists"));
  }
  if (!table->schema.throughput && index.throughput) {
    return Refusal(InvalidParameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " +
        index.name + " when BillingMode is PAY_PER_REQUEST"));
  }
  if (table->schema.throughput && !index.throughput) {
    return Refusal(InvalidParameter(
        "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " +
        index.name));
  }
  if (!table->filling.empty()) return Refusal(OneIndexAtATime());

  // Definitions that no key of the index uses are dropped.
  for (const KeyAttribute& definition : request.schema.definitions) {
    const bool known = IsKey(table->schema.definitions, definition.name);
    if (!known && IsKey(index.keys, definition.name)) {
      table->schema.definitions.push_back({definition.name, definition.type, false});
    }
  }
  table->schema.indexes.push_back(index);
  table->filling[index.name] = Filling();
  const json description = Describe(*table, {"UPDATING", false, "CREATING", {index.name}});
  return Answer{200, {{"TableDescription", description}}};
}

Answer NaiveEngine::DeleteIndex(const Request& request, Table* table) {
  const IndexSchema* index = table->FindIndex(request.delete_index);
  if (index == nullptr) {
    return Refusal(Fault{"ResourceNotFoundException",
                         "Requested resource not found: Index " + request.delete_index +
                             " for table " + table->schema.name,
                         {}});
  }
  if (index->local) {
    return Refusal(
        Invalid("Cannot delete an index that is not a GlobalSecondaryIndex: " + index->name));
  }
  // It may go while it is being filled itself, but not while another one is.
  if (table->filling.count(index->name) == 0 && !table->filling.empty()) {
    return Refusal(OneIndexAtATime());
  }
  const json description = Describe(*table, {"UPDATING", false, "DELETING", {index->name}});
  table->filling.erase(index->name);
  std::vector<IndexSchema>& indexes = table->schema.indexes;
  indexes.erase(indexes.begin() + (index - indexes.data()));
  // Definitions that no other key uses go with it.
  const auto is_used = [&](const std::string& name) {
    bool used = IsKey(table->schema.keys, name);
    for (const IndexSchema& other : indexes) used |= IsKey(other.keys, name);
    for (const VectorIndexSchema& other : table->schema.vector_indexes)
      used |= IsKey(other.filters, name) || (other.hash && other.hash->name == name);
    return used;
  };
  std::vector<KeyAttribute>& definitions = table->schema.definitions;
  definitions.erase(
      std::remove_if(definitions.begin(), definitions.end(),
                     [&](const KeyAttribute& definition) { return !is_used(definition.name); }),
      definitions.end());
  return Answer{200, {{"TableDescription", description}}};
}

}  // namespace hashrange::naive
