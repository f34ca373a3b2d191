#include "expr/legacy_update.h"

#include <utility>

#include "base/check.h"
#include "expr/ast.h"
#include "expr/messages.h"
#include "expr/update_plan.h"

namespace hashrange::expr {
namespace {

using model::AttributeType;

Section SectionOf(const LegacyUpdate& update) {
  switch (update.action) {
    case LegacyAction::kPut:
      return Section::kSet;
    case LegacyAction::kAdd:
      return Section::kAdd;
    case LegacyAction::kDelete:
      return update.value.exists() ? Section::kDelete : Section::kRemove;
  }
  return Section::kSet;
}

}  // namespace

Status CheckLegacyUpdate(const LegacyUpdate& update) {
  if (!update.value.exists()) {
    if (update.action == LegacyAction::kDelete) return {};
    return Fail(kLegacyActionWithoutValue);
  }
  const AttributeType type = update.value.type();
  if (update.action == LegacyAction::kDelete && !model::IsSet(type)) {
    return Fail(kLegacyDeleteType, {model::AttributeTypeName(type)});
  }
  if (update.action == LegacyAction::kAdd && type != AttributeType::kN &&
      type != AttributeType::kL && !model::IsSet(type)) {
    return Fail(kLegacyAddType, {model::AttributeTypeName(type)});
  }
  return {};
}

UpdateExpression UpdateExpression::FromLegacy(const std::vector<LegacyUpdate>& updates) {
  HR_CHECK(!updates.empty());
  auto rep = std::make_unique<Rep>();
  rep->legacy = true;
  Ast& ast = rep->ast;
  std::vector<uint32_t> targets;
  for (const LegacyUpdate& update : updates) {
    const uint32_t target = static_cast<uint32_t>(ast.nodes.size());
    const uint32_t element = static_cast<uint32_t>(ast.elements.size());
    ast.elements.push_back(PathElement{update.attribute, 0, false});
    ast.nodes.push_back(Node{Op::kPath, false, target, element, 1, {}});
    UpdateAction action{SectionOf(update), target, target};
    if (update.value.exists()) {
      action.operand = target + 1;
      const uint32_t value = static_cast<uint32_t>(ast.values.size());
      ast.values.push_back(update.value);
      ast.nodes.push_back(Node{Op::kValue, false, action.operand, value, 0, {}});
    }
    rep->actions.push_back(action);
    targets.push_back(target);
  }
  HR_CHECK(rep->tree.Build(ast, targets, ExpressionKind::kUpdate).ok());
  rep->NoteTargets();
  return UpdateExpression(std::move(rep));
}

}  // namespace hashrange::expr
