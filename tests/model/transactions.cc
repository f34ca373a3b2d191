// TransactGetItems and TransactWriteItems: every part is worked out against the state before the
// transaction; either all are done or none.
#include <algorithm>
#include <utility>

#include "model/answer.h"
#include "model/cancellation.h"
#include "model/capacity.h"
#include "model/naive_engine.h"
#include "model/naive_limits.h"
#include "model/render.h"

namespace hashrange::naive {
namespace {

bool Wants(const std::string& detail) { return !detail.empty() && detail != "NONE"; }

// What of an item, or of a key that may not fit, are the key attributes.
Item TargetOf(const Request& part, const KeySchema& keys) {
  Item item = Canonical(part.item);
  if (part.operation != Operation::kPutItem) return item;
  Item key;
  for (const auto& [name, value] : item) {
    if (IsKey(keys, name)) key[name] = value;
  }
  return key;
}

// Each item once, and all tables there.
MaybeFault CheckTargets(const Request& request, const std::map<std::string, Table>& tables) {
  std::vector<std::pair<std::string, Item>> targets;
  for (const Request& part : request.parts) {
    const auto table = tables.find(part.table);
    // Of a table that is not there only a read's key is known.
    if (table == tables.end() && request.operation != Operation::kTransactGetItems) continue;
    const KeySchema keys = table == tables.end() ? KeySchema() : table->second.schema.keys;
    const std::pair<std::string, Item> target(part.table, TargetOf(part, keys));
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Invalid("Transaction request cannot include multiple operations on one item");
    }
    targets.push_back(target);
  }
  for (const Request& part : request.parts) {
    if (tables.count(part.table) == 0) return ResourceNotFound();
  }
  return {};
}

}  // namespace

Answer NaiveEngine::TransactGetItems(const Request& request) const {
  if (MaybeFault fault = CheckTargets(request, tables_)) return Refusal(*fault);
  std::vector<MaybeFault> faults(request.parts.size());
  for (size_t i = 0; i < request.parts.size(); i++) {
    const Request& part = request.parts[i];
    faults[i] = CheckKey(FindTable(part.table)->schema.keys, Canonical(part.item));
    if (faults[i] && RefusesAll(*faults[i])) return Refusal(*faults[i]);
    if (faults[i]) return Cancelled(faults);
  }
  return ReadInTransaction(request);
}

Answer NaiveEngine::ReadInTransaction(const Request& request) const {
  std::map<std::string, Units> units;
  json responses = json::array();
  for (const Request& part : request.parts) {
    const Item* item = FindItem(*FindTable(part.table), Canonical(part.item));
    units[part.table].table += 2 * ReadUnits(item == nullptr ? 0 : SizeOf(*item), true);
    json response = json::object();
    if (item != nullptr) {
      const Item projected = part.projection ? Project(*item, *part.projection) : *item;
      if (!projected.empty()) response["Item"] = ToJson(projected);
    }
    responses.push_back(response);
  }
  Answer answer{200, {{"Responses", responses}}};
  if (Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Read");
  }
  return answer;
}

Answer NaiveEngine::ReplayTransaction(const Request& request) const {
  Answer replay;
  std::map<std::string, Units> units;
  for (const Request& part : request.parts) {
    const Table& table = *FindTable(part.table);
    // Those of reading the items as they are now; the table may have been made anew, with other
    // keys.
    const Item key = TargetOf(part, table.schema.keys);
    const Item* item = CheckKey(table.schema.keys, key) ? nullptr : FindItem(table, key);
    units[part.table].table += 2 * ReadUnits(item == nullptr ? 0 : SizeOf(*item), true);
  }
  if (Wants(request.return_capacity)) {
    replay.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Read");
  }
  return replay;
}

Answer NaiveEngine::TransactWriteItems(const Request& request, uint64_t now_ms) {
  for (const Request& part : request.parts) {
    if (part.operation == Operation::kPutItem && SizeOf(Canonical(part.item)) > kItemSizeMax) {
      return Refusal(Invalid("Item size has exceeded the maximum allowed size"));
    }
    if (part.update && StatementSize(*part.update, Item()) > kItemSizeMax) {
      return Refusal(Invalid("Item size to update has exceeded the maximum allowed size"));
    }
  }
  if (MaybeFault fault = CheckTargets(request, tables_)) return Refusal(*fault);
  // How the answer shall look is not part of what a token stands for.
  Request bare = request;
  bare.return_capacity.clear();
  bare.return_metrics.clear();
  const std::string payload = Render(bare).dump();
  const auto known = tokens_.find(request.token);
  if (!request.token.empty() && known != tokens_.end() &&
      now_ms < known->second.completed_ms + kTokenLifeMs) {
    if (known->second.payload == payload) return ReplayTransaction(request);
    return Refusal(TokenMismatch());
  }

  std::vector<MaybeFault> faults(request.parts.size());
  std::vector<Change> changes(request.parts.size());
  for (size_t i = 0; i < request.parts.size(); i++) {
    faults[i] = Plan(request.parts[i], true, &changes[i]);
    if (faults[i] && RefusesAll(*faults[i])) return Refusal(*faults[i]);
    // After a fault that is not a condition's no other part is looked at.
    if (faults[i] && CodeOf(*faults[i]) == "ValidationError") break;
  }
  if (Cancels(faults)) return Cancelled(faults);

  std::map<std::string, Units> units;
  json metrics = json::object();
  for (size_t i = 0; i < changes.size(); i++) {
    const Change& change = changes[i];
    const Table& table = tables_[change.table];
    Units of_change = UnitsOfWrite(table, change.key, change.old_item(), change.new_item());
    of_change.table *= 2;
    units[change.table].Add(of_change);
    if (request.parts[i].operation != Operation::kConditionCheck && change.is_of_something()) {
      AddCollectionMetrics(table, change.key_attributes, &metrics);
    }
    Do(change);
  }
  if (!request.token.empty()) tokens_[request.token] = Token{payload, now_ms};
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
