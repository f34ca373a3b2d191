// Texts of the operations on tables, each with its source. What every operation may say about a
// table is in messages.h; what is said of quotas, caps and warmth in throughput_messages.h.
#ifndef HASHRANGE_OPS_TABLE_MESSAGES_H_
#define HASHRANGE_OPS_TABLE_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

inline constexpr Bytes kEmulatorTests = "dynalite tests, which pass on AWS";

// CreateTable, in the order in which they are checked.
inline constexpr Message kThroughputMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both "
    "be specified when "
    "BillingMode is PROVISIONED",
    kMeasuredControlPlane};
inline constexpr Message kThroughputOnDemand{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits "
    "can be specified when "
    "BillingMode is PAY_PER_REQUEST",
    kMeasuredControlPlane};
inline constexpr Message kThroughputOutOfBounds{
    ErrorType::kValidation, "Given value %s for %s is out of bounds", kEmulators};
inline constexpr Message kFirstNotHash{
    ErrorType::kValidation, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    kEmulators};
inline constexpr Message kSecondNotRange{
    ErrorType::kValidation,
    "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type", kEmulators};
inline constexpr Message kSameKeyName{
    ErrorType::kValidation,
    "Both the Hash Key and the Range Key element in the KeySchema have the same name", kEmulators};
inline constexpr Message kKeyUndefined{
    ErrorType::kValidation, "Invalid KeySchema: Some index key attribute have no definition",
    kMeasured};
inline constexpr Message kKeysUndefined{ErrorType::kValidation,
                                        "One or more parameter values were invalid: Some index key "
                                        "attributes are not defined in AttributeDefinitions. "
                                        "Keys: [%s], AttributeDefinitions: [%s]",
                                        kEmulators};
inline constexpr Message kDefinitionsUnused{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly "
    "match number of "
    "attributes defined in AttributeDefinitions",
    kEmulators};
inline constexpr Message kDefinitionTwice{
    ErrorType::kValidation, "Attribute Name is duplicated: %s", kMeasuredControlPlane};
inline constexpr Message kInvalidTableClass{ErrorType::kValidation,
                                            "Invalid table-class parameter provided. Please try "
                                            "again with a valid table-class value: [STANDARD, "
                                            "STANDARD_INFREQUENT_ACCESS].",
                                            kMeasuredControlPlane};

// Encryption.
inline constexpr Message kSseOfDisabled{
    ErrorType::kValidation,
    "One or more parameter values were invalid: %s can not be specified if Enabled is false",
    kMeasuredControlPlane};
inline constexpr Message kSseTypeMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: SSEType KMS is required if KMSMasterKeyId is "
    "specified",
    kMeasuredControlPlane};
inline constexpr Message kSseTypeUnsupported{
    ErrorType::kValidation,
    "One or more parameter values were invalid: SSEType AES256 is not supported",
    kMeasuredControlPlane};
inline constexpr Message kSseByDefault{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Table is already encrypted by default",
    kMeasuredControlPlane};
inline constexpr Message kSseOfSameKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Table is already encrypted with given "
    "KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key",
    kMeasuredControlPlane};
inline constexpr Message kSseBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Server-Side Encryption is still being "
    "updated",
    kMeasuredControlPlane};
inline constexpr Message kTooManySseChanges{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending at "
    "%s. After the first 4 change, each subsequent change in the same window can be performed at "
    "most once every 21600 seconds. Number of updates today: %s. Last change at %s. Next changes "
    "can be made at %s.",
    kMeasuredControlPlane};

// Indexes, in the order in which they are checked: of CreateTable, and of UpdateTable's Create.
inline constexpr Message kNoLocalIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: List of LocalSecondaryIndexes is empty",
    kEmulatorTests};
inline constexpr Message kNoGlobalIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty",
    kEmulatorTests};
inline constexpr Message kTableWithoutSortKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Table KeySchema does not have a range key, which "
    "is required when specifying a LocalSecondaryIndex",
    kMeasured};
inline constexpr Message kSomeDefinitionsUnused{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Some AttributeDefinitions are not used. "
    "AttributeDefinitions: [%s], keys used: [%s]",
    kMeasuredControlPlane};
inline constexpr Message kSeveralKeysOfOneName{
    ErrorType::kValidation,
    "The KeySchema contains multiple key attributes with the same name", kMeasuredControlPlane};
inline constexpr Message kHashAfterRange{ErrorType::kValidation,
                                         "One or more parameter values were invalid: All HASH key "
                                         "attributes must precede RANGE key attributes in the "
                                         "KeySchema",
                                         kMeasuredControlPlane};
inline constexpr Message kTooManyKeysOfType{
    ErrorType::kValidation,
    "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number "
    "of %s key attributes",
    kMeasuredControlPlane};
inline constexpr Message kLocalIndexWithoutSortKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Index KeySchema does not have a range key for "
    "index: %s",
    kEmulatorTests};
inline constexpr Message kLocalIndexOfOtherPartitionKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Index KeySchema does not have the same leading "
    "hash key as table KeySchema for index: %s. index hash key: %s, table hash key: %s",
    kEmulatorTests};
inline constexpr Message kProjectionTypeMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Unknown ProjectionType: null",
    kEmulatorTests};
inline constexpr Message kProjectionWithAttributes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProjectionType is %s, but NonKeyAttributes is "
    "specified",
    kEmulatorTests};
inline constexpr Message kIncludeWithoutAttributes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is "
    "not specified",
    kMeasured};
inline constexpr Message kNonKeyAttributeTwice{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Duplicate element in NonKeyAttributes: %s",
    kMeasuredControlPlane};
inline constexpr Message kIndexThroughputMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProvisionedThroughput is not specified for index: "
    "%s",
    kMeasuredControlPlane};
inline constexpr Message kIndexThroughputOnDemand{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProvisionedThroughput should not be specified for "
    "index: %s when BillingMode is PAY_PER_REQUEST",
    kEmulatorTests};
inline constexpr Message kIndexThroughputOutOfBounds{
    ErrorType::kValidation, "Given value %s for %s is out of bounds for index %s", kEmulators};
inline constexpr Message kIndexNameTwice{
    ErrorType::kValidation, "One or more parameter values were invalid: Duplicate index name: %s",
    kMeasured};
inline constexpr Message kTooManyLocalIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Number of LocalSecondaryIndexes exceeds per-table "
    "limit of 5",
    kEmulatorTests};
inline constexpr Message kTooManyGlobalIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table "
    "limit of 20",
    kEmulatorTests};
inline constexpr Message kTooManyNonKeyAttributes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Number of NonKeyAttributes exceeds the per-table "
    "limit of 100",
    "AWS Developer Guide, \"Quotas\"; wording ours"};

// Vector indexes.
inline constexpr Bytes kMeasuredVectors = "dynoxide, measured eu-west-2 and us-east-1 2026-08-12";
inline constexpr Message kVectorIndexOfProvisioned{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Vector indexes are only supported for "
    "PAY_PER_REQUEST tables",
    kMeasured};
inline constexpr Message kNoVectorIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: List of VectorIndexes is empty", kMeasuredVectors};
inline constexpr Message kNoVectorIndexUpdates{
    ErrorType::kValidation,
    "One or more parameter values were invalid: List of VectorIndexUpdates is empty",
    "as of other indexes; wording ours"};
inline constexpr Message kVectorIndexUpdateEmpty{
    ErrorType::kValidation,
    "One or more parameter values were invalid: One of VectorIndexUpdate.Create, "
    "VectorIndexUpdate.Delete must not be null",
    "as of other indexes; wording ours"};
inline constexpr Message kSeveralVectorIndexActions{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Only one vector index action is allowed per "
    "VectorIndexUpdate object",
    kMeasuredVectors};
inline constexpr Message kSearchSchemaUndefined{
    ErrorType::kValidation,
    "One or more parameter values were invalid: One element in SearchSchema is not defined in "
    "attribute definitions",
    kMeasured};
inline constexpr Message kSearchSchemaTwice{
    ErrorType::kValidation,
    "One or more parameter values were invalid: SearchSchema contains a duplicate AttributeName",
    kMeasuredVectors};
inline constexpr Message kSearchSchemaHashes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Value '%s' at 'SearchSchema' failed to satisfy "
    "constraint: Member must have HASH count less than or equal to 1",
    kMeasuredVectors};
inline constexpr Message kTooManyInlineFilters{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Value '%s' at 'SearchSchema' failed to satisfy "
    "constraint: Member must have INLINE_FILTER count less than or equal to 18",
    "ExtendDB, measured on AWS 2026-08-06"};
inline constexpr Message kDimensionsOutOfRange{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Number of dimensions must be between 1 and 4096 "
    "inclusive.",
    kMeasured};
inline constexpr Message kTooManyVectorIndexes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: VectorIndex count exceeds the per-table limit of 5",
    kMeasured};
inline constexpr Message kVectorDimensionsDiffer{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Conflicting attribute definition for '%s'. All "
    "VectorIndexes on the same vector attribute must use the same dimensions.",
    kMeasured};
inline constexpr Message kVectorAttributeDefined{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Conflicting attribute definition for '%s'. An "
    "attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.",
    kMeasured};
// Of UpdateTable, which need not define the key again; then of a new index that has a vector as a
// key, and of one that has a vector with other dimensions.
inline constexpr Message kVectorAttributeIsKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Attributes cannot be redefined. Please check that "
    "your attribute has the same type as previously defined. Existing schema: "
    "Schema:[SchemaElement: key{%s:%s:%s}] New schema: VectorIndexSchema:[VectorAttribute: "
    "key{%s:L:%s}]",
    "ExtendDB, measured on AWS 2026-08-13, of a table's partition key"};
inline constexpr Message kKeyIsVectorAttribute{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Attributes cannot be redefined. Please check that "
    "your attribute has the same type as previously defined. Existing schema: "
    "VectorIndexSchema:[VectorAttribute: key{%s:L:%s}] New schema: Schema:[SchemaElement: "
    "key{%s:%s:%s}]",
    kMeasuredVectors};
inline constexpr Message kVectorDimensionsChanged{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Attributes cannot be redefined. Please check that "
    "your attribute has the same type as previously defined. Existing schema: "
    "VectorIndexSchema:[VectorAttribute: key{%s:L:%s}] New schema: "
    "VectorIndexSchema:[VectorAttribute: key{%s:L:%s}]",
    "ExtendDB, measured us-east-1 2026-08-24"};
inline constexpr Message kTooManyVectorIndexesOnline{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of 5",
    kMeasuredControlPlane};
inline constexpr Message kVectorTableOnDemand{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Tables with vector indexes must be in "
    "PAY_PER_REQUEST mode",
    kMeasuredVectors};

// UpdateTable: what a request says by itself.
inline constexpr Message kNothingToUpdate{
    ErrorType::kValidation,
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
    "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
    "ReplicaTransitRoleArn, %sDeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or "
    "TableClass is required",
    kMeasuredControlPlane};
inline constexpr Message kMustBeOnlyOperation{
    ErrorType::kValidation,
    "One or more parameter values were invalid: %s must be the only operation in the request",
    kMeasuredControlPlane};
inline constexpr Message kOnDemandThroughputAndOthers{
    ErrorType::kValidation,
    "One or more parameter values were invalid: OnDemandThroughput can only be combined with "
    "BillingMode in an UpdateTable request",
    kMeasuredControlPlane};
inline constexpr Message kStreamAndThroughput{
    ErrorType::kValidation,
    "One or more parameter values were invalid: You cannot modify stream status while updating "
    "table IOPS",
    kMeasuredControlPlane};
inline constexpr Message kIndexAndThroughput{
    ErrorType::kValidation,
    "One or more parameter values were invalid: You cannot create or delete index while updating "
    "table IOPS",
    kMeasuredControlPlane};
inline constexpr Message kIndexAndWarmth{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Create global secondary index cannot be specified "
    "when updating WarmThroughput",
    kMeasuredControlPlane};
inline constexpr Message kIndexAndStream{
    ErrorType::kValidation,
    "One or more parameter values were invalid: You cannot create or delete index while changing "
    "stream status",
    kMeasuredControlPlane};
inline constexpr Message kStreamViewTypeMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: If stream is being enabled then UpdateViewType is "
    "required",
    kMeasuredControlPlane};
inline constexpr Message kStreamViewTypeUseless{
    ErrorType::kValidation,
    "One or more parameter values were invalid: If stream is being disabled, then UpdateViewType "
    "must not be specified",
    kMeasuredControlPlane};
inline constexpr Message kNoStreamToDisable{
    ErrorType::kValidation, "Table has no stream to disable: TableName: %s", kMeasuredControlPlane};
inline constexpr Message kProvisionedWithoutThroughput{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProvisionedThroughput must be specified when "
    "BillingMode is PROVISIONED",
    kEmulatorTests};
inline constexpr Message kNoIndexUpdates{
    ErrorType::kValidation,
    "One or more parameter values were invalid: List of GlobalSecondaryIndexUpdates is empty",
    kMeasured};
inline constexpr Message kIndexUpdateEmpty{
    ErrorType::kValidation,
    "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, "
    "GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
    kEmulatorTests};
inline constexpr Message kSeveralIndexActions{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Only one global secondary index action is allowed "
    "per GlobalSecondaryIndexUpdate object",
    kMeasuredControlPlane};
inline constexpr Message kIndexUpdatedTwice{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Only one global secondary index update per index "
    "is allowed simultaneously. Index: %s",
    kEmulatorTests};
inline constexpr Message kDefinitionsMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: AttributeDefinitions is not specified for index: "
    "%s",
    kMeasuredControlPlane};

// UpdateTable: what the table, as it is, has against it.
inline constexpr Message kThroughputSame{
    ErrorType::kValidation,
    "The provisioned throughput for the table will not change. The requested value equals the "
    "current value. Current ReadCapacityUnits provisioned for the table: %s. Requested "
    "ReadCapacityUnits: %s. Current WriteCapacityUnits provisioned for the table: %s. Requested "
    "WriteCapacityUnits: %s. Refer to the Amazon DynamoDB Developer Guide for current limits and "
    "how to request higher limits.",
    kMeasured};
inline constexpr Message kIndexThroughputSame{
    ErrorType::kValidation,
    "One or more parameter values were invalid: The provisioned throughput for the index %s will "
    "not change. The requested value equals the current value. Current ReadCapacityUnits "
    "provisioned for index %s: %s. Requested ReadCapacityUnits: %s. Current WriteCapacityUnits "
    "provisioned for index %s: %s. Requested WriteCapacityUnits: %s. Refer to the Amazon DynamoDB "
    "Developer Guide for current limits and how to request higher limits.",
    "control-plane lab, measured 2026-10, up to the first WriteCapacityUnits; the rest as of a "
    "table"};
inline constexpr Message kTooManyDecreases{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC "
    "day. After the first 4 decreases, each subsequent decrease in the same UTC day can be "
    "performed at most once every 3600 seconds. Number of decreases today: %s. Last decrease at "
    "%s. Next decrease can be made at %s",
    kMeasuredControlPlane};
inline constexpr Message kIndexUpdateBlocked{
    ErrorType::kValidation,
    "This operation cannot be performed with given input values. Please contact DynamoDB service "
    "team for more info: Action Blocked: IndexUpdate",
    kEmulators};
inline constexpr Message kOnlyOnDemandUpdates{
    ErrorType::kValidation,
    "One or more parameter values were invalid: The only Updates for index: %s when "
    "TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput",
    kMeasuredControlPlane};
inline constexpr Message kIndexUnitsMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Both ReadCapacityUnits and WriteCapacityUnits must "
    "be specified for index: %s",
    kMeasured};
inline constexpr Message kIndexUnitsOnDemand{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits "
    "can be specified for index: %s when BillingMode is PAY_PER_REQUEST",
    kMeasured};
inline constexpr Message kIndexesWithoutThroughput{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ProvisionedThroughput must be specified for index: "
    "%s",
    kEmulatorTests};
inline constexpr Message kIndexNotFound{ErrorType::kResourceNotFound,
                                        "Requested resource not found: Index %s for table %s",
                                        kMeasuredControlPlane};
inline constexpr Message kUpdateOfLocalIndex{
    ErrorType::kValidation, "Cannot update an index that is not a GlobalSecondaryIndex: %s",
    kMeasuredControlPlane};
inline constexpr Message kDeleteOfLocalIndex{
    ErrorType::kValidation, "Cannot delete an index that is not a GlobalSecondaryIndex: %s",
    kMeasuredControlPlane};
inline constexpr Message kIndexExists{ErrorType::kValidation,
                                      "Attempting to create an index which already exists",
                                      kMeasuredControlPlane};
inline constexpr Message kDefinitionChanged{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Attributes cannot be redefined. Please check that "
    "your attribute has the same type as previously defined. Existing schema: Schema:[%s] New "
    "schema: Schema:[%s]",
    "ScyllaDB Alternator tests, which pass on AWS, 2026-08"};
inline constexpr Message kOneIndexAtATime{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
    "table",
    kMeasured};
inline constexpr Message kTooManyGlobalIndexesOnline{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20",
    kMeasuredControlPlane};
inline constexpr Message kIndexBeingCreated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Index is being created.  Table: %s Index: "
    "%s",
    kMeasuredControlPlane};
inline constexpr Message kTooManyTableClasses{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s).",
    kMeasuredControlPlane};
inline constexpr Message kProtectionChangedTooSoon{
    ErrorType::kThrottling,
    "Deletion protection setting for table %s modified within the previous 15000 milliseconds. "
    "Please try again after %s",
    kMeasuredControlPlane};

// DeleteTable.
inline constexpr Message kIndexesBusy{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Cannot delete table while indexes are "
    "being created, updated, or deleted.",
    kMeasured};

// Time to live.
inline constexpr Message kTimeToLiveEnabled{ErrorType::kValidation,
                                            "TimeToLive is already enabled", kMeasuredControlPlane};
inline constexpr Message kTimeToLiveDisabled{
    ErrorType::kValidation, "TimeToLive is already disabled", kMeasuredControlPlane};
inline constexpr Message kTimeToLiveOfOtherAttribute{
    ErrorType::kValidation,
    "TimeToLive is active on a different AttributeName: current AttributeName is %s",
    kMeasuredControlPlane};
inline constexpr Message kTimeToLiveTooSoon{
    ErrorType::kValidation,
    "Time to live has been modified multiple times within a fixed interval", kMeasuredControlPlane};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TABLE_MESSAGES_H_
