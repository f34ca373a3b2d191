// Values as the JSON protocol has them. Apart from value.h because few files need it, and it is
// slow to compile.
#ifndef HASHRANGE_TESTS_MODEL_VALUE_JSON_H_
#define HASHRANGE_TESTS_MODEL_VALUE_JSON_H_

#include <nlohmann/json.hpp>

#include "model/value.h"

namespace hashrange::naive {

using nlohmann::json;

json ToJson(const Value& value);
json ToJson(const Item& item);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_VALUE_JSON_H_
