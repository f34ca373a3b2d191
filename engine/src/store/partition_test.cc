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

}  // namespace
}  // namespace hashrange::store
