// What a condition is inside, and the steps of its evaluation one at a time, for explain.cc:
// condition.cc evaluates whole conditions and holds the meaning of every operator. Tested by
// condition_test.cc and explain_test.cc.
#ifndef HASHRANGE_EXPR_CONDITION_REP_H_
#define HASHRANGE_EXPR_CONDITION_REP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"

namespace hashrange::expr {

struct ConditionExpression::Rep {
  Bytes text;
  std::string written;  // what `text` views when no request wrote it
  Ast ast;  // the root is the last node
  std::vector<PathUse> paths;

  // Fills `paths` from the tree.
  void NotePaths();
};

// An operand's value. size() has none in the item, nor has a condition, so the operand keeps the N
// or the BOOL it stands for; that is why operands stay where they are.
struct Operand {
  Operand() = default;
  Operand(const Operand&) = delete;
  Operand& operator=(const Operand&) = delete;

  model::Value value;  // does not exist: a missing attribute, or the size of what has none
  bool sizes_missing = false;  // the size of a missing attribute
  char structure[2];
  char digits[10];
};

// The value of a path, a :value, a size() or a condition over an item whose root is `root`.
void EvaluateOperand(const Ast& ast, const Node& node, const model::Value& root, Operand* operand);

// The result of a condition that is not AND, OR or NOT.
bool EvaluateClause(const Ast& ast, const Node& clause, const model::Value& root);

// How many of the clause's operands its result depends on, from the first: BETWEEN does not look at
// its upper bound below the lower one, IN not behind the candidate that it finds.
uint32_t OperandsNeeded(const Ast& ast, const Node& clause, const model::Value& root);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_CONDITION_REP_H_
