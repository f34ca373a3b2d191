#include "wire/error_envelope.h"

#include "wire/json_writer.h"

namespace hashrange::wire {
namespace {

// The API's version, which every target begins with. Source: AWS Developer Guide, "DynamoDB
// low-level API".
constexpr Bytes kTargetPrefix = "DynamoDB_20120810.";

}  // namespace

const model::OperationShape* ParseTarget(Bytes target) {
  if (target.substr(0, kTargetPrefix.size()) != kTargetPrefix) return nullptr;
  return model::FindOperation(target.substr(kTargetPrefix.size()));
}

int AppendErrorJson(ErrorType type, Bytes message, const model::Value& item, std::string* json) {
  const ErrorInfo& info = ErrorInfoOf(type);
  json->append("{\"__type\":\"")
      .append(info.type_namespace)
      .append("#")
      .append(info.name)
      .append("\"");
  if (!message.empty()) {
    json->append(info.capital_message ? ",\"Message\":" : ",\"message\":");
    AppendJsonString(message, json);
  }
  if (item.exists()) {
    json->append(",\"Item\":");
    AppendJsonAttributes(item, json);
  }
  json->push_back('}');
  return info.http_status;
}

int AppendErrorJson(const Error& error, std::string* json) {
  const model::Value item =
      error.item().empty() ? model::Value{} : model::ItemView(error.item()).root();
  return AppendErrorJson(error.type(), error.message(), item, json);
}

}  // namespace hashrange::wire
