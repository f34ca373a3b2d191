// The texts that nobody has measured, or that no request makes that could be a conformance case: so that they do not change
// unnoticed. tests/conformance/coverage.test.ts sends those who look for a case of one here.
#include <gtest/gtest.h>

#include <string>

#include "api/engine_testing.h"
#include "ops/messages.h"
#include "ops/table_messages.h"

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

// A request of this kind runs out of memory in tests/bench only; the row must stay one sentence.
TEST(OwnWords, OfARequestWithoutMemory) {
  EXPECT_EQ(ops::kOutOfMemory.text, "hashrange: there is no memory left for this request");
  EXPECT_EQ(ops::kOutOfMemory.type, ErrorType::kInternalServerError);
}

}  // namespace
}  // namespace hashrange
