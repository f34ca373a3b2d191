// Inputs and outputs of the operations on tables. Members, types and enumerations: AWS SDK
// model 3.1162. Lengths, ranges and patterns: AWS API Reference. The order in which enumerations
// print and violations are listed: dynalite (observed on AWS) and paritysuite, measured eu-west-2
// 2026-10.
#ifndef HASHRANGE_MODEL_TABLE_OPERATION_SHAPES_H_
#define HASHRANGE_MODEL_TABLE_OPERATION_SHAPES_H_

#include "model/table_shapes.h"

namespace hashrange::model::shapes {

inline constexpr Member kCreateTableInputMembers[] = {
    NOT_NULL(CreateTableInput, AttributeDefinitions, kAttributeDefinitionList),
    PARAMETER(CreateTableInput, TableName, kNewTableName),
    NOT_NULL(CreateTableInput, KeySchema, kKeySchema),
    MEMBER(CreateTableInput, LocalSecondaryIndexes, kLocalSecondaryIndexList),
    MEMBER(CreateTableInput, GlobalSecondaryIndexes, kGlobalSecondaryIndexList),
    MEMBER(CreateTableInput, BillingMode, kBillingMode),
    MEMBER(CreateTableInput, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(CreateTableInput, StreamSpecification, kStreamSpecification),
    MEMBER(CreateTableInput, SSESpecification, kSSESpecification),
    MEMBER(CreateTableInput, Tags, kTagList),
    MEMBER(CreateTableInput, TableClass, kTableClass),
    MEMBER(CreateTableInput, DeletionProtectionEnabled, kBoolean),
    MEMBER(CreateTableInput, WarmThroughput, kWarmThroughput),
    MEMBER(CreateTableInput, ResourcePolicy, kString),
    MEMBER(CreateTableInput, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(CreateTableInput, GlobalTableSourceArn, kString),
    MEMBER(CreateTableInput, GlobalTableSettingsReplicationMode,
           kGlobalTableSettingsReplicationMode),
    MEMBER(CreateTableInput, VectorIndexes, kVectorIndexList),
};
inline constexpr uint8_t kCreateTableInputOrder[] = {
    CreateTableInput::kBillingMode,
    CreateTableInput::kProvisionedThroughput,
    CreateTableInput::kTableName,
    CreateTableInput::kKeySchema,
    CreateTableInput::kAttributeDefinitions,
    CreateTableInput::kGlobalSecondaryIndexes,
    CreateTableInput::kLocalSecondaryIndexes,
    CreateTableInput::kStreamSpecification,
    CreateTableInput::kSSESpecification,
    CreateTableInput::kGlobalTableSettingsReplicationMode,
    CreateTableInput::kVectorIndexes};
inline constexpr Shape kCreateTableInput =
    Structure("CreateTableInput", kCreateTableInputMembers, kCreateTableInputOrder);

inline constexpr Member kCreateTableOutputMembers[] = {
    MEMBER(CreateTableOutput, TableDescription, kTableDescription),
};
inline constexpr Shape kCreateTableOutput =
    Structure("CreateTableOutput", kCreateTableOutputMembers);

inline constexpr Member kDescribeTableInputMembers[] = {
    PARAMETER(DescribeTableInput, TableName, kTableNameOfTables),
};
inline constexpr Shape kDescribeTableInput =
    Structure("DescribeTableInput", kDescribeTableInputMembers);

inline constexpr Member kDescribeTableOutputMembers[] = {
    MEMBER(DescribeTableOutput, Table, kTableDescription),
};
inline constexpr Shape kDescribeTableOutput =
    Structure("DescribeTableOutput", kDescribeTableOutputMembers);

inline constexpr Shape kListTablesLimit = Number(ShapeKind::kInteger, 1, 100);
inline constexpr Member kListTablesInputMembers[] = {
    MEMBER(ListTablesInput, ExclusiveStartTableName, kNewTableName),
    MEMBER(ListTablesInput, Limit, kListTablesLimit),
};
inline constexpr uint8_t kListTablesInputOrder[] = {ListTablesInput::kLimit,
                                                    ListTablesInput::kExclusiveStartTableName};
inline constexpr Shape kListTablesInput =
    Structure("ListTablesInput", kListTablesInputMembers, kListTablesInputOrder);

inline constexpr Member kListTablesOutputMembers[] = {
    MEMBER(ListTablesOutput, TableNames, kStringList),
    MEMBER(ListTablesOutput, LastEvaluatedTableName, kString),
};
inline constexpr Shape kListTablesOutput = Structure("ListTablesOutput", kListTablesOutputMembers);

inline constexpr Member kDeleteTableInputMembers[] = {
    PARAMETER(DeleteTableInput, TableName, kTableNameOfTables),
};
inline constexpr Shape kDeleteTableInput = Structure("DeleteTableInput", kDeleteTableInputMembers);

inline constexpr Member kDeleteTableOutputMembers[] = {
    MEMBER(DeleteTableOutput, TableDescription, kTableDescription),
};
inline constexpr Shape kDeleteTableOutput =
    Structure("DeleteTableOutput", kDeleteTableOutputMembers);

inline constexpr Member kUpdateGlobalSecondaryIndexActionMembers[] = {
    REQUIRED(UpdateGlobalSecondaryIndexAction, IndexName, kIndexName),
    MEMBER(UpdateGlobalSecondaryIndexAction, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(UpdateGlobalSecondaryIndexAction, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(UpdateGlobalSecondaryIndexAction, WarmThroughput, kWarmThroughput),
};
inline constexpr Shape kUpdateGlobalSecondaryIndexAction =
    Structure("UpdateGlobalSecondaryIndexAction", kUpdateGlobalSecondaryIndexActionMembers);

inline constexpr Member kCreateGlobalSecondaryIndexActionMembers[] = {
    REQUIRED(CreateGlobalSecondaryIndexAction, IndexName, kIndexName),
    REQUIRED(CreateGlobalSecondaryIndexAction, KeySchema, kIndexKeySchema),
    REQUIRED(CreateGlobalSecondaryIndexAction, Projection, kProjection),
    MEMBER(CreateGlobalSecondaryIndexAction, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(CreateGlobalSecondaryIndexAction, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(CreateGlobalSecondaryIndexAction, WarmThroughput, kWarmThroughput),
};
inline constexpr Shape kCreateGlobalSecondaryIndexAction =
    Structure("CreateGlobalSecondaryIndexAction", kCreateGlobalSecondaryIndexActionMembers);

inline constexpr Member kDeleteGlobalSecondaryIndexActionMembers[] = {
    REQUIRED(DeleteGlobalSecondaryIndexAction, IndexName, kIndexName),
};
inline constexpr Shape kDeleteGlobalSecondaryIndexAction =
    Structure("DeleteGlobalSecondaryIndexAction", kDeleteGlobalSecondaryIndexActionMembers);

inline constexpr Member kGlobalSecondaryIndexUpdateMembers[] = {
    MEMBER(GlobalSecondaryIndexUpdate, Update, kUpdateGlobalSecondaryIndexAction),
    MEMBER(GlobalSecondaryIndexUpdate, Create, kCreateGlobalSecondaryIndexAction),
    MEMBER(GlobalSecondaryIndexUpdate, Delete, kDeleteGlobalSecondaryIndexAction),
};
inline constexpr Shape kGlobalSecondaryIndexUpdate =
    Structure("GlobalSecondaryIndexUpdate", kGlobalSecondaryIndexUpdateMembers);
inline constexpr Shape kGlobalSecondaryIndexUpdateList = List(kGlobalSecondaryIndexUpdate);

inline constexpr Member kReplicaGlobalSecondaryIndexMembers[] = {
    REQUIRED(ReplicaGlobalSecondaryIndex, IndexName, kIndexName),
    MEMBER(ReplicaGlobalSecondaryIndex, ProvisionedThroughputOverride,
           kProvisionedThroughputOverride),
    MEMBER(ReplicaGlobalSecondaryIndex, OnDemandThroughputOverride, kOnDemandThroughputOverride),
};
inline constexpr Shape kReplicaGlobalSecondaryIndex =
    Structure("ReplicaGlobalSecondaryIndex", kReplicaGlobalSecondaryIndexMembers);
inline constexpr Shape kReplicaGlobalSecondaryIndexList = List(kReplicaGlobalSecondaryIndex, 1);

inline constexpr Member kCreateReplicationGroupMemberActionMembers[] = {
    REQUIRED(CreateReplicationGroupMemberAction, RegionName, kString),
    MEMBER(CreateReplicationGroupMemberAction, KMSMasterKeyId, kString),
    MEMBER(CreateReplicationGroupMemberAction, ProvisionedThroughputOverride,
           kProvisionedThroughputOverride),
    MEMBER(CreateReplicationGroupMemberAction, OnDemandThroughputOverride,
           kOnDemandThroughputOverride),
    MEMBER(CreateReplicationGroupMemberAction, GlobalSecondaryIndexes,
           kReplicaGlobalSecondaryIndexList),
    MEMBER(CreateReplicationGroupMemberAction, TableClassOverride, kTableClass),
};
inline constexpr Shape kCreateReplicationGroupMemberAction =
    Structure("CreateReplicationGroupMemberAction", kCreateReplicationGroupMemberActionMembers);

inline constexpr Member kUpdateReplicationGroupMemberActionMembers[] = {
    REQUIRED(UpdateReplicationGroupMemberAction, RegionName, kString),
    MEMBER(UpdateReplicationGroupMemberAction, KMSMasterKeyId, kString),
    MEMBER(UpdateReplicationGroupMemberAction, ProvisionedThroughputOverride,
           kProvisionedThroughputOverride),
    MEMBER(UpdateReplicationGroupMemberAction, OnDemandThroughputOverride,
           kOnDemandThroughputOverride),
    MEMBER(UpdateReplicationGroupMemberAction, GlobalSecondaryIndexes,
           kReplicaGlobalSecondaryIndexList),
    MEMBER(UpdateReplicationGroupMemberAction, TableClassOverride, kTableClass),
};
inline constexpr Shape kUpdateReplicationGroupMemberAction =
    Structure("UpdateReplicationGroupMemberAction", kUpdateReplicationGroupMemberActionMembers);

inline constexpr Member kDeleteReplicationGroupMemberActionMembers[] = {
    REQUIRED(DeleteReplicationGroupMemberAction, RegionName, kString),
};
inline constexpr Shape kDeleteReplicationGroupMemberAction =
    Structure("DeleteReplicationGroupMemberAction", kDeleteReplicationGroupMemberActionMembers);

inline constexpr Bytes kDisassociationModeValues[] = {"WAIT_FOR_REPLICATION"};
inline constexpr Shape kDisassociationMode =
    Enumeration("DisassociationMode", kDisassociationModeValues, true);
inline constexpr Member kDisassociateReplicationGroupMemberActionMembers[] = {
    REQUIRED(DisassociateReplicationGroupMemberAction, RegionName, kString),
    REQUIRED(DisassociateReplicationGroupMemberAction, DisassociationMode, kDisassociationMode),
};
inline constexpr Shape kDisassociateReplicationGroupMemberAction = Structure(
    "DisassociateReplicationGroupMemberAction", kDisassociateReplicationGroupMemberActionMembers);

inline constexpr Member kReplicationGroupUpdateMembers[] = {
    MEMBER(ReplicationGroupUpdate, Create, kCreateReplicationGroupMemberAction),
    MEMBER(ReplicationGroupUpdate, Update, kUpdateReplicationGroupMemberAction),
    MEMBER(ReplicationGroupUpdate, Delete, kDeleteReplicationGroupMemberAction),
    MEMBER(ReplicationGroupUpdate, Disassociate, kDisassociateReplicationGroupMemberAction),
};
inline constexpr Shape kReplicationGroupUpdate =
    Structure("ReplicationGroupUpdate", kReplicationGroupUpdateMembers);
inline constexpr Shape kReplicationGroupUpdateList = List(kReplicationGroupUpdate, 1);

inline constexpr Member kCreateGlobalTableWitnessGroupMemberActionMembers[] = {
    REQUIRED(CreateGlobalTableWitnessGroupMemberAction, RegionName, kString),
};
inline constexpr Shape kCreateGlobalTableWitnessGroupMemberAction = Structure(
    "CreateGlobalTableWitnessGroupMemberAction", kCreateGlobalTableWitnessGroupMemberActionMembers);

inline constexpr Member kDeleteGlobalTableWitnessGroupMemberActionMembers[] = {
    REQUIRED(DeleteGlobalTableWitnessGroupMemberAction, RegionName, kString),
};
inline constexpr Shape kDeleteGlobalTableWitnessGroupMemberAction = Structure(
    "DeleteGlobalTableWitnessGroupMemberAction", kDeleteGlobalTableWitnessGroupMemberActionMembers);

inline constexpr Member kGlobalTableWitnessGroupUpdateMembers[] = {
    MEMBER(GlobalTableWitnessGroupUpdate, Create, kCreateGlobalTableWitnessGroupMemberAction),
    MEMBER(GlobalTableWitnessGroupUpdate, Delete, kDeleteGlobalTableWitnessGroupMemberAction),
};
inline constexpr Shape kGlobalTableWitnessGroupUpdate =
    Structure("GlobalTableWitnessGroupUpdate", kGlobalTableWitnessGroupUpdateMembers);
inline constexpr Shape kGlobalTableWitnessGroupUpdateList =
    List(kGlobalTableWitnessGroupUpdate, 1, 1);

inline constexpr Member kCreateVectorIndexActionMembers[] = {
    REQUIRED(CreateVectorIndexAction, IndexName, kIndexName),
    REQUIRED(CreateVectorIndexAction, VectorAttribute, kVectorAttributeDefinition),
    MEMBER(CreateVectorIndexAction, SearchSchema, kSearchSchemaElementList),
    REQUIRED(CreateVectorIndexAction, Projection, kProjection),
    REQUIRED(CreateVectorIndexAction, Dimensions, kDimensions),
    REQUIRED(CreateVectorIndexAction, DistanceFunction, kVectorDistanceFunction),
};
inline constexpr Shape kCreateVectorIndexAction =
    Structure("CreateVectorIndexAction", kCreateVectorIndexActionMembers);

inline constexpr Member kDeleteVectorIndexActionMembers[] = {
    REQUIRED(DeleteVectorIndexAction, IndexName, kIndexName),
};
inline constexpr Shape kDeleteVectorIndexAction =
    Structure("DeleteVectorIndexAction", kDeleteVectorIndexActionMembers);

inline constexpr Member kVectorIndexUpdateMembers[] = {
    MEMBER(VectorIndexUpdate, Create, kCreateVectorIndexAction),
    MEMBER(VectorIndexUpdate, Delete, kDeleteVectorIndexAction),
};
inline constexpr Shape kVectorIndexUpdate =
    Structure("VectorIndexUpdate", kVectorIndexUpdateMembers);
inline constexpr Shape kVectorIndexUpdateList = List(kVectorIndexUpdate);

// The order is that of CreateTable, for want of a measured one.
inline constexpr Member kUpdateTableInputMembers[] = {
    MEMBER(UpdateTableInput, AttributeDefinitions, kAttributeDefinitionList),
    PARAMETER(UpdateTableInput, TableName, kTableNameOfTables),
    MEMBER(UpdateTableInput, BillingMode, kBillingMode),
    MEMBER(UpdateTableInput, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(UpdateTableInput, GlobalSecondaryIndexUpdates, kGlobalSecondaryIndexUpdateList),
    MEMBER(UpdateTableInput, StreamSpecification, kStreamSpecification),
    MEMBER(UpdateTableInput, SSESpecification, kSSESpecification),
    MEMBER(UpdateTableInput, ReplicaUpdates, kReplicationGroupUpdateList),
    MEMBER(UpdateTableInput, TableClass, kTableClass),
    MEMBER(UpdateTableInput, DeletionProtectionEnabled, kBoolean),
    MEMBER(UpdateTableInput, MultiRegionConsistency, kMultiRegionConsistency),
    MEMBER(UpdateTableInput, GlobalTableWitnessUpdates, kGlobalTableWitnessGroupUpdateList),
    MEMBER(UpdateTableInput, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(UpdateTableInput, WarmThroughput, kWarmThroughput),
    MEMBER(UpdateTableInput, GlobalTableSettingsReplicationMode,
           kGlobalTableSettingsReplicationMode),
    MEMBER(UpdateTableInput, DisassociationProtectionEnabled, kBoolean),
    MEMBER(UpdateTableInput, VectorIndexUpdates, kVectorIndexUpdateList),
};
inline constexpr uint8_t kUpdateTableInputOrder[] = {
    UpdateTableInput::kBillingMode,
    UpdateTableInput::kProvisionedThroughput,
    UpdateTableInput::kTableName,
    UpdateTableInput::kAttributeDefinitions,
    UpdateTableInput::kGlobalSecondaryIndexUpdates,
    UpdateTableInput::kStreamSpecification,
    UpdateTableInput::kSSESpecification,
    UpdateTableInput::kReplicaUpdates,
    UpdateTableInput::kMultiRegionConsistency,
    UpdateTableInput::kGlobalTableWitnessUpdates,
    UpdateTableInput::kGlobalTableSettingsReplicationMode,
    UpdateTableInput::kVectorIndexUpdates};
inline constexpr Shape kUpdateTableInput =
    Structure("UpdateTableInput", kUpdateTableInputMembers, kUpdateTableInputOrder);

inline constexpr Member kUpdateTableOutputMembers[] = {
    MEMBER(UpdateTableOutput, TableDescription, kTableDescription),
};
inline constexpr Shape kUpdateTableOutput =
    Structure("UpdateTableOutput", kUpdateTableOutputMembers);

inline constexpr Member kTimeToLiveSpecificationMembers[] = {
    REQUIRED(TimeToLiveSpecification, Enabled, kBoolean),
    REQUIRED(TimeToLiveSpecification, AttributeName, kKeyAttributeName),
};
inline constexpr Shape kTimeToLiveSpecification =
    Structure("TimeToLiveSpecification", kTimeToLiveSpecificationMembers);

inline constexpr Member kUpdateTimeToLiveInputMembers[] = {
    PARAMETER(UpdateTimeToLiveInput, TableName, kTableNameOfTables),
    REQUIRED(UpdateTimeToLiveInput, TimeToLiveSpecification, kTimeToLiveSpecification),
};
inline constexpr Shape kUpdateTimeToLiveInput =
    Structure("UpdateTimeToLiveInput", kUpdateTimeToLiveInputMembers);

inline constexpr Member kUpdateTimeToLiveOutputMembers[] = {
    MEMBER(UpdateTimeToLiveOutput, TimeToLiveSpecification, kTimeToLiveSpecification),
};
inline constexpr Shape kUpdateTimeToLiveOutput =
    Structure("UpdateTimeToLiveOutput", kUpdateTimeToLiveOutputMembers);

inline constexpr Bytes kTimeToLiveStatusValues[] = {"DISABLED", "DISABLING", "ENABLED", "ENABLING"};
inline constexpr Shape kTimeToLiveStatus = Enumeration("TimeToLiveStatus", kTimeToLiveStatusValues);
inline constexpr Member kTimeToLiveDescriptionMembers[] = {
    MEMBER(TimeToLiveDescription, TimeToLiveStatus, kTimeToLiveStatus),
    MEMBER(TimeToLiveDescription, AttributeName, kString),
};
inline constexpr Shape kTimeToLiveDescription =
    Structure("TimeToLiveDescription", kTimeToLiveDescriptionMembers);

inline constexpr Member kDescribeTimeToLiveInputMembers[] = {
    PARAMETER(DescribeTimeToLiveInput, TableName, kTableNameOfTables),
};
inline constexpr Shape kDescribeTimeToLiveInput =
    Structure("DescribeTimeToLiveInput", kDescribeTimeToLiveInputMembers);

inline constexpr Member kDescribeTimeToLiveOutputMembers[] = {
    MEMBER(DescribeTimeToLiveOutput, TimeToLiveDescription, kTimeToLiveDescription),
};
inline constexpr Shape kDescribeTimeToLiveOutput =
    Structure("DescribeTimeToLiveOutput", kDescribeTimeToLiveOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_TABLE_OPERATION_SHAPES_H_
