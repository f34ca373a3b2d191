// The engine through its two doors: whole requests, recovery, checkpoints, hostile bytes.
#include "hashrange/engine.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "api/engine_testing.h"
#include "api/operations.h"
#include "base/coding.h"
#include "model/request_form.h"
#include "store/log_record.h"

namespace hashrange {
namespace {

std::string Put(const std::string& item) { return R"({"TableName":"tab","Item":)" + item + "}"; }

TEST(Engine, StoresAndReturnsAnItemOfEveryType) {
  TestEngine test;
  test.MakeTable("tab", false);
  const std::string item =
      R"({"b":{"B":"AP8="},"bool":{"BOOL":true},"bs":{"BS":["AA==","/w=="]},"l":{"L":[{"S":""},{"N":"1"}]},)"
      R"("m":{"M":{"ä":{"S":"é𝄞"}}},"n":{"N":"-12.5"},"ns":{"NS":["1","2"]},"null":{"NULL":true},"pk":{"S":"a"},)"
      R"("ss":{"SS":["","x"]}})";
  EXPECT_EQ(test.Call("PutItem", Put(item)), "{}");
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"),
            R"({"Item":)" + item + "}");
}

TEST(Engine, ConditionsAndUpdatesWorkTogether) {
  TestEngine test;
  test.MakeTable("tab", false);
  EXPECT_EQ(test.Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"},"v":{"N":"1"}},)"
                                 R"j("ConditionExpression":"attribute_not_exists(pk)"})j"),
            "{}");
  EXPECT_EQ(test.Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}},)"
                                 R"j("ConditionExpression":"attribute_not_exists(pk)"})j"),
            "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_EQ(
      test.Call(
          "UpdateItem",
          R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET v = v + :one",)"
          R"("ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"ALL_NEW"})"),
      R"({"Attributes":{"pk":{"S":"a"},"v":{"N":"2"}}})");
  EXPECT_EQ(test.Call("DeleteItem",
                      R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"})"),
            R"({"Attributes":{"pk":{"S":"a"},"v":{"N":"2"}}})");
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"), "{}");
  EXPECT_EQ(test.engine->CheckInvariants(), "");
}

TEST(Engine, AFailedConditionCarriesTheItemWhenAsked) {
  TestEngine test;
  test.MakeTable("tab", false);
  test.Call("PutItem", Put(R"({"pk":{"S":"a"},"v":{"N":"1"}})"));
  const Engine::JsonResponse answer = test.engine->Dispatch(
      "DynamoDB_20120810.DeleteItem",
      R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"ConditionExpression":"v = :v","ExpressionAttributeValues":)"
      R"({":v":{"N":"2"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"})",
      test.now_ms, 1);
  EXPECT_EQ(answer.http_status, 400);
  EXPECT_EQ(answer.body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"The conditional request failed","Item":{"pk":{"S":"a"},"v":{"N":"1"}}})");
}

TEST(Engine, UpdateOfAnAbsentItemMakesItUnlessItOnlyRemoves) {
  TestEngine test;
  test.MakeTable("tab", false);
  EXPECT_EQ(
      test.Call("UpdateItem",
                R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"UpdateExpression":"REMOVE x"})"),
      "{}");
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"), "{}");
  EXPECT_EQ(test.Call("UpdateItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"), "{}");
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"),
            R"({"Item":{"pk":{"S":"a"}}})");
}

TEST(Engine, QueriesPageBothWays) {
  TestEngine test;
  test.MakeTable("tab", true);
  for (const char* sk : {"c", "a", "e", "b", "d"}) {
    test.Call("PutItem", Put(R"({"pk":{"S":"p"},"sk":{"S":")" + std::string(sk) + R"("}})"));
  }
  test.Call("PutItem", Put(R"({"pk":{"S":"other"},"sk":{"S":"x"}})"));
  const std::string query =
      R"({"TableName":"tab","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p"}},)";
  EXPECT_EQ(
      test.Call("Query", query + R"("Limit":2})"),
      R"({"Items":[{"pk":{"S":"p"},"sk":{"S":"a"}},{"pk":{"S":"p"},"sk":{"S":"b"}}],"Count":2,"ScannedCount":2,)"
      R"("LastEvaluatedKey":{"pk":{"S":"p"},"sk":{"S":"b"}}})");
  EXPECT_EQ(
      test.Call("Query", query + R"("Limit":2,"ScanIndexForward":false,)"
                                 R"("ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"c"}}})"),
      R"({"Items":[{"pk":{"S":"p"},"sk":{"S":"b"}},{"pk":{"S":"p"},"sk":{"S":"a"}}],"Count":2,"ScannedCount":2,)"
      R"("LastEvaluatedKey":{"pk":{"S":"p"},"sk":{"S":"a"}}})");
  EXPECT_EQ(test.Call("Query", query + R"("Select":"COUNT"})"), R"({"Count":5,"ScannedCount":5})");
}

TEST(Engine, APageEndsWithTheItemThatPassesOneMegabyte) {
  TestEngine test;
  test.MakeTable("tab", true);
  const std::string text(300'000, 'x');
  for (int i = 0; i < 6; i++) {
    test.Call("PutItem", Put(R"({"pk":{"S":"p"},"sk":{"S":")" + std::to_string(i) +
                             R"("},"v":{"S":")" + text + R"("}})"));
  }
  const std::string page = test.Call(
      "Query", R"({"TableName":"tab","KeyConditionExpression":"pk = :p","Select":"COUNT",)"
               R"("ExpressionAttributeValues":{":p":{"S":"p"}},"ReturnConsumedCapacity":"TOTAL"})");
  EXPECT_EQ(page,
            R"({"Count":4,"ScannedCount":4,"LastEvaluatedKey":{"pk":{"S":"p"},"sk":{"S":"3"}},)"
            R"("ConsumedCapacity":{"TableName":"tab","CapacityUnits":146.5}})");
}

TEST(Engine, ReplayOfTheLogGivesTheSameState) {
  CollectedLog log;
  TestEngine first(&log);
  first.MakeTable("tab", true);
  for (int i = 0; i < 50; i++) {
    first.Call("PutItem", Put(R"({"pk":{"S":"p"},"sk":{"S":")" + std::to_string(i % 20) +
                              R"("},"v":{"N":")" + std::to_string(i) + R"("}})"));
  }
  first.Call("DeleteItem", R"({"TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"3"}}})");
  const std::string query =
      R"({"TableName":"tab","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"p"}}})";
  const std::string described = first.Call("DescribeTable", R"({"TableName":"tab"})");
  const std::string items = first.Call("Query", query);

  const std::string file = store::FileHeader(store::FileKind::kLog) + log.frames;
  TestEngine second;
  ASSERT_TRUE(second.engine->Recover(Engine::FileKind::kSegment, file, true))
      << second.engine->recovery_message();
  EXPECT_EQ(second.engine->recovered_bytes(), file.size());
  EXPECT_EQ(second.Call("DescribeTable", R"({"TableName":"tab"})"), described);
  EXPECT_EQ(second.Call("Query", query), items);
  EXPECT_EQ(second.engine->last_sequence(), first.engine->last_sequence());
  EXPECT_EQ(second.engine->CheckInvariants(), "");

  // The same from a checkpoint.
  first.engine->BeginCheckpoint();
  std::string checkpoint, chunk;
  first.Call("DeleteTable", R"({"TableName":"tab"})");
  while (first.engine->NextCheckpointChunk(&chunk)) checkpoint += chunk;
  first.engine->EndCheckpoint();
  TestEngine third;
  ASSERT_TRUE(third.engine->Recover(Engine::FileKind::kCheckpoint, checkpoint, true))
      << third.engine->recovery_message();
  EXPECT_EQ(third.Call("Query", query), items);
}

TEST(Engine, RefusedWritesLeaveNoTrace) {
  CollectedLog log;
  TestEngine test(&log);
  test.MakeTable("tab", false);
  test.Call("PutItem", Put(R"({"pk":{"S":"a"},"v":{"S":"x"}})"));
  const std::string frames = log.frames;
  for (
      const char* body :
      {R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET v = v + :n","ExpressionAttributeValues":{":n":{"N":"1"}}})",
       R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET pk = :n","ExpressionAttributeValues":{":n":{"N":"1"}}})",
       R"({"TableName":"tab","Key":{"pk":{"N":"1"}},"UpdateExpression":"SET v = :n","ExpressionAttributeValues":{":n":{"N":"1"}}})"}) {
    EXPECT_EQ(test.Call("UpdateItem", body).substr(0, 21), "ValidationException: ") << body;
  }
  EXPECT_EQ(log.frames, frames);
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"),
            R"({"Item":{"pk":{"S":"a"},"v":{"S":"x"}}})");
}

TEST(Engine, ReturnValuesComeBeforeTheDepthOnlyInRequestsOfManyLevels) {
  TestEngine test;
  const auto refusal = [&](Bytes operation, const char* member, int wraps) {
    std::string deep = R"({"S":"x"})";
    for (int i = 0; i < wraps; i++) deep = R"({"M":{"n":)" + deep + "}}";
    return test.Call(operation,
                     std::string(R"({"TableName":"none","ReturnValues":"UPDATED_NEW",")") + member +
                         R"(":{"pk":)" + deep + "}}");
  };
  const std::string misuse = "ReturnValues can only be ALL_OLD or NONE";
  EXPECT_EQ(refusal("DeleteItem", "Key", 100), "ValidationException: " + misuse);
  EXPECT_EQ(refusal("PutItem", "Item", 63), "ValidationException: " + misuse);
  EXPECT_EQ(refusal("DeleteItem", "Key", 40),
            "ValidationException: 1 validation error detected: Nesting Levels have exceeded "
            "supported limits: Attributes in the item have nested levels beyond supported limit");
  EXPECT_EQ(refusal("DeleteItem", "Key", 0),
            "ValidationException: 1 validation error detected: " + misuse);
}

TEST(Engine, WrongTargetsAndBodiesGetTheProtocolsErrors) {
  TestEngine test;
  EXPECT_EQ(test.engine->Dispatch("DynamoDB_20120810.Nothing", "{}", 0, 0).body,
            R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(test.engine->Dispatch("DynamoDB_20120810.ListTables", "[]", 0, 0).body,
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(test.engine->Dispatch("DynamoDB_20120810.ListTables", "{", 0, 0).body,
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
  EXPECT_EQ(test.Call("ListTables", "{}"), R"({"TableNames":[]})");
}

TEST(Engine, EveryOperationOfTheShapesHasARow) {
  for (const model::OperationShape& shape : model::Operations()) {
    const api::OperationRow* row = api::FindRow(shape.number());
    ASSERT_NE(row, nullptr) << shape.name;
    EXPECT_NE(row->run, nullptr);
    EXPECT_EQ(row->operation, shape.operation);
  }
  EXPECT_EQ(api::OperationTable().size(), model::Operations().size());
}

TEST(Engine, SurvivesBytesThatAreNotRequests) {
  TestEngine test;
  test.MakeTable("tab", false);
  // A valid request, then with bytes changed at random: every answer is a response, and the
  // engine goes on.
  std::string request;
  base::PutFixed64(&request, 0);
  base::PutFixed64(&request, 7);
  request += '\x05';  // PutItem
  request += '\0';
  const auto text = [&](Bytes bytes) {
    base::PutFixed32(&request, static_cast<uint32_t>(bytes.size()));
    request += bytes;
  };
  request += '\x08';
  const size_t at = request.size();
  base::PutFixed32(&request, 0);
  base::PutFixed32(&request, 2);
  text("TableName");
  request += '\x05';
  text("tab");
  text("Item");
  request += '\x17';
  const size_t inner = request.size();
  base::PutFixed32(&request, 0);
  base::PutFixed32(&request, 2);
  text("pk");
  request += '\x11';
  text("a");
  text("set");
  request += '\x14';
  base::PutFixed32(&request, 10);
  base::PutFixed32(&request, 2);
  text("x");
  text("y");
  base::StoreFixed32(request.data() + inner, static_cast<uint32_t>(request.size() - inner - 8));
  base::StoreFixed32(request.data() + at, static_cast<uint32_t>(request.size() - at - 8));
  ASSERT_EQ(test.engine->Execute(request)[8], 0) << "the request itself must be valid";

  std::mt19937 random(1);
  for (int i = 0; i < 20'000; i++) {
    std::string broken = request;
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int change = 0; change < changes; change++)
      broken[random() % broken.size()] = static_cast<char>(random());
    if (random() % 4 == 0) broken.resize(random() % broken.size());
    ASSERT_GE(test.engine->Execute(broken).size(), 10u);
  }
  EXPECT_EQ(test.engine->CheckInvariants(), "");
}

}  // namespace
}  // namespace hashrange
