// Indexes follow their rows through every commit: random batches on states and on forks of them
// that go their own ways, each compared with a naive model after each step, with a pool that gives
// no node that was not reserved.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/random_batches_testing.h"
#include "store/twin_testing.h"

namespace hashrange::store {
namespace {

using Entries = std::vector<std::pair<NaiveKey, std::string>>;

Entries Read(const Table& table, const SecondaryIndex& index, const KeyRange& range,
             Direction direction) {
  Entries entries;
  for (RowCursor rows(table, index, range, direction); rows.row() != nullptr; rows.Next())
    entries.push_back({NaiveKeyOf(rows.row()->key()), std::string(rows.row()->item().form())});
  return entries;
}

// Ranges of every index, whose ends are entries or lie between them, give what the model has there,
// in both directions.
void ExpectRangesAgree(const Twin& twin, RandomBatches* random) {
  for (const auto& [number, naive] : twin.naive.tables()) {
    const Table& table = *twin.state.catalog().Find(number);
    for (const model::IndexSchema* schema : naive.IndexSchemas()) {
      const SecondaryIndex& index = *table.FindIndex(schema->number);
      const auto all = naive.Entries(*schema);
      ASSERT_EQ(table.ItemCountOf(index), all.size());
      const auto any_key = [&]() -> NaiveKey {
        if (all.empty() || random->OneIn(3)) return {random->Below(UINT64_MAX), "x"};
        return random->Any(all)->first;
      };
      const NaiveKey low = any_key();
      const NaiveKey high = any_key();
      const KeyRange range{.low = {low.first, low.second},
                           .low_exclusive = random->OneIn(2),
                           .high = model::KeyView{high.first, high.second}};
      Entries expected;
      for (const auto& entry : all) {
        const bool above = range.low_exclusive ? low < entry.first : !(entry.first < low);
        if (above && entry.first < high) expected.push_back(entry);
      }
      ASSERT_EQ(Read(table, index, range, Direction::kForward), expected);
      std::reverse(expected.begin(), expected.end());
      ASSERT_EQ(Read(table, index, range, Direction::kBackward), expected);
    }
  }
}

// Commits random batches to up to three forks at a time. Looks at the one that changed every so
// many steps, and at all of them and into their indexes now and then.
void RunForks(uint64_t seed, RandomBatches::Mix mix, int steps, int check_interval) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomBatches random(seed, mix);
  std::vector<Twin> twins(1);
  NodePool* const pool = twins[0].state.pool();
  twins[0].SetStrict();
  for (int step = 0; step < steps && !testing::Test::HasFatalFailure(); step++) {
    SCOPED_TRACE("step " + std::to_string(step));
    Twin* twin = &twins[random.Below(twins.size())];
    twin->Commit(random.Next(twin->naive));
    if (step % check_interval == 0) twin->ExpectEqual();
    if (step % (20 * check_interval) == 0) {
      for (const Twin& each : twins) each.ExpectEqual();
      ExpectRangesAgree(*twin, &random);
    }
    if (random.OneIn(40)) {
      if (twins.size() == 3)
        twins.erase(twins.begin() + static_cast<std::ptrdiff_t>(random.Below(3)));
      twins.push_back(twins[random.Below(twins.size())].Fork());
    }
    pool->ReleaseSome(20);
  }
}

TEST(PrepareCommit, KeepsIndexesAsANaiveModelDoes) {
  for (uint64_t seed = 1; seed <= 6; seed++) RunForks(seed, {}, 600, 1);
}

TEST(PrepareCommit, KeepsIndexesOfLargerTablesAsANaiveModelDoes) {
  for (uint64_t seed = 101; seed <= 102; seed++) {
    RunForks(seed,
             {.partition_keys = 60,
              .sort_keys = 80,
              .tables_max = 1,
              .rows_in_hundred = 96,
              .changes_max = 400},
             600, 100);
  }
}

TEST(PrepareCommit, KeepsTheRowWhereAnItemIsPutAsItIs) {
  Twin twin;
  twin.CreateTable(SchemaOfEveryIndex());
  const TestValues values = {
      {"pk", S("p")}, {"sk", N("1")}, {"v", S("a")}, {"n", N("3")}, {"ends", N("5")}};
  twin.Put(values);
  const Row* row = RowCursor(twin.table(), {}, Direction::kForward).row();
  WriteBatch batch = twin.Next();
  batch.Put(1, RowOf(twin.table().schema(), values));
  twin.naive.Apply(batch);
  ASSERT_TRUE(PrepareCommit(&twin.state, &batch));
  EXPECT_TRUE(batch.changes[0].index_changes.empty());
  Commit(&twin.state, std::move(batch));
  EXPECT_EQ(RowCursor(twin.table(), {}, Direction::kForward).row(), row);
  twin.ExpectEqual();
}

}  // namespace
}  // namespace hashrange::store
