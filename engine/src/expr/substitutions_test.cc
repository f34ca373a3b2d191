#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;
using test::ShowValue;

std::string MessageOf(const Status& status) {
  return status.ok() ? std::string("ok") : status.error().message();
}

TEST(Substitutions, RefuseKeysThatAreNoPlaceholders) {
  Substitutions substitutions;
  const Literal value("1");
  for (const char* key : {"a", "#", "#hi-there", "#!hi", ":a", "", "#a.b"}) {
    EXPECT_EQ(MessageOf(substitutions.AddName(key, "a")),
              std::string("ExpressionAttributeNames contains invalid key: Syntax error; key: \"") +
                  key + "\"");
  }
  for (const char* key : {"a", ":", ":hi-there", "#a", "", ":\xC3\xBC"}) {
    EXPECT_EQ(MessageOf(substitutions.AddValue(key, value.value())),
              std::string("ExpressionAttributeValues contains invalid key: Syntax error; key: \"") +
                  key + "\"");
  }
  EXPECT_TRUE(substitutions.CheckAllUsed().ok());
}

TEST(Substitutions, RefuseKeysThatAreTooLongAndEmptyNames) {
  Substitutions substitutions;
  const Literal value("1");
  const std::string longest(254, 'x');
  EXPECT_TRUE(substitutions.AddName("#" + longest, "a").ok());
  const std::string name = "#x" + longest;
  EXPECT_EQ(MessageOf(substitutions.AddName(name, "a")),
            "ExpressionAttributeNames contains invalid key: The expression attribute map contains "
            "a key that is too long; size of key: 256");
  const std::string placeholder = ":x" + longest;
  EXPECT_EQ(MessageOf(substitutions.AddValue(placeholder, value.value())),
            "ExpressionAttributeValues contains invalid key: The expression attribute map contains "
            "a key that is too long;");
  EXPECT_TRUE(substitutions.AddName("#b", std::string(65'535, 'n')).ok());
  EXPECT_EQ(MessageOf(substitutions.AddName("#b", std::string(65'536, 'n'))),
            "Attribute name is too large, must be less than 65536 bytes");
  EXPECT_EQ(MessageOf(substitutions.AddName("#a", "")),
            "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a");
}

TEST(Substitutions, ReportWhatNoExpressionUsedNamesFirst) {
  Substitutions substitutions;
  const Literal one("1");
  ASSERT_TRUE(substitutions.AddName("#b", "b").ok());
  ASSERT_TRUE(substitutions.AddName("#a", "a").ok());
  ASSERT_TRUE(substitutions.AddValue(":c", one.value()).ok());
  ASSERT_TRUE(substitutions.AddValue(":a", one.value()).ok());
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}");
  Bytes name;
  EXPECT_TRUE(substitutions.UseName("#b", &name));
  EXPECT_EQ(name, "b");
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}");
  EXPECT_TRUE(substitutions.UseName("#a", &name));
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :c}");
  model::Value value;
  EXPECT_TRUE(substitutions.UseValue(":a", &value));
  EXPECT_TRUE(substitutions.UseValue(":c", &value));
  EXPECT_EQ(ShowValue(value), "1");
  EXPECT_TRUE(substitutions.CheckAllUsed().ok());
  EXPECT_FALSE(substitutions.UseName("#c", &name));
  EXPECT_FALSE(substitutions.UseValue(":b", &value));
}

TEST(Substitutions, TakeTheLaterOfTwoEntries) {
  Substitutions substitutions;
  ASSERT_TRUE(substitutions.AddName("#a", "first").ok());
  ASSERT_TRUE(substitutions.AddName("#a", "second").ok());
  Bytes name;
  ASSERT_TRUE(substitutions.UseName("#a", &name));
  EXPECT_EQ(name, "second");
}

TEST(Substitutions, HoldManyEntries) {
  Substitutions substitutions;
  std::vector<std::string> placeholders;
  for (int i = 0; i < 5000; i++) placeholders.push_back("#n" + std::to_string(i));
  for (const std::string& placeholder : placeholders) {
    ASSERT_TRUE(substitutions.AddName(placeholder, Bytes(placeholder).substr(1)).ok());
  }
  ASSERT_TRUE(substitutions.AddName("#n7", "seven").ok());
  for (int i = 0; i < 5000; i++) {
    Bytes name;
    if (i == 4321) continue;
    ASSERT_TRUE(substitutions.UseName(placeholders[static_cast<size_t>(i)], &name));
    EXPECT_EQ(name,
              i == 7 ? Bytes("seven") : Bytes(placeholders[static_cast<size_t>(i)]).substr(1));
  }
  EXPECT_EQ(MessageOf(substitutions.CheckAllUsed()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n4321}");
}

TEST(Substitutions, AreSharedByTheExpressionsOfARequest) {
  test::Request request("{\"#a\": \"a\", \":v\": 1}");
  ASSERT_TRUE(ProjectionExpression::Parse("#a", &request.substitutions).ok());
  EXPECT_FALSE(request.substitutions.CheckAllUsed().ok());
  ASSERT_TRUE(
      ConditionExpression::Parse("a = :v", ExpressionKind::kFilter, &request.substitutions).ok());
  EXPECT_TRUE(request.substitutions.CheckAllUsed().ok());
}

}  // namespace
}  // namespace hashrange::expr
