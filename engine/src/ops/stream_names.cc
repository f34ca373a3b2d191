#include "ops/stream_names.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "base/hash.h"
#include "base/utc.h"
#include "ops/resource_arn.h"
#include "ops/stream_messages.h"

namespace hashrange::ops {
namespace {

constexpr Bytes kViewTypeNames[] = {"", "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                    "NEW_AND_OLD_IMAGES"};

// The digit before the twenty that a number may have, so that there are 21 of them. Real sequence
// numbers have 21 and more. Source: Amazon DynamoDB Streams API Reference, StreamRecord.
constexpr char kSequenceNumberHead = '1';
constexpr size_t kNumberDigits = 20;

std::string Digits(uint64_t number) {
  char text[kNumberDigits + 1];
  std::snprintf(text, sizeof text, "%020llu", static_cast<unsigned long long>(number));
  return text;
}

std::string SeedOf(const store::StreamSchema& stream) {
  return stream.table_name + "/" + std::to_string(stream.label_ms) + "/";
}

}  // namespace

std::string StreamLabel(uint64_t label_ms) {
  std::string label = base::IsoText(label_ms);
  label.pop_back();  // the Z
  return label;
}

std::string StreamArn(const Identity& identity, Bytes table_name, uint64_t label_ms) {
  return TableArn(identity, table_name) + "/stream/" + StreamLabel(label_ms);
}

Result<StreamName> ParseStreamArn(Bytes arn) {
  constexpr Bytes kTablePart = ":table/";
  constexpr Bytes kStreamPart = "/stream/";
  const size_t table = arn.find(kTablePart);
  const size_t stream = arn.find(kStreamPart);
  if (arn.substr(0, 4) != "arn:" || table == Bytes::npos || stream == Bytes::npos ||
      stream <= table + kTablePart.size() || stream + kStreamPart.size() == arn.size()) {
    return Fail(kInvalidStreamArn);
  }
  const size_t name = table + kTablePart.size();
  return StreamName{arn.substr(name, stream - name), arn.substr(stream + kStreamPart.size())};
}

Result<const store::Stream*> FindStream(const Context& context, Bytes arn) {
  HR_ASSIGN_OR_RETURN(const StreamName name, ParseStreamArn(arn));
  ResourceArn parts;
  const Identity& identity = *context.identity;
  const bool here = ParseArn(arn, &parts) && parts.region == Bytes(identity.region) &&
                    parts.account == Bytes(identity.account_id);
  for (const store::Stream& stream : context.state->streams()) {
    if (here && Bytes(stream.schema().table_name) == name.table_name && !stream.IsGone(context.now_ms) &&
        Bytes(StreamLabel(stream.schema().label_ms)) == name.label) {
      return &stream;
    }
  }
  return Fail(kStreamArnNotFound, {arn});
}

uint64_t NewStreamLabelMs(const store::State& state, Bytes table_name, uint64_t latest_ms,
                          uint64_t now_ms) {
  uint64_t label_ms = std::max(now_ms, latest_ms + 1);
  for (const store::Stream& stream : state.streams()) {
    if (Bytes(stream.schema().table_name) == table_name)
      label_ms = std::max(label_ms, stream.schema().label_ms + 1);
  }
  return label_ms;
}

std::string ShardId(const store::StreamSchema& stream, uint64_t stamp) {
  const std::string digits = Digits(stamp);
  char tail[9];
  std::snprintf(tail, sizeof tail, "%08x",
                static_cast<unsigned>(base::Md5Prefix64(SeedOf(stream), digits) >> 32));
  return "shardId-" + digits + "-" + tail;
}

const store::Shard* FindShard(const store::Stream& stream, Bytes shard_id, uint64_t now_ms) {
  for (const store::Shard& shard : stream.shards()) {
    if (!shard.IsGone(now_ms) && Bytes(ShardId(stream.schema(), shard.stamp)) == shard_id)
      return &shard;
  }
  return nullptr;
}

std::string SequenceNumber(uint64_t number) { return kSequenceNumberHead + Digits(number); }

bool ParseSequenceNumber(Bytes text, uint64_t* number) {
  if (text.size() != 1 + kNumberDigits || text[0] != kSequenceNumberHead) return false;
  *number = 0;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return false;
    // What is above all numbers is not of a shard.
    if (*number > store::kRecordNumberMax) return false;
    *number = *number * 10 + static_cast<uint64_t>(c - '0');
  }
  return *number <= store::kRecordNumberMax;
}

Bytes StreamViewTypeName(model::StreamViewType view_type) {
  return kViewTypeNames[static_cast<size_t>(view_type)];
}

model::StreamViewType ParseStreamViewType(Bytes name) {
  for (size_t i = 1; i < std::size(kViewTypeNames); i++) {
    if (kViewTypeNames[i] == name) return static_cast<model::StreamViewType>(i);
  }
  return model::StreamViewType::kNone;
}

// Source: Amazon DynamoDB Streams API Reference, Record.
Bytes RecordEventName(store::RecordEvent event) {
  switch (event) {
    case store::RecordEvent::kInsert:
      return "INSERT";
    case store::RecordEvent::kModify:
      return "MODIFY";
    case store::RecordEvent::kRemove:
      return "REMOVE";
  }
  return {};
}

std::string EventId(const store::StreamSchema& stream, uint64_t number) {
  const auto digest = base::Md5(SeedOf(stream), Digits(number));
  std::string text;
  for (const uint8_t byte : digest) {
    constexpr char kHex[] = "0123456789abcdef";
    text.push_back(kHex[byte >> 4]);
    text.push_back(kHex[byte & 15]);
  }
  return text;
}

}  // namespace hashrange::ops
