// PutItem, UpdateItem, DeleteItem and BatchWriteItem: a change is worked out whole, then done.
#include <algorithm>
#include <utility>

#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

Fault ResourceNotFound() {
  return Fault{"ResourceNotFoundException", "Requested resource not found"};
}

MaybeFault CheckCondition(const Request& request, const std::optional<Item>& before) {
  if (!request.condition || Holds(*request.condition, before.value_or(Item()))) return {};
  Fault fault{"ConditionalCheckFailedException", "The conditional request failed"};
  if (before && request.return_on_failure == "ALL_OLD") fault.extra["Item"] = ToJson(*before);
  return fault;
}

bool IsKey(const KeySchema& keys, const std::string& name) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const KeyAttribute& attribute) { return attribute.name == name; });
}

}  // namespace

MaybeFault NaiveEngine::Plan(const Request& request, Change* change) const {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return ResourceNotFound();
  change->table = request.table;
  if (request.operation == Operation::kPutItem) return PlanPut(request, *table, change);

  const Item key = Canonical(request.item);
  if (MaybeFault fault = CheckKey(table->schema.keys, key)) return fault;
  change->key_attributes = key;
  change->key = RowKeyOf(table->schema.keys, key);
  const auto row = table->rows.find(change->key);
  if (row != table->rows.end()) change->before = row->second;
  if (request.operation == Operation::kUpdateItem) return PlanUpdate(request, *table, change);
  if (MaybeFault fault = CheckCondition(request, change->before)) return fault;
  // A ConditionCheck changes nothing.
  if (request.operation == Operation::kConditionCheck) change->after = change->before;
  return {};
}

MaybeFault NaiveEngine::PlanPut(const Request& request, const Table& table, Change* change) const {
  const Item item = Canonical(request.item);
  if (MaybeFault fault = CheckItemKey(table.schema.keys, item)) return fault;
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

MaybeFault NaiveEngine::PlanUpdate(const Request& request, const Table& table,
                                   Change* change) const {
  const Update update = request.update.value_or(Update());
  for (const Action& action : update) {
    const std::string& name = action.target[0].name;
    if (IsKey(table.schema.keys, name)) {
      return InvalidParameter("Cannot update attribute " + name +
                              ". This attribute is part of the key");
    }
  }
  const Fault too_large = Invalid("Item size to update has exceeded the maximum allowed size");
  if (request.update && StatementSize(update, change->before.value_or(Item())) > kItemSizeMax) {
    return too_large;
  }
  if (MaybeFault fault = CheckCondition(request, change->before)) return fault;
  Item item = change->before ? *change->before : change->key_attributes;
  if (std::optional<std::string> message = Apply(update, change->before.has_value(), &item)) {
    return Invalid(*message);
  }
  if (SizeOf(item) > kItemSizeMax) return too_large;
  // Removing from an item that is not there does not make it.
  const bool makes_nothing = !change->before && request.update && OnlyRemoves(update);
  if (!makes_nothing) change->after = item;
  return {};
}

void NaiveEngine::Do(const Change& change) {
  Rows& rows = tables_[change.table].rows;
  if (change.after) {
    rows[change.key] = *change.after;
  } else {
    rows.erase(change.key);
  }
}

Answer NaiveEngine::WriteItem(const Request& request) {
  Change change;
  if (MaybeFault fault = Plan(request, &change)) return Refusal(*fault);
  Do(change);

  Answer answer;
  const std::string& wanted = request.return_values;
  const bool old = wanted == "ALL_OLD" || wanted == "UPDATED_OLD";
  const bool all = wanted == "ALL_OLD" || wanted == "ALL_NEW";
  const std::optional<Item>& item = old ? change.before : change.after;
  if (!wanted.empty() && wanted != "NONE" && item) {
    Projection targets;
    for (const Action& action : request.update.value_or(Update())) targets.push_back(action.target);
    const Item attributes = all ? *item : targets.empty() ? Item() : Project(*item, targets);
    if (!attributes.empty()) answer.body["Attributes"] = ToJson(attributes);
  }
  const TableSchema& schema = tables_[request.table].schema;
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
    const Units units = UnitsOfWrite(schema, change.before ? &*change.before : nullptr,
                                     change.after ? &*change.after : nullptr);
    answer.body["ConsumedCapacity"] =
        ConsumedCapacity(request.return_capacity, request.table, units, "");
  }
  if (request.return_metrics == "SIZE" && tables_[request.table].HasLocalIndexes()) {
    answer.body["ItemCollectionMetrics"] = CollectionMetrics(schema, change.key_attributes);
  }
  return answer;
}

Answer NaiveEngine::BatchWriteItem(const Request& request) {
  std::vector<Change> changes;
  std::vector<std::pair<std::string, Item>> targets;
  for (const Request& part : request.parts) {
    const Item item = Canonical(part.item);
    const Table* table = FindTable(part.table);
    Item key = item;
    if (table != nullptr && part.operation == Operation::kPutItem) {
      key.clear();
      for (const KeyAttribute& attribute : table->schema.keys) {
        const auto value = item.find(attribute.name);
        if (value != item.end()) key[attribute.name] = value->second;
      }
    }
    const std::pair<std::string, Item> target(part.table, key);
    if (table != nullptr && std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Refusal(Invalid("Provided list of item keys contains duplicates"));
    }
    targets.push_back(target);
  }
  for (const Request& part : request.parts) {
    if (FindTable(part.table) == nullptr) return Refusal(ResourceNotFound());
  }
  for (const Request& part : request.parts) {
    const KeySchema& keys = FindTable(part.table)->schema.keys;
    if (part.operation == Operation::kPutItem) {
      // A key that is missing or of the wrong type is worded as for a Key parameter.
      for (const KeyAttribute& attribute : keys) {
        const auto value = part.item.find(attribute.name);
        if (value == part.item.end() || value->second.type != attribute.type) {
          return Refusal(Invalid("The provided key element does not match the schema"));
        }
      }
    }
    Change change;
    if (MaybeFault fault = Plan(part, &change)) return Refusal(*fault);
    changes.push_back(change);
  }
  std::map<std::string, Units> units;
  json metrics = json::object();
  for (const Change& change : changes) {
    const Table& table = tables_[change.table];
    units[change.table].Add(UnitsOfWrite(table.schema, change.before ? &*change.before : nullptr,
                                         change.after ? &*change.after : nullptr));
    if (table.HasLocalIndexes()) {
      metrics[change.table].push_back(CollectionMetrics(table.schema, change.key_attributes));
    }
    Do(change);
  }
  Answer answer{200, {{"UnprocessedItems", json::object()}}};
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
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
