// Inputs and outputs of the operations on many items: batches and transactions. Members, types and
// enumerations: AWS SDK model 3.1162. Lengths, ranges and patterns: AWS API Reference. The order in
// which enumerations print and violations are listed: dynalite (observed on AWS) and paritysuite,
// measured eu-west-2 2026-10.
#ifndef HASHRANGE_MODEL_BATCH_SHAPES_H_
#define HASHRANGE_MODEL_BATCH_SHAPES_H_

#include "model/item_shapes.h"

namespace hashrange::model::shapes {

inline constexpr Shape kConsumedCapacityList = List(kConsumedCapacity);
inline constexpr Shape kItemCollectionMetricsList = List(kItemCollectionMetrics);
inline constexpr Shape kItemCollectionMetricsMap = Map(kItemCollectionMetricsList);
inline constexpr Shape kAttributeMapListMap = Map(kAttributeMapList);

// The name of a table as a key of RequestItems. Source: paritysuite, measured eu-west-2 2026-10.
inline constexpr Shape kTableNameOfBatches = Name(3, 255, true);

// BatchGetItem. Sources: paritysuite, measured eu-west-2 2026-10; AWS API Reference, BatchGetItem.
inline constexpr Shape kBatchGetKeys = Plain(List(kAttributeMap, 1, 100));
inline constexpr Member kKeysAndAttributesMembers[] = {
    REQUIRED(KeysAndAttributes, Keys, kBatchGetKeys),
    MEMBER(KeysAndAttributes, AttributesToGet, kAttributesToGet),
    MEMBER(KeysAndAttributes, ConsistentRead, kBoolean),
    MEMBER(KeysAndAttributes, ProjectionExpression, kString),
    MEMBER(KeysAndAttributes, ExpressionAttributeNames, kStringMap),
};
inline constexpr Shape kKeysAndAttributes =
    Structure("KeysAndAttributes", kKeysAndAttributesMembers);
inline constexpr Shape kKeysAndAttributesMap = Map(kKeysAndAttributes);
inline constexpr Shape kBatchGetRequestItems =
    Plain(MapByName(kTableNameOfBatches, kKeysAndAttributes, 1, Echo::kJson));

inline constexpr Member kBatchGetItemInputMembers[] = {
    REQUIRED(BatchGetItemInput, RequestItems, kBatchGetRequestItems),
    MEMBER(BatchGetItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
};
inline constexpr Shape kBatchGetItemInput =
    Structure("BatchGetItemInput", kBatchGetItemInputMembers);

inline constexpr Member kBatchGetItemOutputMembers[] = {
    MEMBER(BatchGetItemOutput, Responses, kAttributeMapListMap),
    MEMBER(BatchGetItemOutput, UnprocessedKeys, kKeysAndAttributesMap),
    MEMBER(BatchGetItemOutput, ConsumedCapacity, kConsumedCapacityList),
};
inline constexpr Shape kBatchGetItemOutput =
    Structure("BatchGetItemOutput", kBatchGetItemOutputMembers);

inline constexpr Member kPutRequestMembers[] = {
    REQUIRED(PutRequest, Item, kAttributeMap),
};
inline constexpr Shape kPutRequest = Structure("PutRequest", kPutRequestMembers);

inline constexpr Member kDeleteRequestMembers[] = {
    REQUIRED(DeleteRequest, Key, kAttributeMap),
};
inline constexpr Shape kDeleteRequest = Structure("DeleteRequest", kDeleteRequestMembers);

inline constexpr Member kWriteRequestMembers[] = {
    MEMBER(WriteRequest, PutRequest, kPutRequest),
    MEMBER(WriteRequest, DeleteRequest, kDeleteRequest),
};
inline constexpr Shape kWriteRequest = Structure("WriteRequest", kWriteRequestMembers);
inline constexpr Shape kWriteRequestList = List(kWriteRequest);
inline constexpr Shape kWriteRequestListMap = Map(kWriteRequestList);
// Sources: paritysuite, measured eu-west-2 2026-10 (an empty list; names) and eu-north-1 2026-08 (a
// list too long); AWS API Reference, BatchWriteItem.
inline constexpr Shape kBatchWriteRequests = Plain(ShortByMap(List(kWriteRequest, 1, 25)));
inline constexpr Shape kBatchWriteRequestItems =
    Plain(MapByName(kTableNameOfBatches, kBatchWriteRequests, 1, Echo::kJava));

inline constexpr Member kBatchWriteItemInputMembers[] = {
    REQUIRED(BatchWriteItemInput, RequestItems, kBatchWriteRequestItems),
    MEMBER(BatchWriteItemInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(BatchWriteItemInput, ReturnItemCollectionMetrics, kReturnItemCollectionMetrics),
};
inline constexpr uint8_t kBatchWriteItemInputOrder[] = {
    BatchWriteItemInput::kReturnConsumedCapacity, BatchWriteItemInput::kReturnItemCollectionMetrics,
    BatchWriteItemInput::kRequestItems};
inline constexpr Shape kBatchWriteItemInput =
    Structure("BatchWriteItemInput", kBatchWriteItemInputMembers, kBatchWriteItemInputOrder);

inline constexpr Member kBatchWriteItemOutputMembers[] = {
    MEMBER(BatchWriteItemOutput, UnprocessedItems, kWriteRequestListMap),
    MEMBER(BatchWriteItemOutput, ItemCollectionMetrics, kItemCollectionMetricsMap),
    MEMBER(BatchWriteItemOutput, ConsumedCapacity, kConsumedCapacityList),
};
inline constexpr Shape kBatchWriteItemOutput =
    Structure("BatchWriteItemOutput", kBatchWriteItemOutputMembers);

inline constexpr Member kGetMembers[] = {
    REQUIRED(Get, Key, kAttributeMap),
    REQUIRED(Get, TableName, kTableNameOfItems),
    MEMBER(Get, ProjectionExpression, kString),
    MEMBER(Get, ExpressionAttributeNames, kStringMap),
};
inline constexpr Shape kGet = Structure("Get", kGetMembers);

inline constexpr Member kTransactGetItemMembers[] = {
    REQUIRED(TransactGetItem, Get, kGet),
};
inline constexpr Shape kTransactGetItem = Structure("TransactGetItem", kTransactGetItemMembers);
// Source of the wording: paritysuite, measured eu-west-2 2026-10; of the bounds: AWS API Reference.
inline constexpr Shape kTransactGetItemList = Plain(List(kTransactGetItem, 1, 100));

inline constexpr Member kTransactGetItemsInputMembers[] = {
    REQUIRED(TransactGetItemsInput, TransactItems, kTransactGetItemList),
    MEMBER(TransactGetItemsInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
};
inline constexpr uint8_t kTransactGetItemsInputOrder[] = {
    TransactGetItemsInput::kReturnConsumedCapacity, TransactGetItemsInput::kTransactItems};
inline constexpr Shape kTransactGetItemsInput =
    Structure("TransactGetItemsInput", kTransactGetItemsInputMembers, kTransactGetItemsInputOrder);

inline constexpr Member kItemResponseMembers[] = {
    MEMBER(ItemResponse, Item, kAttributeMap),
};
inline constexpr Shape kItemResponse = Structure("ItemResponse", kItemResponseMembers);
inline constexpr Shape kItemResponseList = List(kItemResponse);

inline constexpr Member kTransactGetItemsOutputMembers[] = {
    MEMBER(TransactGetItemsOutput, ConsumedCapacity, kConsumedCapacityList),
    MEMBER(TransactGetItemsOutput, Responses, kItemResponseList),
};
inline constexpr Shape kTransactGetItemsOutput =
    Structure("TransactGetItemsOutput", kTransactGetItemsOutputMembers);

inline constexpr Member kConditionCheckMembers[] = {
    REQUIRED(ConditionCheck, Key, kAttributeMap),
    REQUIRED(ConditionCheck, TableName, kTableNameOfItems),
    REQUIRED(ConditionCheck, ConditionExpression, kString),
    MEMBER(ConditionCheck, ExpressionAttributeNames, kStringMap),
    MEMBER(ConditionCheck, ExpressionAttributeValues, kAttributeValues),
    MEMBER(ConditionCheck, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kConditionCheck = Structure("ConditionCheck", kConditionCheckMembers);

inline constexpr Member kPutMembers[] = {
    REQUIRED(Put, Item, kAttributeMap),
    REQUIRED(Put, TableName, kTableNameOfItems),
    MEMBER(Put, ConditionExpression, kString),
    MEMBER(Put, ExpressionAttributeNames, kStringMap),
    MEMBER(Put, ExpressionAttributeValues, kAttributeValues),
    MEMBER(Put, ReturnValuesOnConditionCheckFailure, kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kPut = Structure("Put", kPutMembers);

inline constexpr Member kDeleteMembers[] = {
    REQUIRED(Delete, Key, kAttributeMap),
    REQUIRED(Delete, TableName, kTableNameOfItems),
    MEMBER(Delete, ConditionExpression, kString),
    MEMBER(Delete, ExpressionAttributeNames, kStringMap),
    MEMBER(Delete, ExpressionAttributeValues, kAttributeValues),
    MEMBER(Delete, ReturnValuesOnConditionCheckFailure, kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kDelete = Structure("Delete", kDeleteMembers);

inline constexpr Member kUpdateMembers[] = {
    REQUIRED(Update, Key, kAttributeMap),
    REQUIRED(Update, UpdateExpression, kString),
    REQUIRED(Update, TableName, kTableNameOfItems),
    MEMBER(Update, ConditionExpression, kString),
    MEMBER(Update, ExpressionAttributeNames, kStringMap),
    MEMBER(Update, ExpressionAttributeValues, kAttributeValues),
    MEMBER(Update, ReturnValuesOnConditionCheckFailure, kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kUpdate = Structure("Update", kUpdateMembers);

inline constexpr Member kTransactWriteItemMembers[] = {
    MEMBER(TransactWriteItem, ConditionCheck, kConditionCheck),
    MEMBER(TransactWriteItem, Put, kPut),
    MEMBER(TransactWriteItem, Delete, kDelete),
    MEMBER(TransactWriteItem, Update, kUpdate),
};
inline constexpr Shape kTransactWriteItem =
    Structure("TransactWriteItem", kTransactWriteItemMembers);
// Source of wording and order: paritysuite, measured eu-west-2 2026-10; of the bounds: AWS API
// Reference.
inline constexpr Shape kTransactWriteItemList = Plain(List(kTransactWriteItem, 1, 100));
inline constexpr Shape kClientRequestToken = Plain(Text(1, 36));

inline constexpr Member kTransactWriteItemsInputMembers[] = {
    REQUIRED(TransactWriteItemsInput, TransactItems, kTransactWriteItemList),
    MEMBER(TransactWriteItemsInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(TransactWriteItemsInput, ReturnItemCollectionMetrics, kReturnItemCollectionMetrics),
    MEMBER(TransactWriteItemsInput, ClientRequestToken, kClientRequestToken),
};
inline constexpr uint8_t kTransactWriteItemsInputOrder[] = {
    TransactWriteItemsInput::kClientRequestToken, TransactWriteItemsInput::kReturnConsumedCapacity,
    TransactWriteItemsInput::kReturnItemCollectionMetrics, TransactWriteItemsInput::kTransactItems};
inline constexpr Shape kTransactWriteItemsInput = Structure(
    "TransactWriteItemsInput", kTransactWriteItemsInputMembers, kTransactWriteItemsInputOrder);

inline constexpr Member kTransactWriteItemsOutputMembers[] = {
    MEMBER(TransactWriteItemsOutput, ConsumedCapacity, kConsumedCapacityList),
    MEMBER(TransactWriteItemsOutput, ItemCollectionMetrics, kItemCollectionMetricsMap),
};
inline constexpr Shape kTransactWriteItemsOutput =
    Structure("TransactWriteItemsOutput", kTransactWriteItemsOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_BATCH_SHAPES_H_
