#include "store/commit.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/invariants.h"
#include "store/log_record.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

WriteBatch NextBatch(const State& state, uint64_t now_ms = 0) {
  WriteBatch batch;
  batch.sequence = state.last_sequence() + 1;
  batch.now_ms = now_ms == 0 ? state.last_now_ms() : now_ms;
  return batch;
}

void CommitNext(State* state, WriteBatch batch) {
  ASSERT_EQ(CheckBatch(*state, batch), std::nullopt);
  ASSERT_TRUE(PrepareCommit(state, &batch));
  Commit(state, std::move(batch));
}

void CreateTable(State* state, Bytes name) {
  WriteBatch batch = NextBatch(*state, state->Now(1000));
  batch.CreateTable(state->next_table_number(), TestSchema(name));
  CommitNext(state, std::move(batch));
}

void PutRow(State* state, uint32_t table, Bytes pk, Bytes v) {
  WriteBatch batch = NextBatch(*state);
  batch.Put(table, TestRow(pk, 1, v));
  CommitNext(state, std::move(batch));
}

std::string ValueAt(const State& state, uint32_t table, Bytes pk) {
  const Row* row = state.catalog().Find(table)->Find(TestKey(pk, 1).view());
  return row == nullptr ? "none" : std::string(row->item().Find("v").string());
}

TEST(Commit, AppliesEachKindOfChange) {
  State state;
  CreateTable(&state, "b");
  CreateTable(&state, "a");
  EXPECT_EQ(state.catalog().Find("a")->number(), 2u);
  EXPECT_EQ(state.catalog().Find("b")->number(), 1u);
  EXPECT_EQ(state.catalog().names().begin()->first, "a");
  EXPECT_EQ(state.catalog().Find("b")->schema().lifecycle, model::TableLifecycle{});

  WriteBatch batch = NextBatch(state, 2000);
  batch.Put(1, TestRow("x", 1, "one"));
  batch.Put(2, TestRow("x", 1, "two"));
  batch.Delete(2, TestKey("never", 1));
  CommitNext(&state, std::move(batch));
  EXPECT_EQ(state.last_sequence(), 3u);
  EXPECT_EQ(state.last_now_ms(), 2000u);
  EXPECT_EQ(ValueAt(state, 1, "x"), "one");
  EXPECT_EQ(ValueAt(state, 2, "x"), "two");

  batch = NextBatch(state);
  batch.Delete(1, TestKey("x", 1));
  batch.Put(2, TestRow("x", 1, "three"));
  CommitNext(&state, std::move(batch));
  EXPECT_EQ(ValueAt(state, 1, "x"), "none");
  EXPECT_EQ(ValueAt(state, 2, "x"), "three");
  EXPECT_EQ(state.catalog().Find(2u)->item_count(), 1u);

  batch = NextBatch(state);
  batch.DeleteTable(2);
  CommitNext(&state, std::move(batch));
  EXPECT_EQ(state.catalog().Find("a"), nullptr);
  EXPECT_EQ(state.catalog().Find(2u), nullptr);
  EXPECT_EQ(CheckInvariants(state), std::nullopt);

  CreateTable(&state, "a");
  EXPECT_EQ(state.catalog().Find("a")->number(), 3u) << "numbers are not given twice";
  EXPECT_EQ(state.catalog().Find("a")->item_count(), 0u);
}

TEST(Commit, ReleasesADeletedTableLater) {
  State state;
  CreateTable(&state, "t");
  for (int i = 0; i < 500; i++) PutRow(&state, 1, "user" + std::to_string(i), "v");
  WriteBatch batch = NextBatch(state);
  batch.DeleteTable(1);
  CommitNext(&state, std::move(batch));
  EXPECT_GT(state.pool()->nodes_in_use(), 0u);
  while (state.ReleaseSome(2)) {
  }
  EXPECT_EQ(state.pool()->nodes_in_use(), 0u);
}

TEST(Commit, RefusesWhatDoesNotFollowTheState) {
  State state;
  CreateTable(&state, "t");
  const auto check = [&state](auto change) {
    WriteBatch batch = NextBatch(state);
    change(&batch);
    return CheckBatch(state, batch).value_or("");
  };
  EXPECT_EQ(check([](WriteBatch* b) { b->Put(1, TestRow("x", 1, "")); }), "");
  EXPECT_EQ(check([](WriteBatch* b) { b->sequence++; }), "its sequence does not follow");
  EXPECT_EQ(check([](WriteBatch* b) { b->sequence--; }), "its sequence does not follow");
  EXPECT_EQ(check([](WriteBatch* b) { b->now_ms--; }), "its time goes back");
  EXPECT_EQ(check([](WriteBatch* b) { b->Put(2, TestRow("x", 1, "")); }),
            "it changes a table that is not there");
  EXPECT_EQ(check([](WriteBatch* b) { b->Delete(0, TestKey("x", 1)); }),
            "it changes a table that is not there");
  EXPECT_EQ(check([](WriteBatch* b) { b->DeleteTable(9); }),
            "it changes a table that is not there");
  EXPECT_EQ(check([](WriteBatch* b) { b->CreateTable(1, TestSchema("u")); }),
            "it creates a table of a wrong number");
  EXPECT_EQ(check([](WriteBatch* b) { b->CreateTable(3, TestSchema("u")); }),
            "it creates a table of a wrong number");
  EXPECT_EQ(check([](WriteBatch* b) { b->CreateTable(2, TestSchema("t")); }),
            "it creates a table whose name is taken");
  EXPECT_EQ(check([](WriteBatch* b) {
              b->CreateTable(2, TestSchema("u"));
              b->CreateTable(3, TestSchema("u"));
            }),
            "it creates two tables of one name");
  EXPECT_EQ(check([](WriteBatch* b) {
              b->Put(1, TestRow("x", 1, "a"));
              b->Put(1, TestRow("y", 1, "a"));
              b->Delete(1, TestKey("x", 1));
            }),
            "it changes something twice");
  EXPECT_EQ(check([](WriteBatch* b) {
              b->Put(1, TestRow("x", 1, "a"));
              b->DeleteTable(1);
            }),
            "it changes something twice");
}

TEST(Commit, EmitsTheFrameBeforeItChangesAnything) {
  class Sink : public LogSink {
   public:
    explicit Sink(const State* state) : state_(state) {}
    void Append(Bytes frame) override {
      sequence_seen = state_->last_sequence();
      frames.append(frame);
    }
    uint64_t sequence_seen = 99;
    std::string frames;

   private:
    const State* state_;
  };
  State state;
  Sink sink(&state);
  state.set_log_sink(&sink);
  WriteBatch batch = NextBatch(state, 77);
  batch.entropy = 12345;
  batch.CreateTable(1, TestSchema("t"));
  CommitNext(&state, std::move(batch));
  EXPECT_EQ(sink.sequence_seen, 0u);

  Bytes rest = sink.frames;
  Bytes payload;
  std::string why;
  ASSERT_EQ(ReadFrame(&rest, &payload, &why), FrameFault::kNone);
  EXPECT_TRUE(rest.empty());
  WriteBatch read;
  ASSERT_EQ(DecodeBatch(payload, &read, &why), DecodeFault::kNone);
  EXPECT_EQ(read.sequence, 1u);
  EXPECT_EQ(read.now_ms, 77u);
  EXPECT_EQ(read.entropy, 12345u);
  ASSERT_EQ(read.changes.size(), 1u);
  EXPECT_EQ(read.changes[0].schema->table_name, "t");
}

TEST(Commit, NeedsNoMemoryThatWasNotReserved) {
  State state;
  state.pool()->set_strict(true);
  CreateTable(&state, "t");
  for (int round = 0; round < 30; round++) {
    const State snapshot = state.Fork();
    WriteBatch batch = NextBatch(state);
    for (int i = 0; i < 100; i++)
      batch.Put(1, TestRow("u" + std::to_string(round * 61 + i), 1, "v"));
    CommitNext(&state, std::move(batch));
    state.ReleaseSome(1000);
  }
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
}

TEST(State, ForksGoTheirOwnWays) {
  State state;
  SegmentSink sink;
  state.set_log_sink(&sink);
  CreateTable(&state, "t");
  PutRow(&state, 1, "x", "old");
  const std::string before = Contents(state);
  const size_t logged = sink.bytes.size();
  {
    State fork = state.Fork();
    EXPECT_EQ(fork.log_sink(), nullptr);
    EXPECT_EQ(Contents(fork), before);
    PutRow(&fork, 1, "x", "forked");
    CreateTable(&fork, "only in the fork");
    EXPECT_EQ(ValueAt(fork, 1, "x"), "forked");
    EXPECT_EQ(CheckInvariants(fork), std::nullopt);
  }
  EXPECT_EQ(Contents(state), before);
  EXPECT_EQ(sink.bytes.size(), logged);
  State outlives;
  {
    State short_lived;
    CreateTable(&short_lived, "t");
    PutRow(&short_lived, 1, "x", "kept");
    outlives = short_lived.Fork();
  }
  EXPECT_EQ(ValueAt(outlives, 1, "x"), "kept");
  outlives = State();
}

TEST(State, HoldsAClockThatGoesBack) {
  State state;
  EXPECT_EQ(state.Now(1000), 1000u);
  EXPECT_FALSE(state.clock_was_clamped());
  EXPECT_EQ(state.Now(900), 1000u);
  EXPECT_TRUE(state.clock_was_clamped());
  EXPECT_EQ(state.Now(1001), 1001u);
  CreateTable(&state, "t");
  EXPECT_GE(state.last_now_ms(), 1000u);
}

}  // namespace
}  // namespace hashrange::store
