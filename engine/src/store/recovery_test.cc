#include "store/recovery.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/coding.h"
#include "store/checkpoint.h"
#include "store/commit.h"
#include "store/log_record.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

// A log of one table and puts, commit by commit.
class LogWriter {
 public:
  LogWriter() : file(FileHeader(FileKind::kLog)) {}

  WriteBatch Batch() {
    WriteBatch batch;
    batch.sequence = ++sequence;
    batch.now_ms = 1000 + sequence;
    return batch;
  }
  void Create() {
    WriteBatch batch = Batch();
    batch.CreateTable(1, TestSchema("t"));
    AppendFrame(&file, FrameKind::kCommit, batch);
  }
  void Put(Bytes pk) {
    WriteBatch batch = Batch();
    batch.Put(1, TestRow(pk, 1, "v"));
    AppendFrame(&file, FrameKind::kCommit, batch);
  }
  std::string TakeFile() { return std::exchange(file, FileHeader(FileKind::kLog)); }

  std::string file;
  uint64_t sequence = 0;
};

std::string CheckpointOf(const State& state) {
  CheckpointWriter writer(state);
  std::string file;
  std::string chunk;
  while (writer.Next(&chunk)) file += chunk;
  return file;
}

std::string ErrorOfSegment(Bytes file, bool last = true) {
  State state;
  Recovery recovery(&state);
  return recovery.ReadSegment(file, last) ? "" : recovery.error();
}

std::string ErrorOfCheckpoint(Bytes file) {
  State state;
  Recovery recovery(&state);
  return recovery.ReadCheckpoint(file) ? "" : recovery.error();
}

TEST(Recovery, ReadsSegmentsInOrder) {
  LogWriter log;
  log.Create();
  log.Put("a");
  const std::string first = log.TakeFile();
  log.Put("b");
  const std::string second = log.TakeFile();
  const std::string third = log.TakeFile();  // begun, nothing in it yet
  State state;
  Recovery recovery(&state);
  EXPECT_TRUE(recovery.ReadSegment(first, false));
  EXPECT_TRUE(recovery.ReadSegment(second, false));
  EXPECT_TRUE(recovery.ReadSegment(third, true));
  EXPECT_EQ(recovery.commit_count(), 3u);
  EXPECT_EQ(recovery.whole_bytes(), kFileHeaderBytes);
  EXPECT_EQ(state.last_sequence(), 3u);
  EXPECT_EQ(state.last_now_ms(), 1003u);
  EXPECT_EQ(state.catalog().Find("t")->item_count(), 2u);
}

TEST(Recovery, DoesNotLogWhatItReads) {
  LogWriter log;
  log.Create();
  State state;
  SegmentSink sink;
  state.set_log_sink(&sink);
  Recovery recovery(&state);
  EXPECT_TRUE(recovery.ReadSegment(log.file, true));
  EXPECT_EQ(sink.bytes, "");
  EXPECT_EQ(state.log_sink(), &sink);
}

TEST(Recovery, LeavesATornEndOut) {
  LogWriter log;
  log.Create();
  const size_t whole = log.file.size();
  log.Put("a");
  State state;
  Recovery recovery(&state);
  EXPECT_TRUE(recovery.ReadSegment(Bytes(log.file).substr(0, log.file.size() - 1), true));
  EXPECT_EQ(recovery.whole_bytes(), whole);
  EXPECT_EQ(recovery.commit_count(), 1u);
  EXPECT_EQ(state.catalog().Find("t")->item_count(), 0u);
}

TEST(Recovery, SaysWhereALogIsCorrupt) {
  LogWriter log;
  log.Create();
  const size_t whole = log.file.size();
  log.Put("a");
  const std::string torn = log.file.substr(0, log.file.size() - 1);
  EXPECT_EQ(ErrorOfSegment(torn, false),
            "The log is corrupt at byte " + std::to_string(whole) +
                ": it ends inside a frame though another segment follows; the one commit before it "
                "in the log is whole.");
  log.Put("b");
  std::string damaged = log.file;
  damaged[whole + kFrameHeaderBytes + 3] ^= 1;
  EXPECT_EQ(
      ErrorOfSegment(damaged),
      "The log is corrupt at byte " + std::to_string(whole) +
          ": the checksum of a frame is wrong; the one commit before it in the log is whole.");
  damaged = log.file;
  damaged[whole + 3] ^= 1;  // a length of 16 MiB more
  EXPECT_EQ(
      ErrorOfSegment(damaged),
      "The log is corrupt at byte " + std::to_string(whole) +
          ": the length of a frame is damaged; the one commit before it in the log is whole.");
}

TEST(Recovery, RefusesForeignFiles) {
  EXPECT_EQ(ErrorOfSegment("hello, world, this is text"), "This file is not a hashrange log.");
  EXPECT_EQ(ErrorOfSegment(FileHeader(FileKind::kCheckpoint)),
            "This file is a hashrange checkpoint, not a log.");
  EXPECT_EQ(ErrorOfCheckpoint(FileHeader(FileKind::kLog)),
            "This file is a hashrange log, not a checkpoint.");
  EXPECT_EQ(ErrorOfCheckpoint(""), "This file is not a hashrange checkpoint.");
  std::string newer = FileHeader(FileKind::kCheckpoint);
  newer[8] = 5;
  EXPECT_EQ(ErrorOfCheckpoint(newer),
            "This file was written by a newer hashrange (log format 5; this one reads up to 4).");
  EXPECT_EQ(ErrorOfSegment("", false), "This file is not a hashrange log.");
}

TEST(Recovery, TakesALastSegmentWithoutAWholeHeaderForTorn) {
  const std::string header = FileHeader(FileKind::kLog);
  for (size_t bytes = 0; bytes < header.size(); bytes++) {
    State state;
    Recovery recovery(&state);
    EXPECT_TRUE(recovery.ReadSegment(Bytes(header).substr(0, bytes), true)) << bytes;
    EXPECT_EQ(recovery.whole_bytes(), 0u);
  }
  EXPECT_EQ(ErrorOfSegment(std::string(4096, '\0')), "");
}

TEST(Recovery, RefusesSequencesThatDoNotFollow) {
  LogWriter log;
  log.Create();
  log.sequence = 2;
  log.Put("a");
  EXPECT_NE(ErrorOfSegment(log.file).find("commit 3 follows commit 1;"), std::string::npos);
  LogWriter twice;
  twice.Create();
  twice.Put("a");
  twice.sequence = 1;
  twice.Put("a");
  EXPECT_NE(ErrorOfSegment(twice.file).find("commit 2 follows commit 2;"), std::string::npos);
  LogWriter late;
  late.sequence = 4;
  late.Create();
  EXPECT_NE(ErrorOfSegment(late.file).find("commit 5 follows commit 0;"), std::string::npos);
  LogWriter zero;
  zero.sequence = UINT64_MAX;
  zero.Create();
  EXPECT_NE(ErrorOfSegment(zero.file).find("commit 0 follows commit 0;"), std::string::npos);
}

TEST(Recovery, RefusesWholeFramesThatCannotBeApplied) {
  LogWriter no_table;
  no_table.Put("a");
  EXPECT_NE(ErrorOfSegment(no_table.file)
                .find("a commit cannot be applied: it changes a table that is not there;"),
            std::string::npos);
  LogWriter part;
  WriteBatch batch = part.Batch();
  batch.CreateTable(1, TestSchema("t"));
  AppendFrame(&part.file, FrameKind::kCheckpointPart, batch);
  EXPECT_NE(ErrorOfSegment(part.file).find("a frame does not belong here;"), std::string::npos);
}

TEST(Recovery, RefusesRowsWhoseKeyIsNotTheirItems) {
  const model::Key right = TestKey("a", 1);
  const model::Key wrong[] = {{right.hash + 1, right.bytes},
                              {right.hash, TestKey("a", 2).bytes},
                              {right.hash, right.bytes + '\0'},
                              {right.hash, ""}};
  for (const model::Key& key : wrong) {
    LogWriter log;
    log.Create();
    WriteBatch batch = log.Batch();
    batch.Put(1, Row::Make(key.view(), TestItem("a", 1, "v")));
    AppendFrame(&log.file, FrameKind::kCommit, batch);
    EXPECT_NE(ErrorOfSegment(log.file).find("a row's key is not that of its item; the one commit"),
              std::string::npos)
        << ErrorOfSegment(log.file);

    std::string checkpoint = FileHeader(FileKind::kCheckpoint);
    WriteBatch table, row;
    table.sequence = row.sequence = 1;
    table.CreateTable(1, TestSchema("t"));
    row.Put(1, Row::Make(key.view(), TestItem("a", 1, "v")));
    AppendFrame(&checkpoint, FrameKind::kCheckpointPart, table);
    AppendFrame(&checkpoint, FrameKind::kCheckpointPart, row);
    AppendCheckpointEnd(&checkpoint, CheckpointEnd{1, 1, 2, 1});
    EXPECT_NE(ErrorOfCheckpoint(checkpoint).find("a row's key is not that of its item;"),
              std::string::npos)
        << ErrorOfCheckpoint(checkpoint);
  }
}

TEST(Recovery, RefusesKeysLongerThanKeysCanBe) {
  // The row of an index has the table's key behind its own: both must fit.
  const auto error_with = [](size_t bytes) {
    const std::string pk(bytes, 'p');
    LogWriter log;
    log.Create();
    log.Put(pk);
    return ErrorOfSegment(log.file);
  };
  EXPECT_EQ(error_with(2048), "");
  EXPECT_NE(error_with(2049).find("a row's key is not that of its item;"), std::string::npos);
  EXPECT_NE(error_with(0).find("a row's key is not that of its item;"), std::string::npos);
}

TEST(Recovery, RefusesItemsWithoutTheKeysOfTheirTable) {
  model::ItemBuilder builder;
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.Number("1");
  builder.EndMap(root);
  LogWriter log;
  log.Create();
  WriteBatch batch = log.Batch();
  batch.Put(1, Row::Make(TestKey("a", 1).view(), builder.TakeItem()));
  AppendFrame(&log.file, FrameKind::kCommit, batch);
  EXPECT_NE(ErrorOfSegment(log.file).find("a row's key is not that of its item;"),
            std::string::npos);
}

TEST(Recovery, RefusesACheckpointWhoseNumbersWouldComeRound) {
  const auto error_of = [](const CheckpointEnd& end) {
    std::string file = FileHeader(FileKind::kCheckpoint);
    AppendCheckpointEnd(&file, end);
    return ErrorOfCheckpoint(file);
  };
  EXPECT_EQ(error_of({kRecoveredSequenceMax, 1, kRecoveredTableNumberMax, 0}), "");
  for (const CheckpointEnd& end :
       {CheckpointEnd{1, 1, UINT32_MAX, 0}, CheckpointEnd{1, 1, kRecoveredTableNumberMax + 1, 0},
        CheckpointEnd{UINT64_MAX, 1, 1, 0}, CheckpointEnd{kRecoveredSequenceMax + 1, 1, 1, 0}}) {
    EXPECT_NE(error_of(end).find("its numbers are out of range;"), std::string::npos);
  }
}

TEST(Recovery, FailsForGoodOnceItFailed) {
  LogWriter log;
  log.Create();
  State state;
  Recovery recovery(&state);
  EXPECT_FALSE(recovery.ReadSegment("not a log at all", false));
  EXPECT_FALSE(recovery.ReadSegment(log.file, true));
  EXPECT_EQ(recovery.error(), "This file is not a hashrange log.");
}

// Recovers a log of which a prefix may be covered by a checkpoint after commit 3.
class CheckpointAndLog {
 public:
  CheckpointAndLog() {
    LogWriter log;
    log.Create();
    log.Put("a");
    log.Put("b");
    State state;
    Recovery recovery(&state);
    EXPECT_TRUE(recovery.ReadSegment(log.file, true));
    checkpoint = CheckpointOf(state);
  }
  std::string Read(Bytes segment) {
    State state;
    Recovery recovery(&state);
    if (!recovery.ReadCheckpoint(checkpoint) || !recovery.ReadSegment(segment, true))
      return recovery.error();
    return std::to_string(state.last_sequence()) + " with " +
           std::to_string(state.catalog().Find("t")->item_count());
  }
  std::string checkpoint;
};

TEST(Recovery, PassesOverCommitsThatTheCheckpointCovers) {
  CheckpointAndLog files;
  LogWriter whole;
  whole.Create();
  for (const char* pk : {"a", "b", "c", "d"}) whole.Put(pk);
  EXPECT_EQ(files.Read(whole.file), "5 with 4");
  LogWriter overlapping;
  overlapping.sequence = 1;
  for (const char* pk : {"a", "b", "c"}) overlapping.Put(pk);
  EXPECT_EQ(files.Read(overlapping.file), "4 with 3");
  LogWriter exact;
  exact.sequence = 3;
  exact.Put("c");
  EXPECT_EQ(files.Read(exact.file), "4 with 3");
  // The log lost commit 3 before it was flushed, but the checkpoint has it; the next commit was
  // number 4.
  LogWriter lost;
  lost.Create();
  lost.Put("a");
  lost.sequence = 3;
  lost.Put("c");
  EXPECT_EQ(files.Read(lost.file), "4 with 3");
  LogWriter gap;
  gap.sequence = 4;
  gap.Put("c");
  EXPECT_NE(files.Read(gap.file).find("commit 5 follows commit 3;"), std::string::npos);
  EXPECT_EQ(files.Read(FileHeader(FileKind::kLog)), "3 with 2");
}

}  // namespace
}  // namespace hashrange::store
