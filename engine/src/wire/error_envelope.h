// The protocol's two ends: which operation a request names, and how an error looks as a body.
// Tested by error_envelope_test.cc.
#ifndef HASHRANGE_WIRE_ERROR_ENVELOPE_H_
#define HASHRANGE_WIRE_ERROR_ENVELOPE_H_

#include <string>

#include "hashrange/error.h"
#include "model/item.h"
#include "model/operation_shapes.h"

namespace hashrange::wire {

// The operation that an X-Amz-Target header names: "DynamoDB_20120810.PutItem". Null when there is
// none.
const model::OperationShape* ParseTarget(Bytes target);

// Appends {"__type":"<namespace>#<name>","message":"<text>"} and returns the HTTP status. Without a
// message that member is absent; `item`, an attribute value of type M, is added as "Item" where it
// exists.
int AppendErrorJson(ErrorType type, Bytes message, const model::Value& item, std::string* json);
int AppendErrorJson(const Error& error, std::string* json);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_ERROR_ENVELOPE_H_
