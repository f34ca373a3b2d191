// Requests as the JSON protocol spells them.
#ifndef HASHRANGE_TESTS_MODEL_RENDER_H_
#define HASHRANGE_TESTS_MODEL_RENDER_H_

#include "model/request.h"
#include "model/value_json.h"

namespace hashrange::naive {

// The operation's input, expressions as text.
json Render(const Request& request);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_RENDER_H_
