// What a trace tells of requests: reads, conditions, writes, indexes, units, commits, and the work
// in between. The lines are exact: npm/src/trace.ts has their types.
#include <gtest/gtest.h>

#include <string>

#include "api/engine_testing.h"

namespace hashrange {
namespace {

class TracedEngine : public TestEngine {
 public:
  TracedEngine() {
    Call("CreateTable",
         R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":)"
         R"([{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},)"
         R"({"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}],)"
         R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],)"
         R"("GlobalSecondaryIndexes":[{"IndexName":"by_g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
         R"("Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
         R"("LocalSecondaryIndexes":[{"IndexName":"by_l","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
         R"({"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]})");
    EXPECT_EQ(status, 200);
  }

  // The lines between the begin and the end of one request.
  std::string Trace(Bytes operation, const std::string& body) {
    engine->SetTracing(true);
    Call(operation, body);
    std::string lines(engine->trace());
    engine->SetTracing(false);
    lines.erase(0, lines.find('\n') + 1);
    lines.erase(lines.rfind('\n', lines.size() - 2) + 1);
    return lines;
  }
};

constexpr char kPut[] =
    R"({"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"G"},"l":{"S":"L"},"v":{"N":"7"}}})";

TEST(Trace, FollowsAWriteIntoTheIndexes) {
  TracedEngine test;
  EXPECT_EQ(test.Trace("PutItem", kPut),
            R"({"type":"write","table":"tab","partition":0,"action":"put","key":{"pk":{"S":"a"},"sk":{"N":"1"}},"oldBytes":null,"newBytes":14})"
            "\n"
            R"({"type":"index","table":"tab","index":"by_l","partition":0,"action":"insert","key":{"pk":{"S":"a"},"l":{"S":"L"}}})"
            "\n"
            R"({"type":"index","table":"tab","index":"by_g","partition":0,"action":"insert","key":{"g":{"S":"G"}}})"
            "\n"
            R"({"type":"capacity","table":"tab","readUnits":0.0,"writeUnits":1.0})"
            "\n"
            R"({"type":"capacity","table":"tab","index":"by_l","readUnits":0.0,"writeUnits":1.0})"
            "\n"
            R"({"type":"capacity","table":"tab","index":"by_g","readUnits":0.0,"writeUnits":1.0})"
            "\n"
            R"({"type":"commit","sequence":2,"changes":1})"
            "\n");
  // The same again changes nothing, and costs its unit.
  EXPECT_EQ(test.Trace("PutItem", kPut),
            R"({"type":"capacity","table":"tab","readUnits":0.0,"writeUnits":1.0})"
            "\n");
  const std::string moved = test.Trace(
      "UpdateItem",
      R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"UpdateExpression":"SET g = :h",)"
      R"("ExpressionAttributeValues":{":h":{"S":"H"}}})");
  EXPECT_NE(moved.find(R"("index":"by_g","partition":0,"action":"delete","key":{"g":{"S":"G"}}})"),
            std::string::npos)
      << moved;
  EXPECT_NE(moved.find(R"("index":"by_g","partition":0,"action":"insert","key":{"g":{"S":"H"}}})"),
            std::string::npos);
  EXPECT_NE(moved.find(R"("index":"by_l","partition":0,"action":"replace")"), std::string::npos);
}

TEST(Trace, ExplainsConditionsAndFilters) {
  TracedEngine test;
  test.Call("PutItem", kPut);
  const std::string failed = test.Trace(
      "DeleteItem",
      R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"ConditionExpression":"v > :n",)"
      R"("ExpressionAttributeValues":{":n":{"N":"8"}}})");
  EXPECT_EQ(failed,
            R"({"type":"condition","kind":"ConditionExpression","expression":"v > :n",)"
            R"("tree":{"operator":">","text":"v > :n","operands":[)"
            R"({"operand":"path","text":"v","evaluated":true,"value":{"N":"7"}},)"
            R"({"operand":"value","text":":n","evaluated":true,"value":{"N":"8"}}],"result":false},)"
            R"("result":false})"
            "\n");
  EXPECT_EQ(failed.find(R"("type":"write")"), std::string::npos);
  const std::string filtered = test.Trace(
      "Scan",
      R"({"TableName":"tab","FilterExpression":"v = :n","ExpressionAttributeValues":{":n":{"N":"8"}}})");
  EXPECT_NE(filtered.find(R"("kind":"FilterExpression")"), std::string::npos) << filtered;
  EXPECT_NE(filtered.find(R"({"type":"read","table":"tab","partition":0,"access":"range",)"
                          R"("itemsRead":1,"bytesRead":14,"itemsReturned":0})"),
            std::string::npos)
      << filtered;
}

TEST(Trace, TellsWhichPartitionsAReadVisits) {
  TracedEngine test;
  test.Call("PutItem", kPut);
  EXPECT_EQ(test.Trace("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"N":"1"}}})"),
            R"({"type":"read","table":"tab","partition":0,"access":"point","itemsRead":1,"bytesRead":14,"itemsReturned":1})"
            "\n"
            R"({"type":"capacity","table":"tab","readUnits":0.5,"writeUnits":0.0})"
            "\n");
  EXPECT_EQ(test.Trace("Query",
                       R"({"TableName":"tab","IndexName":"by_g","KeyConditionExpression":"g = :g",)"
                       R"("ExpressionAttributeValues":{":g":{"S":"G"}}})"),
            R"({"type":"read","table":"tab","index":"by_g","partition":0,"access":"range","itemsRead":1,"bytesRead":9,"itemsReturned":1})"
            "\n"
            R"({"type":"capacity","table":"tab","index":"by_g","readUnits":0.5,"writeUnits":0.0})"
            "\n");
}

TEST(Trace, TellsOfExpiryAndBackfill) {
  TracedEngine test;
  test.Call("PutItem", kPut);
  test.Call("UpdateTimeToLive",
            R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"v"}})");
  ASSERT_EQ(test.status, 200);
  test.engine->SetTracing(true);
  test.engine->Control("Tick", "{}", test.now_ms, 1);
  EXPECT_EQ(test.engine->trace(),
            R"({"type":"backfill","table":"tab","index":"","items":1,"done":true})"
            "\n");
  test.engine->ClearTrace();
  test.Call("UpdateItem",
            R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"UpdateExpression":"SET v = :v",)"
            R"("ExpressionAttributeValues":{":v":{"N":"1700000000"}}})");
  test.engine->ClearTrace();
  test.engine->Control("Tick", "{}", test.now_ms, 1);
  EXPECT_EQ(test.engine->trace(), "") << "the second that it names is not over";
  test.engine->Control("Tick", "{}", test.now_ms + 1000, 1);
  EXPECT_EQ(test.engine->trace(),
            R"({"type":"expire","table":"tab","partition":0,"key":{"pk":{"S":"a"},"sk":{"N":"1"}}})"
            "\n");
  EXPECT_EQ(test.engine->CheckInvariants(), "");
}

}  // namespace
}  // namespace hashrange
