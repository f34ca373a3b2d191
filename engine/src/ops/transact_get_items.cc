// TransactGetItems: up to a hundred items of several tables as they are at one moment. Source: AWS API
// Reference, TransactGetItems; paritysuite, measured eu-west-2 2026-10.
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "ops/cancellation.h"
#include "ops/consumed_units.h"
#include "ops/item_request.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/trace_events.h"

namespace hashrange::ops {
namespace {

using Input = model::members::TransactGetItemsInput;
using Output = model::members::TransactGetItemsOutput;
using Get = model::members::Get;

constexpr ParameterName kExpressions[] = {{Get::kProjectionExpression, "ProjectionExpression"}};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kTransactGetItems,
                                           .names = Get::kExpressionAttributeNames,
                                           .values = kNoMember,
                                           .expressions = kExpressions,
                                           .with_values = {},
                                           .legacy = {},
                                           .envelope = false};

struct Action {
  Action(Context* context, const wire::StructureView& view)
      : input(view), request(context, input, kParameters) {}

  wire::StructureView input;
  ItemRequest request;
  model::ItemBuilder key;
  std::optional<expr::ProjectionExpression> projection;
  const store::Table* table = nullptr;
  model::Key table_key;
  const store::Row* row = nullptr;

  Bytes table_name() const { return input.String(Get::kTableName); }
};

// The stages that need no table, one action after the other.
Status Prepare(Action* action) {
  HR_RETURN_IF_ERROR(action->request.DecodeAttributes(Get::kKey, &action->key));
  HR_RETURN_IF_ERROR(action->request.CheckRelations());
  HR_RETURN_IF_ERROR(action->request.Substitute());
  HR_RETURN_IF_ERROR(
      action->request.ParseProjection(Get::kProjectionExpression, &action->projection));
  return action->request.CheckAllUsed();
}

// Finds the rows. A key that does not fit or is too large cancels, an empty one is refused at once.
Status FindRows(Context* context, std::deque<Action>* actions) {
  Cancellation cancellation(actions->size());
  uint64_t bytes = 0;
  for (size_t i = 0; i < actions->size(); i++) {
    Action& action = (*actions)[i];
    Status found = KeyOfParameter(action.table->schema(), action.key.value(),
                                  &context->scratch->hashes, &action.table_key);
    if (!found.ok()) {
      if (!CancelsTransaction(found.error())) return found;
      cancellation.Add(i, found.error());
      break;  // after a faulty action no other is looked at
    }
    action.row = action.table->Find(action.table_key.view());
    if (action.row != nullptr) bytes += action.row->item().item_bytes();
  }
  if (cancellation.any()) return std::move(cancellation).TakeError();
  if (bytes > model::kTransactionBytesMax) return Fail(kTransactionTooLarge);
  return {};
}

void WriteItem(Context* context, const Action& action, wire::ResponseWriter* out) {
  if (action.row == nullptr) return;
  model::Value item = action.row->item().root();
  if (action.projection) {
    model::ItemBuilder* projected = &context->scratch->projection;
    projected->Clear();
    action.projection->Apply(action.row->item(), projected);
    item = projected->value();
    if (item.count() == 0) return;
  }
  out->Member(model::members::ItemResponse::kItem);
  out->Attributes(item);
}

}  // namespace

Status TransactGetItems(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out) {
  std::deque<Action> actions;
  wire::ListView items = input.List(Input::kTransactItems);
  for (wire::StructureView item; items.Next(&item);) {
    Action& action =
        actions.emplace_back(context, item.Structure(model::members::TransactGetItem::kGet));
    HR_RETURN_IF_ERROR(Prepare(&action));
  }
  TargetSet targets;
  for (Action& action : actions) {
    if (!targets.Add(action.table_name(), action.key.value())) return Fail(kSameItemTwice);
  }
  for (Action& action : actions) {
    HR_ASSIGN_OR_RETURN(action.table, FindTable(*context, action.table_name()));
  }
  HR_RETURN_IF_ERROR(FindRows(context, &actions));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kResponses);
  const wire::ResponseWriter::Mark responses = out->BeginList();
  ConsumedByTable consumed;
  for (const Action& action : actions) {
    out->Element();
    const wire::ResponseWriter::Mark response = out->BeginStructure();
    WriteItem(context, action, out);
    out->EndStructure(response);
    const double units =
        kTransactionFactor *
        ReadUnits(action.row == nullptr ? 0 : action.row->item().item_bytes(), true);
    consumed.Of(action.table_name())->AddTable(units);
    if (context->trace != nullptr) {
      TracePointRead(*context, *action.table, action.table_key.view(), action.row);
      ConsumedUnits of_item;
      of_item.AddTable(units);
      TraceReadUnits(*context, *action.table, of_item);
    }
    action.table->partitions().Of(action.table_key.view()).heat.AddRead(context->now_ms, units);
  }
  out->EndList(responses);
  consumed.WriteMember(Output::kConsumedCapacity,
                       ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                       CapacityKind::kTransactionRead, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
