// What UpdateItem charges for a statement, compared with the item limit before the condition is
// evaluated. The figures have no documentation: a clause is charged for what it writes and for its
// own text-like form. Source: paritysuite, itemSizeBySurface, measured eu-west-2 2026-10 (22 of 33
// regions). Tested by update_charge_test.cc.
#include "expr/update_plan.h"
#include "model/item_size.h"
#include "model/number.h"

namespace hashrange::expr {
namespace {

using model::AttributeType;
using model::Value;

constexpr uint64_t kUpdateBytes = 3;
constexpr uint64_t kSetOrAddBytes = 19;
constexpr uint64_t kRemoveOrDeleteBytes = 1;
constexpr uint64_t kTargetElementBytes = 4;  // for each element after the first
constexpr uint64_t kPathOperandBytes = 1;
constexpr uint64_t kPathElementBytes = 14;
constexpr uint64_t kPlusBytes = 34;
constexpr uint64_t kMinusBytes = 37;
constexpr uint64_t kIfNotExistsBytes = 39;
constexpr uint64_t kListAppendBytes = 37;

// A list index counts as its digits.
uint64_t TargetBytes(const Ast& ast, const Node& path) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < path.count; i++) {
    bytes += (i == 0 ? 0 : kTargetElementBytes) + ast.Elements(path)[i].name.size();
  }
  return bytes;
}

uint64_t PathOperandBytes(const Ast& ast, const Node& path) {
  uint64_t bytes = kPathOperandBytes;
  for (uint32_t i = 0; i < path.count; i++) {
    bytes += kPathElementBytes + ast.Elements(path)[i].name.size();
  }
  return bytes;
}

// The operand of SET: every node below it counts for itself, and the nodes of a subtree are a
// range.
uint64_t OperandBytes(const Ast& ast, uint32_t root) {
  uint64_t bytes = 0;
  for (uint32_t i = ast.nodes[root].begin; i <= root; i++) {
    const Node& node = ast.nodes[i];
    switch (node.op) {
      case Op::kPath:
        bytes += PathOperandBytes(ast, node);
        break;
      case Op::kValue:
        bytes += model::ValueBytes(ast.ValueOf(node));
        break;
      case Op::kPlus:
        bytes += kPlusBytes;
        break;
      case Op::kMinus:
        bytes += kMinusBytes;
        break;
      case Op::kIfNotExists:
        bytes += kIfNotExistsBytes;
        break;
      default:
        bytes += kListAppendBytes;
        break;
    }
  }
  return bytes;
}

uint64_t MemberBytes(AttributeType type, Bytes member) {
  return type == AttributeType::kNS ? model::NumberBytes(member) : member.size();
}

// Of a set only the members that `old` does not have; both are in canonical order.
uint64_t AddedBytes(const Value& old, const Value& added) {
  if (!old.exists() || old.type() != added.type() || !model::IsSet(added.type())) {
    return model::ValueBytes(added);
  }
  model::SetReader has(old);
  model::SetReader wants(added);
  Bytes present;
  bool left = has.Next(&present);
  uint64_t bytes = 0;
  Bytes member;
  while (wants.Next(&member)) {
    int order = -1;
    while (left) {
      order = added.type() == AttributeType::kNS ? model::CompareNumbers(member, present)
                                                 : member.compare(present);
      if (order <= 0) break;
      left = has.Next(&present);
    }
    if (!left || order != 0) bytes += MemberBytes(added.type(), member);
  }
  return bytes;
}

}  // namespace

uint64_t UpdateExpression::StatementBytes(const model::ItemView& old_item) const {
  // AttributeUpdates are charged nothing. Source: paritysuite, measured eu-west-2 2026-10-09.
  if (rep_->legacy) return 0;
  const Ast& ast = rep_->ast;
  const Value root = old_item.exists() ? old_item.root() : Value{};
  uint64_t bytes = kUpdateBytes;
  for (const UpdateAction& action : rep_->actions) {
    const Node& target = ast.nodes[action.target];
    bytes += TargetBytes(ast, target);
    switch (action.section) {
      case Section::kSet:
        bytes += kSetOrAddBytes + OperandBytes(ast, action.operand);
        break;
      case Section::kAdd:
        bytes += kSetOrAddBytes + AddedBytes(FindPath(ast.Elements(target), target.count, root),
                                             ast.ValueOf(ast.nodes[action.operand]));
        break;
      case Section::kRemove:
      case Section::kDelete:
        bytes += kRemoveOrDeleteBytes;
        break;
    }
  }
  return bytes;
}

}  // namespace hashrange::expr
