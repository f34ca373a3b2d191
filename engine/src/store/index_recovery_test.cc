// Entries of indexes are in no file: a checkpoint, a log, and a checkpoint with the log behind it
// each give the state that there was, its indexes, bounds of partitions and tokens included.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/checkpoint.h"
#include "store/log_record.h"
#include "store/random_batches_testing.h"
#include "store/recovery.h"
#include "store/twin_testing.h"

namespace hashrange::store {
namespace {

std::string CheckpointOf(const State& state) {
  CheckpointWriter writer(state);
  std::string file;
  std::string chunk;
  while (writer.Next(&chunk)) file += chunk;
  return file;
}

// A database with everything that there is, and what a host wrote of it.
class IndexRecovery : public ::testing::Test {
 protected:
  void SetUp() override {
    twin_.state.set_log_sink(&log_);
    log_.bytes = FileHeader(FileKind::kLog);
    twin_.CreateTable(SchemaOfEveryIndex());
    PutItems(0, 30);
    Split(kNoIndex, uint64_t{1} << 62);
    Split(kNoIndex, uint64_t{3} << 62);
    Split(1, uint64_t{1} << 63);
    Split(6, uint64_t{1010} << kExpirySecondsShift);
    twin_.ChangeSchema([](model::TableSchema* schema) {
      schema->indexes.insert(schema->indexes.begin() + 1,
                             Including(GlobalIndex(7, {KeyS("v")}), {"x"}));
      schema->next_index_number = 8;
    });
    Split(7, uint64_t{1} << 61);
    twin_.FillIndex(7, KeyAt(twin_, 11), false);
    twin_.CommitNext([&](WriteBatch* b) {
      b->Token({"one", "digest", b->now_ms});
      b->Token({"two", std::string("\0\xff", 2), b->now_ms});
      b->Put(1, RowOf(twin_.table().schema(), ValuesAt(3, "with a token")));
    });
    ASSERT_NO_FATAL_FAILURE(twin_.ExpectEqual());
  }

  static TestValues ValuesAt(int i, Bytes x) {
    return {{"pk", S("p" + std::to_string(i % 7))},
            {"sk", N(std::to_string(i))},
            {"v", S("v" + std::to_string(i % 3))},
            {"a", S("a")},
            {"n", N(std::to_string(i % 5))},
            {"b", B("b")},
            {"x", S(x)},
            {"ends", N(std::to_string(1000 + i))}};
  }
  void PutItems(int first, int last) {
    for (int i = first; i < last; i++) twin_.Put(ValuesAt(i, "x"));
  }
  void Split(uint32_t index, uint64_t hash) {
    twin_.CommitNext([&](WriteBatch* b) { b->Split(1, index, {hash, ""}); });
  }
  static NaiveKey KeyAt(const Twin& twin, int i) {
    return std::next(twin.naive.tables().at(1).rows.begin(), i)->first;
  }
  // More of everything, after what SetUp did.
  static void GoOn(Twin* twin) {
    twin->Put(ValuesAt(40, "later"));
    twin->FillIndex(7, KeyAt(*twin, 20), false);
    twin->Delete({{"pk", S("p1")}, {"sk", N("1")}});
    twin->CommitNext([](WriteBatch* b) { b->Split(1, 7, {uint64_t{3} << 61, ""}); });
    twin->CommitNext([](WriteBatch* b) { b->Token({"one", "new digest", b->now_ms}); });
    twin->ChangeSchema([](model::TableSchema* schema) { schema->time_to_live.reset(); });
    twin->FillIndex(7, KeyAt(*twin, 20), true);
    twin->ExpectEqual();
  }
  static void ExpectRead(const State& read, const Twin& twin) {
    ASSERT_EQ(Contents(read), twin.naive.Contents());
    ASSERT_EQ(CheckInvariants(read), std::nullopt);
  }

  Twin twin_;
  SegmentSink log_;
};

TEST_F(IndexRecovery, FromACheckpointGivesTheSame) {
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadCheckpoint(CheckpointOf(twin_.state))) << recovery.error();
  ExpectRead(state, twin_);
  const Table& table = *state.catalog().Find(1u);
  EXPECT_EQ(table.partitions().size(), 3u);
  EXPECT_EQ(table.FindIndex(7u)->own->size(), 2u);
  EXPECT_EQ(table.ItemCountOf(*table.FindIndex(7u)), 12u);
  EXPECT_FALSE(table.FindIndex(7u)->complete());
  EXPECT_EQ(table.expiry_queue()->own->size(), 2u);
  EXPECT_EQ(state.tokens().count(), 2u);
}

TEST_F(IndexRecovery, FromTheLogGivesTheSame) {
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadSegment(log_.bytes, true)) << recovery.error();
  ExpectRead(state, twin_);
}

TEST_F(IndexRecovery, GoesOnAsIfNothingHadHappened) {
  Twin from_checkpoint{State(), twin_.naive};
  Recovery checkpoint_recovery(&from_checkpoint.state);
  ASSERT_TRUE(checkpoint_recovery.ReadCheckpoint(CheckpointOf(twin_.state)));
  Twin from_log{State(), twin_.naive};
  Recovery log_recovery(&from_log.state);
  ASSERT_TRUE(log_recovery.ReadSegment(log_.bytes, true));
  GoOn(&twin_);
  GoOn(&from_checkpoint);
  GoOn(&from_log);
  EXPECT_EQ(Contents(from_checkpoint.state), Contents(twin_.state));
  EXPECT_EQ(Contents(from_log.state), Contents(twin_.state));
}

TEST_F(IndexRecovery, FromACheckpointAndTheLogBehindItGivesTheSame) {
  const std::string checkpoint = CheckpointOf(twin_.state);
  const std::string before = std::exchange(log_.bytes, FileHeader(FileKind::kLog));
  GoOn(&twin_);
  for (const bool with_covered_segment : {false, true}) {
    State state;
    Recovery recovery(&state);
    ASSERT_TRUE(recovery.ReadCheckpoint(checkpoint));
    if (with_covered_segment) {
      ASSERT_TRUE(recovery.ReadSegment(before, false));
    }
    ASSERT_TRUE(recovery.ReadSegment(log_.bytes, true)) << recovery.error();
    ExpectRead(state, twin_);
  }
}

TEST_F(IndexRecovery, OfACheckpointOfWhatWasRecoveredGivesTheSameBytes) {
  const std::string checkpoint = CheckpointOf(twin_.state);
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadCheckpoint(checkpoint));
  EXPECT_EQ(CheckpointOf(state), checkpoint);
}

TEST_F(IndexRecovery, OfAnIndexThatHasNoEntryYet) {
  twin_.ChangeSchema([](model::TableSchema* schema) {
    schema->indexes.push_back(GlobalIndex(8, {KeyN("n")}));
    schema->next_index_number = 9;
  });
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadCheckpoint(CheckpointOf(twin_.state)));
  ExpectRead(state, twin_);
  EXPECT_EQ(state.catalog().Find(1u)->FindIndex(8u)->filled->bytes, "");
}

TEST_F(IndexRecovery, NeedsNoMemoryThatWasNotReserved) {
  for (const bool from_checkpoint : {false, true}) {
    State state;
    state.pool()->set_strict(true);
    Recovery recovery(&state);
    EXPECT_TRUE(from_checkpoint ? recovery.ReadCheckpoint(CheckpointOf(twin_.state))
                                : recovery.ReadSegment(log_.bytes, true));
  }
}

TEST_F(IndexRecovery, RefusesFilesThatSayWhatCannotBe) {
  const auto error_of = [&](FrameKind kind, auto change) {
    WriteBatch batch = twin_.Next();
    if (kind == FrameKind::kCheckpointPart) batch.sequence--;
    change(&batch);
    State state;
    Recovery recovery(&state);
    std::string file = log_.bytes;
    if (kind == FrameKind::kCheckpointPart) {
      file = CheckpointOf(twin_.state);
      std::string end;
      AppendCheckpointEnd(&end, {batch.sequence, batch.now_ms - 1, 2, 30});
      file.resize(file.size() - end.size());
    }
    AppendFrame(&file, kind, batch);
    const bool read = kind == FrameKind::kCheckpointPart ? recovery.ReadCheckpoint(file)
                                                         : recovery.ReadSegment(file, true);
    EXPECT_FALSE(read);
    return recovery.error();
  };
  const auto expect = [&](FrameKind kind, auto change, Bytes why) {
    EXPECT_NE(error_of(kind, change).find(why), std::string::npos) << error_of(kind, change);
  };
  expect(
      FrameKind::kCommit,
      [](WriteBatch* b) {
        b->FillIndex(1, 1, {5, ""}, true);
      },
      "a commit cannot be applied: it fills an index that is complete;");
  expect(
      FrameKind::kCommit,
      [](WriteBatch* b) {
        b->IndexFilled(1, 7, {5, ""});
      },
      "a commit cannot be applied: it belongs into a checkpoint;");
  expect(
      FrameKind::kCommit,
      [](WriteBatch* b) {
        b->Split(1, 1, {uint64_t{1} << 63, ""});
      },
      "a commit cannot be applied: it splits where a partition begins;");
  expect(
      FrameKind::kCheckpointPart,
      [](WriteBatch* b) {
        b->IndexFilled(1, 7, {5, ""});
      },
      "a part cannot be applied: it says late how far an index is filled;");
  expect(
      FrameKind::kCheckpointPart,
      [](WriteBatch* b) {
        b->FillIndex(1, 7, {5, ""}, true);
      },
      "a part cannot be applied: it belongs into a log;");
  expect(
      FrameKind::kCheckpointPart,
      [](WriteBatch* b) {
        b->Split(1, 9, {5, ""});
      },
      "a part cannot be applied: it splits an index that is not there;");
}

// Whatever comes together: random databases, from a checkpoint, and from an earlier one with the
// log behind it.
TEST(RandomIndexRecovery, GivesTheSame) {
  for (uint64_t seed = 1; seed <= 20; seed++) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBatches random(seed, {.rows_in_hundred = 60});
    Twin twin;
    SegmentSink log;
    twin.state.set_log_sink(&log);
    std::string checkpoint;
    for (int i = 0; i < 200; i++) {
      if (i == 120) {
        checkpoint = CheckpointOf(twin.state);
        log.bytes = FileHeader(FileKind::kLog);
      }
      ASSERT_NO_FATAL_FAILURE(twin.Commit(random.Next(twin.naive)));
    }
    State both;
    Recovery of_both(&both);
    ASSERT_TRUE(of_both.ReadCheckpoint(checkpoint)) << of_both.error();
    ASSERT_TRUE(of_both.ReadSegment(log.bytes, true)) << of_both.error();
    ASSERT_EQ(Contents(both), twin.naive.Contents());
    ASSERT_EQ(CheckInvariants(both), std::nullopt);
    State one;
    Recovery of_one(&one);
    ASSERT_TRUE(of_one.ReadCheckpoint(CheckpointOf(twin.state))) << of_one.error();
    ASSERT_EQ(Contents(one), twin.naive.Contents());
    ASSERT_EQ(CheckInvariants(one), std::nullopt);
  }
}

}  // namespace
}  // namespace hashrange::store
