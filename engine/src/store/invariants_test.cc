// Each invariant, broken by hand, is noticed.
#include "store/invariants.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/commit.h"
#include "store/index_testing.h"

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

// A table with every index, a split, an index half filled and two tokens.
class IndexInvariants : public ::testing::Test {
 protected:
  void SetUp() override {
    Commit([](WriteBatch* b) { b->CreateTable(1, SchemaOfEveryIndex()); });
    for (int i = 0; i < 20; i++) {
      Commit([&](WriteBatch* b) {
        b->Put(1, RowOf(SchemaOfEveryIndex(), {{"pk", S("user" + std::to_string(i % 7))},
                                               {"sk", N(std::to_string(i))},
                                               {"v", S("v")},
                                               {"n", N("3")},
                                               {"ends", N("5")}}));
      });
    }
    Commit([](WriteBatch* b) {
      model::TableSchema schema = SchemaOfEveryIndex();
      schema.indexes.insert(schema.indexes.begin(), KeysOnly(GlobalIndex(7, {KeyN("n")})));
      schema.next_index_number = 8;
      b->UpdateTable(1, std::move(schema));
    });
    const Row* fifth = RowAt(4);
    Commit([&](WriteBatch* b) {
      b->FillIndex(1, 7, {fifth->hash(), std::string(fifth->key_bytes())}, false);
    });
    Commit([](WriteBatch* b) { b->Split(1, kNoIndex, {uint64_t{1} << 63, ""}); });
    Commit([](WriteBatch* b) {
      b->Token({"a", "digest", 5000});
      b->Token({"b", "digest", 6000});
    });
    ASSERT_EQ(CheckInvariants(state_), std::nullopt);
  }
  template <typename Change>
  void Commit(Change change) {
    WriteBatch batch;
    batch.sequence = state_.last_sequence() + 1;
    change(&batch);
    ASSERT_EQ(CheckBatch(state_, batch), std::nullopt);
    ASSERT_TRUE(PrepareCommit(&state_, &batch));
    store::Commit(&state_, std::move(batch));
  }

  Table* table() { return const_cast<Catalog&>(state_.catalog()).FindMutable(1); }
  const Row* RowAt(int i) {
    RowCursor rows(*table(), {}, Direction::kForward);
    while (i-- > 0) rows.Next();
    return rows.row();
  }
  // By its number, which is where it lies: 7 came in front of 1 to 6.
  SecondaryIndex* index(uint32_t number) { return table()->MutableIndex(number % 7); }
  Partition* entries(uint32_t number) { return index(number)->own->Mutable(0); }
  const Row* FirstEntry(uint32_t number) {
    return RowCursor(*table(), *index(number), {}, Direction::kForward).row();
  }
  TokenTable* tokens() { return const_cast<TokenTable*>(&state_.tokens()); }
  std::string Complaint() { return CheckInvariants(state_).value_or(""); }

  State state_;
};

TEST_F(IndexInvariants, EveryItemHasItsEntries) {
  const RowRef entry = entries(1)->Erase(FirstEntry(1)->key());
  EXPECT_EQ(Complaint(), "Table \"t\": Index \"global1\": An item lacks its entry in an index.");
  entries(1)->PutUnremembered(entry);
  EXPECT_EQ(Complaint(), "");
  RowSet* local = &table()->mutable_partitions()->Mutable(0)->local[0];
  ASSERT_GT(local->item_count, 0u);
  const RowRef local_entry = local->Erase(FirstEntry(4)->key());
  EXPECT_EQ(Complaint(), "Table \"t\": Index \"local4\": An item lacks its entry in an index.");
  local->Put(local_entry);
  entries(6)->Erase(FirstEntry(6)->key());
  EXPECT_EQ(Complaint(), "Table \"t\": Index \"\": An item lacks its entry in an index.");
}

TEST_F(IndexInvariants, EveryEntryHasItsItem) {
  entries(1)->PutUnremembered(BareRow(5, "of nobody"));
  EXPECT_EQ(Complaint(),
            "Table \"t\": Index \"global1\": An index has entries that no item asks for.");
  entries(1)->Erase({5, "of nobody"});
  // Of an item that lies above what is filled.
  IndexScratch scratch;
  model::Key key;
  ASSERT_TRUE(IndexKeyOf(*index(7)->schema, *RowAt(19), &scratch, &key));
  entries(7)->PutUnremembered(MakeEntry(*index(7)->schema, key.view(), *RowAt(19), &scratch));
  EXPECT_EQ(Complaint(),
            "Table \"t\": Index \"global7\": An index has entries that no item asks for.");
  entries(7)->Erase(key.view());
  EXPECT_EQ(Complaint(), "");
  index(7)->filled->hash++;
  index(7)->filled.reset();
  EXPECT_EQ(Complaint(), "Table \"t\": Index \"global7\": An item lacks its entry in an index.");
}

TEST_F(IndexInvariants, EntriesAreThoseOfTheirItems) {
  // Of a projection ALL: it has an equal item, but not the row's.
  const RowRef shared(FirstEntry(1));
  entries(1)->PutUnremembered(Row::Make(shared->key(), shared->item().form()));
  EXPECT_EQ(Complaint(),
            "Table \"t\": Index \"global1\": An entry does not share the item of its row.");
  entries(1)->PutUnremembered(shared);
  EXPECT_EQ(Complaint(), "");
  // Of KEYS_ONLY: it has another item.
  const RowRef own(FirstEntry(7));
  entries(7)->PutUnremembered(Row::Make(own->key(), ItemOf({{"pk", S("x")}})));
  EXPECT_EQ(Complaint(), "Table \"t\": Index \"global7\": An entry is not that of its item.");
  // It shares an item where it should have one of its own.
  entries(7)->PutUnremembered(Row::MakeSharing(own->key(), RowAt(0)));
  EXPECT_EQ(Complaint(),
            "Table \"t\": Index \"global7\": An entry does not share the item of its row.");
}

TEST_F(IndexInvariants, PartitionsOfIndexesAreLikeThoseOfTables) {
  entries(1)->item_count++;
  EXPECT_EQ(Complaint(), "Table \"t\": A partition's item count is wrong.");
  entries(1)->item_count--;
  entries(1)->high = model::Key{9, ""};
  EXPECT_EQ(Complaint(), "Table \"t\": A table's last partition ends.");
  entries(1)->high.reset();
  RowSet* local = &table()->mutable_partitions()->Mutable(1)->local[1];
  local->item_bytes++;
  EXPECT_EQ(Complaint(), "Table \"t\": A partition's sum of item bytes is wrong.");
  local->item_bytes--;
  local->Put(BareRow(1, "of the partition before"));
  EXPECT_EQ(Complaint(), "Table \"t\": A row lies before its partition.");
  local->Erase({1, "of the partition before"});
  EXPECT_EQ(Complaint(), "");
  table()->mutable_partitions()->Mutable(0)->local[1].Put(BareRow(UINT64_MAX, "of the next"));
  EXPECT_EQ(Complaint(), "Table \"t\": A row lies behind its partition.");
}

TEST_F(IndexInvariants, IndexesAreThoseOfTheSchema) {
  const model::IndexSchema* schema = std::exchange(index(1)->schema, index(2)->schema);
  EXPECT_EQ(Complaint(), "Table \"t\": An index has not the schema of its table.");
  index(1)->schema = schema;
  const size_t slot = std::exchange(index(5)->local_slot, size_t{2});
  EXPECT_EQ(Complaint(), "Table \"t\": An index lies where those of another kind do.");
  index(5)->local_slot = slot;
  index(5)->own.emplace(state_.pool(), 0);
  EXPECT_EQ(Complaint(), "Table \"t\": An index lies where those of another kind do.");
  index(5)->own.reset();
  EXPECT_EQ(Complaint(), "");
  table()->mutable_partitions()->Mutable(1)->local.pop_back();
  EXPECT_EQ(Complaint(), "Table \"t\": A partition lacks its part of an index.");
}

TEST_F(IndexInvariants, TokensLieInTheOrderOfTheirTime) {
  TokenTable::Rows a, b, c;
  ASSERT_TRUE(TokenTable::MakeRows({"c", "digest", 7000}, &a));
  ASSERT_TRUE(TokenTable::MakeRows({"c", "digest", 7000}, &b));
  const State sound = state_.Fork();
  tokens()->Add({a.by_token, b.by_time});
  EXPECT_EQ(Complaint(), "Tokens: A token lies at the time of another use.");
  *tokens() = sound.tokens();
  EXPECT_EQ(Complaint(), "");
  tokens()->Add({a.by_token, Row::MakeSharing({1, "c"}, a.by_token.get())});
  EXPECT_EQ(Complaint(), "Tokens: A token lies at another time than its own.");
  *tokens() = sound.tokens();
  // Two tokens at one place of the time.
  ASSERT_TRUE(TokenTable::MakeRows({"b", "digest", 6000}, &c));
  tokens()->Add({a.by_token, c.by_time});
  EXPECT_EQ(Complaint(), "Tokens: The count of tokens is wrong.");
}

}  // namespace
}  // namespace hashrange::store
