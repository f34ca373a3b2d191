#include "store/log_record.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "base/coding.h"
#include "base/crc32c.h"
#include "hashrange/host.h"
#include "store/index_testing.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

WriteBatch BatchOfEachKind() {
  WriteBatch batch;
  batch.sequence = 7;
  batch.now_ms = 1'700'000'000'000;
  batch.entropy = 0x0123456789abcdef;
  batch.Put(3, TestRow("user", 42, "a value"));
  batch.Delete(4, TestKey("other", 1));
  batch.CreateTable(5, TestSchema("table"));
  batch.DeleteTable(300);
  batch.UpdateTable(6, SchemaOfEveryIndex());
  batch.Split(7, kNoIndex, TestKey("user", 42));
  batch.Split(7, 200, model::Key{});
  batch.FillIndex(8, 3, TestKey("user", 42), false);
  batch.FillIndex(8, 300, model::Key{}, true);
  batch.IndexFilled(9, 3, TestKey("user", 42));
  batch.Token({"a token", std::string("\0a digest\xff", 10), 1'699'999'999'999});
  batch.Expire(10, TestKey("expired", 1));
  return batch;
}

std::string FrameOf(const WriteBatch& batch) {
  std::string frame;
  AppendFrame(&frame, FrameKind::kCommit, batch);
  return frame;
}

std::string PayloadOf(const WriteBatch& batch) { return FrameOf(batch).substr(kFrameHeaderBytes); }

FrameFault ReadOne(Bytes bytes) {
  Bytes payload;
  std::string why;
  return ReadFrame(&bytes, &payload, &why);
}

std::string HeaderFault(FileKind kind, std::string file) {
  Bytes bytes = file;
  std::string why;
  return ReadFileHeader(kind, &bytes, &why) ? "" : why;
}

TEST(LogRecord, WritesTheBytesThatTheFormatSays) {
  EXPECT_EQ(FileHeader(FileKind::kLog), Bytes("HRLOG\0\0\0\4\0\0\0\0\0\0\0", 16));
  EXPECT_EQ(FileHeader(FileKind::kLog), kSegmentHeader);
  EXPECT_EQ(FileHeader(FileKind::kCheckpoint), Bytes("HRCKPT\0\0\4\0\0\0\0\0\0\0", 16));

  WriteBatch batch;
  batch.sequence = 2;
  batch.now_ms = 3;
  batch.entropy = 4;
  batch.Delete(5, model::Key{6, "key"});
  const std::string payload(
      "\1\2\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\1\2\5\6\0\0\0\0\0\0\0\3key", 40);
  const std::string frame = FrameOf(batch);
  EXPECT_EQ(frame.substr(kFrameHeaderBytes), payload);
  const std::string length("\x28\0\0\0", 4);
  EXPECT_EQ(frame.substr(0, 4), length);
  EXPECT_EQ(base::LoadFixed32(frame.data() + 4), base::Crc32c(length));
  EXPECT_EQ(base::LoadFixed32(frame.data() + 8), base::Crc32c(length + payload));
}

TEST(LogRecord, ReadsBackWhatItWrote) {
  const WriteBatch batch = BatchOfEachKind();
  const std::string frame = FrameOf(batch);
  EXPECT_LE(frame.size(), FrameBytesMax(batch));
  Bytes rest = frame;
  Bytes payload;
  std::string why;
  ASSERT_EQ(ReadFrame(&rest, &payload, &why), FrameFault::kNone);
  EXPECT_TRUE(rest.empty());
  FrameKind kind;
  ASSERT_TRUE(ReadFrameKind(payload, &kind));
  EXPECT_EQ(kind, FrameKind::kCommit);
  WriteBatch read;
  ASSERT_EQ(DecodeBatch(payload, &read, &why), DecodeFault::kNone) << why;
  EXPECT_EQ(read.sequence, batch.sequence);
  EXPECT_EQ(read.now_ms, batch.now_ms);
  EXPECT_EQ(read.entropy, batch.entropy);
  ASSERT_EQ(read.changes.size(), batch.changes.size());
  EXPECT_EQ(read.changes[0].row->key(), batch.changes[0].row->key());
  EXPECT_EQ(read.changes[0].row->item().form(), batch.changes[0].row->item().form());
  EXPECT_EQ(read.changes[1].key.view(), batch.changes[1].key.view());
  for (size_t i = 0; i < batch.changes.size(); i++) {
    EXPECT_EQ(read.changes[i].kind, batch.changes[i].kind) << i;
    EXPECT_EQ(read.changes[i].table, batch.changes[i].table) << i;
    EXPECT_EQ(read.changes[i].index, batch.changes[i].index) << i;
    EXPECT_EQ(read.changes[i].key.view(), batch.changes[i].key.view()) << i;
    EXPECT_EQ(read.changes[i].complete, batch.changes[i].complete) << i;
  }
  const TokenUse& use = *read.changes[10].token;
  EXPECT_EQ(use.token, "a token");
  EXPECT_EQ(use.digest, batch.changes[10].token->digest);
  EXPECT_EQ(use.used_ms, 1'699'999'999'999u);
  EXPECT_EQ(read.changes[4].schema->time_to_live->number, 6u);
  EXPECT_EQ(FrameOf(read), frame);
}

// The bytes of each kind of change, by hand.
TEST(LogRecord, WritesEachChangeAsTheFormatSays) {
  const auto bytes_of = [](auto change) {
    WriteBatch batch;
    change(&batch);
    EXPECT_LE(FrameOf(batch).size(), FrameBytesMax(batch));
    const std::string payload = PayloadOf(batch);
    EXPECT_EQ(payload.substr(0, 26), std::string(1, '\1') + std::string(24, '\0') + "\1");
    return payload.substr(26);
  };
  const model::Key key{0x0807060504030201, "key"};
  const std::string key_bytes = "\1\2\3\4\5\6\7\10\3key";
  const std::string table("\xac\2", 2);  // 300
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->Delete(300, key); }), "\2" + table + key_bytes);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->Expire(300, key); }), "\12" + table + key_bytes);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->DeleteTable(300); }), "\4" + table);
  const std::string no(1, '\0');
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->Split(300, kNoIndex, key); }),
            "\6" + table + no + key_bytes + no);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->Split(300, 5, key); }),
            "\6" + table + "\5" + key_bytes + no);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->FillIndex(300, 5, key, false); }),
            "\7" + table + "\5" + key_bytes + no);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->FillIndex(300, 5, key, true); }),
            "\7" + table + "\5" + key_bytes + "\1");
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->IndexFilled(300, 5, key); }),
            "\10" + table + "\5" + key_bytes + no);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) {
              b->Token({"tok", "dig", 0x0807060504030201});
            }),
            "\11" + no + "\3tok\3dig" + key_bytes.substr(0, 8));
  std::string schema;
  model::EncodeTableSchema(SchemaOfEveryIndex(), &schema);
  std::string length;
  base::PutVarint(&length, schema.size());
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->CreateTable(300, SchemaOfEveryIndex()); }),
            "\3" + table + length + schema);
  EXPECT_EQ(bytes_of([&](WriteBatch* b) { b->UpdateTable(300, SchemaOfEveryIndex()); }),
            "\5" + table + length + schema);
}

TEST(LogRecord, ReadsBackTheEndOfACheckpoint) {
  std::string frame;
  AppendCheckpointEnd(&frame, {9, 1000, 17, 12345, 3, 678});
  Bytes rest = frame;
  Bytes payload;
  std::string why;
  ASSERT_EQ(ReadFrame(&rest, &payload, &why), FrameFault::kNone);
  FrameKind kind;
  ASSERT_TRUE(ReadFrameKind(payload, &kind));
  EXPECT_EQ(kind, FrameKind::kCheckpointEnd);
  CheckpointEnd end;
  ASSERT_EQ(DecodeCheckpointEnd(payload, &end, &why), DecodeFault::kNone);
  EXPECT_EQ(end.sequence, 9u);
  EXPECT_EQ(end.now_ms, 1000u);
  EXPECT_EQ(end.next_table_number, 17u);
  EXPECT_EQ(end.item_count, 12345u);
  EXPECT_EQ(end.next_stream_number, 3u);
  EXPECT_EQ(end.record_count, 678u);
  // That of version 2 ended before the numbers of streams.
  const size_t without_streams = payload.size() - 3;
  for (size_t bytes = 0; bytes < payload.size(); bytes++) {
    EXPECT_EQ(DecodeCheckpointEnd(payload.substr(0, bytes), &end, &why),
              bytes == without_streams ? DecodeFault::kNone : DecodeFault::kMalformed);
  }
  ASSERT_EQ(DecodeCheckpointEnd(payload.substr(0, without_streams), &end, &why),
            DecodeFault::kNone);
  EXPECT_EQ(end.next_stream_number, 1u);
  EXPECT_EQ(end.record_count, 0u);
}

TEST(LogRecord, SaysWhatAForeignFileIs) {
  const std::string log = FileHeader(FileKind::kLog);
  EXPECT_EQ(HeaderFault(FileKind::kLog, log), "");
  EXPECT_EQ(HeaderFault(FileKind::kLog, FileHeader(FileKind::kCheckpoint)),
            "This file is a hashrange checkpoint, not a log.");
  EXPECT_EQ(HeaderFault(FileKind::kCheckpoint, log),
            "This file is a hashrange log, not a checkpoint.");
  EXPECT_EQ(HeaderFault(FileKind::kLog, "SQLite format 3"), "This file is not a hashrange log.");
  EXPECT_EQ(HeaderFault(FileKind::kLog, ""), "This file is not a hashrange log.");
  EXPECT_EQ(HeaderFault(FileKind::kLog, log.substr(0, 12)),
            "This hashrange log ends inside its header.");
  std::string newer = log;
  newer[8] = 5;
  EXPECT_EQ(HeaderFault(FileKind::kLog, newer),
            "This file was written by a newer hashrange (log format 5; this one reads up to 4).");
  std::string damaged = log;
  damaged[15] = 1;
  EXPECT_EQ(HeaderFault(FileKind::kLog, damaged), "The header of this hashrange log is damaged.");
}

TEST(LogRecord, TakesEveryCutFrameForTorn) {
  const std::string frame = FrameOf(BatchOfEachKind());
  EXPECT_EQ(ReadOne(""), FrameFault::kEnd);
  for (size_t bytes = 1; bytes < frame.size(); bytes++) {
    EXPECT_EQ(ReadOne(frame.substr(0, bytes)), FrameFault::kTorn) << bytes;
    // A file that had grown before its bytes arrived.
    EXPECT_NE(ReadOne(frame.substr(0, bytes) + std::string(frame.size() - bytes, '\0')),
              FrameFault::kBad)
        << bytes;
    EXPECT_EQ(ReadOne(frame.substr(0, bytes) + std::string(frame.size() - bytes + 5000, '\0')),
              frame.substr(bytes).find_first_not_of('\0') == std::string::npos ? FrameFault::kNone
                                                                               : FrameFault::kTorn)
        << bytes;
  }
}

TEST(LogRecord, TakesNoDamagedFrameForTornWhenSomethingFollows) {
  const std::string frame = FrameOf(BatchOfEachKind());
  for (size_t bit = 0; bit < frame.size() * 8; bit++) {
    std::string damaged = frame + frame;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_EQ(ReadOne(damaged), FrameFault::kBad) << bit;
  }
}

TEST(LogRecord, RefusesEveryCutPayload) {
  const std::string payload = PayloadOf(BatchOfEachKind());
  WriteBatch batch;
  std::string why;
  for (size_t bytes = 0; bytes < payload.size(); bytes++) {
    why.clear();
    EXPECT_EQ(DecodeBatch(Bytes(payload).substr(0, bytes), &batch, &why), DecodeFault::kMalformed)
        << bytes;
    EXPECT_NE(why, "");
  }
  EXPECT_EQ(DecodeBatch(payload + "x", &batch, &why), DecodeFault::kMalformed);
  EXPECT_EQ(why, "a batch has bytes left over");
}

// What a changed byte still decodes to is written as the same bytes again: nothing is quietly
// corrected or dropped. The first byte is the frame's kind, which DecodeBatch leaves to its caller.
TEST(LogRecord, NeverAcceptsBytesThatItWouldNotWrite) {
  const std::string payload = PayloadOf(BatchOfEachKind());
  size_t accepted = 0;
  for (size_t i = 1; i < payload.size(); i++) {
    for (const int change : {1, 2, 3, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x81, 0xff}) {
      std::string changed = payload;
      changed[i] = static_cast<char>(changed[i] ^ change);
      WriteBatch read;
      std::string why;
      if (DecodeBatch(changed, &read, &why) != DecodeFault::kNone) {
        ASSERT_NE(why, "");
        continue;
      }
      accepted++;
      ASSERT_EQ(PayloadOf(read), changed) << "byte " << i << " changed by " << change;
    }
  }
  EXPECT_GT(accepted, 1000u) << "times, hashes and names may be any";
}

TEST(LogRecord, RefusesChangesThatMeanNothing) {
  const auto why_of = [](auto change, auto damage) {
    WriteBatch batch;
    change(&batch);
    std::string payload = PayloadOf(batch);
    damage(&payload);
    WriteBatch read;
    std::string why;
    EXPECT_EQ(DecodeBatch(payload, &read, &why), DecodeFault::kMalformed);
    return why;
  };
  constexpr size_t kChange = 26;  // where it begins
  const auto token = [](WriteBatch* b) { b->Token({"t", "d", 1}); };
  EXPECT_EQ(why_of(token, [](std::string* p) { (*p)[kChange + 1] = 1; }), "a token is of a table");
  EXPECT_EQ(why_of(
                [](WriteBatch* b) {
                  b->Token({std::string(65'536, 't'), "d", 1});
                },
                [](std::string*) {}),
            "a change is cut short");
  const auto set_last = [](std::string* p) { p->back()++; };
  EXPECT_EQ(why_of(
                [](WriteBatch* b) {
                  b->Split(1, 2, {3, "k"});
                },
                set_last),
            "a change is cut short");
  EXPECT_EQ(why_of(
                [](WriteBatch* b) {
                  b->IndexFilled(1, 2, {3, "k"});
                },
                set_last),
            "a change is cut short");
  EXPECT_EQ(why_of(
                [](WriteBatch* b) {
                  b->FillIndex(1, 2, {3, "k"}, true);
                },
                set_last),
            "a change is cut short");
  EXPECT_EQ(why_of(token, [](std::string* p) { (*p)[kChange] = 99; }),
            "a change is of an unknown kind");
  EXPECT_EQ(why_of(token, [](std::string* p) { (*p)[kChange] = 0; }),
            "a change is of an unknown kind");
  EXPECT_EQ(
      why_of([](WriteBatch* b) { b->UpdateTable(1, SchemaWith({GlobalIndex(0, {KeyS("v")})})); },
             [](std::string*) {}),
      "a table's schema is malformed");
}

// The longest key that a table's row can have, and so any entry's, fits; a longer one is refused
// before an index could be asked to keep it.
TEST(LogRecord, RefusesRowsWhoseKeysAreTooLong) {
  const auto fault_of = [](size_t key_bytes) {
    WriteBatch batch;
    batch.Put(1, BareRow(1, std::string(key_bytes, 'k')));
    WriteBatch read;
    std::string why;
    return DecodeBatch(PayloadOf(batch), &read, &why) == DecodeFault::kNone ? "" : why;
  };
  std::string longest;
  const std::string zeros(2048, '\0');
  model::AppendKeyPart(&longest, model::KeyPart{model::AttributeType::kB, zeros});
  model::AppendKeyPart(&longest,
                       model::KeyPart{model::AttributeType::kB, Bytes(zeros).substr(0, 1024)});
  EXPECT_EQ(fault_of(longest.size()), "");
  EXPECT_EQ(fault_of(longest.size() + 1), "a key is too long");
  EXPECT_EQ(fault_of(65'535), "a key is too long");
}

TEST(LogRecord, RefusesItemsThatAreNotCanonical) {
  WriteBatch batch;
  batch.sequence = 1;
  batch.Put(1, TestRow("user", 42, "a value"));
  const std::string payload = PayloadOf(batch);
  WriteBatch read;
  std::string why;
  // The item's size in its header is wrong.
  std::string damaged = payload;
  const size_t item = payload.size() - batch.changes[0].row->item().form().size();
  damaged[item + 8]++;
  EXPECT_EQ(DecodeBatch(damaged, &read, &why), DecodeFault::kMalformed);
  EXPECT_EQ(why, "an item is not in item form");
  // A number that is not normalised: 42 becomes 02.
  damaged = payload;
  damaged[payload.rfind("42")] = '0';
  EXPECT_EQ(DecodeBatch(damaged, &read, &why), DecodeFault::kMalformed);
  EXPECT_EQ(why, "an item is not in item form");
}

TEST(LogRecord, NeverCrashesOnDamagedPayloads) {
  const std::string payload = PayloadOf(BatchOfEachKind());
  std::mt19937_64 random(17);
  size_t refused = 0;
  for (int round = 0; round < 20'000; round++) {
    std::string damaged = payload;
    for (uint64_t i = 0; i < 1 + random() % 3; i++)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    // A block of its own size, so that the address sanitizer sees a step over its end.
    WriteBatch batch;
    std::string why;
    damaged.shrink_to_fit();
    if (DecodeBatch(damaged, &batch, &why) != DecodeFault::kNone) refused++;
  }
  EXPECT_GT(refused, 5'000u);
}

}  // namespace
}  // namespace hashrange::store
