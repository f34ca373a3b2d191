#include "model/legacy.h"

#include <algorithm>

#include "model/decimal.h"

namespace hashrange::naive {
namespace {

bool IsScalar(const Value& value) { return value.type == Type::kS || value.type == Type::kN || value.type == Type::kB; }

bool IsOneOf(const std::string& op, const std::vector<std::string>& ops) {
  return std::find(ops.begin(), ops.end(), op) != ops.end();
}

// How the two stand to each other: none when they are not of one ordered type.
std::optional<int> OrderOf(const Value& a, const Value& b) {
  if (a.type != b.type || !IsScalar(a)) return {};
  return CompareScalars(a, b);
}

bool IsIn(const Value& whole, const Value& part) {
  switch (whole.type) {
    case Type::kS:
    case Type::kB:
      return part.type == whole.type && whole.text.find(part.text) != std::string::npos;
    case Type::kSS:
    case Type::kNS:
    case Type::kBS: {
      const Type of_members = whole.type == Type::kSS ? Type::kS : whole.type == Type::kNS ? Type::kN : Type::kB;
      return part.type == of_members && IsOneOf(part.text, whole.members);
    }
    case Type::kL:
      return std::find(whole.list.begin(), whole.list.end(), part) != whole.list.end();
    default:
      return false;
  }
}

MaybeFault CheckTest(const LegacyTest& test) {
  // A value alone, or none.
  if (test.op.empty()) return {};
  const size_t count = test.values.size();
  size_t least = 1;
  size_t most = 1;
  if (test.op == "NULL" || test.op == "NOT_NULL") least = most = 0;
  if (test.op == "BETWEEN") least = most = 2;
  if (test.op == "IN") most = count;
  if (count < least || count > most) {
    return InvalidParameter("Invalid number of argument(s) for the " + test.op + " ComparisonOperator");
  }
  for (const Value& value : test.values) {
    if (value.type != test.values[0].type) return InvalidParameter("AttributeValues inside AttributeValueList must be of same type");
  }
  if (count == 0 || test.op == "EQ" || test.op == "NE") return {};
  const Value& first = test.values[0];
  const bool takes = test.op == "BEGINS_WITH" ? first.type == Type::kS || first.type == Type::kB : IsScalar(first);
  if (!takes) {
    return InvalidParameter("ComparisonOperator " + test.op + " is not valid for " + TypeName(first.type) + " AttributeValue type");
  }
  if (test.op == "BETWEEN" && CompareScalars(Canonical(first), Canonical(test.values[1])) > 0) {
    return Invalid("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
  }
  return {};
}

bool HoldsOne(const LegacyTest& test, const Item& item) {
  const auto found = item.find(test.attribute);
  const Value* there = found == item.end() ? nullptr : &found->second;
  if (test.op == "NULL" || (test.op.empty() && test.values.empty())) return there == nullptr;
  if (test.op == "NOT_NULL") return there != nullptr;
  std::vector<Value> values;
  for (const Value& value : test.values) values.push_back(Canonical(value));
  // Of what is missing, only that it is not equal.
  if (test.op == "NE") return there == nullptr || *there != values[0];
  if (there == nullptr) return false;
  if (test.op == "EQ" || test.op.empty()) return *there == values[0];
  if (test.op == "IN") return std::find(values.begin(), values.end(), *there) != values.end();
  if (test.op == "CONTAINS") return IsIn(*there, values[0]);
  if (test.op == "NOT_CONTAINS") return !IsIn(*there, values[0]);
  if (test.op == "BEGINS_WITH") {
    return there->type == values[0].type && there->text.substr(0, values[0].text.size()) == values[0].text;
  }
  const std::optional<int> order = OrderOf(*there, values[0]);
  if (!order) return false;
  if (test.op == "LT") return *order < 0;
  if (test.op == "LE") return *order <= 0;
  if (test.op == "GT") return *order > 0;
  if (test.op == "GE") return *order >= 0;
  return *order >= 0 && *OrderOf(*there, values[1]) <= 0;  // BETWEEN
}

json ListOf(const std::vector<Value>& values) {
  json list = json::array();
  for (const Value& value : values) list.push_back(ToJson(value));
  return list;
}

}  // namespace

MaybeFault CheckLegacy(const LegacyTests& tests) {
  if (!tests.join.empty() && tests.tests.empty()) return Invalid("ConditionalOperator cannot be used without Filter or Expected");
  if (!tests.join.empty() && tests.tests.size() == 1) {
    return Invalid("ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  for (const LegacyTest& test : tests.tests) {
    if (MaybeFault fault = CheckTest(test)) return fault;
  }
  return {};
}

MaybeFault CheckLegacy(const LegacyUpdate& update) {
  for (const LegacyChange& change : update) {
    if (!change.value) {
      if (change.action != "DELETE") return InvalidParameter("Only DELETE action is allowed when no attribute value is specified");
      continue;
    }
    const Type type = change.value->type;
    if (change.action == "DELETE" && !IsSet(type)) {
      return InvalidParameter(std::string("DELETE action with value is not supported for the type ") + TypeName(type));
    }
    if (change.action == "ADD" && type != Type::kN && type != Type::kL && !IsSet(type)) {
      return InvalidParameter(std::string("ADD action is not supported for the type ") + TypeName(type));
    }
  }
  return {};
}

MaybeFault CheckAttributesToGet(const Projection& projection) {
  for (size_t i = 0; i < projection.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (projection[i] == projection[j]) return InvalidParameter("Duplicate value in attribute name: " + projection[i][0].name);
    }
  }
  return {};
}

bool Holds(const LegacyTests& tests, const Item& item) {
  size_t holding = 0;
  for (const LegacyTest& test : tests.tests) if (HoldsOne(test, item)) holding++;
  return tests.join == "OR" ? holding > 0 : holding == tests.tests.size();
}

std::vector<Path> PathsOf(const LegacyTests& tests) {
  std::vector<Path> paths;
  for (const LegacyTest& test : tests.tests) paths.push_back({Step{test.attribute}});
  return paths;
}

Update AsUpdate(const LegacyUpdate& update) {
  Update actions;
  for (const LegacyChange& change : update) {
    Action action;
    action.target = {Step{change.attribute}};
    if (change.action == "ADD") action.section = Section::kAdd;
    if (change.action == "DELETE") action.section = change.value ? Section::kDelete : Section::kRemove;
    action.operand.kind = Operand::Kind::kValue;
    if (change.value) action.operand.value = *change.value;
    actions.push_back(action);
  }
  return actions;
}

std::optional<std::string> Apply(const LegacyUpdate& update, Item* item) {
  const std::string mismatch = "Type mismatch for attribute to update";
  for (const LegacyChange& change : update) {
    const auto old = item->find(change.attribute);
    if (!change.value) {
      item->erase(change.attribute);
      continue;
    }
    const Value value = Canonical(*change.value);
    if (change.action.empty() || change.action == "PUT" || (change.action == "ADD" && old == item->end())) {
      (*item)[change.attribute] = value;
      continue;
    }
    if (old == item->end()) continue;  // nothing to delete from
    Value& there = old->second;
    if (there.type != value.type) return mismatch;
    if (change.action == "DELETE") {
      for (const std::string& member : value.members) {
        there.members.erase(std::remove(there.members.begin(), there.members.end(), member), there.members.end());
      }
      if (there.members.empty()) item->erase(change.attribute);
      continue;
    }
    if (value.type == Type::kN) {
      const Decimal sum = AddDecimals(ParseDecimal(there.text), ParseDecimal(value.text));
      if (!FitsNumber(sum)) return "Number overflow. Attempting to store a number with magnitude larger than supported range";
      there = N(PlainText(sum));
    } else if (value.type == Type::kL) {
      there.list.insert(there.list.end(), value.list.begin(), value.list.end());
    } else {
      for (const std::string& member : value.members) {
        if (!IsOneOf(member, there.members)) there.members.push_back(member);
      }
      there = Canonical(there);
    }
  }
  return {};
}

json RenderLegacy(const LegacyTests& tests, bool in_expected) {
  json body = json::object();
  for (const LegacyTest& test : tests.tests) {
    json& entry = body[test.attribute];
    entry = json::object();
    if (!test.op.empty()) entry["ComparisonOperator"] = test.op;
    const bool as_value = in_expected && test.values.size() == 1 && (test.as_value || test.op.empty());
    if (as_value) {
      entry["Value"] = ToJson(test.values[0]);
    } else if (test.op.empty()) {
      entry["Exists"] = false;
    } else if (!test.values.empty()) {
      entry["AttributeValueList"] = ListOf(test.values);
    }
  }
  return body;
}

json RenderLegacy(const LegacyUpdate& update) {
  json body = json::object();
  for (const LegacyChange& change : update) {
    json& entry = body[change.attribute];
    entry = json::object();
    if (!change.action.empty()) entry["Action"] = change.action;
    if (change.value) entry["Value"] = ToJson(*change.value);
  }
  return body;
}

json RenderAttributesToGet(const Projection& projection) {
  json names = json::array();
  for (const Path& path : projection) names.push_back(path[0].name);
  return names;
}

}  // namespace hashrange::naive
