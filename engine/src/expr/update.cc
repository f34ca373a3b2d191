// Applying an update: first every action is worked out against the old item, in the order written;
// then the old item and the tree of targets are walked side by side and written to the builder.
// What no target names is copied as it is.
#include <algorithm>

#include "base/check.h"
#include "expr/messages.h"
#include "expr/static_checks.h"
#include "expr/update_plan.h"
#include "model/limits.h"
#include "model/messages.h"
#include "model/number.h"

namespace hashrange::expr {

using model::AttributeType;
using model::ItemBuilder;
using model::Value;

namespace {

// What an action does to its target.
struct Outcome {
  enum class Kind : uint8_t {
    kKeep,        // nothing
    kRemove,      // the target goes
    kCopy,        // becomes `left`
    kNumber,      // becomes the N `number`
    kAppend,      // becomes the L of `left` and then `right`
    kUnion,       // becomes the set of both
    kDifference,  // becomes `left` without the members of `right`; goes when nothing is left
  };
  Kind kind = Kind::kKeep;
  Value left;
  Value right;
  std::string number;
};

// The members of two sets of one type side by side, in canonical order.
class SetMerge {
 public:
  SetMerge(const Value& a, const Value& b) : type_(a.type()), a_(a), b_(b) {
    has_a_ = a_.Next(&member_a_);
    has_b_ = b_.Next(&member_b_);
  }

  // The next member, and in which of the sets it is.
  bool Next(Bytes* member, bool* in_a, bool* in_b) {
    if (!has_a_ && !has_b_) return false;
    int order = has_a_ ? -1 : 1;
    if (has_a_ && has_b_) {
      order = type_ == AttributeType::kNS ? model::CompareNumbers(member_a_, member_b_)
                                          : member_a_.compare(member_b_);
    }
    *in_a = order <= 0;
    *in_b = order >= 0;
    *member = order <= 0 ? member_a_ : member_b_;
    if (*in_a) has_a_ = a_.Next(&member_a_);
    if (*in_b) has_b_ = b_.Next(&member_b_);
    return true;
  }

 private:
  AttributeType type_;
  model::SetReader a_;
  model::SetReader b_;
  Bytes member_a_;
  Bytes member_b_;
  bool has_a_;
  bool has_b_;
};

bool IsSubset(const Value& part, const Value& whole) {
  SetMerge merge(part, whole);
  Bytes member;
  bool in_part = false;
  bool in_whole = false;
  while (merge.Next(&member, &in_part, &in_whole)) {
    if (in_part && !in_whole) return false;
  }
  return true;
}

// The levels of a value: 1 for a scalar or a set, one more for each container around it.
int Levels(const Value& value) {
  int deepest = 0;
  Value child;
  if (value.type() == AttributeType::kL) {
    model::ListReader elements(value);
    while (elements.Next(&child)) deepest = std::max(deepest, Levels(child));
  } else if (value.type() == AttributeType::kM) {
    model::MapReader members(value);
    Bytes name;
    while (members.Next(&name, &child)) deepest = std::max(deepest, Levels(child));
  }
  return deepest + 1;
}

// Works out what the actions do, reading only the old item.
class Planner {
 public:
  // `stored`: the old values of the targets, by action, where they are known already.
  Planner(const Ast& ast, Value root, bool legacy, const std::vector<Value>& stored)
      : ast_(ast),
        root_(root),
        stored_(stored),
        stored_type_(legacy ? kLegacyStoredType : kWrongStoredType) {}

  Status Plan(size_t at, const UpdateAction& action, Outcome* outcome) const {
    const Node& target = ast_.nodes[action.target];
    switch (action.section) {
      case Section::kRemove:
        outcome->kind = Outcome::Kind::kRemove;
        return {};
      case Section::kAdd:
        return PlanAdd(Stored(at, target), ast_.ValueOf(ast_.nodes[action.operand]), outcome);
      case Section::kDelete:
        return PlanDelete(Stored(at, target), ast_.ValueOf(ast_.nodes[action.operand]), outcome);
      case Section::kSet:
        HR_RETURN_IF_ERROR(PlanSet(ast_.nodes[action.operand], outcome));
        return CheckLevels(target.count, *outcome);
    }
    return {};
  }

 private:
  Value Find(const Node& path) const { return FindPath(ast_.Elements(path), path.count, root_); }

  Value Stored(size_t at, const Node& target) const {
    return stored_.empty() ? Find(target) : stored_[at];
  }

  Status PlanSet(const Node& node, Outcome* outcome) const {
    switch (node.op) {
      case Op::kPlus:
      case Op::kMinus:
        outcome->kind = Outcome::Kind::kNumber;
        HR_RETURN_IF_ERROR(Operands(node, AttributeType::kN, outcome));
        return Calculate(node.op, outcome);
      case Op::kListAppend:
        outcome->kind = Outcome::Kind::kAppend;
        return Operands(node, AttributeType::kL, outcome);
      default:
        outcome->kind = Outcome::Kind::kCopy;
        return Operand(node, &outcome->left);
    }
  }

  // The value of a path, a value or if_not_exists.
  Status Operand(const Node& node, Value* value) const {
    const Node* at = &node;
    while (at->op == Op::kIfNotExists) {
      *value = Find(ast_.Operand(*at, 0));
      if (value->exists()) return {};
      at = &ast_.Operand(*at, 1);
    }
    *value = at->op == Op::kValue ? ast_.ValueOf(*at) : Find(*at);
    if (!value->exists()) return Fail(kMissingOperand);
    return {};
  }

  Status Operands(const Node& node, AttributeType type, Outcome* outcome) const {
    HR_RETURN_IF_ERROR(Operand(ast_.Operand(node, 0), &outcome->left));
    HR_RETURN_IF_ERROR(Operand(ast_.Operand(node, 1), &outcome->right));
    if (outcome->left.type() != type || outcome->right.type() != type) {
      return Fail(kWrongStoredType);
    }
    return {};
  }

  Status Calculate(Op op, Outcome* outcome) const {
    model::Number left;
    model::Number right;
    model::Number result;
    HR_CHECK(model::Number::Parse(outcome->left.string(), &left) == model::NumberFault::kNone);
    HR_CHECK(model::Number::Parse(outcome->right.string(), &right) == model::NumberFault::kNone);
    const model::NumberFault fault = op == Op::kPlus
                                         ? model::Number::Add(left, right, &result)
                                         : model::Number::Subtract(left, right, &result);
    if (fault == model::NumberFault::kUnderflow) return Fail(model::kNumberUnderflow);
    if (fault != model::NumberFault::kNone) return Fail(model::kNumberOverflow);
    result.AppendNormalised(&outcome->number);
    return {};
  }

  // ADD: a missing attribute becomes the operand. A list is never one in an expression.
  Status PlanAdd(const Value& old, const Value& operand, Outcome* outcome) const {
    outcome->kind = Outcome::Kind::kCopy;
    outcome->left = operand;
    if (!old.exists()) return {};
    if (old.type() != operand.type()) return Fail(stored_type_);
    outcome->left = old;
    outcome->right = operand;
    if (operand.type() == AttributeType::kN) {
      outcome->kind = Outcome::Kind::kNumber;
      return Calculate(Op::kPlus, outcome);
    }
    outcome->kind =
        operand.type() == AttributeType::kL ? Outcome::Kind::kAppend : Outcome::Kind::kUnion;
    return {};
  }

  // DELETE: a set without members is no value, so the attribute goes with its last member.
  Status PlanDelete(const Value& old, const Value& operand, Outcome* outcome) const {
    outcome->kind = Outcome::Kind::kKeep;
    if (!old.exists()) return {};
    if (old.type() != operand.type()) return Fail(stored_type_);
    outcome->kind = IsSubset(old, operand) ? Outcome::Kind::kRemove : Outcome::Kind::kDifference;
    outcome->left = old;
    outcome->right = operand;
    return {};
  }

  // A value from elsewhere may be too deep where it is put now. Values of the request have been
  // checked for level 1.
  static Status CheckLevels(uint32_t level, const Outcome& outcome) {
    if (level == 1) return {};
    int levels = 1;
    if (outcome.kind != Outcome::Kind::kNumber) levels = Levels(outcome.left);
    if (outcome.kind == Outcome::Kind::kAppend) levels = std::max(levels, Levels(outcome.right));
    if (static_cast<int>(level) - 1 + levels > model::kNestingLevelsMax) {
      return Fail(model::kUpdatedTooDeep);
    }
    return {};
  }

  const Ast& ast_;
  const Value root_;
  const std::vector<Value>& stored_;
  const Message& stored_type_;
};

// Writes the new item.
class Writer {
 public:
  Writer(const PathTree& tree, const std::vector<Outcome>& outcomes,
         const std::vector<UpdateAction>& actions, bool item_exists, ItemBuilder* to)
      : tree_(tree), outcomes_(outcomes), actions_(actions), item_exists_(item_exists), to_(to) {}

  // Node n is no leaf, and `old` the value of its path.
  Status Container(uint32_t n, const Value& old) {
    if (old.type() != tree_.node(n).container()) return Fail(kInvalidUpdatePath);
    return old.type() == AttributeType::kL ? List(n, old) : Map(n, old);
  }

 private:
  // Members or elements side by side that no target names; they are copied at once.
  class Untouched {
   public:
    explicit Untouched(const Value& container)
        : container_(container),
          begin_{container.structure.data() + model::kContainerHeaderBytes, container.text.data()},
          end_(begin_) {}

    // `child` was read and is copied later, or is not copied at all.
    void Keep(const Value& child) {
      end_ = After(child);
      count_++;
    }
    void Skip(const Value& child) { begin_ = end_ = After(child); }
    // All `count` that have not been read are kept.
    void KeepRest(uint32_t count) {
      end_ = After(container_);
      count_ += count;
    }
    void Flush(ItemBuilder* to) {
      to->CopyRun(Bytes(begin_.structure, static_cast<size_t>(end_.structure - begin_.structure)),
                  Bytes(begin_.text, static_cast<size_t>(end_.text - begin_.text)), count_);
      begin_ = end_;
      count_ = 0;
    }

   private:
    struct Place {
      const char* structure;
      const char* text;
    };
    static Place After(const Value& value) {
      return Place{value.structure.data() + value.structure.size(),
                   value.text.data() + value.text.size()};
    }

    const Value container_;
    Place begin_;
    Place end_;
    uint32_t count_ = 0;
  };

  Status Map(uint32_t n, const Value& old) {
    const uint32_t end = tree_.node(n).end;
    uint32_t child = n + 1;
    const auto mark = to_->BeginMap();
    Untouched untouched(old);
    model::MapReader members(old);
    uint32_t read = 0;
    Bytes name;
    Value member;
    bool has_member = members.Next(&name, &member);
    while (child < end) {
      const Bytes target = tree_.node(child).element.name;
      const int order = has_member ? target.compare(name) : -1;
      if (order > 0) {
        untouched.Keep(member);
      } else {
        untouched.Flush(to_);
        HR_RETURN_IF_ERROR(Child(child, order == 0 ? member : Value{}, &target));
        child = tree_.node(child).end;
      }
      if (order < 0) continue;
      if (order == 0) untouched.Skip(member);
      read++;
      has_member = members.Next(&name, &member);
    }
    untouched.KeepRest(old.count() - read);
    untouched.Flush(to_);
    to_->EndMap(mark);
    return {};
  }

  // Indexes are those of the old list: removed elements close up, and what lies past its end is
  // appended in the order of the indexes.
  Status List(uint32_t n, const Value& old) {
    const uint32_t end = tree_.node(n).end;
    uint32_t child = n + 1;
    const auto mark = to_->BeginList();
    Untouched untouched(old);
    model::ListReader elements(old);
    uint32_t read = 0;
    Value element;
    for (; child < end && tree_.node(child).element.index < old.count(); read++) {
      elements.Next(&element);
      if (tree_.node(child).element.index != read) {
        untouched.Keep(element);
        continue;
      }
      untouched.Flush(to_);
      HR_RETURN_IF_ERROR(Child(child, element, nullptr));
      untouched.Skip(element);
      child = tree_.node(child).end;
    }
    untouched.KeepRest(old.count() - read);
    untouched.Flush(to_);
    for (; child < end; child = tree_.node(child).end) {
      HR_RETURN_IF_ERROR(Child(child, Value{}, nullptr));
    }
    to_->EndList(mark);
    return {};
  }

  // One member (then `name` is written before it) or element. `old` may not exist.
  Status Child(uint32_t n, const Value& old, const Bytes* name) {
    const PathTree::Node& node = tree_.node(n);
    if (node.is_leaf()) {
      const Outcome& outcome = outcomes_[node.path];
      if (outcome.kind == Outcome::Kind::kRemove) return {};
      if (outcome.kind == Outcome::Kind::kKeep && !old.exists()) return {};
      if (name != nullptr) to_->Name(*name);
      Write(outcome, old);
      return {};
    }
    if (!old.exists()) {
      // Only REMOVE may lead nowhere, and only when there is no item at all. Source: paritysuite,
      // measured 2026-10.
      if (!item_exists_ && OnlyRemoves(n)) return {};
      return Fail(kInvalidUpdatePath);
    }
    if (name != nullptr) to_->Name(*name);
    return Container(n, old);
  }

  bool OnlyRemoves(uint32_t n) const {
    for (uint32_t i = n; i < tree_.node(n).end; i++) {
      const PathTree::Node& node = tree_.node(i);
      if (node.is_leaf() && actions_[node.path].section != Section::kRemove) return false;
    }
    return true;
  }

  void Write(const Outcome& outcome, const Value& old) {
    switch (outcome.kind) {
      case Outcome::Kind::kKeep:
        to_->Copy(old);
        return;
      case Outcome::Kind::kRemove:
        return;
      case Outcome::Kind::kCopy:
        to_->Copy(outcome.left);
        return;
      case Outcome::Kind::kNumber:
        to_->Number(outcome.number);
        return;
      case Outcome::Kind::kAppend: {
        const auto mark = to_->BeginList();
        for (const Value* list : {&outcome.left, &outcome.right}) {
          Untouched elements(*list);
          elements.KeepRest(list->count());
          elements.Flush(to_);
        }
        to_->EndList(mark);
        return;
      }
      case Outcome::Kind::kUnion:
      case Outcome::Kind::kDifference: {
        const AttributeType type = outcome.left.type();
        const auto mark = to_->BeginSet(type);
        SetMerge merge(outcome.left, outcome.right);
        Bytes member;
        bool in_left = false;
        bool in_right = false;
        while (merge.Next(&member, &in_left, &in_right)) {
          if (outcome.kind == Outcome::Kind::kUnion || !in_right) to_->SetMember(type, member);
        }
        to_->EndSet(mark);
        return;
      }
    }
  }

  const PathTree& tree_;
  const std::vector<Outcome>& outcomes_;
  const std::vector<UpdateAction>& actions_;
  const bool item_exists_;
  ItemBuilder* const to_;
};

UpdateTarget TargetOf(const Ast& ast, const UpdateAction& action) {
  const Node& path = ast.nodes[action.target];
  UpdateTarget target{std::string(ast.Elements(path)->name), path.count > 1};
  if (action.section != Section::kSet && action.section != Section::kAdd) return target;
  const Node& operand = ast.nodes[action.operand];
  switch (operand.op) {
    case Op::kPlus:
    case Op::kMinus:
      target.type = AttributeType::kN;
      break;
    case Op::kListAppend:
      target.type = AttributeType::kL;
      break;
    case Op::kValue:
      target.type = ast.ValueOf(operand).type();
      if (action.section == Section::kSet) target.value = ast.ValueOf(operand);
      break;
    default:
      break;
  }
  return target;
}

}  // namespace

void UpdateExpression::Rep::NoteTargets() {
  targets.reserve(actions.size());
  only_removes = true;
  for (const UpdateAction& action : actions) {
    targets.push_back(TargetOf(ast, action));
    if (action.section == Section::kSet || action.section == Section::kAdd) only_removes = false;
  }
}

UpdateExpression::UpdateExpression(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
UpdateExpression::UpdateExpression(UpdateExpression&&) noexcept = default;
UpdateExpression& UpdateExpression::operator=(UpdateExpression&&) noexcept = default;
UpdateExpression::~UpdateExpression() = default;

Result<UpdateExpression> UpdateExpression::Parse(Bytes text, Substitutions* substitutions) {
  constexpr ExpressionKind kKind = ExpressionKind::kUpdate;
  auto rep = std::make_unique<Rep>();
  HR_RETURN_IF_ERROR(Parser(kKind, text, &rep->ast).ParseUpdate(&rep->actions));
  StaticChecks checks(kKind, &rep->ast, substitutions);
  HR_RETURN_IF_ERROR(checks.ResolveAll());
  std::vector<uint32_t> targets;
  targets.reserve(rep->actions.size());
  for (const UpdateAction& action : rep->actions) targets.push_back(action.target);
  HR_RETURN_IF_ERROR(rep->tree.Build(rep->ast, targets, kKind));
  HR_RETURN_IF_ERROR(checks.CheckUpdate(rep->actions));
  rep->NoteTargets();
  return UpdateExpression(std::move(rep));
}

const std::vector<UpdateTarget>& UpdateExpression::targets() const { return rep_->targets; }

bool UpdateExpression::only_removes() const { return rep_->only_removes; }

Status UpdateExpression::Apply(const model::ItemView& old_item, const model::Value& base,
                               model::ItemBuilder* updated) const {
  std::vector<Outcome> outcomes(rep_->actions.size());
  // AttributeUpdates may be many more than an expression has room for.
  std::vector<Value> stored;
  if (rep_->legacy) stored = rep_->tree.ValuesAt(base, outcomes.size());
  const Planner planner(rep_->ast, base, rep_->legacy, stored);
  for (size_t i = 0; i < outcomes.size(); i++) {
    HR_RETURN_IF_ERROR(planner.Plan(i, rep_->actions[i], &outcomes[i]));
  }
  return Writer(rep_->tree, outcomes, rep_->actions, old_item.exists(), updated)
      .Container(0, base);
}

void UpdateExpression::ProjectTargets(const model::Value& item,
                                      model::ItemBuilder* projected) const {
  rep_->tree.Project(item, projected);
}

}  // namespace hashrange::expr
