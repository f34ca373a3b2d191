#include "expr/legacy_update.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;

// The item after one update of "a", or the error's text. "" is no item, or no value.
std::string Update(Bytes item, LegacyAction action, Bytes value) {
  const Literal operand(value);
  const LegacyUpdate update{"a", action, operand.value()};
  const Status checked = CheckLegacyUpdate(update);
  if (!checked.ok()) return checked.error().message();
  const Literal old_item(item);
  const Literal key("{k: 0}");
  const auto expression = UpdateExpression::FromLegacy({update});
  model::ItemBuilder updated;
  const Status applied = expression.Apply(
      old_item.item(), old_item.item().exists() ? old_item.item().root() : key.value(), &updated);
  return applied.ok() ? test::ShowValue(updated.value()) : applied.error().message();
}

TEST(LegacyUpdate, PutsWhateverThereWas) {
  EXPECT_EQ(Update("{a: 1, b: 2}", LegacyAction::kPut, "\"x\""), "{a: \"x\", b: 2}");
  EXPECT_EQ(Update("", LegacyAction::kPut, "[1]"), "{a: [1], k: 0}");
}

TEST(LegacyUpdate, AddsNumbersMembersAndElements) {
  EXPECT_EQ(Update("{a: 10}", LegacyAction::kAdd, "5"), "{a: 15}");
  EXPECT_EQ(Update("{b: 1}", LegacyAction::kAdd, "5"), "{a: 5, b: 1}");
  EXPECT_EQ(Update("{a: <1, 2>}", LegacyAction::kAdd, "<2, 3>"), "{a: <1, 2, 3>}");
  EXPECT_EQ(Update("{a: [1, 2]}", LegacyAction::kAdd, "[2, 3]"), "{a: [1, 2, 2, 3]}");
  EXPECT_EQ(Update("", LegacyAction::kAdd, "[2]"), "{a: [2], k: 0}");
}

TEST(LegacyUpdate, DeletesMembersOrTheAttribute) {
  EXPECT_EQ(Update("{a: <1, 2>, b: 0}", LegacyAction::kDelete, "<2, 3>"), "{a: <1>, b: 0}");
  EXPECT_EQ(Update("{a: <1, 2>, b: 0}", LegacyAction::kDelete, "<1, 2>"), "{b: 0}");
  EXPECT_EQ(Update("{b: 0}", LegacyAction::kDelete, "<1>"), "{b: 0}");
  EXPECT_EQ(Update("{a: 1, b: 0}", LegacyAction::kDelete, ""), "{b: 0}");
}

TEST(LegacyUpdate, AStoredValueOfAnotherTypeIsAMismatch) {
  const std::string mismatch = "Type mismatch for attribute to update";
  EXPECT_EQ(Update("{a: \"x\"}", LegacyAction::kAdd, "1"), mismatch);
  EXPECT_EQ(Update("{a: 1}", LegacyAction::kAdd, "[1]"), mismatch);
  EXPECT_EQ(Update("{a: <\"x\">}", LegacyAction::kDelete, "<1>"), mismatch);
}

TEST(LegacyUpdate, RefusesActionsWithoutTheirValue) {
  const std::string fault =
      "One or more parameter values were invalid: Only DELETE action is allowed when no attribute "
      "value is specified";
  EXPECT_EQ(Update("", LegacyAction::kPut, ""), fault);
  EXPECT_EQ(Update("", LegacyAction::kAdd, ""), fault);
}

TEST(LegacyUpdate, RefusesTypesThatCannotBeAddedOrDeleted) {
  const std::string prefix = "One or more parameter values were invalid: ";
  EXPECT_EQ(Update("", LegacyAction::kAdd, "\"x\""),
            prefix + "ADD action is not supported for the type S");
  EXPECT_EQ(Update("", LegacyAction::kAdd, "{x: 1}"),
            prefix + "ADD action is not supported for the type M");
  EXPECT_EQ(Update("", LegacyAction::kDelete, "[1]"),
            prefix + "DELETE action with value is not supported for the type L");
}

TEST(LegacyUpdate, TargetsTellTypesAndWhetherThereIsAnythingToMake) {
  const Literal one("1");
  const Literal list("[1]");
  const Literal set("<1>");
  const auto makes = UpdateExpression::FromLegacy({{"a", LegacyAction::kPut, one.value()},
                                                   {"b", LegacyAction::kAdd, list.value()},
                                                   {"c", LegacyAction::kDelete, {}}});
  ASSERT_EQ(makes.targets().size(), 3u);
  EXPECT_EQ(makes.targets()[0].type, model::AttributeType::kN);
  EXPECT_EQ(makes.targets()[1].type, model::AttributeType::kL);
  EXPECT_FALSE(makes.targets()[2].type.has_value());
  EXPECT_FALSE(makes.only_removes());
  const auto removes = UpdateExpression::FromLegacy(
      {{"a", LegacyAction::kDelete, set.value()}, {"b", LegacyAction::kDelete, {}}});
  EXPECT_TRUE(removes.only_removes());
}

TEST(LegacyUpdate, ProjectsItsTargets) {
  const Literal one("1");
  const auto update = UpdateExpression::FromLegacy(
      {{"a.b", LegacyAction::kPut, one.value()}, {"c", LegacyAction::kDelete, {}}});
  model::ItemBuilder projected;
  update.ProjectTargets(Literal("{a: {b: 2}, \"a.b\": 3, c: 4, d: 5}").value(), &projected);
  EXPECT_EQ(test::ShowValue(projected.value()), "{a.b: 3, c: 4}");
}

}  // namespace
}  // namespace hashrange::expr
