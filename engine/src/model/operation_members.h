// The indexes of the members of every structure of DynamoDB's API:
// request.String(PutItemInput::kTableName). The position in the list is the index on the boundary:
// append, or build both sides anew. operation_shapes.cc has the same members with their types and
// checks at compile time that the two agree. Source: AWS SDK model 3.1162.
#ifndef HASHRANGE_MODEL_OPERATION_MEMBERS_H_
#define HASHRANGE_MODEL_OPERATION_MEMBERS_H_

#include <cstdint>

namespace hashrange::model::members {

struct AttributeDefinition {
  enum : uint8_t {
    kAttributeName,
    kAttributeType,
  };
};

struct KeySchemaElement {
  enum : uint8_t {
    kAttributeName,
    kKeyType,
  };
};

struct Projection {
  enum : uint8_t {
    kProjectionType,
    kNonKeyAttributes,
  };
};

struct LocalSecondaryIndex {
  enum : uint8_t {
    kIndexName,
    kKeySchema,
    kProjection,
  };
};

struct ProvisionedThroughput {
  enum : uint8_t {
    kReadCapacityUnits,
    kWriteCapacityUnits,
  };
};

struct OnDemandThroughput {
  enum : uint8_t {
    kMaxReadRequestUnits,
    kMaxWriteRequestUnits,
  };
};

struct WarmThroughput {
  enum : uint8_t {
    kReadUnitsPerSecond,
    kWriteUnitsPerSecond,
  };
};

struct GlobalSecondaryIndex {
  enum : uint8_t {
    kIndexName,
    kKeySchema,
    kProjection,
    kProvisionedThroughput,
    kOnDemandThroughput,
    kWarmThroughput,
  };
};

struct StreamSpecification {
  enum : uint8_t {
    kStreamEnabled,
    kStreamViewType,
  };
};

struct SSESpecification {
  enum : uint8_t {
    kEnabled,
    kSSEType,
    kKMSMasterKeyId,
  };
};

struct Tag {
  enum : uint8_t {
    kKey,
    kValue,
  };
};

struct VectorAttributeDefinition {
  enum : uint8_t {
    kAttributeName,
  };
};

struct SearchSchemaElement {
  enum : uint8_t {
    kAttributeName,
    kSearchSchemaElementType,
  };
};

struct VectorIndex {
  enum : uint8_t {
    kIndexName,
    kVectorAttribute,
    kSearchSchema,
    kProjection,
    kDimensions,
    kDistanceFunction,
  };
};

struct CreateTableInput {
  enum : uint8_t {
    kAttributeDefinitions,
    kTableName,
    kKeySchema,
    kLocalSecondaryIndexes,
    kGlobalSecondaryIndexes,
    kBillingMode,
    kProvisionedThroughput,
    kStreamSpecification,
    kSSESpecification,
    kTags,
    kTableClass,
    kDeletionProtectionEnabled,
    kWarmThroughput,
    kResourcePolicy,
    kOnDemandThroughput,
    kGlobalTableSourceArn,
    kGlobalTableSettingsReplicationMode,
    kVectorIndexes,
  };
};

struct ProvisionedThroughputDescription {
  enum : uint8_t {
    kLastIncreaseDateTime,
    kLastDecreaseDateTime,
    kNumberOfDecreasesToday,
    kReadCapacityUnits,
    kWriteCapacityUnits,
  };
};

struct BillingModeSummary {
  enum : uint8_t {
    kBillingMode,
    kLastUpdateToPayPerRequestDateTime,
  };
};

struct LocalSecondaryIndexDescription {
  enum : uint8_t {
    kIndexName,
    kKeySchema,
    kProjection,
    kIndexSizeBytes,
    kItemCount,
    kIndexArn,
  };
};

struct GlobalSecondaryIndexWarmThroughputDescription {
  enum : uint8_t {
    kReadUnitsPerSecond,
    kWriteUnitsPerSecond,
    kStatus,
  };
};

struct GlobalSecondaryIndexDescription {
  enum : uint8_t {
    kIndexName,
    kKeySchema,
    kProjection,
    kIndexStatus,
    kBackfilling,
    kProvisionedThroughput,
    kIndexSizeBytes,
    kItemCount,
    kIndexArn,
    kOnDemandThroughput,
    kWarmThroughput,
  };
};

struct ProvisionedThroughputOverride {
  enum : uint8_t {
    kReadCapacityUnits,
  };
};

struct OnDemandThroughputOverride {
  enum : uint8_t {
    kMaxReadRequestUnits,
  };
};

struct TableWarmThroughputDescription {
  enum : uint8_t {
    kReadUnitsPerSecond,
    kWriteUnitsPerSecond,
    kStatus,
  };
};

struct ReplicaGlobalSecondaryIndexDescription {
  enum : uint8_t {
    kIndexName,
    kProvisionedThroughputOverride,
    kOnDemandThroughputOverride,
    kWarmThroughput,
  };
};

struct TableClassSummary {
  enum : uint8_t {
    kTableClass,
    kLastUpdateDateTime,
  };
};

struct ReplicaDescription {
  enum : uint8_t {
    kRegionName,
    kReplicaStatus,
    kReplicaArn,
    kReplicaStatusDescription,
    kReplicaStatusPercentProgress,
    kKMSMasterKeyId,
    kProvisionedThroughputOverride,
    kOnDemandThroughputOverride,
    kWarmThroughput,
    kGlobalSecondaryIndexes,
    kReplicaInaccessibleDateTime,
    kReplicaTableClassSummary,
    kGlobalTableSettingsReplicationMode,
  };
};

struct GlobalTableWitnessDescription {
  enum : uint8_t {
    kRegionName,
    kWitnessStatus,
  };
};

struct RestoreSummary {
  enum : uint8_t {
    kSourceBackupArn,
    kSourceTableArn,
    kRestoreDateTime,
    kRestoreInProgress,
  };
};

struct SSEDescription {
  enum : uint8_t {
    kStatus,
    kSSEType,
    kKMSMasterKeyArn,
    kInaccessibleEncryptionDateTime,
  };
};

struct ArchivalSummary {
  enum : uint8_t {
    kArchivalDateTime,
    kArchivalReason,
    kArchivalBackupArn,
  };
};

struct VectorIndexDescription {
  enum : uint8_t {
    kIndexName,
    kSearchSchema,
    kProjection,
    kVectorAttribute,
    kDimensions,
    kDistanceFunction,
    kIndexStatus,
    kBackfilling,
    kIndexSizeBytes,
    kItemCount,
    kIndexArn,
  };
};

struct TableDescription {
  enum : uint8_t {
    kAttributeDefinitions,
    kTableName,
    kKeySchema,
    kTableStatus,
    kCreationDateTime,
    kProvisionedThroughput,
    kTableSizeBytes,
    kItemCount,
    kTableArn,
    kTableId,
    kBillingModeSummary,
    kLocalSecondaryIndexes,
    kGlobalSecondaryIndexes,
    kStreamSpecification,
    kLatestStreamLabel,
    kLatestStreamArn,
    kGlobalTableVersion,
    kReplicas,
    kGlobalTableWitnesses,
    kGlobalTableSettingsReplicationMode,
    kRestoreSummary,
    kSSEDescription,
    kArchivalSummary,
    kTableClassSummary,
    kDeletionProtectionEnabled,
    kDisassociationProtectionEnabled,
    kOnDemandThroughput,
    kWarmThroughput,
    kMultiRegionConsistency,
    kVectorIndexes,
  };
};

struct CreateTableOutput {
  enum : uint8_t {
    kTableDescription,
  };
};

struct DescribeTableInput {
  enum : uint8_t {
    kTableName,
  };
};

struct DescribeTableOutput {
  enum : uint8_t {
    kTable,
  };
};

struct ListTablesInput {
  enum : uint8_t {
    kExclusiveStartTableName,
    kLimit,
  };
};

struct ListTablesOutput {
  enum : uint8_t {
    kTableNames,
    kLastEvaluatedTableName,
  };
};

struct DeleteTableInput {
  enum : uint8_t {
    kTableName,
  };
};

struct DeleteTableOutput {
  enum : uint8_t {
    kTableDescription,
  };
};

struct ExpectedAttributeValue {
  enum : uint8_t {
    kValue,
    kExists,
    kComparisonOperator,
    kAttributeValueList,
  };
};

struct PutItemInput {
  enum : uint8_t {
    kTableName,
    kItem,
    kExpected,
    kReturnValues,
    kReturnConsumedCapacity,
    kReturnItemCollectionMetrics,
    kConditionalOperator,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct Capacity {
  enum : uint8_t {
    kReadCapacityUnits,
    kWriteCapacityUnits,
    kCapacityUnits,
  };
};

struct VectorCapacity {
  enum : uint8_t {
    kVectorSearchRequestBytes,
    kVectorWriteRequestBytes,
  };
};

struct ConsumedCapacity {
  enum : uint8_t {
    kTableName,
    kCapacityUnits,
    kReadCapacityUnits,
    kWriteCapacityUnits,
    kTable,
    kLocalSecondaryIndexes,
    kGlobalSecondaryIndexes,
    kVectorIndexes,
  };
};

struct ItemCollectionMetrics {
  enum : uint8_t {
    kItemCollectionKey,
    kSizeEstimateRangeGB,
  };
};

struct PutItemOutput {
  enum : uint8_t {
    kAttributes,
    kConsumedCapacity,
    kItemCollectionMetrics,
  };
};

struct GetItemInput {
  enum : uint8_t {
    kTableName,
    kKey,
    kAttributesToGet,
    kConsistentRead,
    kReturnConsumedCapacity,
    kProjectionExpression,
    kExpressionAttributeNames,
  };
};

struct GetItemOutput {
  enum : uint8_t {
    kItem,
    kConsumedCapacity,
  };
};

struct AttributeValueUpdate {
  enum : uint8_t {
    kValue,
    kAction,
  };
};

struct UpdateItemInput {
  enum : uint8_t {
    kTableName,
    kKey,
    kAttributeUpdates,
    kExpected,
    kConditionalOperator,
    kReturnValues,
    kReturnConsumedCapacity,
    kReturnItemCollectionMetrics,
    kUpdateExpression,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct UpdateItemOutput {
  enum : uint8_t {
    kAttributes,
    kConsumedCapacity,
    kItemCollectionMetrics,
  };
};

struct DeleteItemInput {
  enum : uint8_t {
    kTableName,
    kKey,
    kExpected,
    kConditionalOperator,
    kReturnValues,
    kReturnConsumedCapacity,
    kReturnItemCollectionMetrics,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct DeleteItemOutput {
  enum : uint8_t {
    kAttributes,
    kConsumedCapacity,
    kItemCollectionMetrics,
  };
};

struct Condition {
  enum : uint8_t {
    kAttributeValueList,
    kComparisonOperator,
  };
};

struct QueryInput {
  enum : uint8_t {
    kTableName,
    kIndexName,
    kSelect,
    kAttributesToGet,
    kLimit,
    kConsistentRead,
    kKeyConditions,
    kQueryFilter,
    kConditionalOperator,
    kScanIndexForward,
    kExclusiveStartKey,
    kReturnConsumedCapacity,
    kProjectionExpression,
    kFilterExpression,
    kKeyConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
  };
};

struct QueryOutput {
  enum : uint8_t {
    kItems,
    kCount,
    kScannedCount,
    kLastEvaluatedKey,
    kConsumedCapacity,
  };
};

// The structure of an error response.
struct ErrorStructure {
  enum : uint8_t {
    kType,     // ErrorType
    kName,     // "ValidationException"
    kMessage,  // absent when there is none
    kItem,     // the item that ReturnValuesOnConditionCheckFailure asked for
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_OPERATION_MEMBERS_H_
