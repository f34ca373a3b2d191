// What an entry's key and item are, and what a write changes. That indexes follow their rows
// through commits is prepare_commit_test.cc's.
#include "store/secondary_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "store/index_testing.h"

namespace hashrange::store {
namespace {

using model::IndexSchema;
using model::TableSchema;

// One index of a table "pk" (S), "sk" (N).
class OneIndex {
 public:
  explicit OneIndex(IndexSchema index) : schema(SchemaWith({std::move(index)})) {}

  const IndexSchema& index() const { return schema.indexes[0]; }
  RowRef MakeRow(TestValues values) const {
    values.emplace("pk", S("p"));
    values.emplace("sk", N("1"));
    return RowOf(schema, values);
  }
  // The key of an entry with the table's key and the tie taken off: what the index's own keys make.
  std::string OwnBytes(const TestValues& values) {
    const RowRef row = MakeRow(values);
    model::Key key;
    if (!IndexKeyOf(index(), *row, &scratch, &key)) return "none";
    const size_t tail = 8 + row->key_bytes().size();
    EXPECT_EQ(key.bytes.substr(key.bytes.size() - tail),
              NaiveTie(schema, row->item()) + std::string(row->key_bytes()));
    return key.bytes.substr(0, key.bytes.size() - tail);
  }
  uint64_t Hash(const TestValues& values) {
    model::Key key;
    EXPECT_TRUE(IndexKeyOf(index(), *MakeRow(values), &scratch, &key));
    return key.hash;
  }

  TableSchema schema;
  IndexScratch scratch;
};

std::string Ended(std::string part) { return part + std::string(2, '\0'); }

TEST(SecondaryIndex, KeysAGlobalEntryByItsPartitionKeyOfAnyType) {
  OneIndex s(GlobalIndex(1, {KeyS("g")}));
  EXPECT_EQ(s.OwnBytes({{"g", S("text")}}), Ended("text"));
  EXPECT_EQ(s.Hash({{"g", S("text")}}),
            model::PartitionHash(model::KeyPart{model::AttributeType::kS, "text"}));
  OneIndex n(GlobalIndex(1, {KeyN("g")}));
  EXPECT_EQ(n.OwnBytes({{"g", N("1")}}), Ended("\xc1\x02"));
  EXPECT_EQ(n.Hash({{"g", N("1")}}),
            model::PartitionHash(model::KeyPart{model::AttributeType::kN, "1"}));
  OneIndex b(GlobalIndex(1, {KeyB("g")}));
  EXPECT_EQ(b.OwnBytes({{"g", B(Bytes("x\0y", 3))}}), Ended(std::string("x\0\xff"
                                                                        "y",
                                                                        4)));
  EXPECT_EQ(b.Hash({{"g", B("x")}}),
            model::PartitionHash(model::KeyPart{model::AttributeType::kB, "x"}));
}

TEST(SecondaryIndex, KeysAGlobalEntryByItsSortKeysInOrder) {
  OneIndex one(GlobalIndex(1, {KeyS("g")}, {KeyN("h")}));
  EXPECT_EQ(one.OwnBytes({{"g", S("a")}, {"h", N("1")}}), Ended("a") + Ended("\xc1\x02"));
  OneIndex four(GlobalIndex(1, {KeyS("g")}, {KeyS("d"), KeyN("c"), KeyB("b"), KeyS("a")}));
  EXPECT_EQ(
      four.OwnBytes({{"a", S("A")}, {"b", B("B")}, {"c", N("1")}, {"d", S("D")}, {"g", S("G")}}),
      Ended("G") + Ended("D") + Ended("\xc1\x02") + Ended("B") + Ended("A"));
}

TEST(SecondaryIndex, HashesSeveralPartitionKeysTogether) {
  OneIndex index(GlobalIndex(1, {KeyS("g"), KeyN("h")}, {KeyS("i")}));
  const TestValues values = {{"g", S("a")}, {"h", N("1")}, {"i", S("z")}};
  EXPECT_EQ(index.OwnBytes(values), Ended("a") + Ended("\xc1\x02") + Ended("z"));
  EXPECT_EQ(index.Hash(values), model::PartitionHashOfParts(Ended("a") + Ended("\xc1\x02")));
  EXPECT_NE(index.Hash(values), index.Hash({{"g", S("b")}, {"h", N("1")}, {"i", S("z")}}));
  EXPECT_EQ(index.Hash(values), index.Hash({{"g", S("a")}, {"h", N("1")}, {"i", S("y")}}));
}

// A part ends visibly, so that "a" and "bc" are not "ab" and "c".
TEST(SecondaryIndex, TellsSeveralPartitionKeysApart) {
  OneIndex index(GlobalIndex(1, {KeyS("g"), KeyS("h")}));
  EXPECT_NE(index.Hash({{"g", S("a")}, {"h", S("bc")}}),
            index.Hash({{"g", S("ab")}, {"h", S("c")}}));
}

TEST(SecondaryIndex, MayHaveTheTablesOwnKeysAsItsKeys) {
  OneIndex index(GlobalIndex(1, {KeyN("sk")}, {KeyS("pk")}));
  EXPECT_EQ(index.OwnBytes({{"pk", S("p")}, {"sk", N("1")}}), Ended("\xc1\x02") + Ended("p"));
}

TEST(SecondaryIndex, KeepsALocalEntryInItsItemCollection) {
  OneIndex index(LocalIndex(1, KeyN("n")));
  const RowRef row = index.MakeRow({{"pk", S("x")}, {"sk", N("2")}, {"n", N("1")}});
  model::Key key;
  ASSERT_TRUE(IndexKeyOf(index.index(), *row, &index.scratch, &key));
  EXPECT_EQ(key.hash, row->hash());
  EXPECT_EQ(key.bytes, Ended("x") + Ended("\xc1\x02") + Ended("\xc1\x03"));
}

TEST(SecondaryIndex, HasNoEntryWhereAKeyAttributeIsNotFit) {
  OneIndex index(GlobalIndex(1, {KeyS("g"), KeyS("g2")}, {KeyN("h"), KeyB("i")}));
  const TestValues whole = {{"g", S("a")}, {"g2", S("b")}, {"h", N("1")}, {"i", B("c")}};
  EXPECT_NE(index.OwnBytes(whole), "none");
  for (const auto& [name, value] : whole) {
    TestValues values = whole;
    values.erase(name);
    EXPECT_EQ(index.OwnBytes(values), "none") << name << " is missing";
    values[name] = value.type == model::AttributeType::kS ? B("x") : S("1");
    EXPECT_EQ(index.OwnBytes(values), "none") << name << " is of another type";
    if (value.type == model::AttributeType::kN) continue;
    values[name] = TestValue{value.type, ""};
    EXPECT_EQ(index.OwnBytes(values), "none") << name << " is empty";
    const size_t most = name[0] == 'g' ? 2048 : 1024;
    values[name] = TestValue{value.type, std::string(most, 'x')};
    EXPECT_NE(index.OwnBytes(values), "none") << name << " is as large as may be";
    values[name].bytes += 'x';
    EXPECT_EQ(index.OwnBytes(values), "none") << name << " is too large";
  }
}

TEST(SecondaryIndex, HasNoLocalEntryWhereTheSortKeyIsNotFit) {
  OneIndex index(LocalIndex(1, KeyS("h")));
  for (const TestValue& value : {N("1"), B("x"), S(""), S(std::string(1025, 'x'))})
    EXPECT_EQ(index.OwnBytes({{"h", value}}), "none");
  EXPECT_EQ(index.OwnBytes({}), "none");
  model::Key key;
  EXPECT_TRUE(IndexKeyOf(index.index(), *index.MakeRow({{"h", S(std::string(1024, 'x'))}}),
                         &index.scratch, &key));
}

TEST(SecondaryIndex, OrdersEqualKeysByTheHashOfTheTablesKey) {
  OneIndex index(GlobalIndex(1, {KeyS("g")}, {KeyS("h")}));
  std::vector<std::pair<std::string, uint64_t>> entries;
  for (int i = 0; i < 50; i++) {
    const std::string sk = std::to_string(i);
    const RowRef row =
        index.MakeRow({{"pk", S("p" + sk)}, {"sk", N(sk)}, {"g", S("g")}, {"h", S("h")}});
    model::Key key;
    ASSERT_TRUE(IndexKeyOf(index.index(), *row, &index.scratch, &key));
    entries.push_back({key.bytes, model::TieHash({model::AttributeType::kS, "p" + sk},
                                                 {model::AttributeType::kN, sk})});
  }
  std::sort(entries.begin(), entries.end());
  for (size_t i = 1; i < entries.size(); i++) EXPECT_LT(entries[i - 1].second, entries[i].second);
}

TEST(SecondaryIndex, OrdersEqualLocalKeysByTheTablesSortKey) {
  OneIndex index(LocalIndex(1, KeyS("h")));
  std::string last;
  for (int i = -20; i < 20; i++) {
    const RowRef row =
        index.MakeRow({{"pk", S("p")}, {"sk", N(std::to_string(i))}, {"h", S("h")}});
    model::Key key;
    ASSERT_TRUE(IndexKeyOf(index.index(), *row, &index.scratch, &key));
    EXPECT_LT(last, key.bytes);
    last = key.bytes;
  }
}

TEST(SecondaryIndex, OrdersEqualKeysOfATableWithoutASortKeyByItsHash) {
  TableSchema schema = TestSchema("t");
  schema.sort_key.reset();
  schema.indexes = {GlobalIndex(1, {KeyS("g")})};
  model::FinishSchema(&schema);
  const RowRef row = RowOf(schema, {{"pk", S("p")}, {"g", S("x")}});
  IndexScratch scratch;
  model::Key key;
  ASSERT_TRUE(IndexKeyOf(schema.indexes[0], *row, &scratch, &key));
  EXPECT_EQ(key.bytes, Ended("x") + BigEndian(row->hash()) + std::string(row->key_bytes()));
}

// Damaged bytes of a log can say anything; they must not make a key.
TEST(SecondaryIndex, HasNoEntryForAnItemWithoutItsTablesKeys) {
  OneIndex index(GlobalIndex(1, {KeyS("g")}));
  model::Key key;
  for (const TestValues& values :
       {TestValues{{"g", S("x")}, {"pk", S("p")}}, TestValues{{"g", S("x")}, {"sk", N("1")}},
        TestValues{{"g", S("x")}, {"pk", S("p")}, {"sk", S("1")}},
        TestValues{{"g", S("x")}, {"pk", B("p")}, {"sk", N("1")}}}) {
    const RowRef row = Row::Make({1, "any"}, ItemOf(values));
    EXPECT_FALSE(IndexKeyOf(index.index(), *row, &index.scratch, &key));
  }
}

class ExpiryQueue : public ::testing::Test {
 protected:
  // The seconds under which a value is queued, or "none".
  std::string SecondsOf(const TestValue& ends) {
    const RowRef row = RowOf(schema_, {{"pk", S("p")}, {"sk", N("1")}, {"ends", ends}});
    model::Key key;
    if (!IndexKeyOf(*schema_.time_to_live, *row, &scratch_, &key)) return "none";
    EXPECT_EQ(key.bytes, BigEndian(row->hash()) + std::string(row->key_bytes()));
    const RowRef entry = MakeEntry(*schema_.time_to_live, key.view(), *row, &scratch_);
    EXPECT_EQ(entry->item_holder(), row.get());
    return std::to_string(ExpirySecondsOf(*entry));
  }

  const TableSchema schema_ = SchemaWith({}, true);
  IndexScratch scratch_;
};

TEST_F(ExpiryQueue, IsInOrderOfWholeSeconds) {
  EXPECT_EQ(SecondsOf(N("0")), "0");
  EXPECT_EQ(SecondsOf(N("0.9")), "0");
  EXPECT_EQ(SecondsOf(N("1")), "1");
  EXPECT_EQ(SecondsOf(N("1764000000")), "1764000000");
  EXPECT_EQ(SecondsOf(N("1764000000.75")), "1764000000");
  EXPECT_EQ(SecondsOf(N("1099511627775")), "1099511627775");
}

TEST_F(ExpiryQueue, HoldsNothingThatNeverExpires) {
  EXPECT_EQ(SecondsOf(N("-1")), "none");
  EXPECT_EQ(SecondsOf(N("-0.5")), "none");
  EXPECT_EQ(SecondsOf(N("1099511627776")), "none");
  EXPECT_EQ(SecondsOf(N("9999999999999")), "none");
  EXPECT_EQ(SecondsOf(N("18446744073709551617")), "none");
  EXPECT_EQ(SecondsOf(N("1" + std::string(125, '0'))), "none");
  EXPECT_EQ(SecondsOf(S("1764000000")), "none");
  EXPECT_EQ(SecondsOf(B("1")), "none");
}

TEST(SecondaryIndex, SharesTheItemOfItsRowWhenItKeepsAll) {
  OneIndex index(GlobalIndex(1, {KeyS("g")}));
  const RowRef row = index.MakeRow({{"g", S("a")}, {"more", S("kept")}});
  model::Key key;
  ASSERT_TRUE(IndexKeyOf(index.index(), *row, &index.scratch, &key));
  const RowRef entry = MakeEntry(index.index(), key.view(), *row, &index.scratch);
  EXPECT_EQ(entry->key(), key.view());
  EXPECT_EQ(entry->item_holder(), row.get());
  EXPECT_EQ(entry->item().form().data(), row->item().form().data());
  EXPECT_EQ(row->references(), 2u);
}

TEST(SecondaryIndex, KeepsKeysOnly) {
  OneIndex index(KeysOnly(GlobalIndex(1, {KeyS("g")}, {KeyN("h")})));
  const RowRef row =
      index.MakeRow({{"a", S("no")}, {"g", S("a")}, {"h", N("2")}, {"k", S("no")}, {"z", S("no")}});
  const RowRef entry = MakeEntry(index.index(), {1, "k"}, *row, &index.scratch);
  EXPECT_EQ(entry->item().form(),
            ItemOf({{"g", S("a")}, {"h", N("2")}, {"pk", S("p")}, {"sk", N("1")}}));
  EXPECT_TRUE(model::IsItem(entry->item().form()));
  EXPECT_EQ(entry->item().item_bytes(), model::ItemBytes(entry->item().root()));
}

TEST(SecondaryIndex, KeepsWhatItIncludesOfWhatIsThere) {
  OneIndex index(Including(LocalIndex(1, KeyS("g")), {"zz", "a", "missing", "g"}));
  const RowRef row =
      index.MakeRow({{"a", B("yes")}, {"b", S("no")}, {"g", S("a")}, {"zz", N("5")}});
  const RowRef entry = MakeEntry(index.index(), {1, "k"}, *row, &index.scratch);
  EXPECT_EQ(
      entry->item().form(),
      ItemOf({{"a", B("yes")}, {"g", S("a")}, {"pk", S("p")}, {"sk", N("1")}, {"zz", N("5")}}));
}

// The change of one index when a row takes the place of another; null rows stand for none.
class Plan {
 public:
  explicit Plan(IndexSchema index) : one_(std::move(index)) { index_.schema = &one_.index(); }

  std::vector<IndexChange> Of(const RowRef& old_row, const RowRef& new_row) {
    std::vector<IndexChange> changes;
    EXPECT_TRUE(PlanIndexChange(index_, 3, old_row.get(), new_row.get(), &one_.scratch, &changes));
    EXPECT_LE(changes.size(), 1u);
    for (const IndexChange& change : changes) EXPECT_EQ(change.index, 3u);
    return changes;
  }
  RowRef MakeRow(const TestValues& values) const { return one_.MakeRow(values); }
  NaiveKey KeyOf(const RowRef& row) const {
    return *NaiveEntryKey(one_.schema, one_.index(), row->item());
  }
  uint32_t EntryBytes(const RowRef& row) const {
    return model::ItemView(NaiveEntryItem(one_.schema, one_.index(), row->item())).item_bytes();
  }

 private:
  OneIndex one_;
  SecondaryIndex index_;
};

class PlanOfEachProjection : public ::testing::TestWithParam<model::ProjectionType> {
 protected:
  PlanOfEachProjection() : plan_(MakeIndex(GetParam())) {}
  static IndexSchema MakeIndex(model::ProjectionType projection) {
    IndexSchema index = GlobalIndex(1, {KeyS("g")});
    if (projection == model::ProjectionType::kKeysOnly) return KeysOnly(index);
    if (projection == model::ProjectionType::kInclude) return Including(index, {"x"});
    return index;
  }
  Plan plan_;
};

TEST_P(PlanOfEachProjection, InsertsAnEntry) {
  const RowRef row = plan_.MakeRow({{"g", S("a")}, {"x", S("1")}, {"y", S("2")}});
  for (const RowRef& old_row : {RowRef(), plan_.MakeRow({{"x", S("1")}})}) {
    const auto changes = plan_.Of(old_row, row);
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].kind, EntryChange::kInsert);
    EXPECT_EQ(NaiveKeyOf(changes[0].entry->key()), plan_.KeyOf(row));
    EXPECT_EQ(changes[0].old_bytes, 0u);
    EXPECT_EQ(changes[0].new_bytes, plan_.EntryBytes(row));
  }
}

TEST_P(PlanOfEachProjection, DeletesAnEntry) {
  const RowRef row = plan_.MakeRow({{"g", S("a")}, {"x", S("1")}});
  for (const RowRef& new_row : {RowRef(), plan_.MakeRow({{"x", S("1")}})}) {
    const auto changes = plan_.Of(row, new_row);
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].kind, EntryChange::kDelete);
    EXPECT_FALSE(changes[0].entry);
    EXPECT_EQ(NaiveKeyOf(changes[0].erase_key.view()), plan_.KeyOf(row));
    EXPECT_EQ(changes[0].old_bytes, plan_.EntryBytes(row));
    EXPECT_EQ(changes[0].new_bytes, 0u);
  }
}

TEST_P(PlanOfEachProjection, MovesAnEntryWhoseKeyChanges) {
  const RowRef old_row = plan_.MakeRow({{"g", S("a")}, {"x", S("1")}});
  const RowRef new_row = plan_.MakeRow({{"g", S("bb")}, {"x", S("1")}});
  const auto changes = plan_.Of(old_row, new_row);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].kind, EntryChange::kMove);
  EXPECT_EQ(NaiveKeyOf(changes[0].erase_key.view()), plan_.KeyOf(old_row));
  EXPECT_EQ(NaiveKeyOf(changes[0].entry->key()), plan_.KeyOf(new_row));
  EXPECT_EQ(changes[0].old_bytes, plan_.EntryBytes(old_row));
  EXPECT_EQ(changes[0].new_bytes, changes[0].old_bytes + 1);
}

TEST_P(PlanOfEachProjection, ReplacesAnEntryWhereWhatItKeepsChanges) {
  const RowRef old_row = plan_.MakeRow({{"g", S("a")}, {"x", S("1")}, {"y", S("2")}});
  const RowRef new_x = plan_.MakeRow({{"g", S("a")}, {"x", S("123")}, {"y", S("2")}});
  const RowRef without_x = plan_.MakeRow({{"g", S("a")}, {"y", S("2")}});
  for (const RowRef& new_row : {new_x, without_x}) {
    const auto changes = plan_.Of(old_row, new_row);
    if (GetParam() == model::ProjectionType::kKeysOnly) {
      EXPECT_TRUE(changes.empty());
      continue;
    }
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].kind, EntryChange::kReplace);
    EXPECT_EQ(NaiveKeyOf(changes[0].entry->key()), plan_.KeyOf(new_row));
    EXPECT_EQ(changes[0].old_bytes, plan_.EntryBytes(old_row));
    EXPECT_EQ(changes[0].new_bytes, plan_.EntryBytes(new_row));
  }
}

TEST_P(PlanOfEachProjection, ChangesNothingWhereWhatItKeepsStaysTheSame) {
  const TestValues values = {{"g", S("a")}, {"x", S("1")}, {"y", S("2")}};
  const RowRef row = plan_.MakeRow(values);
  EXPECT_TRUE(plan_.Of(row, row).empty());
  EXPECT_TRUE(plan_.Of(RowRef(), RowRef()).empty());
  EXPECT_TRUE(plan_.Of(plan_.MakeRow({{"x", S("1")}}), plan_.MakeRow({{"x", S("2")}})).empty());
  EXPECT_TRUE(plan_.Of(RowRef(), plan_.MakeRow({})).empty());
  EXPECT_TRUE(plan_.Of(plan_.MakeRow({}), RowRef()).empty());
  TestValues other_y = values;
  other_y["y"] = S("3");
  const bool keeps_y = GetParam() == model::ProjectionType::kAll;
  EXPECT_EQ(plan_.Of(row, plan_.MakeRow(other_y)).empty(), !keeps_y);
}

INSTANTIATE_TEST_SUITE_P(Projections, PlanOfEachProjection,
                         ::testing::Values(model::ProjectionType::kAll,
                                           model::ProjectionType::kKeysOnly,
                                           model::ProjectionType::kInclude));

}  // namespace
}  // namespace hashrange::store
