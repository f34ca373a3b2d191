// What an operation answers: a body, or an error as the JSON protocol has it.
#ifndef HASHRANGE_TESTS_MODEL_ANSWER_H_
#define HASHRANGE_TESTS_MODEL_ANSWER_H_

#include <optional>
#include <string>
#include <utility>

#include "model/value.h"

namespace hashrange::naive {

// Why a request, or a part of a transaction, is refused.
struct Fault {
  std::string name;
  std::string message;
  json extra = json::object();  // further members of the error
};
using MaybeFault = std::optional<Fault>;

inline Fault Invalid(std::string message) {
  return Fault{"ValidationException", std::move(message)};
}
// "One or more parameter values were invalid: " stands before many messages.
inline Fault InvalidParameter(const std::string& message) {
  return Invalid("One or more parameter values were invalid: " + message);
}

struct Answer {
  int status = 200;
  json body = json::object();
};

Answer Refusal(const Fault& fault);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_ANSWER_H_
