// What an operation answers: a body, or an error as the JSON protocol has it.
#ifndef HASHRANGE_TESTS_MODEL_ANSWER_H_
#define HASHRANGE_TESTS_MODEL_ANSWER_H_

#include <optional>
#include <string>

#include "model/fault.h"
#include "model/value_json.h"

namespace hashrange::naive {

struct Answer {
  int status = 200;
  json body = json::object();
};

// An error; `extra` has members beside its type, message and item.
Answer Refusal(const Fault& fault, json extra = json::object());

// Of a Query or Scan, and where its page ended if it ended before the range did.
struct Page {
  Answer answer;
  std::optional<Item> last_key;
};

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_ANSWER_H_
