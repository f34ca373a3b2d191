#include "model/description.h"

#include <algorithm>

#include "model/vectors.h"

namespace hashrange::naive {
namespace {

constexpr const char* kTableArn = "arn:aws:dynamodb:eu-west-2:000000000000:table/";

json DescribeKeys(const KeySchema& keys) {
  json list = json::array();
  for (const KeyAttribute& key : keys) {
    list.push_back({{"AttributeName", key.name}, {"KeyType", key.range ? "RANGE" : "HASH"}});
  }
  return list;
}

json DescribeThroughput(const std::optional<Throughput>& throughput) {
  return {{"NumberOfDecreasesToday", 0},
          {"ReadCapacityUnits", throughput ? throughput->read : 0},
          {"WriteCapacityUnits", throughput ? throughput->write : 0}};
}

json DescribeWarmThroughput(const std::optional<Throughput>& throughput) {
  return {{"ReadUnitsPerSecond", throughput ? throughput->read : 12'000},
          {"WriteUnitsPerSecond", throughput ? throughput->write : 4'000},
          {"Status", "ACTIVE"}};
}

uint64_t SizeOfAll(const Rows& rows) {
  uint64_t size = 0;
  for (const auto& [key, item] : rows) size += SizeOf(item);
  return size;
}

json DescribeIndex(const Table& table, const IndexSchema& index, const Moment& moment) {
  const Rows rows = IndexRows(table, index);
  json description = {{"IndexName", index.name},
                      {"KeySchema", DescribeKeys(index.keys)},
                      {"Projection", {{"ProjectionType", index.projection}}},
                      {"IndexSizeBytes", SizeOfAll(rows)},
                      {"ItemCount", rows.size()},
                      {"IndexArn", kTableArn + table.schema.name + "/index/" + index.name}};
  if (!index.non_key_attributes.empty()) {
    std::vector<std::string> names = index.non_key_attributes;
    if (!moment.fresh) std::sort(names.begin(), names.end());
    description["Projection"]["NonKeyAttributes"] = names;
  }
  if (index.local) return description;

  const bool filling = table.filling.count(index.name) != 0;
  const bool is_meant = !moment.index_status.empty() &&
                        (moment.index_name.empty() || moment.index_name == index.name);
  const bool created_now = is_meant && moment.index_status == "CREATING";
  description["IndexStatus"] = is_meant ? moment.index_status : filling ? "CREATING" : "ACTIVE";
  // At first the service only allocates.
  if (filling) description["Backfilling"] = !created_now;
  description["ProvisionedThroughput"] = DescribeThroughput(index.throughput);
  if (!moment.fresh && !created_now) {
    description["WarmThroughput"] = DescribeWarmThroughput(index.throughput);
  }
  return description;
}

json DescribeVectorIndex(const Table& table, const VectorIndexSchema& index, const Moment& moment) {
  uint64_t size = 0;
  uint64_t count = 0;
  for (const auto& [key, item] : table.rows) {
    const std::optional<Item> entry = VectorEntryOf(table.schema, index, item);
    if (!entry) continue;
    size += SizeOf(*entry);
    count++;
  }
  json description = {{"IndexName", index.name},
                      {"VectorAttribute", {{"AttributeName", index.attribute}}},
                      {"Dimensions", index.dimensions},
                      {"DistanceFunction", index.function},
                      {"Projection", {{"ProjectionType", index.projection}}},
                      {"IndexStatus", moment.fresh ? moment.index_status : "ACTIVE"},
                      {"IndexSizeBytes", size},
                      {"ItemCount", count},
                      {"IndexArn", TableArn(table.schema.name) + "/index/" + index.name}};
  if (!index.non_key_attributes.empty()) {
    std::vector<std::string> names = index.non_key_attributes;
    if (!moment.fresh) std::sort(names.begin(), names.end());
    description["Projection"]["NonKeyAttributes"] = names;
  }
  const auto add = [&](const KeyAttribute& attribute, const char* type) {
    description["SearchSchema"].push_back(
        {{"AttributeName", attribute.name}, {"SearchSchemaElementType", type}});
  };
  if (index.hash) add(*index.hash, "HASH");
  for (const KeyAttribute& filter : index.filters) add(filter, "INLINE_FILTER");
  return description;
}

}  // namespace

std::string TableArn(const std::string& name) { return kTableArn + name; }

json Describe(const Table& table, const Moment& moment) {
  const TableSchema& schema = table.schema;
  const double created = static_cast<double>(table.created_ms) / 1000;
  json description = {{"TableName", schema.name},
                      {"KeySchema", DescribeKeys(schema.keys)},
                      {"TableStatus", moment.table_status},
                      {"CreationDateTime", created},
                      {"ProvisionedThroughput", DescribeThroughput(schema.throughput)},
                      {"ItemCount", table.rows.size()},
                      {"TableSizeBytes", SizeOfAll(table.rows)},
                      {"TableArn", kTableArn + schema.name},
                      {"TableId", kSomeTableId},
                      {"AttributeDefinitions", json::array()},
                      {"DeletionProtectionEnabled", schema.deletion_protection}};
  std::vector<KeyAttribute> definitions = schema.definitions;
  // Sorted where there are indexes, else as they were sent.
  if (!(schema.indexes.empty() && schema.vector_indexes.empty())) {
    std::sort(definitions.begin(), definitions.end(),
              [](const KeyAttribute& a, const KeyAttribute& b) { return a.name < b.name; });
  }
  for (const KeyAttribute& attribute : definitions) {
    description["AttributeDefinitions"].push_back(
        {{"AttributeName", attribute.name}, {"AttributeType", TypeName(attribute.type)}});
  }
  for (const IndexSchema& index : schema.indexes) {
    description[index.local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes"].push_back(
        DescribeIndex(table, index, moment));
  }
  for (const VectorIndexSchema& index : schema.vector_indexes)
    description["VectorIndexes"].push_back(DescribeVectorIndex(table, index, moment));
  if (!schema.throughput) {
    description["BillingModeSummary"]["BillingMode"] = "PAY_PER_REQUEST";
    if (!moment.fresh) {
      description["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = created;
    }
  }
  if (!schema.stream_view.empty()) {
    description["StreamSpecification"] = {{"StreamEnabled", true},
                                          {"StreamViewType", schema.stream_view}};
  }
  if (table.stream_label_ms != 0) {
    description["LatestStreamLabel"] = StreamLabel(table.stream_label_ms);
    description["LatestStreamArn"] = StreamArn(schema.name, table.stream_label_ms);
  }
  if (!moment.fresh) description["WarmThroughput"] = DescribeWarmThroughput(schema.throughput);
  return description;
}

}  // namespace hashrange::naive
