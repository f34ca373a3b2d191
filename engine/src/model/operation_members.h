// The indexes of the members of every structure of DynamoDB's API:
// request.String(PutItemInput::kTableName). The position in the list is the index on the boundary:
// append, or build both sides anew. The shapes (model/operation_shapes.h) have the same members
// with their types and check at compile time that the two agree. Source: AWS SDK model 3.1162.
#ifndef HASHRANGE_MODEL_OPERATION_MEMBERS_H_
#define HASHRANGE_MODEL_OPERATION_MEMBERS_H_

#include <cstdint>

#include "model/item_members.h"
#include "model/resource_members.h"
#include "model/statement_members.h"
#include "model/stream_members.h"
#include "model/table_members.h"

namespace hashrange::model::members {

// Why one action of a transaction was not done.
struct CancellationReason {
  enum : uint8_t {
    kCode,     // "None" when it could have been
    kMessage,  // absent when there is none
    kItem,     // the item that ReturnValuesOnConditionCheckFailure asked for
  };
};

// The structure of an error response.
struct ErrorStructure {
  enum : uint8_t {
    kType,                 // ErrorType
    kName,                 // "ValidationException"
    kMessage,              // absent when there is none
    kItem,                 // the item that ReturnValuesOnConditionCheckFailure asked for
    kCancellationReasons,  // of a cancelled transaction: one for each action, in order
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_OPERATION_MEMBERS_H_
