#include "store/partition.h"

#include <gtest/gtest.h>

#include <string>

#include "store/commit.h"
#include "store/invariants.h"
#include "store/random_batches_testing.h"

namespace hashrange::store {
namespace {

// A table with a global index and rows enough that partitions remember those that were found.
class LargeIndex : public ::testing::Test {
 protected:
  static constexpr uint64_t kRows = 3 * RowCache::kRowsMin;

  void SetUp() override {
    WriteBatch create;
    create.CreateTable(1, SchemaWith({GlobalIndex(1, {KeyS("v")}), LocalIndex(2, KeyS("v"))}));
    Commit(std::move(create));
    WriteBatch rows;
    for (uint64_t i = 0; i < kRows; i++) rows.Put(1, RowAt(i));
    Commit(std::move(rows));
  }

  RowRef RowAt(uint64_t i) {
    return TestRow("p" + std::to_string(i % 7), i, "v" + std::to_string(i));
  }
  void Commit(WriteBatch batch) {
    batch.sequence = state_.last_sequence() + 1;
    ASSERT_EQ(CheckBatch(state_, batch), std::nullopt);
    ASSERT_TRUE(PrepareCommit(&state_, &batch));
    store::Commit(&state_, std::move(batch));
  }
  void Split(uint32_t index, model::Key at) {
    WriteBatch batch;
    batch.Split(1, index, std::move(at));
    Commit(std::move(batch));
  }
  void DeleteRowsFrom(uint64_t first) {
    WriteBatch batch;
    for (uint64_t i = first; i < kRows; i++)
      batch.Delete(1, TestKey("p" + std::to_string(i % 7), i));
    Commit(std::move(batch));
  }
  const Table& table() { return *state_.catalog().Find(1u); }
  const PartitionList& entries() { return *table().FindIndex(1u)->own; }
  // A copy: a key's bytes lie in its row.
  std::vector<model::Key> EntryKeys() {
    std::vector<model::Key> keys;
    for (RowCursor rows(entries(), {}, Direction::kForward); rows.row() != nullptr; rows.Next())
      keys.push_back({rows.row()->hash(), std::string(rows.row()->key_bytes())});
    return keys;
  }

  State state_;
};

TEST_F(LargeIndex, RemembersNoEntryThatIsGone) {
  Split(1, {uint64_t{1} << 60, ""});  // and so 15 of 16 entries are put anew
  DeleteRowsFrom(1);
  EXPECT_EQ(CheckInvariants(state_), std::nullopt);
  EXPECT_EQ(entries().item_count(), 1u);
}

TEST_F(LargeIndex, FindsNoEntryThatIsGone) {
  const std::vector<model::Key> keys = EntryKeys();
  ASSERT_EQ(keys.size(), kRows);
  for (const model::Key& key : keys) ASSERT_NE(entries().Of(key.view()).Find(key.view()), nullptr);
  DeleteRowsFrom(kRows / 2);
  uint64_t found = 0;
  for (const model::Key& key : keys) {
    if (entries().Of(key.view()).Find(key.view()) != nullptr) found++;
  }
  EXPECT_EQ(found, kRows / 2);
  EXPECT_EQ(CheckInvariants(state_), std::nullopt);
}

// Of a table with rows that it remembers, an index, and entries of a local index: each of them lies
// on its side of the split, and the reserved nodes were enough.
TEST_F(LargeIndex, SplitsWithAllThatBelongsToARange) {
  state_.pool()->set_strict(true);
  const State snapshot = state_.Fork();
  for (const uint64_t sixteenth : {8u, 4u, 12u, 1u, 15u}) {
    Split(kNoIndex, {sixteenth << 60, ""});
    Split(1, {sixteenth << 60, ""});
    ASSERT_EQ(CheckInvariants(state_), std::nullopt);
  }
  EXPECT_EQ(table().partitions().size(), 6u);
  EXPECT_EQ(entries().size(), 6u);
  const auto sum_of = [](const PartitionList& partitions, auto count) {
    uint64_t sum = 0;
    for (const Partition& partition : partitions) sum += count(partition);
    return sum;
  };
  EXPECT_EQ(sum_of(entries(), [](const Partition& p) { return p.item_count; }), kRows);
  EXPECT_EQ(sum_of(table().partitions(), [](const Partition& p) { return p.item_count; }), kRows);
  EXPECT_EQ(sum_of(table().partitions(), [](const Partition& p) { return p.local[0].item_count; }),
            kRows);
  for (const Partition& partition : table().partitions())
    EXPECT_EQ(partition.local[0].item_count, partition.item_count);
  EXPECT_EQ(snapshot.catalog().Find(1u)->partitions().size(), 1u);
  EXPECT_EQ(CheckInvariants(snapshot), std::nullopt);
  for (uint64_t i = 0; i < kRows; i += 100) {
    const Row* row = table().Find(TestKey("p" + std::to_string(i % 7), i).view());
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->item().Find("v").string(), "v" + std::to_string(i));
  }
}

TEST_F(LargeIndex, BeginsTheHeatOfASplitAnew) {
  table().partitions()[0].heat.AddWrite(60'000, 7);
  Split(kNoIndex, {uint64_t{8} << 60, ""});
  for (const Partition& partition : table().partitions())
    EXPECT_EQ(partition.heat.WriteUnits(60'000), 0);
}

TEST(PartitionList, FindsThePartitionOfEveryKey) {
  NodePool pool;
  PartitionList partitions(&pool, 0);
  for (const model::Key& at : {model::Key{5, "m"}, model::Key{5, ""}, model::Key{9, "a"},
                               model::Key{5, "mm"}, model::Key{UINT64_MAX, "z"}}) {
    ASSERT_TRUE(pool.Reserve(partitions.NeedForSplit(at.view())));
    partitions.Split(at.view());
  }
  ASSERT_EQ(partitions.size(), 6u);
  const auto index_of = [&](uint64_t hash, Bytes bytes) {
    const size_t index = partitions.IndexOf({hash, bytes});
    EXPECT_TRUE(partitions[index].Contains({hash, bytes}));
    return index;
  };
  EXPECT_EQ(index_of(0, ""), 0u);
  EXPECT_EQ(index_of(4, "zzz"), 0u);
  EXPECT_EQ(index_of(5, ""), 1u);
  EXPECT_EQ(index_of(5, "lzz"), 1u);
  EXPECT_EQ(index_of(5, "m"), 2u);
  EXPECT_EQ(index_of(5, "ml"), 2u);
  EXPECT_EQ(index_of(5, "mm"), 3u);
  EXPECT_EQ(index_of(9, ""), 3u);
  EXPECT_EQ(index_of(9, "a"), 4u);
  EXPECT_EQ(index_of(UINT64_MAX, "y"), 4u);
  EXPECT_EQ(index_of(UINT64_MAX, "\xff"), 5u);
}

}  // namespace
}  // namespace hashrange::store
