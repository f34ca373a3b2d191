// Each invariant, broken by hand, is noticed.
#include "store/invariants.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/commit.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

class Invariants : public ::testing::Test {
 protected:
  void SetUp() override {
    WriteBatch batch;
    batch.sequence = 1;
    batch.CreateTable(1, TestSchema("t"));
    Commit(&state_, std::move(batch));
    for (int i = 0; i < 300; i++) {
      batch = WriteBatch();
      batch.sequence = state_.last_sequence() + 1;
      batch.Put(1, TestRow("user" + std::to_string(i), 1, "v"));
      ASSERT_TRUE(PrepareCommit(&state_, &batch));
      Commit(&state_, std::move(batch));
    }
    ASSERT_EQ(CheckInvariants(state_), std::nullopt);
  }

  Partition* partition(size_t index = 0) { return table()->mutable_partitions()->Mutable(index); }
  Table* table() { return const_cast<Catalog&>(state_.catalog()).FindMutable(1); }
  InnerNode* root() { return static_cast<InnerNode*>(const_cast<Node*>(partition()->tree.root())); }
  LeafNode* leaf() { return static_cast<LeafNode*>(root()->children[1]); }
  std::string Complaint() { return CheckInvariants(state_).value_or(""); }

  State state_;
};

TEST_F(Invariants, CountsAndSums) {
  partition()->item_count++;
  EXPECT_EQ(Complaint(), "Table \"t\": A partition's item count is wrong.");
  partition()->item_count--;
  partition()->item_bytes--;
  EXPECT_EQ(Complaint(), "Table \"t\": A partition's sum of item bytes is wrong.");
}

TEST_F(Invariants, OrderAndSeparators) {
  std::swap(leaf()->rows[3], leaf()->rows[4]);
  EXPECT_EQ(Complaint(), "Table \"t\": A leaf's hash is not that of its row.");
  std::swap(leaf()->hash_heads[3], leaf()->hash_heads[4]);
  EXPECT_EQ(Complaint(), "Table \"t\": A leaf's fingerprint is not that of its row.");
  std::swap(leaf()->fingerprints[3], leaf()->fingerprints[4]);
  EXPECT_EQ(Complaint(), "Table \"t\": Rows are out of order.");
  std::swap(leaf()->rows[3], leaf()->rows[4]);
  std::swap(leaf()->hash_heads[3], leaf()->hash_heads[4]);
  std::swap(leaf()->fingerprints[3], leaf()->fingerprints[4]);
  EXPECT_EQ(Complaint(), "");
  const Row* first = std::exchange(root()->separators[1], leaf()->rows[1]);
  EXPECT_EQ(Complaint(), "Table \"t\": A separator's hash is wrong.");
  const uint32_t hash = std::exchange(root()->hash_heads[1], leaf()->hash_heads[1]);
  EXPECT_EQ(Complaint(), "Table \"t\": A separator is not the first row of its child.");
  root()->separators[1] = first;
  root()->hash_heads[1] = hash;
  EXPECT_EQ(Complaint(), "");
}

TEST_F(Invariants, NodesAndHolders) {
  const uint32_t holders = std::exchange(leaf()->references, 0u);
  EXPECT_EQ(Complaint(), "Table \"t\": A node in use has no holder.");
  leaf()->references = holders;
  const uint16_t count = std::exchange(leaf()->count, uint16_t{0});
  EXPECT_EQ(Complaint(), "Table \"t\": A node is empty.");
  leaf()->count = count;
  leaf()->level = 2;
  EXPECT_EQ(Complaint(), "Table \"t\": The tree is not of one height.");
  leaf()->level = 0;
  EXPECT_EQ(Complaint(), "");
}

TEST_F(Invariants, RangesOfPartitions) {
  ASSERT_TRUE(SplitAt(table(), leaf()->rows[0]->key()));
  EXPECT_EQ(Complaint(), "");
  const model::Key low = partition(1)->low;
  partition(1)->low.hash++;
  EXPECT_EQ(Complaint(), "Table \"t\": Neighbouring partitions do not meet.");
  partition(0)->high->hash++;
  EXPECT_EQ(Complaint(), "Table \"t\": A row lies before its partition.");
  partition(0)->high = partition(1)->low = model::Key{};
  EXPECT_EQ(Complaint(), "Table \"t\": A partition's range is empty.");
  partition(0)->high = partition(1)->low = model::Key{UINT64_MAX, ""};
  EXPECT_EQ(Complaint(), "Table \"t\": A row lies before its partition.");
  partition(0)->high = partition(1)->low = model::Key{1, ""};
  EXPECT_EQ(Complaint(), "Table \"t\": A row lies behind its partition.");
  partition(0)->high = partition(1)->low = low;
  partition(1)->high = low;
  EXPECT_EQ(Complaint(), "Table \"t\": A table's last partition ends.");
  partition(1)->high.reset();
  partition(0)->low.hash = 1;
  EXPECT_EQ(Complaint(),
            "Table \"t\": A table's first partition does not begin at the lowest key.");
}

TEST_F(Invariants, KeysOfItems) {
  const model::Key key = TestKey("somebody else", 1);
  RowRef row = Row::Make(key.view(), TestItem("user7", 1, "v"));
  partition()->Put(row);
  EXPECT_EQ(Complaint(), "Table \"t\": A row's hash is not that of its partition key.");
  partition()->Erase(key.view());
  model::Key same_hash = TestKey("user7", 2);
  partition()->Put(Row::Make(same_hash.view(), TestItem("user7", 1, "v")));
  EXPECT_EQ(Complaint(), "Table \"t\": A row's key is not that of its item.");
}

}  // namespace
}  // namespace hashrange::store
