// The indexes of the members of the structures in the operations on tables. Included through
// model/operation_members.h, whose rule holds here: append, or build both sides anew. Source: AWS
// SDK model 3.1162.
#ifndef HASHRANGE_MODEL_TABLE_MEMBERS_H_
#define HASHRANGE_MODEL_TABLE_MEMBERS_H_

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

struct UpdateGlobalSecondaryIndexAction {
  enum : uint8_t {
    kIndexName,
    kProvisionedThroughput,
    kOnDemandThroughput,
    kWarmThroughput,
  };
};

struct CreateGlobalSecondaryIndexAction {
  enum : uint8_t {
    kIndexName,
    kKeySchema,
    kProjection,
    kProvisionedThroughput,
    kOnDemandThroughput,
    kWarmThroughput,
  };
};

struct DeleteGlobalSecondaryIndexAction {
  enum : uint8_t {
    kIndexName,
  };
};

struct GlobalSecondaryIndexUpdate {
  enum : uint8_t {
    kUpdate,
    kCreate,
    kDelete,
  };
};

struct ReplicaGlobalSecondaryIndex {
  enum : uint8_t {
    kIndexName,
    kProvisionedThroughputOverride,
    kOnDemandThroughputOverride,
  };
};

struct CreateReplicationGroupMemberAction {
  enum : uint8_t {
    kRegionName,
    kKMSMasterKeyId,
    kProvisionedThroughputOverride,
    kOnDemandThroughputOverride,
    kGlobalSecondaryIndexes,
    kTableClassOverride,
  };
};

struct UpdateReplicationGroupMemberAction {
  enum : uint8_t {
    kRegionName,
    kKMSMasterKeyId,
    kProvisionedThroughputOverride,
    kOnDemandThroughputOverride,
    kGlobalSecondaryIndexes,
    kTableClassOverride,
  };
};

struct DeleteReplicationGroupMemberAction {
  enum : uint8_t {
    kRegionName,
  };
};

struct DisassociateReplicationGroupMemberAction {
  enum : uint8_t {
    kRegionName,
    kDisassociationMode,
  };
};

struct ReplicationGroupUpdate {
  enum : uint8_t {
    kCreate,
    kUpdate,
    kDelete,
    kDisassociate,
  };
};

struct CreateGlobalTableWitnessGroupMemberAction {
  enum : uint8_t {
    kRegionName,
  };
};

struct DeleteGlobalTableWitnessGroupMemberAction {
  enum : uint8_t {
    kRegionName,
  };
};

struct GlobalTableWitnessGroupUpdate {
  enum : uint8_t {
    kCreate,
    kDelete,
  };
};

struct CreateVectorIndexAction {
  enum : uint8_t {
    kIndexName,
    kVectorAttribute,
    kSearchSchema,
    kProjection,
    kDimensions,
    kDistanceFunction,
  };
};

struct DeleteVectorIndexAction {
  enum : uint8_t {
    kIndexName,
  };
};

struct VectorIndexUpdate {
  enum : uint8_t {
    kCreate,
    kDelete,
  };
};

struct UpdateTableInput {
  enum : uint8_t {
    kAttributeDefinitions,
    kTableName,
    kBillingMode,
    kProvisionedThroughput,
    kGlobalSecondaryIndexUpdates,
    kStreamSpecification,
    kSSESpecification,
    kReplicaUpdates,
    kTableClass,
    kDeletionProtectionEnabled,
    kMultiRegionConsistency,
    kGlobalTableWitnessUpdates,
    kOnDemandThroughput,
    kWarmThroughput,
    kGlobalTableSettingsReplicationMode,
    kDisassociationProtectionEnabled,
    kVectorIndexUpdates,
  };
};

struct UpdateTableOutput {
  enum : uint8_t {
    kTableDescription,
  };
};

struct TimeToLiveSpecification {
  enum : uint8_t {
    kEnabled,
    kAttributeName,
  };
};

struct UpdateTimeToLiveInput {
  enum : uint8_t {
    kTableName,
    kTimeToLiveSpecification,
  };
};

struct UpdateTimeToLiveOutput {
  enum : uint8_t {
    kTimeToLiveSpecification,
  };
};

struct TimeToLiveDescription {
  enum : uint8_t {
    kTimeToLiveStatus,
    kAttributeName,
  };
};

struct DescribeTimeToLiveInput {
  enum : uint8_t {
    kTableName,
  };
};

struct DescribeTimeToLiveOutput {
  enum : uint8_t {
    kTimeToLiveDescription,
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_TABLE_MEMBERS_H_
