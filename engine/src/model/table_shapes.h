// What tables are made of and described by. Members, types and enumerations: AWS SDK model 3.1162.
// Lengths, ranges and patterns: AWS API Reference. The order in which enumerations print and
// violations are listed: dynalite (observed on AWS) and paritysuite, measured eu-west-2 2026-10.
#ifndef HASHRANGE_MODEL_TABLE_SHAPES_H_
#define HASHRANGE_MODEL_TABLE_SHAPES_H_

#include "model/shape_rows.h"

namespace hashrange::model::shapes {

inline constexpr Shape kNonKeyAttributeList = List(kKeyAttributeName, 1, 20);
inline constexpr Shape kCapacityUnits = Number(ShapeKind::kLong, 1);
inline constexpr Shape kDimensions = Number(ShapeKind::kInteger, 1);

inline constexpr Bytes kScalarAttributeTypeValues[] = {"B", "N", "S"};
inline constexpr Shape kScalarAttributeType =
    Enumeration("ScalarAttributeType", kScalarAttributeTypeValues, true);
inline constexpr Bytes kBillingModeValues[] = {"PROVISIONED", "PAY_PER_REQUEST"};
inline constexpr Shape kBillingMode = Enumeration("BillingMode", kBillingModeValues, true);
inline constexpr Bytes kKeyTypeValues[] = {"HASH", "RANGE"};
inline constexpr Shape kKeyType = Enumeration("KeyType", kKeyTypeValues, true);
inline constexpr Bytes kProjectionTypeValues[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
inline constexpr Shape kProjectionType = Enumeration("ProjectionType", kProjectionTypeValues, true);
inline constexpr Bytes kSSETypeValues[] = {"AES256", "KMS"};
inline constexpr Shape kSSEType = Enumeration("SSEType", kSSETypeValues, true);
inline constexpr Bytes kSSEStatusValues[] = {"DISABLED", "DISABLING", "ENABLED", "ENABLING",
                                             "UPDATING"};
inline constexpr Shape kSSEStatus = Enumeration("SSEStatus", kSSEStatusValues);
// In the order in which they print. Source: control-plane lab, measured 2026-10.
inline constexpr Bytes kStreamViewTypeValues[] = {"OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES",
                                                  "NEW_IMAGE"};
inline constexpr Shape kStreamViewType = Enumeration("StreamViewType", kStreamViewTypeValues, true);
// In the order in which they print. Source: ExtendDB's tests, which pass on AWS, 2026-08.
inline constexpr Bytes kVectorDistanceFunctionValues[] = {"DOT_PRODUCT", "COSINE", "EUCLIDEAN"};
inline constexpr Shape kVectorDistanceFunction =
    Enumeration("VectorDistanceFunction", kVectorDistanceFunctionValues, true);
inline constexpr Bytes kSearchSchemaElementTypeValues[] = {"HASH", "INLINE_FILTER"};
inline constexpr Shape kSearchSchemaElementType =
    Enumeration("SearchSchemaElementType", kSearchSchemaElementTypeValues, true);
inline constexpr Bytes kIndexStatusValues[] = {"ACTIVE", "CREATING", "DELETING", "UPDATING"};
inline constexpr Shape kIndexStatus = Enumeration("IndexStatus", kIndexStatusValues);
inline constexpr Bytes kGlobalTableSettingsReplicationModeValues[] = {"DISABLED", "ENABLED",
                                                                      "ENABLED_WITH_OVERRIDES"};
inline constexpr Shape kGlobalTableSettingsReplicationMode = Enumeration(
    "GlobalTableSettingsReplicationMode", kGlobalTableSettingsReplicationModeValues, true);
inline constexpr Bytes kReplicaStatusValues[] = {"ACTIVE",
                                                 "ARCHIVED",
                                                 "ARCHIVING",
                                                 "CREATING",
                                                 "CREATION_FAILED",
                                                 "DELETING",
                                                 "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
                                                 "REGION_DISABLED",
                                                 "REPLICATION_NOT_AUTHORIZED",
                                                 "UPDATING"};
inline constexpr Shape kReplicaStatus = Enumeration("ReplicaStatus", kReplicaStatusValues);
inline constexpr Bytes kTableClassValues[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
inline constexpr Shape kTableClass = Enumeration("TableClass", kTableClassValues);
inline constexpr Bytes kTableStatusValues[] = {"ACTIVE",
                                               "ARCHIVED",
                                               "ARCHIVING",
                                               "CREATING",
                                               "DELETING",
                                               "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
                                               "REPLICATION_NOT_AUTHORIZED",
                                               "UPDATING"};
inline constexpr Shape kTableStatus = Enumeration("TableStatus", kTableStatusValues);
inline constexpr Bytes kWitnessStatusValues[] = {"ACTIVE", "CREATING", "DELETING"};
inline constexpr Shape kWitnessStatus = Enumeration("WitnessStatus", kWitnessStatusValues);
inline constexpr Bytes kMultiRegionConsistencyValues[] = {"EVENTUAL", "STRONG"};
inline constexpr Shape kMultiRegionConsistency =
    Enumeration("MultiRegionConsistency", kMultiRegionConsistencyValues, true);

inline constexpr Member kAttributeDefinitionMembers[] = {
    REQUIRED(AttributeDefinition, AttributeName, kKeyAttributeName),
    REQUIRED(AttributeDefinition, AttributeType, kScalarAttributeType),
};
inline constexpr Shape kAttributeDefinition =
    Structure("AttributeDefinition", kAttributeDefinitionMembers);
inline constexpr Shape kAttributeDefinitionList = List(kAttributeDefinition);

inline constexpr Member kKeySchemaElementMembers[] = {
    REQUIRED(KeySchemaElement, AttributeName, kKeyAttributeName),
    REQUIRED(KeySchemaElement, KeyType, kKeyType),
};
inline constexpr Shape kKeySchemaElement = Structure("KeySchemaElement", kKeySchemaElementMembers);
inline constexpr Shape kKeySchemaElementList = List(kKeySchemaElement);
// A table or local index has at most two keys; a global index up to eight.
inline constexpr Shape kKeySchema = List(kKeySchemaElement, 1, 2);
inline constexpr Shape kIndexKeySchema = List(kKeySchemaElement, 1, 8);

inline constexpr Member kProjectionMembers[] = {
    MEMBER(Projection, ProjectionType, kProjectionType),
    MEMBER(Projection, NonKeyAttributes, kNonKeyAttributeList),
};
inline constexpr Shape kProjection = Structure("Projection", kProjectionMembers);

inline constexpr Member kLocalSecondaryIndexMembers[] = {
    REQUIRED(LocalSecondaryIndex, IndexName, kIndexName),
    REQUIRED(LocalSecondaryIndex, KeySchema, kKeySchema),
    REQUIRED(LocalSecondaryIndex, Projection, kProjection),
};
inline constexpr Shape kLocalSecondaryIndex =
    Structure("LocalSecondaryIndex", kLocalSecondaryIndexMembers);
inline constexpr Shape kLocalSecondaryIndexList = List(kLocalSecondaryIndex);

inline constexpr Member kProvisionedThroughputMembers[] = {
    REQUIRED(ProvisionedThroughput, ReadCapacityUnits, kCapacityUnits),
    REQUIRED(ProvisionedThroughput, WriteCapacityUnits, kCapacityUnits),
};
inline constexpr uint8_t kProvisionedThroughputOrder[] = {
    ProvisionedThroughput::kWriteCapacityUnits, ProvisionedThroughput::kReadCapacityUnits};
inline constexpr Shape kProvisionedThroughput =
    Structure("ProvisionedThroughput", kProvisionedThroughputMembers, kProvisionedThroughputOrder);

inline constexpr Member kOnDemandThroughputMembers[] = {
    MEMBER(OnDemandThroughput, MaxReadRequestUnits, kLong),
    MEMBER(OnDemandThroughput, MaxWriteRequestUnits, kLong),
};
inline constexpr Shape kOnDemandThroughput =
    Structure("OnDemandThroughput", kOnDemandThroughputMembers);

inline constexpr Member kWarmThroughputMembers[] = {
    MEMBER(WarmThroughput, ReadUnitsPerSecond, kLong),
    MEMBER(WarmThroughput, WriteUnitsPerSecond, kLong),
};
inline constexpr Shape kWarmThroughput = Structure("WarmThroughput", kWarmThroughputMembers);

inline constexpr Member kGlobalSecondaryIndexMembers[] = {
    REQUIRED(GlobalSecondaryIndex, IndexName, kIndexName),
    REQUIRED(GlobalSecondaryIndex, KeySchema, kIndexKeySchema),
    REQUIRED(GlobalSecondaryIndex, Projection, kProjection),
    MEMBER(GlobalSecondaryIndex, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(GlobalSecondaryIndex, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(GlobalSecondaryIndex, WarmThroughput, kWarmThroughput),
};
inline constexpr Shape kGlobalSecondaryIndex =
    Structure("GlobalSecondaryIndex", kGlobalSecondaryIndexMembers);
inline constexpr Shape kGlobalSecondaryIndexList = List(kGlobalSecondaryIndex);

inline constexpr Member kStreamSpecificationMembers[] = {
    REQUIRED(StreamSpecification, StreamEnabled, kBoolean),
    MEMBER(StreamSpecification, StreamViewType, kStreamViewType),
};
inline constexpr Shape kStreamSpecification =
    Structure("StreamSpecification", kStreamSpecificationMembers);

inline constexpr Member kSSESpecificationMembers[] = {
    MEMBER(SSESpecification, Enabled, kBoolean),
    MEMBER(SSESpecification, SSEType, kSSEType),
    MEMBER(SSESpecification, KMSMasterKeyId, kString),
};
inline constexpr Shape kSSESpecification = Structure("SSESpecification", kSSESpecificationMembers);

inline constexpr Member kTagMembers[] = {
    UNCHECKED(Tag, Key, kString),
    UNCHECKED(Tag, Value, kString),
};
inline constexpr Shape kTag = Structure("Tag", kTagMembers);
inline constexpr Shape kTagList = List(kTag);

inline constexpr Member kVectorAttributeDefinitionMembers[] = {
    REQUIRED(VectorAttributeDefinition, AttributeName, kString),
};
inline constexpr Shape kVectorAttributeDefinition =
    Structure("VectorAttributeDefinition", kVectorAttributeDefinitionMembers);

inline constexpr Member kSearchSchemaElementMembers[] = {
    REQUIRED(SearchSchemaElement, AttributeName, kString),
    REQUIRED(SearchSchemaElement, SearchSchemaElementType, kSearchSchemaElementType),
};
inline constexpr Shape kSearchSchemaElement =
    Structure("SearchSchemaElement", kSearchSchemaElementMembers);
inline constexpr Shape kSearchSchemaElementList = List(kSearchSchemaElement);

inline constexpr Member kVectorIndexMembers[] = {
    REQUIRED(VectorIndex, IndexName, kIndexName),
    REQUIRED(VectorIndex, VectorAttribute, kVectorAttributeDefinition),
    MEMBER(VectorIndex, SearchSchema, kSearchSchemaElementList),
    REQUIRED(VectorIndex, Projection, kProjection),
    REQUIRED(VectorIndex, Dimensions, kDimensions),
    REQUIRED(VectorIndex, DistanceFunction, kVectorDistanceFunction),
};
inline constexpr Shape kVectorIndex = Structure("VectorIndex", kVectorIndexMembers);
inline constexpr Shape kVectorIndexList = List(kVectorIndex);

inline constexpr Member kProvisionedThroughputDescriptionMembers[] = {
    MEMBER(ProvisionedThroughputDescription, LastIncreaseDateTime, kTimestamp),
    MEMBER(ProvisionedThroughputDescription, LastDecreaseDateTime, kTimestamp),
    MEMBER(ProvisionedThroughputDescription, NumberOfDecreasesToday, kLong),
    MEMBER(ProvisionedThroughputDescription, ReadCapacityUnits, kLong),
    MEMBER(ProvisionedThroughputDescription, WriteCapacityUnits, kLong),
};
inline constexpr Shape kProvisionedThroughputDescription =
    Structure("ProvisionedThroughputDescription", kProvisionedThroughputDescriptionMembers);

inline constexpr Member kBillingModeSummaryMembers[] = {
    MEMBER(BillingModeSummary, BillingMode, kBillingMode),
    MEMBER(BillingModeSummary, LastUpdateToPayPerRequestDateTime, kTimestamp),
};
inline constexpr Shape kBillingModeSummary =
    Structure("BillingModeSummary", kBillingModeSummaryMembers);

inline constexpr Member kLocalSecondaryIndexDescriptionMembers[] = {
    MEMBER(LocalSecondaryIndexDescription, IndexName, kString),
    MEMBER(LocalSecondaryIndexDescription, KeySchema, kKeySchemaElementList),
    MEMBER(LocalSecondaryIndexDescription, Projection, kProjection),
    MEMBER(LocalSecondaryIndexDescription, IndexSizeBytes, kLong),
    MEMBER(LocalSecondaryIndexDescription, ItemCount, kLong),
    MEMBER(LocalSecondaryIndexDescription, IndexArn, kString),
};
inline constexpr Shape kLocalSecondaryIndexDescription =
    Structure("LocalSecondaryIndexDescription", kLocalSecondaryIndexDescriptionMembers);
inline constexpr Shape kLocalSecondaryIndexDescriptionList = List(kLocalSecondaryIndexDescription);

inline constexpr Member kGlobalSecondaryIndexWarmThroughputDescriptionMembers[] = {
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, ReadUnitsPerSecond, kLong),
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, WriteUnitsPerSecond, kLong),
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, Status, kIndexStatus),
};
inline constexpr Shape kGlobalSecondaryIndexWarmThroughputDescription =
    Structure("GlobalSecondaryIndexWarmThroughputDescription",
              kGlobalSecondaryIndexWarmThroughputDescriptionMembers);

inline constexpr Member kGlobalSecondaryIndexDescriptionMembers[] = {
    MEMBER(GlobalSecondaryIndexDescription, IndexName, kString),
    MEMBER(GlobalSecondaryIndexDescription, KeySchema, kKeySchemaElementList),
    MEMBER(GlobalSecondaryIndexDescription, Projection, kProjection),
    MEMBER(GlobalSecondaryIndexDescription, IndexStatus, kIndexStatus),
    MEMBER(GlobalSecondaryIndexDescription, Backfilling, kBoolean),
    MEMBER(GlobalSecondaryIndexDescription, ProvisionedThroughput,
           kProvisionedThroughputDescription),
    MEMBER(GlobalSecondaryIndexDescription, IndexSizeBytes, kLong),
    MEMBER(GlobalSecondaryIndexDescription, ItemCount, kLong),
    MEMBER(GlobalSecondaryIndexDescription, IndexArn, kString),
    MEMBER(GlobalSecondaryIndexDescription, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(GlobalSecondaryIndexDescription, WarmThroughput,
           kGlobalSecondaryIndexWarmThroughputDescription),
};
inline constexpr Shape kGlobalSecondaryIndexDescription =
    Structure("GlobalSecondaryIndexDescription", kGlobalSecondaryIndexDescriptionMembers);
inline constexpr Shape kGlobalSecondaryIndexDescriptionList =
    List(kGlobalSecondaryIndexDescription);

inline constexpr Member kProvisionedThroughputOverrideMembers[] = {
    MEMBER(ProvisionedThroughputOverride, ReadCapacityUnits, kLong),
};
inline constexpr Shape kProvisionedThroughputOverride =
    Structure("ProvisionedThroughputOverride", kProvisionedThroughputOverrideMembers);

inline constexpr Member kOnDemandThroughputOverrideMembers[] = {
    MEMBER(OnDemandThroughputOverride, MaxReadRequestUnits, kLong),
};
inline constexpr Shape kOnDemandThroughputOverride =
    Structure("OnDemandThroughputOverride", kOnDemandThroughputOverrideMembers);

inline constexpr Member kTableWarmThroughputDescriptionMembers[] = {
    MEMBER(TableWarmThroughputDescription, ReadUnitsPerSecond, kLong),
    MEMBER(TableWarmThroughputDescription, WriteUnitsPerSecond, kLong),
    MEMBER(TableWarmThroughputDescription, Status, kTableStatus),
};
inline constexpr Shape kTableWarmThroughputDescription =
    Structure("TableWarmThroughputDescription", kTableWarmThroughputDescriptionMembers);

inline constexpr Member kReplicaGlobalSecondaryIndexDescriptionMembers[] = {
    MEMBER(ReplicaGlobalSecondaryIndexDescription, IndexName, kString),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, ProvisionedThroughputOverride,
           kProvisionedThroughputOverride),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, OnDemandThroughputOverride,
           kOnDemandThroughputOverride),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, WarmThroughput,
           kGlobalSecondaryIndexWarmThroughputDescription),
};
inline constexpr Shape kReplicaGlobalSecondaryIndexDescription = Structure(
    "ReplicaGlobalSecondaryIndexDescription", kReplicaGlobalSecondaryIndexDescriptionMembers);
inline constexpr Shape kReplicaGlobalSecondaryIndexDescriptionList =
    List(kReplicaGlobalSecondaryIndexDescription);

inline constexpr Member kTableClassSummaryMembers[] = {
    MEMBER(TableClassSummary, TableClass, kTableClass),
    MEMBER(TableClassSummary, LastUpdateDateTime, kTimestamp),
};
inline constexpr Shape kTableClassSummary =
    Structure("TableClassSummary", kTableClassSummaryMembers);

inline constexpr Member kReplicaDescriptionMembers[] = {
    MEMBER(ReplicaDescription, RegionName, kString),
    MEMBER(ReplicaDescription, ReplicaStatus, kReplicaStatus),
    MEMBER(ReplicaDescription, ReplicaArn, kString),
    MEMBER(ReplicaDescription, ReplicaStatusDescription, kString),
    MEMBER(ReplicaDescription, ReplicaStatusPercentProgress, kString),
    MEMBER(ReplicaDescription, KMSMasterKeyId, kString),
    MEMBER(ReplicaDescription, ProvisionedThroughputOverride, kProvisionedThroughputOverride),
    MEMBER(ReplicaDescription, OnDemandThroughputOverride, kOnDemandThroughputOverride),
    MEMBER(ReplicaDescription, WarmThroughput, kTableWarmThroughputDescription),
    MEMBER(ReplicaDescription, GlobalSecondaryIndexes, kReplicaGlobalSecondaryIndexDescriptionList),
    MEMBER(ReplicaDescription, ReplicaInaccessibleDateTime, kTimestamp),
    MEMBER(ReplicaDescription, ReplicaTableClassSummary, kTableClassSummary),
    MEMBER(ReplicaDescription, GlobalTableSettingsReplicationMode,
           kGlobalTableSettingsReplicationMode),
};
inline constexpr Shape kReplicaDescription =
    Structure("ReplicaDescription", kReplicaDescriptionMembers);
inline constexpr Shape kReplicaDescriptionList = List(kReplicaDescription);

inline constexpr Member kGlobalTableWitnessDescriptionMembers[] = {
    MEMBER(GlobalTableWitnessDescription, RegionName, kString),
    MEMBER(GlobalTableWitnessDescription, WitnessStatus, kWitnessStatus),
};
inline constexpr Shape kGlobalTableWitnessDescription =
    Structure("GlobalTableWitnessDescription", kGlobalTableWitnessDescriptionMembers);
inline constexpr Shape kGlobalTableWitnessDescriptionList = List(kGlobalTableWitnessDescription);

inline constexpr Member kRestoreSummaryMembers[] = {
    MEMBER(RestoreSummary, SourceBackupArn, kString),
    MEMBER(RestoreSummary, SourceTableArn, kString),
    REQUIRED(RestoreSummary, RestoreDateTime, kTimestamp),
    REQUIRED(RestoreSummary, RestoreInProgress, kBoolean),
};
inline constexpr Shape kRestoreSummary = Structure("RestoreSummary", kRestoreSummaryMembers);

inline constexpr Member kSSEDescriptionMembers[] = {
    MEMBER(SSEDescription, Status, kSSEStatus),
    MEMBER(SSEDescription, SSEType, kSSEType),
    MEMBER(SSEDescription, KMSMasterKeyArn, kString),
    MEMBER(SSEDescription, InaccessibleEncryptionDateTime, kTimestamp),
};
inline constexpr Shape kSSEDescription = Structure("SSEDescription", kSSEDescriptionMembers);

inline constexpr Member kArchivalSummaryMembers[] = {
    MEMBER(ArchivalSummary, ArchivalDateTime, kTimestamp),
    MEMBER(ArchivalSummary, ArchivalReason, kString),
    MEMBER(ArchivalSummary, ArchivalBackupArn, kString),
};
inline constexpr Shape kArchivalSummary = Structure("ArchivalSummary", kArchivalSummaryMembers);

inline constexpr Member kVectorIndexDescriptionMembers[] = {
    MEMBER(VectorIndexDescription, IndexName, kString),
    MEMBER(VectorIndexDescription, SearchSchema, kSearchSchemaElementList),
    MEMBER(VectorIndexDescription, Projection, kProjection),
    MEMBER(VectorIndexDescription, VectorAttribute, kVectorAttributeDefinition),
    MEMBER(VectorIndexDescription, Dimensions, kInteger),
    MEMBER(VectorIndexDescription, DistanceFunction, kVectorDistanceFunction),
    MEMBER(VectorIndexDescription, IndexStatus, kIndexStatus),
    MEMBER(VectorIndexDescription, Backfilling, kBoolean),
    MEMBER(VectorIndexDescription, IndexSizeBytes, kLong),
    MEMBER(VectorIndexDescription, ItemCount, kLong),
    MEMBER(VectorIndexDescription, IndexArn, kString),
};
inline constexpr Shape kVectorIndexDescription =
    Structure("VectorIndexDescription", kVectorIndexDescriptionMembers);
inline constexpr Shape kVectorIndexDescriptionList = List(kVectorIndexDescription);

inline constexpr Member kTableDescriptionMembers[] = {
    MEMBER(TableDescription, AttributeDefinitions, kAttributeDefinitionList),
    MEMBER(TableDescription, TableName, kString),
    MEMBER(TableDescription, KeySchema, kKeySchemaElementList),
    MEMBER(TableDescription, TableStatus, kTableStatus),
    MEMBER(TableDescription, CreationDateTime, kTimestamp),
    MEMBER(TableDescription, ProvisionedThroughput, kProvisionedThroughputDescription),
    MEMBER(TableDescription, TableSizeBytes, kLong),
    MEMBER(TableDescription, ItemCount, kLong),
    MEMBER(TableDescription, TableArn, kString),
    MEMBER(TableDescription, TableId, kString),
    MEMBER(TableDescription, BillingModeSummary, kBillingModeSummary),
    MEMBER(TableDescription, LocalSecondaryIndexes, kLocalSecondaryIndexDescriptionList),
    MEMBER(TableDescription, GlobalSecondaryIndexes, kGlobalSecondaryIndexDescriptionList),
    MEMBER(TableDescription, StreamSpecification, kStreamSpecification),
    MEMBER(TableDescription, LatestStreamLabel, kString),
    MEMBER(TableDescription, LatestStreamArn, kString),
    MEMBER(TableDescription, GlobalTableVersion, kString),
    MEMBER(TableDescription, Replicas, kReplicaDescriptionList),
    MEMBER(TableDescription, GlobalTableWitnesses, kGlobalTableWitnessDescriptionList),
    MEMBER(TableDescription, GlobalTableSettingsReplicationMode,
           kGlobalTableSettingsReplicationMode),
    MEMBER(TableDescription, RestoreSummary, kRestoreSummary),
    MEMBER(TableDescription, SSEDescription, kSSEDescription),
    MEMBER(TableDescription, ArchivalSummary, kArchivalSummary),
    MEMBER(TableDescription, TableClassSummary, kTableClassSummary),
    MEMBER(TableDescription, DeletionProtectionEnabled, kBoolean),
    MEMBER(TableDescription, DisassociationProtectionEnabled, kBoolean),
    MEMBER(TableDescription, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(TableDescription, WarmThroughput, kTableWarmThroughputDescription),
    MEMBER(TableDescription, MultiRegionConsistency, kMultiRegionConsistency),
    MEMBER(TableDescription, VectorIndexes, kVectorIndexDescriptionList),
};
inline constexpr Shape kTableDescription = Structure("TableDescription", kTableDescriptionMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_TABLE_SHAPES_H_
