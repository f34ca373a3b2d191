// Trees of expressions that were not parsed from one: statements (partiql/) make them node by node. The factories FromTree of
// expression.h check them as they check parsed ones, with the same texts, and write an expression of the same meaning beside a
// condition, for explanations. Tested by partiql/statement_test.cc.
#ifndef HASHRANGE_EXPR_TREE_H_
#define HASHRANGE_EXPR_TREE_H_

#include <vector>

#include "expr/ast.h"

namespace hashrange::expr {

// Adds nodes in post-order. Names and values must outlive the tree.
class TreeBuilder {
 public:
  explicit TreeBuilder(Ast* ast) : ast_(ast) {}

  uint32_t Path(const std::vector<PathElement>& elements);
  uint32_t Value(const model::Value& value);
  // Of operands in the order written. `token` is how messages call it; it lives as long as the program.
  uint32_t Add(Op op, Bytes token, const std::vector<uint32_t>& operands);

 private:
  Ast* const ast_;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_TREE_H_
