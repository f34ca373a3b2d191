// The members of the structures of DynamoDB Streams; see model/operation_members.h. Source: AWS SDK
// model 3.1162.
#ifndef HASHRANGE_MODEL_STREAM_MEMBERS_H_
#define HASHRANGE_MODEL_STREAM_MEMBERS_H_

#include <cstdint>

namespace hashrange::model::members {

struct ListStreamsInput {
  enum : uint8_t {
    kTableName,
    kLimit,
    kExclusiveStartStreamArn,
  };
};

struct Stream {
  enum : uint8_t {
    kStreamArn,
    kTableName,
    kStreamLabel,
  };
};

struct ListStreamsOutput {
  enum : uint8_t {
    kStreams,
    kLastEvaluatedStreamArn,
  };
};

struct ShardFilter {
  enum : uint8_t {
    kType,
    kShardId,
  };
};

struct DescribeStreamInput {
  enum : uint8_t {
    kStreamArn,
    kLimit,
    kExclusiveStartShardId,
    kShardFilter,
  };
};

struct SequenceNumberRange {
  enum : uint8_t {
    kStartingSequenceNumber,
    kEndingSequenceNumber,
  };
};

struct Shard {
  enum : uint8_t {
    kShardId,
    kSequenceNumberRange,
    kParentShardId,
  };
};

struct StreamDescription {
  enum : uint8_t {
    kStreamArn,
    kStreamLabel,
    kStreamStatus,
    kStreamViewType,
    kCreationRequestDateTime,
    kTableName,
    kKeySchema,
    kShards,
    kLastEvaluatedShardId,
  };
};

struct DescribeStreamOutput {
  enum : uint8_t {
    kStreamDescription,
  };
};

struct GetShardIteratorInput {
  enum : uint8_t {
    kStreamArn,
    kShardId,
    kShardIteratorType,
    kSequenceNumber,
  };
};

struct GetShardIteratorOutput {
  enum : uint8_t {
    kShardIterator,
  };
};

struct GetRecordsInput {
  enum : uint8_t {
    kShardIterator,
    kLimit,
  };
};

struct StreamRecord {
  enum : uint8_t {
    kApproximateCreationDateTime,
    kKeys,
    kNewImage,
    kOldImage,
    kSequenceNumber,
    kSizeBytes,
    kStreamViewType,
  };
};

struct Identity {
  enum : uint8_t {
    kPrincipalId,
    kType,
  };
};

// Its members, alone in the API, begin with small letters.
struct Record {
  enum : uint8_t {
    kEventID,
    kEventName,
    kEventVersion,
    kEventSource,
    kAwsRegion,
    kDynamodb,
    kUserIdentity,
  };
};

struct GetRecordsOutput {
  enum : uint8_t {
    kRecords,
    kNextShardIterator,
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_STREAM_MEMBERS_H_
