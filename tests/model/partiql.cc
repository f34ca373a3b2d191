// Statements of PartiQL that write, and those that read one item: alone, in batches and in transactions. Source: behaviour.md 11;
// paritysuite, measured eu-west-2 2026-10.
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

// What else than a key the WHERE asks for, with the key itself: of an item that is not there it is false.
Condition WhereOf(const Request& part) {
  Condition where;
  where.kind = Condition::Kind::kAnd;
  for (const auto& [name, value] : part.item) {
    Condition equal;
    equal.operands.resize(2);
    equal.operands[0].path = {Step{name}};
    equal.operands[1].kind = Operand::Kind::kValue;
    equal.operands[1].value = value;
    where.parts.push_back(equal);
  }
  if (part.condition) where.parts.push_back(*part.condition);
  return where;
}

// The key attributes that the WHERE, or the item of an INSERT, gives.
Item KeyIn(const KeySchema& keys, const Request& part) {
  Item key;
  for (const auto& [name, value] : Canonical(part.item)) {
    if (IsKey(keys, name)) key[name] = value;
  }
  return key;
}

// Whether a write names one item.
MaybeFault CheckKeyIn(const KeySchema& keys, const Request& part) {
  if (part.operation == Operation::kPutItem) return CheckItemKey(keys, Canonical(part.item));
  for (const KeyAttribute& attribute : keys) {
    const auto value = part.item.find(attribute.name);
    if (value == part.item.end()) {
      return Invalid(part.operation == Operation::kConditionCheck
                         ? "EXISTS() must contain a single item read with additional condition"
                         : "Where clause does not contain a mandatory equality on all key attributes");
    }
    if (value->second.type != attribute.type) {
      return Invalid("Key attribute's data type should match its data type in table's schema: Key " + attribute.name);
    }
  }
  return {};
}

Fault InStatement(size_t number, const std::string& message) {
  return Invalid("Validation failed in TransactStatements[" + std::to_string(number) + "]: " + message);
}

// What RETURNING asks for; empty: nothing.
Item Returned(const Request& part, const std::optional<Item>& before, const std::optional<Item>& after) {
  const std::string& words = part.return_values;
  if (words.empty()) return Item();
  const Item item = (words.find("OLD") != std::string::npos ? before : after).value_or(Item());
  if (words.find("ALL") != std::string::npos) return item;
  Projection targets;
  for (const Action& action : part.update.value_or(Update())) targets.push_back(action.target);
  return Project(item, targets);
}

}  // namespace

MaybeFault NaiveEngine::PlanStatement(const Request& part, Change* change) const {
  const Table& table = *FindTable(part.table);
  Request plain = part;
  plain.condition.reset();
  if (part.operation == Operation::kPutItem) {
    if (MaybeFault fault = Plan(plain, true, change)) return fault;
    if (change->before) return Fault{"DuplicateItemException", "Duplicate primary key exists in table", {}};
    return {};
  }
  plain.item = KeyIn(table.schema.keys, part);
  // A DELETE of what is not there does nothing.
  const bool nothing_to_delete =
      part.operation == Operation::kDeleteItem && !CheckKey(table.schema.keys, plain.item) && FindItem(table, plain.item) == nullptr;
  if (!nothing_to_delete) plain.condition = WhereOf(part);
  return Plan(plain, true, change);
}

Answer NaiveEngine::ExecuteStatement(const Request& request) {
  const Request& part = request.parts[0];
  const Table* table = FindTable(part.table);
  if (table == nullptr) return Refusal(ResourceNotFound());
  if (MaybeFault fault = CheckKeyIn(table->schema.keys, part)) return Refusal(*fault);
  Change change;
  if (MaybeFault fault = PlanStatement(part, &change)) return Refusal(*fault);
  const Units units = UnitsOfWrite(*table, change.key, change.old_item(), change.new_item());
  Do(change);
  Answer answer{200, {{"Items", json::array()}}};
  const Item returned = Returned(part, change.before, change.after);
  if (!returned.empty()) answer.body["Items"].push_back(ToJson(returned));
  if (Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedCapacity(request.return_capacity, part.table, units, "");
  }
  return answer;
}

Answer NaiveEngine::BatchExecuteStatement(const Request& request) {
  struct Slot {
    MaybeFault fault;
    bool names_table = true;
  };
  std::vector<Slot> slots(request.parts.size());
  std::vector<std::pair<std::string, Item>> targets;
  for (size_t i = 0; i < slots.size(); i++) {
    const Request& part = request.parts[i];
    const Table* table = FindTable(part.table);
    if (table == nullptr) {
      slots[i].fault = ResourceNotFound();
      continue;
    }
    const KeySchema& keys = table->schema.keys;
    if (part.operation != Operation::kGetItem) {
      slots[i].fault = CheckKeyIn(keys, part);
    } else if (!HasKeyNames(keys, part.item)) {
      slots[i].fault = Invalid("Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
    } else {
      slots[i].fault = CheckKey(keys, Canonical(part.item));
    }
    // What is refused before it runs names no table.
    slots[i].names_table = !slots[i].fault;
    if (slots[i].fault) continue;
    const std::pair<std::string, Item> target(part.table, KeyIn(keys, part));
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Refusal(Invalid("Provided list of item keys contains duplicates"));
    }
    targets.push_back(target);
  }
  std::map<std::string, Units> units;
  json responses = json::array();
  bool any_done = false;
  for (size_t i = 0; i < slots.size(); i++) {
    const Request& part = request.parts[i];
    MaybeFault& fault = slots[i].fault;
    Item item;
    if (!fault && part.operation == Operation::kGetItem) {
      const Item* there = FindItem(*FindTable(part.table), Canonical(part.item));
      units[part.table].table += ReadUnits(there == nullptr ? 0 : SizeOf(*there), part.consistent);
      if (there != nullptr) item = part.projection ? Project(*there, *part.projection) : *there;
    } else if (!fault) {
      Change change;
      fault = PlanStatement(part, &change);
      if (fault) {
        // A write that fails is in the sum and in no share. Source: dynoxide's captures, eu-west-2 2026-08.
        uint64_t size = change.before ? SizeOf(*change.before) : 0;
        if (part.operation == Operation::kPutItem) size = std::max(size, SizeOf(Canonical(part.item)));
        units[part.table].failed += WriteUnits(size);
      } else {
        units[part.table].Add(UnitsOfWrite(tables_[part.table], change.key, change.old_item(), change.new_item()));
        item = Returned(part, change.before, change.after);
        Do(change);
      }
    }
    json response = json::object();
    if (fault) response["Error"] = {{"Code", CodeOf(*fault)}, {"Message", fault->message}};
    if (slots[i].names_table) response["TableName"] = part.table;
    if (!item.empty()) response["Item"] = ToJson(item);
    responses.push_back(response);
    any_done |= !fault;
  }
  Answer answer{200, {{"Responses", responses}}};
  if (any_done && Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "");
  }
  return answer;
}

Answer NaiveEngine::ExecuteTransaction(const Request& request, uint64_t now_ms) {
  std::vector<MaybeFault> faults(request.parts.size());
  for (size_t i = 0; i < faults.size(); i++) {
    const Request& part = request.parts[i];
    const Table* table = FindTable(part.table);
    if (table == nullptr) {
      faults[i] = ResourceNotFound();
    } else if (part.operation == Operation::kGetItem && !HasKeyNames(table->schema.keys, part.item)) {
      return Refusal(InStatement(
          i, "Select statements within ExecuteTransaction must specify the primary key in the where clause."));
    }
  }
  for (size_t i = 0; i < faults.size(); i++) {
    const Request& part = request.parts[i];
    if (faults[i]) continue;
    const KeySchema& keys = FindTable(part.table)->schema.keys;
    if (part.operation == Operation::kGetItem) {
      faults[i] = CheckKey(keys, Canonical(part.item));
    } else {
      faults[i] = CheckKeyIn(keys, part);
      if (faults[i] && faults[i]->message.substr(0, 8) == "EXISTS()") return Refusal(InStatement(i, faults[i]->message));
      if (faults[i] && part.operation != Operation::kPutItem) {
        faults[i] = Invalid("The provided key element does not match the schema");
      }
    }
    if (faults[i] && RefusesAll(*faults[i])) return Refusal(*faults[i]);
  }
  if (Cancels(faults)) return Cancelled(faults);
  std::vector<std::pair<std::string, Item>> targets;
  for (const Request& part : request.parts) {
    const std::pair<std::string, Item> target(part.table, KeyIn(FindTable(part.table)->schema.keys, part));
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      return Refusal(Invalid("Transaction request cannot include multiple operations on one item"));
    }
    targets.push_back(target);
  }
  return request.parts[0].operation == Operation::kGetItem ? ReadInTransaction(request) : WriteInTransaction(request, now_ms);
}

Answer NaiveEngine::WriteInTransaction(const Request& request, uint64_t now_ms) {
  Answer answer{200, {{"Responses", json::array()}}};
  std::map<std::string, Units> units;
  Request bare = request;
  bare.return_capacity.clear();
  const std::string payload = "statements" + Render(bare).dump();
  const auto known = tokens_.find(request.token);
  if (!request.token.empty() && known != tokens_.end() && now_ms < known->second.completed_ms + kTokenLifeMs) {
    if (known->second.payload != payload) return Refusal(TokenMismatch());
    for (const Request& part : request.parts) {
      const Table& table = *FindTable(part.table);
      const Item key = KeyIn(table.schema.keys, part);
      const Item* item = CheckKey(table.schema.keys, key) ? nullptr : FindItem(table, key);
      units[part.table].table += 2 * ReadUnits(item == nullptr ? 0 : SizeOf(*item), true);
    }
    if (Wants(request.return_capacity)) {
      answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Read");
    }
    return answer;
  }
  std::vector<MaybeFault> faults(request.parts.size());
  std::vector<Change> changes(request.parts.size());
  for (size_t i = 0; i < faults.size(); i++) {
    faults[i] = PlanStatement(request.parts[i], &changes[i]);
    if (faults[i] && RefusesAll(*faults[i])) return Refusal(*faults[i]);
    if (faults[i] && CodeOf(*faults[i]) == "ValidationError") break;
  }
  if (Cancels(faults)) return Cancelled(faults);
  for (const Change& change : changes) {
    Units of_change = UnitsOfWrite(tables_[change.table], change.key, change.old_item(), change.new_item());
    of_change.table *= 2;
    units[change.table].Add(of_change);
    Do(change);
  }
  if (!request.token.empty()) tokens_[request.token] = Token{payload, now_ms};
  if (Wants(request.return_capacity)) {
    answer.body["ConsumedCapacity"] = ConsumedList(request.return_capacity, units, "Write");
  }
  return answer;
}

}  // namespace hashrange::naive
