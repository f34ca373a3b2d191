#include "expr/legacy_condition.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "expr/explain.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;

// Conditions with the values they view.
class Conditions {
 public:
  Conditions& Add(Bytes attribute, Bytes op, const std::vector<Bytes>& values = {}) {
    LegacyCondition condition;
    condition.attribute = attribute;
    EXPECT_TRUE(ParseLegacyOperator(op, &condition.op)) << op;
    for (const Bytes value : values) {
      literals_.emplace_back(value);
      condition.values.push_back(literals_.back().value());
    }
    conditions_.push_back(std::move(condition));
    return *this;
  }
  const std::vector<LegacyCondition>& get() const { return conditions_; }

 private:
  std::deque<Literal> literals_;
  std::vector<LegacyCondition> conditions_;
};

// "true", "false", or the error's text.
std::string Evaluate(Bytes item, Bytes attribute, Bytes op, const std::vector<Bytes>& values = {}) {
  Conditions conditions;
  conditions.Add(attribute, op, values);
  const Status checked = CheckLegacyCondition(conditions.get()[0]);
  if (!checked.ok()) return checked.error().message();
  const Literal literal(item);
  return ConditionExpression::FromLegacy(conditions.get(), false).Evaluate(literal.item())
             ? "true"
             : "false";
}

std::string Joined(const Conditions& conditions, bool any, Bytes item) {
  const Literal literal(item);
  const auto condition = ConditionExpression::FromLegacy(conditions.get(), any);
  return std::string(condition.text()) +
         (condition.Evaluate(literal.item()) ? " is true" : " is false");
}

TEST(LegacyCondition, ComparesValuesOfOneType) {
  EXPECT_EQ(Evaluate("{a: 2}", "a", "EQ", {"2.0"}), "true");
  EXPECT_EQ(Evaluate("{a: 2}", "a", "EQ", {"\"2\""}), "false");
  EXPECT_EQ(Evaluate("{a: <3, 1>}", "a", "EQ", {"<1, 3>"}), "true");
  EXPECT_EQ(Evaluate("{a: [1]}", "a", "EQ", {"[1]"}), "true");
  EXPECT_EQ(Evaluate("{a: 2}", "a", "LE", {"2"}), "true");
  EXPECT_EQ(Evaluate("{a: 2}", "a", "LT", {"2"}), "false");
  EXPECT_EQ(Evaluate("{a: \"b\"}", "a", "GE", {"\"b\""}), "true");
  EXPECT_EQ(Evaluate("{a: b\"b\"}", "a", "GT", {"b\"a\""}), "true");
  EXPECT_EQ(Evaluate("{a: 2}", "a", "GT", {"\"1\""}), "false");
  EXPECT_EQ(Evaluate("{a: 2}", "a", "BETWEEN", {"2", "3"}), "true");
  EXPECT_EQ(Evaluate("{a: 4}", "a", "BETWEEN", {"2", "3"}), "false");
  EXPECT_EQ(Evaluate("{a: 3}", "a", "IN", {"2", "3", "8"}), "true");
  EXPECT_EQ(Evaluate("{a: <2>}", "a", "IN", {"2"}), "false");
  EXPECT_EQ(Evaluate("{a: \"hello\"}", "a", "BEGINS_WITH", {"\"hell\""}), "true");
  EXPECT_EQ(Evaluate("{a: 3}", "a", "BEGINS_WITH", {"\"3\""}), "false");
}

TEST(LegacyCondition, FindsPartsMembersAndElements) {
  for (const auto& [item, part] : std::vector<std::pair<Bytes, Bytes>>{
           {"{a: \"hello\"}", "\"ell\""}, {"{a: <2, 4>}", "4"}, {"{a: [2, 4]}", "4"}}) {
    EXPECT_EQ(Evaluate(item, "a", "CONTAINS", {part}), "true") << item;
    EXPECT_EQ(Evaluate(item, "a", "NOT_CONTAINS", {part}), "false") << item;
  }
  EXPECT_EQ(Evaluate("{a: \"hello\"}", "a", "CONTAINS", {"1"}), "false");
  EXPECT_EQ(Evaluate("{a: \"hello\"}", "a", "NOT_CONTAINS", {"1"}), "true");
}

TEST(LegacyCondition, OfAMissingAttributeOnlyNeAndNullHold) {
  for (const Bytes op : {"EQ", "LE", "LT", "GE", "GT", "CONTAINS", "NOT_CONTAINS", "IN"})
    EXPECT_EQ(Evaluate("{b: 1}", "a", op, {"1"}), "false") << op;
  EXPECT_EQ(Evaluate("{b: 1}", "a", "BEGINS_WITH", {"\"\""}), "false");
  EXPECT_EQ(Evaluate("{b: 1}", "a", "BETWEEN", {"0", "100"}), "false");
  EXPECT_EQ(Evaluate("{b: 1}", "a", "NOT_NULL"), "false");
  EXPECT_EQ(Evaluate("{b: 1}", "a", "NE", {"1"}), "true");
  EXPECT_EQ(Evaluate("{b: 1}", "a", "NULL"), "true");
  EXPECT_EQ(Evaluate("", "a", "NULL"), "true");
}

TEST(LegacyCondition, TheValueNullIsNotAbsence) {
  EXPECT_EQ(Evaluate("{a: null}", "a", "NOT_NULL"), "true");
  EXPECT_EQ(Evaluate("{a: null}", "a", "NULL"), "false");
}

TEST(LegacyCondition, AnAttributesNameIsNoPath) {
  EXPECT_EQ(Evaluate("{a: {b: 1}, \"a.b\": 2}", "a.b", "EQ", {"2"}), "true");
}

TEST(LegacyCondition, RefusesTheWrongNumberOfValues) {
  const auto fault = [](Bytes op) {
    return "One or more parameter values were invalid: Invalid number of argument(s) for the " +
           std::string(op) + " ComparisonOperator";
  };
  EXPECT_EQ(Evaluate("", "a", "EQ"), fault("EQ"));
  EXPECT_EQ(Evaluate("", "a", "EQ", {"1", "1"}), fault("EQ"));
  EXPECT_EQ(Evaluate("", "a", "IN"), fault("IN"));
  EXPECT_EQ(Evaluate("", "a", "NULL", {"1"}), fault("NULL"));
  EXPECT_EQ(Evaluate("", "a", "BETWEEN", {"1", "2", "3"}), fault("BETWEEN"));
}

TEST(LegacyCondition, RefusesValuesThatTheOperatorDoesNotTake) {
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(Evaluate("", "a", "LT", {"<1>"}),
            prefix + "ComparisonOperator LT is not valid for NS AttributeValue type");
  EXPECT_EQ(Evaluate("", "a", "BEGINS_WITH", {"1"}),
            prefix + "ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type");
  EXPECT_EQ(Evaluate("", "a", "CONTAINS", {"[1]"}),
            prefix + "ComparisonOperator CONTAINS is not valid for L AttributeValue type");
  EXPECT_EQ(Evaluate("", "a", "IN", {"1", "\"dog\""}),
            prefix + "AttributeValues inside AttributeValueList must be of same type");
  EXPECT_EQ(Evaluate("", "a", "BETWEEN", {"4", "3"}),
            "The BETWEEN condition was provided a range where the lower bound is greater than the "
            "upper bound");
}

TEST(LegacyCondition, OperatorsHaveTheirNamesInCapitals) {
  LegacyOperator op;
  EXPECT_FALSE(ParseLegacyOperator("eq", &op));
  EXPECT_FALSE(ParseLegacyOperator("DOG", &op));
}

TEST(LegacyCondition, SeveralAreJoinedByAndOrByOr) {
  Conditions conditions;
  conditions.Add("a", "EQ", {"1"}).Add("b", "NULL").Add("c", "NOT_CONTAINS", {"\"x\""});
  const std::string all =
      "a = :a AND attribute_not_exists(b) AND (attribute_exists(c) AND NOT contains(c, :c))";
  const std::string any =
      "a = :a OR attribute_not_exists(b) OR (attribute_exists(c) AND NOT contains(c, :c))";
  EXPECT_EQ(Joined(conditions, false, "{a: 1, c: \"y\"}"), all + " is true");
  EXPECT_EQ(Joined(conditions, false, "{a: 1, c: \"yx\"}"), all + " is false");
  EXPECT_EQ(Joined(conditions, true, "{a: 2, b: 1, c: \"y\"}"), any + " is true");
  EXPECT_EQ(Joined(conditions, true, "{a: 2, b: 1}"), any + " is false");
}

TEST(LegacyCondition, ThousandsOfThemAreEvaluatedAtLittleDepth) {
  std::deque<std::string> names;
  Conditions conditions;
  for (int i = 0; i < 20000; i++)
    conditions.Add(names.emplace_back("a" + std::to_string(i)), "NULL");
  const auto condition = ConditionExpression::FromLegacy(conditions.get(), false);
  EXPECT_TRUE(condition.Evaluate(Literal("{b: 1}").item()));
  EXPECT_FALSE(condition.Evaluate(Literal("{a19999: 1}").item()));
  EXPECT_EQ(condition.paths().size(), 20000u);
}

// "text=result" of every condition, in the order written.
class Results : public ExplanationVisitor {
 public:
  void Enter(const ExplainedNode& node) override { texts_.push_back(std::string(node.text)); }
  void Leave(const ExplainedNode& node, bool result) override {
    if (node.kind == ExplainedKind::kCondition)
      results.push_back(std::string(node.text) + (result ? " is true" : " is false"));
  }
  const std::vector<std::string>& texts() const { return texts_; }
  std::vector<std::string> results;

 private:
  std::vector<std::string> texts_;
};

TEST(LegacyCondition, IsExplainedAsAnExpressionOfTheSameMeaning) {
  Conditions conditions;
  conditions.Add("a", "NOT_CONTAINS", {"1"})
      .Add("my attribute", "BETWEEN", {"1", "2"})
      .Add("c", "IN", {"1", "2"});
  const auto condition = ConditionExpression::FromLegacy(conditions.get(), true);
  Results results;
  EXPECT_TRUE(condition.Explain(Literal("{\"my attribute\": 2}").item(), &results));
  EXPECT_EQ(condition.text(),
            "(attribute_exists(a) AND NOT contains(a, :a)) OR #1 BETWEEN :1_0 AND :1_1 OR c IN "
            "(:c_0, :c_1)");
  EXPECT_EQ(results.results,
            (std::vector<std::string>{
                "attribute_exists(a) is false", "contains(a, :a) is false",
                "NOT contains(a, :a) is false",
                "attribute_exists(a) AND NOT contains(a, :a) is false",
                "#1 BETWEEN :1_0 AND :1_1 is true", "c IN (:c_0, :c_1) is false",
                "#1 BETWEEN :1_0 AND :1_1 OR c IN (:c_0, :c_1) is true",
                std::string(condition.text()) + " is true"}));
}

TEST(LegacyKeyCondition, KeepsOperatorsAndValues) {
  Conditions conditions;
  conditions.Add("p", "EQ", {"\"a\""}).Add("s", "BETWEEN", {"1", "2"}).Add("t", "NULL");
  const auto key = KeyConditionExpression::FromLegacy(conditions.get());
  ASSERT_EQ(key.clauses().size(), 3u);
  EXPECT_EQ(key.clauses()[0].attribute, "p");
  EXPECT_EQ(key.clauses()[0].op, KeyOperator::kEq);
  EXPECT_EQ(test::ShowValue(key.clauses()[1].value), "1");
  EXPECT_EQ(test::ShowValue(key.clauses()[1].upper_value), "2");
  EXPECT_EQ(key.clauses()[2].op, KeyOperator::kNotIndexable);
}

TEST(LegacyProjection, TakesTopLevelAttributesByTheirWholeNames) {
  const auto projection = ProjectionExpression::FromLegacy({"b", "a.c", "nope"});
  model::ItemBuilder projected;
  projection.Apply(Literal("{a: {c: 1}, \"a.c\": 2, b: 3, d: 4}").item(), &projected);
  EXPECT_EQ(test::ShowValue(projected.value()), "{a.c: 2, b: 3}");
}

}  // namespace
}  // namespace hashrange::expr
