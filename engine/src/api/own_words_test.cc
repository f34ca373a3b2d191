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

TEST(OwnWords, OfAnIndexThatHasTheThroughputAlready) {
  TestEngine test;
  const std::string units = R"("ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":3})";
  test.Call("CreateTable",
            R"({"TableName":"tab",)" + units +
                R"(,"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],)"
                R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"GlobalSecondaryIndexes":[)"
                R"({"IndexName":"other","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
                R"("Projection":{"ProjectionType":"ALL"},)" +
                units + "}]}");
  EXPECT_EQ(test.Call("UpdateTable",
                      R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Update":{)"
                      R"("IndexName":"other",)" +
                          units + "}}]}"),
            "ValidationException: One or more parameter values were invalid: The provisioned "
            "throughput for the index other will not change. The requested value equals the "
            "current value. Current ReadCapacityUnits provisioned for the index: 2. Requested "
            "ReadCapacityUnits: 2. Current WriteCapacityUnits provisioned for the index: 3. "
            "Requested WriteCapacityUnits: 3. Refer to the Amazon DynamoDB Developer Guide for "
            "current limits and how to request higher limits.");
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
