#include "wire/response_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/coding.h"
#include "model/item_builder.h"
#include "wire/json_writer.h"
#include "wire/response_tags.h"

namespace hashrange::wire {
namespace {

using namespace model::members;  // NOLINT
using model::Operation;

std::string Item(Bytes key, Bytes text) {
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.String(key);
  builder.Name("t");
  builder.String(text);
  builder.EndMap(root);
  return builder.TakeItem();
}

std::string Json(Bytes response) {
  std::string json;
  EXPECT_EQ(AppendJsonResponse(response, &json), 200);
  return json;
}

TEST(ResponseWriter, WritesTheBytesOfTheFormat) {
  ResponseWriter writer;
  writer.Begin(Operation::kListTables);
  const auto output = writer.BeginStructure();
  writer.Member(ListTablesOutput::kTableNames);
  const auto names = writer.BeginList();
  writer.Element();
  writer.String("ab");
  writer.Element();
  writer.String("\u00e9");
  writer.EndList(names);
  writer.EndStructure(output);
  const std::string expected(
      "\x16\0\0\0"
      "\x04\0\0\0"
      "\0"
      "\x03"            // header
      "\x0f\x04\0\0\0"  // chunk
      "\x19\x01\0"      // structure of one member, member 0
      "\x17\x02\0\0\0"
      "\x15\x04"
      "\x15\x05\x01"  // list of two strings
      "ab\u00e9",
      10 + 5 + 3 + 5 + 2 + 3 + 4);
  const std::string response(writer.Finish());
  EXPECT_EQ(response.size() - 4 - 10, 18u);
  EXPECT_EQ(response.substr(4), expected.substr(4));
  EXPECT_EQ(base::LoadFixed32(response.data()), 18u);
}

TEST(ResponseWriter, CopiesItemsWhole) {
  const std::string item = Item("a", "text");
  ResponseWriter writer;
  for (int i = 0; i < 2; i++) {  // the second time in used buffers
    writer.Begin(Operation::kGetItem);
    const auto output = writer.BeginStructure();
    writer.Member(GetItemOutput::kItem);
    writer.Attributes(model::ItemView(item).root());
    writer.EndStructure(output);
    const std::string response(writer.Finish());
    const model::ItemView view(item);
    const std::string structure(view.structure());
    EXPECT_EQ(response.substr(10 + 5 + 3, structure.size()), structure);
    EXPECT_EQ(response.substr(10 + 5 + 3 + structure.size()), view.text());
    EXPECT_EQ(Json(response), R"({"Item":{"pk":{"S":"a"},"t":{"S":"text"}}})");
  }
}

TEST(ResponseWriter, TheShortWayOfOneMapWritesTheSameBytes) {
  for (const std::string& text : {std::string(), std::string("\u00e9"), std::string(40'000, 'x')}) {
    const std::string item = Item("a", text);
    ResponseWriter general, shortly;
    general.Begin(Operation::kGetItem);
    const auto output = general.BeginStructure();
    general.Member(GetItemOutput::kItem);
    general.Attributes(model::ItemView(item).root());
    general.EndStructure(output);
    const std::string expected(general.Finish());
    for (int again = 0; again < 2; again++) {
      shortly.Begin(Operation::kGetItem);
      shortly.OnlyAttributes(GetItemOutput::kItem, model::ItemView(item).root());
      ASSERT_EQ(shortly.Finish(), expected);
      // And the writer writes other responses as before.
      shortly.Begin(Operation::kGetItem);
      shortly.EndStructure(shortly.BeginStructure());
      ASSERT_EQ(Json(shortly.Finish()), "{}");
    }
  }
}

TEST(ResponseWriter, BeginsAChunkWhereTheTextGrows) {
  const std::string item = Item("a", std::string(20'000, 'x'));
  ResponseWriter writer;
  writer.Begin(Operation::kQuery);
  const auto output = writer.BeginStructure();
  writer.Member(QueryOutput::kItems);
  const auto items = writer.BeginList();
  for (int i = 0; i < 5; i++) {
    writer.Element();
    writer.Attributes(model::ItemView(item).root());
  }
  writer.EndList(items);
  writer.Member(QueryOutput::kCount);
  writer.Number(5);
  writer.EndStructure(output);
  const std::string response(writer.Finish());
  const size_t item_text = model::ItemView(item).text().size();
  const size_t item_structure = model::ItemView(item).structure().size();
  // The first chunk holds two items, which pass 32 KiB; so does the second; the third has the rest.
  EXPECT_EQ(base::LoadFixed32(&response[11]), 2 * item_text);
  const size_t second = 10 + 5 + 3 + 5 + 2 * item_structure;
  EXPECT_EQ(static_cast<uint8_t>(response[second]), kResponseChunk);
  EXPECT_EQ(base::LoadFixed32(&response[second + 1]), 2 * item_text);
  const size_t third = second + 5 + 2 * item_structure;
  EXPECT_EQ(static_cast<uint8_t>(response[third]), kResponseChunk);
  EXPECT_EQ(base::LoadFixed32(&response[third + 1]), item_text);
  EXPECT_EQ(base::LoadFixed32(&response[4]), 5 * item_text);
  EXPECT_EQ(Json(response).size(),
            std::string(R"({"Items":[],"Count":5})").size() + 4 +
                5 * (std::string(R"({"pk":{"S":"a"},"t":{"S":""}})").size() + 20'000));
}

TEST(ResponseWriter, NestsStructuresListsAndMaps) {
  ResponseWriter writer;
  writer.Begin(Operation::kQuery);
  const auto output = writer.BeginStructure();
  writer.Member(QueryOutput::kConsumedCapacity);
  const auto capacity = writer.BeginStructure();
  writer.Member(ConsumedCapacity::kTableName);
  writer.String("t");
  writer.Member(ConsumedCapacity::kCapacityUnits);
  writer.Number(0.5);
  writer.Member(ConsumedCapacity::kGlobalSecondaryIndexes);
  const auto indexes = writer.BeginMap();
  for (Bytes name : {"i", "j"}) {
    writer.Entry(name);
    const auto index = writer.BeginStructure();
    writer.Member(Capacity::kCapacityUnits);
    writer.Number(2);
    writer.EndStructure(index);
  }
  writer.EndMap(indexes);
  writer.EndStructure(capacity);
  writer.Member(QueryOutput::kCount);
  writer.Number(0);
  writer.EndStructure(output);
  EXPECT_EQ(
      Json(writer.Finish()),
      R"({"ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5,)"
      R"("GlobalSecondaryIndexes":{"i":{"CapacityUnits":2.0},"j":{"CapacityUnits":2.0}}},"Count":0})");
}

TEST(ResponseWriter, WritesErrorsInPlaceOfWhatWasBegun) {
  ResponseWriter writer;
  writer.Begin(Operation::kPutItem);
  const auto output = writer.BeginStructure();
  (void)output;
  writer.Member(PutItemOutput::kAttributes);
  const Bytes response =
      writer.Fail(Operation::kPutItem,
                  Error(ErrorType::kConditionalCheckFailed, "no").WithItem(Item("a", "b")));
  EXPECT_EQ(response[8], 1);
  EXPECT_EQ(response[9], 5);
  std::string json;
  EXPECT_EQ(AppendJsonResponse(response, &json), 400);
  EXPECT_EQ(
      json,
      R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no",)"
      R"("Item":{"pk":{"S":"a"},"t":{"S":"b"}}})");
}

TEST(ResponseWriter, MendsAMessageThatRepeatsWhatIsNotUtf8) {
  ResponseWriter writer;
  std::string json;
  AppendJsonResponse(writer.Fail(Operation::kPutItem, Error(ErrorType::kValidation, "of \xffz")),
                     &json);
  EXPECT_EQ(
      json,
      "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"of \ufffdz\"}");
}

TEST(ResponseWriter, WritesErrorsWithoutAMessage) {
  ResponseWriter writer;
  std::string json;
  EXPECT_EQ(AppendJsonResponse(
                writer.Fail(Operation::kNone, Error(ErrorType::kUnknownOperation, "")), &json),
            400);
  EXPECT_EQ(json, R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

TEST(ResponseWriter, WritesTheReasonsOfACancelledTransaction) {
  ResponseWriter writer;
  std::vector<hashrange::CancellationReason> reasons;
  // Two items that fill a chunk each.
  const std::string text(kTextChunkBytes + 1, 'x');
  reasons.push_back({"ConditionalCheckFailed", "no", Item("a", text)});
  reasons.push_back({"ConditionalCheckFailed", "no", Item("b", text)});
  reasons.push_back({"None", "", ""});
  std::string json;
  EXPECT_EQ(AppendJsonResponse(writer.Fail(Operation::kTransactWriteItems,
                                           Error(ErrorType::kTransactionCanceled, "cancelled")
                                               .WithCancellationReasons(std::move(reasons))),
                               &json),
            400);
  EXPECT_EQ(json,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
            R"("Message":"cancelled","CancellationReasons":[{"Code":"ConditionalCheckFailed",)"
            R"("Message":"no","Item":{"pk":{"S":"a"},"t":{"S":")" +
                text + R"("}}},{"Code":"ConditionalCheckFailed","Message":"no","Item":{"pk":)" +
                R"({"S":"b"},"t":{"S":")" + text + R"("}}},{"Code":"None"}]})");
}

}  // namespace
}  // namespace hashrange::wire
