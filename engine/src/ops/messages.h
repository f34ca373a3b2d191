// Texts of the operations, each with its source. What concerns one value or one expression is in
// model/messages.h and expr/messages.h; what concerns one member of a request in wire/constraints.
#ifndef HASHRANGE_OPS_MESSAGES_H_
#define HASHRANGE_OPS_MESSAGES_H_

#include "hashrange/error.h"
#include "model/messages.h"

namespace hashrange::ops {

using model::kEmulators;
using model::kMeasured;
inline constexpr Bytes kMeasuredControlPlane =
    "control-plane lab, measured us-west-2 and us-east-1 2026-10";

// Tables.
inline constexpr Message kResourceNotFound{ErrorType::kResourceNotFound,
                                           "Requested resource not found", kMeasured};
inline constexpr Message kTableNotFound{
    ErrorType::kResourceNotFound, "Requested resource not found: Table: %s not found", kMeasured};
inline constexpr Message kTableExists{ErrorType::kResourceInUse, "Table already exists: %s",
                                      kMeasuredControlPlane};
inline constexpr Message kTableProtected{ErrorType::kValidation,
                                         "Resource cannot be deleted as it is currently protected "
                                         "against deletion. Disable deletion protection first.",
                                         kMeasuredControlPlane};
inline constexpr Message kTooManyTables{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Only 2500 tables can be created per account",
    "AWS Developer Guide, \"Quotas\"; wording ours"};

// Requests.
inline constexpr Message kMixedParameters{
    ErrorType::kValidation,
    "Can not use both expression and non-expression parameters in the same request: Non-expression "
    "parameters: {%s} "
    "Expression parameters: {%s}",
    kMeasured};
inline constexpr Message kNamesWithoutExpression{
    ErrorType::kValidation, "ExpressionAttributeNames can only be specified when using expressions",
    kMeasured};
inline constexpr Message kValuesWithoutExpression{
    ErrorType::kValidation,
    "ExpressionAttributeValues can only be specified when using expressions%s", kMeasured};
inline constexpr Message kNamesEmpty{ErrorType::kValidation,
                                     "ExpressionAttributeNames must not be empty", kMeasured};
inline constexpr Message kValuesEmpty{ErrorType::kValidation,
                                      "ExpressionAttributeValues must not be empty", kMeasured};
inline constexpr Message kSubstitutionsTooLarge{
    ErrorType::kValidation,
    "ExpressionAttributeNames and ExpressionAttributeValues together exceed the maximum of 2097152 "
    "bytes",
    "AWS Developer Guide, \"Quotas\"; wording ours"};
inline constexpr Message kInvalidValueFor{
    ErrorType::kValidation, "ExpressionAttributeValues contains invalid value: %s for key %s",
    kMeasured};
inline constexpr Bytes kLegacyTests = "dynalite's tests, run on AWS";
inline constexpr Bytes kExtendDbTests = "ExtendDB's tests, which pass on AWS, 2026";
inline constexpr Message kConditionalOperatorAlone{
    ErrorType::kValidation, "ConditionalOperator cannot be used without Filter or Expected",
    kExtendDbTests};
inline constexpr Message kConditionalOperatorForOne{
    ErrorType::kValidation,
    "ConditionalOperator can only be used when Filter or Expected has two or more elements",
    kExtendDbTests};
inline constexpr Message kDuplicateAttribute{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Duplicate value in attribute name: %s",
    kLegacyTests};
inline constexpr Message kValueAndList{ErrorType::kValidation,
                                       "One or more parameter values were invalid: Value and "
                                       "AttributeValueList cannot be used together for Attribute: "
                                       "%s",
                                       kLegacyTests};
inline constexpr Message kExistsAndOperator{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Exists and ComparisonOperator cannot be used "
    "together for Attribute: %s",
    kLegacyTests};
inline constexpr Message kOperatorAlone{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Value or AttributeValueList must be used with "
    "ComparisonOperator: %s for Attribute: %s",
    kLegacyTests};
inline constexpr Message kListWithoutOperator{
    ErrorType::kValidation,
    "One or more parameter values were invalid: AttributeValueList can only be used with a "
    "ComparisonOperator for Attribute: %s",
    kLegacyTests};
inline constexpr Message kExistsWithoutValue{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Value must be provided when Exists is %s for "
    "Attribute: %s",
    kLegacyTests};
inline constexpr Message kValueThatMayNotExist{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Value cannot be used when Exists is false for "
    "Attribute: %s",
    kLegacyTests};
inline constexpr Message kReturnValuesPutDelete{
    ErrorType::kValidation, "ReturnValues can only be ALL_OLD or NONE", kMeasured};
inline constexpr Message kNotSupportedYet{
    ErrorType::kValidation, "hashrange does not support %s yet", "ours: a later version will"};

// Keys and items.
inline constexpr Message kMissingKey{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Missing the key %s in the item", kMeasured};
inline constexpr Message kKeyTypeMismatch{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s",
    kMeasured};
inline constexpr Message kKeySchemaMismatch{
    ErrorType::kValidation, "The provided key element does not match the schema", kMeasured};
inline constexpr Message kEmptyKeyValue{
    ErrorType::kValidation,
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
    "contain an empty %s "
    "value. Key: %s",
    kMeasured};
inline constexpr Message kPartitionKeyTooLarge{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
    "limit of2048 bytes",
    kMeasured};
inline constexpr Message kSortKeyTooLarge{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the "
    "size limit of 1024 "
    "bytes",
    kMeasured};
inline constexpr Message kItemTooLarge{
    ErrorType::kValidation, "Item size has exceeded the maximum allowed size", kMeasured};
inline constexpr Message kUpdateTooLarge{
    ErrorType::kValidation, "Item size to update has exceeded the maximum allowed size", kMeasured};
inline constexpr Message kUpdateOfKey{ErrorType::kValidation,
                                      "One or more parameter values were invalid: Cannot update "
                                      "attribute %s. This attribute is part of the key",
                                      kMeasured};
inline constexpr Bytes kMeasuredIndexKeys = "paritysuite, measured in four regions 2026-10";
inline constexpr Message kIndexKeyTypeMismatch{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Type mismatch for Index Key %s Expected: %s Actual: "
    "%s IndexName: %s",
    kMeasuredIndexKeys};
inline constexpr Message kEmptyIndexKey{
    ErrorType::kValidation,
    "One or more parameter values are not valid. A value specified for a secondary index key is not "
    "supported. The AttributeValue for a key attribute cannot contain an empty %s value. IndexName: "
    "%s, IndexKey: %s",
    kMeasuredIndexKeys};
inline constexpr Message kVectorNotList{
    ErrorType::kValidation,
    "One or more parameter values were invalid. Invalid type for parameter %s, Expected: 32-bit "
    "floating point number list IndexName: %s",
    kMeasured};
inline constexpr Message kVectorOfOtherSize{
    ErrorType::kValidation,
    "One or more parameter values were invalid. Invalid size for parameter %s, Expected: %s, "
    "Actual: %s IndexName: %s",
    kMeasured};
inline constexpr Message kVectorElementType{
    ErrorType::kValidation,
    "One or more parameter values were invalid. Invalid type for parameter %s[%s], Expected: "
    "32-bit floating point number, Actual: %s. IndexName: %s",
    kMeasured};
inline constexpr Message kVectorElementRange{
    ErrorType::kValidation,
    "One or more parameter values were invalid. Invalid value for parameter %s[%s], Value: %s is "
    "outside valid range [-3.4028235E38, 3.4028235E38]. IndexName: %s",
    "dynoxide, measured eu-west-2 and us-east-1 2026-08-12; the number as ExtendDB measured it"};
inline constexpr Message kSearchAttributeType{
    ErrorType::kValidation,
    "One or more parameter values were invalid. Attribute '%s' type mismatch. Expected: %s, "
    "Actual: %s. IndexName: %s",
    "dynoxide, measured eu-west-2 and us-east-1 2026-08-13"};
inline constexpr Message kEmptyIndexKeyByUpdate{
    ErrorType::kValidation,
    "One or more parameter values are not valid. The update expression attempted to update a "
    "secondary index key to a value that is not supported. The AttributeValue for a key attribute "
    "cannot contain an empty %s value.",
    kMeasuredIndexKeys};
inline constexpr Message kIndexKeyUnsupportedType{
    ErrorType::kValidation,
    "The update expression attempted to update the secondary index key to unsupported type",
    kMeasuredIndexKeys};
inline constexpr Message kConditionFailed{ErrorType::kConditionalCheckFailed,
                                          "The conditional request failed", kMeasured};
inline constexpr Message kOutOfMemory{
    ErrorType::kInternalServerError, "hashrange: there is no memory left for this request", "ours"};

// Query.
inline constexpr Message kNoIndex{ErrorType::kValidation,
                                  "The table does not have the specified index: %s", kMeasured};
inline constexpr Message kQueryOfVectorIndex{ErrorType::kValidation,
                                             "Query operation not supported on this index type.",
                                             "ExtendDB's tests, which pass on AWS, 2026-08"};
// Of Scan and of SELECT.
inline constexpr Message kScanOfVectorIndex{ErrorType::kValidation,
                                            "Scan operation not supported on this index type",
                                            "paritysuite, measured eu-west-2 2026-08"};
inline constexpr Message kConsistentReadOnGlobalIndex{
    ErrorType::kValidation, "Consistent reads are not supported on global secondary indexes",
    kMeasured};
// Of vector indexes too, when they are scanned: ExtendDB, measured on AWS 2026-08-20.
inline constexpr Message kIndexIsFilling{ErrorType::kValidation,
                                         "Cannot read from backfilling global secondary index: %s",
                                         kMeasured};
inline constexpr Message kNotProjected{ErrorType::kValidation,
                                       "One or more parameter values were invalid: Global secondary "
                                       "index %s does not project [%s]",
                                       kMeasured};
inline constexpr Message kAllAttributesOfGlobalIndex{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for "
    "global secondary index %s because its projection type is not ALL",
    kEmulators};
inline constexpr Message kRangeWithoutEquality{
    ErrorType::kValidation,
    "RANGE key attributes %s must have equality conditions specified in the query because a "
    "condition is present on key attribute %s",
    kMeasured};
inline constexpr Message kNoKeyCondition{ErrorType::kValidation,
                                         "Either the KeyConditions or KeyConditionExpression "
                                         "parameter must be specified in the request.",
                                         kEmulators};
inline constexpr Message kKeyConditionsCount{
    ErrorType::kValidation, "Conditions can be of length 1 or 2 only", kLegacyTests};
inline constexpr Message kNotIndexable{
    ErrorType::kValidation,
    "Attempted conditional constraint is not an indexable operation", kLegacyTests};
inline constexpr Message kTooManyConditions{ErrorType::kValidation,
                                            "The number of query conditions (%s) exceeds the "
                                            "number of key attributes defined in the schema (%s)",
                                            kMeasured};
inline constexpr Message kMissedKeyElement{
    ErrorType::kValidation, "Query condition missed key schema element: %s", kMeasured};
inline constexpr Message kKeyConditionUnsupported{ErrorType::kValidation,
                                                  "Query key condition not supported", kMeasured};
inline constexpr Message kConditionTypeMismatch{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Condition parameter type does not match schema "
    "type",
    kMeasured};
inline constexpr Message kFilterOnKey{
    ErrorType::kValidation,
    "%s can only contain non-primary key attributes: Primary key attribute: %s", kMeasured};
inline constexpr Message kKeyNotScalar{ErrorType::kValidation,
                                       "Key attributes must be scalars; list random access '[]' "
                                       "and map lookup '.' are not allowed: %s: %s",
                                       kEmulators};
inline constexpr Message kStartKeyInvalid{ErrorType::kValidation,
                                          "The provided starting key is invalid", kMeasured};
inline constexpr Message kStartKeyInvalidBecause{
    ErrorType::kValidation, "The provided starting key is invalid: %s", kEmulators};
inline constexpr Message kStartKeyOutside{
    ErrorType::kValidation,
    "The provided starting key is outside query boundaries based on provided conditions",
    kEmulators};
inline constexpr Message kStartKeyPredicate{
    ErrorType::kValidation, "The provided starting key does not match the range key predicate",
    kEmulators};
inline constexpr Message kStartKeyUseless{
    ErrorType::kValidation, "The provided exclusive start key is invalid: ExclusiveStartKey: {%s}",
    kMeasured};
inline constexpr Message kSpecificWithoutProjection{
    ErrorType::kValidation,
    "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
    "SPECIFIC_ATTRIBUTES",
    kMeasured};
inline constexpr Message kProjectionWithSelect{
    ErrorType::kValidation, "Cannot specify the %s when choosing to get %s", kEmulators};
inline constexpr Message kProjectedWithoutIndex{
    ErrorType::kValidation,
    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName", kEmulators};

// Scan.
inline constexpr Message kTotalSegmentsMissing{
    ErrorType::kValidation,
    "The TotalSegments parameter is required but was not present in the request when Segment "
    "parameter is present",
    kMeasured};
inline constexpr Message kSegmentMissing{
    ErrorType::kValidation,
    "The Segment parameter is required but was not present in the request when parameter "
    "TotalSegments is present",
    kMeasured};
inline constexpr Bytes kMeasuredScan = "paritysuite, measured in 33 regions 2026-10-07";
inline constexpr Message kSegmentTooLarge{
    ErrorType::kValidation,
    "The Segment parameter is zero-based and must be less than parameter TotalSegments",
    kMeasuredScan};
inline constexpr Message kSegmentTooLargeOlder{
    ErrorType::kValidation,
    "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: %s "
    "is not less than TotalSegments: %s",
    kMeasuredScan};
inline constexpr Message kStartKeyOfOtherSegment{
    ErrorType::kValidation,
    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
    "with correct Segment. TotalSegments: %s Segment: %s",
    kEmulators};

// Batches.
inline constexpr Message kDuplicateKeys{
    ErrorType::kValidation, "Provided list of item keys contains duplicates", kMeasured};
inline constexpr Message kTooManyItems{
    ErrorType::kValidation, "Too many items requested for the %s call", kMeasured};
inline constexpr Message kNotOneWriteRequest{
    ErrorType::kValidation,
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
    "supported datatypes",
    kEmulators};

// Transactions.
inline constexpr Message kTransactionCanceled{
    ErrorType::kTransactionCanceled,
    "Transaction cancelled, please refer cancellation reasons for specific reasons [%s]", kMeasured};
inline constexpr Message kSameItemTwice{
    ErrorType::kValidation, "Transaction request cannot include multiple operations on one item",
    kMeasured};
inline constexpr Message kNoAction{
    ErrorType::kValidation,
    "1 validation error detected: Value '' at 'transactItems' failed to satisfy constraint: "
    "TransactWriteRequest should contain Delete or Put or Update or ConditionCheck",
    kMeasured};
// Of the older layer of transactions. Source: paritysuite, error-messages/transactWriteItems,
// measured us-east-1 2026-10-09.
inline constexpr Message kNoActionOlder{
    ErrorType::kValidation,
    "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
    kMeasured};
inline constexpr Message kSeveralActions{
    ErrorType::kValidation,
    "TransactItems can only contain one of Check, Put, Update or Delete", kEmulators};
// Its exact wording is not known: it matches "size cannot exceed". Source: ScyllaDB Alternator tests,
// run on AWS.
inline constexpr Message kTransactionTooLarge{
    ErrorType::kValidation, "Transaction payload size cannot exceed 4MB",
    "ScyllaDB Alternator tests, run on AWS, as far as they say"};
inline constexpr Message kTokenMismatch{
    ErrorType::kIdempotentParameterMismatch,
    "The request uses the same client token as a previous, but non-identical request. Do not reuse a "
    "client token with different requests, unless the requests are identical",
    "AWS API Reference, IdempotentParameterMismatchException; wording ours"};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_MESSAGES_H_
