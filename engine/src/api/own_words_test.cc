// The texts that nobody has measured, or that no request makes that could be a conformance case: so that they do not change
// unnoticed. tests/conformance/coverage.test.ts sends those who look for a case of one here.
#include <gtest/gtest.h>

#include <string>

#include "api/engine_testing.h"
#include "ops/messages.h"

namespace hashrange {
namespace {

TEST(OwnWords, OfAnElementOfATransactionWithTwoActions) {
  TestEngine test;
  test.MakeTable("tab", false);
  EXPECT_EQ(test.Call("TransactWriteItems",
                      R"({"TransactItems":[{"Put":{"TableName":"tab","Item":{"pk":{"S":"a"}}},)"
                      R"("Delete":{"TableName":"tab","Key":{"pk":{"S":"b"}}}}]})"),
            "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete");
}

TEST(OwnWords, OfATransactionThatIsTooLarge) {
  TestEngine test;
  test.MakeTable("tab", false);
  std::string items;
  for (int i = 0; i < 11; i++) {
    items += std::string(i == 0 ? "" : ",") + R"({"Put":{"TableName":"tab","Item":{"pk":{"S":")" +
             std::to_string(i) + R"("},"f":{"S":")" + std::string(400'000, 'x') + R"("}}}})";
  }
  EXPECT_EQ(test.Call("TransactWriteItems", R"({"TransactItems":[)" + items + "]}"),
            "ValidationException: Transaction payload size cannot exceed 4MB");
}

TEST(OwnWords, OfATokenThatStandsForAnotherRequest) {
  TestEngine test;
  test.MakeTable("tab", false);
  const auto put = [&](const std::string& key) {
    return test.Call("TransactWriteItems",
                     R"({"ClientRequestToken":"t","TransactItems":[{"Put":{"TableName":"tab",)"
                     R"("Item":{"pk":{"S":")" +
                         key + R"("}}}}]})");
  };
  EXPECT_EQ(put("a"), "{}");
  EXPECT_EQ(put("b"),
            "IdempotentParameterMismatchException: The request uses the same client token as a "
            "previous, but non-identical request. Do not reuse a client token with different "
            "requests, unless the requests are identical");
}

TEST(OwnWords, OfTooManyProjectedAttributes) {
  std::string definitions, indexes;
  for (int i = 0; i < 6; i++) {
    const std::string name = "g" + std::to_string(i);
    std::string attributes;
    for (int j = 0; j < 17; j++) {
      attributes += std::string(j == 0 ? "\"" : ",\"") + name + "_" + std::to_string(j) + "\"";
    }
    definitions += R"(,{"AttributeName":")" + name + R"(","AttributeType":"S"})";
    indexes += std::string(i == 0 ? "" : ",") + R"({"IndexName":"index)" + name +
               R"(","KeySchema":[{"AttributeName":")" + name +
               R"(","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":[)" +
               attributes + "]}}";
  }
  TestEngine test;
  EXPECT_EQ(test.Call("CreateTable",
                      R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
                      R"({"AttributeName":"pk","AttributeType":"S"})" +
                          definitions +
                          R"(],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
                          R"("GlobalSecondaryIndexes":[)" +
                          indexes + "]}"),
            "ValidationException: One or more parameter values were invalid: Number of "
            "NonKeyAttributes exceeds the per-table limit of 100");
}

TEST(OwnWords, OfTooManyChangesOfEncryption) {
  TestEngine test;
  test.MakeTable("tab", false);
  std::string answer;
  for (int i = 0; i < 5; i++) {
    answer = test.Call("UpdateTable", R"({"TableName":"tab","SSESpecification":{"Enabled":)" +
                                          std::string(i % 2 == 0 ? "true" : "false") + "}}");
    test.now_ms += 1000;
  }
  EXPECT_EQ(answer.substr(0, 66),
            "LimitExceededException: Subscriber limit exceeded: Encryption mode");
  EXPECT_NE(answer.find("Number of updates today: 4. Last change at "), std::string::npos)
      << answer;
}

TEST(OwnWords, WhileATableOrAnIndexIsMade) {
  TestEngine test;
  test.engine->SetLifecycleDelays({.create_table_ms = 1000, .allocate_index_ms = 1000});
  test.Call("CreateTable",
            R"({"TableName":"tab","ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":2},)"
            R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})");
  const std::string in_use =
      "ResourceInUseException: Attempt to change a resource which is still in use: ";
  EXPECT_EQ(test.Call("UpdateTimeToLive",
                      R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,)"
                      R"("AttributeName":"ttl"}})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table tab is "
            "being created");
  test.now_ms += 2000;
  test.Call("UpdateTable",
            R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],)"
            R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"idx","KeySchema":[)"
            R"({"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},)"
            R"("ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":2}}}]})");
  EXPECT_EQ(test.Call("UpdateTable",
                      R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Update":{)"
                      R"("IndexName":"idx","ProvisionedThroughput":{"ReadCapacityUnits":3,)"
                      R"("WriteCapacityUnits":3}}}]})"),
            in_use + "Index is being created but is not backfilling yet.  Table: tab Index: idx");
}

// A table with a stream, and calls of DynamoDB Streams.
class TestStreams : public TestEngine {
 public:
  explicit TestStreams(const std::string& billing = R"("BillingMode":"PAY_PER_REQUEST")") {
    const std::string table = Call(
        "CreateTable",
        R"({"TableName":"tab",)" + billing +
            R"(,"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
            R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
            R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}})");
    arn = R"("StreamArn":")" + Member(table, "LatestStreamArn") + "\"";
    label = Member(table, "LatestStreamLabel");
    const std::string stream = CallStreams("DescribeStream", "{" + arn + "}");
    shard = Member(stream, "ShardId");
    start = Member(stream, "StartingSequenceNumber");
  }

  std::string CallStreams(const std::string& operation, const std::string& body) {
    const Engine::JsonResponse answer =
        engine->Dispatch("DynamoDBStreams_20120810." + operation, body, now_ms, entropy++);
    if (answer.http_status == 200) return answer.body;
    const std::string type = Member(answer.body, "__type");
    return type.substr(type.find('#') + 1) + ": " + Member(answer.body, "message");
  }

  // An iterator of the first shard, or the error.
  std::string Iterate(const std::string& rest) {
    const std::string answer =
        CallStreams("GetShardIterator", "{" + arn + R"(,"ShardId":")" + shard + "\"," + rest + "}");
    const std::string iterator = Member(answer, "ShardIterator");
    return iterator.empty() ? answer : iterator;
  }

  std::string Read(const std::string& iterator) {
    return CallStreams("GetRecords", R"({"ShardIterator":")" + iterator + "\"}");
  }

  std::string arn, label, shard, start;
};

TEST(OwnWords, OfStreams) {
  TestStreams test;
  EXPECT_EQ(test.CallStreams("DescribeStream", R"({"StreamArn":"no-arn-but-it-is-long-enough-for-one-of-them"})"),
            "ValidationException: Invalid StreamArn");
  EXPECT_EQ(test.CallStreams("DescribeStream",
                             "{" + test.arn + R"(,"ShardFilter":{"Type":"CHILD_SHARDS"}})"),
            "ValidationException: ShardFilter needs both of Type and ShardId");
  EXPECT_EQ(test.Iterate(R"("ShardIteratorType":"AT_SEQUENCE_NUMBER")"),
            "ValidationException: SequenceNumber is required for ShardIteratorType AT_SEQUENCE_NUMBER");
  EXPECT_EQ(test.Iterate(R"("ShardIteratorType":"LATEST","SequenceNumber":")" + test.start + "\""),
            "ValidationException: SequenceNumber must not be specified for ShardIteratorType LATEST");
  const std::string unknown = "999999999999999999999";
  EXPECT_EQ(
      test.Iterate(R"("ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":")" + unknown + "\""),
      "ValidationException: SequenceNumber " + unknown + " is not of shard " + test.shard);
  EXPECT_EQ(test.Read("no-iterator"), "ValidationException: Invalid ShardIterator");
}

TEST(OwnWords, OfIteratorsAndRecordsThatAreTooOld) {
  TestStreams test;
  const std::string iterator = test.Iterate(R"("ShardIteratorType":"TRIM_HORIZON")");
  test.Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}}})");
  test.now_ms += 15 * 60'000 - 1;
  EXPECT_NE(test.Read(iterator).find("INSERT"), std::string::npos);
  test.now_ms += 1;
  EXPECT_EQ(test.Read(iterator),
            "ExpiredIteratorException: Iterator expired. The iterator was created at time "
            "Tue Nov 14 22:13:20 UTC 2023 while right now it is Tue Nov 14 22:28:20 UTC 2023 which is "
            "further in the future than the tolerated delay of 900000 milliseconds.");
  test.now_ms += 24 * 3'600'000;
  EXPECT_EQ(
      test.Iterate(R"("ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":")" + test.start + "\""),
      "TrimmedDataAccessException: The data you are trying to access has been trimmed");
}

TEST(OwnWords, WhileAStreamIsEnabled) {
  TestStreams test(R"("ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":2})");
  test.engine->SetLifecycleDelays({.update_table_ms = 1000});
  const auto stream = [&](const std::string& specification) {
    return test.Call("UpdateTable",
                     R"({"TableName":"tab","StreamSpecification":{)" + specification + "}}");
  };
  const auto units = [&] {
    return test.Call("UpdateTable",
                     R"({"TableName":"tab",)"
                     R"("ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":3}})");
  };
  const std::string in_use =
      "ResourceInUseException: Attempt to change a resource which is still in use: ";
  const std::string work = " Stream: " + test.label + " Operation: DISABLE";
  stream(R"("StreamEnabled":false)");
  EXPECT_EQ(stream(R"("StreamEnabled":true,"StreamViewType":"KEYS_ONLY")"),
            in_use + "A stream status change is currently in progress. Table: tab" + work);
  EXPECT_EQ(units(),
            in_use + "Can't change table IOPS when stream status is being updated. Table: tab" + work);
  EXPECT_EQ(test.Call("DeleteTable", R"({"TableName":"tab"})"),
            in_use + "Cannot delete table while stream is being enabled/disabled.");
  test.now_ms += 1000;
  units();
  EXPECT_EQ(stream(R"("StreamEnabled":true,"StreamViewType":"KEYS_ONLY")"),
            in_use + "Can't enable or disable stream while table IOPS are being updated. Table: tab");
}

// Making that many tables takes a minute.
TEST(OwnWords, OfTooManyTables) {
  EXPECT_EQ(ops::kTooManyTables.text,
            "Subscriber limit exceeded: Only 2500 tables can be created per account");
}

// A request of this kind runs out of memory in tests/bench only; the row must stay one sentence.
TEST(OwnWords, OfARequestWithoutMemory) {
  EXPECT_EQ(ops::kOutOfMemory.text, "hashrange: there is no memory left for this request");
  EXPECT_EQ(ops::kOutOfMemory.type, ErrorType::kInternalServerError);
}

}  // namespace
}  // namespace hashrange
