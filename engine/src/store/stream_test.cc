#include "store/stream.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/checkpoint.h"
#include "store/commit.h"
#include "store/invariants.h"
#include "store/log_record.h"
#include "store/recovery.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

using model::StreamViewType;

constexpr uint64_t kStartMs = 1'000'000;

model::TableSchema StreamingSchema(StreamViewType view_type, uint64_t label_ms = kStartMs) {
  model::TableSchema schema = TestSchema("t");
  schema.stream_view_type = view_type;
  schema.stream_label_ms = label_ms;
  return schema;
}

// A state whose commits are checked and logged, with a table of a stream.
class StreamTest : public testing::Test {
 protected:
  StreamTest() {
    state_.pool()->set_strict(true);
    state_.set_log_sink(&sink_);
  }

  void MakeTable(StreamViewType view_type) {
    WriteBatch batch;
    batch.CreateTable(1, StreamingSchema(view_type));
    Commit(std::move(batch));
  }
  void Commit(WriteBatch batch) {
    batch.sequence = state_.last_sequence() + 1;
    batch.now_ms = state_.Now(now_ms_);
    const auto complaint = CheckBatch(state_, batch);
    ASSERT_FALSE(complaint.has_value()) << *complaint;
    ASSERT_TRUE(PrepareCommit(&state_, &batch));
    store::Commit(&state_, std::move(batch));
    ASSERT_EQ(CheckInvariants(state_).value_or(""), "");
  }
  void Put(Bytes pk, Bytes v) {
    WriteBatch batch;
    batch.Put(1, TestRow(pk, 1, v));
    Commit(std::move(batch));
  }
  void Delete(Bytes pk) {
    WriteBatch batch;
    batch.Delete(1, TestKey(pk, 1));
    Commit(std::move(batch));
  }
  void Tend(uint32_t stream = 1) {
    WriteBatch batch;
    batch.TendStream(stream);
    Commit(std::move(batch));
  }
  void SetView(StreamViewType view_type, uint64_t label_ms) {
    WriteBatch batch;
    batch.UpdateTable(1, StreamingSchema(view_type, label_ms));
    Commit(std::move(batch));
  }

  const Stream& stream(size_t position = 0) const { return state_.streams()[position]; }
  // "INSERT a=1", one for each record of a shard.
  static std::vector<std::string> Records(const Stream& stream, const Shard& shard) {
    std::vector<std::string> texts;
    for (RecordCursor cursor(shard.records, 0); cursor.valid(); cursor.Next()) {
      const RecordView& record = cursor.record();
      std::string text = record.header.event == RecordEvent::kInsert   ? "insert"
                         : record.header.event == RecordEvent::kModify ? "modify"
                                                                       : "remove";
      if (record.header.by_service) text += " by service";
      text += " " + std::string(record.first->item().Find("pk").string());
      const StreamViewType view_type = stream.schema().view_type;
      if (const Row* image = record.old_image(view_type))
        text += " from " + std::string(image->item().Find("v").string());
      if (const Row* image = record.new_image(view_type))
        text += " to " + std::string(image->item().Find("v").string());
      texts.push_back(text);
    }
    return texts;
  }
  std::vector<std::string> Records(size_t shard = 0, size_t position = 0) const {
    return Records(stream(position), stream(position).shards()[shard]);
  }

  // The same state from its log, and from a checkpoint.
  void ExpectRecovers() {
    State from_log;
    Recovery log(&from_log);
    ASSERT_TRUE(log.ReadSegment(FileHeader(FileKind::kLog) + sink_.bytes, true)) << log.error();
    EXPECT_EQ(CheckInvariants(from_log).value_or(""), "");
    EXPECT_EQ(Contents(from_log), Contents(state_));

    State from_checkpoint;
    Recovery checkpoint(&from_checkpoint);
    CheckpointWriter writer(state_);
    std::string file;
    std::string chunk;
    while (writer.Next(&chunk)) file += chunk;
    ASSERT_TRUE(checkpoint.ReadCheckpoint(file)) << checkpoint.error();
    EXPECT_EQ(CheckInvariants(from_checkpoint).value_or(""), "");
    EXPECT_EQ(Contents(from_checkpoint), Contents(state_));
  }

  SegmentSink sink_;
  State state_;
  uint64_t now_ms_ = kStartMs;
};

TEST_F(StreamTest, RecordsFollowFromWhatChanges) {
  MakeTable(StreamViewType::kNewAndOldImages);
  Put("a", "1");
  Put("a", "1");
  Put("a", "2");
  Delete("b");
  Delete("a");
  EXPECT_EQ(Records(), (std::vector<std::string>{"insert a to 1", "modify a from 1 to 2",
                                                 "remove a from 2"}));
  ExpectRecovers();
}

TEST_F(StreamTest, ViewTypesSayWhichImages) {
  const std::pair<StreamViewType, std::vector<std::string>> expected[] = {
      {StreamViewType::kKeysOnly, {"insert a", "modify a", "remove a"}},
      {StreamViewType::kNewImage, {"insert a to 1", "modify a to 2", "remove a"}},
      {StreamViewType::kOldImage, {"insert a", "modify a from 1", "remove a from 2"}}};
  for (const auto& [view_type, records] : expected) {
    State fresh;
    fresh.set_log_sink(&sink_);
    sink_.bytes.clear();
    state_ = std::move(fresh);
    MakeTable(view_type);
    Put("a", "1");
    Put("a", "2");
    Delete("a");
    EXPECT_EQ(Records(), records);
    ExpectRecovers();
  }
}

TEST_F(StreamTest, ImagesShareTheRowsOfTheTable) {
  MakeTable(StreamViewType::kNewAndOldImages);
  Put("a", "1");
  const Row* row = state_.catalog().Find(1)->Find(TestKey("a", 1).view());
  const RecordCursor cursor(stream().shards()[0].records, 0);
  EXPECT_EQ(cursor.record().first, row);
}

TEST_F(StreamTest, OneBatchGivesItsRecordsNumbersInOrder) {
  MakeTable(StreamViewType::kKeysOnly);
  WriteBatch batch;
  for (const char* pk : {"c", "a", "b"}) batch.Put(1, TestRow(pk, 1, "v"));
  Commit(std::move(batch));
  EXPECT_EQ(Records(), (std::vector<std::string>{"insert c", "insert a", "insert b"}));
  ExpectRecovers();
}

TEST_F(StreamTest, ExpiryIsTheService) {
  MakeTable(StreamViewType::kKeysOnly);
  Put("a", "1");
  WriteBatch batch;
  batch.Expire(1, TestKey("a", 1));
  Commit(std::move(batch));
  EXPECT_EQ(Records(), (std::vector<std::string>{"insert a", "remove by service a"}));
  ExpectRecovers();
}

TEST_F(StreamTest, ASplitClosesAShardAndOpensTwoChildren) {
  MakeTable(StreamViewType::kKeysOnly);
  Put("a", "1");
  const model::Key key = TestKey("a", 1);
  WriteBatch batch;
  batch.Split(1, kNoIndex, {key.hash, ""});
  Commit(std::move(batch));
  Put("a", "2");
  ASSERT_EQ(stream().shards().size(), 3u);
  EXPECT_FALSE(stream().shards()[0].open());
  EXPECT_EQ(stream().shards()[1].parent, stream().shards()[0].stamp);
  EXPECT_EQ(stream().shards()[2].parent, stream().shards()[0].stamp);
  EXPECT_EQ(Records(0), (std::vector<std::string>{"insert a"}));
  EXPECT_EQ(Records(1), (std::vector<std::string>{}));
  EXPECT_EQ(Records(2), (std::vector<std::string>{"modify a"}));
  ExpectRecovers();
}

TEST_F(StreamTest, ShardsRollOverAndGo) {
  MakeTable(StreamViewType::kKeysOnly);
  EXPECT_EQ(stream().due_ms(), kStartMs + kShardLifeMs);
  Put("a", "1");
  now_ms_ += kShardLifeMs;
  Tend();
  Put("a", "2");
  ASSERT_EQ(stream().shards().size(), 2u);
  EXPECT_EQ(stream().shards()[1].parent, stream().shards()[0].stamp);
  EXPECT_EQ(Records(1), (std::vector<std::string>{"modify a"}));
  ExpectRecovers();
  now_ms_ += kStreamRetentionMs;
  Tend();
  // The second was rolled over late: when its time was over, so it is gone too in a while.
  EXPECT_EQ(stream().shards().size(), 2u);
  EXPECT_EQ(stream().shards()[0].closed_ms, kStartMs + 2 * kShardLifeMs);
  ExpectRecovers();
}

TEST_F(StreamTest, OfALongIdleStreamOneShardIsLeft) {
  MakeTable(StreamViewType::kKeysOnly);
  Put("a", "1");
  now_ms_ += 10 * kStreamRetentionMs;
  Tend();
  ASSERT_EQ(stream().shards().size(), 1u);
  EXPECT_TRUE(stream().shards()[0].open());
  EXPECT_EQ(Records(), (std::vector<std::string>{}));
  ExpectRecovers();
}

TEST_F(StreamTest, AStreamOutlivesItsTableByADay) {
  MakeTable(StreamViewType::kNewImage);
  Put("a", "1");
  WriteBatch batch;
  batch.DeleteTable(1);
  Commit(std::move(batch));
  EXPECT_FALSE(stream().enabled());
  EXPECT_EQ(Records(), (std::vector<std::string>{"insert a to 1"}));
  ExpectRecovers();
  now_ms_ += kStreamRetentionMs;
  EXPECT_TRUE(stream().IsGone(now_ms_));
  Tend();
  EXPECT_TRUE(state_.streams().empty());
  ExpectRecovers();
}

TEST_F(StreamTest, OneThatIsEnabledAgainIsAnotherStream) {
  MakeTable(StreamViewType::kNewImage);
  Put("a", "1");
  SetView(StreamViewType::kNone, kStartMs);
  Put("a", "2");
  SetView(StreamViewType::kKeysOnly, kStartMs + 1);
  Put("a", "3");
  EXPECT_EQ(Records(0, 0), (std::vector<std::string>{"insert a to 1"}));
  EXPECT_EQ(Records(0, 1), (std::vector<std::string>{"modify a"}));
  EXPECT_EQ(state_.catalog().Find(1)->stream(), 2u);
  ExpectRecovers();
}

TEST_F(StreamTest, AForkIsASnapshot) {
  MakeTable(StreamViewType::kKeysOnly);
  Put("a", "1");
  State fork = state_.Fork();
  Put("b", "1");
  EXPECT_EQ(Records(fork.streams()[0], fork.streams()[0].shards()[0]),
            (std::vector<std::string>{"insert a"}));
  EXPECT_EQ(CheckInvariants(fork).value_or(""), "");
}

TEST_F(StreamTest, FirstKeptNumberIsThatOfTheOldestRecordWithinADay) {
  MakeTable(StreamViewType::kKeysOnly);
  std::vector<uint64_t> numbers;
  for (int i = 0; i < 200; i++) {
    numbers.push_back(stream().next_number());
    Put("a", std::to_string(i));
    now_ms_ += 1000;
  }
  const Shard& shard = stream().shards()[0];
  EXPECT_LE(FirstKeptNumber(stream(), shard, now_ms_), numbers[0]);
  for (int i = 0; i < 200; i += 7) {
    // Record i is past its retention, the next one not yet.
    const uint64_t at_ms = kStartMs + static_cast<uint64_t>(i) * 1000 + kStreamRetentionMs;
    EXPECT_EQ(FirstKeptNumber(stream(), shard, at_ms), numbers[static_cast<size_t>(i)] + 1);
  }
}

TEST_F(StreamTest, CheckpointsOfManyRecordsComeInParts) {
  MakeTable(StreamViewType::kNewAndOldImages);
  const std::string large(10'000, 'x');
  for (int i = 0; i < 50; i++) Put("a", large + std::to_string(i));
  ExpectRecovers();
}

// What a crafted checkpoint may not say.
class CheckpointPart : public StreamTest {
 protected:
  StreamHeader Header() {
    const ShardHeader open{10, 0, kStartMs, 1, 0, 0, 0};
    return {StreamSchema::Of(StreamingSchema(StreamViewType::kNewImage)), 0, 5, 1, {open}, {10}};
  }
  std::string Complaint(WriteBatch part) {
    return CheckCheckpointPart(state_, part).value_or("");
  }
  void ApplyTable() {
    WriteBatch part;
    part.CreateTable(1, StreamingSchema(StreamViewType::kNewImage));
    ASSERT_TRUE(PrepareCommit(&state_, &part));
    ApplyCheckpointPart(&state_, std::move(part));
  }
  std::string ComplaintOf(StreamHeader header, uint32_t number = 1) {
    WriteBatch part;
    part.StreamIs(number, std::move(header));
    return Complaint(std::move(part));
  }
};

TEST_F(CheckpointPart, HasStreamsThatFitTheirTables) {
  EXPECT_EQ(ComplaintOf(Header()), "a stream is not that of its table");
  ApplyTable();
  EXPECT_EQ(ComplaintOf(Header()), "");
  EXPECT_EQ(ComplaintOf(Header(), 0), "it has a stream of a wrong number");
  StreamHeader header = Header();
  header.open_shards = {};
  EXPECT_EQ(ComplaintOf(std::move(header)), "a stream has not one open shard for each partition");
  header = Header();
  header.shards[0].first_number = 5;
  EXPECT_EQ(ComplaintOf(std::move(header)), "a shard's numbers are out of range");
  header = Header();
  header.shards[0].parent = 10;
  EXPECT_EQ(ComplaintOf(std::move(header)), "a shard is older than its parent");
  header = Header();
  header.shards.push_back(header.shards[0]);
  EXPECT_EQ(ComplaintOf(std::move(header)), "its shards are out of order");
  header = Header();
  header.next_number = kRecoveredRecordNumberMax + 1;
  EXPECT_EQ(ComplaintOf(std::move(header)), "a stream's numbers are out of range");
  header = Header();
  header.disabled_ms = 1;
  EXPECT_EQ(ComplaintOf(std::move(header)), "a stream that is disabled has an open shard");
  header = Header();
  header.schema.view_type = StreamViewType::kKeysOnly;
  EXPECT_EQ(ComplaintOf(std::move(header)), "a stream is not that of its table");
}

TEST_F(CheckpointPart, HasRecordsThatFitTheirStreams) {
  ApplyTable();
  WriteBatch stream_part;
  stream_part.StreamIs(1, Header());
  ASSERT_TRUE(PrepareCommit(&state_, &stream_part));
  ApplyCheckpointPart(&state_, std::move(stream_part));
  const auto complaint_of = [&](uint64_t number, uint64_t shard, RowRef second) {
    WriteBatch part;
    part.StreamRecord(1, {{number, kStartMs, RecordEvent::kInsert, false}, shard},
                      TestRow("a", 1, "v"), std::move(second));
    return Complaint(std::move(part));
  };
  EXPECT_EQ(complaint_of(2, 10, RowRef()), "");
  EXPECT_EQ(complaint_of(2, 11, RowRef()), "a record is of a shard that is not there");
  EXPECT_EQ(complaint_of(1, 10, RowRef()), "a record's number is out of range");
  EXPECT_EQ(complaint_of(5, 10, RowRef()), "a record's number is out of range");
  EXPECT_EQ(complaint_of(2, 10, TestRow("a", 1, "w")),
            "a record has other images than its stream asks for");
  WriteBatch twice;
  for (int i = 0; i < 2; i++) {
    twice.StreamRecord(1, {{2, kStartMs, RecordEvent::kInsert, false}, 10}, TestRow("a", 1, "v"),
                       RowRef());
  }
  EXPECT_EQ(Complaint(std::move(twice)), "records are out of order");
  WriteBatch row;
  row.Put(1, TestRow("a", 1, "v"));
  EXPECT_EQ(Complaint(std::move(row)), "it has a row behind a stream of its table");
}

TEST(StreamHeader, IsReadAsWritten) {
  StreamHeader header{StreamSchema::Of(StreamingSchema(StreamViewType::kOldImage)), 7, 99, 0, {}, {}};
  header.shards.push_back({5, 2, 1000, 3, 4, 2000, 6});
  std::string bytes;
  EncodeStreamHeader(header, &bytes);
  StreamHeader read;
  ASSERT_TRUE(DecodeStreamHeader(bytes, &read));
  EXPECT_TRUE(read.schema == header.schema);
  EXPECT_EQ(read.disabled_ms, 7u);
  EXPECT_EQ(read.next_number, 99u);
  ASSERT_EQ(read.shards.size(), 1u);
  EXPECT_EQ(read.shards[0].closed_ms, 2000u);
  for (size_t length = 0; length < bytes.size(); length++)
    EXPECT_FALSE(DecodeStreamHeader(Bytes(bytes).substr(0, length), &read)) << length;
  EXPECT_FALSE(DecodeStreamHeader(bytes + "x", &read));
}

}  // namespace
}  // namespace hashrange::store
