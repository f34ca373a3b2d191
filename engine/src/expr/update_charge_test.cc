#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

// The charge of the statement without the 3 bytes of the update itself.
uint64_t Charge(Bytes item, Bytes text, Bytes substitutes = {}) {
  test::Request request(substitutes);
  auto update = UpdateExpression::Parse(text, &request.substitutions);
  if (!update.ok()) {
    ADD_FAILURE() << update.error().message();
    return 0;
  }
  const test::Literal literal(item);
  return update.value().StatementBytes(literal.item()) - 3;
}

constexpr char kValues[] =
    "{\":one\": 1, \":ten\": \"yyyyyyyyyy\", \":v\": \"v\", \":new\": [\"yyyyyyyyyy\"], "
    "\":e\": [\"e\"], \":m\": {a: \"yyyyyyyyyy\"}, \"#twelvechars\": \"b\"}";

// Every figure: paritysuite, itemSizeBySurface, measured eu-west-2 2026-10-09.
TEST(UpdateCharge, CountsSetByTargetAndOperand) {
  EXPECT_EQ(Charge("", "SET b = :ten", kValues), 19u + 1 + 10);
  EXPECT_EQ(Charge("", "SET #twelvechars = :ten", kValues), 19u + 1 + 10);
  EXPECT_EQ(Charge("", "SET b = :ten, c = :v", kValues), 2 * 19u + 1 + 10 + 1 + 1);
  EXPECT_EQ(Charge("", "SET b = :m", kValues), 19u + 1 + 3 + 1 + 1 + 10);
  EXPECT_EQ(Charge("", "SET d.leaf = :ten", kValues), 19u + 1 + 4 + 4 + 10);
  EXPECT_EQ(Charge("", "SET d[0] = :ten", kValues), 19u + 1 + 4 + 1 + 10);
}

TEST(UpdateCharge, CountsPathOperandsWithoutTheValueTheyRead) {
  EXPECT_EQ(Charge("{abcdefghij: \"yyyyyyyyyy\"}", "SET c = abcdefghij"), 19u + 1 + 1 + 14 + 10);
  EXPECT_EQ(Charge("", "SET c = m.a.z"), 19u + 1 + 1 + 3 * 15);
  EXPECT_EQ(Charge("", "SET c = l[10]"), 19u + 1 + 1 + 15 + 16);
}

TEST(UpdateCharge, CountsFunctionsAndArithmetic) {
  EXPECT_EQ(Charge("", "SET l = list_append(l, :new)", kValues), 19u + 1 + 37 + 16 + 14);
  EXPECT_EQ(Charge("", "SET l = list_append(:e, :new)", kValues), 19u + 1 + 37 + 5 + 14);
  EXPECT_EQ(Charge("", "SET c = if_not_exists(c, :m)", kValues), 19u + 1 + 39 + 16 + 15);
  EXPECT_EQ(Charge("", "SET c = if_not_exists(c, :ten), d = if_not_exists(d, :ten)", kValues),
            2 * (19u + 1 + 39 + 16 + 10));
  EXPECT_EQ(Charge("{n: 12345678901234567890}", "SET n = n + :one", kValues),
            19u + 1 + 34 + 16 + 2);
  EXPECT_EQ(Charge("", "SET n = n - :one", kValues), 19u + 1 + 37 + 16 + 2);
}

TEST(UpdateCharge, CountsOnlyTheMembersThatAddAdds) {
  EXPECT_EQ(Charge("{abcdefghij: 1}", "ADD abcdefghij :one", kValues), 19u + 10 + 2);
  const char* values = "{\":s\": <\"a\", \"bb\", \"ccc\">, \":n\": <1, 22, 333>}";
  EXPECT_EQ(Charge("{ss: <\"x\">}", "ADD ss :s", values), 19u + 2 + 6);
  EXPECT_EQ(Charge("{ss: <\"bb\", \"d\">}", "ADD ss :s", values), 19u + 2 + 4);
  EXPECT_EQ(Charge("{ns: <22, 400>}", "ADD ns :n", values), 19u + 2 + 2 + 3);
  EXPECT_EQ(Charge("", "ADD ns :n", values), 19u + 2 + 2 + 2 + 3);
}

TEST(UpdateCharge, CountsRemoveAndDeleteByTheirTarget) {
  EXPECT_EQ(Charge("", "REMOVE r"), 2u);
  EXPECT_EQ(Charge("", "REMOVE m.yyyyyyyyyy"), 1u + 1 + 4 + 10);
  EXPECT_EQ(Charge("", "REMOVE abcdefghij[1], l[10]"), 1u + 10 + 4 + 1 + 1 + 1 + 4 + 2);
  EXPECT_EQ(Charge("{ss: <\"p\", \"q\">}", "DELETE ss :rm", "{\":rm\": <\"q\">}"), 3u);
}

}  // namespace
}  // namespace hashrange::expr
