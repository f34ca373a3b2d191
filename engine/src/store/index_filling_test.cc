// A global index, or the queue of time to live, that comes to a table with items is filled in steps
// while writes go on: what lies up to where it is filled has its entries, what lies above has none.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/twin_testing.h"

namespace hashrange::store {
namespace {

class IndexFilling : public ::testing::Test {
 protected:
  void SetUp() override {
    twin_.SetStrict();
    twin_.CreateTable(SchemaWith({GlobalIndex(1, {KeyS("v")}), LocalIndex(2, KeyS("v"))}));
  }

  void PutItems(int count) {
    for (int i = 0; i < count; i++) twin_.Put(ValuesAt(i));
  }
  static TestValues ValuesAt(int i) {
    return {{"pk", S("p" + std::to_string(i % 5))},
            {"sk", N(std::to_string(i))},
            {"v", S("v" + std::to_string(i % 3))},
            {"ends", N(std::to_string(1000 + i))}};
  }
  void AddIndex(uint32_t number) {
    twin_.ChangeSchema([&](model::TableSchema* schema) {
      schema->indexes.push_back(GlobalIndex(number, {KeyS("v")}, {KeyN("sk")}));
      schema->next_index_number = number + 1;
    });
  }
  void DropIndex(uint32_t number) {
    twin_.ChangeSchema([&](model::TableSchema* schema) {
      for (size_t i = 0; i < schema->indexes.size(); i++) {
        if (schema->indexes[i].number != number) continue;
        schema->indexes.erase(schema->indexes.begin() + static_cast<std::ptrdiff_t>(i));
        return;
      }
    });
  }
  // The keys of the table's rows, in order.
  std::vector<NaiveKey> Keys() const {
    std::vector<NaiveKey> keys;
    for (const auto& [key, form] : twin_.naive.tables().at(1).rows) keys.push_back(key);
    return keys;
  }
  const SecondaryIndex& Index(uint32_t number) const { return *twin_.table().FindIndex(number); }
  uint64_t EntryCount(uint32_t number) const { return twin_.table().ItemCountOf(Index(number)); }

  Twin twin_;
};

TEST_F(IndexFilling, BeginsEmptyWhereThereAreItems) {
  PutItems(20);
  AddIndex(3);
  EXPECT_FALSE(Index(3).complete());
  EXPECT_EQ(EntryCount(3), 0u);
  EXPECT_EQ(EntryCount(1), 20u);
  EXPECT_EQ(EntryCount(2), 20u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, IsNeededWhereThereAreNoneToo) {
  AddIndex(3);
  EXPECT_FALSE(Index(3).complete());
  PutItems(20);
  EXPECT_EQ(EntryCount(3), 0u);
  twin_.FillIndex(3, Keys().back(), true);
  EXPECT_TRUE(Index(3).complete());
  EXPECT_EQ(EntryCount(3), 20u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, GoesUpToAKeyAndIncludesIt) {
  PutItems(20);
  AddIndex(3);
  const std::vector<NaiveKey> keys = Keys();
  twin_.FillIndex(3, keys[6], false);
  EXPECT_EQ(EntryCount(3), 7u);
  twin_.FillIndex(3, keys[6], false);
  EXPECT_EQ(EntryCount(3), 7u);
  // Between two rows.
  twin_.FillIndex(3, {keys[9].first, keys[9].second + "x"}, false);
  EXPECT_EQ(EntryCount(3), 10u);
  twin_.ExpectEqual();
  twin_.FillIndex(3, keys.back(), false);
  EXPECT_EQ(EntryCount(3), 20u);
  EXPECT_FALSE(Index(3).complete()) << "until it is said";
  twin_.FillIndex(3, keys.back(), true);
  EXPECT_TRUE(Index(3).complete());
  EXPECT_EQ(EntryCount(3), 20u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, TakesAllThatAreLeftInItsLastStep) {
  PutItems(20);
  AddIndex(3);
  const std::vector<NaiveKey> keys = Keys();
  twin_.FillIndex(3, keys[2], false);
  twin_.FillIndex(3, keys[5], true);
  EXPECT_TRUE(Index(3).complete());
  EXPECT_EQ(EntryCount(3), 20u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, FollowsWritesBelowAndLeavesThoseAboveForLater) {
  PutItems(40);
  AddIndex(3);
  const std::vector<NaiveKey> keys = Keys();
  twin_.FillIndex(3, keys[19], false);
  const auto is_below = [&](int i) {
    const std::string form = ItemOf(ValuesAt(i));
    return !(keys[19] < NaiveTableKey(twin_.table().schema(), model::ItemView(form)));
  };
  uint64_t below = 20;
  for (int i = 0; i < 60; i++) {
    TestValues values = ValuesAt(i);
    values["v"] = S("changed");
    if (i % 4 == 0) values.erase("v");
    if (i % 7 == 0) {
      twin_.Delete({{"pk", values["pk"]}, {"sk", values["sk"]}});
    } else {
      twin_.Put(values);
    }
    if (is_below(i)) {
      const bool is_in = i % 4 != 0 && i % 7 != 0;
      if (i < 40 && !is_in) below--;
      if (i >= 40 && is_in) below++;
    }
    ASSERT_EQ(EntryCount(3), below) << i;
    ASSERT_NO_FATAL_FAILURE(twin_.ExpectEqual());
  }
  twin_.FillIndex(3, keys[30], false);
  twin_.ExpectEqual();
  twin_.FillIndex(3, keys[30], true);
  twin_.ExpectEqual();
  EXPECT_EQ(EntryCount(3), EntryCount(1));
}

TEST_F(IndexFilling, CanBeGivenUpHalfWay) {
  PutItems(30);
  const size_t nodes = twin_.state.pool()->nodes_in_use();
  AddIndex(3);
  twin_.FillIndex(3, Keys()[14], false);
  DropIndex(3);
  EXPECT_EQ(twin_.table().FindIndex(3u), nullptr);
  twin_.ExpectEqual();
  while (twin_.state.ReleaseSome(10)) {
  }
  EXPECT_EQ(twin_.state.pool()->nodes_in_use(), nodes);
  AddIndex(4);
  EXPECT_EQ(EntryCount(4), 0u);
  EXPECT_EQ(EntryCount(1), 30u);
  twin_.FillIndex(4, NaiveKey{}, true);
  EXPECT_EQ(EntryCount(4), 30u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, OfSeveralIndexesGoesOnSideBySide) {
  PutItems(30);
  AddIndex(3);
  twin_.FillIndex(3, Keys()[9], false);
  AddIndex(4);
  EXPECT_EQ(EntryCount(3), 10u) << "the new schema leaves it as far as it was";
  twin_.FillIndex(4, Keys()[19], false);
  PutItems(31);
  DropIndex(3);
  EXPECT_FALSE(Index(4).complete());
  twin_.FillIndex(4, Keys()[19], true);
  EXPECT_EQ(EntryCount(4), 31u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, GoesAcrossSplitsOfTheTableAndOfTheIndex) {
  PutItems(40);
  AddIndex(3);
  const std::vector<NaiveKey> keys = Keys();
  for (const size_t at : {5u, 15u, 25u}) {
    model::Key split{keys[at].first, keys[at].second};
    split.bytes.resize(model::FirstPartBytes(split.bytes));
    twin_.CommitNext([&](WriteBatch* batch) { batch->Split(1, kNoIndex, split); });
    twin_.CommitNext([&](WriteBatch* batch) { batch->Split(1, 3, {uint64_t{at} << 58, "x"}); });
    twin_.FillIndex(3, keys[at + 7], false);
    ASSERT_NO_FATAL_FAILURE(twin_.ExpectEqual());
  }
  EXPECT_EQ(Index(3).own->size(), 4u);
  twin_.FillIndex(3, keys.back(), true);
  EXPECT_EQ(EntryCount(3), 40u);
  twin_.ExpectEqual();
}

TEST_F(IndexFilling, OfForksGoesItsOwnWay) {
  PutItems(20);
  AddIndex(3);
  twin_.FillIndex(3, Keys()[4], false);
  Twin fork = twin_.Fork();
  fork.FillIndex(3, Keys()[4], true);
  twin_.FillIndex(3, Keys()[9], false);
  EXPECT_EQ(EntryCount(3), 10u);
  EXPECT_EQ(fork.table().ItemCountOf(*fork.table().FindIndex(3u)), 20u);
  twin_.ExpectEqual();
  fork.ExpectEqual();
}

TEST_F(IndexFilling, OfTheQueueOfTimeToLiveIsTheSame) {
  PutItems(20);
  EXPECT_EQ(twin_.table().expiry_queue(), nullptr);
  const auto enable = [&] {
    twin_.ChangeSchema([](model::TableSchema* schema) {
      schema->time_to_live = model::ExpiryIndex(schema->next_index_number++, "ends");
    });
  };
  enable();
  ASSERT_NE(twin_.table().expiry_queue(), nullptr);
  const uint32_t first = twin_.table().expiry_queue()->schema->number;
  EXPECT_FALSE(Index(first).complete());
  twin_.FillIndex(first, Keys()[9], false);
  EXPECT_EQ(EntryCount(first), 10u);
  PutItems(25);
  twin_.ExpectEqual();
  twin_.ChangeSchema([](model::TableSchema* schema) { schema->time_to_live.reset(); });
  EXPECT_EQ(twin_.table().expiry_queue(), nullptr);
  twin_.ExpectEqual();
  enable();
  const uint32_t second = twin_.table().expiry_queue()->schema->number;
  EXPECT_NE(second, first);
  EXPECT_EQ(EntryCount(second), 0u);
  twin_.FillIndex(second, Keys()[9], true);
  EXPECT_EQ(EntryCount(second), 25u);
  twin_.ExpectEqual();
  // The first to expire comes first.
  RowCursor queue(twin_.table(), Index(second), {}, Direction::kForward);
  for (uint64_t i = 0; i < 25; i++, queue.Next())
    ASSERT_EQ(ExpirySecondsOf(*queue.row()), 1000 + i);
}

}  // namespace
}  // namespace hashrange::store
