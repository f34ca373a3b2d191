#include "wire/error_envelope.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "model/item_builder.h"

namespace hashrange::wire {
namespace {

TEST(ParseTarget, FindsTheOperation) {
  EXPECT_EQ(ParseTarget("DynamoDB_20120810.PutItem"), model::FindOperation("PutItem"));
  EXPECT_EQ(ParseTarget("DynamoDB_20120810.Query"), model::FindOperation("Query"));
  EXPECT_EQ(ParseTarget("DynamoDBStreams_20120810.GetRecords"), model::FindOperation("GetRecords"));
}

TEST(ParseTarget, FindsNothingElse) {
  for (const char* target : {"", "PutItem", "DynamoDB_20120810", "DynamoDB_20120810.",
                             "DynamoDB_20120810.putItem", "DynamoDB_20120810.PutItem ",
                             "DynamoDB_20120810.PutItem.PutItem", "DynamoDB_20111205.PutItem",
                             "DynamoDBStreams_20120810.PutItem", "DynamoDB_20120810.GetRecords",
                             "DynamoDBStreams_20120810.", " DynamoDB_20120810.PutItem"}) {
    EXPECT_EQ(ParseTarget(target), nullptr) << target;
  }
}

TEST(ErrorEnvelope, NamesTypeAndMessage) {
  std::string json;
  EXPECT_EQ(AppendErrorJson(Error(ErrorType::kValidation, "a \"b\""), &json), 400);
  EXPECT_EQ(json,
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"a \"b\""})");
}

TEST(ErrorEnvelope, SpellsTheMessageMemberByTheException) {
  std::string json;
  AppendErrorJson(Error(ErrorType::kSerialization, "m"), &json);
  EXPECT_EQ(json, R"({"__type":"com.amazon.coral.service#SerializationException","Message":"m"})");
}

TEST(ErrorEnvelope, LeavesAnAbsentMessageOut) {
  std::string json;
  AppendErrorJson(Error(ErrorType::kUnknownOperation, ""), &json);
  EXPECT_EQ(json, R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
}

TEST(ErrorEnvelope, AnswersFiveHundredForOurs) {
  std::string json;
  EXPECT_EQ(AppendErrorJson(Error(ErrorType::kInternalServerError, "x"), &json), 500);
}

TEST(ErrorEnvelope, CarriesTheItem) {
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.String("a");
  builder.EndMap(root);
  std::string json;
  AppendErrorJson(Error(ErrorType::kConditionalCheckFailed, "The conditional request failed")
                      .WithItem(builder.TakeItem()),
                  &json);
  EXPECT_EQ(json, R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
                  R"("message":"The conditional request failed","Item":{"pk":{"S":"a"}}})");
}

// Source of the form: AWS SDK model 3.1162; paritysuite, measured eu-west-2 2026-10.
TEST(ErrorEnvelope, CarriesTheReasonsOfACancelledTransaction) {
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.String("a");
  builder.EndMap(root);
  std::vector<CancellationReason> reasons;
  reasons.push_back({"None", "", ""});
  reasons.push_back(
      {"ConditionalCheckFailed", "The conditional request failed", builder.TakeItem()});
  std::string json;
  AppendErrorJson(
      Error(ErrorType::kTransactionCanceled, "m").WithCancellationReasons(std::move(reasons)),
      &json);
  EXPECT_EQ(json, R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
                  R"("Message":"m","CancellationReasons":[{"Code":"None"},)"
                  R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed",)"
                  R"("Item":{"pk":{"S":"a"}}}]})");
}

}  // namespace
}  // namespace hashrange::wire
