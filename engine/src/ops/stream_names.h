// How streams, their shards and their records are named outside, and how they are found by such
// names. Tested by stream_names_test.cc and tests/conformance.
#ifndef HASHRANGE_OPS_STREAM_NAMES_H_
#define HASHRANGE_OPS_STREAM_NAMES_H_

#include <cstdint>
#include <string>

#include "hashrange/result.h"
#include "ops/context.h"
#include "store/stream.h"
#include "store/stream_record.h"

namespace hashrange::ops {

// "2026-10-08T09:05:03.007".
std::string StreamLabel(uint64_t label_ms);
// "arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>".
std::string StreamArn(const Identity& identity, Bytes table_name, uint64_t label_ms);

// What an ARN says of a stream.
struct StreamName {
  Bytes table_name;
  Bytes label;
};
// ValidationException when the text is no stream's ARN.
Result<StreamName> ParseStreamArn(Bytes arn);
// ResourceNotFoundException when there is none, or it was disabled more than a day ago.
Result<const store::Stream*> FindStream(const Context& context, Bytes arn);

// The label that a stream of that table which is enabled now gets: none that a stream of a table of
// that name had.
uint64_t NewStreamLabelMs(const store::State& state, Bytes table_name, uint64_t latest_ms,
                          uint64_t now_ms);

// "shardId-<20 digits>-<8 hexadecimal digits>": ids ascend as their shards do.
std::string ShardId(const store::StreamSchema& stream, uint64_t stamp);
// The shard of that id that the stream still tells of; null when there is none.
const store::Shard* FindShard(const store::Stream& stream, Bytes shard_id, uint64_t now_ms);

// 21 digits, which ascend within a stream.
std::string SequenceNumber(uint64_t number);
// False when no stream of ours has such a one.
bool ParseSequenceNumber(Bytes text, uint64_t* number);

// "NEW_AND_OLD_IMAGES".
Bytes StreamViewTypeName(model::StreamViewType view_type);
model::StreamViewType ParseStreamViewType(Bytes name);

// "INSERT".
Bytes RecordEventName(store::RecordEvent event);

// The 32 hexadecimal digits of a record's eventID.
std::string EventId(const store::StreamSchema& stream, uint64_t number);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STREAM_NAMES_H_
