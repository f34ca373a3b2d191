#include "model/expression.h"

#include <algorithm>
#include <map>

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

const Value* FindIn(const Value* value, const Path& path, size_t from) {
  for (size_t i = from; i < path.size() && value != nullptr; i++) {
    const Step& step = path[i];
    if (step.index >= 0) {
      const bool is_there =
          value->type == Type::kL && static_cast<size_t>(step.index) < value->list.size();
      value = is_there ? &value->list[static_cast<size_t>(step.index)] : nullptr;
    } else {
      const auto member = value->map.find(step.name);
      value = member == value->map.end() ? nullptr : &member->second;
    }
  }
  return value;
}

// UTF-16 code units of UTF-8 text. Source: paritysuite, measured 2026-10.
uint64_t Utf16Length(const std::string& text) {
  uint64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

std::optional<Value> SizeFunction(const Value& value) {
  switch (value.type) {
    case Type::kS:
      return N(std::to_string(Utf16Length(value.text)));
    case Type::kB:
      return N(std::to_string(value.text.size()));
    case Type::kSS:
    case Type::kNS:
    case Type::kBS:
      return N(std::to_string(value.members.size()));
    case Type::kL:
      return N(std::to_string(value.list.size()));
    case Type::kM:
      return N(std::to_string(value.map.size()));
    case Type::kN:
    case Type::kNull:
    case Type::kBool:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Value> Evaluate(const Operand& operand, const Item& item) {
  if (operand.kind == Operand::Kind::kValue) return Canonical(operand.value);
  const Value* value = Find(item, operand.path);
  if (value == nullptr) return std::nullopt;
  return operand.kind == Operand::Kind::kSize ? SizeFunction(*value) : *value;
}

bool IsOrdered(Type type) { return type == Type::kS || type == Type::kN || type == Type::kB; }

bool Ordered(Kind kind, const std::optional<Value>& a, const std::optional<Value>& b) {
  if (!a || !b || a->type != b->type || !IsOrdered(a->type)) return false;
  const int order = CompareScalars(*a, *b);
  switch (kind) {
    case Kind::kLt:
      return order < 0;
    case Kind::kLe:
      return order <= 0;
    case Kind::kGt:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool Equal(const std::optional<Value>& a, const std::optional<Value>& b) {
  return a && b && *a == *b;
}

bool Contains(const Value& whole, const Value& part) {
  if (whole.type == Type::kS || whole.type == Type::kB) {
    return whole.type == part.type && whole.text.find(part.text) != std::string::npos;
  }
  if (whole.type == Type::kL) {
    return std::find(whole.list.begin(), whole.list.end(), part) != whole.list.end();
  }
  const bool of_that_type = (whole.type == Type::kSS && part.type == Type::kS) ||
                            (whole.type == Type::kNS && part.type == Type::kN) ||
                            (whole.type == Type::kBS && part.type == Type::kB);
  return of_that_type &&
         std::find(whole.members.begin(), whole.members.end(), part.text) != whole.members.end();
}

// The paths that go through one element, cut behind it.
using Branches = std::vector<Path>;

Value ProjectValue(const Value& value, const Branches& branches) {
  // A path ends here: all of the value is wanted.
  for (const Path& path : branches) {
    if (path.empty()) return value;
  }
  Value result;
  result.type = value.type;
  std::map<std::string, Branches> names;
  std::map<int, Branches> indexes;
  for (const Path& path : branches) {
    const Path rest(path.begin() + 1, path.end());
    if (path[0].index >= 0) {
      indexes[path[0].index].push_back(rest);
    } else {
      names[path[0].name].push_back(rest);
    }
  }
  const auto leads_somewhere = [](const Value& child, const Branches& rests) {
    return std::any_of(rests.begin(), rests.end(),
                       [&](const Path& rest) { return FindIn(&child, rest, 0) != nullptr; });
  };
  for (const auto& [name, rests] : names) {
    const auto member = value.map.find(name);
    if (member != value.map.end() && leads_somewhere(member->second, rests)) {
      result.map[name] = ProjectValue(member->second, rests);
    }
  }
  for (const auto& [index, rests] : indexes) {
    if (static_cast<size_t>(index) >= value.list.size()) continue;
    const Value& element = value.list[static_cast<size_t>(index)];
    if (leads_somewhere(element, rests)) result.list.push_back(ProjectValue(element, rests));
  }
  return result;
}

}  // namespace

const Value* Find(const Item& item, const Path& path) {
  const auto attribute = item.find(path[0].name);
  if (attribute == item.end()) return nullptr;
  return FindIn(&attribute->second, path, 1);
}

bool Holds(const Condition& condition, const Item& item) {
  std::vector<std::optional<Value>> values;
  for (const Operand& operand : condition.operands) values.push_back(Evaluate(operand, item));
  switch (condition.kind) {
    case Kind::kEq:
      return Equal(values[0], values[1]);
    case Kind::kNe:
      // True of what is missing or has no size, but not of the size of what is missing.
      for (const Operand& operand : condition.operands) {
        if (operand.kind == Operand::Kind::kSize && Find(item, operand.path) == nullptr) return false;
      }
      return !Equal(values[0], values[1]);
    case Kind::kLt:
    case Kind::kLe:
    case Kind::kGt:
    case Kind::kGe:
      return Ordered(condition.kind, values[0], values[1]);
    case Kind::kBetween:
      return Ordered(Kind::kGe, values[0], values[1]) && Ordered(Kind::kLe, values[0], values[2]);
    case Kind::kIn:
      return std::any_of(values.begin() + 1, values.end(), [&](const std::optional<Value>& value) {
        return Equal(values[0], value);
      });
    case Kind::kExists:
      return values[0].has_value();
    case Kind::kNotExists:
      return !values[0].has_value();
    case Kind::kType:
      return values[0] && TypeName(values[0]->type) == condition.type_name;
    case Kind::kBeginsWith:
      return values[0] && values[1] && values[0]->type == values[1]->type &&
             (values[0]->type == Type::kS || values[0]->type == Type::kB) &&
             values[0]->text.compare(0, values[1]->text.size(), values[1]->text) == 0;
    case Kind::kContains:
      return values[0] && values[1] && Contains(*values[0], *values[1]);
    case Kind::kAnd:
      return std::all_of(condition.parts.begin(), condition.parts.end(),
                         [&](const Condition& part) { return Holds(part, item); });
    case Kind::kOr:
      return std::any_of(condition.parts.begin(), condition.parts.end(),
                         [&](const Condition& part) { return Holds(part, item); });
    case Kind::kNot:
      return !Holds(condition.parts[0], item);
  }
  return false;
}

void PathsOf(const Condition& condition, std::vector<Path>* paths) {
  for (const Operand& operand : condition.operands) {
    if (!operand.path.empty()) paths->push_back(operand.path);
  }
  for (const Condition& part : condition.parts) PathsOf(part, paths);
}

Item Project(const Item& item, const Projection& paths) { return ProjectValue(M(item), paths).map; }

}  // namespace hashrange::naive
