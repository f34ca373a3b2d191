// CreateTable, DescribeTable, ListTables, DeleteTable. Tables are ACTIVE with the next request. The
// workload makes schemas that are valid. TableId is left to the comparison.
#include <algorithm>

#include "model/naive_engine.h"

namespace hashrange::naive {
namespace {

constexpr const char* kTableArn = "arn:aws:dynamodb:eu-west-2:000000000000:table/";

json KeySchemaOf(const KeySchema& keys) {
  json list = json::array();
  for (size_t i = 0; i < keys.size(); i++) {
    list.push_back({{"AttributeName", keys[i].name}, {"KeyType", i == 0 ? "HASH" : "RANGE"}});
  }
  return list;
}

json ThroughputOf(const std::optional<Throughput>& throughput) {
  return {{"NumberOfDecreasesToday", 0},
          {"ReadCapacityUnits", throughput ? throughput->read : 0},
          {"WriteCapacityUnits", throughput ? throughput->write : 0}};
}

json WarmThroughputOf(const std::optional<Throughput>& throughput) {
  return {{"ReadUnitsPerSecond", throughput ? throughput->read : 12'000},
          {"WriteUnitsPerSecond", throughput ? throughput->write : 4'000},
          {"Status", "ACTIVE"}};
}

json DescriptionOf(const Table& table, const std::string& status, bool fresh) {
  const TableSchema& schema = table.schema;
  const double created = static_cast<double>(table.created_ms) / 1000;
  json description = {{"TableName", schema.name},
                      {"KeySchema", KeySchemaOf(schema.keys)},
                      {"TableStatus", status},
                      {"CreationDateTime", created},
                      {"ProvisionedThroughput", ThroughputOf(schema.throughput)},
                      {"ItemCount", table.rows.size()},
                      {"TableArn", kTableArn + schema.name},
                      {"TableId", kSomeTableId},
                      {"DeletionProtectionEnabled", schema.deletion_protection}};
  uint64_t size = 0;
  for (const auto& [key, item] : table.rows) size += SizeOf(item);
  description["TableSizeBytes"] = size;
  description["AttributeDefinitions"] = json::array();
  for (const KeyAttribute& attribute : schema.definitions) {
    description["AttributeDefinitions"].push_back(
        {{"AttributeName", attribute.name}, {"AttributeType", TypeName(attribute.type)}});
  }
  if (!schema.throughput) {
    description["BillingModeSummary"]["BillingMode"] = "PAY_PER_REQUEST";
    if (!fresh) {
      description["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = created;
    }
  }
  if (!fresh) description["WarmThroughput"] = WarmThroughputOf(schema.throughput);
  return description;
}

Fault TableNotFound(const std::string& name) {
  return Fault{"ResourceNotFoundException",
               "Requested resource not found: Table: " + name + " not found"};
}

}  // namespace

Answer NaiveEngine::CreateTable(const Request& request, uint64_t now_ms) {
  if (FindTable(request.table) != nullptr) {
    return Refusal(Fault{"ResourceInUseException", "Table already exists: " + request.table});
  }
  Table& table = tables_[request.table];
  table.schema = request.schema;
  table.schema.name = request.table;
  table.created_ms = now_ms;
  return Answer{200, {{"TableDescription", DescriptionOf(table, "CREATING", true)}}};
}

Answer NaiveEngine::DescribeTable(const Request& request) {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(TableNotFound(request.table));
  return Answer{200, {{"Table", DescriptionOf(*table, "ACTIVE", false)}}};
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
  Answer answer{200, {{"TableDescription", DescriptionOf(*table, "DELETING", true)}}};
  tables_.erase(request.table);
  return answer;
}

}  // namespace hashrange::naive
