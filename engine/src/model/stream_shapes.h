// Inputs and outputs of DynamoDB Streams. Members, types and enumerations: AWS SDK model 3.1162.
// Lengths and ranges: Amazon DynamoDB Streams API Reference. The order in which enumerations print
// is that of the alphabet, as measured of the other operations.
#ifndef HASHRANGE_MODEL_STREAM_SHAPES_H_
#define HASHRANGE_MODEL_STREAM_SHAPES_H_

#include "model/table_shapes.h"

namespace hashrange::model::shapes {

#define MEMBER_AS(structure, index, name, shape) \
  { structure::k##index, Presence::kOptional, false, name, &shape }

inline constexpr Shape kStreamArn = Text(37, 1024);
inline constexpr Shape kShardId = Text(28, 65);
inline constexpr Shape kSequenceNumber = Text(21, 40);
inline constexpr Shape kShardIterator = Text(1, 2048);
inline constexpr Shape kStreamsLimit = Number(ShapeKind::kInteger, 1, 100);
inline constexpr Shape kRecordsLimit = Number(ShapeKind::kInteger, 1, 1000);

inline constexpr Bytes kStreamStatusValues[] = {"DISABLED", "DISABLING", "ENABLED", "ENABLING"};
inline constexpr Shape kStreamStatus = Enumeration("StreamStatus", kStreamStatusValues);
inline constexpr Bytes kOperationTypeValues[] = {"INSERT", "MODIFY", "REMOVE"};
inline constexpr Shape kOperationType = Enumeration("OperationType", kOperationTypeValues);
inline constexpr Bytes kShardFilterTypeValues[] = {"CHILD_SHARDS"};
inline constexpr Shape kShardFilterType =
    Enumeration("ShardFilterType", kShardFilterTypeValues, true);
inline constexpr Bytes kShardIteratorTypeValues[] = {"AFTER_SEQUENCE_NUMBER", "AT_SEQUENCE_NUMBER",
                                                     "LATEST", "TRIM_HORIZON"};
inline constexpr Shape kShardIteratorType =
    Enumeration("ShardIteratorType", kShardIteratorTypeValues, true);

inline constexpr Member kListStreamsInputMembers[] = {
    MEMBER(ListStreamsInput, TableName, kTableNameOfTables),
    MEMBER(ListStreamsInput, Limit, kStreamsLimit),
    MEMBER(ListStreamsInput, ExclusiveStartStreamArn, kStreamArn),
};
inline constexpr Shape kListStreamsInput = Structure("ListStreamsInput", kListStreamsInputMembers);

inline constexpr Member kStreamMembers[] = {
    MEMBER(Stream, StreamArn, kString),
    MEMBER(Stream, TableName, kString),
    MEMBER(Stream, StreamLabel, kString),
};
inline constexpr Shape kStream = Structure("Stream", kStreamMembers);
inline constexpr Shape kStreamList = List(kStream);

inline constexpr Member kListStreamsOutputMembers[] = {
    MEMBER(ListStreamsOutput, Streams, kStreamList),
    MEMBER(ListStreamsOutput, LastEvaluatedStreamArn, kString),
};
inline constexpr Shape kListStreamsOutput =
    Structure("ListStreamsOutput", kListStreamsOutputMembers);

inline constexpr Member kShardFilterMembers[] = {
    MEMBER(ShardFilter, Type, kShardFilterType),
    MEMBER(ShardFilter, ShardId, kShardId),
};
inline constexpr Shape kShardFilter = Structure("ShardFilter", kShardFilterMembers);

inline constexpr Member kDescribeStreamInputMembers[] = {
    REQUIRED(DescribeStreamInput, StreamArn, kStreamArn),
    MEMBER(DescribeStreamInput, Limit, kStreamsLimit),
    MEMBER(DescribeStreamInput, ExclusiveStartShardId, kShardId),
    MEMBER(DescribeStreamInput, ShardFilter, kShardFilter),
};
inline constexpr Shape kDescribeStreamInput =
    Structure("DescribeStreamInput", kDescribeStreamInputMembers);

inline constexpr Member kSequenceNumberRangeMembers[] = {
    MEMBER(SequenceNumberRange, StartingSequenceNumber, kString),
    MEMBER(SequenceNumberRange, EndingSequenceNumber, kString),
};
inline constexpr Shape kSequenceNumberRange =
    Structure("SequenceNumberRange", kSequenceNumberRangeMembers);

inline constexpr Member kShardMembers[] = {
    MEMBER(Shard, ShardId, kString),
    MEMBER(Shard, SequenceNumberRange, kSequenceNumberRange),
    MEMBER(Shard, ParentShardId, kString),
};
inline constexpr Shape kShard = Structure("Shard", kShardMembers);
inline constexpr Shape kShardList = List(kShard);

inline constexpr Member kStreamDescriptionMembers[] = {
    MEMBER(StreamDescription, StreamArn, kString),
    MEMBER(StreamDescription, StreamLabel, kString),
    MEMBER(StreamDescription, StreamStatus, kStreamStatus),
    MEMBER(StreamDescription, StreamViewType, kStreamViewType),
    MEMBER(StreamDescription, CreationRequestDateTime, kTimestamp),
    MEMBER(StreamDescription, TableName, kString),
    MEMBER(StreamDescription, KeySchema, kKeySchemaElementList),
    MEMBER(StreamDescription, Shards, kShardList),
    MEMBER(StreamDescription, LastEvaluatedShardId, kString),
};
inline constexpr Shape kStreamDescription =
    Structure("StreamDescription", kStreamDescriptionMembers);

inline constexpr Member kDescribeStreamOutputMembers[] = {
    MEMBER(DescribeStreamOutput, StreamDescription, kStreamDescription),
};
inline constexpr Shape kDescribeStreamOutput =
    Structure("DescribeStreamOutput", kDescribeStreamOutputMembers);

inline constexpr Member kGetShardIteratorInputMembers[] = {
    REQUIRED(GetShardIteratorInput, StreamArn, kStreamArn),
    REQUIRED(GetShardIteratorInput, ShardId, kShardId),
    REQUIRED(GetShardIteratorInput, ShardIteratorType, kShardIteratorType),
    MEMBER(GetShardIteratorInput, SequenceNumber, kSequenceNumber),
};
inline constexpr Shape kGetShardIteratorInput =
    Structure("GetShardIteratorInput", kGetShardIteratorInputMembers);

inline constexpr Member kGetShardIteratorOutputMembers[] = {
    MEMBER(GetShardIteratorOutput, ShardIterator, kString),
};
inline constexpr Shape kGetShardIteratorOutput =
    Structure("GetShardIteratorOutput", kGetShardIteratorOutputMembers);

inline constexpr Member kGetRecordsInputMembers[] = {
    REQUIRED(GetRecordsInput, ShardIterator, kShardIterator),
    MEMBER(GetRecordsInput, Limit, kRecordsLimit),
};
inline constexpr Shape kGetRecordsInput = Structure("GetRecordsInput", kGetRecordsInputMembers);

inline constexpr Member kStreamRecordMembers[] = {
    MEMBER(StreamRecord, ApproximateCreationDateTime, kTimestamp),
    MEMBER(StreamRecord, Keys, kAttributeMap),
    MEMBER(StreamRecord, NewImage, kAttributeMap),
    MEMBER(StreamRecord, OldImage, kAttributeMap),
    MEMBER(StreamRecord, SequenceNumber, kString),
    MEMBER(StreamRecord, SizeBytes, kLong),
    MEMBER(StreamRecord, StreamViewType, kStreamViewType),
};
inline constexpr Shape kStreamRecord = Structure("StreamRecord", kStreamRecordMembers);

inline constexpr Member kIdentityMembers[] = {
    MEMBER(Identity, PrincipalId, kString),
    MEMBER(Identity, Type, kString),
};
inline constexpr Shape kIdentity = Structure("Identity", kIdentityMembers);

inline constexpr Member kRecordMembers[] = {
    MEMBER_AS(Record, EventID, "eventID", kString),
    MEMBER_AS(Record, EventName, "eventName", kOperationType),
    MEMBER_AS(Record, EventVersion, "eventVersion", kString),
    MEMBER_AS(Record, EventSource, "eventSource", kString),
    MEMBER_AS(Record, AwsRegion, "awsRegion", kString),
    MEMBER_AS(Record, Dynamodb, "dynamodb", kStreamRecord),
    MEMBER_AS(Record, UserIdentity, "userIdentity", kIdentity),
};
// The SDK calls it _Record: Record is a type of TypeScript's own.
inline constexpr Shape kRecord = Structure("_Record", kRecordMembers);
inline constexpr Shape kRecordList = List(kRecord);

inline constexpr Member kGetRecordsOutputMembers[] = {
    MEMBER(GetRecordsOutput, Records, kRecordList),
    MEMBER(GetRecordsOutput, NextShardIterator, kString),
};
inline constexpr Shape kGetRecordsOutput = Structure("GetRecordsOutput", kGetRecordsOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_STREAM_SHAPES_H_
