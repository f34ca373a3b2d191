// The same calls under the same clock and seed give the same bytes, natively and as Wasm: this
// program runs a fixed workload over every operation and writes a digest of all answers, of the log,
// of the trace and of Inspect beside its results. same_bytes.test.ts compares what the two targets
// wrote.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "api/engine_testing.h"
#include "base/hash.h"
#include "base/test_random.h"
#include "hashrange/seeded_entropy.h"

namespace hashrange {
namespace {

class CollectedFrames : public LogSink {
 public:
  void Append(Bytes frame) override { frames.append(frame); }
  std::string frames;
};

std::string HexOf(Bytes bytes) {
  std::string hex;
  char digits[3];
  for (const uint8_t byte : base::Md5(bytes)) {
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

constexpr char kTable[] =
    R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","StreamSpecification":)"
    R"({"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},"AttributeDefinitions":)"
    R"([{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},)"
    R"({"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}],)"
    R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}],)"
    R"("LocalSecondaryIndexes":[{"IndexName":"by_l","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
    R"({"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]})";

class Workload {
 public:
  explicit Workload(uint32_t seed) : engine_(&sink_), entropy_(seed), random_(seed) {
    engine_.engine->SetTracing(true);
  }

  std::string Digest() {
    Call("CreateTable", kTable);
    Call("UpdateTimeToLive",
         R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ends"}})");
    for (int i = 0; i < 600; i++) Step(i);
    Call("UpdateTable",
         R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"v","AttributeType":"N"}],)"
         R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_v","KeySchema":)"
         R"([{"AttributeName":"v","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}]})");
    for (int i = 0; i < 200; i++) Step(i);
    ReadStream();
    EXPECT_EQ(engine_.engine->CheckInvariants(), "");
    return HexOf(text_) + " " + HexOf(sink_.frames);
  }

 private:
  void Call(Bytes operation, const std::string& body) {
    engine_.entropy = entropy_.Next();
    text_ += engine_.engine
                 ->Dispatch("DynamoDB_20120810." + std::string(operation), body, engine_.now_ms,
                            engine_.entropy)
                 .body;
  }
  std::string CallStreams(Bytes operation, const std::string& body) {
    const Engine::JsonResponse answer =
        engine_.engine->Dispatch("DynamoDBStreams_20120810." + std::string(operation), body,
                                 engine_.now_ms, entropy_.Next());
    EXPECT_EQ(answer.http_status, 200) << answer.body;
    text_ += answer.body;
    return answer.body;
  }
  // A page of the first shard's records.
  void ReadStream() {
    const std::string arn = TestEngine::Member(CallStreams("ListStreams", "{}"), "StreamArn");
    const std::string stream = R"({"StreamArn":")" + arn + R"(")";
    const std::string shard =
        TestEngine::Member(CallStreams("DescribeStream", stream + "}"), "ShardId");
    const std::string iterator = TestEngine::Member(
        CallStreams("GetShardIterator", stream + R"(,"ShardIteratorType":"TRIM_HORIZON","ShardId":")" +
                                            shard + R"("})"),
        "ShardIterator");
    CallStreams("GetRecords", R"({"ShardIterator":")" + iterator + R"("})");
  }
  void Control(Bytes verb, Bytes body) {
    text_ += engine_.engine->Control(verb, body, engine_.now_ms, entropy_.Next()).body;
  }
  std::string Text(const char* prefix, uint32_t count) {
    return prefix + std::to_string(random_.Below(count));
  }
  // One random number in each expression: compilers choose the order within one.
  std::string Key() {
    const std::string pk = Text("p", 6);
    const std::string sk = Text("", 20);
    return R"("pk":{"S":")" + pk + R"("},"sk":{"N":")" + sk + R"("})";
  }
  std::string Item() {
    std::string item = Key();
    item += R"(,"v":{"N":")" + Text("1.", 90) + R"("})";
    if (random_.Below(2) == 0) item += R"(,"g":{"S":")" + Text("g", 5) + R"("})";
    if (random_.Below(2) == 0) item += R"(,"l":{"S":")" + Text("l", 5) + R"("})";
    if (random_.Below(4) == 0) {
      item += R"(,"ends":{"N":")" +
              std::to_string(static_cast<uint64_t>(engine_.now_ms) / 1000 + random_.Below(60)) +
              R"("})";
    }
    return item;
  }

  void Step(int i) {
    engine_.now_ms += static_cast<double>(random_.Below(2000));
    const std::string capacity = R"("ReturnConsumedCapacity":"INDEXES")";
    const std::string item = Item();
    const std::string key = Key();
    const std::string g = Text("g", 5);
    const std::string token = Text("t", 40);
    switch (random_.Below(9)) {
      case 0:
      case 1:
      case 2:
        Call("PutItem", R"({"TableName":"tab",)" + capacity + R"(,"Item":{)" + item + "}}");
        break;
      case 3:
        Call("UpdateItem", R"({"TableName":"tab","ReturnValues":"ALL_NEW","Key":{)" + key +
                               R"(},"UpdateExpression":"ADD v :n SET g = :g",)"
                               R"("ConditionExpression":"attribute_not_exists(v) OR v < :m",)"
                               R"("ExpressionAttributeValues":{":n":{"N":"0.37"},":m":{"N":"40"},)"
                               R"(":g":{"S":")" +
                               g + R"("}}})");
        break;
      case 4:
        Call("DeleteItem",
             R"({"TableName":"tab","ReturnValues":"ALL_OLD","Key":{)" + key + "}}");
        break;
      case 5:
        Call("Query", R"({"TableName":"tab","IndexName":"by_g","Limit":5,)" + capacity +
                          R"(,"KeyConditionExpression":"g = :g","ExpressionAttributeValues":)"
                          R"({":g":{"S":")" +
                          g + R"("}}})");
        break;
      case 6:
        Call("TransactWriteItems",
             R"({"TransactItems":[{"Put":{"TableName":"tab","Item":{)" + item +
                 R"(}}},{"Delete":{"TableName":"tab","Key":{)" + key +
                 R"j(},"ConditionExpression":"attribute_exists(pk)"}}],"ClientRequestToken":")j" +
                 token + R"("})");
        break;
      case 7:
        Call("Scan", R"({"TableName":"tab","Limit":7,"TotalSegments":4,"Segment":)" +
                         std::to_string(i % 4) + "}");
        break;
      default:
        if (i % 40 == 0) Control("Split", R"({"TableName":"tab"})");
        Control("Tick", "{}");
        Control("Inspect", "{}");
        break;
    }
    text_ += engine_.engine->trace();
    engine_.engine->ClearTrace();
  }

  CollectedFrames sink_;
  TestEngine engine_;
  SeededEntropy entropy_;
  base::TestRandom random_;
  std::string text_;
};

TEST(Transcript, IsTheSameEachTime) {
  const std::string first = Workload(7).Digest();
  EXPECT_EQ(Workload(7).Digest(), first);
  EXPECT_NE(Workload(8).Digest(), first);
}

TEST(Transcript, IsWrittenForTheOtherTarget) {
  const std::string output = testing::GTEST_FLAG(output);
  const std::string start = "json:";
  ASSERT_EQ(output.substr(0, start.size()), start);
  std::ofstream file(output.substr(start.size()) + ".transcript");
  for (const uint32_t seed : {1u, 2u, 3u}) file << Workload(seed).Digest() << "\n";
  file.close();
  EXPECT_TRUE(file.good());
}

}  // namespace
}  // namespace hashrange
