// Inputs and outputs of the operations on PartiQL statements. Members, types and enumerations: AWS SDK model 3.1162. Lengths and
// ranges: AWS API Reference. The order in which violations are listed is the members' own: nobody has measured it.
#ifndef HASHRANGE_MODEL_STATEMENT_SHAPES_H_
#define HASHRANGE_MODEL_STATEMENT_SHAPES_H_

#include "model/batch_shapes.h"

namespace hashrange::model::shapes {

inline constexpr Shape kPartiQLStatement = Text(1, 8192);
inline constexpr Shape kPartiQLNextToken = Text(1, 32768);
inline constexpr Shape kPreparedStatementParameters = List(kAttributeValue, 1);
inline constexpr Shape kStatementLimit = Number(ShapeKind::kInteger, 1);
inline constexpr Shape kStatementRequestToken = Text(1, 36);

inline constexpr Member kExecuteStatementInputMembers[] = {
    REQUIRED(ExecuteStatementInput, Statement, kPartiQLStatement),
    MEMBER(ExecuteStatementInput, Parameters, kPreparedStatementParameters),
    MEMBER(ExecuteStatementInput, ConsistentRead, kBoolean),
    MEMBER(ExecuteStatementInput, NextToken, kPartiQLNextToken),
    MEMBER(ExecuteStatementInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(ExecuteStatementInput, Limit, kStatementLimit),
    MEMBER(ExecuteStatementInput, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kExecuteStatementInput =
    Structure("ExecuteStatementInput", kExecuteStatementInputMembers);

inline constexpr Member kExecuteStatementOutputMembers[] = {
    MEMBER(ExecuteStatementOutput, Items, kAttributeMapList),
    MEMBER(ExecuteStatementOutput, NextToken, kString),
    MEMBER(ExecuteStatementOutput, ConsumedCapacity, kConsumedCapacity),
    MEMBER(ExecuteStatementOutput, LastEvaluatedKey, kAttributeMap),
};
inline constexpr Shape kExecuteStatementOutput =
    Structure("ExecuteStatementOutput", kExecuteStatementOutputMembers);

inline constexpr Member kBatchStatementRequestMembers[] = {
    REQUIRED(BatchStatementRequest, Statement, kPartiQLStatement),
    MEMBER(BatchStatementRequest, Parameters, kPreparedStatementParameters),
    MEMBER(BatchStatementRequest, ConsistentRead, kBoolean),
    MEMBER(BatchStatementRequest, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kBatchStatementRequest =
    Structure("BatchStatementRequest", kBatchStatementRequestMembers);
inline constexpr Shape kPartiQLBatchRequest = List(kBatchStatementRequest, 1, 25);

inline constexpr Member kBatchExecuteStatementInputMembers[] = {
    REQUIRED(BatchExecuteStatementInput, Statements, kPartiQLBatchRequest),
    MEMBER(BatchExecuteStatementInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
};
inline constexpr Shape kBatchExecuteStatementInput =
    Structure("BatchExecuteStatementInput", kBatchExecuteStatementInputMembers);

inline constexpr Bytes kBatchStatementErrorCodes[] = {
    "ConditionalCheckFailed",        "ItemCollectionSizeLimitExceeded",
    "RequestLimitExceeded",          "ValidationError",
    "ProvisionedThroughputExceeded", "TransactionConflict",
    "ThrottlingError",               "InternalServerError",
    "ResourceNotFound",              "AccessDenied",
    "DuplicateItem"};
inline constexpr Shape kBatchStatementErrorCode =
    Enumeration("BatchStatementErrorCodeEnum", kBatchStatementErrorCodes);
inline constexpr Member kBatchStatementErrorMembers[] = {
    MEMBER(BatchStatementError, Code, kBatchStatementErrorCode),
    MEMBER(BatchStatementError, Message, kString),
    MEMBER(BatchStatementError, Item, kAttributeMap),
};
inline constexpr Shape kBatchStatementError =
    Structure("BatchStatementError", kBatchStatementErrorMembers);

inline constexpr Member kBatchStatementResponseMembers[] = {
    MEMBER(BatchStatementResponse, Error, kBatchStatementError),
    MEMBER(BatchStatementResponse, TableName, kString),
    MEMBER(BatchStatementResponse, Item, kAttributeMap),
};
inline constexpr Shape kBatchStatementResponse =
    Structure("BatchStatementResponse", kBatchStatementResponseMembers);
inline constexpr Shape kPartiQLBatchResponse = List(kBatchStatementResponse);

inline constexpr Member kBatchExecuteStatementOutputMembers[] = {
    MEMBER(BatchExecuteStatementOutput, Responses, kPartiQLBatchResponse),
    MEMBER(BatchExecuteStatementOutput, ConsumedCapacity, kConsumedCapacityList),
};
inline constexpr Shape kBatchExecuteStatementOutput =
    Structure("BatchExecuteStatementOutput", kBatchExecuteStatementOutputMembers);

inline constexpr Member kParameterizedStatementMembers[] = {
    REQUIRED(ParameterizedStatement, Statement, kPartiQLStatement),
    MEMBER(ParameterizedStatement, Parameters, kPreparedStatementParameters),
    MEMBER(ParameterizedStatement, ReturnValuesOnConditionCheckFailure,
           kReturnValuesOnConditionCheckFailure),
};
inline constexpr Shape kParameterizedStatement =
    Structure("ParameterizedStatement", kParameterizedStatementMembers);
inline constexpr Shape kParameterizedStatements = List(kParameterizedStatement, 1, 100);

inline constexpr Member kExecuteTransactionInputMembers[] = {
    REQUIRED(ExecuteTransactionInput, TransactStatements, kParameterizedStatements),
    MEMBER(ExecuteTransactionInput, ClientRequestToken, kStatementRequestToken),
    MEMBER(ExecuteTransactionInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
};
inline constexpr Shape kExecuteTransactionInput =
    Structure("ExecuteTransactionInput", kExecuteTransactionInputMembers);

inline constexpr Member kExecuteTransactionOutputMembers[] = {
    MEMBER(ExecuteTransactionOutput, Responses, kItemResponseList),
    MEMBER(ExecuteTransactionOutput, ConsumedCapacity, kConsumedCapacityList),
};
inline constexpr Shape kExecuteTransactionOutput =
    Structure("ExecuteTransactionOutput", kExecuteTransactionOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_STATEMENT_SHAPES_H_
