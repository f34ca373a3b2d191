// ExecuteTransaction: up to a hundred statements, all reads of one item or all writes, all or nothing. Source: AWS API Reference,
// ExecuteTransaction; paritysuite, measured eu-west-2 2026-10; Floci's captures, eu-west-2 2026-09-17.
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/coding.h"
#include "base/hash.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "ops/cancellation.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/statement_messages.h"
#include "ops/statement_read.h"
#include "ops/statement_request.h"
#include "ops/statement_write.h"
#include "ops/trace_events.h"

namespace hashrange::ops {
namespace {

using Input = model::members::ExecuteTransactionInput;
using Output = model::members::ExecuteTransactionOutput;
using Member = model::members::ParameterizedStatement;
using partiql::StatementKind;

struct Action {
  Action(Context* context, const wire::StructureView& view)
      : input(view), request(context, input.String(Member::kStatement), input.List(Member::kParameters)) {}

  wire::StructureView input;
  StatementRequest request;
  const store::Table* table = nullptr;
  std::optional<model::ItemBuilder> key;  // of a read
  std::optional<StatementWrite> write;

  const partiql::Statement& statement() const { return request.statement(); }
  bool returns_item() const {
    return input.String(Member::kReturnValuesOnConditionCheckFailure) == "ALL_OLD";
  }
  model::Value target() const { return write ? write->key() : key->value(); }
};
using Actions = std::deque<Action>;

// What is wrong with a statement is said with its number.
Status InAction(size_t number, Status status) {
  if (status.ok() || status.error().type() != ErrorType::kValidation) return status;
  return Fail(kInTransaction, {std::to_string(number), status.error().message()});
}

Status ReadStatement(StatementRequest* request) {
  HR_RETURN_IF_ERROR(request->Parse());
  return request->Prepare();
}

// Reads all statements, and says whether they are reads.
Status ReadStatements(Actions* actions, bool* reads) {
  for (Action& action : *actions) HR_RETURN_IF_ERROR(action.request.DecodeParameters());
  size_t read_count = 0;
  for (size_t i = 0; i < actions->size(); i++) {
    HR_RETURN_IF_ERROR(InAction(i, ReadStatement(&(*actions)[i].request)));
    if ((*actions)[i].statement().is_read()) read_count++;
  }
  *reads = read_count > 0;
  if (read_count > 0 && read_count < actions->size()) return Fail(kMixedTransaction);
  return {};
}

// The rules of transactions for a statement whose table is there.
Status CheckStatement(const ReadSource& source, Action* action) {
  const partiql::Statement& statement = action->statement();
  if (statement.has_index()) return Fail(kIndexInTransaction);
  if (statement.returning() != partiql::Returning::kNothing) return Fail(kReturningInTransaction);
  if (!statement.is_read()) return {};
  HR_RETURN_IF_ERROR(ReadItemKey(statement, source, &action->key));
  return action->key ? Status() : Fail(kTransactionWithoutKey);
}

// Finds the item of a statement. What does not name one, or names it with other types, does not fit the schema.
Status FindItem(Context* context, Action* action) {
  model::Key key;
  if (action->key) {
    return KeyOfParameter(action->table->schema(), action->key->value(), &context->scratch->hashes, &key);
  }
  action->write.emplace(context, action->statement(), *action->table);
  Status found = action->write->FindKey();
  if (found.ok() || action->statement().kind() == StatementKind::kInsert) return found;
  const std::string& message = found.error().message();
  if (message == kExistsOfOneItem.text || message.substr(0, 8) == kSeveralKeyValues.text.substr(0, 8)) return found;
  return Fail(kKeySchemaMismatch);
}

// Finds the tables and the items, each once. Of the statements that cannot be done all are told.
Status FindItems(Context* context, Actions* actions) {
  Cancellation cancellation(actions->size());
  for (size_t i = 0; i < actions->size(); i++) {
    Action& action = (*actions)[i];
    const Result<const store::Table*> table = FindTable(*context, action.request.table_name());
    if (!table.ok()) {
      cancellation.Add(i, table.error());
      continue;
    }
    action.table = table.value();
    ReadSource source;
    source.table = action.table;
    HR_RETURN_IF_ERROR(InAction(i, CheckStatement(source, &action)));
  }
  for (size_t i = 0; i < actions->size(); i++) {
    Action& action = (*actions)[i];
    if (action.table == nullptr) continue;
    Status found = FindItem(context, &action);
    if (found.ok()) continue;
    if (found.error().message() == kExistsOfOneItem.text) return InAction(i, std::move(found));
    if (!CancelsTransaction(found.error())) return found;
    cancellation.Add(i, found.error());
  }
  if (cancellation.any()) return std::move(cancellation).TakeError();
  TargetSet targets;
  for (const Action& action : *actions) {
    if (!targets.Add(action.request.table_name(), action.target())) return Fail(kSameItemTwice);
  }
  return {};
}

const store::Row* FindRow(Context* context, const Action& action, model::Key* key) {
  const Status valid = KeyOfParameter(action.table->schema(), action.target(), &context->scratch->hashes, key);
  return valid.ok() ? action.table->Find(key->view()) : nullptr;
}

Status ReadItems(Context* context, const wire::StructureView& input, const Actions& actions, wire::ResponseWriter* out) {
  std::vector<model::Key> keys(actions.size());
  std::vector<const store::Row*> rows;
  uint64_t bytes = 0;
  for (size_t i = 0; i < actions.size(); i++) {
    rows.push_back(FindRow(context, actions[i], &keys[i]));
    if (rows[i] != nullptr) bytes += rows[i]->item().item_bytes();
  }
  if (bytes > model::kTransactionBytesMax) return Fail(kTransactionTooLarge);

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kResponses);
  const wire::ResponseWriter::Mark responses = out->BeginList();
  ConsumedByTable consumed;
  for (size_t i = 0; i < actions.size(); i++) {
    const Action& action = actions[i];
    out->Element();
    const wire::ResponseWriter::Mark response = out->BeginStructure();
    if (rows[i] != nullptr) {
      const partiql::Columns& columns = action.statement().columns();
      model::Value item = rows[i]->item().root();
      if (!columns.empty()) {
        model::ItemBuilder* projected = &context->scratch->projection;
        projected->Clear();
        columns.Apply(rows[i]->item(), projected);
        item = projected->value();
      }
      if (item.count() > 0) {
        out->Member(model::members::ItemResponse::kItem);
        out->Attributes(item);
      }
    }
    out->EndStructure(response);
    ConsumedUnits units;
    units.AddTable(kTransactionFactor * ReadUnits(rows[i] == nullptr ? 0 : rows[i]->item().item_bytes(), true));
    consumed.Of(action.request.table_name())->Add(units);
    action.table->partitions().Of(keys[i].view()).heat.AddRead(context->now_ms, units.table());
    if (context->trace != nullptr) {
      TracePointRead(*context, *action.table, keys[i].view(), rows[i]);
      TraceReadUnits(*context, *action.table, units);
    }
  }
  out->EndList(responses);
  consumed.WriteMember(Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                       CapacityKind::kTransactionRead, out);
  out->EndStructure(output);
  return {};
}

// What is asked, without how it is to be answered. It begins unlike what TransactWriteItems asks.
std::string DigestOf(const Actions& actions) {
  std::string asked = "statements";
  for (const Action& action : actions) {
    std::string one;
    action.request.AppendTo(&one);
    base::PutLengthPrefixed(&asked, one);
    asked.push_back(action.returns_item() ? 1 : 0);
  }
  const auto digest = base::Md5(asked);
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

Status PlanAll(const Actions& actions, std::vector<WritePlan>* plans) {
  uint64_t bytes = 0;
  for (const Action& action : actions) bytes += model::ItemBytes(action.target()) + action.request.parameter_bytes();
  if (bytes > model::kTransactionBytesMax) return Fail(kTransactionTooLarge);
  Cancellation cancellation(actions.size());
  for (size_t i = 0; i < actions.size(); i++) {
    Status planned = actions[i].write->Plan(actions[i].returns_item(), &(*plans)[i]);
    if (planned.ok()) continue;
    if (!CancelsTransaction(planned.error())) return planned;
    cancellation.Add(i, planned.error());
    // After a faulty statement no other is looked at.
    if (planned.error().type() == ErrorType::kValidation) break;
  }
  if (cancellation.any()) return std::move(cancellation).TakeError();
  return {};
}

// An answer to writes has no responses.
void WriteDone(const wire::StructureView& input, const ConsumedByTable& consumed, CapacityKind kind, wire::ResponseWriter* out) {
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kResponses);
  out->EndList(out->BeginList());
  consumed.WriteMember(Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)), kind, out);
  out->EndStructure(output);
}

// As TransactWriteItems answers under a token whose request has been carried out.
void WriteReplay(Context* context, const wire::StructureView& input, const Actions& actions, wire::ResponseWriter* out) {
  ConsumedByTable consumed;
  for (const Action& action : actions) {
    model::Key key;
    const store::Row* row = FindRow(context, action, &key);
    consumed.Of(action.request.table_name())
        ->AddTable(kTransactionFactor * ReadUnits(row == nullptr ? 0 : row->item().item_bytes(), true));
  }
  WriteDone(input, consumed, CapacityKind::kTransactionRead, out);
}

Status WriteItems(Context* context, const wire::StructureView& input, const Actions& actions, wire::ResponseWriter* out) {
  std::optional<store::TokenUse> token;
  if (input.has(Input::kClientRequestToken)) {
    token = store::TokenUse{std::string(input.String(Input::kClientRequestToken)), DigestOf(actions), context->now_ms};
    const auto used = context->state->tokens().Find(token->token, context->now_ms);
    if (used && *used != Bytes(token->digest)) return Fail(kTokenMismatch);
    if (used) {
      WriteReplay(context, input, actions, out);
      return {};
    }
  }
  std::vector<WritePlan> plans(actions.size());
  HR_RETURN_IF_ERROR(PlanAll(actions, &plans));
  HR_RETURN_IF_ERROR(CommitPlans(context, plans, std::move(token)));
  ConsumedByTable consumed;
  for (size_t i = 0; i < actions.size(); i++) {
    ConsumedUnits units = plans[i].units;
    units.AddTable(units.table() * (kTransactionFactor - 1));
    consumed.Of(actions[i].request.table_name())->Add(units);
  }
  WriteDone(input, consumed, CapacityKind::kTransactionWrite, out);
  return {};
}

}  // namespace

Status ExecuteTransaction(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  Actions actions;
  wire::ListView statements = input.List(Input::kTransactStatements);
  for (wire::StructureView statement; statements.Next(&statement);) actions.emplace_back(context, statement);
  bool reads = false;
  HR_RETURN_IF_ERROR(ReadStatements(&actions, &reads));
  HR_RETURN_IF_ERROR(FindItems(context, &actions));
  return reads ? ReadItems(context, input, actions, out) : WriteItems(context, input, actions, out);
}

}  // namespace hashrange::ops
