// Explains a condition: every node of it as written, with what its operands are in one item and
// what came of it. For people who want to see why; requests call ConditionExpression::Evaluate,
// which looks at the same things in the same order. Tested by explain_test.cc.
#ifndef HASHRANGE_EXPR_EXPLAIN_H_
#define HASHRANGE_EXPR_EXPLAIN_H_

#include <cstdint>

#include "expr/expression.h"
#include "hashrange/bytes.h"
#include "model/item.h"

namespace hashrange::expr {

enum class ExplainedKind : uint8_t {
  kCondition,  // AND, OR, NOT, a comparison, BETWEEN, IN or a function that is true or false
  kPath,
  kValue,  // a :value
  kSize,   // size() of the operand below it
};

struct ExplainedNode {
  ExplainedKind kind;
  // Of a condition: "AND", "OR", "NOT", "BETWEEN", "IN", a comparator, or a function's name.
  Bytes op;
  // As written, without parentheses around the whole.
  Bytes text;
  // False when the result above it was decided already. Then nothing else below is known, and its
  // operands are not evaluated either.
  bool evaluated;
  // Of an operand that was evaluated: its value, which may be one that does not exist. Valid during
  // Enter.
  model::Value value;
};

// Told every node in the order written, what is below a node between its Enter and its Leave.
class ExplanationVisitor {
 public:
  virtual ~ExplanationVisitor() = default;
  virtual void Enter(const ExplainedNode& node) = 0;
  // `result`: of a condition that was evaluated; else false.
  virtual void Leave(const ExplainedNode& node, bool result) = 0;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_EXPLAIN_H_
