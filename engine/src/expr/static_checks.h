// What can be said about a parsed expression without an item: names and values are defined,
// operands fit. The order is DynamoDB's: clause after clause as written, and in a clause names and
// values, then operand counts, then operands that must be distinct, then types. Source: paritysuite
// (queryKeyCondition ordering, 2026-10) and dynalite. Tested by condition_test.cc and
// update_test.cc.
#ifndef HASHRANGE_EXPR_STATIC_CHECKS_H_
#define HASHRANGE_EXPR_STATIC_CHECKS_H_

#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/parser.h"

namespace hashrange::expr {

// The order of two values of one type that has one: S, N or B.
int CompareScalars(const model::Value& a, const model::Value& b);

class StaticChecks {
 public:
  // Without substitutions names and values are resolved already.
  StaticChecks(ExpressionKind kind, Ast* ast, Substitutions* substitutions)
      : kind_(kind), ast_(ast), substitutions_(substitutions) {}

  // Conditions, filters and key conditions.
  Status CheckClauses();
  // Puts names and values in the place of their placeholders, in all nodes, as written.
  Status ResolveAll() { return Resolve(0, static_cast<uint32_t>(ast_->nodes.size())); }
  // ADD's and DELETE's operands; then the functions and arithmetic of SET.
  Status CheckUpdate(const std::vector<UpdateAction>& actions);

 private:
  Status Resolve(uint32_t begin, uint32_t end);
  Status CheckCount(const Node& node) const;
  Status CheckDistinct(const Node& node) const;
  Status CheckTypes(const Node& node) const;
  Status CheckBetween(const Node& node) const;
  Status CheckAttributeType(const Node& node) const;
  Status RequirePath(const Node& node) const;
  Status OperandTypeFault(const Node& node, Bytes type) const;
  Bytes kind_name() const { return ExpressionKindName(kind_); }

  const ExpressionKind kind_;
  Ast* const ast_;
  Substitutions* const substitutions_;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_STATIC_CHECKS_H_
