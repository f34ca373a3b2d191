// NeedFor is enough for whatever changes come: batches made to need as many nodes as they can, on
// trees that somebody else holds too, with a pool that has exactly what was asked for.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/cow_tree.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

// Keys are numbers, and rows of a tree lie so far apart: any batch fits between two.
constexpr uint64_t kGap = 1 << 12;

void Put(CowTree* tree, uint64_t key) { tree->Put(BareRow(key << 20, "k")); }
void Erase(CowTree* tree, uint64_t key) { tree->Erase({key << 20, "k"}); }

uint64_t KeyOfRow(const Row* row) { return row->hash() >> 20; }

std::vector<uint64_t> KeysOf(const CowTree& tree) {
  std::vector<uint64_t> keys;
  TreeCursor cursor(tree);
  for (cursor.SeekFirst(); cursor.valid(); cursor.Next()) keys.push_back(KeyOfRow(cursor.row()));
  return keys;
}

void ExpectSound(const CowTree& tree) {
  uint64_t row_count = 0;
  uint64_t item_bytes = 0;
  const auto complaint = CheckTree(tree, &row_count, &item_bytes);
  ASSERT_FALSE(complaint.has_value()) << *complaint;
}

// Of every leaf of a tree: its first key, and how many rows it has.
struct LeafOf {
  uint64_t first;
  int count;
};
void CollectLeaves(const Node* node, std::vector<LeafOf>* leaves) {
  if (node->level == 0) {
    const LeafNode* leaf = static_cast<const LeafNode*>(node);
    leaves->push_back({KeyOfRow(leaf->rows[0]), leaf->count});
    return;
  }
  const InnerNode* inner = static_cast<const InnerNode*>(node);
  for (int slot = 0; slot < inner->count; slot++) CollectLeaves(inner->children[slot], leaves);
}
std::vector<LeafOf> LeavesOf(const CowTree& tree) {
  std::vector<LeafOf> leaves;
  if (!tree.empty()) CollectLeaves(tree.root(), &leaves);
  return leaves;
}

struct Step {
  uint64_t key;
  bool erase;
};
using Steps = std::vector<Step>;

// Changes a copy of the tree, of which every node is then shared, in the steps given, with room for
// exactly as many: all at once, or in two batches, of which the second finds some nodes shared.
void Run(const CowTree& tree, const Steps& steps, size_t first_batch) {
  CowTree changed = tree;
  for (size_t i = 0; i < steps.size(); i++) {
    if (i == 0 || i == first_batch) {
      const size_t count = i == 0 ? std::min(first_batch, steps.size()) : steps.size() - i;
      ASSERT_TRUE(tree.pool()->Reserve(changed.NeedFor(count)));
    }
    if (steps[i].erase) {
      Erase(&changed, steps[i].key);
    } else {
      Put(&changed, steps[i].key);
    }
  }
  ExpectSound(changed);
}

// Full nodes everywhere but at the end, as ascending keys make them, or less full ones.
CowTree TreeOf(NodePool* pool, uint64_t row_count, bool ascending, uint64_t seed = 1) {
  std::vector<uint64_t> keys;
  for (uint64_t i = 1; i <= row_count; i++) keys.push_back(i * kGap);
  if (!ascending) std::shuffle(keys.begin(), keys.end(), std::mt19937_64(seed));
  CowTree tree(pool);
  for (const uint64_t key : keys) Put(&tree, key);
  return tree;
}

Steps Puts(const std::vector<uint64_t>& keys) {
  Steps steps;
  for (const uint64_t key : keys) steps.push_back({key, false});
  return steps;
}

// The keys and leaves of a tree, and batches of steps made for it.
class Adversary {
 public:
  explicit Adversary(const CowTree& tree) : keys_(KeysOf(tree)), leaves_(LeavesOf(tree)) {
    for (const LeafOf& leaf : leaves_) {
      if (leaf.count == kNodeSlotsMax) full_.push_back(leaf.first);
    }
  }

  std::vector<Steps> Batches(size_t count) {
    std::vector<Steps> batches;
    AddOrdered(count, &batches);
    if (!full_.empty()) AddSplitting(count, &batches);
    if (!keys_.empty()) AddErasing(count, &batches);
    for (int i = 0; i < 3; i++) batches.push_back(Random(count));
    return batches;
  }

 private:
  // Each step splits a full leaf: leaves that lie together, or far apart, or from behind.
  void AddSplitting(size_t count, std::vector<Steps>* batches) const {
    for (const uint64_t offset : {kGap / 2, uint64_t{3}}) {
      std::vector<uint64_t> near, apart, behind;
      for (size_t i = 0; i < count; i++) {
        near.push_back(full_[i % full_.size()] + offset + i);
        apart.push_back(full_[i * 977 % full_.size()] + offset + i);
        behind.push_back(full_[full_.size() - 1 - i % full_.size()] + offset + i);
      }
      for (const auto& keys : {near, apart, behind}) batches->push_back(Puts(keys));
    }
  }

  // In order, at either end and somewhere in between.
  void AddOrdered(size_t count, std::vector<Steps>* batches) const {
    const uint64_t last = keys_.empty() ? 1'000'000 : keys_.back();
    const uint64_t middle = keys_.empty() ? 1'000'000 : keys_[keys_.size() / 2];
    std::vector<uint64_t> up_at_end, down_before_end, up, down, down_at_front, end_and_inside;
    for (size_t i = 0; i < count; i++) {
      up_at_end.push_back(last + 1 + i);
      down_before_end.push_back(last + 2 * count - i);
      up.push_back(middle + 1 + i);
      down.push_back(middle + 2 * count - i);
      down_at_front.push_back(kGap - 1 - i);
      end_and_inside.push_back(i % 2 == 0 ? last + 1 + i : middle + 1 + i);
    }
    for (const auto& keys : {up_at_end, down_before_end, up, down, down_at_front, end_and_inside})
      batches->push_back(Puts(keys));
  }

  // A leaf splits and merges again by turns; whole leaves go, from the front, the back and inside.
  void AddErasing(size_t count, std::vector<Steps>* batches) const {
    Steps by_turns, front, back, inside, sparse;
    for (size_t i = 0; i < count; i++) {
      const LeafOf& leaf = leaves_[i / 2 * 31 % leaves_.size()];
      by_turns.push_back({leaf.first + kGap * 62 + 1, i % 2 == 1});
      front.push_back({keys_[i % keys_.size()], true});
      back.push_back({keys_[keys_.size() - 1 - i % keys_.size()], true});
      inside.push_back({keys_[(keys_.size() / 2 + i) % keys_.size()], true});
      sparse.push_back({keys_[i * 61 % keys_.size()] + (i % 5 == 0 ? 5 : 0), i % 5 != 0});
    }
    for (const Steps& steps : {by_turns, front, back, inside, sparse}) batches->push_back(steps);
  }

  Steps Random(size_t count) {
    const uint64_t last = keys_.empty() ? kGap : keys_.back();
    const uint64_t width = random_() % 3 == 0 ? kGap * 100 : last + kGap;
    const uint64_t base = random_() % (last + 1);
    Steps steps;
    for (size_t i = 0; i < count; i++) {
      const bool erase = random_() % 3 == 0;
      uint64_t key = base + random_() % width;
      if (erase && !keys_.empty())
        key = *std::min(std::lower_bound(keys_.begin(), keys_.end(), key), keys_.end() - 1);
      steps.push_back({key, erase});
    }
    return steps;
  }

  std::vector<uint64_t> keys_;
  std::vector<LeafOf> leaves_;
  std::vector<uint64_t> full_;
  std::mt19937_64 random_{7};
};

// Every batch on copies of the tree, with a strict pool.
void RunAll(const CowTree& tree, const std::vector<size_t>& counts) {
  tree.pool()->set_strict(true);
  Adversary adversary(tree);
  for (const size_t count : counts) {
    SCOPED_TRACE("changes " + std::to_string(count));
    const std::vector<Steps> batches = adversary.Batches(count);
    for (size_t i = 0; i < batches.size(); i++) {
      SCOPED_TRACE("batch " + std::to_string(i));
      ASSERT_NO_FATAL_FAILURE(Run(tree, batches[i], i % 3 == 0 ? count / 3 + 1 : count));
    }
    while (tree.pool()->ReleaseSome(10'000)) {
    }
  }
}

const std::vector<size_t> kAllCounts = {1, 2, 3, 5, 7, 8, 9, 17, 40, 63, 64, 65, 130, 700};
const std::vector<size_t> kFewCounts = {1, 2, 8, 9, 65, 700};

TEST(CowTreeNeed, SufficesForLowTrees) {
  for (const uint64_t row_count : {0u, 1u, 15u, 62u, 63u, 64u, 65u, 126u, 200u, 1000u}) {
    SCOPED_TRACE("rows " + std::to_string(row_count));
    for (const bool ascending : {true, false}) {
      NodePool pool;
      const CowTree tree = TreeOf(&pool, row_count, ascending, row_count);
      ASSERT_NO_FATAL_FAILURE(RunAll(tree, kAllCounts));
    }
  }
}

// 63 * 63 rows fill a tree of two levels, of which the next row makes one of three.
TEST(CowTreeNeed, SufficesWhereARootIsFull) {
  for (const uint64_t row_count : {63u * 62u, 63u * 63u - 1u, 63u * 63u, 63u * 63u + 1u}) {
    SCOPED_TRACE("rows " + std::to_string(row_count));
    NodePool pool;
    const CowTree tree = TreeOf(&pool, row_count, true);
    EXPECT_EQ(tree.height(), row_count > 63 * 63 ? 3 : 2);
    ASSERT_NO_FATAL_FAILURE(RunAll(tree, kAllCounts));
  }
}

TEST(CowTreeNeed, SufficesForTreesOfThreeLevels) {
  for (const bool ascending : {true, false}) {
    NodePool pool;
    const CowTree tree = TreeOf(&pool, 12'000, ascending);
    EXPECT_EQ(tree.height(), 3);
    ASSERT_NO_FATAL_FAILURE(RunAll(tree, kAllCounts));
  }
}

TEST(CowTreeNeed, SufficesForTreesOfFourLevels) {
  for (const bool ascending : {true, false}) {
    NodePool pool;
    const CowTree tree = TreeOf(&pool, ascending ? 63 * 63 * 63 + 1 : 110'000, ascending);
    EXPECT_EQ(tree.height(), 4);
    ASSERT_NO_FATAL_FAILURE(RunAll(tree, kFewCounts));
  }
}

}  // namespace
}  // namespace hashrange::store
