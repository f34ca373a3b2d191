#include "store/checkpoint.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/commit.h"
#include "store/invariants.h"
#include "store/log_record.h"
#include "store/recovery.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

void CommitNext(State* state, WriteBatch batch) {
  batch.sequence = state->last_sequence() + 1;
  batch.now_ms = state->Now(5000 + batch.sequence);
  ASSERT_TRUE(PrepareCommit(state, &batch));
  Commit(state, std::move(batch));
}

void CreateTable(State* state, Bytes name) {
  WriteBatch batch;
  batch.CreateTable(state->next_table_number(), TestSchema(name));
  CommitNext(state, std::move(batch));
}

void PutRows(State* state, uint32_t table, int count, Bytes v) {
  for (int i = 0; i < count; i++) {
    WriteBatch batch;
    batch.Put(table, TestRow("user" + std::to_string(i), 1, v));
    CommitNext(state, std::move(batch));
  }
}

State Read(Bytes file) {
  State state;
  Recovery recovery(&state);
  EXPECT_TRUE(recovery.ReadCheckpoint(file)) << recovery.error();
  EXPECT_EQ(recovery.whole_bytes(), file.size());
  return state;
}

std::string WholeFile(CheckpointWriter* writer) {
  std::string file;
  std::string chunk;
  while (writer->Next(&chunk)) file += chunk;
  EXPECT_FALSE(writer->Next(&chunk));
  EXPECT_EQ(chunk, "");
  return file;
}

TEST(Checkpoint, OfAnEmptyStateIsHeaderAndEndMark) {
  State state;
  CheckpointWriter writer(state);
  EXPECT_EQ(Contents(Read(WholeFile(&writer))), Contents(state));
}

TEST(Checkpoint, GivesAnEqualState) {
  State state;
  CreateTable(&state, "b");
  CreateTable(&state, "empty");
  CreateTable(&state, "a");
  CreateTable(&state, "deleted");
  PutRows(&state, 1, 300, "one");
  PutRows(&state, 3, 50, "three");
  PutRows(&state, 4, 5, "gone");
  WriteBatch batch;
  batch.DeleteTable(4);
  CommitNext(&state, std::move(batch));
  WriteBatch split;
  split.Split(1, kNoIndex, TestKey("user17", 1));
  CommitNext(&state, std::move(split));
  CheckpointWriter writer(state);
  EXPECT_EQ(writer.sequence(), state.last_sequence());
  const State read = Read(WholeFile(&writer));
  EXPECT_EQ(Contents(read), Contents(state));
  EXPECT_EQ(read.next_table_number(), 5u) << "the number of the deleted table is not given again";
  EXPECT_EQ(CheckInvariants(read), std::nullopt);
  const PartitionList& partitions = read.catalog().Find(1u)->partitions();
  ASSERT_EQ(partitions.size(), 2u);
  EXPECT_EQ(partitions[1].low.view(), TestKey("user17", 1).view());
}

TEST(Checkpoint, IsTheStateOfItsBeginningWhileCommitsGoOn) {
  State state;
  CreateTable(&state, "t");
  const std::string big(100'000, 'x');
  PutRows(&state, 1, 40, big);
  const std::string expected = Contents(state);
  std::string file;
  {
    CheckpointWriter writer(state);
    std::string chunk;
    int chunks = 0;
    while (writer.Next(&chunk)) {
      EXPECT_LE(chunk.size(), kCheckpointChunkBytes + 250'000);
      file += chunk;
      chunks++;
      PutRows(&state, 1, 7, "changed " + std::to_string(chunks));
      CreateTable(&state, "later" + std::to_string(chunks));
      WriteBatch batch;
      batch.Delete(1, TestKey("user" + std::to_string(20 + chunks), 1));
      CommitNext(&state, std::move(batch));
      state.ReleaseSome(10);
    }
    EXPECT_GE(chunks, 4);
  }
  EXPECT_EQ(Contents(Read(file)), expected);
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
}

TEST(Checkpoint, MayBeLeftUnfinished) {
  State state;
  CreateTable(&state, "t");
  PutRows(&state, 1, 500, "v");
  {
    CheckpointWriter writer(state);
    WriteBatch batch;
    batch.DeleteTable(1);
    CommitNext(&state, std::move(batch));
  }
  while (state.ReleaseSome(10)) {
  }
  EXPECT_EQ(state.pool()->nodes_in_use(), 0u);
}

TEST(Checkpoint, WithoutAllItsPartsIsRefused) {
  const auto error_of = [](const std::string& file) {
    State state;
    Recovery recovery(&state);
    return recovery.ReadCheckpoint(file) ? std::string() : recovery.error();
  };
  WriteBatch create;
  create.sequence = 3;
  create.CreateTable(1, TestSchema("t"));
  WriteBatch rows;
  rows.sequence = 3;
  rows.Put(1, TestRow("a", 1, "v"));
  std::string begun = FileHeader(FileKind::kCheckpoint);
  AppendFrame(&begun, FrameKind::kCheckpointPart, create);

  std::string whole = begun;
  AppendFrame(&whole, FrameKind::kCheckpointPart, rows);
  const std::string unended = whole;
  AppendCheckpointEnd(&whole, {3, 0, 2, 1});
  EXPECT_EQ(error_of(whole), "");
  EXPECT_NE(error_of(unended).find("it has no end mark"), std::string::npos);
  EXPECT_NE(error_of(whole + whole.substr(kFileHeaderBytes)).find("something follows the end mark"),
            std::string::npos);

  std::string lost = begun;
  AppendCheckpointEnd(&lost, {3, 0, 2, 1});
  EXPECT_NE(error_of(lost).find("it has lost items"), std::string::npos);
  std::string twice = unended;
  AppendFrame(&twice, FrameKind::kCheckpointPart, rows);
  EXPECT_NE(error_of(twice).find("it has a row twice"), std::string::npos);
  std::string mixed = begun;
  rows.sequence = 4;
  AppendFrame(&mixed, FrameKind::kCheckpointPart, rows);
  EXPECT_NE(error_of(mixed).find("its parts are of different checkpoints"), std::string::npos);
  std::string other_end = begun;
  AppendCheckpointEnd(&other_end, {4, 0, 2, 0});
  EXPECT_NE(error_of(other_end).find("its parts are of different checkpoints"), std::string::npos);
  std::string number = begun;
  AppendCheckpointEnd(&number, {3, 0, 1, 0});
  EXPECT_NE(error_of(number).find("its next table number is taken"), std::string::npos);
  std::string commit = begun;
  AppendFrame(&commit, FrameKind::kCommit, create);
  EXPECT_NE(error_of(commit).find("a frame does not belong here"), std::string::npos);
  std::string deletes = begun;
  WriteBatch deletion;
  deletion.sequence = 3;
  deletion.DeleteTable(1);
  AppendFrame(&deletes, FrameKind::kCheckpointPart, deletion);
  EXPECT_NE(error_of(deletes).find("it deletes something"), std::string::npos);
}

}  // namespace
}  // namespace hashrange::store
