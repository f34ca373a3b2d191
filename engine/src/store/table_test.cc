#include "store/table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "store/cursor.h"
#include "store/index_testing.h"
#include "store/invariants.h"

namespace hashrange::store {
namespace {

using Keys = std::vector<std::string>;

// Rows "00" to "99", all of hash 5 unless `spread`; then of hash 0 to 99.
class TableOfHundred {
 public:
  explicit TableOfHundred(bool spread = false) : table(1, TestSchema("t"), &pool), spread_(spread) {
    for (int i = 0; i < 100; i++) {
      const RowRef row = BareRow(Key(i).hash, Key(i).bytes);
      table.mutable_partitions()->MutableOf(row->key())->Put(row);
    }
  }

  model::Key Key(int i) const {
    const std::string name = {static_cast<char>('0' + i / 10), static_cast<char>('0' + i % 10)};
    return {spread_ ? static_cast<uint64_t>(i) : 5, name};
  }
  Keys Read(const KeyRange& range, Direction direction) const {
    Keys keys;
    for (RowCursor rows(table, range, direction); rows.row() != nullptr; rows.Next()) {
      keys.push_back(std::string(rows.row()->key_bytes()));
    }
    return keys;
  }
  Keys Expect(int first, int last, Direction direction) const {
    Keys keys;
    for (int i = first; i <= last; i++) keys.push_back(Key(i).bytes);
    if (direction == Direction::kBackward) std::reverse(keys.begin(), keys.end());
    return keys;
  }

  NodePool pool;
  Table table;

 private:
  bool spread_;
};

TEST(Table, CountsItsItemsAndTheirBytes) {
  TableOfHundred t;
  EXPECT_EQ(t.table.item_count(), 100u);
  const uint64_t each = BareRow(1, "k")->item().item_bytes();
  EXPECT_EQ(t.table.item_bytes(), 100 * each);
  t.table.mutable_partitions()->Mutable(0)->Put(BareRow(5, "00", "xyz"));
  EXPECT_EQ(t.table.item_count(), 100u);
  EXPECT_EQ(t.table.item_bytes(), 100 * each + 3);
  t.table.mutable_partitions()->Mutable(0)->Erase({5, "00"});
  t.table.mutable_partitions()->Mutable(0)->Erase({5, "not there"});
  EXPECT_EQ(t.table.item_count(), 99u);
  EXPECT_EQ(t.table.item_bytes(), 99 * each);
}

// Every range of a table gives the same rows however it is split, in both directions.
class TableRanges : public ::testing::TestWithParam<int> {};

TEST_P(TableRanges, AreReadAcrossPartitions) {
  for (const bool spread : {false, true}) {
    TableOfHundred t(spread);
    std::mt19937_64 random(11);
    for (int i = 0; i < GetParam(); i++) {
      SplitAt(&t.table, t.Key(static_cast<int>(random() % 100)).view());
      // Also empty partitions.
      if (i % 3 == 0)
        SplitAt(&t.table, model::KeyView{5, "55" + std::string(random() % 4 + 1, 'x')});
    }
    EXPECT_EQ(t.table.item_count(), 100u);
    for (const Direction direction : {Direction::kForward, Direction::kBackward}) {
      EXPECT_EQ(t.Read({}, direction), t.Expect(0, 99, direction));
      for (int round = 0; round < 300; round++) {
        const int low = static_cast<int>(random() % 100);
        const int high = static_cast<int>(random() % 100);
        const model::Key low_key = t.Key(low);
        const model::Key high_key = t.Key(high);
        EXPECT_EQ(t.Read({.low = low_key.view(), .high = high_key.view()}, direction),
                  t.Expect(low, high - 1, direction));
        EXPECT_EQ(t.Read({.low = low_key.view(), .low_exclusive = true, .high = high_key.view()},
                         direction),
                  t.Expect(low + 1, high - 1, direction));
        EXPECT_EQ(t.Read({.low = low_key.view(), .low_exclusive = true}, direction),
                  t.Expect(low + 1, 99, direction));
        EXPECT_EQ(t.Read({.high = high_key.view()}, direction), t.Expect(0, high - 1, direction));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Splits, TableRanges, ::testing::Values(0, 1, 2, 12, 60));

TEST(Table, FindsEveryRowInItsPartition) {
  TableOfHundred t;
  for (int i = 7; i < 100; i += 9) ASSERT_TRUE(SplitAt(&t.table, t.Key(i).view()));
  EXPECT_EQ(t.table.partitions().size(), 12u);
  for (int i = 0; i < 100; i++) {
    const Row* row = t.table.Find(t.Key(i).view());
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->key_bytes(), t.Key(i).bytes);
    EXPECT_TRUE(t.table.partitions().Of(row->key()).Contains(row->key()));
  }
  EXPECT_EQ(t.table.Find({5, "7"}), nullptr);
  EXPECT_EQ(t.table.Find({4, "77"}), nullptr);
}

TEST(Table, IsNotSplitWhereAPartitionBegins) {
  TableOfHundred t;
  EXPECT_FALSE(SplitAt(&t.table, model::KeyView{}));
  EXPECT_TRUE(SplitAt(&t.table, t.Key(50).view()));
  EXPECT_FALSE(SplitAt(&t.table, t.Key(50).view()));
  EXPECT_EQ(t.table.partitions().size(), 2u);
}

TEST(Table, ReservesWhatASplitNeeds) {
  NodePool pool;
  Table table(1, TestSchema("t"), &pool);
  for (uint64_t i = 0; i < 10'000; i++)
    table.mutable_partitions()->Mutable(0)->Put(BareRow(i * 977 % 10'007, "k"));
  pool.set_strict(true);
  EXPECT_TRUE(SplitAt(&table, {3000, ""}));
  EXPECT_TRUE(SplitAt(&table, {9999, ""}));
  EXPECT_EQ(table.item_count(), 10'000u);
}

TEST(Table, HasTheIndexesOfItsSchemaInOrder) {
  NodePool pool;
  const Table table(1, SchemaOfEveryIndex(), &pool);
  ASSERT_EQ(table.indexes().size(), 6u);
  for (uint32_t i = 0; i < 6; i++) {
    const SecondaryIndex& index = table.indexes()[i];
    EXPECT_EQ(index.schema->number, i + 1);
    EXPECT_EQ(table.FindIndex(i + 1), &index);
    EXPECT_TRUE(index.complete());
    const bool local = index.schema->kind == model::IndexKind::kLocal;
    EXPECT_NE(index.own.has_value(), local);
    EXPECT_EQ(&table.PartitionsOf(index), local ? &table.partitions() : &*index.own);
    EXPECT_EQ(table.ItemCountOf(index), 0u);
  }
  EXPECT_EQ(table.indexes()[3].local_slot, 0u);
  EXPECT_EQ(table.indexes()[4].local_slot, 1u);
  EXPECT_EQ(table.partitions()[0].local.size(), 2u);
  EXPECT_EQ(table.FindIndex("global2"), &table.indexes()[1]);
  EXPECT_EQ(table.FindIndex("local4"), &table.indexes()[3]);
  EXPECT_EQ(table.expiry_queue(), &table.indexes()[5]);
  EXPECT_EQ(table.FindIndex(""), nullptr) << "the queue has no name";
  EXPECT_EQ(table.FindIndex("global4"), nullptr);
  EXPECT_EQ(table.FindIndex(7u), nullptr);
  EXPECT_EQ(table.FindIndex(kNoIndex), nullptr);
}

// Whoever makes a schema may leave to the table what follows from the rest of it.
TEST(Table, FinishesItsSchema) {
  NodePool pool;
  model::TableSchema unfinished = SchemaOfEveryIndex();
  for (model::IndexSchema& index : unfinished.indexes) {
    index.table_keys.clear();
    index.kept.clear();
  }
  Table table(1, unfinished, &pool);
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < 5; i++) {
      EXPECT_EQ(table.indexes()[i].schema->table_keys.size(), 2u);
      EXPECT_EQ(table.indexes()[i].schema->kept, SchemaOfEveryIndex().indexes[i].kept);
    }
    table.SetSchema(unfinished, &pool);
  }
}

TEST(Table, CountsTheEntriesOfEachIndexAndTheirBytes) {
  NodePool pool;
  Table table(1, SchemaOfEveryIndex(), &pool);
  table.MutableIndex(0)->own->Mutable(0)->Put(BareRow(1, "a", "xyz"));
  table.MutableIndex(0)->own->Mutable(0)->Put(BareRow(2, "a", "xyz"));
  table.MutableIndex(0)->own->Split({2, ""});
  table.mutable_partitions()->Split({5, ""});
  table.mutable_partitions()->Mutable(0)->local[1].Put(BareRow(1, "b", ""));
  table.mutable_partitions()->Mutable(1)->local[1].Put(BareRow(5, "b", "x"));
  const uint64_t each = BareRow(1, "k")->item().item_bytes();
  EXPECT_EQ(table.ItemCountOf(table.indexes()[0]), 2u);
  EXPECT_EQ(table.ItemBytesOf(table.indexes()[0]), 2 * each + 6);
  EXPECT_EQ(table.ItemCountOf(table.indexes()[3]), 0u);
  EXPECT_EQ(table.ItemBytesOf(table.indexes()[3]), 0u);
  EXPECT_EQ(table.ItemCountOf(table.indexes()[4]), 2u);
  EXPECT_EQ(table.ItemBytesOf(table.indexes()[4]), 2 * each + 1);
  EXPECT_EQ(table.item_count(), 0u);
}

TEST(Table, KeepsWhatANewSchemaKeeps) {
  NodePool pool;
  Table table(1, SchemaOfEveryIndex(), &pool);
  table.mutable_partitions()->Mutable(0)->Put(BareRow(1, "row"));
  table.mutable_partitions()->Mutable(0)->local[1].Put(BareRow(1, "entry of 5"));
  table.MutableIndex(1)->own->Mutable(0)->Put(BareRow(1, "entry of 2"));
  table.MutableIndex(5)->own->Mutable(0)->Put(BareRow(1, "entry of 6"));
  table.MutableIndex(2)->filled = model::Key{7, "so far"};

  // Without 1, with the rest in another order, and with 8 and 9.
  model::TableSchema schema = table.schema();
  schema.indexes = {schema.indexes[4], GlobalIndex(8, {KeyS("v")}), schema.indexes[2],
                    schema.indexes[1], schema.indexes[3]};
  schema.next_index_number = 9;
  schema.indexes[3].throughput.read_capacity_units = 5;
  table.SetSchema(schema, &pool);
  const auto first_of = [&](uint32_t number) {
    RowCursor rows(table, *table.FindIndex(number), {}, Direction::kForward);
    return rows.row() == nullptr ? "none" : std::string(rows.row()->key_bytes());
  };
  EXPECT_EQ(table.FindIndex(1u), nullptr);
  EXPECT_EQ(first_of(2), "entry of 2");
  EXPECT_EQ(first_of(5), "entry of 5");
  EXPECT_EQ(first_of(4), "none");
  EXPECT_EQ(first_of(6), "entry of 6");
  EXPECT_EQ(first_of(8), "none");
  EXPECT_EQ(table.FindIndex(2u)->schema->throughput.read_capacity_units, 5);
  EXPECT_TRUE(table.FindIndex(2u)->complete());
  EXPECT_EQ(table.FindIndex(3u)->filled->bytes, "so far");
  EXPECT_EQ(table.FindIndex(8u)->filled->bytes, "");
  ASSERT_EQ(table.indexes().size(), 6u);
  for (size_t i = 0; i < 5; i++) EXPECT_EQ(table.indexes()[i].schema, &table.schema().indexes[i]);
  EXPECT_EQ(table.expiry_queue(), &table.indexes()[5]);
  EXPECT_EQ(table.expiry_queue()->schema, &*table.schema().time_to_live);
}

TEST(Table, CopiedHasIndexesOfItsOwn) {
  NodePool pool;
  Table table(1, SchemaOfEveryIndex(), &pool);
  table.MutableIndex(0)->own->Mutable(0)->Put(BareRow(1, "old"));
  const Table snapshot = table;
  table.MutableIndex(0)->own->Mutable(0)->Put(BareRow(2, "new"));
  model::TableSchema schema = table.schema();
  schema.indexes.erase(schema.indexes.begin() + 1);
  table.SetSchema(schema, &pool);
  EXPECT_EQ(table.indexes().size(), 5u);
  EXPECT_EQ(table.ItemCountOf(table.indexes()[0]), 2u);
  ASSERT_EQ(snapshot.indexes().size(), 6u);
  EXPECT_EQ(snapshot.ItemCountOf(snapshot.indexes()[0]), 1u);
  for (size_t i = 0; i < 5; i++)
    EXPECT_EQ(snapshot.indexes()[i].schema, &snapshot.schema().indexes[i]);
}

TEST(Table, CopiedIsASnapshotThatStays) {
  TableOfHundred t;
  const Table snapshot = t.table;
  SplitAt(&t.table, t.Key(50).view());
  for (int i = 0; i < 100; i += 2)
    t.table.mutable_partitions()->MutableOf(t.Key(i).view())->Erase(t.Key(i).view());
  t.table.mutable_partitions()->Mutable(1)->Put(BareRow(5, "99", "new"));
  EXPECT_EQ(t.table.item_count(), 50u);
  EXPECT_EQ(snapshot.item_count(), 100u);
  EXPECT_EQ(snapshot.Find(t.Key(2).view())->key_bytes(), "02");
  EXPECT_EQ(snapshot.Find(t.Key(99).view())->item().Find("v").string(), "");
  size_t count = 0;
  for (RowCursor rows(snapshot, {}, Direction::kForward); rows.row() != nullptr; rows.Next())
    count++;
  EXPECT_EQ(count, 100u);
}

}  // namespace
}  // namespace hashrange::store
