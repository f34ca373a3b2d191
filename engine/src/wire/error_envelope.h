// The protocol's two ends: which operation a request names, and how an error looks as a body.
// Tested by error_envelope_test.cc.
#ifndef HASHRANGE_WIRE_ERROR_ENVELOPE_H_
#define HASHRANGE_WIRE_ERROR_ENVELOPE_H_

#include <string>
#include <vector>

#include "hashrange/error.h"
#include "model/item.h"
#include "model/operation_shapes.h"

namespace hashrange::wire {

// The operation that an X-Amz-Target header names: "DynamoDB_20120810.PutItem",
// "DynamoDBStreams_20120810.GetRecords". Null when that service has none of the name.
const model::OperationShape* ParseTarget(Bytes target);

// An error as it is read out of a response. Views: the response must outlive them.
struct ReasonParts {
  Bytes code;
  Bytes message;
  model::Value item;
};
struct ErrorParts {
  ErrorType type = ErrorType::kInternalServerError;
  Bytes message = {};
  model::Value item = {};
  std::vector<ReasonParts> reasons = {};
};

// Appends {"__type":"<namespace>#<name>","message":"<text>"} and returns the HTTP status. What is
// empty has no member: the message, "Item" (an attribute value of type M), "CancellationReasons".
int AppendErrorJson(const ErrorParts& error, std::string* json);
int AppendErrorJson(const Error& error, std::string* json);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_ERROR_ENVELOPE_H_
