#include "wire/error_envelope.h"

#include <utility>

#include "wire/json_writer.h"

namespace hashrange::wire {
namespace {

// The service and its version, which every target begins with. Source: AWS Developer Guide,
// "DynamoDB low-level API".
constexpr Bytes kTargetPrefix = "DynamoDB_20120810.";
constexpr Bytes kStreamsTargetPrefix = "DynamoDBStreams_20120810.";

model::Value ItemOf(const std::string& item) {
  return item.empty() ? model::Value{} : model::ItemView(item).root();
}

void AppendReason(const ReasonParts& reason, std::string* json) {
  json->append("{\"Code\":");
  AppendJsonString(reason.code, json);
  if (!reason.message.empty()) {
    json->append(",\"Message\":");
    AppendJsonString(reason.message, json);
  }
  if (reason.item.exists()) {
    json->append(",\"Item\":");
    AppendJsonAttributes(reason.item, json);
  }
  json->push_back('}');
}

}  // namespace

const model::OperationShape* ParseTarget(Bytes target) {
  for (const auto& [prefix, service] : {std::pair(kTargetPrefix, model::Service::kDynamoDB),
                                        std::pair(kStreamsTargetPrefix,
                                                  model::Service::kDynamoDBStreams)}) {
    if (target.substr(0, prefix.size()) != prefix) continue;
    const model::OperationShape* shape = model::FindOperation(target.substr(prefix.size()));
    return shape != nullptr && shape->service == service ? shape : nullptr;
  }
  return nullptr;
}

int AppendErrorJson(const ErrorParts& error, std::string* json) {
  const ErrorInfo& info = ErrorInfoOf(error.type);
  json->append("{\"__type\":\"")
      .append(info.type_namespace)
      .append("#")
      .append(info.name)
      .append("\"");
  if (!error.message.empty()) {
    json->append(info.capital_message ? ",\"Message\":" : ",\"message\":");
    AppendJsonString(error.message, json);
  }
  if (error.item.exists()) {
    json->append(",\"Item\":");
    AppendJsonAttributes(error.item, json);
  }
  if (!error.reasons.empty()) {
    json->append(",\"CancellationReasons\":[");
    for (const ReasonParts& reason : error.reasons) {
      if (&reason != &error.reasons.front()) json->push_back(',');
      AppendReason(reason, json);
    }
    json->push_back(']');
  }
  json->push_back('}');
  return info.http_status;
}

int AppendErrorJson(const Error& error, std::string* json) {
  ErrorParts parts{error.type(), error.message(), ItemOf(error.item()), {}};
  for (const CancellationReason& reason : error.cancellation_reasons()) {
    parts.reasons.push_back({reason.code, reason.message, ItemOf(reason.item)});
  }
  return AppendErrorJson(parts, json);
}

}  // namespace hashrange::wire
