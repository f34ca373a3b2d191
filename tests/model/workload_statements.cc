// Statements of PartiQL that write, and in batches and transactions those that read one item.
#include <algorithm>
#include <utility>

#include "model/workload.h"
#include "model/workload_expressions.h"
#include "model/workload_values.h"

namespace hashrange::naive {
namespace {

// What a statement can say of an update: no if_not_exists, and ADD and DELETE of sets only.
bool HasStatement(const Operand& operand) {
  return operand.kind != Operand::Kind::kIfNotExists &&
         std::all_of(operand.parts.begin(), operand.parts.end(), [](const Operand& part) { return HasStatement(part); });
}

Update InStatement(const Update& update) {
  Update kept;
  for (const Action& action : update) {
    const bool is_set = action.section == Section::kAdd || action.section == Section::kDelete;
    if (is_set ? IsSet(action.operand.value.type) : HasStatement(action.operand)) kept.push_back(action);
  }
  return kept;
}

}  // namespace

Request Workload::MakeStatement(const NaiveEngine& engine, Operation kind, bool in_transaction) {
  Request part;
  ChooseTarget(engine, kind, &part);
  const auto table = engine.tables().find(part.table);
  TableSchema missing;
  missing.keys = {KeyAttribute{"pk", Type::kS, false}};
  const TableSchema& schema = table == engine.tables().end() ? missing : table->second.schema;
  Item like = LikeOf(engine, part);
  if (kind == Operation::kPutItem) {
    if (random_.OneIn(2) && !part.item.empty()) {
      // Of a key that is not there, mostly.
      const Item key = RandomKey(&random_, schema.keys, false);
      for (const auto& [name, value] : key) part.item[name] = value;
      part.item.erase("extra");
    }
    return part;
  }
  // A condition on a key would be more, or less, than what names the item.
  for (const KeyAttribute& key : schema.keys) like.erase(key.name);
  like.erase("extra");
  if (kind == Operation::kGetItem) {
    part.consistent = !in_transaction && random_.OneIn(3);
    if (random_.OneIn(2)) return part;
    Projection names;
    for (const Path& path : RandomProjection(&random_, like)) {
      const Path name = {path[0]};
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    part.projection = names;
    return part;
  }
  if (random_.OneIn(3) || kind == Operation::kConditionCheck) AddCondition(like, &part);
  if (kind == Operation::kUpdateItem) {
    part.update = InStatement(RandomUpdate(&random_, like, schema));
    if (part.update->empty()) {
      Action action;
      action.target = {Step{"a"}};
      action.operand.kind = Operand::Kind::kValue;
      action.operand.value = RandomValue(&random_, 1);
      part.update->push_back(action);
    }
  }
  if (in_transaction || random_.OneIn(2)) return part;
  static const std::vector<std::string> kWords = {"ALL OLD", "ALL NEW", "MODIFIED OLD", "MODIFIED NEW"};
  if (kind == Operation::kUpdateItem) part.return_values = random_.Of(kWords);
  if (kind == Operation::kDeleteItem) part.return_values = kWords[0];
  return part;
}

void Workload::MakeStatements(const NaiveEngine& engine, Request* request) {
  std::vector<Operation> kinds = {Operation::kPutItem, Operation::kUpdateItem, Operation::kUpdateItem, Operation::kDeleteItem};
  if (request->operation == Operation::kExecuteStatement) {
    request->parts = {MakeStatement(engine, random_.Of(kinds), false)};
    return;
  }
  const bool in_transaction = request->operation == Operation::kExecuteTransaction;
  if (random_.OneIn(4)) {
    kinds = {Operation::kGetItem};
  } else if (in_transaction) {
    kinds.push_back(Operation::kConditionCheck);
    if (!transactions_.empty() && random_.OneIn(6)) {
      const Request before = random_.Of(transactions_);
      if (random_.Percent(70) && before.operation == request->operation) {
        *request = before;
        return;
      }
      request->token = before.token;
    } else if (random_.OneIn(4)) {
      request->token = "token-" + std::to_string(step_count_);
    }
  }
  const size_t count = 1 + random_.Below(5);
  for (size_t i = 0; i < count; i++) {
    const Request part = MakeStatement(engine, random_.Of(kinds), in_transaction);
    const bool known = std::any_of(request->parts.begin(), request->parts.end(), [&](const Request& other) {
      return other.table == part.table && other.item == part.item;
    });
    if (!known || random_.OneIn(20)) request->parts.push_back(part);
  }
  if (!request->token.empty() && kinds[0] != Operation::kGetItem) transactions_.push_back(*request);
}

}  // namespace hashrange::naive
