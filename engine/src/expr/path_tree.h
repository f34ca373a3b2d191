// Several document paths merged into one tree: what a projection returns and what an update
// touches. Siblings are in canonical order (list indexes by number, names by bytes), so the tree
// and an item are walked side by side.
//
// The tree is an array in pre-order: the children of node n begin at n + 1, a node's next sibling
// is at its `end`. Node 0 is the root and stands for the item. Two paths may not overlap (one is,
// or begins with, the other) nor conflict (one uses as a map what the other uses as a list). Tested
// by projection_test.cc and update_test.cc.
#ifndef HASHRANGE_EXPR_PATH_TREE_H_
#define HASHRANGE_EXPR_PATH_TREE_H_

#include <cstdint>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"
#include "model/item.h"
#include "model/item_builder.h"

namespace hashrange::expr {

class PathTree {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  struct Node {
    PathElement element;
    uint32_t end;         // past the subtree
    uint32_t path;        // a leaf: which path ends here; else kNone
    uint32_t first_map;   // the first path that goes on by a name, or kNone
    uint32_t first_list;  // the first path that goes on by an index, or kNone

    bool is_leaf() const { return path != kNone; }
    // The type that the value here must have for the paths to go on.
    model::AttributeType container() const {
      return first_list != kNone ? model::AttributeType::kL : model::AttributeType::kM;
    }
  };

  // `paths` are nodes of the Ast, in the order written, names resolved. Reports the earliest
  // overlap, else the earliest conflict.
  Status Build(const Ast& ast, const std::vector<uint32_t>& paths, ExpressionKind kind);

  const Node& node(uint32_t i) const { return nodes_[i]; }

  // Writes what of `root` lies at the paths, inside its parents, as one value of type M. A path
  // that leads nowhere adds nothing, not even parents; list elements close up.
  void Project(const model::Value& root, model::ItemBuilder* to) const;

  // What of `root` lies at each of the `count` paths, in their order; no value where nothing does.
  // One walk, however many paths there are.
  std::vector<model::Value> ValuesAt(const model::Value& root, size_t count) const;

 private:
  bool Locate(uint32_t n, const model::Value& value, model::Value* found) const;
  void Emit(uint32_t n, const model::Value* found, model::ItemBuilder* to) const;
  Status CheckConflicts(const Ast& ast, const std::vector<uint32_t>& paths,
                        ExpressionKind kind) const;

  std::vector<Node> nodes_;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_PATH_TREE_H_
