// TransactGetItems and TransactWriteItems: every part is worked out against the state before the
// transaction; either all are done or none.
#include <algorithm>
#include <utility>

#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

Fault ResourceNotFound() {
  return Fault{"ResourceNotFoundException", "Requested resource not found"};
}

std::string CodeOf(const Fault& fault) {
  return fault.name == "ConditionalCheckFailedException" ? "ConditionalCheckFailed"
                                                         : "ValidationError";
}

Answer Cancelled(const std::vector<MaybeFault>& faults) {
  Fault cancelled{"TransactionCanceledException", ""};
  std::string codes;
  json reasons = json::array();
  for (const MaybeFault& fault : faults) {
    json reason = {{"Code", "None"}};
    if (fault) {
      reason = fault->extra;
      reason["Code"] = CodeOf(*fault);
      reason["Message"] = fault->message;
    }
    codes += (codes.empty() ? "" : ", ") + reason["Code"].get<std::string>();
    reasons.push_back(reason);
  }
  cancelled.message =
      "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes +
      "]";
  cancelled.extra["CancellationReasons"] = reasons;
  return Refusal(cancelled);
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

bool Wants(const std::string& detail) { return !detail.empty() && detail != "NONE"; }

// The item that a part names, as far as it can be told.
std::pair<std::string, Item> TargetOf(const Request& part, const KeySchema& keys) {
  const Item item = Canonical(part.item);
  if (part.operation != Operation::kPutItem) return {part.table, item};
  Item key;
  for (const KeyAttribute& attribute : keys) {
    const auto value = item.find(attribute.name);
    if (value != item.end()) key[attribute.name] = value->second;
  }
  return {part.table, key};
}

}  // namespace

Answer NaiveEngine::TransactGetItems(const Request& request) const {
  for (const Request& part : request.parts) {
    if (FindTable(part.table) == nullptr) return Refusal(ResourceNotFound());
  }
  std::vector<std::pair<std::string, Item>> targets;
  for (const Request& part : request.parts) {
    const auto target = TargetOf(part, FindTable(part.table)->schema.keys);
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Refusal(Invalid("Transaction request cannot include multiple operations on one item"));
    }
    targets.push_back(target);
  }
  std::vector<MaybeFault> faults;
  std::map<std::string, Units> units;
  json responses = json::array();
  for (const Request& part : request.parts) {
    faults.emplace_back();
    if (std::any_of(faults.begin(), faults.end(),
                    [](const MaybeFault& f) { return f.has_value(); }))
      continue;
    const Table* table = FindTable(part.table);
    const Item key = Canonical(part.item);
    faults.back() = CheckKey(table->schema.keys, key);
    if (faults.back()) continue;
    const auto row = table->rows.find(RowKeyOf(table->schema.keys, key));
    const Item* item = row == table->rows.end() ? nullptr : &row->second;
    units[part.table].table += 2 * ReadUnits(item == nullptr ? 0 : SizeOf(*item), true);
    json response = json::object();
    if (item != nullptr) {
      const Item projected = part.projection ? Project(*item, *part.projection) : *item;
      if (!projected.empty()) response["Item"] = ToJson(projected);
    }
    responses.push_back(response);
  }
  if (Cancels(faults)) return Cancelled(faults);
  Answer answer{200, {{"Responses", responses}}};
  if (Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Read");
  }
  return answer;
}

Answer NaiveEngine::TransactWriteItems(const Request& request, uint64_t now_ms) {
  Request bare = request;
  bare.return_capacity.clear();
  const json payload = Render(bare);
  const auto known = tokens_.find(request.token);
  if (!request.token.empty() && known != tokens_.end() &&
      now_ms < known->second.completed_ms + kTokenLifeMs) {
    if (known->second.payload != payload) {
      return Refusal(Fault{"IdempotentParameterMismatchException", ""});
    }
    Answer replay;
    if (Wants(request.return_capacity)) {
      replay.body["ConsumedCapacity"] =
          ConsumedList(request.return_capacity, known->second.units, "Read");
    }
    return replay;
  }

  for (const Request& part : request.parts) {
    if (FindTable(part.table) == nullptr) return Refusal(ResourceNotFound());
  }
  std::vector<std::pair<std::string, Item>> targets;
  for (const Request& part : request.parts) {
    const auto target = TargetOf(part, FindTable(part.table)->schema.keys);
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Refusal(Invalid("Transaction request cannot include multiple operations on one item"));
    }
    targets.push_back(target);
  }
  std::vector<MaybeFault> faults;
  std::vector<Change> changes;
  bool stopped = false;  // by a fault that is not a condition's: what follows is not looked at
  for (const Request& part : request.parts) {
    faults.emplace_back();
    changes.emplace_back();
    if (stopped) continue;
    faults.back() = Plan(part, &changes.back());
    stopped = faults.back() && CodeOf(*faults.back()) == "ValidationError";
  }
  if (Cancels(faults)) return Cancelled(faults);

  std::map<std::string, Units> units;
  json metrics = json::object();
  for (size_t i = 0; i < changes.size(); i++) {
    const Change& change = changes[i];
    const Table& table = tables_[change.table];
    Units of_change = UnitsOfWrite(table.schema, change.before ? &*change.before : nullptr,
                                   change.after ? &*change.after : nullptr);
    of_change.table *= 2;
    units[change.table].Add(of_change);
    if (request.parts[i].operation != Operation::kConditionCheck && table.HasLocalIndexes()) {
      metrics[change.table].push_back(CollectionMetrics(table.schema, change.key_attributes));
    }
    Do(change);
  }
  if (!request.token.empty()) tokens_[request.token] = Token{payload, now_ms, units};
  Answer answer;
  if (Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Write");
  }
  if (request.return_metrics == "SIZE" && !metrics.empty()) {
    answer.body["ItemCollectionMetrics"] = metrics;
  }
  return answer;
}

}  // namespace hashrange::naive
