// PutItem, UpdateItem, DeleteItem and BatchWriteItem: a change is worked out whole, then done.
#include <algorithm>
#include <utility>

#include "model/answer.h"
#include "model/capacity.h"
#include "model/naive_engine.h"
#include "model/naive_limits.h"
#include "model/vectors.h"

namespace hashrange::naive {
namespace {

MaybeFault CheckCondition(const Request& request, const std::optional<Item>& before) {
  const Item item = before.value_or(Item());
  const bool holds = (!request.condition || Holds(*request.condition, item)) &&
                     (!request.legacy_tests || Holds(*request.legacy_tests, item));
  if (holds) return {};
  Fault fault{"ConditionalCheckFailedException", "The conditional request failed", {}};
  if (before && request.return_on_failure == "ALL_OLD") fault.item = before;
  return fault;
}

// What an update does to which targets.
Update ActionsOf(const Request& request) {
  return request.legacy_update ? AsUpdate(*request.legacy_update) : request.update.value_or(Update());
}

// Faults of the parameters themselves: an update's come first.
MaybeFault CheckParameters(const Request& request) {
  if (request.legacy_tests && !request.legacy_tests->join.empty() && request.legacy_tests->tests.size() < 2) {
    return CheckLegacy(*request.legacy_tests);
  }
  if (request.legacy_update) {
    if (MaybeFault fault = CheckLegacy(*request.legacy_update)) return fault;
  }
  return request.legacy_tests ? CheckLegacy(*request.legacy_tests) : MaybeFault();
}

bool Wants(const std::string& detail) { return !detail.empty() && detail != "NONE"; }

}  // namespace

MaybeFault NaiveEngine::Plan(const Request& request, bool item_size_only, Change* change) const {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return ResourceNotFound();
  change->table = request.table;
  if (request.operation == Operation::kPutItem) return PlanPut(request, *table, change);

  const Item key = Canonical(request.item);
  if (MaybeFault fault = CheckKey(table->schema.keys, key)) return fault;
  change->key_attributes = key;
  change->key = RowKeyOf(table->schema.keys, key);
  if (request.operation == Operation::kUpdateItem) {
    return PlanUpdate(request, *table, item_size_only, change);
  }
  const auto row = table->rows.find(change->key);
  if (row != table->rows.end()) change->before = row->second;
  if (MaybeFault fault = CheckCondition(request, change->before)) return fault;
  // A ConditionCheck changes nothing.
  if (request.operation == Operation::kConditionCheck) change->after = change->before;
  return {};
}

MaybeFault NaiveEngine::PlanPut(const Request& request, const Table& table, Change* change) const {
  const Item item = Canonical(request.item);
  if (MaybeFault fault = CheckItemKey(table.schema.keys, item)) return fault;
  if (MaybeFault fault = CheckIndexKeysOfItem(table.schema, item)) return fault;
  if (MaybeFault fault = CheckVectors(table.schema, nullptr, item)) return fault;
  if (SizeOf(item) > kItemSizeMax) {
    return Invalid("Item size has exceeded the maximum allowed size");
  }
  change->key_attributes = KeyOf(table.schema.keys, item);
  change->key = RowKeyOf(table.schema.keys, item);
  const auto row = table.rows.find(change->key);
  if (row != table.rows.end()) change->before = row->second;
  if (MaybeFault fault = CheckCondition(request, change->before)) return fault;
  change->after = item;
  return {};
}

MaybeFault NaiveEngine::PlanUpdate(const Request& request, const Table& table, bool item_size_only,
                                   Change* change) const {
  const Update update = ActionsOf(request);
  for (const Action& action : update) {
    const std::string& name = action.target[0].name;
    if (IsKey(table.schema.keys, name)) {
      return InvalidParameter("Cannot update attribute " + name +
                              ". This attribute is part of the key");
    }
  }
  if (MaybeFault fault = CheckIndexKeysOfUpdate(table.schema, update)) return fault;
  const auto row = table.rows.find(change->key);
  if (row != table.rows.end()) change->before = row->second;
  const Fault too_large = Invalid("Item size to update has exceeded the maximum allowed size");
  const Item old_item = change->before.value_or(Item());
  // The expression's own size counts; in a transaction it was looked at before, and a statement of PartiQL has none.
  if (request.update && !item_size_only && StatementSize(update, old_item) > kItemSizeMax) {
    return too_large;
  }
  if (MaybeFault fault = CheckCondition(request, change->before)) return fault;
  Item item = change->before ? *change->before : change->key_attributes;
  const std::optional<std::string> message =
      request.legacy_update ? Apply(*request.legacy_update, &item) : Apply(update, change->before.has_value(), &item);
  if (message) return Invalid(*message);
  if (MaybeFault fault = CheckIndexKeysOfUpdated(table.schema, old_item, item)) return fault;
  if (MaybeFault fault = CheckVectors(table.schema, &old_item, item)) return fault;
  if (SizeOf(item) > kItemSizeMax) return too_large;
  // Removing from an item that is not there does not make it.
  const bool makes_nothing = !change->before && !update.empty() && OnlyRemoves(update);
  if (!makes_nothing) change->after = item;
  return {};
}

void NaiveEngine::Do(const Change& change) {
  RecordChange(change.table, change.before, change.after, false);
  Rows& rows = tables_[change.table].rows;
  if (change.after) {
    rows[change.key] = *change.after;
  } else {
    rows.erase(change.key);
  }
}

Answer NaiveEngine::WriteItem(const Request& request) {
  if (MaybeFault fault = CheckParameters(request)) {
    fault->message = "1 validation error detected: " + fault->message;
    return Refusal(*fault);
  }
  Change change;
  if (MaybeFault fault = Plan(request, false, &change)) return Refusal(*fault);
  Do(change);

  Answer answer;
  const std::string& wanted = request.return_values;
  const bool old = wanted == "ALL_OLD" || wanted == "UPDATED_OLD";
  const bool all = wanted == "ALL_OLD" || wanted == "ALL_NEW";
  const std::optional<Item>& item = old ? change.before : change.after;
  if (!wanted.empty() && wanted != "NONE" && item) {
    Projection targets;
    for (const Action& action : ActionsOf(request)) targets.push_back(action.target);
    const Item attributes = all ? *item : targets.empty() ? Item() : Project(*item, targets);
    if (!attributes.empty()) answer.body["Attributes"] = ToJson(attributes);
  }
  const Table& table = tables_[request.table];
  if (Wants(request.return_capacity)) {
    const Units units = UnitsOfWrite(table, change.key, change.old_item(), change.new_item());
    answer.body["ConsumedCapacity"] =
        ConsumedCapacity(request.return_capacity, request.table, units, "");
  }
  if (request.return_metrics == "SIZE" && table.HasLocalIndexes() && change.is_of_something()) {
    answer.body["ItemCollectionMetrics"] = CollectionMetrics(table.schema, change.key_attributes);
  }
  return answer;
}

Answer NaiveEngine::BatchWriteItem(const Request& request) {
  // The request has them by table.
  std::vector<Request> parts = request.parts;
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Request& a, const Request& b) { return a.table < b.table; });
  for (const Request& part : parts) {
    if (part.operation == Operation::kPutItem && SizeOf(Canonical(part.item)) > kItemSizeMax) {
      return Refusal(Invalid("Item size has exceeded the maximum allowed size"));
    }
  }
  for (const Request& part : parts) {
    if (FindTable(part.table) == nullptr) return Refusal(ResourceNotFound());
  }
  std::vector<Change> changes;
  for (const Request& part : parts) {
    if (part.operation == Operation::kPutItem) {
      // A key that is missing or of the wrong type is worded as for a Key parameter.
      for (const KeyAttribute& attribute : FindTable(part.table)->schema.keys) {
        const auto value = part.item.find(attribute.name);
        if (value == part.item.end() || value->second.type != attribute.type) {
          return Refusal(Invalid("The provided key element does not match the schema"));
        }
      }
    }
    Change change;
    if (MaybeFault fault = Plan(part, false, &change)) return Refusal(*fault);
    changes.push_back(change);
  }
  for (size_t i = 0; i < changes.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (changes[i].table == changes[j].table && changes[i].key == changes[j].key) {
        return Refusal(Invalid("Provided list of item keys contains duplicates"));
      }
    }
  }
  std::map<std::string, Units> units;
  json metrics = json::object();
  for (const Change& change : changes) {
    const Table& table = tables_[change.table];
    units[change.table].Add(UnitsOfWrite(table, change.key, change.old_item(), change.new_item()));
    if (change.is_of_something()) AddCollectionMetrics(table, change.key_attributes, &metrics);
    Do(change);
  }
  Answer answer{200, {{"UnprocessedItems", json::object()}}};
  if (Wants(request.return_capacity)) {
    for (const auto& [table, of_table] : units) {
      answer.body["ConsumedCapacity"].push_back(
          ConsumedCapacity(request.return_capacity, table, of_table, ""));
    }
  }
  if (request.return_metrics == "SIZE" && !metrics.empty()) {
    answer.body["ItemCollectionMetrics"] = metrics;
  }
  return answer;
}

}  // namespace hashrange::naive
