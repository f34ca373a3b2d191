#include "store/row_cache.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "base/test_random.h"
#include "store/invariants.h"
#include "store/partition.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

TEST(RowCache, KnowsNothingOfFewRows) {
  RowCache cache;
  const RowRef row = TestRow("a", 1, "x");
  cache.Remember(row.get(), KeyMix(row->key()), RowCache::kRowsMin - 1);
  EXPECT_EQ(cache.Find(row->key(), KeyMix(row->key())), nullptr);
  cache.Remember(row.get(), KeyMix(row->key()), RowCache::kRowsMin);
  EXPECT_EQ(cache.Find(row->key(), KeyMix(row->key())), row.get());
}

TEST(RowCache, ForgetsAndReplaces) {
  RowCache cache;
  const RowRef row = TestRow("a", 1, "x"), other = TestRow("a", 1, "y");
  const uint64_t mix = KeyMix(row->key());
  cache.Remember(row.get(), mix, RowCache::kRowsMin);
  const RowCache copy(cache);
  EXPECT_EQ(copy.Find(row->key(), mix), nullptr);
  cache.Replace(row.get(), other.get());
  EXPECT_EQ(cache.Find(row->key(), mix), other.get());
  cache.Replace(other.get(), nullptr);
  EXPECT_EQ(cache.Find(row->key(), mix), nullptr);
  RowCache moved(std::move(cache));
  moved.Remember(row.get(), mix, RowCache::kRowsMin);
  EXPECT_EQ(moved.Find(row->key(), mix), row.get());
}

// Finds, puts and erases at random against a map, with copies of the partition that go their own
// ways.
TEST(RowCache, AnswersWhatTheTreeHasThroughAllChanges) {
  NodePool pool;
  base::TestRandom random(11);
  {
    Partition partition(&pool, 0);
    std::map<uint64_t, std::string> expected;
    Partition copy(&pool, 0);
    for (int i = 0; i < 60'000; i++) {
      const uint64_t number = random.Below(4000);
      const std::string pk = "p" + std::to_string(number % 40);
      const model::Key key = TestKey(pk, number);
      const uint64_t action = random.Below(i < 8000 ? 2 : 10);
      ASSERT_TRUE(pool.Reserve(partition.tree.NeedFor(1)));
      if (action == 0) {
        const std::string value = std::to_string(i);
        partition.Put(TestRow(pk, number, value));
        expected[number] = value;
      } else if (action == 2 && random.OneIn(3)) {
        partition.Erase(key.view());
        expected.erase(number);
      } else {
        const Row* row = partition.Find(key.view());
        const auto found = expected.find(number);
        ASSERT_EQ(row != nullptr, found != expected.end());
        if (row != nullptr) {
          ASSERT_EQ(row->item().Find("v").string(), found->second);
          ASSERT_EQ(row, partition.tree.Find(key.view()));
        }
      }
      // A copy that is changed does not disturb the first, nor the other way round.
      if (i % 5000 == 4999) {
        copy = partition;
        ASSERT_TRUE(pool.Reserve(copy.tree.NeedFor(1)));
        copy.Erase(key.view());
        ASSERT_EQ(copy.Find(key.view()), nullptr);
        size_t remembered = 0;
        partition.cache.ForEach([&](const Row* row) {
          remembered++;
          ASSERT_EQ(partition.tree.Find(row->key()), row);
        });
        if (i > 10'000) {
          ASSERT_GT(remembered, 500u);
        }
      }
    }
  }
  while (pool.ReleaseSome(1000)) {
  }
}

}  // namespace
}  // namespace hashrange::store
