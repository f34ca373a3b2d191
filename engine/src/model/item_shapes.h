// Inputs and outputs of the operations on one item, Query and Scan. Members, types and
// enumerations: AWS SDK model 3.1162. Lengths, ranges and patterns: AWS API Reference. The order in
// which enumerations print and violations are listed: dynalite (observed on AWS) and paritysuite,
// measured eu-west-2 2026-10.
#ifndef HASHRANGE_MODEL_ITEM_SHAPES_H_
#define HASHRANGE_MODEL_ITEM_SHAPES_H_

#include "model/shape_rows.h"

namespace hashrange::model::shapes {

inline constexpr Shape kAttributeName = Text(kNoMinimum, 65535);
inline constexpr Shape kAttributesToGet = List(kAttributeName, 1, 255);
// Source of the wording: paritysuite, measured eu-west-2 2026-10.
inline constexpr Shape kQueryLimit = Plain(Number(ShapeKind::kInteger, 1));

inline constexpr Bytes kAttributeActionValues[] = {"ADD", "PUT", "DELETE"};
inline constexpr Shape kAttributeAction =
    Enumeration("AttributeAction", kAttributeActionValues, true);
inline constexpr Bytes kReturnConsumedCapacityValues[] = {"INDEXES", "TOTAL", "NONE"};
inline constexpr Shape kReturnConsumedCapacity =
    Enumeration("ReturnConsumedCapacity", kReturnConsumedCapacityValues, true);
inline constexpr Bytes kReturnValuesOnConditionCheckFailureValues[] = {"ALL_OLD", "NONE"};
inline constexpr Shape kReturnValuesOnConditionCheckFailure = Enumeration(
    "ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailureValues, true);
inline constexpr Bytes kReturnItemCollectionMetricsValues[] = {"SIZE", "NONE"};
inline constexpr Shape kReturnItemCollectionMetrics =
    Enumeration("ReturnItemCollectionMetrics", kReturnItemCollectionMetricsValues, true);
inline constexpr Bytes kComparisonOperatorValues[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
inline constexpr Shape kComparisonOperator =
    Enumeration("ComparisonOperator", kComparisonOperatorValues, true);
inline constexpr Bytes kConditionalOperatorValues[] = {"OR", "AND"};
inline constexpr Shape kConditionalOperator =
    Generic(Enumeration("ConditionalOperator", kConditionalOperatorValues, true), "[ALL, OR]");
inline constexpr Bytes kReturnValueValues[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE",
                                               "UPDATED_NEW"};
// The current layer prints a value that does not exist. Source: paritysuite, measured eu-west-2
// 2026-10.
inline constexpr Shape kReturnValue = Generic(Enumeration("ReturnValue", kReturnValueValues, true),
                                              "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]");
inline constexpr Bytes kSelectValues[] = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES",
                                          "ALL_PROJECTED_ATTRIBUTES"};
inline constexpr Shape kSelect = Enumeration("Select", kSelectValues, true);

inline constexpr Member kExpectedAttributeValueMembers[] = {
    MEMBER(ExpectedAttributeValue, Value, kAttributeValue),
    MEMBER(ExpectedAttributeValue, Exists, kBoolean),
    MEMBER(ExpectedAttributeValue, ComparisonOperator, kComparisonOperator),
    MEMBER(ExpectedAttributeValue, AttributeValueList, kAttributeValueList),
};
inline constexpr Shape kExpectedAttributeValue =
    Structure("ExpectedAttributeValue", kExpectedAttributeValueMembers);
inline constexpr Shape kExpectedAttributeValueMap = Map(kExpectedAttributeValue);

inline constexpr Member kPutItemInputMembers[] = {
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
// ReturnValues before TableName: paritysuite, measured eu-south-2 and me-central-1 2026-10.
inline constexpr uint8_t kPutItemInputOrder[] = {
    PutItemInput::kReturnConsumedCapacity,
    PutItemInput::kReturnValues,
    PutItemInput::kTableName,
    PutItemInput::kItem,
    PutItemInput::kConditionalOperator,
    PutItemInput::kExpected,
    PutItemInput::kReturnItemCollectionMetrics,
    PutItemInput::kReturnValuesOnConditionCheckFailure};
inline constexpr Shape kPutItemInput =
    Structure("PutItemInput", kPutItemInputMembers, kPutItemInputOrder);

inline constexpr Member kCapacityMembers[] = {
    MEMBER(Capacity, ReadCapacityUnits, kDouble),
    MEMBER(Capacity, WriteCapacityUnits, kDouble),
    MEMBER(Capacity, CapacityUnits, kDouble),
};
inline constexpr Shape kCapacity = Structure("Capacity", kCapacityMembers);
inline constexpr Shape kCapacityMap = Map(kCapacity);

inline constexpr Member kVectorCapacityMembers[] = {
    MEMBER(VectorCapacity, VectorSearchRequestBytes, kLong),
    MEMBER(VectorCapacity, VectorWriteRequestBytes, kLong),
};
inline constexpr Shape kVectorCapacity = Structure("VectorCapacity", kVectorCapacityMembers);
inline constexpr Shape kVectorCapacityMap = Map(kVectorCapacity);

inline constexpr Member kConsumedCapacityMembers[] = {
    MEMBER(ConsumedCapacity, TableName, kString),
    MEMBER(ConsumedCapacity, CapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, ReadCapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, WriteCapacityUnits, kDouble),
    MEMBER(ConsumedCapacity, Table, kCapacity),
    MEMBER(ConsumedCapacity, LocalSecondaryIndexes, kCapacityMap),
    MEMBER(ConsumedCapacity, GlobalSecondaryIndexes, kCapacityMap),
    MEMBER(ConsumedCapacity, VectorIndexes, kVectorCapacityMap),
};
inline constexpr Shape kConsumedCapacity = Structure("ConsumedCapacity", kConsumedCapacityMembers);

inline constexpr Member kItemCollectionMetricsMembers[] = {
    MEMBER(ItemCollectionMetrics, ItemCollectionKey, kAttributeMap),
    MEMBER(ItemCollectionMetrics, SizeEstimateRangeGB, kDoubleList),
};
inline constexpr Shape kItemCollectionMetrics =
    Structure("ItemCollectionMetrics", kItemCollectionMetricsMembers);

inline constexpr Member kPutItemOutputMembers[] = {
    MEMBER(PutItemOutput, Attributes, kAttributeMap),
    MEMBER(PutItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(PutItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
inline constexpr Shape kPutItemOutput = Structure("PutItemOutput", kPutItemOutputMembers);

inline constexpr Member kGetItemInputMembers[] = {
    REQUIRED(GetItemInput, TableName, kTableNameOfItems),
    REQUIRED(GetItemInput, Key, kAttributeMap),
    MEMBER(GetItemInput, AttributesToGet, kAttributesToGet),
    MEMBER(GetItemInput, ConsistentRead, kBoolean),
    MEMBER(GetItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(GetItemInput, ProjectionExpression, kString),
    MEMBER(GetItemInput, ExpressionAttributeNames, kStringMap),
};
inline constexpr uint8_t kGetItemInputOrder[] = {GetItemInput::kReturnConsumedCapacity,
                                                 GetItemInput::kAttributesToGet,
                                                 GetItemInput::kTableName, GetItemInput::kKey};
inline constexpr Shape kGetItemInput =
    Structure("GetItemInput", kGetItemInputMembers, kGetItemInputOrder);

inline constexpr Member kGetItemOutputMembers[] = {
    MEMBER(GetItemOutput, Item, kAttributeMap),
    MEMBER(GetItemOutput, ConsumedCapacity, kConsumedCapacity),
};
inline constexpr Shape kGetItemOutput = Structure("GetItemOutput", kGetItemOutputMembers);

inline constexpr Member kAttributeValueUpdateMembers[] = {
    MEMBER(AttributeValueUpdate, Value, kAttributeValue),
    MEMBER(AttributeValueUpdate, Action, kAttributeAction),
};
inline constexpr Shape kAttributeValueUpdate =
    Structure("AttributeValueUpdate", kAttributeValueUpdateMembers);
inline constexpr Shape kAttributeValueUpdateMap = Map(kAttributeValueUpdate);

inline constexpr Member kUpdateItemInputMembers[] = {
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
inline constexpr uint8_t kUpdateItemInputOrder[] = {
    UpdateItemInput::kReturnConsumedCapacity,
    UpdateItemInput::kTableName,
    UpdateItemInput::kReturnItemCollectionMetrics,
    UpdateItemInput::kReturnValues,
    UpdateItemInput::kConditionalOperator,
    UpdateItemInput::kKey,
    UpdateItemInput::kExpected,
    UpdateItemInput::kAttributeUpdates,
    UpdateItemInput::kReturnValuesOnConditionCheckFailure};
inline constexpr Shape kUpdateItemInput =
    Structure("UpdateItemInput", kUpdateItemInputMembers, kUpdateItemInputOrder);

inline constexpr Member kUpdateItemOutputMembers[] = {
    MEMBER(UpdateItemOutput, Attributes, kAttributeMap),
    MEMBER(UpdateItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(UpdateItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
inline constexpr Shape kUpdateItemOutput = Structure("UpdateItemOutput", kUpdateItemOutputMembers);

inline constexpr Member kDeleteItemInputMembers[] = {
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
inline constexpr uint8_t kDeleteItemInputOrder[] = {
    DeleteItemInput::kReturnConsumedCapacity,
    DeleteItemInput::kTableName,
    DeleteItemInput::kReturnValues,
    DeleteItemInput::kReturnItemCollectionMetrics,
    DeleteItemInput::kKey,
    DeleteItemInput::kConditionalOperator,
    DeleteItemInput::kExpected,
    DeleteItemInput::kReturnValuesOnConditionCheckFailure};
inline constexpr Shape kDeleteItemInput =
    Structure("DeleteItemInput", kDeleteItemInputMembers, kDeleteItemInputOrder);

inline constexpr Member kDeleteItemOutputMembers[] = {
    MEMBER(DeleteItemOutput, Attributes, kAttributeMap),
    MEMBER(DeleteItemOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(DeleteItemOutput, ItemCollectionMetrics, kItemCollectionMetrics),
};
inline constexpr Shape kDeleteItemOutput = Structure("DeleteItemOutput", kDeleteItemOutputMembers);

inline constexpr Member kConditionMembers[] = {
    MEMBER(Condition, AttributeValueList, kAttributeValueList),
    REQUIRED(Condition, ComparisonOperator, kComparisonOperator),
};
inline constexpr Shape kCondition = Structure("Condition", kConditionMembers);
inline constexpr Shape kConditionMap = Map(kCondition);

inline constexpr Member kQueryInputMembers[] = {
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
inline constexpr uint8_t kQueryInputOrder[] = {
    QueryInput::kSelect,          QueryInput::kIndexName, QueryInput::kReturnConsumedCapacity,
    QueryInput::kQueryFilter,     QueryInput::kTableName, QueryInput::kConditionalOperator,
    QueryInput::kAttributesToGet, QueryInput::kLimit,     QueryInput::kKeyConditions};
inline constexpr Shape kQueryInput = Structure("QueryInput", kQueryInputMembers, kQueryInputOrder);

inline constexpr Member kQueryOutputMembers[] = {
    MEMBER(QueryOutput, Items, kAttributeMapList),
    MEMBER(QueryOutput, Count, kInteger),
    MEMBER(QueryOutput, ScannedCount, kInteger),
    MEMBER(QueryOutput, LastEvaluatedKey, kAttributeMap),
    MEMBER(QueryOutput, ConsumedCapacity, kConsumedCapacity),
};
inline constexpr Shape kQueryOutput = Structure("QueryOutput", kQueryOutputMembers);

// Source of the wording of Limit and Segment: paritysuite, measured in 33 regions 2026-10-07; the
// same of TotalSegments, and of ConditionalOperator as in Query, is a conclusion. Ranges: AWS API
// Reference, Scan. Order: dynalite, observed on AWS.
inline constexpr Shape kScanLimit = Plain(Number(ShapeKind::kInteger, 1));
inline constexpr Shape kSegment = Plain(Number(ShapeKind::kInteger, 0, 999999));
inline constexpr Shape kTotalSegments = Plain(Number(ShapeKind::kInteger, 1, 1000000));

inline constexpr Member kScanInputMembers[] = {
    REQUIRED(ScanInput, TableName, kTableNameOfItems),
    MEMBER(ScanInput, IndexName, kIndexName),
    MEMBER(ScanInput, AttributesToGet, kAttributesToGet),
    MEMBER(ScanInput, Limit, kScanLimit),
    MEMBER(ScanInput, Select, kSelect),
    MEMBER(ScanInput, ScanFilter, kConditionMap),
    MEMBER(ScanInput, ConditionalOperator, kConditionalOperator),
    MEMBER(ScanInput, ExclusiveStartKey, kAttributeMap),
    MEMBER(ScanInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(ScanInput, TotalSegments, kTotalSegments),
    MEMBER(ScanInput, Segment, kSegment),
    MEMBER(ScanInput, ProjectionExpression, kString),
    MEMBER(ScanInput, FilterExpression, kString),
    MEMBER(ScanInput, ExpressionAttributeNames, kStringMap),
    MEMBER(ScanInput, ExpressionAttributeValues, kAttributeValues),
    MEMBER(ScanInput, ConsistentRead, kBoolean),
};
inline constexpr uint8_t kScanInputOrder[] = {ScanInput::kLimit,
                                              ScanInput::kReturnConsumedCapacity,
                                              ScanInput::kAttributesToGet,
                                              ScanInput::kSegment,
                                              ScanInput::kSelect,
                                              ScanInput::kScanFilter,
                                              ScanInput::kConditionalOperator,
                                              ScanInput::kTotalSegments,
                                              ScanInput::kTableName,
                                              ScanInput::kIndexName};
inline constexpr Shape kScanInput = Structure("ScanInput", kScanInputMembers, kScanInputOrder);

inline constexpr Member kScanOutputMembers[] = {
    MEMBER(ScanOutput, Items, kAttributeMapList),
    MEMBER(ScanOutput, Count, kInteger),
    MEMBER(ScanOutput, ScannedCount, kInteger),
    MEMBER(ScanOutput, LastEvaluatedKey, kAttributeMap),
    MEMBER(ScanOutput, ConsumedCapacity, kConsumedCapacity),
};
inline constexpr Shape kScanOutput = Structure("ScanOutput", kScanOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_ITEM_SHAPES_H_
