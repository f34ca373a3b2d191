// The trees are made node by node. Since an explanation shows a condition as text, one is written
// beside the tree, as an expression of the same meaning would look, and the nodes point into it.
#include "expr/legacy_condition.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.h"
#include "expr/ast.h"
#include "expr/condition_rep.h"
#include "expr/messages.h"
#include "expr/static_checks.h"

namespace hashrange::expr {
namespace {

using model::AttributeType;
using model::Value;

bool IsAny(AttributeType) { return true; }
bool IsScalar(AttributeType type) { return model::IsScalarKey(type); }
bool HasPrefix(AttributeType type) {
  return type == AttributeType::kS || type == AttributeType::kB;
}

// Source of the counts: AWS API Reference, Condition. Of the types: ScyllaDB Alternator tests and
// dynalite's, run on AWS.
struct OperatorRow {
  LegacyOperator op;
  Bytes name;
  size_t least;
  size_t most;
  bool (*accepts)(AttributeType);
};
constexpr size_t kUnlimited = SIZE_MAX;
constexpr OperatorRow kOperators[] = {
    {LegacyOperator::kEq, "EQ", 1, 1, IsAny},
    {LegacyOperator::kNe, "NE", 1, 1, IsAny},
    {LegacyOperator::kLe, "LE", 1, 1, IsScalar},
    {LegacyOperator::kLt, "LT", 1, 1, IsScalar},
    {LegacyOperator::kGe, "GE", 1, 1, IsScalar},
    {LegacyOperator::kGt, "GT", 1, 1, IsScalar},
    {LegacyOperator::kNotNull, "NOT_NULL", 0, 0, IsAny},
    {LegacyOperator::kNull, "NULL", 0, 0, IsAny},
    {LegacyOperator::kContains, "CONTAINS", 1, 1, IsScalar},
    {LegacyOperator::kNotContains, "NOT_CONTAINS", 1, 1, IsScalar},
    {LegacyOperator::kBeginsWith, "BEGINS_WITH", 1, 1, HasPrefix},
    {LegacyOperator::kIn, "IN", 1, kUnlimited, IsScalar},
    {LegacyOperator::kBetween, "BETWEEN", 2, 2, IsScalar},
};

const OperatorRow& RowOf(LegacyOperator op) {
  const OperatorRow& row = kOperators[static_cast<size_t>(op)];
  HR_DCHECK(row.op == op);
  return row;
}

// Whether an expression could name the attribute as it is.
bool IsIdentifier(Bytes name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

// Writes nodes in post-order and their text.
class TreeBuilder {
 public:
  TreeBuilder(const std::vector<LegacyCondition>& conditions, Op join, Ast* ast, std::string* text)
      : conditions_(conditions), join_(join), ast_(ast), text_(text) {}

  void Build() {
    Join(0, conditions_.size());
    for (const Token& token : tokens_) {
      ast_->nodes[token.node].text = Bytes(*text_).substr(token.begin, token.size);
    }
  }

 private:
  // The text of a node, which may move until all of it is written.
  struct Token {
    uint32_t node;
    size_t begin;
    size_t size;
  };

  // In halves: a request can have thousands of conditions, and evaluation walks the tree by
  // recursion.
  uint32_t Join(size_t first, size_t last) {
    if (last - first == 1) return Clause(first);
    const size_t middle = first + (last - first) / 2;
    const uint32_t left = Join(first, middle);
    const Token token = Write(join_ == Op::kAnd ? " AND " : " OR ", 1);
    const uint32_t right = Join(middle, last);
    return Add(join_, {left, right}, token);
  }

  uint32_t Clause(size_t number) {
    const LegacyCondition& condition = conditions_[number];
    switch (condition.op) {
      case LegacyOperator::kEq:
        return Comparison(Op::kEq, " = ", number);
      case LegacyOperator::kNe:
        return Comparison(Op::kNe, " <> ", number);
      case LegacyOperator::kLe:
        return Comparison(Op::kLe, " <= ", number);
      case LegacyOperator::kLt:
        return Comparison(Op::kLt, " < ", number);
      case LegacyOperator::kGe:
        return Comparison(Op::kGe, " >= ", number);
      case LegacyOperator::kGt:
        return Comparison(Op::kGt, " > ", number);
      case LegacyOperator::kNotNull:
        return Call(Op::kAttributeExists, "attribute_exists", number);
      case LegacyOperator::kNull:
        return Call(Op::kAttributeNotExists, "attribute_not_exists", number);
      case LegacyOperator::kContains:
        return Call(Op::kContains, "contains", number);
      case LegacyOperator::kNotContains:
        return NotContains(number);
      case LegacyOperator::kBeginsWith:
        return Call(Op::kBeginsWith, "begins_with", number);
      case LegacyOperator::kIn:
        return In(number);
      case LegacyOperator::kBetween:
        return Between(number);
    }
    HR_CHECK(false && "no operator");
    return 0;
  }

  uint32_t Comparison(Op op, Bytes sign, size_t number) {
    const uint32_t path = Path(number);
    const Token token = Write(sign, 1);
    return Add(op, {path, ValueNode(number, 0)}, token, true);
  }

  uint32_t Call(Op op, Bytes name, size_t number) {
    const Token token = Write(name, 0);
    *text_ += "(";
    std::vector<uint32_t> operands = {Path(number)};
    if (op == Op::kContains || op == Op::kBeginsWith) {
      *text_ += ", ";
      operands.push_back(ValueNode(number, 0));
    }
    *text_ += ")";
    return Add(op, operands, token, true);
  }

  // A missing attribute neither contains nor does not contain. Source: ScyllaDB Alternator tests,
  // run on AWS.
  uint32_t NotContains(size_t number) {
    *text_ += "(";
    const uint32_t exists = Call(Op::kAttributeExists, "attribute_exists", number);
    const Token conjunction = Write(" AND ", 1);
    const Token negation = Write("NOT ", 0, 1);
    const uint32_t contains = Call(Op::kContains, "contains", number);
    *text_ += ")";
    const uint32_t lacks = Add(Op::kNot, {contains}, negation);
    return Add(Op::kAnd, {exists, lacks}, conjunction);
  }

  uint32_t In(size_t number) {
    std::vector<uint32_t> operands = {Path(number)};
    const Token token = Write(" IN ", 1);
    *text_ += "(";
    for (size_t i = 0; i < conditions_[number].values.size(); i++) {
      if (i > 0) *text_ += ", ";
      operands.push_back(ValueNode(number, i));
    }
    *text_ += ")";
    return Add(Op::kIn, operands, token, true);
  }

  uint32_t Between(size_t number) {
    const uint32_t path = Path(number);
    const Token token = Write(" BETWEEN ", 1);
    const uint32_t low = ValueNode(number, 0);
    *text_ += " AND ";
    const uint32_t high = ValueNode(number, 1);
    return Add(Op::kBetween, {path, low, high}, token, true);
  }

  // Appends text; the token is all of it but `around` characters on either side.
  Token Write(Bytes text, size_t around) { return Write(text, around, around); }
  Token Write(Bytes text, size_t before, size_t after) {
    const Token token{0, text_->size() + before, text.size() - before - after};
    text_->append(text);
    return token;
  }

  void WriteName(char sigil, size_t number) {
    const Bytes attribute = conditions_[number].attribute;
    if (!IsIdentifier(attribute)) {
      text_->push_back(sigil);
      text_->append(std::to_string(number));
      return;
    }
    if (sigil == ':') text_->push_back(sigil);
    text_->append(attribute);
  }

  uint32_t Path(size_t number) {
    const Token token{0, text_->size(), 0};
    WriteName('#', number);
    const uint32_t first = static_cast<uint32_t>(ast_->elements.size());
    ast_->elements.push_back(PathElement{conditions_[number].attribute, 0, false});
    return AddLeaf(Op::kPath, first, 1, token);
  }

  uint32_t ValueNode(size_t number, size_t which) {
    const LegacyCondition& condition = conditions_[number];
    const Token token{0, text_->size(), 0};
    WriteName(':', number);
    if (condition.values.size() > 1) text_->append("_").append(std::to_string(which));
    const uint32_t first = static_cast<uint32_t>(ast_->values.size());
    ast_->values.push_back(condition.values[which]);
    return AddLeaf(Op::kValue, first, 0, token);
  }

  // Of what was written since the token began.
  uint32_t AddLeaf(Op op, uint32_t first, uint32_t count, Token token) {
    token.node = static_cast<uint32_t>(ast_->nodes.size());
    token.size = text_->size() - token.begin;
    tokens_.push_back(token);
    ast_->nodes.push_back(Node{op, false, token.node, first, count, {}});
    return token.node;
  }

  uint32_t Add(Op op, const std::vector<uint32_t>& operands, Token token, bool is_clause = false) {
    token.node = static_cast<uint32_t>(ast_->nodes.size());
    tokens_.push_back(token);
    const uint32_t first = static_cast<uint32_t>(ast_->operands.size());
    ast_->operands.insert(ast_->operands.end(), operands.begin(), operands.end());
    ast_->nodes.push_back(Node{op, is_clause, ast_->nodes[operands[0]].begin, first,
                               static_cast<uint32_t>(operands.size()), {}});
    return token.node;
  }

  const std::vector<LegacyCondition>& conditions_;
  const Op join_;
  Ast* const ast_;
  std::string* const text_;
  std::vector<Token> tokens_;
};

KeyOperator KeyOperatorOf(LegacyOperator op) {
  switch (op) {
    case LegacyOperator::kEq:
      return KeyOperator::kEq;
    case LegacyOperator::kLe:
      return KeyOperator::kLe;
    case LegacyOperator::kLt:
      return KeyOperator::kLt;
    case LegacyOperator::kGe:
      return KeyOperator::kGe;
    case LegacyOperator::kGt:
      return KeyOperator::kGt;
    case LegacyOperator::kBeginsWith:
      return KeyOperator::kBeginsWith;
    case LegacyOperator::kBetween:
      return KeyOperator::kBetween;
    default:
      return KeyOperator::kNotIndexable;
  }
}

}  // namespace

bool ParseLegacyOperator(Bytes name, LegacyOperator* op) {
  for (const OperatorRow& row : kOperators) {
    if (row.name != name) continue;
    *op = row.op;
    return true;
  }
  return false;
}

Status CheckLegacyCondition(const LegacyCondition& condition) {
  const OperatorRow& row = RowOf(condition.op);
  const std::vector<Value>& values = condition.values;
  if (values.size() < row.least || values.size() > row.most) {
    return Fail(kLegacyArgumentCount, {row.name});
  }
  if (values.empty()) return {};
  const AttributeType type = values[0].type();
  for (const Value& value : values) {
    if (value.type() != type) return Fail(kLegacySeveralTypes);
  }
  if (!row.accepts(type)) {
    return Fail(kLegacyArgumentType, {row.name, model::AttributeTypeName(type)});
  }
  if (condition.op == LegacyOperator::kBetween && CompareScalars(values[0], values[1]) > 0) {
    return Fail(kLegacyBetweenReversed);
  }
  return {};
}

ConditionExpression ConditionExpression::FromLegacy(const std::vector<LegacyCondition>& conditions,
                                                    bool any) {
  HR_CHECK(!conditions.empty());
  auto rep = std::make_unique<Rep>();
  TreeBuilder(conditions, any ? Op::kOr : Op::kAnd, &rep->ast, &rep->written).Build();
  rep->text = rep->written;
  for (const LegacyCondition& condition : conditions) {
    rep->paths.push_back(PathUse{std::string(condition.attribute), false});
  }
  return ConditionExpression(std::move(rep));
}

KeyConditionExpression KeyConditionExpression::FromLegacy(
    const std::vector<LegacyCondition>& conditions) {
  KeyConditionExpression expression;
  for (const LegacyCondition& condition : conditions) {
    KeyClause clause{std::string(condition.attribute), KeyOperatorOf(condition.op), {}, {}};
    if (!condition.values.empty()) clause.value = condition.values[0];
    if (clause.op == KeyOperator::kBetween) clause.upper_value = condition.values[1];
    expression.clauses_.push_back(std::move(clause));
  }
  return expression;
}

}  // namespace hashrange::expr
