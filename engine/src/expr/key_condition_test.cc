#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Request;
using test::ShowValue;

constexpr char kValues[] =
    "{\":a\": \"a\", \":b\": \"b\", \":n\": 1, \":t\": true, \"#p\": \"p.k\", \":l\": []}";

// "attribute operator value", clauses joined by "; ", or the error's text.
std::string Read(Bytes text, Bytes substitutes = kValues) {
  static const char* const kOperators[] = {"=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"};
  Request request(substitutes);
  auto condition = KeyConditionExpression::Parse(text, &request.substitutions);
  if (!condition.ok()) return condition.error().message();
  std::string shown;
  for (const KeyClause& clause : condition.value().clauses()) {
    if (!shown.empty()) shown += "; ";
    shown += clause.attribute + " " + kOperators[static_cast<int>(clause.op)] + " " +
             ShowValue(clause.value);
    if (clause.op == KeyOperator::kBetween) shown += " " + ShowValue(clause.upper_value);
  }
  return shown;
}

std::string Fault(Bytes text, Bytes substitutes = kValues) {
  const std::string message = Read(text, substitutes);
  const std::string prefix = "Invalid KeyConditionExpression: ";
  return message.compare(0, prefix.size(), prefix) == 0 ? message.substr(prefix.size()) : message;
}

TEST(KeyCondition, ReadsClausesInTheOrderWritten) {
  EXPECT_EQ(Read("pk = :a"), "pk = \"a\"");
  EXPECT_EQ(Read("sk > :n AND #p = :a"), "sk > 1; p.k = \"a\"");
  EXPECT_EQ(Read("pk = :a and sk between :a and :b"), "pk = \"a\"; sk BETWEEN \"a\" \"b\"");
  EXPECT_EQ(Read("pk = :a AND begins_with(sk, :b)"), "pk = \"a\"; sk begins_with \"b\"");
  EXPECT_EQ(Read("a = :a AND (b = :b AND (c = :n)) AND d <= :n"),
            "a = \"a\"; b = \"b\"; c = 1; d <= 1");
  EXPECT_EQ(Read("pk = :t"), "pk = true");
}

TEST(KeyCondition, TurnsOperandsAround) {
  EXPECT_EQ(Read(":a = pk AND :n <= sk"), "pk = \"a\"; sk >= 1");
  EXPECT_EQ(Read(":n < a AND :n > b AND :n >= c"), "a > 1; b < 1; c <= 1");
}

TEST(KeyCondition, AcceptsParenthesesThatAreNotRedundant) {
  EXPECT_EQ(Read("(#p = :a) AND (sk = :b)"), "p.k = \"a\"; sk = \"b\"");
  EXPECT_EQ(Read("((sk = :b) AND (pk = :a))"), "sk = \"b\"; pk = \"a\"");
  EXPECT_EQ(Fault("((c = :n) AND ((p = :a)))"), "The expression has redundant parentheses;");
}

TEST(KeyCondition, RefusesSyntaxErrorsAndEmptyText) {
  EXPECT_EQ(Fault(""), "The expression can not be empty;");
  EXPECT_EQ(Fault("pk = "), "Syntax error; token: \"<EOF>\", near: \"=\"");
  EXPECT_EQ(Fault(":hashId a"), "Syntax error; token: \"a\", near: \":hashId a\"");
  for (const char* text :
       {"things are fine", "a > 4", "(size(a))[0] > a", "p", ":a", "p=:a AND c!=:n"}) {
    EXPECT_EQ(Fault(text).substr(0, 21), "Syntax error; token: ") << text;
  }
}

TEST(KeyCondition, RefusesOtherOperators) {
  struct Row {
    const char* text;
    const char* op;
  };
  for (const Row& row :
       {Row{"a > b and size(b) > c or a > c", "OR"}, Row{"a in (b, size(c), d)", "IN"},
        Row{"attribute_exists(a)", "attribute_exists"},
        Row{"attribute_not_exists(a)", "attribute_not_exists"}, Row{"contains(a.d, b)", "contains"},
        Row{"not a > b", "NOT"}, Row{"a <> b", "<>"}, Row{"p = :a AND (c = :n or d = :n)", "OR"},
        Row{"NOT c = :n AND p = :a", "NOT"}}) {
    EXPECT_EQ(Fault(row.text),
              std::string("Invalid operator used in KeyConditionExpression: ") + row.op)
        << row.text;
  }
  EXPECT_EQ(Fault("p = :a AND dog(c, :n)"), "Invalid function name; function: dog");
}

TEST(KeyCondition, WantsOnePlainAttributeInEachClause) {
  for (const char* text :
       {"size(b) > a AND a.b > b AND b > c", "a > size(b.d)", "a between size(b) and size(a)"}) {
    EXPECT_EQ(Fault(text), "KeyConditionExpressions cannot contain nested operations") << text;
  }
  for (const char* text : {"b > a.b", "b between c[1] and d", "a between b and size(a)",
                           "begins_with(a, b)", "p = c"}) {
    EXPECT_EQ(Fault(text),
              "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
              "condition")
        << text;
  }
  for (const char* text : {"b.d > a AND c.d > e.f", "a.d > c", "b[0] > a", "p = :a AND a.b < :n"}) {
    EXPECT_EQ(Fault(text), "KeyConditionExpressions cannot have conditions on nested attributes")
        << text;
  }
  EXPECT_EQ(Fault(":b > :a AND a < :b"),
            "Invalid condition in KeyConditionExpression: No key attribute specified");
  EXPECT_EQ(Fault(":a between size(b) and size(a) and b > :b"),
            "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key "
            "attribute as its first operand");
  EXPECT_EQ(Fault("begins_with(:a, b) and a > :b"),
            "Invalid condition in KeyConditionExpression: begins_with operator must have the key "
            "attribute as its first operand");
}

TEST(KeyCondition, RefusesTwoClausesOnOneAttribute) {
  for (const char* text :
       {"pk = :a AND sk > :a AND sk < :b", "b > :n AND b < :n and c = :n and d = :n",
        "(a > :n and b > :n) and (b > :n and c > :n)"}) {
    EXPECT_EQ(Fault(text), "KeyConditionExpressions must only contain one condition per key")
        << text;
  }
}

// Source: paritysuite, queryKeyCondition and queryKeyConditionOperands, measured eu-west-2 2026-10.
TEST(KeyCondition, ReportsTheFirstProblemAsWritten) {
  const auto operand = [](const char* op, const char* type) {
    return std::string("Incorrect operand type for operator or function; operator or function: ") +
           op + ", operand type: " + type;
  };
  const std::string undefined =
      "An expression attribute value used in expression is not defined; attribute value: :gone";
  EXPECT_EQ(Fault("pk = :gone AND begins_with(sk, :n)"), undefined);
  EXPECT_EQ(Fault("begins_with(sk, :n) AND pk = :gone"), operand("begins_with", "N"));
  EXPECT_EQ(Fault("pk = :a AND begins_with(sk, :n) AND sk = :gone"), operand("begins_with", "N"));
  EXPECT_EQ(Fault("pk = :a AND begins_with(sk, :n) AND sk > :a"), operand("begins_with", "N"));
  EXPECT_EQ(Fault("pk = :a AND begins_with(sk, :t)"), operand("begins_with", "BOOL"));
  EXPECT_EQ(Fault("pk = :a AND sk < :t"), operand("<", "BOOL"));
  EXPECT_EQ(Fault("pk = :a AND :t >= sk"), operand(">=", "BOOL"));
  EXPECT_EQ(Fault("pk = :a AND sk between :t AND :t"), operand("BETWEEN", "BOOL"));
  EXPECT_EQ(Fault("pk = :a AND sk > :l"), operand(">", "L"));
  EXPECT_EQ(Fault("a between :b and :a"),
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
            "lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: "
            "{S:a}");
}

}  // namespace
}  // namespace hashrange::expr
