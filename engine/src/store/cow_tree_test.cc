#include "store/cow_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "store/store_testing.h"

namespace hashrange::store {
namespace {

using Model = std::map<std::pair<uint64_t, std::string>, std::string>;

// A tree and the std::map that it must equal.
struct Pair {
  CowTree tree;
  Model model;
};

void ExpectSound(const CowTree& tree) {
  uint64_t row_count = 0;
  uint64_t item_bytes = 0;
  const auto complaint = CheckTree(tree, &row_count, &item_bytes);
  EXPECT_FALSE(complaint.has_value()) << *complaint;
}

std::string ValueOf(const Row* row) { return std::string(row->item().Find("v").string()); }

void ExpectEqual(const CowTree& tree, const Model& model) {
  ExpectSound(tree);
  TreeCursor cursor(tree);
  cursor.SeekFirst();
  for (const auto& [key, value] : model) {
    ASSERT_TRUE(cursor.valid());
    ASSERT_EQ(cursor.row()->hash(), key.first);
    ASSERT_EQ(cursor.row()->key_bytes(), key.second);
    ASSERT_EQ(ValueOf(cursor.row()), value);
    cursor.Next();
  }
  ASSERT_FALSE(cursor.valid());
  cursor.SeekLast();
  for (auto at = model.rbegin(); at != model.rend(); ++at) {
    ASSERT_TRUE(cursor.valid());
    ASSERT_EQ(cursor.row()->key_bytes(), at->first.second);
    cursor.Previous();
  }
  ASSERT_FALSE(cursor.valid());
}

model::KeyView View(const std::pair<uint64_t, std::string>& key) { return {key.first, key.second}; }

// Where each seek must stand, by the map.
void ExpectSeeksAgree(const CowTree& tree, const Model& model,
                      const std::pair<uint64_t, std::string>& key) {
  const auto name = [](const Row* row) {
    return row == nullptr ? "none" : std::string(row->key_bytes());
  };
  const auto at_least = model.lower_bound(key);
  const auto after = model.upper_bound(key);
  const std::string none = "none";
  TreeCursor cursor(tree);
  cursor.SeekAtLeast(View(key));
  EXPECT_EQ(name(cursor.row()), at_least == model.end() ? none : at_least->first.second);
  cursor.SeekAfter(View(key));
  EXPECT_EQ(name(cursor.row()), after == model.end() ? none : after->first.second);
  cursor.SeekBefore(View(key));
  EXPECT_EQ(name(cursor.row()),
            at_least == model.begin() ? none : std::prev(at_least)->first.second);
  const Row* found = tree.Find(View(key));
  EXPECT_EQ(found != nullptr, model.count(key) == 1);
  if (found != nullptr) {
    EXPECT_EQ(ValueOf(found), model.at(key));
  }
}

// Few distinct hashes give long item collections, many give none.
std::pair<uint64_t, std::string> RandomKey(std::mt19937_64* random, uint64_t hash_count,
                                           uint64_t key_count) {
  const uint64_t hash = ((*random)() % hash_count) * (UINT64_MAX / hash_count);
  return {hash_count == 1 ? UINT64_MAX : hash, "key" + std::to_string((*random)() % key_count)};
}

void PutOne(Pair* pair, const std::pair<uint64_t, std::string>& key, const std::string& value) {
  ASSERT_TRUE(pair->tree.pool()->Reserve(pair->tree.NeedFor(1)));
  const RowRef old = pair->tree.Put(BareRow(key.first, key.second, value));
  const auto found = pair->model.find(key);
  ASSERT_EQ(static_cast<bool>(old), found != pair->model.end());
  if (old) {
    EXPECT_EQ(ValueOf(old.get()), found->second);
  }
  pair->model[key] = value;
}

void EraseOne(Pair* pair, const std::pair<uint64_t, std::string>& key) {
  ASSERT_TRUE(pair->tree.pool()->Reserve(pair->tree.NeedFor(1)));
  const RowRef old = pair->tree.Erase(View(key));
  ASSERT_EQ(static_cast<bool>(old), pair->model.erase(key) == 1);
}

TEST(CowTree, IsEmptyAtFirst) {
  NodePool pool;
  CowTree tree(&pool);
  EXPECT_TRUE(tree.empty());
  EXPECT_EQ(tree.height(), 0);
  EXPECT_EQ(tree.Find({1, "a"}), nullptr);
  EXPECT_FALSE(tree.Erase({1, "a"}));
  TreeCursor cursor(tree);
  cursor.SeekFirst();
  EXPECT_FALSE(cursor.valid());
  cursor.SeekBefore({1, "a"});
  EXPECT_FALSE(cursor.valid());
}

TEST(CowTree, OrdersByHashThenByBytesUnsigned) {
  NodePool pool;
  CowTree tree(&pool);
  tree.Put(BareRow(2, "a"));
  tree.Put(BareRow(1, "\xff"));
  tree.Put(BareRow(1, "b"));
  tree.Put(BareRow(UINT64_MAX, ""));
  std::vector<std::string> keys;
  TreeCursor cursor(tree);
  for (cursor.SeekFirst(); cursor.valid(); cursor.Next())
    keys.push_back(std::string(cursor.row()->key_bytes()));
  EXPECT_EQ(keys, (std::vector<std::string>{"b", "\xff", "a", ""}));
}

// The one test that matters most: copies that diverge under random changes each equal their own
// map, and no reservation is too small (a strict pool aborts when one is).
class CowTreeForks : public ::testing::TestWithParam<std::pair<uint64_t, uint64_t>> {};

TEST_P(CowTreeForks, DivergeAsMapsDo) {
  const auto [hash_count, key_count] = GetParam();
  NodePool pool;
  pool.set_strict(true);
  {
    std::mt19937_64 random(hash_count * 31 + key_count);
    std::vector<Pair> pairs;
    pairs.push_back({CowTree(&pool), {}});
    for (int step = 0; step < 12'000; step++) {
      const size_t chosen = random() % pairs.size();
      Pair* pair = &pairs[chosen];
      const auto key = RandomKey(&random, hash_count, key_count);
      // Grows and shrinks by turns, down to nothing.
      const uint64_t puts_in_ten = (step / 1500) % 2 == 0 ? 8 : 2;
      if (random() % 10 < puts_in_ten) {
        PutOne(pair, key, std::to_string(step));
      } else if (random() % 4 == 0 || pair->model.empty()) {
        EraseOne(pair, key);
      } else {
        auto at = pair->model.lower_bound(key);
        if (at == pair->model.end()) at = pair->model.begin();
        EraseOne(pair, std::pair(at->first));
      }
      if (::testing::Test::HasFatalFailure()) return;
      if (random() % 200 == 0) {
        if (pairs.size() == 4)
          pairs.erase(pairs.begin() + static_cast<std::ptrdiff_t>(random() % 4));
        pairs.push_back(Pair(pairs[random() % pairs.size()]));
      }
      if (step % 400 == 0) {
        for (const Pair& each : pairs) ExpectEqual(each.tree, each.model);
      }
      if (step % 10 == 0) ExpectSeeksAgree(pairs[0].tree, pairs[0].model, key);
      pool.ReleaseSome(3);
    }
    for (const Pair& each : pairs) ExpectEqual(each.tree, each.model);
  }
  while (pool.ReleaseSome(100)) {
  }
  EXPECT_EQ(pool.nodes_in_use(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Shapes, CowTreeForks,
                         ::testing::Values(std::pair<uint64_t, uint64_t>{1, 3000},
                                           std::pair<uint64_t, uint64_t>{7, 800},
                                           std::pair<uint64_t, uint64_t>{1'000'000, 1},
                                           std::pair<uint64_t, uint64_t>{500, 10}));

TEST(CowTree, ReservesEnoughForManyChangesAtOnce) {
  NodePool pool;
  pool.set_strict(true);
  CowTree tree(&pool);
  Model model;
  std::mt19937_64 random(5);
  for (int round = 0; round < 20; round++) {
    const CowTree snapshot = tree;  // so that every node must be copied
    const size_t count = 1 + random() % 2000;
    ASSERT_TRUE(pool.Reserve(tree.NeedFor(count)));
    for (size_t i = 0; i < count; i++) {
      const uint64_t hash = random() % 20'000;
      if (random() % 3 == 0) {
        tree.Erase({hash, "k"});
        model.erase({hash, "k"});
      } else {
        tree.Put(BareRow(hash, "k", "v"));
        model[{hash, "k"}] = "v";
      }
    }
    ExpectEqual(tree, model);
    pool.ReleaseSome(1000);
  }
}

// Keys that have one fingerprint are told apart by their bytes, also those that are not there.
TEST(CowTree, FindsKeysOfEqualFingerprints) {
  std::vector<std::string> keys;
  const uint16_t fingerprint = KeyFingerprint({5, "k0"});
  for (int i = 0; keys.size() < 20; i++) {
    const std::string key = "k" + std::to_string(i);
    if (KeyFingerprint({5, key}) == fingerprint) keys.push_back(key);
  }
  NodePool pool;
  CowTree tree(&pool);
  for (size_t i = 0; i < keys.size(); i += 2) tree.Put(BareRow(5, keys[i], keys[i]));
  ExpectSound(tree);
  for (size_t i = 0; i < keys.size(); i++) {
    const Row* row = tree.Find({5, keys[i]});
    ASSERT_EQ(row != nullptr, i % 2 == 0);
    if (row != nullptr) {
      EXPECT_EQ(ValueOf(row), keys[i]);
    }
    EXPECT_EQ(tree.Erase({5, keys[i]}).get() != nullptr, i % 2 == 0);
  }
  EXPECT_TRUE(tree.empty());
}

TEST(CowTree, FillsItsLeavesWhenKeysArriveInOrder) {
  NodePool pool;
  CowTree tree(&pool);
  for (uint64_t i = 0; i < 63 * 100; i++) tree.Put(BareRow(i, "k"));
  ExpectSound(tree);
  EXPECT_LE(pool.nodes_in_use(), 100u + 3u);
}

TEST(CowTree, KeepsLeavesHalfFullInAnyOtherOrder) {
  // Ascending and descending inside one item collection, with neighbours on both sides.
  for (const bool descending : {false, true}) {
    NodePool pool;
    CowTree tree(&pool);
    for (uint64_t i = 0; i < 200; i++) tree.Put(BareRow(i, "k"));
    for (uint64_t i = 0; i < 10'000; i++) {
      const std::string key = std::to_string(100'000 + (descending ? 10'000 - i : i));
      tree.Put(BareRow(100, key));
    }
    ExpectSound(tree);
    EXPECT_LE(pool.nodes_in_use(),
              10'200u / 30);  // a split leaves 31 rows, and there are a few inner nodes
  }
}

// In one item collection (every comparison then reads a separator's row) and in many.
TEST(CowTree, GivesItsNodesBackAsItShrinks) {
  for (const bool one_hash : {false, true}) {
    NodePool pool;
    CowTree tree(&pool);
    std::vector<model::Key> keys;
    for (uint64_t i = 0; i < 20'000; i++)
      keys.push_back({one_hash ? 1 : i, "k" + std::to_string(i)});
    std::mt19937_64 random(3);
    std::shuffle(keys.begin(), keys.end(), random);
    for (const model::Key& key : keys) tree.Put(BareRow(key.hash, key.bytes));
    std::shuffle(keys.begin(), keys.end(), random);
    while (!keys.empty()) {
      ASSERT_TRUE(tree.Erase(keys.back().view()));
      keys.pop_back();
      if (keys.size() % 500 == 0) ExpectSound(tree);
      if (keys.size() == 100) {
        EXPECT_LE(pool.nodes_in_use(), 25u);
      }
    }
    EXPECT_TRUE(tree.empty());
    EXPECT_EQ(pool.nodes_in_use(), 0u);
  }
}

TEST(CowTree, RemovesLeavesThatFitNowhereElse) {
  // Full leaves merge with nobody until they are empty: at the front, at the back and first in
  // their parents.
  NodePool pool;
  for (const uint64_t step : {1u, 3u, 62u, 63u, 64u}) {
    CowTree tree(&pool);
    const uint64_t leaf_count = 63 * 4;
    for (uint64_t i = 0; i < leaf_count * 63; i++)
      tree.Put(BareRow(7, std::to_string(100'000 + i)));
    uint64_t left = leaf_count * 63;
    for (uint64_t leaf = 0; leaf < leaf_count; leaf += step) {
      for (uint64_t i = 0; i < 63; i++) {
        ASSERT_TRUE(tree.Erase({7, std::to_string(100'000 + leaf * 63 + i)}));
        left--;
      }
      if (step > 3 || leaf % 21 == 0) ExpectSound(tree);
    }
    uint64_t count = 0;
    TreeCursor cursor(tree);
    for (cursor.SeekLast(); cursor.valid(); cursor.Previous()) count++;
    EXPECT_EQ(count, left);
  }
}

// Merges nodes of both levels with neighbours that a snapshot holds too, on either side.
TEST(CowTree, ShrinksBesideSnapshotsThatStay) {
  for (const uint64_t order : {0u, 1u, 2u}) {
    NodePool pool;
    std::vector<RowRef> rows;
    {
      CowTree tree(&pool);
      for (uint64_t i = 0; i < 12'000; i++)
        rows.push_back(BareRow(i / 100, "k" + std::to_string(i)));
      std::vector<RowRef> shuffled = rows;
      std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(order));
      for (const RowRef& row : shuffled) tree.Put(row);
      // From the back, from the front, or anywhere.
      std::vector<RowRef> erased = order == 2 ? shuffled : rows;
      if (order == 1) std::reverse(erased.begin(), erased.end());
      if (order == 0)
        std::sort(erased.begin(), erased.end(),
                  [](const RowRef& a, const RowRef& b) { return a->key() < b->key(); });
      const CowTree whole = tree;
      CowTree recent = tree;
      uint64_t recent_count = erased.size();
      pool.set_strict(true);
      for (size_t i = 0; i < erased.size(); i++) {
        ASSERT_TRUE(pool.Reserve(tree.NeedFor(1)));
        ASSERT_TRUE(tree.Erase(erased[i]->key()));
        if (i % 400 != 0) continue;
        ExpectSound(tree);
        uint64_t count = 0;
        uint64_t bytes = 0;
        EXPECT_EQ(CheckTree(recent, &count, &bytes), std::nullopt);
        EXPECT_EQ(count, recent_count);
        recent = tree;
        recent_count = erased.size() - i - 1;
        pool.ReleaseSome(50);
      }
      EXPECT_TRUE(tree.empty());
      uint64_t count = 0;
      uint64_t bytes = 0;
      EXPECT_EQ(CheckTree(whole, &count, &bytes), std::nullopt);
      EXPECT_EQ(count, rows.size());
    }
    while (pool.ReleaseSome(1000)) {
    }
    EXPECT_EQ(pool.nodes_in_use(), 0u);
    for (const RowRef& row : rows) ASSERT_EQ(row->references(), 1u);
  }
}

TEST(CowTree, ChangesInPlaceWhatNobodyElseHolds) {
  NodePool pool;
  CowTree tree(&pool);
  for (uint64_t i = 0; i < 1000; i++) tree.Put(BareRow(i, "k"));
  const size_t before = pool.nodes_in_use();
  tree.Put(BareRow(500, "k", "new"));
  EXPECT_EQ(pool.nodes_in_use(), before);
  const CowTree snapshot = tree;
  EXPECT_EQ(pool.nodes_in_use(), before);
  tree.Put(BareRow(500, "k", "newer"));
  EXPECT_EQ(pool.nodes_in_use(), before + static_cast<size_t>(tree.height()));
  EXPECT_EQ(ValueOf(snapshot.Find({500, "k"})), "new");
  EXPECT_EQ(ValueOf(tree.Find({500, "k"})), "newer");
}

TEST(CowTree, KeepsNoRowThatIsGone) {
  // Also not as a separator: replacing or erasing every row leaves the old ones with the test as
  // their only holder.
  NodePool pool;
  CowTree tree(&pool);
  std::vector<RowRef> rows;
  for (uint64_t i = 0; i < 5000; i++) {
    rows.push_back(BareRow(i, "k"));
    tree.Put(rows.back());
  }
  for (uint64_t i = 0; i < 5000; i++) {
    if (i % 2 == 0) {
      tree.Put(BareRow(i, "k", "new"));
    } else {
      tree.Erase({i, "k"});
    }
  }
  ExpectSound(tree);
  for (const RowRef& row : rows) EXPECT_EQ(row->references(), 1u);
}

TEST(NodePool, FreesADroppedTreeInSteps) {
  NodePool pool;
  std::vector<RowRef> rows;
  {
    CowTree tree(&pool);
    for (uint64_t i = 0; i < 63 * 20; i++) {
      rows.push_back(BareRow(i, "k"));
      tree.Put(rows.back());
    }
  }
  const size_t nodes = pool.nodes_in_use();
  EXPECT_TRUE(pool.has_dead_nodes());
  EXPECT_EQ(rows[0]->references(), 2u);
  size_t steps = 1;
  while (pool.ReleaseSome(5)) {
    EXPECT_EQ(pool.nodes_in_use(), nodes - 5 * steps);
    steps++;
  }
  EXPECT_EQ(pool.nodes_in_use(), 0u);
  EXPECT_EQ(rows[0]->references(), 1u);
}

}  // namespace
}  // namespace hashrange::store
