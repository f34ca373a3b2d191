#include "wire/json_writer.h"

#include <gtest/gtest.h>

#include <string>

#include "model/attribute_value.h"
#include "model/item_builder.h"
#include "model/request_form.h"
#include "wire/json_reader.h"
#include "wire/response_writer.h"

namespace hashrange::wire {
namespace {

using namespace model::members;  // NOLINT
using model::Operation;

// An item in JSON form to item form and back.
std::string RoundTrip(Bytes json) {
  std::string form;
  EXPECT_TRUE(AppendJsonRequest(json, &form).ok());
  Bytes rest = form;
  model::RequestValue item;
  EXPECT_TRUE(model::ReadRequestValue(&rest, &item));
  model::AttributeValueDecoder decoder;
  model::ItemBuilder builder;
  builder.Clear();
  EXPECT_TRUE(decoder.DecodeMap(item, model::ValueLayer::kCurrent, &builder).ok());
  std::string out;
  AppendJsonAttributes(builder.value(), &out);
  return out;
}

TEST(JsonWriter, WritesEveryAttributeType) {
  const std::string json =
      R"({"b":{"B":"AQID"},"bo":{"BOOL":false},"bs":{"BS":["","AA=="]},"l":{"L":[{"S":"x"},{"M":{}},{"L":[]}]},)"
      R"("m":{"M":{"n":{"N":"-1.5"},"o":{"BOOL":true}}},"n":{"N":"42"},"ns":{"NS":["1","2"]},"nu":{"NULL":true},"s":{"S":""},)"
      R"("ss":{"SS":["a","b"]}})";
  EXPECT_EQ(RoundTrip(json), json);
}

TEST(JsonWriter, EscapesText) {
  EXPECT_EQ(
      RoundTrip(
          "{\"q\\\"\":{\"S\":\"\\u0000\\u001f\\n\\r\\t\\b\\f\\\\/\u00e9\U0001F600\u2028\x7f\"}}"),
      "{\"q\\\"\":{\"S\":\"\\u0000\\u001f\\n\\r\\t\\b\\f\\\\/\u00e9\U0001F600\u2028\x7f\"}}");
}

TEST(JsonWriter, WritesNumbersByTheirShape) {
  const auto units = [](double value) {
    ResponseWriter writer;
    writer.Begin(Operation::kGetItem);
    const auto output = writer.BeginStructure();
    writer.Member(GetItemOutput::kConsumedCapacity);
    const auto capacity = writer.BeginStructure();
    writer.Member(ConsumedCapacity::kCapacityUnits);
    writer.Number(value);
    writer.EndStructure(capacity);
    writer.EndStructure(output);
    std::string json;
    AppendJsonResponse(writer.Finish(), &json);
    return json.substr(37, json.size() - 39);
  };
  EXPECT_EQ(units(1), "1.0");
  EXPECT_EQ(units(0), "0.0");
  EXPECT_EQ(units(0.5), "0.5");
  EXPECT_EQ(units(128.5), "128.5");
  EXPECT_EQ(units(0.1), "0.1");
  EXPECT_EQ(units(1000000), "1000000.0");
}

TEST(JsonWriter, WritesTimestampsIntegersAndBooleans) {
  ResponseWriter writer;
  writer.Begin(Operation::kDescribeTable);
  const auto output = writer.BeginStructure();
  writer.Member(DescribeTableOutput::kTable);
  const auto table = writer.BeginStructure();
  writer.Member(TableDescription::kCreationDateTime);
  writer.Timestamp(1732492800.25);
  writer.Member(TableDescription::kItemCount);
  writer.Number(9007199254740991.0);
  writer.Member(TableDescription::kDeletionProtectionEnabled);
  writer.Boolean(false);
  writer.Member(TableDescription::kBillingModeSummary);
  const auto billing = writer.BeginStructure();
  writer.Member(BillingModeSummary::kLastUpdateToPayPerRequestDateTime);
  writer.Timestamp(1732492800);
  writer.EndStructure(billing);
  writer.EndStructure(table);
  writer.EndStructure(output);
  std::string json;
  EXPECT_EQ(AppendJsonResponse(writer.Finish(), &json), 200);
  EXPECT_EQ(
      json,
      R"({"Table":{"CreationDateTime":1732492800.25,"ItemCount":9007199254740991,"DeletionProtectionEnabled":false,)"
      R"("BillingModeSummary":{"LastUpdateToPayPerRequestDateTime":1732492800}}})");
}

TEST(JsonWriter, AnswersAnEmptyObject) {
  ResponseWriter writer;
  writer.Begin(Operation::kPutItem);
  const auto output = writer.BeginStructure();
  writer.EndStructure(output);
  std::string json;
  EXPECT_EQ(AppendJsonResponse(writer.Finish(), &json), 200);
  EXPECT_EQ(json, "{}");
}

TEST(JsonWriter, WritesListsOfNumbersAndNestedAttributes) {
  ResponseWriter writer;
  writer.Begin(Operation::kPutItem);
  const auto output = writer.BeginStructure();
  writer.Member(PutItemOutput::kItemCollectionMetrics);
  const auto metrics = writer.BeginStructure();
  writer.Member(ItemCollectionMetrics::kItemCollectionKey);
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.Number("1");
  builder.EndMap(root);
  writer.Attributes(builder.value());
  writer.Member(ItemCollectionMetrics::kSizeEstimateRangeGB);
  const auto range = writer.BeginList();
  writer.Element();
  writer.Number(0);
  writer.Element();
  writer.Number(1);
  writer.EndList(range);
  writer.EndStructure(metrics);
  writer.EndStructure(output);
  std::string json;
  AppendJsonResponse(writer.Finish(), &json);
  EXPECT_EQ(
      json,
      R"({"ItemCollectionMetrics":{"ItemCollectionKey":{"pk":{"N":"1"}},"SizeEstimateRangeGB":[0.0,1.0]}})");
}

}  // namespace
}  // namespace hashrange::wire
