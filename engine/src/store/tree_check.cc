// CheckTree of cow_tree.h: the structure of a tree as the comments of node_pool.h and cow_tree.h
// promise it.
#include <utility>

#include "store/cow_tree.h"
#include "store/key_bytes.h"

namespace hashrange::store {

namespace {

using Complaint = std::optional<std::string>;

class TreeChecker {
 public:
  // Checks a subtree of that level, whose first row is to be `first` (null: not known).
  Complaint Check(const Node* node, int level, const Row* first) {
    if (node == nullptr) return "A child is missing.";
    if (node->references == 0) return "A node in use has no holder.";
    if (node->level != level) return "The tree is not of one height.";
    if (node->count == 0) return "A node is empty.";
    if (node->count > kNodeSlotsMax) return "A node has too many slots.";
    return level == 0 ? CheckLeaf(static_cast<const LeafNode*>(node), first)
                      : CheckInner(static_cast<const InnerNode*>(node), first);
  }

  uint64_t row_count = 0;
  uint64_t item_bytes = 0;

 private:
  Complaint CheckLeaf(const LeafNode* leaf, const Row* first) {
    if (first != nullptr && leaf->rows[0] != first)
      return "A separator is not the first row of its child.";
    for (int slot = 0; slot < leaf->count; slot++) {
      const Row* row = leaf->rows[slot];
      if (row->references() == 0) return "A row in use has no holder.";
      if (leaf->hash_heads[slot] != HashHead(row->hash()))
        return "A leaf's hash is not that of its row.";
      if (leaf->fingerprints[slot] != KeyFingerprint(row->key()))
        return "A leaf's fingerprint is not that of its row.";
      if (last_ != nullptr && !(last_->key() < row->key())) return "Rows are out of order.";
      last_ = row;
      row_count++;
      item_bytes += row->item().item_bytes();
    }
    return std::nullopt;
  }

  Complaint CheckInner(const InnerNode* inner, const Row* first) {
    for (int slot = 0; slot < inner->count; slot++) {
      if (slot > 0 && inner->hash_heads[slot] != HashHead(inner->separators[slot]->hash()))
        return "A separator's hash is wrong.";
      const Row* first_of_child = slot == 0 ? first : inner->separators[slot];
      if (Complaint complaint = Check(inner->children[slot], inner->level - 1, first_of_child))
        return complaint;
    }
    return std::nullopt;
  }

  const Row* last_ = nullptr;
};

}  // namespace

std::optional<std::string> CheckTree(const CowTree& tree, uint64_t* row_count,
                                     uint64_t* item_bytes) {
  TreeChecker checker;
  Complaint complaint;
  if (!tree.empty()) complaint = checker.Check(tree.root(), tree.height() - 1, nullptr);
  *row_count = checker.row_count;
  *item_bytes = checker.item_bytes;
  return complaint;
}

}  // namespace hashrange::store
