#include "model/cancellation.h"

#include <algorithm>

namespace hashrange::naive {

std::string CodeOf(const Fault& fault) {
  if (fault.name == "ConditionalCheckFailedException") return "ConditionalCheckFailed";
  if (fault.name == "DuplicateItemException") return "DuplicateItem";
  return fault.name == "ResourceNotFoundException" ? "ResourceNotFound" : "ValidationError";
}

Answer Cancelled(const std::vector<MaybeFault>& faults) {
  std::string codes;
  json reasons = json::array();
  for (const MaybeFault& fault : faults) {
    json reason = {{"Code", "None"}};
    if (fault) {
      reason = {{"Code", CodeOf(*fault)}, {"Message", fault->message}};
      if (fault->item) reason["Item"] = ToJson(*fault->item);
    }
    codes += (codes.empty() ? "" : ", ") + reason["Code"].get<std::string>();
    reasons.push_back(reason);
  }
  const Fault cancelled{
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes +
          "]",
      {}};
  return Refusal(cancelled, {{"CancellationReasons", reasons}});
}

bool Cancels(const std::vector<MaybeFault>& faults) {
  return std::any_of(faults.begin(), faults.end(),
                     [](const MaybeFault& fault) { return fault.has_value(); });
}

json ConsumedList(const std::string& detail, const std::map<std::string, Units>& units,
                  const std::string& kind) {
  json list = json::array();
  for (const auto& [table, of_table] : units) {
    list.push_back(ConsumedCapacity(detail, table, of_table, kind));
  }
  return list;
}

bool RefusesAll(const Fault& fault) {
  for (const char* text : {"cannot contain an empty", "Item size has exceeded"}) {
    if (fault.message.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace hashrange::naive
