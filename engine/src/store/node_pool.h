// The nodes of copy-on-write trees and where they come from and go to: a free list, so that a
// commit that reserved its nodes cannot run out of memory, and a queue of dead nodes, so that
// dropping a big tree costs nothing now and a bounded step later.
//
// A node is counted by its holders (parents and trees). Slots are sorted by (hash, key bytes). A
// leaf holds rows, and their keys' fingerprints, by which a row is found without reading others. An
// inner node's slot i > 0 has as separator exactly the first row of child i's
// subtree: it is alive as long as the child is, so it is not counted, and no dead row lingers as a
// separator. Slot 0 of an inner node has none. One pool serves a state and all its forks and
// snapshots; it outlives them. Tested by cow_tree_test.cc.
#ifndef HASHRANGE_STORE_NODE_POOL_H_
#define HASHRANGE_STORE_NODE_POOL_H_

#include <cstddef>
#include <cstdint>

#include "store/row.h"

namespace hashrange::store {

inline constexpr int kNodeSlotsMax = 63;
inline constexpr int kFingerprintsPerWord = 4;
// Every split of a node at one level follows at least eight new nodes below it, so no memory holds
// a tree that is higher.
inline constexpr int kTreeHeightMax = 16;

// The upper half of a hash. Rarely the same for different hashes (the lower half is in the row).
inline uint32_t HashHead(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

struct Node {
  uint32_t references;
  uint16_t count;
  uint8_t level;  // 0: a leaf
  uint32_t hash_heads[kNodeSlotsMax];
};
struct LeafNode : Node {
  // KeyFingerprint of each row. Searched a word at a time, so whole words; what lies behind `count`
  // is of no meaning.
  alignas(8) uint16_t fingerprints[kNodeSlotsMax / kFingerprintsPerWord * kFingerprintsPerWord +
                                   kFingerprintsPerWord];
  const Row* rows[kNodeSlotsMax];
};
struct InnerNode : Node {
  const Row* separators[kNodeSlotsMax];
  Node* children[kNodeSlotsMax];
};

// How many nodes some changes can need at worst.
struct NodeNeed {
  size_t leaves = 0;
  size_t inners = 0;
};

class NodePool {
 public:
  NodePool() = default;
  ~NodePool();
  NodePool(const NodePool&) = delete;
  NodePool& operator=(const NodePool&) = delete;

  // Makes sure that so many nodes are free. False when memory is exhausted.
  bool Reserve(NodeNeed need);

  // A node with one holder, from the free list. Only outside a reserved commit (and only with
  // `strict` off) may it come from the heap.
  LeafNode* TakeLeaf();
  InnerNode* TakeInner(int level);
  // A node whose content has been moved away.
  void GiveBack(Node* node);

  // Gives up one holder's count. The last holder's drop queues the node; its content is released by
  // ReleaseSome.
  void Drop(Node* node) {
    if (--node->references == 0) Enqueue(node);
  }
  // Frees up to `nodes_max` dead nodes and what they hold; true when more are left. The engine
  // calls it between requests.
  bool ReleaseSome(size_t nodes_max);
  bool has_dead_nodes() const { return dead_ != nullptr; }

  // Nodes in use by trees or waiting to be released: what a leak test asks for.
  size_t nodes_in_use() const { return nodes_in_use_; }
  // For tests: Reserve then leaves no more nodes free than were asked for, and Take* aborts when
  // none is, which proves that reservations suffice.
  void set_strict(bool strict) { strict_ = strict; }

 private:
  void Enqueue(Node* node);

  Node* free_leaves_ = nullptr;
  Node* free_inners_ = nullptr;
  Node* dead_ = nullptr;
  size_t free_leaf_count_ = 0;
  size_t free_inner_count_ = 0;
  size_t nodes_in_use_ = 0;
  bool strict_ = false;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_NODE_POOL_H_
