// Updates: every action is worked out against the old item, then the targets are written one by
// one.
#include <algorithm>

#include "model/decimal.h"
#include "model/expression.h"

namespace hashrange::naive {
namespace {

constexpr const char* kInvalidPath =
    "The document path provided in the update expression is invalid for update";
constexpr const char* kMissingOperand =
    "The provided expression refers to an attribute that does not exist in the item";
constexpr const char* kWrongType = "An operand in the update expression has an incorrect data type";
constexpr const char* kOverflow =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";
constexpr const char* kTooDeep = "Nesting Levels have exceeded supported limits";
constexpr int kLevelsMax = 32;

using Fault = std::optional<std::string>;

Fault Sum(const Value& a, Value b, bool subtract, Value* result) {
  if (a.type != Type::kN || b.type != Type::kN) return kWrongType;
  Decimal second = ParseDecimal(b.text);
  if (subtract) second = NegateDecimal(second);
  const Decimal sum = AddDecimals(ParseDecimal(a.text), second);
  if (!FitsNumber(sum)) return kOverflow;
  *result = N(PlainText(sum));
  return {};
}

Fault Evaluate(const Operand& operand, const Item& item, Value* result) {
  switch (operand.kind) {
    case Operand::Kind::kValue:
      *result = Canonical(operand.value);
      return {};
    case Operand::Kind::kPath:
    case Operand::Kind::kSize: {
      const Value* value = Find(item, operand.path);
      if (value == nullptr) return kMissingOperand;
      *result = *value;
      return {};
    }
    case Operand::Kind::kIfNotExists: {
      const Value* value = Find(item, operand.parts[0].path);
      if (value == nullptr) return Evaluate(operand.parts[1], item, result);
      *result = *value;
      return {};
    }
    case Operand::Kind::kListAppend:
    case Operand::Kind::kPlus:
    case Operand::Kind::kMinus:
      break;
  }
  Value a;
  Value b;
  if (Fault fault = Evaluate(operand.parts[0], item, &a)) return fault;
  if (Fault fault = Evaluate(operand.parts[1], item, &b)) return fault;
  if (operand.kind != Operand::Kind::kListAppend) {
    return Sum(a, b, operand.kind == Operand::Kind::kMinus, result);
  }
  if (a.type != Type::kL || b.type != Type::kL) return kWrongType;
  *result = a;
  result->list.insert(result->list.end(), b.list.begin(), b.list.end());
  return {};
}

// What one action makes of its target: a value, or nothing (then it goes, or never was).
Fault Outcome(const Action& action, const Item& item, std::optional<Value>* outcome) {
  const Value* old = Find(item, action.target);
  Value result;
  switch (action.section) {
    case Section::kRemove:
      outcome->reset();
      return {};
    case Section::kSet: {
      if (Fault fault = Evaluate(action.operand, item, &result)) return fault;
      const int level = static_cast<int>(action.target.size());
      if (level > 1 && level - 1 + Levels(result) > kLevelsMax) return kTooDeep;
      *outcome = result;
      return {};
    }
    case Section::kAdd: {
      const Value added = Canonical(action.operand.value);
      if (old == nullptr) {
        *outcome = added;
        return {};
      }
      if (old->type != added.type) return kWrongType;
      if (added.type == Type::kN) {
        if (Fault fault = Sum(*old, added, false, &result)) return fault;
      } else {
        result = *old;
        for (const std::string& member : added.members) {
          if (std::find(old->members.begin(), old->members.end(), member) == old->members.end()) {
            result.members.push_back(member);
          }
        }
        result = Canonical(result);
      }
      *outcome = result;
      return {};
    }
    case Section::kDelete: {
      outcome->reset();
      if (old == nullptr) return {};
      const Value deleted = Canonical(action.operand.value);
      if (old->type != deleted.type) return kWrongType;
      result = SetOf(old->type, {});
      for (const std::string& member : old->members) {
        if (std::find(deleted.members.begin(), deleted.members.end(), member) ==
            deleted.members.end()) {
          result.members.push_back(member);
        }
      }
      if (!result.members.empty()) *outcome = result;
      return {};
    }
  }
  return {};
}

// The map or list that holds what `path` names; null when there is none.
Value* ParentOf(Value* root, const Path& path) {
  Value* value = root;
  for (size_t i = 0; i + 1 < path.size(); i++) {
    const Step& step = path[i];
    if (step.index >= 0) {
      const auto index = static_cast<size_t>(step.index);
      if (value->type != Type::kL || index >= value->list.size()) return nullptr;
      value = &value->list[index];
    } else {
      if (value->type != Type::kM || value->map.count(step.name) == 0) return nullptr;
      value = &value->map[step.name];
    }
  }
  const bool fits = path.back().index >= 0 ? value->type == Type::kL : value->type == Type::kM;
  return fits ? value : nullptr;
}

uint64_t StepSize(const Step& step) {
  return step.index >= 0 ? std::to_string(step.index).size() : step.name.size();
}

uint64_t OperandCharge(const Operand& operand) {
  uint64_t charge = 0;
  for (const Operand& part : operand.parts) charge += OperandCharge(part);
  switch (operand.kind) {
    case Operand::Kind::kPath:
    case Operand::Kind::kSize:
      charge = 1;
      for (const Step& step : operand.path) charge += 14 + StepSize(step);
      return charge;
    case Operand::Kind::kValue:
      return SizeOf(operand.value);
    case Operand::Kind::kPlus:
      return charge + 34;
    case Operand::Kind::kMinus:
    case Operand::Kind::kListAppend:
      return charge + 37;
    case Operand::Kind::kIfNotExists:
      return charge + 39;
  }
  return charge;
}

}  // namespace

std::optional<std::string> Apply(const Update& update, bool item_exists, Item* item) {
  std::vector<std::optional<Value>> outcomes(update.size());
  for (size_t i = 0; i < update.size(); i++) {
    if (Fault fault = Outcome(update[i], *item, &outcomes[i])) return fault;
  }
  Value root = M(*item);
  // Where a target leads nowhere, the whole update is refused; a REMOVE of an item that is not
  // there is let through. Source: paritysuite, measured 2026-10.
  for (const Action& action : update) {
    if (ParentOf(&root, action.target) != nullptr) continue;
    if (action.section == Section::kRemove && !item_exists) continue;
    return kInvalidPath;
  }
  // From the highest index to the lowest, so that elements keep their index until they are written;
  // what lies past the end is appended in the order of the indexes.
  std::vector<size_t> order;
  for (size_t i = 0; i < update.size(); i++) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return update[a].target.back().index > update[b].target.back().index;
  });
  // Values first: removing closes a list up.
  struct Append {
    int index;
    Path target;
    Value value;
  };
  std::vector<Append> appends;
  std::vector<size_t> removals;
  for (const size_t i : order) {
    const Path& target = update[i].target;
    Value* parent = ParentOf(&root, target);
    if (parent == nullptr) continue;
    const int index = target.back().index;
    const bool past_end = index >= 0 && static_cast<size_t>(index) >= parent->list.size();
    if (!outcomes[i]) {
      if (!past_end) removals.push_back(i);
    } else if (index < 0) {
      parent->map[target.back().name] = *outcomes[i];
    } else if (past_end) {
      appends.push_back(Append{index, target, *outcomes[i]});
    } else {
      parent->list[static_cast<size_t>(index)] = *outcomes[i];
    }
  }
  std::stable_sort(appends.begin(), appends.end(),
                   [](const Append& a, const Append& b) { return a.index < b.index; });
  for (const Append& append : appends) ParentOf(&root, append.target)->list.push_back(append.value);
  // Deeper targets first: a removal moves only what stands behind it in its own list, so a path
  // through that list must have been followed before.
  std::stable_sort(removals.begin(), removals.end(), [&](size_t a, size_t b) {
    return update[a].target.size() > update[b].target.size();
  });
  for (const size_t i : removals) {
    const Path& target = update[i].target;
    Value* parent = ParentOf(&root, target);
    if (target.back().index < 0) {
      parent->map.erase(target.back().name);
    } else {
      parent->list.erase(parent->list.begin() + target.back().index);
    }
  }
  *item = root.map;
  for (const auto& [name, value] : *item) {
    if (Levels(value) > kLevelsMax) return kTooDeep;
  }
  return {};
}

uint64_t StatementSize(const Update& update, const Item& old_item) {
  uint64_t size = 3;
  for (const Action& action : update) {
    for (size_t i = 0; i < action.target.size(); i++) {
      size += (i == 0 ? 0 : 4) + StepSize(action.target[i]);
    }
    switch (action.section) {
      case Section::kSet:
        size += 19 + OperandCharge(action.operand);
        break;
      case Section::kAdd: {
        size += 19;
        Value added = Canonical(action.operand.value);
        const Value* old = Find(old_item, action.target);
        if (old != nullptr && old->type == added.type && IsSet(added.type)) {
          // Only the members that are new.
          for (const std::string& member : old->members) {
            added.members.erase(std::remove(added.members.begin(), added.members.end(), member),
                                added.members.end());
          }
        }
        size += SizeOf(added);
        break;
      }
      case Section::kRemove:
      case Section::kDelete:
        size += 1;
        break;
    }
  }
  return size;
}

bool OnlyRemoves(const Update& update) {
  return std::all_of(update.begin(), update.end(), [](const Action& action) {
    return action.section == Section::kRemove || action.section == Section::kDelete;
  });
}

}  // namespace hashrange::naive
