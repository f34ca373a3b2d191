#include "partiql/key_branches.h"

#include <gtest/gtest.h>

#include "partiql/statement.h"

namespace hashrange::partiql {
namespace {

// The alternatives of a WHERE over the keys pk and sk: "pk=a sk>1 +1" is one with an equality, a condition on the sort key and one filter.
std::string Branches(const std::string& where) {
  const std::string text = "SELECT * FROM t WHERE " + where;
  Statement statement;
  EXPECT_TRUE(statement.Parse(text, {}).ok()) << where;
  const Status prepared = statement.Prepare();
  EXPECT_TRUE(prepared.ok()) << where;
  if (!prepared.ok()) return prepared.error().message();
  const KeyBranches split = SplitByKeys(statement.where()->tree(), "pk", "sk");
  if (split.too_many) return split.every_one_is_keyed ? "too many, keyed" : "too many";
  std::string shown;
  for (const KeyBranch& branch : split.branches) {
    if (!shown.empty()) shown += " | ";
    std::string one;
    for (const auto* clauses : {&branch.partition, &branch.sort}) {
      for (const expr::KeyClause& clause : *clauses) {
        const char* const ops[] = {"=", "<", "<=", ">", ">=", "..", "~", "?"};
        one += (one.empty() ? "" : " ") + clause.attribute + ops[static_cast<int>(clause.op)] + std::string(clause.value.string());
        if (clause.op == expr::KeyOperator::kBetween) one += "-" + std::string(clause.upper_value.string());
      }
    }
    if (!branch.filters.empty()) one += (one.empty() ? "+" : " +") + std::to_string(branch.filters.size());
    if (branch.negates_sort_key) one += "!";
    shown += one;
  }
  return shown + (split.every_one_is_keyed ? "" : " (not all keyed)");
}

TEST(KeyBranches, SplitsWhatNamesKeys) {
  EXPECT_EQ(Branches("pk = 'a'"), "pk=a");
  EXPECT_EQ(Branches("'a' = pk AND '1' < sk"), "pk=a sk>1");
  EXPECT_EQ(Branches("pk IN ['a', 'b'] AND sk BETWEEN '1' AND '2'"), "pk=a sk..1-2 | pk=b sk..1-2");
  EXPECT_EQ(Branches("pk = 'a' AND (sk = '1' OR begins_with(sk, '2'))"), "pk=a sk=1 | pk=a sk~2");
  EXPECT_EQ(Branches("pk = 'a' AND sk > '1' AND sk <= '3' AND x = 1 AND y = 2"), "pk=a sk>1 sk<=3 +2");
}

TEST(KeyBranches, LeavesWhatSaysNothingOfKeys) {
  EXPECT_EQ(Branches("pk = 'a' AND (x = 1 OR y = 2)"), "pk=a +1");
  EXPECT_EQ(Branches("x = 1"), "+1 (not all keyed)");
  EXPECT_EQ(Branches("pk > 'a'"), "+1 (not all keyed)");
  EXPECT_EQ(Branches("pk = x"), "+1 (not all keyed)");
  EXPECT_EQ(Branches("m.pk = 'a'"), "+1 (not all keyed)");
  EXPECT_EQ(Branches("(pk = 'a') = true"), "+1 (not all keyed)");
}

TEST(KeyBranches, NotesWhatIsNegated) {
  EXPECT_EQ(Branches("pk = 'a' AND NOT sk = '1'"), "pk=a +1!");
  EXPECT_EQ(Branches("pk = 'a' AND sk <> '1'"), "pk=a +1!");
  EXPECT_EQ(Branches("pk = 'a' AND x <> '1'"), "pk=a +1");
  EXPECT_EQ(Branches("NOT pk = 'a'"), "+1 (not all keyed)");
}

TEST(KeyBranches, KeepsAlternativesApart) {
  EXPECT_EQ(Branches("pk = 'a' OR sk = '1'"), "pk=a | sk=1 (not all keyed)");
  EXPECT_EQ(Branches("pk = 'a' AND x = 1 OR pk = 'b'"), "pk=a +1 | pk=b");
}

std::string Values(int count) {
  std::string values;
  for (int i = 0; i < count; i++) values += (i > 0 ? ",'" : "'") + std::to_string(i) + "'";
  return values;
}

TEST(KeyBranches, ListsNoMoreThanItMust) {
  EXPECT_EQ(Branches("pk IN [" + Values(100) + "] AND sk IN [" + Values(100) + "]"), "too many, keyed");
  EXPECT_EQ(Branches("pk IN [" + Values(100) + "] OR sk IN [" + Values(100) + "] OR x = 1 OR pk IN [" + Values(90) + "]"), "too many");
  std::string product = "pk = 'a'";
  for (int i = 0; i < 70; i++) product += " AND (sk = '1' OR x = '2')";
  EXPECT_EQ(Branches(product), "too many, keyed");
}

TEST(KeyBranches, ListsAttributesAsAHashSetDoes) {
  const auto names = [](const std::string& where) {
    const std::string text = "SELECT * FROM t WHERE " + where;
    Statement statement;
    EXPECT_TRUE(statement.Parse(text, {}).ok());
    EXPECT_TRUE(statement.Prepare().ok());
    const expr::Ast& tree = statement.where()->tree();
    std::string shown;
    for (const std::string& name : AttributesOf(tree, {static_cast<uint32_t>(tree.nodes.size()) - 1})) shown += name + " ";
    return shown;
  };
  EXPECT_EQ(names("b = 1 AND a = 2 AND b = 3"), "a b ");
  EXPECT_EQ(names("zz = 1 OR aa = 2 OR mm = 3"), "zz aa mm ");
}

TEST(KeyBranches, FindsEqualitiesThatMustHold) {
  const std::string text = "SELECT * FROM t WHERE (pk = 'a' AND 'b' = pk) AND pk IN ['c'] AND (pk = 'd' OR x = 1)";
  Statement statement;
  ASSERT_TRUE(statement.Parse(text, {}).ok());
  ASSERT_TRUE(statement.Prepare().ok());
  const std::vector<model::Value> values = EqualValues(statement.where()->tree(), "pk");
  ASSERT_EQ(values.size(), 2u);
  EXPECT_EQ(values[0].string(), "a");
  EXPECT_EQ(values[1].string(), "b");
  EXPECT_EQ(ConjunctCount(statement.where()->tree()), 4u);
}

}  // namespace
}  // namespace hashrange::partiql
