// A state and the naive model of it, which commit the same batches.
#ifndef HASHRANGE_STORE_TWIN_TESTING_H_
#define HASHRANGE_STORE_TWIN_TESTING_H_

#include <gtest/gtest.h>

#include <utility>

#include "store/commit.h"
#include "store/index_testing.h"
#include "store/invariants.h"

namespace hashrange::store {

struct Twin {
  State state;
  NaiveDatabase naive;

  // Forks share a pool. Strict: no commit may need memory that was not reserved for it.
  void SetStrict() { state.pool()->set_strict(true); }
  Twin Fork() const { return {state.Fork(), naive}; }

  // A batch that may come next.
  WriteBatch Next() const {
    WriteBatch batch;
    batch.sequence = state.last_sequence() + 1;
    batch.now_ms = state.last_now_ms() + 1;
    return batch;
  }
  void Commit(WriteBatch batch) {
    const auto complaint = CheckBatch(state, batch);
    ASSERT_FALSE(complaint.has_value()) << *complaint;
    naive.Apply(batch);
    state.Now(batch.now_ms);
    ASSERT_TRUE(PrepareCommit(&state, &batch));
    store::Commit(&state, std::move(batch));
  }
  // Commits the next batch, with what `change` adds to it.
  template <typename Change>
  void CommitNext(Change change) {
    WriteBatch batch = Next();
    change(&batch);
    Commit(std::move(batch));
  }

  void CreateTable(model::TableSchema schema) {
    CommitNext([&](WriteBatch* batch) {
      batch->CreateTable(state.next_table_number(), std::move(schema));
    });
  }
  // Of table 1, as the rest.
  const Table& table() const { return *state.catalog().Find(1u); }
  void Put(const TestValues& values) {
    CommitNext([&](WriteBatch* batch) { batch->Put(1, RowOf(table().schema(), values)); });
  }
  void Delete(const TestValues& key) {
    const NaiveKey at = NaiveTableKey(table().schema(), model::ItemView(ItemOf(key)));
    CommitNext([&](WriteBatch* batch) { batch->Delete(1, {at.first, at.second}); });
  }
  template <typename Change>
  void ChangeSchema(Change change) {
    model::TableSchema schema = table().schema();
    change(&schema);
    CommitNext([&](WriteBatch* batch) { batch->UpdateTable(1, std::move(schema)); });
  }
  void FillIndex(uint32_t index, const NaiveKey& up_to, bool complete) {
    CommitNext([&](WriteBatch* batch) {
      batch->FillIndex(1, index, {up_to.first, up_to.second}, complete);
    });
  }

  void ExpectEqual() const {
    ASSERT_EQ(Contents(state), naive.Contents());
    const auto complaint = CheckInvariants(state);
    ASSERT_FALSE(complaint.has_value()) << *complaint;
  }
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_TWIN_TESTING_H_
