// Requests as the JSON protocol spells them.
#ifndef HASHRANGE_TESTS_MODEL_RENDER_H_
#define HASHRANGE_TESTS_MODEL_RENDER_H_

#include "model/request.h"
#include "model/value_json.h"

namespace hashrange::naive {

// The operation's input, expressions as text.
json Render(const Request& request);

// ExecuteStatement, BatchExecuteStatement and ExecuteTransaction: the parts as statements.
json RenderStatements(const Request& request);

// A Query or Scan as the input of ExecuteStatement; see HasStatement. The sort key of what is read, or empty.
json RenderStatement(const Request& request, const std::string& sort_key);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_RENDER_H_
