// Key conditions are parsed and checked as conditions; then only clauses joined by AND are left,
// each about one attribute.
#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/messages.h"
#include "expr/parser.h"
#include "expr/static_checks.h"

namespace hashrange::expr {
namespace {

// The operator with its sides exchanged.
KeyOperator Turned(KeyOperator op) {
  switch (op) {
    case KeyOperator::kLt:
      return KeyOperator::kGt;
    case KeyOperator::kLe:
      return KeyOperator::kGe;
    case KeyOperator::kGt:
      return KeyOperator::kLt;
    case KeyOperator::kGe:
      return KeyOperator::kLe;
    case KeyOperator::kEq:
    case KeyOperator::kBetween:
    case KeyOperator::kBeginsWith:
    case KeyOperator::kNotIndexable:
      break;
  }
  return op;
}

// False when a key condition has no such operator.
bool KeyOperatorOf(Op op, KeyOperator* key_operator) {
  switch (op) {
    case Op::kEq:
      *key_operator = KeyOperator::kEq;
      return true;
    case Op::kLt:
      *key_operator = KeyOperator::kLt;
      return true;
    case Op::kLe:
      *key_operator = KeyOperator::kLe;
      return true;
    case Op::kGt:
      *key_operator = KeyOperator::kGt;
      return true;
    case Op::kGe:
      *key_operator = KeyOperator::kGe;
      return true;
    case Op::kBetween:
      *key_operator = KeyOperator::kBetween;
      return true;
    case Op::kBeginsWith:
      *key_operator = KeyOperator::kBeginsWith;
      return true;
    default:
      return false;
  }
}

// How messages name an operator: keywords in capitals, the rest as it is.
Bytes OperatorText(const Node& node) {
  switch (node.op) {
    case Op::kOr:
      return "OR";
    case Op::kNot:
      return "NOT";
    case Op::kIn:
      return "IN";
    case Op::kBetween:
      return "BETWEEN";
    default:
      return node.text;
  }
}

class ClauseReader {
 public:
  ClauseReader(ExpressionKind kind, const Ast& ast, std::vector<KeyClause>* clauses)
      : kind_(kind), ast_(ast), clauses_(clauses) {}

  // From the root down, left before right. Source: dynalite, the order in which AWS reports.
  Status Read(const Node& root) {
    // AND is left-associative unless parenthesised; the stack keeps what is still to be read.
    std::vector<const Node*> to_read = {&root};
    while (!to_read.empty()) {
      const Node& node = *to_read.back();
      to_read.pop_back();
      if (node.op == Op::kAnd) {
        to_read.push_back(&ast_.Operand(node, 1));
        to_read.push_back(&ast_.Operand(node, 0));
      } else {
        HR_RETURN_IF_ERROR(ReadClause(node));
      }
    }
    return {};
  }

 private:
  Error KeyFault(const Message& message) const {
    return Fail(message, {ExpressionKindName(kind_)});
  }
  Error KeyFault(const Message& message, Bytes op) const {
    return Fail(message, {ExpressionKindName(kind_), op});
  }

  Status ReadClause(const Node& node) {
    KeyClause clause;
    const bool search = kind_ == ExpressionKind::kSearchCondition;
    if (search && node.op != Op::kEq) {
      return KeyFault(IsComparison(node.op) ? kSearchConditionComparator
                                            : kSearchConditionOperator);
    }
    if (!KeyOperatorOf(node.op, &clause.op)) {
      return KeyFault(kKeyConditionOperator, OperatorText(node));
    }
    const bool path_first = node.op == Op::kBetween || node.op == Op::kBeginsWith;
    bool has_path = false;
    for (uint32_t i = 0; i < node.count; i++) {
      const Node& operand = ast_.Operand(node, i);
      if (operand.op == Op::kPath) {
        if (has_path) return KeyFault(kKeyConditionSeveralNames);
        if (operand.count > 1)
          return KeyFault(search ? kSearchConditionNested : kKeyConditionNested);
        has_path = true;
        clause.attribute = std::string(ast_.Elements(operand)->name);
        if (i == 1) clause.op = Turned(clause.op);
      } else if (operand.op == Op::kValue) {
        if (i == 0 && path_first) {
          return KeyFault(kKeyConditionFirstOperand, OperatorText(node));
        }
        (i == 2 ? clause.upper_value : clause.value) = ast_.ValueOf(operand);
      } else {
        return KeyFault(kKeyConditionNestedOperation);
      }
    }
    if (!has_path) return KeyFault(kKeyConditionNoName);
    for (const KeyClause& other : *clauses_) {
      if (other.attribute == clause.attribute)
        return KeyFault(search ? kSearchConditionTwice : kKeyConditionTwice);
    }
    clauses_->push_back(std::move(clause));
    return {};
  }

  const ExpressionKind kind_;
  const Ast& ast_;
  std::vector<KeyClause>* const clauses_;
};

}  // namespace

Result<KeyConditionExpression> KeyConditionExpression::Parse(Bytes text,
                                                             Substitutions* substitutions,
                                                             ExpressionKind kind) {
  Ast ast;
  HR_RETURN_IF_ERROR(Parser(kind, text, &ast).ParseCondition());
  HR_RETURN_IF_ERROR(StaticChecks(kind, &ast, substitutions).CheckClauses());
  KeyConditionExpression expression;
  HR_RETURN_IF_ERROR(ClauseReader(kind, ast, &expression.clauses_).Read(ast.nodes.back()));
  return expression;
}

KeyConditionExpression KeyConditionExpression::FromClauses(std::vector<KeyClause> clauses) {
  KeyConditionExpression expression;
  expression.clauses_ = std::move(clauses);
  return expression;
}

}  // namespace hashrange::expr
