#include "model/value_json.h"

#include <utility>

namespace hashrange::naive {

json ToJson(const Value& value) {
  json content;
  switch (value.type) {
    case Type::kS:
    case Type::kN:
      content = value.text;
      break;
    case Type::kB:
      content = Base64(value.text);
      break;
    case Type::kSS:
    case Type::kNS:
      content = value.members;
      break;
    case Type::kBS:
      content = json::array();
      for (const std::string& member : value.members) content.push_back(Base64(member));
      break;
    case Type::kM:
      content = ToJson(value.map);
      break;
    case Type::kL:
      content = json::array();
      for (const Value& element : value.list) content.push_back(ToJson(element));
      break;
    case Type::kNull:
      content = true;
      break;
    case Type::kBool:
      content = value.boolean;
      break;
  }
  return json{{TypeName(value.type), std::move(content)}};
}

json ToJson(const Item& item) {
  json result = json::object();
  for (const auto& [name, value] : item) result[name] = ToJson(value);
  return result;
}

}  // namespace hashrange::naive
