#include "ops/query_plan.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>

#include "expr/test_support.h"
#include "ops/keys.h"

namespace hashrange::ops {
namespace {

using model::AttributeType;

std::string ItemOf(const std::string& literal) {
  return std::string(expr::test::Literal(literal).item().form());
}

model::TableSchema Schema(AttributeType sort_type, bool with_sort_key = true) {
  model::TableSchema schema;
  schema.table_name = "t";
  schema.partition_key = {"pk", AttributeType::kS};
  if (with_sort_key) schema.sort_key = model::KeyAttribute{"sk", sort_type};
  return schema;
}

// Plans `text` with the values of a literal map and returns the message of the error, or nothing.
class Planner {
 public:
  Planner(model::TableSchema schema, Bytes text, const std::string& values)
      : schema_(std::move(schema)), table_(1, schema_, &pool_), values_(ItemOf(values)) {
    source_.table = &table_;
    model::MapReader members(model::ItemView(values_).root());
    Bytes name;
    model::Value value;
    while (members.Next(&name, &value)) {
      names_.push_back(":" + std::string(name));
      EXPECT_TRUE(substitutions_.AddValue(names_.back(), value).ok());
    }
    Result<expr::KeyConditionExpression> condition =
        expr::KeyConditionExpression::Parse(text, &substitutions_);
    EXPECT_TRUE(condition.ok()) << condition.error().message();
    if (!condition.ok()) return;
    Status status = PlanQuery(source_, condition.value(), &scratch_.hashes, &range);
    if (!status.ok()) message = status.error().message();
  }

  bool Contains(const std::string& item) const {
    const std::string form = ItemOf(item);
    model::Key key;
    EXPECT_TRUE(KeyOfItem(schema_, model::ItemView(form).root(), &scratch_.hashes, &key).ok());
    return key.hash == range.hash && key.bytes >= range.low && key.bytes < range.high;
  }

  std::string Start(const std::string& key, bool forward = true) {
    const std::string form = ItemOf(key);
    Context context{nullptr, nullptr, &scratch_, 0, 0};
    Status status = ApplyStartKey(source_, model::ItemView(form).root(), forward, &context, &range);
    return status.ok() ? "" : status.error().message();
  }

  QueryRange range;
  std::string message;

 private:
  store::NodePool pool_;
  model::TableSchema schema_;
  store::Table table_;
  ReadSource source_;
  mutable Scratch scratch_;
  std::string values_;
  std::deque<std::string> names_;
  expr::Substitutions substitutions_;
};

TEST(QueryPlan, EveryOperatorBoundsTheSortKey) {
  const model::TableSchema schema = Schema(AttributeType::kN);
  struct Case {
    const char* condition;
    bool matches[5];  // sort keys -10, 1, 2, 3, 100
  };
  const Case cases[] = {
      {"pk = :p", {true, true, true, true, true}},
      {"pk = :p AND sk = :two", {false, false, true, false, false}},
      {"pk = :p AND sk < :two", {true, true, false, false, false}},
      {"pk = :p AND sk <= :two", {true, true, true, false, false}},
      {"pk = :p AND sk > :two", {false, false, false, true, true}},
      {"pk = :p AND sk >= :two", {false, false, true, true, true}},
      {"pk = :p AND :two >= sk", {true, true, true, false, false}},
      {"sk BETWEEN :one AND :three AND pk = :p", {false, true, true, true, false}},
  };
  const char* items[] = {"{pk: \"p\", sk: -10}", "{pk: \"p\", sk: 1}", "{pk: \"p\", sk: 2}",
                         "{pk: \"p\", sk: 3}", "{pk: \"p\", sk: 100}"};
  for (const Case& c : cases) {
    const Planner plan(schema, c.condition, "{p: \"p\", one: 1, two: 2, three: 3}");
    ASSERT_EQ(plan.message, "") << c.condition;
    for (int i = 0; i < 5; i++)
      EXPECT_EQ(plan.Contains(items[i]), c.matches[i]) << c.condition << " " << items[i];
    EXPECT_FALSE(plan.Contains("{pk: \"q\", sk: 2}")) << c.condition;
  }
}

TEST(QueryPlan, BeginsWithBoundsExactlyThePrefix) {
  const Planner plan(Schema(AttributeType::kS), "pk = :p AND begins_with(sk, :x)",
                     "{p: \"p\", x: \"ab\"}");
  EXPECT_TRUE(plan.Contains("{pk: \"p\", sk: \"ab\"}"));
  EXPECT_TRUE(plan.Contains("{pk: \"p\", sk: \"abz\"}"));
  EXPECT_FALSE(plan.Contains("{pk: \"p\", sk: \"aa\"}"));
  EXPECT_FALSE(plan.Contains("{pk: \"p\", sk: \"ac\"}"));
  EXPECT_FALSE(plan.Contains("{pk: \"p\", sk: \"a\"}"));
}

TEST(QueryPlan, ConditionsAreCheckedAgainstTheSchema) {
  const model::TableSchema schema = Schema(AttributeType::kS);
  const auto message = [&](Bytes text, const std::string& values) {
    return Planner(schema, text, values).message;
  };
  EXPECT_EQ(message("sk = :p", "{p: \"a\"}"), "Query condition missed key schema element: pk");
  EXPECT_EQ(message("pk = :p AND extra = :p", "{p: \"a\"}"),
            "Query condition missed key schema element: sk");
  EXPECT_EQ(message("pk > :p", "{p: \"a\"}"), "Query key condition not supported");
  EXPECT_EQ(message("pk = :p", "{p: 1}"),
            "One or more parameter values were invalid: Condition parameter type does not match "
            "schema type");
  EXPECT_EQ(message("pk = :p", "{p: \"\"}"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty "
            "string value. Key: pk");
  EXPECT_EQ(message("pk = :p AND sk = :p AND x = :p", "{p: \"a\"}"),
            "The number of query conditions (3) exceeds the number of key attributes defined in "
            "the schema (2)");
  EXPECT_EQ(Planner(Schema(AttributeType::kS, false), "pk = :p AND sk = :p", "{p: \"a\"}").message,
            "The number of query conditions (2) exceeds the number of key attributes defined in "
            "the schema (1)");
}

TEST(QueryPlan, StartKeysAreCheckedAgainstTheRange) {
  const model::TableSchema schema = Schema(AttributeType::kS);
  const auto start = [&](Bytes text, const std::string& key, bool forward = true) {
    return Planner(schema, text, "{p: \"p\", m: \"m\"}").Start(key, forward);
  };
  EXPECT_EQ(start("pk = :p AND sk > :m", "{pk: \"p\", sk: \"n\"}"), "");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"p\", sk: \"a\"}", false), "");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"p\"}"), "The provided starting key is invalid");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"p\", sk: \"a\", x: 1}"),
            "The provided starting key is invalid");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"p\", sk: 1}"),
            "The provided key element does not match the schema");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"q\", sk: \"a\"}"),
            "The provided starting key is outside query boundaries based on provided conditions");
  EXPECT_EQ(start("pk = :p AND sk < :m", "{pk: \"p\", sk: \"z\"}"),
            "The provided starting key does not match the range key predicate");
  EXPECT_EQ(
      start("pk = :p AND sk = :m", "{pk: \"p\", sk: \"m\"}"),
      "The provided exclusive start key is invalid: ExclusiveStartKey: {pk=AttributeValue: {S:p}, "
      "sk=AttributeValue: {S:m}}");
}

TEST(QueryPlan, AStartKeyMovesTheRangeBehindIt) {
  Planner plan(Schema(AttributeType::kS), "pk = :p", "{p: \"p\"}");
  ASSERT_EQ(plan.Start("{pk: \"p\", sk: \"m\"}"), "");
  EXPECT_TRUE(plan.range.low_exclusive);
  EXPECT_FALSE(plan.Contains("{pk: \"p\", sk: \"l\"}"));
  EXPECT_TRUE(plan.Contains("{pk: \"p\", sk: \"n\"}"));
}

}  // namespace
}  // namespace hashrange::ops
