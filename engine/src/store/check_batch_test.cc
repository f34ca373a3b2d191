// Each refusal of a batch and of a part of a checkpoint, word for word. What commit_test.cc has of
// them is not repeated here.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/commit.h"
#include "store/index_testing.h"

namespace hashrange::store {
namespace {

// A state with table 1, which has every index, an index 7 that is being filled, and one row; and
// table 2, which is empty and has a queue of time to live.
class CheckBatchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    CommitNext([](WriteBatch* b) { b->CreateTable(1, SchemaOfEveryIndex()); });
    CommitNext([](WriteBatch* b) {
      model::TableSchema schema = SchemaWith({}, true);
      schema.table_name = "empty";
      b->CreateTable(2, std::move(schema));
    });
    CommitNext([](WriteBatch* b) { b->Put(1, TestRow("m", 1, "v")); });
    model::TableSchema schema = SchemaOfEveryIndex();
    schema.indexes.push_back(GlobalIndex(7, {KeyS("x")}));
    schema.next_index_number = 8;
    CommitNext([&](WriteBatch* b) { b->UpdateTable(1, std::move(schema)); });
    CommitNext([](WriteBatch* b) { b->FillIndex(1, 7, TestKey("m", 1), false); });
  }

  template <typename Change>
  void CommitNext(Change change) {
    WriteBatch batch = NextBatch(change);
    ASSERT_EQ(CheckBatch(state_, batch), std::nullopt);
    ASSERT_TRUE(PrepareCommit(&state_, &batch));
    Commit(&state_, std::move(batch));
  }
  template <typename Change>
  WriteBatch NextBatch(Change change) const {
    WriteBatch batch;
    batch.sequence = state_.last_sequence() + 1;
    batch.now_ms = state_.last_now_ms();
    change(&batch);
    return batch;
  }
  template <typename Change>
  std::string Check(Change change) const {
    return CheckBatch(state_, NextBatch(change)).value_or("");
  }
  template <typename Change>
  std::string CheckPart(Change change) const {
    return CheckCheckpointPart(state_, NextBatch(change)).value_or("");
  }
  // What is said of a new schema of table 1.
  template <typename Change>
  std::string CheckSchema(Change change) const {
    model::TableSchema schema = state_.catalog().Find(1u)->schema();
    change(&schema);
    return Check([&](WriteBatch* b) { b->UpdateTable(1, std::move(schema)); });
  }

  State state_;
};

using Schema = model::TableSchema;

TEST_F(CheckBatchTest, LetsASchemaChangeWhatItMay) {
  EXPECT_EQ(CheckSchema([](Schema*) {}), "");
  EXPECT_EQ(CheckSchema([](Schema* s) { s->throughput.read_capacity_units = 7; }), "");
  EXPECT_EQ(CheckSchema([](Schema* s) { s->indexes[0].throughput.write_capacity_units = 7; }), "");
  EXPECT_EQ(CheckSchema([](Schema* s) { s->indexes.erase(s->indexes.begin()); }), "");
  EXPECT_EQ(CheckSchema([](Schema* s) { s->time_to_live.reset(); }), "");
  EXPECT_EQ(CheckSchema([](Schema* s) {
              s->time_to_live = model::ExpiryIndex(8, "other");
              s->next_index_number = 9;
            }),
            "");
  EXPECT_EQ(CheckSchema([](Schema* s) {
              s->indexes.insert(s->indexes.begin(), GlobalIndex(8, {KeyB("b")}));
              s->indexes.push_back(GlobalIndex(9, {KeyN("n")}));
              s->next_index_number = 10;
            }),
            "");
}

TEST_F(CheckBatchTest, RefusesASchemaOfAnotherTable) {
  EXPECT_EQ(CheckSchema([](Schema* s) { s->table_name = "u"; }), "it renames a table");
  const std::string other_keys = "it changes the keys of a table";
  EXPECT_EQ(CheckSchema([](Schema* s) { s->partition_key.name = "qk"; }), other_keys);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->partition_key.type = model::AttributeType::kB; }),
            other_keys);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->sort_key.reset(); }), other_keys);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->sort_key->name = "tk"; }), other_keys);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->sort_key->type = model::AttributeType::kS; }),
            other_keys);
}

TEST_F(CheckBatchTest, RefusesIndexNumbersThatWereGiven) {
  const std::string again = "it gives an index number again";
  EXPECT_EQ(CheckSchema([](Schema* s) { s->next_index_number = 7; }), again);
  CommitNext([&](WriteBatch* b) {
    Schema schema = state_.catalog().Find(1u)->schema();
    schema.indexes.erase(schema.indexes.begin());  // number 1
    b->UpdateTable(1, std::move(schema));
  });
  EXPECT_EQ(CheckSchema([](Schema* s) { s->indexes.push_back(GlobalIndex(1, {KeyS("v")})); }),
            again);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->time_to_live->number = 1; }), again);
}

TEST_F(CheckBatchTest, RefusesOtherLocalIndexes) {
  EXPECT_EQ(CheckSchema([](Schema* s) {
              s->indexes.push_back(LocalIndex(8, KeyB("b")));
              s->next_index_number = 9;
            }),
            "it adds a local index");
  EXPECT_EQ(CheckSchema([](Schema* s) { s->indexes.erase(s->indexes.begin() + 3); }),
            "it takes a local index away");
}

// Its entries would be those of the schema before.
TEST_F(CheckBatchTest, RefusesToChangeWhatAnIndexHolds) {
  const std::string other = "it changes what an index holds";
  const auto check = [&](auto change) {
    return CheckSchema([&](Schema* s) { change(&s->indexes[2]); });  // includes "a" and "x"
  };
  using Index = model::IndexSchema;
  EXPECT_EQ(check([](Index* i) { i->kind = model::IndexKind::kLocal; }), other);
  EXPECT_EQ(check([](Index* i) { i->name = "renamed"; }), other);
  EXPECT_EQ(check([](Index* i) { i->partition_keys[0].name = "m"; }), other);
  EXPECT_EQ(check([](Index* i) { i->partition_keys[0].type = model::AttributeType::kS; }), other);
  EXPECT_EQ(check([](Index* i) { i->partition_keys.push_back(KeyS("m")); }), other);
  EXPECT_EQ(check([](Index* i) { i->sort_keys.clear(); }), other);
  EXPECT_EQ(check([](Index* i) { i->sort_keys[0].name = "m"; }), other);
  EXPECT_EQ(check([](Index* i) { i->projection = model::ProjectionType::kAll; }), other);
  EXPECT_EQ(check([](Index* i) { i->non_key_attributes.pop_back(); }), other);
  EXPECT_EQ(CheckSchema([](Schema* s) { s->time_to_live->partition_keys[0].name = "other"; }),
            other);
  EXPECT_EQ(CheckSchema([](Schema* s) {
              std::swap(s->indexes[0].number, s->time_to_live->number);  // kinds change places
            }),
            other);
}

TEST_F(CheckBatchTest, RefusesSplitsThatCannotBe) {
  const auto split = [this](uint32_t index, model::Key at) {
    return Check([&](WriteBatch* b) { b->Split(1, index, std::move(at)); });
  };
  EXPECT_EQ(split(1, {5, "anywhere"}), "");
  EXPECT_EQ(split(6, {5, "anywhere"}), "");
  EXPECT_EQ(split(7, {5, ""}), "") << "also while it is being filled";
  EXPECT_EQ(split(4, {5, "x"}), "it splits an index that is not there") << "a local one";
  EXPECT_EQ(split(8, {5, "x"}), "it splits an index that is not there");
  EXPECT_EQ(split(kNoIndex, model::Key{}), "it splits where a partition begins");
  EXPECT_EQ(split(1, model::Key{}), "it splits where a partition begins");
  CommitNext([](WriteBatch* b) { b->Split(1, 1, {5, "x"}); });
  EXPECT_EQ(split(1, {5, "x"}), "it splits where a partition begins");
  EXPECT_EQ(split(1, {5, "y"}), "");
}

TEST_F(CheckBatchTest, RefusesToSplitACollectionWithLocalIndexes) {
  const auto split = [this](uint32_t table, model::Key at) {
    return Check([&](WriteBatch* b) { b->Split(table, kNoIndex, std::move(at)); });
  };
  const std::string refused = "it splits an item collection of a table with local indexes";
  EXPECT_EQ(split(1, TestKey("m", 1)), refused);
  EXPECT_EQ(split(2, TestKey("m", 1)), "");
  model::Key collection = TestKey("m", 1);
  collection.bytes.resize(model::FirstPartBytes(collection.bytes));
  EXPECT_EQ(split(1, collection), "");
  EXPECT_EQ(split(1, {collection.hash, "m"}), "");
  EXPECT_EQ(split(1, {collection.hash, ""}), "");
  collection.bytes.push_back('\0');
  EXPECT_EQ(split(1, collection), refused);
}

TEST_F(CheckBatchTest, RefusesToFillWhatCannotBeFilled) {
  const auto fill = [this](uint32_t index, model::Key up_to, bool complete) {
    return Check([&](WriteBatch* b) { b->FillIndex(1, index, std::move(up_to), complete); });
  };
  const model::Key filled = TestKey("m", 1);
  EXPECT_EQ(fill(7, filled, false), "") << "as far as it is already";
  EXPECT_EQ(fill(7, {filled.hash + 1, ""}, false), "");
  EXPECT_EQ(fill(7, filled, true), "");
  EXPECT_EQ(fill(7, {filled.hash, ""}, false), "it fills an index backwards");
  EXPECT_EQ(fill(7, model::Key{}, true), "it fills an index backwards");
  EXPECT_EQ(fill(1, filled, false), "it fills an index that is complete");
  EXPECT_EQ(fill(4, filled, false), "it fills an index that is not there") << "a local one";
  EXPECT_EQ(fill(8, filled, false), "it fills an index that is not there");
  EXPECT_EQ(fill(kNoIndex, filled, false), "it fills an index that is not there");
}

TEST_F(CheckBatchTest, RefusesTwoChangesOfOneThing) {
  const std::string twice = "it changes something twice";
  const auto token = [](WriteBatch* b, Bytes name) { b->Token({std::string(name), "d", 1}); };
  EXPECT_EQ(Check([&](WriteBatch* b) {
              token(b, "a");
              token(b, "b");
              b->Put(1, TestRow("a", 1, "v"));
              b->Expire(1, TestKey("b", 1));
            }),
            "");
  EXPECT_EQ(Check([&](WriteBatch* b) {
              token(b, "a");
              token(b, "b");
              token(b, "a");
            }),
            twice);
  EXPECT_EQ(Check([&](WriteBatch* b) {
              b->Expire(1, TestKey("a", 1));
              b->Put(1, TestRow("a", 1, "v"));
            }),
            twice);
  const auto twice_on_table_1 = [&](auto first, auto second) {
    return Check([&](WriteBatch* b) {
      first(b);
      b->Put(2, TestRow("a", 1, "v"));
      second(b);
    });
  };
  const auto put = [](WriteBatch* b) { b->Put(1, TestRow("a", 1, "v")); };
  const auto split = [](WriteBatch* b) { b->Split(1, kNoIndex, {5, ""}); };
  const auto split_index = [](WriteBatch* b) { b->Split(1, 1, {5, ""}); };
  const auto fill = [](WriteBatch* b) { b->FillIndex(1, 7, TestKey("m", 1), true); };
  EXPECT_EQ(twice_on_table_1(put, split), twice);
  EXPECT_EQ(twice_on_table_1(split, split_index), twice);
  EXPECT_EQ(twice_on_table_1(fill, put), twice);
  EXPECT_EQ(twice_on_table_1(fill, split_index), twice);
}

TEST_F(CheckBatchTest, RefusesInALogWhatBelongsIntoACheckpoint) {
  EXPECT_EQ(Check([](WriteBatch* b) { b->IndexFilled(2, 1, model::Key{}); }),
            "it belongs into a checkpoint");
}

TEST_F(CheckBatchTest, NeverGivesTheLastTableNumber) {
  State state;
  FinishCheckpoint(&state, 5, 0, UINT32_MAX, 1);
  WriteBatch batch;
  batch.sequence = 6;
  batch.CreateTable(UINT32_MAX, TestSchema("t"));
  EXPECT_EQ(CheckBatch(state, batch), "it creates a table of a wrong number");
  EXPECT_EQ(CheckCheckpointPart(state, batch), "it creates a table of a wrong number");
}

TEST_F(CheckBatchTest, LetsACheckpointHoldTablesRowsSplitsAndTokens) {
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->CreateTable(9, TestSchema("nine")); }), "");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Put(1, TestRow("n", 1, "v")); }), "");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Split(1, 1, {5, ""}); }), "");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->IndexFilled(2, 1, model::Key{}); }), "");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->IndexFilled(2, 1, TestKey("m", 1)); }), "");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Token({"a", "d", 1}); }), "");
}

TEST_F(CheckBatchTest, RefusesPartsOfACheckpointThatCannotBe) {
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Put(1, TestRow("m", 1, "v")); }),
            "it has a row twice");
  EXPECT_EQ(CheckPart([](WriteBatch* b) {
              b->Put(1, TestRow("n", 1, "v"));
              b->Put(1, TestRow("n", 1, "v"));
            }),
            "it changes something twice");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Put(3, TestRow("m", 1, "v")); }),
            "it changes a table that is not there");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->CreateTable(2, TestSchema("two")); }),
            "it creates a table of a wrong number");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->CreateTable(3, TestSchema("t")); }),
            "it creates a table whose name is taken");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Delete(1, TestKey("m", 1)); }),
            "it deletes something");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->Expire(1, TestKey("m", 1)); }),
            "it deletes something");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->DeleteTable(1); }), "it deletes something");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->UpdateTable(1, SchemaOfEveryIndex()); }),
            "it belongs into a log");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->FillIndex(1, 7, TestKey("m", 1), true); }),
            "it belongs into a log");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->IndexFilled(1, 7, model::Key{}); }),
            "it says late how far an index is filled");
  EXPECT_EQ(CheckPart([](WriteBatch* b) { b->IndexFilled(1, 4, model::Key{}); }),
            "it fills an index that is not there");
}

}  // namespace
}  // namespace hashrange::store
