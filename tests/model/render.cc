#include "model/render.h"

#include <map>

#include "model/description.h"
#include "model/writer.h"

namespace hashrange::naive {
namespace {

void Set(json* body, const char* member, const std::string& text) {
  if (!text.empty()) (*body)[member] = text;
}

json RenderKeySchema(const KeySchema& keys) {
  json list = json::array();
  for (const KeyAttribute& key : keys) {
    list.push_back({{"AttributeName", key.name}, {"KeyType", key.range ? "RANGE" : "HASH"}});
  }
  return list;
}

json RenderDefinitions(const std::vector<KeyAttribute>& definitions) {
  json list = json::array();
  for (const KeyAttribute& attribute : definitions) {
    list.push_back(
        {{"AttributeName", attribute.name}, {"AttributeType", TypeName(attribute.type)}});
  }
  return list;
}

json RenderThroughput(const Throughput& throughput) {
  return {{"ReadCapacityUnits", throughput.read}, {"WriteCapacityUnits", throughput.write}};
}

json RenderIndex(const IndexSchema& index) {
  json body = {{"IndexName", index.name},
               {"KeySchema", RenderKeySchema(index.keys)},
               {"Projection", {{"ProjectionType", index.projection}}}};
  if (index.projection == "INCLUDE") {
    body["Projection"]["NonKeyAttributes"] = index.non_key_attributes;
  }
  if (index.throughput) body["ProvisionedThroughput"] = RenderThroughput(*index.throughput);
  return body;
}

json RenderVectorIndex(const VectorIndexSchema& index) {
  json body = {{"IndexName", index.name},
               {"VectorAttribute", {{"AttributeName", index.attribute}}},
               {"Dimensions", index.dimensions},
               {"DistanceFunction", index.function},
               {"Projection", {{"ProjectionType", index.projection}}}};
  if (index.projection == "INCLUDE")
    body["Projection"]["NonKeyAttributes"] = index.non_key_attributes;
  const auto add = [&](const KeyAttribute& attribute, const char* type) {
    body["SearchSchema"].push_back(
        {{"AttributeName", attribute.name}, {"SearchSchemaElementType", type}});
  };
  if (index.hash) add(*index.hash, "HASH");
  for (const KeyAttribute& filter : index.filters) add(filter, "INLINE_FILTER");
  return body;
}

void RenderCreateTable(const TableSchema& schema, json* body) {
  (*body)["KeySchema"] = RenderKeySchema(schema.keys);
  (*body)["AttributeDefinitions"] = RenderDefinitions(schema.definitions);
  if (schema.throughput) {
    (*body)["ProvisionedThroughput"] = RenderThroughput(*schema.throughput);
  } else {
    (*body)["BillingMode"] = "PAY_PER_REQUEST";
  }
  for (const IndexSchema& index : schema.indexes) {
    (*body)[index.local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes"].push_back(
        RenderIndex(index));
  }
  for (const VectorIndexSchema& index : schema.vector_indexes)
    (*body)["VectorIndexes"].push_back(RenderVectorIndex(index));
  if (schema.deletion_protection) (*body)["DeletionProtectionEnabled"] = true;
  if (!schema.stream_view.empty()) {
    (*body)["StreamSpecification"] = {{"StreamEnabled", true},
                                      {"StreamViewType", schema.stream_view}};
  }
}

void RenderTests(const LegacyTests& tests, const char* member, json* body) {
  if (!tests.tests.empty()) (*body)[member] = RenderLegacy(tests, member == std::string("Expected"));
  Set(body, "ConditionalOperator", tests.join);
}

// Conditions on keys as KeyConditions has them.
LegacyTests TestsOf(const std::vector<KeyClause>& clauses) {
  using Kind = Condition::Kind;
  static const std::map<Kind, std::string> kOperators = {
      {Kind::kEq, "EQ"}, {Kind::kNe, "NE"},          {Kind::kLt, "LT"},                  {Kind::kLe, "LE"},            {Kind::kGt, "GT"},
      {Kind::kGe, "GE"}, {Kind::kBetween, "BETWEEN"}, {Kind::kBeginsWith, "BEGINS_WITH"}, {Kind::kContains, "CONTAINS"}};
  LegacyTests tests;
  for (const KeyClause& clause : clauses) {
    LegacyTest test{clause.name, kOperators.at(clause.kind), {clause.value}, false};
    if (clause.kind == Kind::kBetween) test.values.push_back(clause.upper);
    tests.tests.push_back(test);
  }
  return tests;
}

void RenderProjection(const Request& request, Writer* writer, json* body) {
  if (!request.projection) return;
  if (request.legacy) {
    (*body)["AttributesToGet"] = RenderAttributesToGet(*request.projection);
  } else {
    (*body)["ProjectionExpression"] = writer->Text(*request.projection);
  }
}

// What single items, and the parts of transactions, have.
json RenderItemRequest(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table}};
  if (request.legacy_tests) RenderTests(*request.legacy_tests, "Expected", &body);
  if (request.legacy_update) body["AttributeUpdates"] = RenderLegacy(*request.legacy_update);
  body[request.operation == Operation::kPutItem ? "Item" : "Key"] = ToJson(request.item);
  if (request.update) body["UpdateExpression"] = writer.Text(*request.update);
  if (request.condition) body["ConditionExpression"] = writer.Text(*request.condition);
  RenderProjection(request, &writer, &body);
  if (request.consistent) body["ConsistentRead"] = true;
  Set(&body, "ReturnValues", request.return_values);
  Set(&body, "ReturnValuesOnConditionCheckFailure", request.return_on_failure);
  writer.AddSubstitutions(&body);
  return body;
}

json RenderPages(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table}};
  Set(&body, "IndexName", request.index);
  Set(&body, "Select", request.select);
  if (request.legacy_tests) {
    const bool is_query = request.operation == Operation::kQuery;
    RenderTests(*request.legacy_tests, is_query ? "QueryFilter" : "ScanFilter", &body);
  }
  if (request.legacy && !request.key_condition.empty()) {
    body["KeyConditions"] = RenderLegacy(TestsOf(request.key_condition), false);
  } else if (!request.key_condition.empty()) {
    body["KeyConditionExpression"] = writer.Text(request.key_condition);
  }
  if (request.filter) body["FilterExpression"] = writer.Text(*request.filter);
  RenderProjection(request, &writer, &body);
  if (request.consistent) body["ConsistentRead"] = true;
  if (request.limit) body["Limit"] = *request.limit;
  if (request.forward) body["ScanIndexForward"] = *request.forward;
  if (request.start_key) body["ExclusiveStartKey"] = ToJson(*request.start_key);
  if (request.segment) body["Segment"] = *request.segment;
  if (request.total_segments) body["TotalSegments"] = *request.total_segments;
  writer.AddSubstitutions(&body);
  return body;
}

json RenderBatchGet(const Request& request) {
  json body = {{"RequestItems", json::object()}};
  for (const Request& part : request.parts) {
    Writer writer;
    json& table = body["RequestItems"][part.table];
    table["Keys"] = json::array();
    for (const Item& key : part.keys) table["Keys"].push_back(ToJson(key));
    if (part.consistent) table["ConsistentRead"] = true;
    Request of_table = part;
    of_table.legacy = request.legacy;
    RenderProjection(of_table, &writer, &table);
    writer.AddSubstitutions(&table);
  }
  return body;
}

json RenderBatchWrite(const Request& request) {
  json body = {{"RequestItems", json::object()}};
  for (const Request& part : request.parts) {
    const bool put = part.operation == Operation::kPutItem;
    body["RequestItems"][part.table].push_back(
        put ? json{{"PutRequest", {{"Item", ToJson(part.item)}}}}
            : json{{"DeleteRequest", {{"Key", ToJson(part.item)}}}});
  }
  return body;
}

json RenderTransaction(const Request& request) {
  json body = {{"TransactItems", json::array()}};
  for (const Request& part : request.parts) {
    const char* member = "Get";
    if (part.operation == Operation::kPutItem) member = "Put";
    if (part.operation == Operation::kUpdateItem) member = "Update";
    if (part.operation == Operation::kDeleteItem) member = "Delete";
    if (part.operation == Operation::kConditionCheck) member = "ConditionCheck";
    body["TransactItems"].push_back({{member, RenderItemRequest(part)}});
  }
  Set(&body, "ClientRequestToken", request.token);
  return body;
}

json RenderUpdateTable(const Request& request) {
  json body = {{"TableName", request.table}};
  if (request.change_stream) {
    body["StreamSpecification"]["StreamEnabled"] = request.stream_enabled;
    if (request.stream_enabled) body["StreamSpecification"]["StreamViewType"] = request.stream_view;
  } else if (request.create_index) {
    body["AttributeDefinitions"] = RenderDefinitions(request.schema.definitions);
    body["GlobalSecondaryIndexUpdates"].push_back({{"Create", RenderIndex(*request.create_index)}});
  } else {
    body["GlobalSecondaryIndexUpdates"].push_back(
        {{"Delete", {{"IndexName", request.delete_index}}}});
  }
  return body;
}

json RenderTags(const Request& request) {
  json body = {{"ResourceArn", TableArn(request.table)}};
  if (request.operation == Operation::kTagResource) {
    body["Tags"] = json::array();
    for (const auto& [key, value] : request.tags)
      body["Tags"].push_back({{"Key", key}, {"Value", value}});
  }
  if (request.operation == Operation::kUntagResource) body["TagKeys"] = request.tag_keys;
  return body;
}

json RenderSearch(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table},
               {"IndexName", request.index},
               {"SearchVector", json::array()},
               {"TopK", request.top_k}};
  for (const Value& element : request.search_vector)
    body["SearchVector"].push_back(ToJson(element));
  if (!request.key_condition.empty())
    body["SearchConditionExpression"] = writer.Text(request.key_condition);
  if (request.projection) body["ProjectionExpression"] = writer.Text(*request.projection);
  writer.AddSubstitutions(&body);
  return body;
}

json RenderMembers(const Request& request) {
  json body = json::object();
  switch (request.operation) {
    case Operation::kCreateTable:
      body["TableName"] = request.table;
      RenderCreateTable(request.schema, &body);
      return body;
    case Operation::kDescribeTable:
    case Operation::kDeleteTable:
    case Operation::kDescribeTimeToLive:
      body["TableName"] = request.table;
      return body;
    case Operation::kListTables:
      Set(&body, "ExclusiveStartTableName", request.start_table);
      if (request.limit) body["Limit"] = *request.limit;
      return body;
    case Operation::kUpdateTable:
      return RenderUpdateTable(request);
    case Operation::kUpdateTimeToLive:
      body["TableName"] = request.table;
      body["TimeToLiveSpecification"] = {{"Enabled", request.ttl_enabled},
                                         {"AttributeName", request.ttl_attribute}};
      return body;
    case Operation::kTagResource:
    case Operation::kUntagResource:
    case Operation::kListTagsOfResource:
      return RenderTags(request);
    case Operation::kSearchVectors:
      return RenderSearch(request);
    case Operation::kPutItem:
    case Operation::kGetItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
    case Operation::kConditionCheck:
      return RenderItemRequest(request);
    case Operation::kQuery:
    case Operation::kScan:
      return RenderPages(request);
    case Operation::kBatchGetItem:
      return RenderBatchGet(request);
    case Operation::kBatchWriteItem:
      return RenderBatchWrite(request);
    case Operation::kTransactGetItems:
    case Operation::kTransactWriteItems:
      return RenderTransaction(request);
    case Operation::kExecuteStatement:
    case Operation::kBatchExecuteStatement:
    case Operation::kExecuteTransaction:
      return RenderStatements(request);
  }
  return body;
}

}  // namespace

const char* OperationName(Operation operation) {
  constexpr const char* kNames[] = {"CreateTable",
                                    "DescribeTable",
                                    "ListTables",
                                    "DeleteTable",
                                    "UpdateTable",
                                    "UpdateTimeToLive",
                                    "DescribeTimeToLive",
                                    "TagResource",
                                    "UntagResource",
                                    "ListTagsOfResource",
                                    "PutItem",
                                    "GetItem",
                                    "UpdateItem",
                                    "DeleteItem",
                                    "Query",
                                    "Scan",
                                    "BatchGetItem",
                                    "BatchWriteItem",
                                    "TransactGetItems",
                                    "TransactWriteItems",
                                    "SearchVectors",
                                    "ExecuteStatement",
                                    "BatchExecuteStatement",
                                    "ExecuteTransaction",
                                    "ConditionCheck"};
  return kNames[static_cast<size_t>(operation)];
}

json Render(const Request& request) {
  json body = RenderMembers(request);
  Set(&body, "ReturnConsumedCapacity", request.return_capacity);
  Set(&body, "ReturnItemCollectionMetrics", request.return_metrics);
  return body;
}

}  // namespace hashrange::naive
