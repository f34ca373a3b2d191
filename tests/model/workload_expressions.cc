#include "model/workload_expressions.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "model/workload_values.h"

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

Operand PathOperand(Path path) {
  Operand operand;
  operand.path = std::move(path);
  return operand;
}

Operand ValueOperand(Value value) {
  Operand operand;
  operand.kind = Operand::Kind::kValue;
  operand.value = std::move(value);
  return operand;
}

Operand Function(Operand::Kind kind, Operand first, Operand second) {
  Operand operand;
  operand.kind = kind;
  operand.parts = {std::move(first), std::move(second)};
  return operand;
}

bool IsOrdered(Type type) { return type == Type::kS || type == Type::kN || type == Type::kB; }

// A value to compare what lies at `path` with: often the same.
Value ValueLike(Random* random, const Item& item, const Path& path, bool ordered) {
  const Value* there = Find(item, path);
  if (there != nullptr && random->Percent(60) && (!ordered || IsOrdered(there->type)))
    return *there;
  if (!ordered) return RandomValue(random, 2);
  static const std::vector<Type> kTypes = {Type::kS, Type::kN, Type::kB};
  const Type type = there != nullptr && IsOrdered(there->type) ? there->type : random->Of(kTypes);
  return RandomValueOf(random, type, 0);
}

Condition Comparison(Random* random, const Item& item) {
  static const std::vector<Kind> kKinds = {Kind::kEq, Kind::kEq, Kind::kNe, Kind::kLt,
                                           Kind::kLe, Kind::kGt, Kind::kGe};
  Condition condition;
  condition.kind = random->Of(kKinds);
  const bool ordered = condition.kind != Kind::kEq && condition.kind != Kind::kNe;
  const Path path = RandomPath(random, item);
  if (random->OneIn(5)) {
    Operand size = PathOperand(path);
    size.kind = Operand::Kind::kSize;
    condition.operands = {size, ValueOperand(N(std::to_string(random->Below(4))))};
  } else if (random->OneIn(5)) {
    const Path other = RandomPath(random, item);
    if (other == path) return Comparison(random, item);
    condition.operands = {PathOperand(path), PathOperand(other)};
  } else {
    condition.operands = {PathOperand(path), ValueOperand(ValueLike(random, item, path, ordered))};
  }
  if (random->OneIn(4)) std::swap(condition.operands[0], condition.operands[1]);
  return condition;
}

Condition Between(Random* random, const Item& item) {
  Condition condition;
  condition.kind = Kind::kBetween;
  const Path path = RandomPath(random, item);
  Value low = ValueLike(random, item, path, true);
  Value high = RandomValueOf(random, low.type, 0);
  if (CompareScalars(low, high) > 0) std::swap(low, high);
  condition.operands = {PathOperand(path), ValueOperand(low), ValueOperand(high)};
  return condition;
}

Condition In(Random* random, const Item& item) {
  Condition condition;
  condition.kind = Kind::kIn;
  const Path path = RandomPath(random, item);
  condition.operands = {PathOperand(path)};
  for (size_t i = 1 + random->Below(3); i > 0; i--) {
    const Path other = RandomPath(random, item);
    condition.operands.push_back(random->OneIn(4) && !(other == path)
                                     ? PathOperand(other)
                                     : ValueOperand(ValueLike(random, item, path, false)));
  }
  return condition;
}

Condition Function(Random* random, const Item& item) {
  Condition condition;
  const Path path = RandomPath(random, item);
  condition.operands = {PathOperand(path)};
  switch (random->Below(6)) {
    case 0:
    case 1:
      condition.kind = Kind::kExists;
      break;
    case 2:
      condition.kind = Kind::kNotExists;
      break;
    case 3: {
      condition.kind = Kind::kType;
      const Value* there = Find(item, path);
      condition.type_name =
          TypeName(there != nullptr && random->OneIn(2) ? there->type
                                                        : static_cast<Type>(random->Below(10)));
      break;
    }
    case 4: {
      condition.kind = Kind::kBeginsWith;
      const Type type = random->OneIn(2) ? Type::kS : Type::kB;
      condition.operands.push_back(ValueOperand(RandomValueOf(random, type, 0)));
      break;
    }
    default: {
      condition.kind = Kind::kContains;
      const Value* there = Find(item, path);
      Value part = RandomValue(random, 1);
      if (there != nullptr && !there->list.empty()) part = random->Of(there->list);
      if (there != nullptr && !there->members.empty() && random->OneIn(2)) {
        const std::string member = random->Of(there->members);
        part = there->type == Type::kSS   ? S(member)
               : there->type == Type::kNS ? N(member)
                                          : B(member);
      }
      condition.operands.push_back(ValueOperand(part));
      break;
    }
  }
  return condition;
}

// Whether two paths can stand in one list: neither is the beginning of the other, and they do not
// take the same place for a map and for a list.
bool Agree(const Path& a, const Path& b) {
  for (size_t i = 0; i < a.size() && i < b.size(); i++) {
    if (a[i] == b[i]) continue;
    return (a[i].index < 0) == (b[i].index < 0);
  }
  return false;
}

bool AgreesWithAll(const Path& path, const std::vector<Path>& others) {
  return std::all_of(others.begin(), others.end(),
                     [&](const Path& other) { return Agree(path, other); });
}

// A path of that type, if the item has one among a few that are tried.
Path PathOfType(Random* random, const Item& item, bool (*wanted)(Type)) {
  Path path = RandomPath(random, item);
  if (random->OneIn(8)) return path;
  for (int tries = 0; tries < 20; tries++) {
    const Value* there = Find(item, path);
    if (there != nullptr && wanted(there->type)) break;
    path = RandomPath(random, item);
  }
  return path;
}

Operand RandomNumberOperand(Random* random, const Item& item) {
  if (random->OneIn(2)) return ValueOperand(RandomValueOf(random, Type::kN, 0));
  if (random->OneIn(3)) {
    return Function(Operand::Kind::kIfNotExists, PathOperand(RandomPath(random, item)),
                    ValueOperand(RandomValueOf(random, Type::kN, 0)));
  }
  return PathOperand(PathOfType(random, item, [](Type type) { return type == Type::kN; }));
}

Operand RandomListOperand(Random* random, const Item& item) {
  if (random->OneIn(2)) return ValueOperand(RandomValueOf(random, Type::kL, 2));
  if (random->OneIn(3)) {
    return Function(Operand::Kind::kIfNotExists, PathOperand(RandomPath(random, item)),
                    ValueOperand(RandomValueOf(random, Type::kL, 1)));
  }
  return PathOperand(PathOfType(random, item, [](Type type) { return type == Type::kL; }));
}

Operand RandomAssigned(Random* random, const Item& item, const Path& target) {
  switch (random->Below(6)) {
    case 0:
      return PathOperand(PathOfType(random, item, [](Type) { return true; }));
    case 1:
      return Function(Operand::Kind::kIfNotExists,
                      PathOperand(random->OneIn(2) ? target : RandomPath(random, item)),
                      random->OneIn(3) ? PathOperand(RandomPath(random, item))
                                       : ValueOperand(RandomValue(random, 2)));
    case 2: {
      const auto kind = random->OneIn(2) ? Operand::Kind::kPlus : Operand::Kind::kMinus;
      const Operand first =
          random->OneIn(2)
              ? PathOperand(PathOfType(random, item, [](Type t) { return t == Type::kN; }))
              : RandomNumberOperand(random, item);
      return Function(kind, first, RandomNumberOperand(random, item));
    }
    case 3: {
      const Operand first =
          random->OneIn(2)
              ? PathOperand(PathOfType(random, item, [](Type t) { return t == Type::kL; }))
              : RandomListOperand(random, item);
      return Function(Operand::Kind::kListAppend, first, RandomListOperand(random, item));
    }
    default:
      return ValueOperand(RandomValue(random, 3));
  }
}

Action RandomAction(Random* random, const Item& item, Section section) {
  Action action;
  action.section = section;
  action.target = RandomPath(random, item);
  switch (section) {
    case Section::kSet:
      action.operand = RandomAssigned(random, item, action.target);
      break;
    case Section::kRemove:
      break;
    case Section::kAdd: {
      action.target = PathOfType(random, item, [](Type t) { return t == Type::kN || IsSet(t); });
      const Value* there = Find(item, action.target);
      const bool number = there != nullptr ? there->type == Type::kN : random->OneIn(2);
      Value value = number ? RandomValueOf(random, Type::kN, 0) : RandomSet(random);
      if (there != nullptr && IsSet(there->type) && random->Percent(70)) {
        value = RandomValueOf(random, there->type, 0);
      }
      action.operand = ValueOperand(value);
      break;
    }
    case Section::kDelete: {
      action.target = PathOfType(random, item, IsSet);
      const Value* there = Find(item, action.target);
      Value value = RandomSet(random);
      if (there != nullptr && IsSet(there->type) && random->Percent(70)) {
        value = random->OneIn(3) ? *there : RandomValueOf(random, there->type, 0);
      }
      action.operand = ValueOperand(value);
      break;
    }
  }
  return action;
}

}  // namespace

Path RandomPath(Random* random, const Item& item) {
  Path path;
  if (item.empty() || random->OneIn(5)) {
    path.push_back(Step{random->Of(AttributeNames())});
    if (random->OneIn(8)) path.push_back(Step{random->Of(AttributeNames())});
    return path;
  }
  auto attribute = item.begin();
  std::advance(attribute, static_cast<std::ptrdiff_t>(random->Below(item.size())));
  path.push_back(Step{attribute->first});
  const Value* value = &attribute->second;
  // Deeper with every other step, now and then to where nothing is.
  while (random->Percent(60)) {
    if (value->type == Type::kM) {
      if (value->map.empty() || random->OneIn(5)) {
        path.push_back(Step{random->Of(AttributeNames())});
        break;
      }
      auto member = value->map.begin();
      std::advance(member, static_cast<std::ptrdiff_t>(random->Below(value->map.size())));
      path.push_back(Step{member->first});
      value = &member->second;
    } else if (value->type == Type::kL) {
      const size_t index = random->Below(value->list.size() + 2);
      path.push_back(Step{"", static_cast<int>(index)});
      if (index >= value->list.size()) break;
      value = &value->list[index];
    } else {
      if (random->OneIn(12)) path.push_back(Step{random->Of(AttributeNames())});
      break;
    }
  }
  return path;
}

Condition RandomCondition(Random* random, const Item& item, int depth) {
  if (depth > 0 && random->OneIn(3)) {
    Condition condition;
    static const std::vector<Kind> kKinds = {Kind::kAnd, Kind::kOr, Kind::kNot};
    condition.kind = random->Of(kKinds);
    const size_t count = condition.kind == Kind::kNot ? 1 : 2 + random->Below(2);
    for (size_t i = 0; i < count; i++) {
      condition.parts.push_back(RandomCondition(random, item, depth - 1));
    }
    return condition;
  }
  switch (random->Below(5)) {
    case 0:
      return Between(random, item);
    case 1:
      return In(random, item);
    case 2:
      return Function(random, item);
    default:
      return Comparison(random, item);
  }
}

Update RandomUpdate(Random* random, const Item& item, const TableSchema& schema) {
  std::vector<Section> sections = {Section::kSet, Section::kRemove, Section::kAdd,
                                   Section::kDelete};
  random->Shuffle(&sections);
  if (random->OneIn(2)) sections.insert(sections.begin(), Section::kSet);
  // Keys are left alone, mostly.
  Item like = item;
  if (!random->OneIn(20)) {
    for (const KeyAttribute& attribute : schema.keys) like.erase(attribute.name);
  }
  Update update;
  std::vector<Path> targets;
  std::vector<Section> used;
  for (const Section section : sections) {
    if (std::find(used.begin(), used.end(), section) != used.end()) continue;
    if (!update.empty() && random->Percent(60)) break;
    used.push_back(section);
    for (size_t i = 1 + random->Below(3); i > 0; i--) {
      const Action action = RandomAction(random, like, section);
      if (!AgreesWithAll(action.target, targets)) continue;
      targets.push_back(action.target);
      update.push_back(action);
    }
  }
  // The attributes of indexes, with values that their keys can have.
  for (const KeyAttribute& attribute : schema.definitions) {
    const Path target = {Step{attribute.name}};
    const bool is_key =
        std::any_of(schema.keys.begin(), schema.keys.end(),
                    [&](const KeyAttribute& key) { return key.name == attribute.name; });
    if (is_key || !random->OneIn(3) || !AgreesWithAll(target, targets)) continue;
    Action action;
    action.target = target;
    action.operand = ValueOperand(RandomKeyValue(random, attribute.type));
    // A section is written once: at the beginning, where the first SET stands if there is one.
    const auto first_set = std::find_if(update.begin(), update.end(), [](const Action& other) {
      return other.section == Section::kSet;
    });
    update.insert(first_set == update.end() ? update.begin() : first_set, action);
    targets.push_back(target);
  }
  return update;
}

Projection RandomProjection(Random* random, const Item& item) {
  Projection projection;
  for (size_t i = 1 + random->Below(4); i > 0; i--) {
    const Path path = RandomPath(random, item);
    if (AgreesWithAll(path, projection)) projection.push_back(path);
  }
  return projection;
}

}  // namespace hashrange::naive
