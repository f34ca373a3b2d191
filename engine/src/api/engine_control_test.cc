// The control door (Inspect, Split, Tick), and what an engine tells those who trace it.
#include <gtest/gtest.h>

#include <string>

#include "api/background.h"
#include "api/control.h"
#include "api/engine_testing.h"
#include "model/key_codec.h"

namespace hashrange {
namespace {

class ControlEngine : public TestEngine {
 public:
  // The answer's body; an error as "<name>: <message>".
  std::string Control(Bytes verb, Bytes body) {
    const Engine::JsonResponse answer = engine->Control(verb, body, now_ms, entropy++);
    status = answer.http_status;
    if (status == 200) return answer.body;
    const std::string type = Member(answer.body, "__type");
    return type.substr(type.find('#') + 1) + ": " + Member(answer.body, "message");
  }

  // Items of one letter, of one item collection where there is a sort key.
  void Put(const std::string& pk, const std::string& sk = "") {
    const std::string sort_key = sk.empty() ? "" : R"(,"sk":{"S":")" + sk + R"("})";
    ASSERT_EQ(Call("PutItem",
                   R"({"TableName":"tab","Item":{"pk":{"S":")" + pk + R"("})" + sort_key + "}}"),
              "{}");
  }
};

std::string HashOf(Bytes pk) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(
                    model::PartitionHash(model::KeyPart{model::AttributeType::kS, pk})));
  return text;
}

TEST(Control, RefusesWhatItDoesNotKnow) {
  ControlEngine test;
  test.MakeTable("tab", true);
  EXPECT_EQ(
      test.Control("inspect", "{}"),
      R"(ValidationException: hashrange has no control verb \"inspect\": there are Inspect, Split and Tick)");
  EXPECT_EQ(test.status, 400);
  EXPECT_EQ(test.Control("\xff", "{}"),
            "ValidationException: hashrange has no control verb \\\"\ufffd\\\": there are Inspect, "
            "Split and Tick");
  for (const char* body : {"", "[]", "{", "5", "{}{}", "\"\xff\""}) {
    EXPECT_EQ(test.Control("Inspect", body),
              "ValidationException: The body of Inspect must be one JSON object")
        << body;
  }
  EXPECT_EQ(test.Control("Inspect", R"({"TableName":"tab"})"),
            R"(ValidationException: Inspect has no member \"TableName\": it has none)");
  EXPECT_EQ(
      test.Control("Split", R"({"tableName":"tab"})"),
      R"(ValidationException: Split has no member \"tableName\": there are TableName, IndexName, Key and Hash)");
  EXPECT_EQ(test.Control("Split", R"({"TableName":5})"),
            "ValidationException: The member TableName of Split must be a string");
  EXPECT_EQ(
      test.Control("Split", R"({"TableName":"tab","Key":{"pk":{"S":5}}})"),
      R"(ValidationException: The member Key of Split must be an object of attribute values such as {\"pk\":{\"S\":\"a\"}})");
  EXPECT_EQ(test.Control("Split", "{}"), "ValidationException: Split needs the member TableName");
  EXPECT_EQ(test.Control("Split", R"({"TableName":null})"),
            "ValidationException: Split needs the member TableName");
  for (const char* steps : {"0", "-1", "1.5", "1000001", "99999999999999999999", "1e3"}) {
    EXPECT_EQ(test.Control("Tick", R"({"maxSteps":)" + std::string(steps) + "}"),
              "ValidationException: The member maxSteps of Tick must be a whole number from 1 to "
              "1000000")
        << steps;
  }
}

TEST(Control, HasEachVerbOnce) {
  EXPECT_EQ(api::ControlTable().size(), 3u);
  for (const api::ControlRow& row : api::ControlTable()) {
    ControlEngine test;
    EXPECT_EQ(test.Control(row.verb, "[]"), "ValidationException: The body of " +
                                                std::string(row.verb) + " must be one JSON object");
  }
}

TEST(Inspect, ShowsAnEmptyDatabase) {
  ControlEngine test;
  EXPECT_EQ(test.Control("Inspect", "{}"),
            R"({"region":"eu-west-2","now":1700000000000,"clockWasClamped":false,"sequence":0,)"
            R"("memory":{"nodes":0},)"
            R"("background":{"due":false,"nextDueMs":null},"tables":[],"streams":[]})");
}

TEST(Inspect, ShowsTablesWithTheirPartitions) {
  ControlEngine test;
  test.MakeTable("tab", true);
  test.MakeTable("another", false);
  test.Put("a", "1");
  test.Put("a", "2");
  EXPECT_EQ(
      test.Control("Inspect", "{}"),
      R"({"region":"eu-west-2","now":1700000000000,"clockWasClamped":false,"sequence":4,)"
      R"("memory":{"nodes":1},)"
      R"("background":{"due":false,"nextDueMs":null},"tables":[)"
      R"({"TableName":"another","number":2,"status":"ACTIVE","itemCount":0,"itemBytes":0,"partitions":[)"
      R"({"low":{"hash":"0000000000000000"},"high":null,"itemCount":0,"itemBytes":0,)"
      R"("heat":{"readUnits":0.0,"writeUnits":0.0}}],"indexes":[]},)"
      R"({"TableName":"tab","number":1,"status":"ACTIVE","itemCount":2,"itemBytes":12,"partitions":[)"
      R"({"low":{"hash":"0000000000000000"},"high":null,"itemCount":2,"itemBytes":12,)"
      R"("heat":{"readUnits":0.0,"writeUnits":2.0}}],"indexes":[]}],"streams":[]})");
}

TEST(Inspect, SaysThatTheClockWentBack) {
  ControlEngine test;
  test.Call("ListTables", "{}");
  test.now_ms -= 1;
  EXPECT_EQ(test.Control("Inspect", "{}").substr(0, 66),
            R"({"region":"eu-west-2","now":1700000000000,"clockWasClamped":true,")");
}

// The heat of new partitions.
const std::string kCold = R"(,"heat":{"readUnits":0.0,"writeUnits":0.0})";

TEST(Split, CutsAtAKeyInsideAnItemCollection) {
  ControlEngine test;
  test.MakeTable("tab", true);
  for (const char* sk : {"1", "2", "3"}) test.Put("a", sk);
  const std::string bound =
      R"({"hash":")" + HashOf("a") + R"(","key":{"pk":{"S":"a"},"sk":{"S":"2"}}})";
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"2"}}})"),
            R"({"partitions":[{"low":{"hash":"0000000000000000"},"high":)" + bound +
                R"(,"itemCount":1,"itemBytes":6)" + kCold + R"(},{"low":)" + bound +
                R"(,"high":null,"itemCount":2,"itemBytes":12)" + kCold + "}]}");
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"2"}}})"),
            "ValidationException: There is nothing to split: a partition of tab begins there "
            "already");
  EXPECT_EQ(test.engine->CheckInvariants(), "");
  EXPECT_EQ(
      test.Call(
          "Query",
          R"({"TableName":"tab","KeyConditionExpression":"pk = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"Select":"COUNT"})"),
      R"({"Count":3,"ScannedCount":3})");
}

TEST(Split, CutsAtAHash) {
  ControlEngine test;
  test.MakeTable("tab", false);
  for (const char* pk : {"a", "b", "c"}) test.Put(pk);
  // Source of the hashes: key_codec_test.cc and the codec.
  const std::string hash = HashOf("b");
  int below = 0;
  for (const char* pk : {"a", "b", "c"}) below += HashOf(pk) < hash ? 1 : 0;
  const std::string counts[] = {std::to_string(below), std::to_string(3 - below)};
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Hash":")" + hash + R"("})"),
            R"({"partitions":[{"low":{"hash":"0000000000000000"},"high":{"hash":")" + hash +
                R"("},"itemCount":)" + counts[0] + R"(,"itemBytes":)" + std::to_string(3 * below) +
                kCold + R"(},{"low":{"hash":")" + hash + R"("},"high":null,"itemCount":)" +
                counts[1] + R"(,"itemBytes":)" + std::to_string(9 - 3 * below) + kCold + "}]}");
  EXPECT_EQ(test.engine->CheckInvariants(), "");
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Hash":"ABCDEF0123456789"})").substr(0, 2),
            "{\"");
  for (const char* wrong :
       {"", "12", "000000000000000g", "00000000000000001", "0x00000000000001"}) {
    EXPECT_EQ(
        test.Control("Split", R"({"TableName":"tab","Hash":")" + std::string(wrong) + R"("})"),
        "ValidationException: The Hash to split at must be 16 hexadecimal digits");
  }
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Hash":"0000000000000000"})"),
            "ValidationException: There is nothing to split: a partition of tab begins there "
            "already");
}

// "itemCount" of the partitions in an answer of Split or Inspect, in order.
std::string Counts(const std::string& answer) {
  std::string counts;
  size_t at = answer.find(R"("partitions")");
  const std::string start = R"("itemCount":)";
  while ((at = answer.find(start, at)) != std::string::npos) {
    at += start.size();
    counts += answer.substr(at, answer.find(',', at) - at) + " ";
  }
  return counts;
}

TEST(Split, CutsTheLargestPartitionInItsMiddle) {
  ControlEngine test;
  test.MakeTable("tab", false);
  for (int i = 0; i < 40; i++) test.Put("key" + std::to_string(1000 + i));
  EXPECT_EQ(Counts(test.Control("Split", R"({"TableName":"tab"})")), "20 20 ");
  EXPECT_EQ(Counts(test.Control("Split", R"({"TableName":"tab"})")), "10 10 ");
  EXPECT_EQ(Counts(test.Control("Split", R"({"TableName":"tab"})")), "10 10 ");
  for (int i = 0; i < 40 - 4; i++) {
    test.Control("Split", R"({"TableName":"tab"})");
    ASSERT_EQ(test.status, 200);
  }
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab"})"),
            "ValidationException: There is nothing to split: no partition of tab holds two "
            "items that may be parted");
  EXPECT_EQ(test.engine->CheckInvariants(), "");
}

TEST(Split, KeepsItemCollectionsWholeWhereItCan) {
  ControlEngine test;
  test.MakeTable("tab", true);
  for (int i = 0; i < 10; i++) test.Put("a", std::to_string(i));
  test.Put("b", "1");
  const std::string between = HashOf("a") < HashOf("b") ? HashOf("b") : HashOf("a");
  const std::string answer = test.Control("Split", R"({"TableName":"tab"})");
  EXPECT_EQ(Counts(answer), HashOf("a") < HashOf("b") ? "10 1 " : "1 10 ");
  EXPECT_NE(answer.find(R"("high":{"hash":")" + between + R"("})"), std::string::npos) << answer;
  // Then it must cut into the collection that fills a partition.
  const std::string inside = test.Control("Split", R"({"TableName":"tab"})");
  EXPECT_EQ(Counts(inside), "5 5 ");
  EXPECT_NE(inside.find(R"("key":{"pk":{"S":"a"},"sk":{"S":"5"}})"), std::string::npos) << inside;
}

TEST(Split, RefusesWhatCannotBeSplit) {
  ControlEngine test;
  test.MakeTable("tab", true);
  EXPECT_EQ(test.Control("Split", R"({"TableName":"none"})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab"})"),
            "ValidationException: There is nothing to split: no partition of tab holds two "
            "items that may be parted");
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","IndexName":"i"})"),
            "ValidationException: The table does not have the specified index: i");
  for (const char* key : {R"({"sk":{"S":"a"}})", R"({"pk":{"N":"1"}})", R"({})",
                          R"({"pk":{"S":"a"},"sk":{"S":"b"},"more":{"S":"c"}})"}) {
    EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Key":)" + std::string(key) + "}"),
              "ValidationException: The provided key element does not match the schema");
  }
  EXPECT_EQ(test.Control("Split", R"({"TableName":"tab","Key":{"pk":{"S":"a"}},"Hash":"0"})"),
            "ValidationException: Split takes a Key or a Hash to split at, not both of them");
}

TEST(Tick, HasNothingToDoInAnEmptyDatabase) {
  ControlEngine test;
  const std::string nothing = R"({"more":false,"nextDueMs":null,"expired":0,"backfilled":0})";
  EXPECT_EQ(test.Control("Tick", "{}"), nothing);
  EXPECT_EQ(test.Control("Tick", R"({"maxSteps":1000000})"), nothing);
  EXPECT_EQ(test.engine->last_sequence(), 0u);
}

TEST(Tracing, TellsBeginningAndEndOfEachRequest) {
  ControlEngine test;
  test.MakeTable("tab", false);
  EXPECT_EQ(test.engine->trace(), "");
  test.engine->SetTracing(true);
  test.Put("a");
  test.Call("ListTables", "{}");
  EXPECT_EQ(test.Call("GetItem", R"({"TableName":"none","Key":{"pk":{"S":"a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  test.Call("PutItem", R"({"TableName":5})");
  const std::string expected =
      R"({"type":"begin","operation":"PutItem","table":"tab","now":1700000000000})"
      "\n"
      R"({"type":"write","table":"tab","partition":0,"action":"put","key":{"pk":{"S":"a"}},"oldBytes":null,"newBytes":3})"
      "\n"
      R"({"type":"capacity","table":"tab","readUnits":0.0,"writeUnits":1.0})"
      "\n"
      R"({"type":"commit","sequence":2,"changes":1})"
      "\n"
      R"({"type":"end","operation":"PutItem"})"
      "\n"
      R"({"type":"begin","operation":"ListTables","now":1700000000000})"
      "\n"
      R"({"type":"end","operation":"ListTables"})"
      "\n"
      R"({"type":"begin","operation":"GetItem","table":"none","now":1700000000000})"
      "\n"
      R"({"type":"end","operation":"GetItem","error":"ResourceNotFoundException","message":"Requested resource not found"})"
      "\n"
      R"({"type":"begin","operation":"PutItem","now":1700000000000})"
      "\n"
      R"({"type":"end","operation":"PutItem","error":"SerializationException","message":"NUMBER_VALUE cannot be converted to String"})"
      "\n";
  EXPECT_EQ(test.engine->trace(), expected);
  test.engine->ClearTrace();
  EXPECT_EQ(test.engine->trace(), "");
  test.Call("ListTables", "{}");
  test.engine->SetTracing(false);
  EXPECT_EQ(test.engine->trace(), "");
  test.Call("ListTables", "{}");
  EXPECT_EQ(test.engine->trace(), "");
}

TEST(Tracing, TellsASplit) {
  ControlEngine test;
  test.MakeTable("tab", false);
  test.engine->SetTracing(true);
  test.Control("Split", R"({"TableName":"tab","Hash":"8000000000000000"})");
  EXPECT_EQ(test.engine->trace(),
            R"({"type":"commit","sequence":2,"changes":1})"
            "\n"
            R"({"type":"split","table":"tab","partition":0,"at":{"hash":"8000000000000000"}})"
            "\n");
}

TEST(Tracing, IsNotForForks) {
  ControlEngine test;
  test.engine->SetTracing(true);
  const auto fork = test.engine->Fork();
  fork->Dispatch("DynamoDB_20120810.ListTables", "{}", 0, 0);
  EXPECT_EQ(fork->trace(), "");
  EXPECT_EQ(test.engine->trace(), "");
}

}  // namespace
}  // namespace hashrange
