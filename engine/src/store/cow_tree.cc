#include "store/cow_tree.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/coding.h"
#include "store/key_bytes.h"

namespace hashrange::store {

namespace {

// A node with fewer slots than this is merged with a neighbour if both fit into one. Well below
// half, so that a tree that shrinks and grows by turns does not merge and split at each step.
constexpr int kSlotsMergeBelow = 16;
// A leaf that overflows at its end keeps all but this many rows, because keys that arrive in order
// go on arriving there; then leaves are nearly full instead of half. Not none: were the new row
// alone on the right, its key would be the separator, and rows arriving in descending order below
// it would each split the full leaf again.
constexpr int kSlotsMovedByAppend = 7;

// The first index whose head is not below `head`. Without branches: about half of them would be
// mispredicted.
int LowerHead(const uint32_t* heads, int count, uint32_t head) {
  const uint32_t* at = heads;
  int left = count;
  while (left > 1) {
    const int half = left / 2;
    at += at[half - 1] < head ? half : 0;
    left -= half;
  }
  return static_cast<int>(at - heads) + (left == 1 && *at < head ? 1 : 0);
}

int UpperHead(const uint32_t* heads, int count, uint32_t head) {
  return head == UINT32_MAX ? count : LowerHead(heads, count, head + 1);
}

// Among rows [begin, end), whose hashes begin as the key's, the first that is not below the key (or
// that is above it, when `after`).
int SearchRows(const Row* const* rows, int begin, int end, model::KeyView key, bool after) {
  while (begin < end) {
    const int middle = begin + (end - begin) / 2;
    const int order = CompareKeys(rows[middle]->key(), key);
    if (order < 0 || (after && order == 0)) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

// The first slot from `first` on whose key is not below `key` (or is above it, when `after`);
// `count` when there is none.
int SearchSlots(const Node* node, const Row* const* rows, int first, model::KeyView key,
                bool after) {
  const uint32_t* heads = node->hash_heads;
  const uint32_t head = HashHead(key.hash);
  const int count = node->count;
  const int begin = first + LowerHead(heads + first, count - first, head);
  if (begin == count || heads[begin] != head) return begin;
  const bool alone = begin + 1 == count || heads[begin + 1] != head;
  const int end = alone ? begin + 1 : begin + UpperHead(heads + begin, count - begin, head);
  return SearchRows(rows, begin, end, key, after);
}

// Asks for cache lines that a search is about to read: it would otherwise wait for one after the
// other. Wasm has no such instruction.
void PrefetchLines(const void* from, size_t bytes) {
  const char* at = static_cast<const char*>(from);
  for (size_t i = 0; i < bytes; i += 64) __builtin_prefetch(at + i);
}
void PrefetchHeads(const Node* node) { PrefetchLines(node, sizeof(Node)); }
void PrefetchRows(const Node* leaf) {
  PrefetchLines(static_cast<const LeafNode*>(leaf)->fingerprints, sizeof(LeafNode) - sizeof(Node));
}

// The slot of the child that `key` belongs to: the last whose separator is not above it.
int ChildSlot(const InnerNode* node, model::KeyView key) {
  return SearchSlots(node, node->separators, 1, key, true) - 1;
}

// Where a row of that key has to come in a leaf that does not hold it.
int LeafSlot(const LeafNode* leaf, model::KeyView key) {
  return SearchSlots(leaf, leaf->rows, 0, key, false);
}

constexpr uint64_t kEachFingerprint = 0x0001000100010001;
constexpr uint64_t kFingerprintBelowTop = 0x7fff * kEachFingerprint;

// The highest bit of each 16 that are all zero in `word`.
uint64_t ZeroFingerprints(uint64_t word) {
  return ~(((word & kFingerprintBelowTop) + kFingerprintBelowTop) | word | kFingerprintBelowTop);
}

// The slot of the row of that key, or -1. Reads no row but those whose fingerprint is the key's:
// within an item collection, where all hashes are equal, a search by order would read several that
// are not in the cache.
int SlotOfKey(const LeafNode* leaf, model::KeyView key, uint16_t fingerprint) {
  const uint64_t wanted = fingerprint * kEachFingerprint;
  const char* at = reinterpret_cast<const char*>(leaf->fingerprints);
  for (int first = 0; first < leaf->count; first += kFingerprintsPerWord, at += sizeof(wanted)) {
    uint64_t found = ZeroFingerprints(base::LoadFixed64(at) ^ wanted);
    for (; found != 0; found &= found - 1) {
      const int slot = first + __builtin_ctzll(found) / 16;
      if (slot >= leaf->count) break;
      const Row* row = leaf->rows[slot];
      if (row->hash() == key.hash && SameKeyBytes(row->key_bytes(), key.bytes)) return slot;
    }
  }
  return -1;
}

template <typename T>
void MoveSlots(T* to, const T* from, int count) {
  std::memmove(to, from, static_cast<size_t>(count) * sizeof(T));
}

// Copies `count` slots; the caller sees to the holders' counts and to the nodes' own.
void CopyRows(LeafNode* to, int to_slot, const LeafNode* from, int from_slot, int count) {
  MoveSlots(to->hash_heads + to_slot, from->hash_heads + from_slot, count);
  MoveSlots(to->fingerprints + to_slot, from->fingerprints + from_slot, count);
  MoveSlots(to->rows + to_slot, from->rows + from_slot, count);
}
void CopyChildren(InnerNode* to, int to_slot, const InnerNode* from, int from_slot, int count) {
  MoveSlots(to->hash_heads + to_slot, from->hash_heads + from_slot, count);
  MoveSlots(to->separators + to_slot, from->separators + from_slot, count);
  MoveSlots(to->children + to_slot, from->children + from_slot, count);
}

void SetCount(Node* node, int count) { node->count = static_cast<uint16_t>(count); }

void OpenRowSlot(LeafNode* leaf, int slot, const Row* row, uint16_t fingerprint) {
  CopyRows(leaf, slot + 1, leaf, slot, leaf->count - slot);
  leaf->hash_heads[slot] = HashHead(row->hash());
  leaf->fingerprints[slot] = fingerprint;
  leaf->rows[slot] = row;
  SetCount(leaf, leaf->count + 1);
}

void SetSeparator(InnerNode* node, int slot, const Row* row) {
  node->hash_heads[slot] = HashHead(row->hash());
  node->separators[slot] = row;
}

void OpenChildSlot(InnerNode* node, int slot, const Row* separator, Node* child) {
  CopyChildren(node, slot + 1, node, slot, node->count - slot);
  SetSeparator(node, slot, separator);
  node->children[slot] = child;
  SetCount(node, node->count + 1);
}

// How many of kNodeSlotsMax slots stay on the left when a new one at `slot` does not fit. `at_end`:
// nothing of the tree lies to the right.
int SplitPoint(int slot, bool at_end) {
  if (slot == kNodeSlotsMax) return at_end ? kNodeSlotsMax : kNodeSlotsMax - kSlotsMovedByAppend;
  if (slot == 0) return kSlotsMovedByAppend;
  return kNodeSlotsMax / 2;
}

void AddHolders(const LeafNode* leaf) {
  for (int slot = 0; slot < leaf->count; slot++) leaf->rows[slot]->AddReference();
}
void AddHolders(const InnerNode* inner) {
  for (int slot = 0; slot < inner->count; slot++) inner->children[slot]->references++;
}

}  // namespace

CowTree::CowTree(const CowTree& other) : pool_(other.pool_), root_(other.root_) {
  if (root_ != nullptr) root_->references++;
}

CowTree::CowTree(CowTree&& other) noexcept
    : pool_(other.pool_), root_(std::exchange(other.root_, nullptr)) {}

CowTree& CowTree::operator=(CowTree other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(root_, other.root_);
  return *this;
}

CowTree::~CowTree() {
  if (root_ != nullptr) pool_->Drop(root_);
}

const Row* CowTree::Find(model::KeyView key) const {
  const Node* node = root_;
  if (node == nullptr) return nullptr;
  while (node->level > 0) {
    const InnerNode* inner = static_cast<const InnerNode*>(node);
    node = inner->children[ChildSlot(inner, key)];
    if (inner->level > 1) {
      PrefetchHeads(node);
    } else {
      PrefetchRows(node);
    }
  }
  const LeafNode* leaf = static_cast<const LeafNode*>(node);
  const int slot = SlotOfKey(leaf, key, KeyFingerprint(key));
  return slot >= 0 ? leaf->rows[slot] : nullptr;
}

NodeNeed CowTree::NeedFor(size_t change_count) const {
  // A level at depth d has at most 63^d nodes: so many can be copied, and each change copies one. A
  // change splits at most one leaf. Splits of a level above follow at least eight new nodes below,
  // but for the first of each node that is there already. New levels are ours: never copied.
  NodeNeed need;
  size_t splits = change_count;
  size_t level_nodes = 1;  // at depth height() - 1, or as many as matter
  for (int depth = 1; depth < height() && level_nodes < change_count; depth++)
    level_nodes *= kNodeSlotsMax;
  need.leaves = splits + std::min(change_count, level_nodes);
  for (int depth = height() - 2; depth >= 0; depth--) {
    level_nodes = 1;
    for (int i = 0; i < depth && level_nodes < change_count; i++) level_nodes *= kNodeSlotsMax;
    splits = std::min(splits, level_nodes + splits / 8 + 1);
    need.inners += splits + std::min(change_count, level_nodes);
  }
  for (; splits > 0; splits /= 8) need.inners += 1 + splits / 8;
  return need;
}

// Returns `node` if it has one holder, else a copy of it that takes over the caller's count.
Node* CowTree::Own(Node* node) {
  if (node->references == 1) return node;
  node->references--;
  if (node->level == 0) {
    const LeafNode* from = static_cast<const LeafNode*>(node);
    LeafNode* copy = pool_->TakeLeaf();
    SetCount(copy, from->count);
    CopyRows(copy, 0, from, 0, from->count);
    AddHolders(copy);
    return copy;
  }
  const InnerNode* from = static_cast<const InnerNode*>(node);
  InnerNode* copy = pool_->TakeInner(from->level);
  SetCount(copy, from->count);
  CopyChildren(copy, 0, from, 0, from->count);
  AddHolders(copy);
  return copy;
}

// Owning from the root down suffices: a copied parent counts as a new holder of its children, so a
// child of a shared parent has two.
CowTree::Path CowTree::OwnPath(model::KeyView key) {
  Path path;
  root_ = Own(root_);
  Node* node = root_;
  while (node->level > 0) {
    InnerNode* inner = static_cast<InnerNode*>(node);
    const int slot = ChildSlot(inner, key);
    path.steps[path.depth++] = {inner, slot};
    PrefetchHeads(inner->children[slot]);
    if (inner->level == 1) PrefetchRows(inner->children[slot]);
    inner->children[slot] = Own(inner->children[slot]);
    node = inner->children[slot];
  }
  path.leaf = static_cast<LeafNode*>(node);
  return path;
}

// The first row of the subtree below step depth - 1 has become `row`: the separator that names it
// is at the deepest step above where the path does not lead through slot 0. There is none for the
// first row of the tree.
void CowTree::SetFirstRow(const Path& path, int depth, const Row* row) {
  for (int i = depth - 1; i >= 0; i--) {
    if (path.steps[i].slot == 0) continue;
    SetSeparator(path.steps[i].node, path.steps[i].slot, row);
    return;
  }
}

RowRef CowTree::Put(RowRef row) {
  HR_DCHECK(row);
  if (root_ == nullptr) root_ = pool_->TakeLeaf();
  const model::KeyView key = row->key();
  Path path = OwnPath(key);
  const uint16_t fingerprint = KeyFingerprint(key);
  const int slot_of_key = SlotOfKey(path.leaf, key, fingerprint);
  if (slot_of_key >= 0) {
    RowRef old = RowRef::Adopt(path.leaf->rows[slot_of_key]);
    path.leaf->rows[slot_of_key] = row.Release();
    if (slot_of_key == 0) SetFirstRow(path, path.depth, path.leaf->rows[0]);
    return old;
  }
  const int slot = LeafSlot(path.leaf, key);
  // A key below its leaf's first row is below the separator too, so it only comes to the first leaf
  // of all.
  HR_DCHECK(slot > 0 || std::all_of(path.steps, path.steps + path.depth,
                                    [](const Step& s) { return s.slot == 0; }));
  if (path.leaf->count < kNodeSlotsMax) {
    OpenRowSlot(path.leaf, slot, row.Release(), fingerprint);
  } else {
    InsertAndSplit(&path, slot, row.Release(), fingerprint);
  }
  return {};
}

void CowTree::InsertAndSplit(Path* path, int slot, const Row* row, uint16_t fingerprint) {
  bool at_end = true;
  for (int i = 0; i < path->depth; i++)
    at_end &= path->steps[i].slot == path->steps[i].node->count - 1;
  const int split = SplitPoint(slot, at_end);
  LeafNode* left = path->leaf;
  LeafNode* right = pool_->TakeLeaf();
  SetCount(right, left->count - split);
  CopyRows(right, 0, left, split, right->count);
  SetCount(left, split);
  if (slot < split || (slot == split && split < kNodeSlotsMax)) {
    OpenRowSlot(left, slot, row, fingerprint);
  } else {
    OpenRowSlot(right, slot - split, row, fingerprint);
  }
  InsertChild(path, path->depth, right->rows[0], right);
}

// Puts `child` behind the node at `depth` of the path, splitting its parents as needed.
void CowTree::InsertChild(Path* path, int depth, const Row* separator, Node* child) {
  bool at_end = true;
  for (int i = 0; i < depth; i++) at_end &= path->steps[i].slot == path->steps[i].node->count - 1;
  while (depth > 0) {
    depth--;
    InnerNode* left = path->steps[depth].node;
    const int slot = path->steps[depth].slot + 1;
    if (left->count < kNodeSlotsMax) {
      OpenChildSlot(left, slot, separator, child);
      return;
    }
    const int split = SplitPoint(slot, at_end);
    InnerNode* right = pool_->TakeInner(left->level);
    SetCount(right, left->count - split);
    CopyChildren(right, 0, left, split, right->count);
    SetCount(left, split);
    if (slot < split || (slot == split && split < kNodeSlotsMax)) {
      OpenChildSlot(left, slot, separator, child);
    } else {
      OpenChildSlot(right, slot - split, separator, child);
    }
    separator = right->separators[0];  // slot 0 needs none from here on
    child = right;
  }
  InnerNode* root = pool_->TakeInner(root_->level + 1);
  HR_CHECK(root->level < kTreeHeightMax);
  SetCount(root, 2);
  root->hash_heads[0] = 0;
  root->separators[0] = nullptr;
  root->children[0] = root_;
  SetSeparator(root, 1, separator);
  root->children[1] = child;
  root_ = root;
}

RowRef CowTree::Erase(model::KeyView key) {
  if (Find(key) == nullptr) return {};  // and so copies nothing
  Path path = OwnPath(key);
  LeafNode* leaf = path.leaf;
  const int slot = SlotOfKey(leaf, key, KeyFingerprint(key));
  HR_CHECK(slot >= 0);
  RowRef old = RowRef::Adopt(leaf->rows[slot]);
  SetCount(leaf, leaf->count - 1);
  CopyRows(leaf, slot, leaf, slot + 1, leaf->count - slot);
  if (slot == 0 && leaf->count > 0) SetFirstRow(path, path.depth, leaf->rows[0]);
  Shrink(&path);
  return old;
}

// After one slot has gone from the leaf: removes nodes that became empty, merges nodes that became
// small, and lowers the root.
void CowTree::Shrink(Path* path) {
  Node* node = path->leaf;
  for (int depth = path->depth - 1; depth >= 0 && node->count < kSlotsMergeBelow; depth--) {
    const auto [parent, slot] = path->steps[depth];
    if (node->count == 0) {
      pool_->GiveBack(node);
      const Row* next_first = slot == 0 && parent->count > 1 ? parent->separators[1] : nullptr;
      SetCount(parent, parent->count - 1);
      CopyChildren(parent, slot, parent, slot + 1, parent->count - slot);
      if (next_first != nullptr) SetFirstRow(*path, depth, next_first);
    } else if (!(slot + 1 < parent->count && MergeChildren(parent, slot)) &&
               !(slot > 0 && MergeChildren(parent, slot - 1))) {
      break;  // the parent has not changed
    }
    node = parent;
  }
  while (root_->level > 0 && root_->count == 1) {
    Node* child = static_cast<InnerNode*>(root_)->children[0];
    pool_->GiveBack(root_);
    root_ = child;
  }
  if (root_->count == 0) {
    pool_->GiveBack(root_);
    root_ = nullptr;
  }
}

// Merges the children at left_slot and left_slot + 1 of a parent of ours into one node, if they
// fit; one of them at least is ours. A neighbour that somebody else holds too is copied from and
// let go.
bool CowTree::MergeChildren(InnerNode* parent, int left_slot) {
  Node* left = parent->children[left_slot];
  Node* right = parent->children[left_slot + 1];
  if (left->count + right->count > kNodeSlotsMax) return false;
  Node* kept = left->references == 1 ? left : right;
  Node* gone = kept == left ? right : left;
  HR_DCHECK(kept->references == 1);
  const bool gone_is_ours = gone->references == 1;
  if (kept->level == 0) {
    LeafNode* to = static_cast<LeafNode*>(kept);
    LeafNode* from = static_cast<LeafNode*>(gone);
    if (!gone_is_ours) AddHolders(from);
    if (kept == right) CopyRows(to, from->count, to, 0, to->count);
    CopyRows(to, kept == left ? to->count : 0, from, 0, from->count);
  } else {
    InnerNode* to = static_cast<InnerNode*>(kept);
    InnerNode* from = static_cast<InnerNode*>(gone);
    if (!gone_is_ours) AddHolders(from);
    if (kept == right) CopyChildren(to, from->count, to, 0, to->count);
    CopyChildren(to, kept == left ? to->count : 0, from, 0, from->count);
    // What was the right node's slot 0 now needs its separator.
    SetSeparator(to, left->count, parent->separators[left_slot + 1]);
  }
  SetCount(kept, kept->count + gone->count);
  if (gone_is_ours) {
    pool_->GiveBack(gone);
  } else {
    gone->references--;
  }
  parent->children[left_slot] = kept;
  SetCount(parent, parent->count - 1);
  CopyChildren(parent, left_slot + 1, parent, left_slot + 2, parent->count - left_slot - 1);
  return true;
}

void TreeCursor::Descend(const Node* node, bool to_last) {
  while (node->level > 0) {
    const InnerNode* inner = static_cast<const InnerNode*>(node);
    const int slot = to_last ? inner->count - 1 : 0;
    steps_[depth_++] = {inner, slot};
    node = inner->children[slot];
  }
  leaf_ = static_cast<const LeafNode*>(node);
  slot_ = to_last ? leaf_->count - 1 : 0;
}

void TreeCursor::SeekFirst() {
  depth_ = 0;
  leaf_ = nullptr;
  if (root_ != nullptr) Descend(root_, false);
}

void TreeCursor::SeekLast() {
  depth_ = 0;
  leaf_ = nullptr;
  if (root_ != nullptr) Descend(root_, true);
}

// Leaves slot_ at the first row of the leaf of `key` that is not below it (above it, when `after`):
// possibly one behind the last.
void TreeCursor::SeekSlot(model::KeyView key, bool after) {
  depth_ = 0;
  leaf_ = nullptr;
  const Node* node = root_;
  if (node == nullptr) return;
  while (node->level > 0) {
    const InnerNode* inner = static_cast<const InnerNode*>(node);
    const int slot = ChildSlot(inner, key);
    steps_[depth_++] = {inner, slot};
    node = inner->children[slot];
    PrefetchHeads(node);
  }
  leaf_ = static_cast<const LeafNode*>(node);
  slot_ = SearchSlots(leaf_, leaf_->rows, 0, key, after);
}

void TreeCursor::SeekAtLeast(model::KeyView key) {
  SeekSlot(key, false);
  if (leaf_ != nullptr && slot_ == leaf_->count) NextLeaf();
}

void TreeCursor::SeekAfter(model::KeyView key) {
  SeekSlot(key, true);
  if (leaf_ != nullptr && slot_ == leaf_->count) NextLeaf();
}

void TreeCursor::SeekBefore(model::KeyView key) {
  SeekSlot(key, false);
  if (leaf_ != nullptr) Previous();
}

void TreeCursor::Next() {
  HR_DCHECK(valid());
  if (++slot_ == leaf_->count) NextLeaf();
}

void TreeCursor::Previous() {
  HR_DCHECK(valid());
  if (slot_-- == 0) PreviousLeaf();
}

void TreeCursor::NextLeaf() {
  leaf_ = nullptr;
  while (depth_ > 0) {
    Step& step = steps_[depth_ - 1];
    if (++step.slot < step.node->count) {
      Descend(step.node->children[step.slot], false);
      return;
    }
    depth_--;
  }
}

void TreeCursor::PreviousLeaf() {
  leaf_ = nullptr;
  while (depth_ > 0) {
    Step& step = steps_[depth_ - 1];
    if (--step.slot >= 0) {
      Descend(step.node->children[step.slot], true);
      return;
    }
    depth_--;
  }
}

}  // namespace hashrange::store
