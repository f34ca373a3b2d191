// What an UpdateExpression is inside: the Ast, its actions and the tree of their targets. Shared by
// what applies an update (update.cc), what it is charged (update_charge.cc) and what makes one of
// AttributeUpdates (legacy_update.cc).
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
  PathTree tree;                      // of the targets' paths
  std::vector<UpdateTarget> targets;
  bool only_removes = false;
  bool legacy = false;  // an attribute of another type is told in other words

  // Fills `targets` and `only_removes` from the actions.
  void NoteTargets();
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_UPDATE_PLAN_H_
