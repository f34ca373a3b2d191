// The rows. Members, types and enumerations: AWS SDK model 3.1162. Lengths, ranges and patterns:
// AWS API Reference. The order in which enumerations print and violations are listed: dynalite
// (observed on AWS) and paritysuite, measured eu-west-2 2026-10.
#include "model/operation_shapes.h"

#include "base/check.h"

namespace hashrange::model {
namespace {

using namespace members;  // NOLINT: the rows name nothing else

// A member; REQUIRED: the SDK's types demand it and a null is a violated constraint; NOT_NULL: only
// the latter; UNCHECKED: only the former; PARAMETER: absent it has a text of its own.
#define MEMBER(structure, name, shape) \
  { structure::k##name, Presence::kOptional, false, #name, &shape }
#define REQUIRED(structure, name, shape) \
  { structure::k##name, Presence::kNotNull, true, #name, &shape }
#define NOT_NULL(structure, name, shape) \
  { structure::k##name, Presence::kNotNull, false, #name, &shape }
#define UNCHECKED(structure, name, shape) \
  { structure::k##name, Presence::kOptional, true, #name, &shape }
#define PARAMETER(structure, name, shape) \
  { structure::k##name, Presence::kParameter, true, #name, &shape }

constexpr Shape Scalar(ShapeKind kind) { return {.kind = kind}; }

constexpr Shape Number(ShapeKind kind, int64_t min, int64_t max = kNoMaximum,
                       Wording wording = Wording::kEcho) {
  return {.kind = kind, .min = min, .max = max, .wording = wording};
}

constexpr Shape Text(int64_t min, int64_t max) {
  return {.kind = ShapeKind::kString, .min = min, .max = max};
}

constexpr Shape Name(int64_t min, int64_t max, bool arn) {
  return {.kind = ShapeKind::kString, .min = min, .max = max, .name_pattern = true, .arn = arn};
}

constexpr Shape Enumeration(Bytes name, std::span<const Bytes> values, bool checked = false) {
  return {.kind = ShapeKind::kString, .name = name, .values = values, .checked = checked};
}

constexpr Shape Generic(Shape enumeration, Bytes printed) {
  enumeration.wording = Wording::kGeneric;
  enumeration.printed_values = printed;
  return enumeration;
}

constexpr Shape List(const Shape& element, int64_t min = kNoMinimum, int64_t max = kNoMaximum) {
  return {.kind = ShapeKind::kList, .element = &element, .min = min, .max = max};
}

constexpr Shape Map(const Shape& value) { return {.kind = ShapeKind::kMap, .element = &value}; }

constexpr Shape Structure(Bytes name, std::span<const Member> rows,
                          std::span<const uint8_t> check_order = {}) {
  return {.kind = ShapeKind::kStructure, .name = name, .members = rows, .check_order = check_order};
}

constexpr Shape kString = Scalar(ShapeKind::kString);
constexpr Shape kInteger = Scalar(ShapeKind::kInteger);
constexpr Shape kLong = Scalar(ShapeKind::kLong);
constexpr Shape kDouble = Scalar(ShapeKind::kDouble);
constexpr Shape kBoolean = Scalar(ShapeKind::kBoolean);
constexpr Shape kTimestamp = Scalar(ShapeKind::kTimestamp);
constexpr Shape kAttributeValue = Scalar(ShapeKind::kAttributeValue);
constexpr Shape kAttributeMap = Scalar(ShapeKind::kAttributeMap);
constexpr Shape kAttributeValues = Scalar(ShapeKind::kAttributeValues);
constexpr Shape kStringMap = Map(kString);
constexpr Shape kStringList = List(kString);
constexpr Shape kDoubleList = List(kDouble);
constexpr Shape kAttributeMapList = List(kAttributeMap);
constexpr Shape kAttributeValueList = List(kAttributeValue);

// A table to be created or listed has a name of three characters and more; an operation on items
// looks a shorter one up in vain. Source: paritysuite, measured eu-west-2 2026-10.
constexpr Shape kNewTableName = Name(3, 255, false);
constexpr Shape kTableNameOfTables = Name(3, 255, true);
constexpr Shape kTableNameOfItems = Name(1, 255, true);
constexpr Shape kIndexName = Name(3, 255, false);
constexpr Shape kKeyAttributeName = Text(1, 255);
constexpr Shape kNonKeyAttributeList = List(kKeyAttributeName, 1, 20);
constexpr Shape kAttributeName = Text(kNoMinimum, 65535);
constexpr Shape kAttributesToGet = List(kAttributeName, 1, 255);
constexpr Shape kCapacityUnits = Number(ShapeKind::kLong, 1);
constexpr Shape kDimensions = Number(ShapeKind::kInteger, 1);
constexpr Shape kListTablesLimit = Number(ShapeKind::kInteger, 1, 100);
// Source of the wording: paritysuite, measured eu-west-2 2026-10.
constexpr Shape kQueryLimit = Number(ShapeKind::kInteger, 1, kNoMaximum, Wording::kPlain);

constexpr Bytes kAttributeActionValues[] = {"ADD", "PUT", "DELETE"};
constexpr Shape kAttributeAction = Enumeration("AttributeAction", kAttributeActionValues, true);
constexpr Bytes kScalarAttributeTypeValues[] = {"B", "N", "S"};
constexpr Shape kScalarAttributeType =
    Enumeration("ScalarAttributeType", kScalarAttributeTypeValues, true);
constexpr Bytes kBillingModeValues[] = {"PROVISIONED", "PAY_PER_REQUEST"};
constexpr Shape kBillingMode = Enumeration("BillingMode", kBillingModeValues, true);
constexpr Bytes kKeyTypeValues[] = {"HASH", "RANGE"};
constexpr Shape kKeyType = Enumeration("KeyType", kKeyTypeValues, true);
constexpr Bytes kProjectionTypeValues[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
constexpr Shape kProjectionType = Enumeration("ProjectionType", kProjectionTypeValues, true);
constexpr Bytes kSSETypeValues[] = {"AES256", "KMS"};
constexpr Shape kSSEType = Enumeration("SSEType", kSSETypeValues, true);
constexpr Bytes kSSEStatusValues[] = {"DISABLED", "DISABLING", "ENABLED", "ENABLING", "UPDATING"};
constexpr Shape kSSEStatus = Enumeration("SSEStatus", kSSEStatusValues);
constexpr Bytes kStreamViewTypeValues[] = {"KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE",
                                           "OLD_IMAGE"};
constexpr Shape kStreamViewType = Enumeration("StreamViewType", kStreamViewTypeValues, true);
constexpr Bytes kVectorDistanceFunctionValues[] = {"COSINE", "DOT_PRODUCT", "EUCLIDEAN"};
constexpr Shape kVectorDistanceFunction =
    Enumeration("VectorDistanceFunction", kVectorDistanceFunctionValues, true);
constexpr Bytes kSearchSchemaElementTypeValues[] = {"HASH", "INLINE_FILTER"};
constexpr Shape kSearchSchemaElementType =
    Enumeration("SearchSchemaElementType", kSearchSchemaElementTypeValues, true);
constexpr Bytes kReturnConsumedCapacityValues[] = {"INDEXES", "TOTAL", "NONE"};
constexpr Shape kReturnConsumedCapacity =
    Enumeration("ReturnConsumedCapacity", kReturnConsumedCapacityValues, true);
constexpr Bytes kReturnValuesOnConditionCheckFailureValues[] = {"ALL_OLD", "NONE"};
constexpr Shape kReturnValuesOnConditionCheckFailure = Enumeration(
    "ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailureValues, true);
constexpr Bytes kReturnItemCollectionMetricsValues[] = {"SIZE", "NONE"};
constexpr Shape kReturnItemCollectionMetrics =
    Enumeration("ReturnItemCollectionMetrics", kReturnItemCollectionMetricsValues, true);
constexpr Bytes kComparisonOperatorValues[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
constexpr Shape kComparisonOperator =
    Enumeration("ComparisonOperator", kComparisonOperatorValues, true);
constexpr Bytes kConditionalOperatorValues[] = {"OR", "AND"};
constexpr Shape kConditionalOperator =
    Generic(Enumeration("ConditionalOperator", kConditionalOperatorValues, true), "[ALL, OR]");
constexpr Bytes kIndexStatusValues[] = {"ACTIVE", "CREATING", "DELETING", "UPDATING"};
constexpr Shape kIndexStatus = Enumeration("IndexStatus", kIndexStatusValues);
constexpr Bytes kGlobalTableSettingsReplicationModeValues[] = {"DISABLED", "ENABLED",
                                                               "ENABLED_WITH_OVERRIDES"};
constexpr Shape kGlobalTableSettingsReplicationMode = Enumeration(
    "GlobalTableSettingsReplicationMode", kGlobalTableSettingsReplicationModeValues, true);
constexpr Bytes kReplicaStatusValues[] = {"ACTIVE",
                                          "ARCHIVED",
                                          "ARCHIVING",
                                          "CREATING",
                                          "CREATION_FAILED",
                                          "DELETING",
                                          "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
                                          "REGION_DISABLED",
                                          "REPLICATION_NOT_AUTHORIZED",
                                          "UPDATING"};
constexpr Shape kReplicaStatus = Enumeration("ReplicaStatus", kReplicaStatusValues);
constexpr Bytes kTableClassValues[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
constexpr Shape kTableClass = Enumeration("TableClass", kTableClassValues);
constexpr Bytes kTableStatusValues[] = {"ACTIVE",
                                        "ARCHIVED",
                                        "ARCHIVING",
                                        "CREATING",
                                        "DELETING",
                                        "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
                                        "REPLICATION_NOT_AUTHORIZED",
                                        "UPDATING"};
constexpr Shape kTableStatus = Enumeration("TableStatus", kTableStatusValues);
constexpr Bytes kWitnessStatusValues[] = {"ACTIVE", "CREATING", "DELETING"};
constexpr Shape kWitnessStatus = Enumeration("WitnessStatus", kWitnessStatusValues);
constexpr Bytes kMultiRegionConsistencyValues[] = {"EVENTUAL", "STRONG"};
constexpr Shape kMultiRegionConsistency =
    Enumeration("MultiRegionConsistency", kMultiRegionConsistencyValues);
constexpr Bytes kReturnValueValues[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"};
// The current layer prints a value that does not exist. Source: paritysuite, measured eu-west-2
// 2026-10.
constexpr Shape kReturnValue = Generic(Enumeration("ReturnValue", kReturnValueValues, true),
                                       "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]");
constexpr Bytes kSelectValues[] = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES",
                                   "ALL_PROJECTED_ATTRIBUTES"};
constexpr Shape kSelect = Enumeration("Select", kSelectValues, true);

constexpr Member kAttributeDefinitionMembers[] = {
    REQUIRED(AttributeDefinition, AttributeName, kKeyAttributeName),
    REQUIRED(AttributeDefinition, AttributeType, kScalarAttributeType),
};
constexpr Shape kAttributeDefinition =
    Structure("AttributeDefinition", kAttributeDefinitionMembers);
constexpr Shape kAttributeDefinitionList = List(kAttributeDefinition);

constexpr Member kKeySchemaElementMembers[] = {
    REQUIRED(KeySchemaElement, AttributeName, kKeyAttributeName),
    REQUIRED(KeySchemaElement, KeyType, kKeyType),
};
constexpr Shape kKeySchemaElement = Structure("KeySchemaElement", kKeySchemaElementMembers);
constexpr Shape kKeySchemaElementList = List(kKeySchemaElement);
// A table or local index has at most two keys; a global index up to eight.
constexpr Shape kKeySchema = List(kKeySchemaElement, 1, 2);
constexpr Shape kIndexKeySchema = List(kKeySchemaElement, 1, 8);

constexpr Member kProjectionMembers[] = {
    MEMBER(Projection, ProjectionType, kProjectionType),
    MEMBER(Projection, NonKeyAttributes, kNonKeyAttributeList),
};
constexpr Shape kProjection = Structure("Projection", kProjectionMembers);

constexpr Member kLocalSecondaryIndexMembers[] = {
    REQUIRED(LocalSecondaryIndex, IndexName, kIndexName),
    REQUIRED(LocalSecondaryIndex, KeySchema, kKeySchema),
    REQUIRED(LocalSecondaryIndex, Projection, kProjection),
};
constexpr Shape kLocalSecondaryIndex =
    Structure("LocalSecondaryIndex", kLocalSecondaryIndexMembers);
constexpr Shape kLocalSecondaryIndexList = List(kLocalSecondaryIndex);

constexpr Member kProvisionedThroughputMembers[] = {
    REQUIRED(ProvisionedThroughput, ReadCapacityUnits, kCapacityUnits),
    REQUIRED(ProvisionedThroughput, WriteCapacityUnits, kCapacityUnits),
};
constexpr uint8_t kProvisionedThroughputOrder[] = {ProvisionedThroughput::kWriteCapacityUnits,
                                                   ProvisionedThroughput::kReadCapacityUnits};
constexpr Shape kProvisionedThroughput =
    Structure("ProvisionedThroughput", kProvisionedThroughputMembers, kProvisionedThroughputOrder);

constexpr Member kOnDemandThroughputMembers[] = {
    MEMBER(OnDemandThroughput, MaxReadRequestUnits, kLong),
    MEMBER(OnDemandThroughput, MaxWriteRequestUnits, kLong),
};
constexpr Shape kOnDemandThroughput = Structure("OnDemandThroughput", kOnDemandThroughputMembers);

constexpr Member kWarmThroughputMembers[] = {
    MEMBER(WarmThroughput, ReadUnitsPerSecond, kLong),
    MEMBER(WarmThroughput, WriteUnitsPerSecond, kLong),
};
constexpr Shape kWarmThroughput = Structure("WarmThroughput", kWarmThroughputMembers);

constexpr Member kGlobalSecondaryIndexMembers[] = {
    REQUIRED(GlobalSecondaryIndex, IndexName, kIndexName),
    REQUIRED(GlobalSecondaryIndex, KeySchema, kIndexKeySchema),
    REQUIRED(GlobalSecondaryIndex, Projection, kProjection),
    MEMBER(GlobalSecondaryIndex, ProvisionedThroughput, kProvisionedThroughput),
    MEMBER(GlobalSecondaryIndex, OnDemandThroughput, kOnDemandThroughput),
    MEMBER(GlobalSecondaryIndex, WarmThroughput, kWarmThroughput),
};
constexpr Shape kGlobalSecondaryIndex =
    Structure("GlobalSecondaryIndex", kGlobalSecondaryIndexMembers);
constexpr Shape kGlobalSecondaryIndexList = List(kGlobalSecondaryIndex);

constexpr Member kStreamSpecificationMembers[] = {
    REQUIRED(StreamSpecification, StreamEnabled, kBoolean),
    MEMBER(StreamSpecification, StreamViewType, kStreamViewType),
};
constexpr Shape kStreamSpecification =
    Structure("StreamSpecification", kStreamSpecificationMembers);

constexpr Member kSSESpecificationMembers[] = {
    MEMBER(SSESpecification, Enabled, kBoolean),
    MEMBER(SSESpecification, SSEType, kSSEType),
    MEMBER(SSESpecification, KMSMasterKeyId, kString),
};
constexpr Shape kSSESpecification = Structure("SSESpecification", kSSESpecificationMembers);

constexpr Member kTagMembers[] = {
    UNCHECKED(Tag, Key, kString),
    UNCHECKED(Tag, Value, kString),
};
constexpr Shape kTag = Structure("Tag", kTagMembers);
constexpr Shape kTagList = List(kTag);

constexpr Member kVectorAttributeDefinitionMembers[] = {
    REQUIRED(VectorAttributeDefinition, AttributeName, kString),
};
constexpr Shape kVectorAttributeDefinition =
    Structure("VectorAttributeDefinition", kVectorAttributeDefinitionMembers);

constexpr Member kSearchSchemaElementMembers[] = {
    REQUIRED(SearchSchemaElement, AttributeName, kString),
    REQUIRED(SearchSchemaElement, SearchSchemaElementType, kSearchSchemaElementType),
};
constexpr Shape kSearchSchemaElement =
    Structure("SearchSchemaElement", kSearchSchemaElementMembers);
constexpr Shape kSearchSchemaElementList = List(kSearchSchemaElement);

constexpr Member kVectorIndexMembers[] = {
    REQUIRED(VectorIndex, IndexName, kIndexName),
    REQUIRED(VectorIndex, VectorAttribute, kVectorAttributeDefinition),
    MEMBER(VectorIndex, SearchSchema, kSearchSchemaElementList),
    REQUIRED(VectorIndex, Projection, kProjection),
    REQUIRED(VectorIndex, Dimensions, kDimensions),
    REQUIRED(VectorIndex, DistanceFunction, kVectorDistanceFunction),
};
constexpr Shape kVectorIndex = Structure("VectorIndex", kVectorIndexMembers);
constexpr Shape kVectorIndexList = List(kVectorIndex);

constexpr Member kCreateTableInputMembers[] = {
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
constexpr uint8_t kCreateTableInputOrder[] = {CreateTableInput::kBillingMode,
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
constexpr Shape kCreateTableInput =
    Structure("CreateTableInput", kCreateTableInputMembers, kCreateTableInputOrder);

constexpr Member kProvisionedThroughputDescriptionMembers[] = {
    MEMBER(ProvisionedThroughputDescription, LastIncreaseDateTime, kTimestamp),
    MEMBER(ProvisionedThroughputDescription, LastDecreaseDateTime, kTimestamp),
    MEMBER(ProvisionedThroughputDescription, NumberOfDecreasesToday, kLong),
    MEMBER(ProvisionedThroughputDescription, ReadCapacityUnits, kLong),
    MEMBER(ProvisionedThroughputDescription, WriteCapacityUnits, kLong),
};
constexpr Shape kProvisionedThroughputDescription =
    Structure("ProvisionedThroughputDescription", kProvisionedThroughputDescriptionMembers);

constexpr Member kBillingModeSummaryMembers[] = {
    MEMBER(BillingModeSummary, BillingMode, kBillingMode),
    MEMBER(BillingModeSummary, LastUpdateToPayPerRequestDateTime, kTimestamp),
};
constexpr Shape kBillingModeSummary = Structure("BillingModeSummary", kBillingModeSummaryMembers);

constexpr Member kLocalSecondaryIndexDescriptionMembers[] = {
    MEMBER(LocalSecondaryIndexDescription, IndexName, kString),
    MEMBER(LocalSecondaryIndexDescription, KeySchema, kKeySchemaElementList),
    MEMBER(LocalSecondaryIndexDescription, Projection, kProjection),
    MEMBER(LocalSecondaryIndexDescription, IndexSizeBytes, kLong),
    MEMBER(LocalSecondaryIndexDescription, ItemCount, kLong),
    MEMBER(LocalSecondaryIndexDescription, IndexArn, kString),
};
constexpr Shape kLocalSecondaryIndexDescription =
    Structure("LocalSecondaryIndexDescription", kLocalSecondaryIndexDescriptionMembers);
constexpr Shape kLocalSecondaryIndexDescriptionList = List(kLocalSecondaryIndexDescription);

constexpr Member kGlobalSecondaryIndexWarmThroughputDescriptionMembers[] = {
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, ReadUnitsPerSecond, kLong),
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, WriteUnitsPerSecond, kLong),
    MEMBER(GlobalSecondaryIndexWarmThroughputDescription, Status, kIndexStatus),
};
constexpr Shape kGlobalSecondaryIndexWarmThroughputDescription =
    Structure("GlobalSecondaryIndexWarmThroughputDescription",
              kGlobalSecondaryIndexWarmThroughputDescriptionMembers);

constexpr Member kGlobalSecondaryIndexDescriptionMembers[] = {
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
constexpr Shape kGlobalSecondaryIndexDescription =
    Structure("GlobalSecondaryIndexDescription", kGlobalSecondaryIndexDescriptionMembers);
constexpr Shape kGlobalSecondaryIndexDescriptionList = List(kGlobalSecondaryIndexDescription);

constexpr Member kProvisionedThroughputOverrideMembers[] = {
    MEMBER(ProvisionedThroughputOverride, ReadCapacityUnits, kLong),
};
constexpr Shape kProvisionedThroughputOverride =
    Structure("ProvisionedThroughputOverride", kProvisionedThroughputOverrideMembers);

constexpr Member kOnDemandThroughputOverrideMembers[] = {
    MEMBER(OnDemandThroughputOverride, MaxReadRequestUnits, kLong),
};
constexpr Shape kOnDemandThroughputOverride =
    Structure("OnDemandThroughputOverride", kOnDemandThroughputOverrideMembers);

constexpr Member kTableWarmThroughputDescriptionMembers[] = {
    MEMBER(TableWarmThroughputDescription, ReadUnitsPerSecond, kLong),
    MEMBER(TableWarmThroughputDescription, WriteUnitsPerSecond, kLong),
    MEMBER(TableWarmThroughputDescription, Status, kTableStatus),
};
constexpr Shape kTableWarmThroughputDescription =
    Structure("TableWarmThroughputDescription", kTableWarmThroughputDescriptionMembers);

constexpr Member kReplicaGlobalSecondaryIndexDescriptionMembers[] = {
    MEMBER(ReplicaGlobalSecondaryIndexDescription, IndexName, kString),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, ProvisionedThroughputOverride,
           kProvisionedThroughputOverride),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, OnDemandThroughputOverride,
           kOnDemandThroughputOverride),
    MEMBER(ReplicaGlobalSecondaryIndexDescription, WarmThroughput,
           kGlobalSecondaryIndexWarmThroughputDescription),
};
constexpr Shape kReplicaGlobalSecondaryIndexDescription = Structure(
    "ReplicaGlobalSecondaryIndexDescription", kReplicaGlobalSecondaryIndexDescriptionMembers);
constexpr Shape kReplicaGlobalSecondaryIndexDescriptionList =
    List(kReplicaGlobalSecondaryIndexDescription);

constexpr Member kTableClassSummaryMembers[] = {
    MEMBER(TableClassSummary, TableClass, kTableClass),
    MEMBER(TableClassSummary, LastUpdateDateTime, kTimestamp),
};
constexpr Shape kTableClassSummary = Structure("TableClassSummary", kTableClassSummaryMembers);

constexpr Member kReplicaDescriptionMembers[] = {
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
constexpr Shape kReplicaDescription = Structure("ReplicaDescription", kReplicaDescriptionMembers);
constexpr Shape kReplicaDescriptionList = List(kReplicaDescription);

constexpr Member kGlobalTableWitnessDescriptionMembers[] = {
    MEMBER(GlobalTableWitnessDescription, RegionName, kString),
    MEMBER(GlobalTableWitnessDescription, WitnessStatus, kWitnessStatus),
};
constexpr Shape kGlobalTableWitnessDescription =
    Structure("GlobalTableWitnessDescription", kGlobalTableWitnessDescriptionMembers);
constexpr Shape kGlobalTableWitnessDescriptionList = List(kGlobalTableWitnessDescription);

constexpr Member kRestoreSummaryMembers[] = {
    MEMBER(RestoreSummary, SourceBackupArn, kString),
    MEMBER(RestoreSummary, SourceTableArn, kString),
    REQUIRED(RestoreSummary, RestoreDateTime, kTimestamp),
    REQUIRED(RestoreSummary, RestoreInProgress, kBoolean),
};
constexpr Shape kRestoreSummary = Structure("RestoreSummary", kRestoreSummaryMembers);

constexpr Member kSSEDescriptionMembers[] = {
    MEMBER(SSEDescription, Status, kSSEStatus),
    MEMBER(SSEDescription, SSEType, kSSEType),
    MEMBER(SSEDescription, KMSMasterKeyArn, kString),
    MEMBER(SSEDescription, InaccessibleEncryptionDateTime, kTimestamp),
};
constexpr Shape kSSEDescription = Structure("SSEDescription", kSSEDescriptionMembers);

constexpr Member kArchivalSummaryMembers[] = {
    MEMBER(ArchivalSummary, ArchivalDateTime, kTimestamp),
    MEMBER(ArchivalSummary, ArchivalReason, kString),
    MEMBER(ArchivalSummary, ArchivalBackupArn, kString),
};
constexpr Shape kArchivalSummary = Structure("ArchivalSummary", kArchivalSummaryMembers);

constexpr Member kVectorIndexDescriptionMembers[] = {
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
constexpr Shape kVectorIndexDescription =
    Structure("VectorIndexDescription", kVectorIndexDescriptionMembers);
constexpr Shape kVectorIndexDescriptionList = List(kVectorIndexDescription);

constexpr Member kTableDescriptionMembers[] = {
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
constexpr Shape kTableDescription = Structure("TableDescription", kTableDescriptionMembers);

constexpr Member kCreateTableOutputMembers[] = {
    MEMBER(CreateTableOutput, TableDescription, kTableDescription),
};
constexpr Shape kCreateTableOutput = Structure("CreateTableOutput", kCreateTableOutputMembers);

constexpr Member kDescribeTableInputMembers[] = {
    PARAMETER(DescribeTableInput, TableName, kTableNameOfTables),
};
constexpr Shape kDescribeTableInput = Structure("DescribeTableInput", kDescribeTableInputMembers);

constexpr Member kDescribeTableOutputMembers[] = {
    MEMBER(DescribeTableOutput, Table, kTableDescription),
};
constexpr Shape kDescribeTableOutput =
    Structure("DescribeTableOutput", kDescribeTableOutputMembers);

constexpr Member kListTablesInputMembers[] = {
    MEMBER(ListTablesInput, ExclusiveStartTableName, kNewTableName),
    MEMBER(ListTablesInput, Limit, kListTablesLimit),
};
constexpr uint8_t kListTablesInputOrder[] = {ListTablesInput::kLimit,
                                             ListTablesInput::kExclusiveStartTableName};
constexpr Shape kListTablesInput =
    Structure("ListTablesInput", kListTablesInputMembers, kListTablesInputOrder);

constexpr Member kListTablesOutputMembers[] = {
    MEMBER(ListTablesOutput, TableNames, kStringList),
    MEMBER(ListTablesOutput, LastEvaluatedTableName, kString),
};
constexpr Shape kListTablesOutput = Structure("ListTablesOutput", kListTablesOutputMembers);

constexpr Member kDeleteTableInputMembers[] = {
    PARAMETER(DeleteTableInput, TableName, kTableNameOfTables),
};
constexpr Shape kDeleteTableInput = Structure("DeleteTableInput", kDeleteTableInputMembers);

constexpr Member kDeleteTableOutputMembers[] = {
    MEMBER(DeleteTableOutput, TableDescription, kTableDescription),
};
constexpr Shape kDeleteTableOutput = Structure("DeleteTableOutput", kDeleteTableOutputMembers);

constexpr Member kExpectedAttributeValueMembers[] = {
    MEMBER(ExpectedAttributeValue, Value, kAttributeValue),
    MEMBER(ExpectedAttributeValue, Exists, kBoolean),
    MEMBER(ExpectedAttributeValue, ComparisonOperator, kComparisonOperator),
    MEMBER(ExpectedAttributeValue, AttributeValueList, kAttributeValueList),
};
constexpr Shape kExpectedAttributeValue =
    Structure("ExpectedAttributeValue", kExpectedAttributeValueMembers);
constexpr Shape kExpectedAttributeValueMap = Map(kExpectedAttributeValue);

constexpr Member kPutItemInputMembers[] = {
    REQUIRED(PutItemInput, TableName, kTableNameOfItems),
    REQUIRED(PutItemInput, Item, kAttributeMap),
    MEMBER(PutItemInput, Expected, kExpectedAttributeValueMap),
    MEMBER(PutItemInput, ReturnValues, kReturnValue),
    MEMBER(PutItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(PutItemInput, ReturnItemCollectionMetrics, kReturnItemCollectionMetrics),
    MEMBER(PutItemInput, ConditionalOperator, kConditionalOperator),
    MEMBER(PutItemInput, ConditionExpression, kString),
    MEMBER(PutItemInput, ExpressionAttributeNames, kStringMap),
    MEMBER(PutItemInput, ExpressionAttributeValues, kAttributeValues),
    MEMBER(PutItemInput, ReturnValuesOnConditionCheckFailure, kReturnValuesOnConditionCheckFailure),
};
constexpr uint8_t kPutItemInputOrder[] = {PutItemInput::kReturnConsumedCapacity,
                                          PutItemInput::kTableName,
                                          PutItemInput::kItem,
                                          PutItemInput::kConditionalOperator,
                                          PutItemInput::kExpected,
                                          PutItemInput::kReturnValues,
                                          PutItemInput::kReturnItemCollectionMetrics,
                                          PutItemInput::kReturnValuesOnConditionCheckFailure};
constexpr Shape kPutItemInput = Structure("PutItemInput", kPutItemInputMembers, kPutItemInputOrder);

constexpr Member kCapacityMembers[] = {
    MEMBER(Capacity, ReadCapacityUnits, kDouble),
    MEMBER(Capacity, WriteCapacityUnits, kDouble),
    MEMBER(Capacity, CapacityUnits, kDouble),
};
constexpr Shape kCapacity = Structure("Capacity", kCapacityMembers);
constexpr Shape kCapacityMap = Map(kCapacity);

constexpr Member kVectorCapacityMembers[] = {
    MEMBER(VectorCapacity, VectorSearchRequestBytes, kLong),
    MEMBER(VectorCapacity, VectorWriteRequestBytes, kLong),
};
constexpr Shape kVectorCapacity = Structure("VectorCapacity", kVectorCapacityMembers);
constexpr Shape kVectorCapacityMap = Map(kVectorCapacity);

constexpr Member kConsumedCapacityMembers[] = {
    MEMBER(ConsumedCapacity, TableName, kString),
    MEMBER(ConsumedCapacity, CapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, ReadCapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, WriteCapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, Table, kCapacity),
    MEMBER(ConsumedCapacity, LocalSecondaryIndexes, kCapacityMap),
    MEMBER(ConsumedCapacity, GlobalSecondaryIndexes, kCapacityMap),
    MEMBER(ConsumedCapacity, VectorIndexes, kVectorCapacityMap),
};
constexpr Shape kConsumedCapacity = Structure("ConsumedCapacity", kConsumedCapacityMembers);

constexpr Member kItemCollectionMetricsMembers[] = {
    MEMBER(ItemCollectionMetrics, ItemCollectionKey, kAttributeMap),
    MEMBER(ItemCollectionMetrics, SizeEstimateRangeGB, kDoubleList),
};
constexpr Shape kItemCollectionMetrics =
    Structure("ItemCollectionMetrics", kItemCollectionMetricsMembers);

constexpr Member kPutItemOutputMembers[] = {
    MEMBER(PutItemOutput, Attributes, kAttributeMap),
    MEMBER(PutItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(PutItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
constexpr Shape kPutItemOutput = Structure("PutItemOutput", kPutItemOutputMembers);

constexpr Member kGetItemInputMembers[] = {
    REQUIRED(GetItemInput, TableName, kTableNameOfItems),
    REQUIRED(GetItemInput, Key, kAttributeMap),
    MEMBER(GetItemInput, AttributesToGet, kAttributesToGet),
    MEMBER(GetItemInput, ConsistentRead, kBoolean),
    MEMBER(GetItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(GetItemInput, ProjectionExpression, kString),
    MEMBER(GetItemInput, ExpressionAttributeNames, kStringMap),
};
constexpr uint8_t kGetItemInputOrder[] = {GetItemInput::kReturnConsumedCapacity,
                                          GetItemInput::kAttributesToGet, GetItemInput::kTableName,
                                          GetItemInput::kKey};
constexpr Shape kGetItemInput = Structure("GetItemInput", kGetItemInputMembers, kGetItemInputOrder);

constexpr Member kGetItemOutputMembers[] = {
    MEMBER(GetItemOutput, Item, kAttributeMap),
    MEMBER(GetItemOutput, ConsumedCapacity, kConsumedCapacity),
};
constexpr Shape kGetItemOutput = Structure("GetItemOutput", kGetItemOutputMembers);

constexpr Member kAttributeValueUpdateMembers[] = {
    MEMBER(AttributeValueUpdate, Value, kAttributeValue),
    MEMBER(AttributeValueUpdate, Action, kAttributeAction),
};
constexpr Shape kAttributeValueUpdate =
    Structure("AttributeValueUpdate", kAttributeValueUpdateMembers);
constexpr Shape kAttributeValueUpdateMap = Map(kAttributeValueUpdate);

constexpr Member kUpdateItemInputMembers[] = {
    REQUIRED(UpdateItemInput, TableName, kTableNameOfItems),
    REQUIRED(UpdateItemInput, Key, kAttributeMap),
    MEMBER(UpdateItemInput, AttributeUpdates, kAttributeValueUpdateMap),
    MEMBER(UpdateItemInput, Expected, kExpectedAttributeValueMap),
    MEMBER(UpdateItemInput, ConditionalOperator, kConditionalOperator),
    MEMBER(UpdateItemInput, ReturnValues, kReturnValue),
    MEMBER(UpdateItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(UpdateItemInput, ReturnItemCollectionMetrics, kReturnItemCollectionMetrics),
    MEMBER(UpdateItemInput, UpdateExpression, kString),
    MEMBER(UpdateItemInput, ConditionExpression, kString),
    MEMBER(UpdateItemInput, ExpressionAttributeNames, kStringMap),
    MEMBER(UpdateItemInput, ExpressionAttributeValues, kAttributeValues),
    MEMBER(UpdateItemInput, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
constexpr uint8_t kUpdateItemInputOrder[] = {UpdateItemInput::kReturnConsumedCapacity,
                                             UpdateItemInput::kTableName,
                                             UpdateItemInput::kReturnItemCollectionMetrics,
                                             UpdateItemInput::kReturnValues,
                                             UpdateItemInput::kConditionalOperator,
                                             UpdateItemInput::kKey,
                                             UpdateItemInput::kExpected,
                                             UpdateItemInput::kAttributeUpdates,
                                             UpdateItemInput::kReturnValuesOnConditionCheckFailure};
constexpr Shape kUpdateItemInput =
    Structure("UpdateItemInput", kUpdateItemInputMembers, kUpdateItemInputOrder);

constexpr Member kUpdateItemOutputMembers[] = {
    MEMBER(UpdateItemOutput, Attributes, kAttributeMap),
    MEMBER(UpdateItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(UpdateItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
constexpr Shape kUpdateItemOutput = Structure("UpdateItemOutput", kUpdateItemOutputMembers);

constexpr Member kDeleteItemInputMembers[] = {
    REQUIRED(DeleteItemInput, TableName, kTableNameOfItems),
    REQUIRED(DeleteItemInput, Key, kAttributeMap),
    MEMBER(DeleteItemInput, Expected, kExpectedAttributeValueMap),
    MEMBER(DeleteItemInput, ConditionalOperator, kConditionalOperator),
    MEMBER(DeleteItemInput, ReturnValues, kReturnValue),
    MEMBER(DeleteItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(DeleteItemInput, ReturnItemCollectionMetrics, kReturnItemCollectionMetrics),
    MEMBER(DeleteItemInput, ConditionExpression, kString),
    MEMBER(DeleteItemInput, ExpressionAttributeNames, kStringMap),
    MEMBER(DeleteItemInput, ExpressionAttributeValues, kAttributeValues),
    MEMBER(DeleteItemInput, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
constexpr uint8_t kDeleteItemInputOrder[] = {DeleteItemInput::kReturnConsumedCapacity,
                                             DeleteItemInput::kTableName,
                                             DeleteItemInput::kReturnValues,
                                             DeleteItemInput::kReturnItemCollectionMetrics,
                                             DeleteItemInput::kKey,
                                             DeleteItemInput::kConditionalOperator,
                                             DeleteItemInput::kExpected,
                                             DeleteItemInput::kReturnValuesOnConditionCheckFailure};
constexpr Shape kDeleteItemInput =
    Structure("DeleteItemInput", kDeleteItemInputMembers, kDeleteItemInputOrder);

constexpr Member kDeleteItemOutputMembers[] = {
    MEMBER(DeleteItemOutput, Attributes, kAttributeMap),
    MEMBER(DeleteItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(DeleteItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
constexpr Shape kDeleteItemOutput = Structure("DeleteItemOutput", kDeleteItemOutputMembers);

constexpr Member kConditionMembers[] = {
    MEMBER(Condition, AttributeValueList, kAttributeValueList),
    REQUIRED(Condition, ComparisonOperator, kComparisonOperator),
};
constexpr Shape kCondition = Structure("Condition", kConditionMembers);
constexpr Shape kConditionMap = Map(kCondition);

constexpr Member kQueryInputMembers[] = {
    REQUIRED(QueryInput, TableName, kTableNameOfItems),
    MEMBER(QueryInput, IndexName, kIndexName),
    MEMBER(QueryInput, Select, kSelect),
    MEMBER(QueryInput, AttributesToGet, kAttributesToGet),
    MEMBER(QueryInput, Limit, kQueryLimit),
    MEMBER(QueryInput, ConsistentRead, kBoolean),
    MEMBER(QueryInput, KeyConditions, kConditionMap),
    MEMBER(QueryInput, QueryFilter, kConditionMap),
    MEMBER(QueryInput, ConditionalOperator, kConditionalOperator),
    MEMBER(QueryInput, ScanIndexForward, kBoolean),
    MEMBER(QueryInput, ExclusiveStartKey, kAttributeMap),
    MEMBER(QueryInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(QueryInput, ProjectionExpression, kString),
    MEMBER(QueryInput, FilterExpression, kString),
    MEMBER(QueryInput, KeyConditionExpression, kString),
    MEMBER(QueryInput, ExpressionAttributeNames, kStringMap),
    MEMBER(QueryInput, ExpressionAttributeValues, kAttributeValues),
};
constexpr uint8_t kQueryInputOrder[] = {
    QueryInput::kSelect,          QueryInput::kIndexName, QueryInput::kReturnConsumedCapacity,
    QueryInput::kQueryFilter,     QueryInput::kTableName, QueryInput::kConditionalOperator,
    QueryInput::kAttributesToGet, QueryInput::kLimit,     QueryInput::kKeyConditions};
constexpr Shape kQueryInput = Structure("QueryInput", kQueryInputMembers, kQueryInputOrder);

constexpr Member kQueryOutputMembers[] = {
    MEMBER(QueryOutput, Items, kAttributeMapList),
    MEMBER(QueryOutput, Count, kInteger),
    MEMBER(QueryOutput, ScannedCount, kInteger),
    MEMBER(QueryOutput, LastEvaluatedKey, kAttributeMap),
    MEMBER(QueryOutput, ConsumedCapacity, kConsumedCapacity),
};
constexpr Shape kQueryOutput = Structure("QueryOutput", kQueryOutputMembers);

constexpr Member kErrorMembers[] = {
    REQUIRED(ErrorStructure, Type, kInteger),
    REQUIRED(ErrorStructure, Name, kString),
    MEMBER(ErrorStructure, Message, kString),
    MEMBER(ErrorStructure, Item, kAttributeMap),
};
constexpr Shape kError = Structure("Error", kErrorMembers);

constexpr uint8_t kWriteQuirks = kQuirkEmptyTableNameAlone | kQuirkOlderWhenDeep;

constexpr OperationShape kOperations[] = {
    {Operation::kCreateTable, "CreateTable", &kCreateTableInput, &kCreateTableOutput, kQuirkNone},
    {Operation::kDescribeTable, "DescribeTable", &kDescribeTableInput, &kDescribeTableOutput,
     kQuirkNone},
    {Operation::kListTables, "ListTables", &kListTablesInput, &kListTablesOutput, kQuirkNone},
    {Operation::kDeleteTable, "DeleteTable", &kDeleteTableInput, &kDeleteTableOutput, kQuirkNone},
    {Operation::kPutItem, "PutItem", &kPutItemInput, &kPutItemOutput, kWriteQuirks},
    {Operation::kGetItem, "GetItem", &kGetItemInput, &kGetItemOutput, kQuirkNone},
    {Operation::kUpdateItem, "UpdateItem", &kUpdateItemInput, &kUpdateItemOutput,
     kWriteQuirks | kQuirkGenericEnumAlone | kQuirkOlderWithoutKey},
    {Operation::kDeleteItem, "DeleteItem", &kDeleteItemInput, &kDeleteItemOutput, kWriteQuirks},
    {Operation::kQuery, "Query", &kQueryInput, &kQueryOutput,
     kQuirkGenericEnumAlone | kQuirkGenericEnumBare},
};

// The rows of a structure, and of all structures below it, stand at their indexes.
constexpr bool InPlace(const Shape& shape) {
  if (shape.element != nullptr) return InPlace(*shape.element);
  if (shape.members.size() > kMembersMax) return false;
  for (size_t i = 0; i < shape.members.size(); i++) {
    if (shape.members[i].index != i || !InPlace(*shape.members[i].shape)) return false;
  }
  return true;
}

constexpr bool InPlace() {
  for (size_t i = 0; i < std::size(kOperations); i++) {
    if (kOperations[i].number() != i + 1) return false;
    if (!InPlace(*kOperations[i].input) || !InPlace(*kOperations[i].output)) return false;
  }
  return InPlace(kError);
}
static_assert(InPlace());

}  // namespace

std::span<const OperationShape> Operations() { return kOperations; }

const OperationShape* FindOperation(Bytes name) {
  for (const OperationShape& operation : kOperations) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

const OperationShape* FindOperation(uint8_t number) {
  return number == 0 || number > std::size(kOperations) ? nullptr : &kOperations[number - 1];
}

const OperationShape& ShapeOf(Operation operation) {
  const OperationShape* shape = FindOperation(static_cast<uint8_t>(operation));
  HR_CHECK(shape != nullptr);
  return *shape;
}

const Shape& ErrorShape() { return kError; }

int FindMemberIndex(const Shape& structure, Bytes name) {
  for (const Member& member : structure.members) {
    if (member.name == name) return member.index;
  }
  return -1;
}

}  // namespace hashrange::model
