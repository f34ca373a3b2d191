#include "ops/stream_names.h"

#include <gtest/gtest.h>

#include <string>

#include "ops/shard_iterator.h"

namespace hashrange::ops {
namespace {

store::StreamSchema Schema(uint64_t label_ms) {
  return {"notes", label_ms, model::StreamViewType::kKeysOnly, {"pk", model::AttributeType::kS}, {}};
}

TEST(StreamNames, AnArnNamesTableAndLabel) {
  const Identity identity{"eu-west-2", "000000000000", {}};
  const std::string arn = StreamArn(identity, "notes", 1'790'000'001'005);
  EXPECT_EQ(arn,
            "arn:aws:dynamodb:eu-west-2:000000000000:table/notes/stream/2026-09-21T14:13:21.005");
  const Result<StreamName> name = ParseStreamArn(arn);
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name.value().table_name, "notes");
  EXPECT_EQ(name.value().label, "2026-09-21T14:13:21.005");
}

TEST(StreamNames, WhatIsNoArnIsRefused) {
  for (const char* text : {"", "notes", "arn:aws:dynamodb:eu-west-2:000000000000:table/notes",
                           "arn:aws:dynamodb:eu-west-2:000000000000:table/notes/stream/",
                           "arn:aws:dynamodb:eu-west-2:000000000000:table//stream/x",
                           "x:/stream/y:table/notes"}) {
    EXPECT_FALSE(ParseStreamArn(text).ok()) << text;
  }
}

TEST(StreamNames, ShardIdsAscendWithTheirShards) {
  const std::string first = ShardId(Schema(5), 99);
  EXPECT_EQ(first.size(), 37u);
  EXPECT_EQ(first.substr(0, 29), "shardId-00000000000000000099-");
  EXPECT_LT(first, ShardId(Schema(5), 100));
  EXPECT_NE(first, ShardId(Schema(6), 99));
}

TEST(StreamNames, SequenceNumbersAreReadAsWritten) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{1}, store::kRecordNumberMax}) {
    const std::string text = SequenceNumber(number);
    EXPECT_EQ(text.size(), 21u);
    uint64_t read = 7;
    EXPECT_TRUE(ParseSequenceNumber(text, &read));
    EXPECT_EQ(read, number);
  }
  uint64_t read = 0;
  for (const char* text : {"", "100000000000000000001x", "00000000000000000000001",
                           "200000000000000000001", "199999999999999999999", "10000000000000000000a"}) {
    EXPECT_FALSE(ParseSequenceNumber(text, &read)) << text;
  }
}

TEST(StreamNames, EventIdsAreOfOneRecord) {
  EXPECT_EQ(EventId(Schema(5), 1).size(), 32u);
  EXPECT_NE(EventId(Schema(5), 1), EventId(Schema(5), 2));
  EXPECT_NE(EventId(Schema(5), 1), EventId(Schema(6), 1));
}

TEST(StreamNames, IteratorsAreReadAsWritten) {
  const ShardIterator iterator{"arn:x", 1000, 5, 77, true};
  const std::string text = ShardIteratorText(iterator);
  ShardIterator read;
  ASSERT_TRUE(ParseShardIterator(text, &read));
  EXPECT_EQ(read.arn, "arn:x");
  EXPECT_EQ(read.issued_ms, 1000u);
  EXPECT_EQ(read.shard, 5u);
  EXPECT_EQ(read.number, 77u);
  EXPECT_TRUE(read.horizon);
  for (size_t i = 0; i < text.size(); i++) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(ParseShardIterator(changed, &read)) << i;
    EXPECT_FALSE(ParseShardIterator(text.substr(0, i), &read)) << i;
  }
}

}  // namespace
}  // namespace hashrange::ops
