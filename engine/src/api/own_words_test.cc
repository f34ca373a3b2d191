// The texts that nobody has measured, or that no request makes that could be a conformance case: so that they do not change
// unnoticed. tests/conformance/coverage.test.ts sends those who look for a case of one here.
#include <gtest/gtest.h>

#include <string>

#include "api/engine_testing.h"
#include "ops/messages.h"
#include "ops/search_messages.h"

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

TEST(OwnWords, OfTagsAndPolicies) {
  TestEngine test;
  test.MakeTable("tab", false);
  const std::string arn = R"({"ResourceArn":"arn:aws:dynamodb:eu-west-2:000000000000:table/tab")";
  EXPECT_EQ(test.Call("ListTagsOfResource", arn + R"(,"NextToken":"more"})"),
            "ValidationException: Invalid NextToken: more");
  const std::string no_policy =
      "ValidationException: One or more parameter values were invalid: Invalid policy document: ";
  EXPECT_EQ(
      test.Call("PutResourcePolicy", arn + R"(,"Policy":"[]"})").substr(0, no_policy.size()),
      no_policy);
  EXPECT_EQ(test.Call("DeleteResourcePolicy", arn + R"(,"ExpectedRevisionId":"7"})"),
            "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: "
            "Requested update for policy with revision id 7, but no policy is associated to target "
            "table tab.");
}

std::string VectorTable(const std::string& indexes) {
  std::string definitions;
  for (int i = 0; i < 20; i++)
    definitions += R"(,{"AttributeName":"a)" + std::to_string(i) + R"(","AttributeType":"S"})";
  return R"({"TableName":"vec","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
         R"({"AttributeName":"pk","AttributeType":"S"})" +
         definitions +
         R"(],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"VectorIndexes":[)" + indexes +
         "]}";
}

std::string VectorIndex(const std::string& schema) {
  return R"({"IndexName":"vix","VectorAttribute":{"AttributeName":"v"},"Dimensions":2,)"
         R"("DistanceFunction":"COSINE","Projection":{"ProjectionType":"KEYS_ONLY"},)"
         R"("SearchSchema":[)" +
         schema + "]}";
}

std::string SearchElement(const std::string& name, const std::string& type) {
  return R"({"AttributeName":")" + name + R"(","SearchSchemaElementType":")" + type + "\"}";
}

TEST(OwnWords, OfVectorIndexes) {
  TestEngine test;
  const std::string invalid = "ValidationException: One or more parameter values were invalid: ";
  const auto create = [&](const std::string& indexes) {
    return test.Call("CreateTable", VectorTable(indexes));
  };
  EXPECT_EQ(create(""), invalid + "List of VectorIndexes is empty");
  EXPECT_EQ(create(VectorIndex(SearchElement("a0", "HASH") + "," +
                               SearchElement("a0", "INLINE_FILTER"))),
            invalid + "Duplicate element in SearchSchema: a0");
  EXPECT_EQ(create(VectorIndex(SearchElement("a0", "HASH") + "," + SearchElement("a1", "HASH"))),
            invalid + "SearchSchema has more than one HASH element");
  std::string filters;
  for (int i = 0; i < 19; i++) {
    filters += (i == 0 ? "" : ",") + SearchElement("a" + std::to_string(i), "INLINE_FILTER");
  }
  EXPECT_EQ(create(VectorIndex(filters)),
            invalid + "SearchSchema has more than 18 INLINE_FILTER elements");
  test.MakeTable("tab", false);
  const auto update = [&](const std::string& updates) {
    return test.Call("UpdateTable", R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","VectorIndexUpdates":[)" + updates + "]}");
  };
  EXPECT_EQ(update(""), invalid + "List of VectorIndexUpdates is empty");
  EXPECT_EQ(update("{}"),
            invalid + "One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null");
  EXPECT_EQ(update(R"({"Create":)" + VectorIndex(SearchElement("pk", "HASH")) +
                   R"(,"Delete":{"IndexName":"vix"}})"),
            invalid + "Only one vector index action is allowed per VectorIndexUpdate object");
  EXPECT_EQ(ops::kVectorIndexNotProjecting.text,
            "One or more parameter values were invalid: Vector index %s does not project %s");
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
