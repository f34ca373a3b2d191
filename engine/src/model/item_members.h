// The indexes of the members of the structures in the operations on items, one or many. Included
// through model/operation_members.h, whose rule holds here: append, or build both sides anew.
// Source: AWS SDK model 3.1162.
#ifndef HASHRANGE_MODEL_ITEM_MEMBERS_H_
#define HASHRANGE_MODEL_ITEM_MEMBERS_H_

#include <cstdint>

namespace hashrange::model::members {

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

struct ScanInput {
  enum : uint8_t {
    kTableName,
    kIndexName,
    kAttributesToGet,
    kLimit,
    kSelect,
    kScanFilter,
    kConditionalOperator,
    kExclusiveStartKey,
    kReturnConsumedCapacity,
    kTotalSegments,
    kSegment,
    kProjectionExpression,
    kFilterExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kConsistentRead,
  };
};

struct ScanOutput {
  enum : uint8_t {
    kItems,
    kCount,
    kScannedCount,
    kLastEvaluatedKey,
    kConsumedCapacity,
  };
};

struct KeysAndAttributes {
  enum : uint8_t {
    kKeys,
    kAttributesToGet,
    kConsistentRead,
    kProjectionExpression,
    kExpressionAttributeNames,
  };
};

struct BatchGetItemInput {
  enum : uint8_t {
    kRequestItems,
    kReturnConsumedCapacity,
  };
};

struct BatchGetItemOutput {
  enum : uint8_t {
    kResponses,
    kUnprocessedKeys,
    kConsumedCapacity,
  };
};

struct PutRequest {
  enum : uint8_t {
    kItem,
  };
};

struct DeleteRequest {
  enum : uint8_t {
    kKey,
  };
};

struct WriteRequest {
  enum : uint8_t {
    kPutRequest,
    kDeleteRequest,
  };
};

struct BatchWriteItemInput {
  enum : uint8_t {
    kRequestItems,
    kReturnConsumedCapacity,
    kReturnItemCollectionMetrics,
  };
};

struct BatchWriteItemOutput {
  enum : uint8_t {
    kUnprocessedItems,
    kItemCollectionMetrics,
    kConsumedCapacity,
  };
};

struct Get {
  enum : uint8_t {
    kKey,
    kTableName,
    kProjectionExpression,
    kExpressionAttributeNames,
  };
};

struct TransactGetItem {
  enum : uint8_t {
    kGet,
  };
};

struct TransactGetItemsInput {
  enum : uint8_t {
    kTransactItems,
    kReturnConsumedCapacity,
  };
};

struct ItemResponse {
  enum : uint8_t {
    kItem,
  };
};

struct TransactGetItemsOutput {
  enum : uint8_t {
    kConsumedCapacity,
    kResponses,
  };
};

struct ConditionCheck {
  enum : uint8_t {
    kKey,
    kTableName,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct Put {
  enum : uint8_t {
    kItem,
    kTableName,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct Delete {
  enum : uint8_t {
    kKey,
    kTableName,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct Update {
  enum : uint8_t {
    kKey,
    kUpdateExpression,
    kTableName,
    kConditionExpression,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct TransactWriteItem {
  enum : uint8_t {
    kConditionCheck,
    kPut,
    kDelete,
    kUpdate,
  };
};

struct TransactWriteItemsInput {
  enum : uint8_t {
    kTransactItems,
    kReturnConsumedCapacity,
    kReturnItemCollectionMetrics,
    kClientRequestToken,
  };
};

struct TransactWriteItemsOutput {
  enum : uint8_t {
    kConsumedCapacity,
    kItemCollectionMetrics,
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_ITEM_MEMBERS_H_
