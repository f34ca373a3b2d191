#include "expr/explain.h"

#include <gtest/gtest.h>

#include <string>

#include "base/test_random.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;
using test::Request;

// One line for each node, indented by its depth: "= `a = :v` true", "`a` 5", "`b` -".
class Outline : public ExplanationVisitor {
 public:
  void Enter(const ExplainedNode& node) override {
    std::string line(2 * places_.size(), ' ');
    if (!node.op.empty()) line.append(node.op).append(" ");
    line.append("`").append(node.text).append("`");
    if (!node.evaluated) line += " -";
    if (node.evaluated && node.kind != ExplainedKind::kCondition)
      line += " " + test::ShowValue(node.value);
    places_.push_back(lines_.size());
    lines_.push_back(line);
  }
  void Leave(const ExplainedNode& node, bool result) override {
    if (node.kind == ExplainedKind::kCondition && node.evaluated)
      lines_[places_.back()] += result ? " true" : " false";
    places_.pop_back();
  }
  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

 private:
  std::vector<std::string> lines_;
  std::vector<size_t> places_;
};

std::string Explain(Bytes item, Bytes text, Bytes substitutes = {}) {
  Request request(substitutes);
  const Literal literal(item);
  auto condition =
      ConditionExpression::Parse(text, ExpressionKind::kCondition, &request.substitutions);
  if (!condition.ok()) return condition.error().message();
  EXPECT_EQ(condition.value().text(), text);
  Outline outline;
  const bool result = condition.value().Explain(literal.item(), &outline);
  EXPECT_EQ(result, condition.value().Evaluate(literal.item())) << text;
  return outline.text();
}

TEST(Explain, GivesEveryNodeWithTextValuesAndResult) {
  EXPECT_EQ(
      Explain("{a: 5, b: \"x\"}", "a > :v AND begins_with(b, :p)", "{\":v\": 3, \":p\": \"y\"}"),
      "AND `a > :v AND begins_with(b, :p)` false\n"
      "  > `a > :v` true\n"
      "    `a` 5\n"
      "    `:v` 3\n"
      "  begins_with `begins_with(b, :p)` false\n"
      "    `b` \"x\"\n"
      "    `:p` \"y\"\n");
}

TEST(Explain, MarksWhatWasNotEvaluated) {
  EXPECT_EQ(Explain("{a: 1}", "attribute_exists(b) AND (a = b OR NOT a = c)"),
            "AND `attribute_exists(b) AND (a = b OR NOT a = c)` false\n"
            "  attribute_exists `attribute_exists(b)` false\n"
            "    `b` missing\n"
            "  OR `a = b OR NOT a = c` -\n"
            "    = `a = b` -\n"
            "      `a` -\n"
            "      `b` -\n"
            "    NOT `NOT a = c` -\n"
            "      = `a = c` -\n"
            "        `a` -\n"
            "        `c` -\n");
  EXPECT_EQ(Explain("{a: 1, c: 1}", "a = c or a = b"),
            "OR `a = c or a = b` true\n"
            "  = `a = c` true\n"
            "    `a` 1\n"
            "    `c` 1\n"
            "  = `a = b` -\n"
            "    `a` -\n"
            "    `b` -\n");
}

TEST(Explain, StopsAmongOperandsWhereTheEvaluationDoes) {
  EXPECT_EQ(Explain("{a: 2, b: 1, c: 2}", "a IN (b, c, d)"),
            "IN `a IN (b, c, d)` true\n"
            "  `a` 2\n"
            "  `b` 1\n"
            "  `c` 2\n"
            "  `d` -\n");
  EXPECT_EQ(Explain("{}", "a IN (b, c)"),
            "IN `a IN (b, c)` false\n"
            "  `a` missing\n"
            "  `b` -\n"
            "  `c` -\n");
  EXPECT_EQ(Explain("{a: 1, b: 2, c: 3}", "a between b and c"),
            "BETWEEN `a between b and c` false\n"
            "  `a` 1\n"
            "  `b` 2\n"
            "  `c` -\n");
  EXPECT_EQ(Explain("{a: 1, b: 1, c: 3}", "a between b and c"),
            "BETWEEN `a between b and c` true\n"
            "  `a` 1\n"
            "  `b` 1\n"
            "  `c` 3\n");
}

TEST(Explain, ShowsSizesAndWhatTheyAreOf) {
  EXPECT_EQ(Explain("{a: \"four\", b: 1}", "(size (a)) = size(b)"),
            "= `(size (a)) = size(b)` false\n"
            "  `size (a)` 4\n"
            "    `a` \"four\"\n"
            "  `size(b)` missing\n"
            "    `b` 1\n");
}

TEST(Explain, ShowsPathsAndParenthesesAsWritten) {
  EXPECT_EQ(Explain("{m: {l: [7]}}", "NOT ( #m . l [0] = :v ) AND ((:v) = m.l[0])",
                    "{\"#m\": \"m\", \":v\": 7}"),
            "AND `NOT ( #m . l [0] = :v ) AND ((:v) = m.l[0])` false\n"
            "  NOT `NOT ( #m . l [0] = :v )` false\n"
            "    = `#m . l [0] = :v` true\n"
            "      `#m . l [0]` 7\n"
            "      `:v` 7\n"
            "  = `(:v) = m.l[0]` -\n"
            "    `:v` -\n"
            "    `m.l[0]` -\n");
  EXPECT_EQ(Explain("{a: 1, b: 1}", "(a) IN ((b)) OR (a = (b))"),
            "OR `(a) IN ((b)) OR (a = (b))` true\n"
            "  IN `(a) IN ((b))` true\n"
            "    `a` 1\n"
            "    `b` 1\n"
            "  = `a = (b)` -\n"
            "    `a` -\n"
            "    `b` -\n");
}

TEST(Explain, WorksOnAnItemThatDoesNotExist) {
  EXPECT_EQ(Explain("", "attribute_not_exists(pk)"),
            "attribute_not_exists `attribute_not_exists(pk)` true\n"
            "  `pk` missing\n");
}

// A condition of every operator, at random. Explain() above compares the result with Evaluate().
std::string RandomCondition(base::TestRandom* random, int depth) {
  const auto operand = [random] {
    static constexpr Bytes kOperands[] = {"a",  "b",  "c",       "m.x",     "l[0]",
                                          ":n", ":s", "size(l)", "size(a)", "(b)"};
    return std::string(kOperands[random->Below(std::size(kOperands))]);
  };
  if (depth > 0) {
    switch (random->Below(4)) {
      case 0:
        return "(" + RandomCondition(random, depth - 1) + " AND " +
               RandomCondition(random, depth - 1) + ")";
      case 1:
        return RandomCondition(random, depth - 1) + " OR " + RandomCondition(random, depth - 1);
      case 2:
        return "NOT " + RandomCondition(random, depth - 1);
      default:
        break;
    }
  }
  static constexpr Bytes kComparators[] = {"=", "<>", "<", "<=", ">", ">="};
  switch (random->Below(5)) {
    case 0:
      return operand() + " BETWEEN " + operand() + " AND " + operand();
    case 1:
      return operand() + " IN (" + operand() + ", " + operand() + ")";
    case 2:
      return "attribute_exists(m.y)";
    case 3:
      return "contains(l, " + operand() + ")";
    default:
      return operand() + " " + std::string(kComparators[random->Below(6)]) + " " + operand();
  }
}

TEST(Explain, AgreesWithTheEvaluationOfAnyCondition) {
  base::TestRandom random(21);
  int explained = 0;
  for (int i = 0; i < 3'000; i++) {
    const std::string text = RandomCondition(&random, 4);
    const Bytes substitutes = "{\":n\": 2, \":s\": \"two\"}";
    const std::string outline = Explain("{a: 1, b: \"two\", l: [2, \"two\"], m: {x: 2}}",
                                        text + " OR :n = :s", substitutes);  // both values are used
    // The root is the whole text, and every node is a balanced part of it.
    if (outline.find("Invalid") == 0) continue;
    explained++;
    ASSERT_EQ(outline.find("OR `" + text + " OR :n = :s`"), 0u) << outline;
    int open = 0;
    for (const char c : outline) {
      open += (c == '(') - (c == ')');
      ASSERT_TRUE(open >= 0 && (c != '\n' || open == 0)) << outline;
    }
  }
  EXPECT_GT(explained, 500);
}

}  // namespace
}  // namespace hashrange::expr
