// A parsed UpdateExpression: the Ast, its actions and the tree of their targets. Shared by what
// applies an update (update.cc) and what it is charged (update_charge.cc).
#ifndef HASHRANGE_EXPR_UPDATE_PLAN_H_
#define HASHRANGE_EXPR_UPDATE_PLAN_H_

#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/parser.h"
#include "expr/path_tree.h"

namespace hashrange::expr {

struct UpdateExpression::Rep {
  Ast ast;
  std::vector<UpdateAction> actions;  // as written; the tree's paths are their numbers
  PathTree tree;              // of the targets' paths
  std::vector<UpdateTarget> targets;
  bool only_removes = false;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_UPDATE_PLAN_H_
