// Expressions as text, of requests and of statements of PartiQL. Names that an expression cannot hold, and some that it could,
// stand behind #names; values always stand behind :values, or ? in a statement.
#ifndef HASHRANGE_TESTS_MODEL_WRITER_H_
#define HASHRANGE_TESTS_MODEL_WRITER_H_

#include <algorithm>
#include <string>
#include <vector>

#include "model/request.h"
#include "model/value_json.h"

namespace hashrange::naive {

// The names that the workload writes bare: no reserved words, nothing but letters and digits.
inline bool IsPlain(const std::string& name) {
  static const std::vector<std::string> kPlain = {"pk", "sk", "a", "b", "c1", "g1", "g2", "l1"};
  return std::find(kPlain.begin(), kPlain.end(), name) != kPlain.end();
}

// Writes the expressions of one request, which share their substitutions.
class Writer {
  using Kind = Condition::Kind;

 public:
  // Of expressions, or of a statement of PartiQL: names in quotes, values as parameters in their order.
  enum class Form : uint8_t { kExpressions, kStatement };
  explicit Writer(Form form = Form::kExpressions) : in_statement_(form == Form::kStatement) {}

  std::string Name(const std::string& name) {
    if (in_statement_) return Quoted(name);
    // "b" goes both ways.
    if (IsPlain(name) && name != "b") return name;
    const auto place = std::find(names_.begin(), names_.end(), name);
    const auto number = place - names_.begin();
    if (place == names_.end()) names_.push_back(name);
    return "#n" + std::to_string(number);
  }

  std::string Text(const Path& path) {
    std::string text;
    for (const Step& step : path) {
      if (step.index >= 0) {
        text += "[" + std::to_string(step.index) + "]";
      } else {
        text += (text.empty() ? "" : ".") + Name(step.name);
      }
    }
    return text;
  }

  std::string Text(const Value& value) {
    values_.push_back(ToJson(value));
    if (in_statement_) return "?";
    return ":v" + std::to_string(values_.size() - 1);
  }

  std::string Text(const Operand& operand) {
    switch (operand.kind) {
      case Operand::Kind::kPath:
        return Text(operand.path);
      case Operand::Kind::kValue:
        return Text(operand.value);
      case Operand::Kind::kSize:
        return "size(" + Text(operand.path) + ")";
      case Operand::Kind::kIfNotExists:
        return "if_not_exists" + Arguments(operand.parts);
      case Operand::Kind::kListAppend:
        return "list_append" + Arguments(operand.parts);
      case Operand::Kind::kPlus:
        return Listed(operand.parts, " + ");
      case Operand::Kind::kMinus:
        return Listed(operand.parts, " - ");
    }
    return "";
  }

  std::string Text(const Condition& condition) {
    const std::vector<Operand>& operands = condition.operands;
    switch (condition.kind) {
      case Kind::kEq:
      case Kind::kNe:
      case Kind::kLt:
      case Kind::kLe:
      case Kind::kGt:
      case Kind::kGe:
        return Listed(operands, " " + Comparator(condition.kind) + " ");
      case Kind::kBetween: {
        const std::string tested = Text(operands[0]) + " BETWEEN ";
        return tested + Listed({operands[1], operands[2]}, " AND ");
      }
      case Kind::kIn: {
        const std::string tested = Text(operands[0]) + " IN ";
        return tested + Arguments(std::vector<Operand>(operands.begin() + 1, operands.end()));
      }
      case Kind::kExists:
        return "attribute_exists" + Arguments(operands);
      case Kind::kNotExists:
        return "attribute_not_exists" + Arguments(operands);
      case Kind::kType: {
        Operand type_name;
        type_name.kind = Operand::Kind::kValue;
        type_name.value = S(condition.type_name);
        return "attribute_type" + Arguments({operands[0], type_name});
      }
      case Kind::kBeginsWith:
        return "begins_with" + Arguments(operands);
      case Kind::kContains:
        return "contains" + Arguments(operands);
      case Kind::kAnd:
        return Joined(condition.parts, " AND ");
      case Kind::kOr:
        return Joined(condition.parts, " OR ");
      case Kind::kNot:
        return "NOT " + Part(condition.parts[0]);
    }
    return "";
  }

  std::string Text(const Projection& projection) {
    std::string text;
    for (const Path& path : projection) text += (text.empty() ? "" : ", ") + Text(path);
    return text;
  }

  std::string Text(const Update& update) {
    // The workload keeps the actions of a section together.
    constexpr const char* kWords[] = {"SET ", "REMOVE ", "ADD ", "DELETE "};
    std::string text;
    for (size_t i = 0; i < update.size(); i++) {
      const Section section = update[i].section;
      if (i > 0 && update[i - 1].section == section) {
        text += ", ";
      } else {
        text += (i > 0 ? " " : "") + std::string(kWords[static_cast<size_t>(section)]);
      }
      text += Text(update[i].target);
      if (section == Section::kSet) text += " = ";
      if (section == Section::kAdd || section == Section::kDelete) text += " ";
      if (section != Section::kRemove) text += Text(update[i].operand);
    }
    return text;
  }

  std::string Text(const std::vector<KeyClause>& clauses) {
    std::string text;
    for (const KeyClause& clause : clauses) {
      if (!text.empty()) text += " AND ";
      const std::string name = Name(clause.name);
      if (clause.kind == Kind::kBeginsWith) {
        text += "begins_with(" + name + ", " + Text(clause.value) + ")";
      } else if (clause.kind == Kind::kBetween) {
        text += name + " BETWEEN " + Text(clause.value);
        text += " AND " + Text(clause.upper);
      } else {
        text += name + " " + Comparator(clause.kind) + " " + Text(clause.value);
      }
    }
    return text;
  }

  void AddSubstitutions(json* body) const {
    for (size_t i = 0; i < names_.size(); i++) {
      (*body)["ExpressionAttributeNames"]["#n" + std::to_string(i)] = names_[i];
    }
    for (size_t i = 0; i < values_.size(); i++) {
      (*body)["ExpressionAttributeValues"][":v" + std::to_string(i)] = values_[i];
    }
  }

  const std::vector<json>& values() const { return values_; }

  static std::string Quoted(const std::string& name) {
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
  }

 private:
  static std::string Comparator(Kind kind) {
    switch (kind) {
      case Kind::kEq:
        return "=";
      case Kind::kNe:
        return "<>";
      case Kind::kLt:
        return "<";
      case Kind::kLe:
        return "<=";
      case Kind::kGt:
        return ">";
      default:
        return ">=";
    }
  }

  std::string Listed(const std::vector<Operand>& operands, const std::string& between) {
    std::string text;
    for (const Operand& operand : operands) text += (text.empty() ? "" : between) + Text(operand);
    return text;
  }

  std::string Arguments(const std::vector<Operand>& operands) {
    return "(" + Listed(operands, ", ") + ")";
  }

  // In parentheses where precedence asks for them.
  std::string Part(const Condition& part) {
    const bool compound =
        part.kind == Kind::kAnd || part.kind == Kind::kOr || part.kind == Kind::kNot;
    return compound ? "(" + Text(part) + ")" : Text(part);
  }

  std::string Joined(const std::vector<Condition>& parts, const std::string& word) {
    std::string text;
    for (const Condition& part : parts) text += (text.empty() ? "" : word) + Part(part);
    return text;
  }

  const bool in_statement_;
  std::vector<std::string> names_;
  std::vector<json> values_;
};

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_WRITER_H_
