// Why a request, or a part of a transaction, is refused.
#ifndef HASHRANGE_TESTS_MODEL_FAULT_H_
#define HASHRANGE_TESTS_MODEL_FAULT_H_

#include <optional>
#include <string>
#include <utility>

#include "model/value.h"

namespace hashrange::naive {

struct Fault {
  std::string name;
  std::string message;
  std::optional<Item> item;  // ReturnValuesOnConditionCheckFailure
};
using MaybeFault = std::optional<Fault>;

inline Fault Invalid(std::string message) {
  return Fault{"ValidationException", std::move(message), {}};
}
// "One or more parameter values were invalid: " stands before many messages.
inline Fault InvalidParameter(const std::string& message) {
  return Invalid("One or more parameter values were invalid: " + message);
}
// Of operations on items, and of operations on tables.
inline Fault ResourceNotFound() {
  return Fault{"ResourceNotFoundException", "Requested resource not found", {}};
}
inline Fault TableNotFound(const std::string& name) {
  return Fault{"ResourceNotFoundException",
               "Requested resource not found: Table: " + name + " not found",
               {}};
}

// Of a transaction whose token stands for another.
inline Fault TokenMismatch() {
  return Fault{
      "IdempotentParameterMismatchException",
      "The request uses the same client token as a previous, but non-identical request. Do not "
      "reuse a client token with different requests, unless the requests are identical",
      {}};
}

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_FAULT_H_
