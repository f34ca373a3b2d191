// DynamoDB's operations that this engine does not have: they are told from what DynamoDB itself does
// not know.
#ifndef HASHRANGE_API_OTHER_OPERATIONS_H_
#define HASHRANGE_API_OTHER_OPERATIONS_H_

#include "hashrange/error.h"

namespace hashrange::api {

// The answer to a target that no row of the table of operations is for: UnknownOperationException,
// with a sentence when DynamoDB has the operation, bare as DynamoDB answers when it has not.
Error UnknownOperation(Bytes target);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_OTHER_OPERATIONS_H_
