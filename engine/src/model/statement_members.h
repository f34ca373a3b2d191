// The indexes of the members of the structures in the operations on PartiQL statements. Included through
// model/operation_members.h, whose rule holds here: append, or build both sides anew. Source: AWS SDK model 3.1162.
#ifndef HASHRANGE_MODEL_STATEMENT_MEMBERS_H_
#define HASHRANGE_MODEL_STATEMENT_MEMBERS_H_

#include <cstdint>

namespace hashrange::model::members {

struct ExecuteStatementInput {
  enum : uint8_t {
    kStatement,
    kParameters,
    kConsistentRead,
    kNextToken,
    kReturnConsumedCapacity,
    kLimit,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct ExecuteStatementOutput {
  enum : uint8_t {
    kItems,
    kNextToken,
    kConsumedCapacity,
    kLastEvaluatedKey,
  };
};

struct BatchStatementRequest {
  enum : uint8_t {
    kStatement,
    kParameters,
    kConsistentRead,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct BatchExecuteStatementInput {
  enum : uint8_t {
    kStatements,
    kReturnConsumedCapacity,
  };
};

struct BatchStatementError {
  enum : uint8_t {
    kCode,
    kMessage,
    kItem,
  };
};

struct BatchStatementResponse {
  enum : uint8_t {
    kError,
    kTableName,
    kItem,
  };
};

struct BatchExecuteStatementOutput {
  enum : uint8_t {
    kResponses,
    kConsumedCapacity,
  };
};

struct ParameterizedStatement {
  enum : uint8_t {
    kStatement,
    kParameters,
    kReturnValuesOnConditionCheckFailure,
  };
};

struct ExecuteTransactionInput {
  enum : uint8_t {
    kTransactStatements,
    kClientRequestToken,
    kReturnConsumedCapacity,
  };
};

struct ExecuteTransactionOutput {
  enum : uint8_t {
    kResponses,
    kConsumedCapacity,
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_STATEMENT_MEMBERS_H_
