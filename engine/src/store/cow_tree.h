// CowTree is an ordered map from (hash, key bytes) to rows: a B+-tree whose nodes are shared
// between copies. Copying a tree is copying the pointer to its root; a change copies the nodes on
// its path that somebody else holds too, and changes the others in place. Nodes keep the upper
// halves of their keys' hashes inline, and leaves the keys' fingerprints too, so that most
// comparisons touch no row.
//
// Every node but an empty tree's root has a slot; nodes with few slots are merged with a neighbour
// where both fit. Tested by cow_tree_test.cc, which compares forks that diverge with std::map.
#ifndef HASHRANGE_STORE_COW_TREE_H_
#define HASHRANGE_STORE_COW_TREE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/key_codec.h"
#include "store/key_bytes.h"
#include "store/node_pool.h"
#include "store/row.h"

namespace hashrange::store {

class CowTree {
 public:
  explicit CowTree(NodePool* pool) : pool_(pool) {}
  // A copy is a snapshot: O(1), and changes of one are not seen by the other.
  CowTree(const CowTree& other);
  CowTree(CowTree&& other) noexcept;
  CowTree& operator=(CowTree other) noexcept;
  // Queues what nobody else holds for NodePool::ReleaseSome.
  ~CowTree();

  bool empty() const { return root_ == nullptr; }
  // Levels of nodes: 0 when empty.
  int height() const { return root_ == nullptr ? 0 : root_->level + 1; }

  // The row of that key, or null. Borrowed: valid until the tree changes, unless the caller shares
  // it (RowRef(row)).
  const Row* Find(model::KeyView key) const;

  // Puts a row in, and returns the one of the same key that it replaced, if any. Cannot fail after
  // NodePool::Reserve(NeedFor(n)).
  RowRef Put(RowRef row);
  // Takes the row of that key out and returns it, if there is one. As above.
  RowRef Erase(model::KeyView key);

  // The nodes that `change_count` calls of Put or Erase can need at worst.
  NodeNeed NeedFor(size_t change_count) const;

  NodePool* pool() const { return pool_; }
  // For cursors and invariants.
  const Node* root() const { return root_; }

 private:
  // One step of a way from the root to a leaf: an inner node and the slot of the child below it.
  struct Step {
    InnerNode* node;
    int slot;
  };
  // The way to a leaf, every node of it exclusively ours.
  struct Path {
    Step steps[kTreeHeightMax];
    int depth = 0;
    LeafNode* leaf = nullptr;
  };

  Path OwnPath(model::KeyView key);
  Node* Own(Node* node);
  void SetFirstRow(const Path& path, int depth, const Row* row);
  void InsertAndSplit(Path* path, int slot, const Row* row, uint16_t fingerprint);
  void InsertChild(Path* path, int depth, const Row* separator, Node* child);
  void Shrink(Path* path);
  bool MergeChildren(InnerNode* parent, int left_slot);

  NodePool* pool_;
  Node* root_ = nullptr;
};

// Walks a tree in order, both ways. It borrows the tree: use it on the live tree within one
// request, or on a copy (a snapshot) for as long as the copy lives. Touches no counts.
class TreeCursor {
 public:
  explicit TreeCursor(const CowTree& tree) : root_(tree.root()) {}

  bool valid() const { return leaf_ != nullptr; }
  // The row here; null when the cursor is not valid.
  const Row* row() const { return leaf_ == nullptr ? nullptr : leaf_->rows[slot_]; }
  // True when the row here is below `key`. Touches the row only when the hashes begin alike.
  bool Below(model::KeyView key) const {
    const uint32_t head = leaf_->hash_heads[slot_];
    return head != HashHead(key.hash) ? head < HashHead(key.hash)
                                      : CompareKeys(row()->key(), key) < 0;
  }

  void SeekFirst();
  void SeekLast();
  void SeekAtLeast(model::KeyView key);  // to the first row not below `key`
  void SeekAfter(model::KeyView key);    // to the first row above `key`
  void SeekBefore(model::KeyView key);   // to the last row below `key`

  void Next();
  void Previous();

 private:
  void Descend(const Node* node, bool to_last);
  void SeekSlot(model::KeyView key, bool after);
  void NextLeaf();
  void PreviousLeaf();

  struct Step {
    const InnerNode* node;
    int slot;
  };
  const Node* root_;
  const LeafNode* leaf_ = nullptr;
  int slot_ = 0;
  int depth_ = 0;
  Step steps_[kTreeHeightMax];
};

// What is wrong with the structure of a tree, in one sentence; nothing when it is sound. Adds up
// its rows on the way.
std::optional<std::string> CheckTree(const CowTree& tree, uint64_t* row_count,
                                     uint64_t* item_bytes);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_COW_TREE_H_
