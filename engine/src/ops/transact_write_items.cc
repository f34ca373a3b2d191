// TransactWriteItems: up to a hundred writes and checks of several tables, all or nothing. Every action
// is planned against the state before the transaction; then all are one commit. Source: AWS API
// Reference, TransactWriteItems; paritysuite, measured eu-west-2 2026-10.
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "model/limits.h"
#include "ops/cancellation.h"
#include "ops/item_collection_metrics.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/transact_write_action.h"
#include "ops/write_plan.h"

namespace hashrange::ops {
namespace {

using Input = model::members::TransactWriteItemsInput;
using Output = model::members::TransactWriteItemsOutput;
using Actions = std::deque<TransactWriteAction>;

// Reads the actions, each to its end before the next: the first fault in the order of the request is
// told, whatever kind it is.
Status ReadActions(Context* context, const wire::StructureView& input, Actions* actions) {
  const bool older = context->identity->dialect.has(model::kOlderTransactions);
  wire::ListView items = input.List(Input::kTransactItems);
  for (wire::StructureView item; items.Next(&item);) {
    const std::optional<ActionKind> kind = ActionKindOf(item);
    if (!kind && HasAction(item)) return Fail(kSeveralActions);
    if (!kind) return Fail(older ? kNoActionOlder : kNoAction);
    HR_RETURN_IF_ERROR(actions->emplace_back(context, *kind, item).Prepare());
  }
  uint64_t bytes = 0;
  for (const TransactWriteAction& action : *actions) bytes += action.payload_bytes();
  if (bytes > model::kTransactionBytesMax) return Fail(kTransactionTooLarge);
  return {};
}

// Each item once, and the tables there. An item of a table that is not there has no key.
Status FindTables(const Context& context, Actions* actions) {
  TargetSet targets;
  for (TransactWriteAction& action : *actions) {
    action.table = context.state->catalog().Find(TableNameOf(action.table_name()));
    if (action.table == nullptr) continue;
    if (!targets.Add(action.table_name(), action.TargetKey())) return Fail(kSameItemTwice);
  }
  for (TransactWriteAction& action : *actions) {
    HR_ASSIGN_OR_RETURN(action.table, FindTable(context, action.table_name()));
  }
  return {};
}

// What is asked, without how it is to be answered: two requests with the same digest are the same.
// Order and spelling of JSON, and numbers that are equal, make no difference.
std::string DigestOf(const Actions& actions) {
  std::string asked;
  for (const TransactWriteAction& action : actions) action.AppendTo(&asked);
  const auto digest = base::Md5(asked);
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

Status PlanAll(Context* context, Actions* actions, std::vector<WritePlan>* plans) {
  Cancellation cancellation(actions->size());
  for (size_t i = 0; i < actions->size(); i++) {
    Status planned = (*actions)[i].Plan(context, &(*plans)[i]);
    if (planned.ok()) continue;
    if (!CancelsTransaction(planned.error())) return planned;
    cancellation.Add(i, planned.error());
    // After a faulty action no other is looked at.
    if (planned.error().type() == ErrorType::kValidation) break;
  }
  if (cancellation.any()) return std::move(cancellation).TakeError();
  return {};
}

// A write costs twice in the table; its part of an index is written once. Source: AWS Developer Guide,
// "Managing complex workflows"; of the indexes: AWS's cost tools.
void MakeTransactionUnits(ConsumedUnits* units) {
  units->AddTable(units->table() * (kTransactionFactor - 1));
}

// The answer under a token whose request has been carried out: nothing is done, and the units are those
// of reading the items. Source: paritysuite, measured eu-west-2 2026-10.
void WriteReplay(Context* context, const wire::StructureView& input, const Actions& actions,
                 wire::ResponseWriter* out) {
  ConsumedByTable consumed;
  for (const TransactWriteAction& action : actions) {
    const store::Row* row = action.FindRow(context);
    consumed.Of(action.table_name())
        ->AddTable(kTransactionFactor *
                   ReadUnits(row == nullptr ? 0 : row->item().item_bytes(), true));
  }
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  consumed.WriteMember(Output::kConsumedCapacity,
                       ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                       CapacityKind::kTransactionRead, out);
  out->EndStructure(output);
}

}  // namespace

Status TransactWriteItems(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out) {
  Actions actions;
  HR_RETURN_IF_ERROR(ReadActions(context, input, &actions));
  HR_RETURN_IF_ERROR(FindTables(*context, &actions));

  std::optional<store::TokenUse> token;
  if (input.has(Input::kClientRequestToken)) {
    token = store::TokenUse{std::string(input.String(Input::kClientRequestToken)),
                            DigestOf(actions), context->now_ms};
    const auto used = context->state->tokens().Find(token->token, context->now_ms);
    if (used && *used != Bytes(token->digest)) return Fail(kTokenMismatch);
    if (used) {
      WriteReplay(context, input, actions, out);
      return {};
    }
  }
  std::vector<WritePlan> plans(actions.size());
  HR_RETURN_IF_ERROR(PlanAll(context, &actions, &plans));
  // Before the commit, which heats the partitions and tells the trace.
  for (WritePlan& plan : plans) MakeTransactionUnits(&plan.units);
  HR_RETURN_IF_ERROR(CommitPlans(context, plans, std::move(token)));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  MetricsByTable metrics(input.String(Input::kReturnItemCollectionMetrics));
  ConsumedByTable consumed;
  for (size_t i = 0; i < actions.size(); i++) {
    consumed.Of(actions[i].table_name())->Add(plans[i].units);
    if (actions[i].kind() != ActionKind::kConditionCheck)
      metrics.Add(actions[i].table_name(), plans[i]);
  }
  consumed.WriteMember(Output::kConsumedCapacity,
                       ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                       CapacityKind::kTransactionWrite, out);
  metrics.WriteMember(Output::kItemCollectionMetrics, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
