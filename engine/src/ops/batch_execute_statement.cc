// BatchExecuteStatement: up to 25 statements, all reads of one item or all writes, each with an answer of its own. Source: AWS API
// Reference, BatchExecuteStatement; paritysuite, measured eu-west-2 2026-10; dynoxide's captures, eu-west-2 2026-08.
#include <deque>
#include <optional>
#include <utility>

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

using Input = model::members::BatchExecuteStatementInput;
using Output = model::members::BatchExecuteStatementOutput;
using Member = model::members::BatchStatementRequest;
using Response = model::members::BatchStatementResponse;
using ResponseError = model::members::BatchStatementError;

struct Slot {
  Slot(Context* context, const wire::StructureView& view)
      : input(view), request(context, input.String(Member::kStatement), input.List(Member::kParameters)) {}

  wire::StructureView input;
  StatementRequest request;
  bool parsed = false;
  std::optional<Error> error;
  bool names_table = true;  // in the answer: not of what is refused before it runs
  ReadSource source;
  std::optional<model::ItemBuilder> key;  // of a read
  std::optional<StatementWrite> write;

  model::Value target() const { return write ? write->key() : key->value(); }
  void Refuse(Status status, bool with_table) {
    if (status.ok()) return;
    error.emplace(std::move(status).error());
    names_table = with_table;
  }
};

Status ReadStatement(Slot* slot) {
  HR_RETURN_IF_ERROR(slot->request.DecodeParameters());
  HR_RETURN_IF_ERROR(slot->request.Parse());
  slot->parsed = true;
  HR_RETURN_IF_ERROR(slot->request.Prepare());
  if (slot->request.statement().kind() == partiql::StatementKind::kExists) return Fail(partiql::kExistsAlone);
  return {};
}

// Finds the one item that the statement is about.
Status FindTarget(Context* context, Slot* slot) {
  const partiql::Statement& statement = slot->request.statement();
  if (!statement.is_read()) {
    slot->write.emplace(context, statement, *slot->source.table);
    return slot->write->FindKey();
  }
  if (statement.has_index()) return Fail(kBatchWithoutKey);
  HR_RETURN_IF_ERROR(ReadItemKey(statement, slot->source, &slot->key));
  if (!slot->key) return Fail(kBatchWithoutKey);
  model::Key key;
  return KeyOfParameter(slot->source.schema(), slot->key->value(), &context->scratch->hashes, &key);
}

// What is answered of the item; what does not exist when nothing is.
model::Value RunRead(Context* context, const Slot& slot, ConsumedByTable* consumed) {
  model::Key key;
  // Was checked by FindTarget.
  const Status valid = KeyOfParameter(slot.source.schema(), slot.key->value(), &context->scratch->hashes, &key);
  const store::Row* row = valid.ok() ? slot.source.table->Find(key.view()) : nullptr;
  ConsumedUnits units;
  units.AddTable(ReadUnits(row == nullptr ? 0 : row->item().item_bytes(), slot.input.Boolean(Member::kConsistentRead)));
  slot.source.table->partitions().Of(key.view()).heat.AddRead(context->now_ms, units.table());
  if (context->trace != nullptr) {
    TracePointRead(*context, *slot.source.table, key.view(), row);
    TraceReadUnits(*context, *slot.source.table, units);
  }
  consumed->Of(slot.request.table_name())->Add(units);
  if (row == nullptr) return {};
  const partiql::Columns& columns = slot.request.statement().columns();
  if (columns.empty()) return row->item().root();
  model::ItemBuilder* projected = &context->scratch->projection;
  projected->Clear();
  columns.Apply(row->item(), projected);
  return projected->value().count() == 0 ? model::Value{} : projected->value();
}

// ReturnValuesOnConditionCheckFailure makes no difference here. Source: paritysuite, measured eu-west-2 2026-08.
Status RunWrite(Context* context, const Slot& slot, ConsumedByTable* consumed, WritePlan* plan) {
  Status planned = slot.write->Plan(false, plan);
  if (planned.ok()) planned = CommitPlans(context, {plan, 1});
  ConsumedUnits* units = consumed->Of(slot.request.table_name());
  if (planned.ok()) {
    units->Add(plan->units);
  } else {
    units->AddToSum(slot.write->TriedUnits(*plan));
  }
  return planned;
}

Bytes CodeOf(const Error& error) {
  switch (error.type()) {
    case ErrorType::kConditionalCheckFailed:
      return "ConditionalCheckFailed";
    case ErrorType::kDuplicateItem:
      return "DuplicateItem";
    case ErrorType::kResourceNotFound:
      return "ResourceNotFound";
    case ErrorType::kInternalServerError:
      return "InternalServerError";
    default:
      return "ValidationError";
  }
}

void WriteResponse(const Slot& slot, const model::Value& item, wire::ResponseWriter* out) {
  out->Element();
  const wire::ResponseWriter::Mark response = out->BeginStructure();
  if (slot.error) {
    out->Member(Response::kError);
    const wire::ResponseWriter::Mark error = out->BeginStructure();
    out->Member(ResponseError::kCode);
    out->String(CodeOf(*slot.error));
    out->Member(ResponseError::kMessage);
    out->String(slot.error->message());
    out->EndStructure(error);
  }
  if (slot.names_table) {
    out->Member(Response::kTableName);
    out->String(slot.request.table_name());
  }
  if (item.exists()) {
    out->Member(Response::kItem);
    out->Attributes(item);
  }
  out->EndStructure(response);
}

// Reads the statements and finds their items.
Status PrepareAll(Context* context, std::deque<Slot>* slots) {
  bool reads = false;
  bool writes = false;
  for (Slot& slot : *slots) {
    slot.Refuse(ReadStatement(&slot), false);
    if (!slot.parsed) continue;
    (slot.request.statement().is_read() ? reads : writes) = true;
  }
  if (reads && writes) return Fail(kMixedBatch);
  TargetSet targets;
  for (Slot& slot : *slots) {
    if (slot.error) continue;
    const Result<const store::Table*> table = FindTable(*context, slot.request.table_name());
    if (!table.ok()) {
      slot.Refuse(Fail(kResourceNotFound), true);
      continue;
    }
    slot.source.table = table.value();
    slot.Refuse(FindTarget(context, &slot), false);
    if (!slot.error && !targets.Add(slot.request.table_name(), slot.target())) return Fail(kDuplicateKeys);
  }
  return {};
}

}  // namespace

Status BatchExecuteStatement(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  std::deque<Slot> slots;
  wire::ListView statements = input.List(Input::kStatements);
  for (wire::StructureView statement; statements.Next(&statement);) slots.emplace_back(context, statement);
  HR_RETURN_IF_ERROR(PrepareAll(context, &slots));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kResponses);
  const wire::ResponseWriter::Mark responses = out->BeginList();
  ConsumedByTable consumed;
  bool any_done = false;
  for (Slot& slot : slots) {
    model::Value item;
    WritePlan plan;
    if (!slot.error && slot.write) {
      slot.Refuse(RunWrite(context, slot, &consumed, &plan), true);
      if (!slot.error) item = slot.write->Returned(plan, &context->scratch->projection);
    } else if (!slot.error) {
      item = RunRead(context, slot, &consumed);
    }
    any_done |= !slot.error;
    WriteResponse(slot, item, out);
  }
  out->EndList(responses);
  // Nothing when every statement failed. Source: dynoxide's captures, eu-west-2 2026-08.
  if (any_done) {
    consumed.WriteMember(Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                         CapacityKind::kPlain, out);
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
