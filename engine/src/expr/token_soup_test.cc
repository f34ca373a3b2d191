// Seeded random strings of tokens through every parser: nothing may crash, errors are DynamoDB's,
// and what an accepted update or projection writes is item form. A failure prints the text.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

// Any stream of numbers that is the same everywhere will do.
class Chance {
 public:
  explicit Chance(uint64_t seed) : state_(seed) {}
  uint32_t Below(uint32_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(state_ >> 33) % limit;
  }

 private:
  uint64_t state_;
};

constexpr const char* kTokens[] = {"a",
                                   "b",
                                   "m",
                                   "l",
                                   "s",
                                   "n",
                                   "#x",
                                   "#y",
                                   ":n",
                                   ":s",
                                   ":l",
                                   ":ss",
                                   ":ns",
                                   ":m",
                                   "=",
                                   "<>",
                                   "<",
                                   ">=",
                                   "(",
                                   "(",
                                   ")",
                                   ")",
                                   "[0]",
                                   "[1]",
                                   "[7]",
                                   ".",
                                   ".a",
                                   ".b",
                                   ",",
                                   ",",
                                   "+",
                                   "-",
                                   "AND",
                                   "OR",
                                   "NOT",
                                   "BETWEEN",
                                   "IN",
                                   "SET",
                                   "REMOVE",
                                   "ADD",
                                   "DELETE",
                                   "size(",
                                   "contains(",
                                   "begins_with(",
                                   "attribute_exists(",
                                   "attribute_type(",
                                   "if_not_exists(",
                                   "list_append(",
                                   "f(",
                                   "!",
                                   "_",
                                   "0",
                                   "status",
                                   "#",
                                   ":"};
constexpr uint32_t kTokenCount = sizeof(kTokens) / sizeof(kTokens[0]);

// Whole pieces, so that much of what comes out is accepted.
constexpr const char* kPieces[] = {"SET a = :n",
                                   "SET m.a = :s, l[1] = m.b",
                                   "REMOVE m.b, l[0]",
                                   "ADD n :n",
                                   "ADD ss :ss",
                                   "DELETE ss :ss",
                                   "SET l[9] = if_not_exists(m.z, :m)",
                                   "SET b = n + :n",
                                   "REMOVE ns",
                                   "SET l = list_append(l, :l)",
                                   "SET m.z = l, m.c.x = :n",
                                   "ADD m.n :n, ns :ns",
                                   "REMOVE l[2], l[5]",
                                   "DELETE ns :ns",
                                   "SET #x = (n - :n)"};
constexpr uint32_t kPieceCount = sizeof(kPieces) / sizeof(kPieces[0]);

constexpr const char* kClauses[] = {
    "a = :n",      "n BETWEEN :n AND a",       "size(l) > n",        "contains(ss, :s)", "m.a <> b",
    "z IN (n, b)", "attribute_exists(l[1].a)", "begins_with(s, :s)", ":n >= (m.n)"};
constexpr uint32_t kClauseCount = sizeof(kClauses) / sizeof(kClauses[0]);
constexpr const char* kJoints[] = {" AND ", " OR ", " AND NOT ", ") AND (", " OR (", ") OR "};

constexpr char kItem[] =
    "{a: 1, b: \"x\", l: [1, {a: 2, b: 3}, [4], \"y\"], m: {a: 1, b: \"z\", c: {x: 1}, n: 4}, n: "
    "7, "
    "ns: <1, 2, 30>, s: \"hello\", ss: <\"a\", \"b\">, z: null}";
constexpr char kSubstitutes[] =
    "{\"#x\": \"a.b\", \"#y\": \"m\", \":n\": 2, \":s\": \"S\", \":l\": [1], \":ss\": <\"b\", "
    "\"c\">, \":ns\": <2, 10>, \":m\": {q: 1}}";

void TryUpdate(const std::string& text, const test::Literal& item, test::Request* request,
               uint32_t* accepted) {
  auto update = UpdateExpression::Parse(text, &request->substitutions);
  if (!update.ok()) {
    EXPECT_EQ(update.error().message().substr(0, 26), "Invalid UpdateExpression: ") << text;
    return;
  }
  model::ItemBuilder updated;
  EXPECT_GE(update.value().StatementBytes(item.item()), 4u) << text;
  if (!update.value().Apply(item.item(), item.value(), &updated).ok()) return;
  ++*accepted;
  EXPECT_TRUE(model::IsItem(updated.TakeItem())) << text;
  model::ItemBuilder touched;
  update.value().ProjectTargets(updated.value(), &touched);
  EXPECT_TRUE(model::IsItem(touched.TakeItem())) << text;
}

TEST(TokenSoup, IsParsedOrRefused) {
  Chance chance(1);
  const test::Literal item(kItem);
  test::Request request(kSubstitutes);
  uint32_t updates = 0;
  for (int round = 0; round < 5000; round++) {
    std::string text;
    for (uint32_t i = 1 + chance.Below(14); i > 0; i--) {
      text += kTokens[chance.Below(kTokenCount)];
      if (chance.Below(4) != 0) text += ' ';
    }
    auto condition =
        ConditionExpression::Parse(text, ExpressionKind::kFilter, &request.substitutions);
    if (condition.ok()) {
      condition.value().Evaluate(item.item());
      condition.value().Evaluate(model::ItemView());
    } else {
      EXPECT_EQ(condition.error().message().substr(0, 26), "Invalid FilterExpression: ") << text;
    }
    auto keys = KeyConditionExpression::Parse(text, &request.substitutions);
    if (!keys.ok()) {
      EXPECT_EQ(keys.error().message().substr(0, 32), "Invalid KeyConditionExpression: ") << text;
    }
    auto projection = ProjectionExpression::Parse(text, &request.substitutions);
    if (projection.ok()) {
      model::ItemBuilder projected;
      projection.value().Apply(item.item(), &projected);
      EXPECT_TRUE(model::IsItem(projected.TakeItem())) << text;
    }
    TryUpdate(text, item, &request, &updates);
    TryUpdate("SET a = " + text, item, &request, &updates);
  }
  EXPECT_GT(updates, 5u);
}

TEST(TokenSoup, OfClausesIsNegatedByNot) {
  Chance chance(4);
  const test::Literal item(kItem);
  test::Request request(kSubstitutes);
  uint32_t accepted = 0;
  for (int round = 0; round < 3000; round++) {
    std::string text = kClauses[chance.Below(kClauseCount)];
    for (uint32_t i = chance.Below(5); i > 0; i--) {
      text += kJoints[chance.Below(6)];
      text += kClauses[chance.Below(kClauseCount)];
    }
    auto condition =
        ConditionExpression::Parse(text, ExpressionKind::kFilter, &request.substitutions);
    if (!condition.ok()) continue;
    accepted++;
    const std::string opposite = "NOT (" + text + ")";
    auto negated =
        ConditionExpression::Parse(opposite, ExpressionKind::kFilter, &request.substitutions);
    if (!negated.ok()) continue;  // redundant parentheses
    EXPECT_NE(condition.value().Evaluate(item.item()), negated.value().Evaluate(item.item()))
        << text;
  }
  EXPECT_GT(accepted, 500u);
}

TEST(TokenSoup, MakesUpdatesThatWriteItems) {
  Chance chance(2);
  const test::Literal item(kItem);
  test::Request request(kSubstitutes);
  uint32_t accepted = 0;
  for (int round = 0; round < 2000; round++) {
    std::string text;
    for (uint32_t i = 1 + chance.Below(4); i > 0; i--) {
      text += kPieces[chance.Below(kPieceCount)];
      text += ' ';
    }
    TryUpdate(text, item, &request, &accepted);
  }
  EXPECT_GT(accepted, 500u);
}

TEST(TokenSoup, OfBytesIsRefused) {
  Chance chance(3);
  test::Request request(kSubstitutes);
  for (int round = 0; round < 5000; round++) {
    std::string text;
    for (uint32_t i = 1 + chance.Below(20); i > 0; i--)
      text += static_cast<char>(chance.Below(256));
    auto condition =
        ConditionExpression::Parse(text, ExpressionKind::kCondition, &request.substitutions);
    if (condition.ok()) continue;
    EXPECT_EQ(condition.error().message().substr(0, 29), "Invalid ConditionExpression: ");
  }
}

}  // namespace
}  // namespace hashrange::expr
