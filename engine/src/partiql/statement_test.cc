#include "partiql/statement.h"

#include <gtest/gtest.h>

#include <string>

#include "expr/test_support.h"

namespace hashrange::partiql {
namespace {

// What a statement is, or what is wrong with it.
std::string Outcome(const std::string& text) {
  Statement statement;
  Status status = statement.Parse(text, {});
  if (status.ok()) status = statement.Prepare();
  return status.ok() ? "" : status.error().message();
}

std::string ItemOf(const std::string& tuple) {
  const std::string text = "INSERT INTO t VALUE " + tuple;
  Statement statement;
  Status status = statement.Parse(text, {});
  if (status.ok()) status = statement.Prepare();
  return status.ok() ? expr::test::ShowValue(statement.item()) : status.error().message();
}

TEST(Statement, ReadsItsTarget) {
  const std::string text = "SELECT a FROM \"my\"\"table\".idx WHERE a = 1";
  Statement statement;
  ASSERT_TRUE(statement.Parse(text, {}).ok());
  EXPECT_EQ(statement.table(), "my\"table");
  EXPECT_TRUE(statement.has_index());
  EXPECT_EQ(statement.index(), "idx");
  EXPECT_TRUE(statement.is_read());
}

TEST(Statement, MakesItemsInCanonicalOrder) {
  EXPECT_EQ(ItemOf("{'b': [1, 'x', null], 'a': {'z': true, 'y': 2.50}, 'c': <<'q', 'p'>>, 'd': <<10, 9>>}"),
            "{a: {y: 2.5, z: true}, b: [1, \"x\", null], c: <\"p\", \"q\">, d: <9, 10>}");
  EXPECT_EQ(ItemOf("{}"), "{}");
}

TEST(Statement, RefusesWhatIsNoItem) {
  EXPECT_EQ(ItemOf("[1]"), "Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.");
  EXPECT_EQ(ItemOf("{'a': 1, 'a': 2}"), "Duplicate keys in tuple. Key: a under root");
  EXPECT_EQ(ItemOf("{1: 2}"), "Tuple keys must be of type String. Actual type: Lit under root");
  EXPECT_EQ(ItemOf("{'a': missing}"), "Unsupported data type: Missing under key root at 1:27:7");
  EXPECT_EQ(ItemOf("{'a': b}"), "Unsupported data type: Id under key root at 1:27:1");
  EXPECT_EQ(ItemOf("{'': 1}"), "Empty attribute name");
}

TEST(Statement, TakesParametersInOrder) {
  model::ItemBuilder values;
  values.String("x");
  const model::Value parameter = values.value();
  const std::string text = "INSERT INTO t VALUE {'a': ?}";
  Statement statement;
  ASSERT_TRUE(statement.Parse(text, {&parameter, 1}).ok());
  ASSERT_TRUE(statement.Prepare().ok());
  EXPECT_EQ(expr::test::ShowValue(statement.item()), "{a: \"x\"}");
}

TEST(Statement, RefusesWhatDynamoDbDoesNotHave) {
  EXPECT_EQ(Outcome("SELECT DISTINCT a FROM t"), "Unsupported clause: DISTINCT");
  EXPECT_EQ(Outcome("SELECT a FROM t LIMIT 5"), "Unsupported clause: LIMIT");
  EXPECT_EQ(Outcome("SELECT a FROM t, u"), "Only select from a single table or index is supported.");
  EXPECT_EQ(Outcome("SELECT a FROM 5"), "Unexpected from source");
  EXPECT_EQ(Outcome("SELECT a, a FROM t"), "Duplicate identifiers in select clause: a");
  EXPECT_EQ(Outcome("SELECT a.* FROM t"), "Unexpected path component at 1:10:1");
  EXPECT_EQ(Outcome("SELECT a[b] FROM t"), "Unexpected path component at 1:10:1");
  EXPECT_EQ(Outcome("SELECT a['b'].* FROM t"), "Unexpected path component at 1:15:1");
  EXPECT_EQ(Outcome("SELECT a[''] FROM t"), "Path component cannot be an empty string");
  EXPECT_EQ(Outcome("INSERT INTO t <<{'a': 1}>>").substr(0, 40), "Unsupported operation: Inserting multipl");
  EXPECT_EQ(Outcome("INSERT INTO t VALUE {'a': 1} RETURNING ALL OLD *"), "RETURNING is not supported in INSERT");
  EXPECT_EQ(Outcome("SET a = 1"), "Unexpected from source");
  EXPECT_EQ(Outcome("a = 1"), "Unsupported operation: Eq");
  EXPECT_EQ(Outcome("f(x)"), "Unsupported operation: Call");
}

TEST(Statement, RefusesConditionsThatAreNone) {
  const std::string select = "SELECT a FROM t WHERE ";
  EXPECT_EQ(Outcome(select + "a"), "WHERE clause must contain an expression that resolves to a boolean");
  EXPECT_EQ(Outcome(select + "a AND b = 1"), "The arguments to AND/OR must be Expressions");
  EXPECT_EQ(Outcome(select + "NOT a"), "The argument to NOT must be a Type or Expression");
  EXPECT_EQ(Outcome(select + "a + 1 = 2"), "Unsupported operator in Condition Expression. Operator: +");
  EXPECT_EQ(Outcome(select + "a > -b"), "Unsupported operator in Condition Expression. Operator: -");
  EXPECT_EQ(Outcome(select + "a LIKE 'x'"), "Unsupported operator in Condition Expression. Operator: LIKE");
  EXPECT_EQ(Outcome(select + "a = MISSING"), "MISSING must be compared using IS operator");
  EXPECT_EQ(Outcome(select + "a IN 5").substr(0, 11), "IN operator");
  EXPECT_EQ(Outcome(select + "a IN []").substr(0, 11), "IN operator");
  EXPECT_EQ(Outcome(select + "5 IS NULL").substr(0, 18), "The left hand side");
  EXPECT_EQ(Outcome(select + "a IS INT4").substr(0, 44), "Unsupported data type for IS operator: INT4.");
  EXPECT_EQ(Outcome(select + "a = (SELECT b FROM u)").substr(0, 29), "Unsupported data type: Select");
}

TEST(Statement, RefusesUpdatesThatAreNone) {
  const std::string update = "UPDATE t SET a = ";
  EXPECT_EQ(Outcome(update + "b * 2"), "Unsupported operator in Update Expression. Operator: *");
  EXPECT_EQ(Outcome(update + "b + 1 + 2"), "Unsupported operator in Update Expression. Operator: +");
  EXPECT_EQ(Outcome(update + "b = 2"), "Unsupported operator in Update Expression. Operator: =");
  EXPECT_EQ(Outcome(update + "b IS NULL"), "IS operator is not supported in update expressions");
  EXPECT_EQ(Outcome(update + "if_not_exists(a, 1)"), "Unrecognized function: if_not_exists at 1:18:13");
  EXPECT_EQ(Outcome(update + "1, a.b = 2"),
            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]");
}

TEST(Statement, BoundsOperators) {
  std::string where = "a = 1";
  for (int i = 0; i < 149; i++) where += " AND a = 1";
  EXPECT_EQ(Outcome("SELECT a FROM t WHERE " + where), "");
  EXPECT_EQ(Outcome("SELECT a FROM t WHERE " + where + " AND a = 1 AND a = 1"),
            "The expression contains too many operators; operator count: 303");
}

TEST(Statement, WritesItsConditionAsAnExpression) {
  const std::string text = "SELECT a FROM t WHERE (a.\"b c\"[1] = 'x' OR NOT b IN [1, 2]) AND (size(c) > 3) = true AND d IS STRING";
  Statement statement;
  ASSERT_TRUE(statement.Parse(text, {}).ok());
  ASSERT_TRUE(statement.Prepare().ok());
  EXPECT_EQ(statement.where()->text(), "(a.#1[1] = :0 OR (NOT (b IN (:1, :2)))) AND (size(c) > :3) = :4 AND attribute_type(d, :5)");
}

TEST(Columns, AreNamedByTheEndOfTheirPaths) {
  const std::string text = "SELECT m.k[0], z, m.x FROM t";
  Statement statement;
  ASSERT_TRUE(statement.Parse(text, {}).ok());
  ASSERT_TRUE(statement.Prepare().ok());
  const expr::test::Literal item("{m: {k: [5, 6], x: 1}, a: 2}");
  model::ItemBuilder columns;
  statement.columns().Apply(item.item(), &columns);
  EXPECT_EQ(expr::test::ShowValue(columns.value()), "{k[0]: 5, x: 1}");
}

}  // namespace
}  // namespace hashrange::partiql
