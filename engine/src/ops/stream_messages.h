// Texts of the operations on streams, each with its source.
#ifndef HASHRANGE_OPS_STREAM_MESSAGES_H_
#define HASHRANGE_OPS_STREAM_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

inline constexpr Bytes kStreamsReference = "Amazon DynamoDB Streams API Reference; wording ours";

// StreamSpecification of CreateTable.
inline constexpr Message kNewStreamDisabledWithView{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Table is being created with a stream disabled, "
    "UpdateViewType should not be specified",
    kMeasuredControlPlane};
inline constexpr Message kNewStreamWithoutView{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Table is being created with a stream enabled, "
    "UpdateViewType is required",
    kMeasuredControlPlane};

// StreamSpecification of UpdateTable, beside what table_messages.h has.
inline constexpr Message kStreamEnabledAlready{
    ErrorType::kValidation, "Table already has an enabled stream: TableName: %s",
    kMeasuredControlPlane};

inline constexpr Message kStreamBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: A stream status change is currently in "
    "progress. Table: %s Stream: %s Operation: %s",
    kMeasuredControlPlane};
inline constexpr Message kUnitsDuringStream{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't change table IOPS when stream status "
    "is being updated. Table: %s Stream: %s Operation: %s",
    kMeasuredControlPlane};
inline constexpr Message kStreamDuringUnits{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't enable or disable stream while table "
    "IOPS are being updated. Table: %s",
    kMeasuredControlPlane};
inline constexpr Message kDeleteDuringStream{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Cannot delete table while stream is being "
    "enabled/disabled.",
    kMeasuredControlPlane};

inline constexpr Message kInvalidStreamArn{ErrorType::kValidation, "Invalid StreamArn",
                                           "integration tests of the AWS SDK for JavaScript"};
inline constexpr Message kStreamArnNotFound{
    ErrorType::kResourceNotFound, "Requested resource not found: Stream: %s not found", kEmulators};
inline constexpr Message kShardNotFound{ErrorType::kResourceNotFound,
                                        "Requested resource not found: Shard does not exist",
                                        "reports of users of AWS, 2021-07"};
inline constexpr Message kShardFilterIncomplete{
    ErrorType::kValidation, "ShardFilter needs both of Type and ShardId", kStreamsReference};
inline constexpr Message kSequenceNumberMissing{
    ErrorType::kValidation, "SequenceNumber is required for ShardIteratorType %s",
    "ScyllaDB Alternator tests, which pass on AWS; wording ours"};
inline constexpr Message kSequenceNumberUseless{
    ErrorType::kValidation, "SequenceNumber must not be specified for ShardIteratorType %s",
    "ScyllaDB Alternator tests, which pass on AWS; wording ours"};
inline constexpr Message kInvalidSequenceNumber{
    ErrorType::kValidation, "SequenceNumber %s is not of shard %s",
    "ScyllaDB Alternator tests, which pass on AWS; wording ours"};
inline constexpr Message kInvalidShardIterator{
    ErrorType::kValidation, "Invalid ShardIterator",
    "ScyllaDB Alternator tests, which pass on AWS; wording ours"};
inline constexpr Message kIteratorExpired{
    ErrorType::kExpiredIterator,
    "Iterator expired. The iterator was created at time %s while right now it is %s which is "
    "further in the future than the tolerated delay of 900000 milliseconds.",
    "Kinesis's text, as its users report it, with the minutes of the Streams API Reference"};
inline constexpr Message kTrimmed{ErrorType::kTrimmedDataAccess,
                                  "The data you are trying to access has been trimmed",
                                  "reports of users of AWS, 2019-02"};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STREAM_MESSAGES_H_
