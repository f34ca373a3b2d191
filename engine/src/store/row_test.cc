#include "store/row.h"

#include <gtest/gtest.h>

#include "store/store_testing.h"

namespace hashrange::store {
namespace {

TEST(Row, HoldsItsKeyAndItsItem) {
  const std::string item = TestItem("a", 7, "value");
  const RowRef row = Row::Make(model::KeyView{42, Bytes("k\0y", 3)}, item);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->hash(), 42u);
  EXPECT_EQ(row->key_bytes(), Bytes("k\0y", 3));
  EXPECT_EQ(row->item().form(), item);
  EXPECT_EQ(row->item().Find("v").string(), "value");
}

TEST(Row, MayHaveAnEmptyKey) {
  const std::string item = TestItem("a", 7, "value");
  const RowRef row = Row::Make(model::KeyView{}, item);
  EXPECT_EQ(row->key_bytes(), "");
  EXPECT_EQ(row->item().form(), item);
}

TEST(Row, IsMadeOfTheValueOfAnItem) {
  const std::string item = TestItem("a", 7, "value");
  const model::ItemView view(item);
  const RowRef row = Row::Make(model::KeyView{42, Bytes("k\0y", 3)}, view.structure(), view.text(),
                               view.item_bytes());
  ASSERT_TRUE(row);
  EXPECT_EQ(row->hash(), 42u);
  EXPECT_EQ(row->key_bytes(), Bytes("k\0y", 3));
  EXPECT_EQ(row->item().form(), item);
  EXPECT_TRUE(model::IsItem(row->item().form()));
}

TEST(Row, IsCountedByItsHolders) {
  RowRef first = BareRow(1, "k");
  EXPECT_EQ(first->references(), 1u);
  RowRef second = first;
  EXPECT_EQ(first->references(), 2u);
  RowRef third = std::move(second);
  EXPECT_FALSE(second);  // NOLINT: moved from on purpose
  EXPECT_EQ(first->references(), 2u);
  third = RowRef();
  EXPECT_EQ(first->references(), 1u);
  first = RowRef(first.get());
  EXPECT_EQ(first->references(), 1u);
  const Row* raw = first.Release();
  EXPECT_EQ(RowRef::Adopt(raw)->references(), 1u);
}

TEST(Row, MayShareTheItemOfAnother) {
  const RowRef base = TestRow("a", 7, "value");
  const RowRef sharing = Row::MakeSharing({42, Bytes("k\0y", 3)}, base.get());
  ASSERT_TRUE(sharing);
  EXPECT_EQ(sharing->hash(), 42u);
  EXPECT_EQ(sharing->key_bytes(), Bytes("k\0y", 3));
  EXPECT_EQ(sharing->item().form().data(), base->item().form().data());
  EXPECT_EQ(sharing->item().form(), TestItem("a", 7, "value"));
  EXPECT_EQ(sharing->item_holder(), base.get());
  EXPECT_EQ(base->item_holder(), base.get());
  EXPECT_EQ(base->references(), 2u);
  EXPECT_EQ(sharing->references(), 1u);
}

TEST(Row, MayShareUnderAnyLengthOfKey) {
  const RowRef base = TestRow("a", 7, "value");
  // The pointer to the other row then lies at any address.
  for (size_t bytes = 0; bytes < 20; bytes++) {
    const std::string key(bytes, 'k');
    const RowRef sharing = Row::MakeSharing({1, key}, base.get());
    EXPECT_EQ(sharing->key_bytes(), key);
    EXPECT_EQ(sharing->item_holder(), base.get());
    EXPECT_EQ(sharing->item().Find("v").string(), "value");
  }
  EXPECT_EQ(base->references(), 1u);
}

TEST(Row, LivesAsLongAsAnotherSharesItsItem) {
  RowRef base = TestRow("a", 7, "value");
  RowRef first = Row::MakeSharing({1, "k"}, base.get());
  RowRef second = Row::MakeSharing({2, "k"}, base.get());
  EXPECT_EQ(base->references(), 3u);
  const Row* row = base.get();
  base = RowRef();
  EXPECT_EQ(row->references(), 2u);
  EXPECT_EQ(first->item().Find("v").string(), "value");
  const RowRef again = first;
  EXPECT_EQ(row->references(), 2u) << "a holder of an entry is no holder of its row";
  first = RowRef();
  EXPECT_EQ(row->references(), 2u);
  second = RowRef();
  EXPECT_EQ(row->references(), 1u);
  EXPECT_EQ(again->item().form(), TestItem("a", 7, "value"));
}

TEST(Row, IsFreedAfterThoseThatShareItsItem) {
  const RowRef base = TestRow("a", 7, "value");
  RowRef sharing = Row::MakeSharing({1, "k"}, base.get());
  sharing = RowRef();
  EXPECT_EQ(base->references(), 1u);
  EXPECT_EQ(base->item().form(), TestItem("a", 7, "value"));
}

TEST(Row, OfThreeHundredBytesTakesLessThanFourHundred) {
  // 300 bytes by DynamoDB's count; a leaf that is two thirds full adds 22 bytes for the row's slot,
  // the allocator 8.
  const std::string v(300 - 2 - 11 - 2 - 2 - 1, 'x');
  const std::string item = TestItem("user#000042", 7, v);
  ASSERT_EQ(model::ItemView(item).item_bytes(), 300u);
  EXPECT_LT(Row::MemoryBytes(TestKey("user#000042", 7).bytes.size(), item.size()) + 22 + 8, 400u);
}

}  // namespace
}  // namespace hashrange::store
