#include "store/node_pool.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "base/check.h"

namespace hashrange::store {

namespace {

// Free nodes of each kind that are kept for later; what is above goes back to the heap.
constexpr size_t kFreeNodesKept = 512;

// A free or dead node is linked through its first hashes, which it does not need any more.
Node* Link(const Node* node) {
  Node* next;
  std::memcpy(&next, node->hash_heads, sizeof(next));
  return next;
}
void SetLink(Node* node, Node* next) { std::memcpy(node->hash_heads, &next, sizeof(next)); }

Node* Pop(Node** list) {
  Node* node = *list;
  *list = Link(node);
  return node;
}
void Push(Node** list, Node* node) {
  SetLink(node, *list);
  *list = node;
}

template <typename T>
T* NewNode() {
  void* memory = std::malloc(sizeof(T));
  return memory == nullptr ? nullptr : new (memory) T();  // zeroed: leaves are read in whole words
}

template <typename T>
bool Fill(Node** list, size_t* count, size_t wanted) {
  while (*count < wanted) {
    Node* node = NewNode<T>();
    if (node == nullptr) return false;
    Push(list, node);
    ++*count;
  }
  return true;
}

void Trim(Node** list, size_t* count, size_t kept) {
  while (*count > kept) {
    std::free(Pop(list));
    --*count;
  }
}

}  // namespace

NodePool::~NodePool() {
  while (ReleaseSome(SIZE_MAX)) {
  }
  HR_CHECK(nodes_in_use_ == 0);
  while (free_leaves_ != nullptr) std::free(Pop(&free_leaves_));
  while (free_inners_ != nullptr) std::free(Pop(&free_inners_));
}

bool NodePool::Reserve(NodeNeed need) {
  if (strict_) {
    Trim(&free_leaves_, &free_leaf_count_, need.leaves);
    Trim(&free_inners_, &free_inner_count_, need.inners);
  }
  return Fill<LeafNode>(&free_leaves_, &free_leaf_count_, need.leaves) &&
         Fill<InnerNode>(&free_inners_, &free_inner_count_, need.inners);
}

LeafNode* NodePool::TakeLeaf() {
  if (free_leaf_count_ == 0 && !strict_) Fill<LeafNode>(&free_leaves_, &free_leaf_count_, 1);
  HR_CHECK(free_leaf_count_ > 0);
  LeafNode* leaf = static_cast<LeafNode*>(Pop(&free_leaves_));
  free_leaf_count_--;
  nodes_in_use_++;
  leaf->references = 1;
  leaf->count = 0;
  leaf->level = 0;
  return leaf;
}

InnerNode* NodePool::TakeInner(int level) {
  if (free_inner_count_ == 0 && !strict_) Fill<InnerNode>(&free_inners_, &free_inner_count_, 1);
  HR_CHECK(free_inner_count_ > 0);
  InnerNode* inner = static_cast<InnerNode*>(Pop(&free_inners_));
  free_inner_count_--;
  nodes_in_use_++;
  inner->references = 1;
  inner->count = 0;
  inner->level = static_cast<uint8_t>(level);
  return inner;
}

void NodePool::GiveBack(Node* node) {
  nodes_in_use_--;
  if (node->level == 0) {
    Push(&free_leaves_, node);
    free_leaf_count_++;
  } else {
    Push(&free_inners_, node);
    free_inner_count_++;
  }
}

void NodePool::Enqueue(Node* node) { Push(&dead_, node); }

bool NodePool::ReleaseSome(size_t nodes_max) {
  for (size_t i = 0; i < nodes_max && dead_ != nullptr; i++) {
    Node* node = Pop(&dead_);
    if (node->level == 0) {
      LeafNode* leaf = static_cast<LeafNode*>(node);
      for (int slot = 0; slot < leaf->count; slot++) leaf->rows[slot]->DropReference();
    } else {
      InnerNode* inner = static_cast<InnerNode*>(node);
      for (int slot = 0; slot < inner->count; slot++) Drop(inner->children[slot]);
    }
    GiveBack(node);
  }
  Trim(&free_leaves_, &free_leaf_count_, kFreeNodesKept);
  Trim(&free_inners_, &free_inner_count_, kFreeNodesKept);
  return dead_ != nullptr;
}

}  // namespace hashrange::store
