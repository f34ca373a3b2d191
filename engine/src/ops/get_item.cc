// GetItem: the item with a key, or what a projection names of it. Source: AWS API Reference,
// GetItem.
#include <optional>

#include "ops/consumed_units.h"
#include "ops/item_request.h"
#include "ops/keys.h"
#include "ops/operations.h"
#include "ops/plain_request.h"
#include "ops/response_parts.h"
#include "ops/trace_events.h"

namespace hashrange::ops {
namespace {

using Input = model::members::GetItemInput;
using Output = model::members::GetItemOutput;

constexpr ParameterName kExpressions[] = {{Input::kProjectionExpression, "ProjectionExpression"}};
constexpr ParameterName kLegacy[] = {{Input::kAttributesToGet, "AttributesToGet"}};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kGetItem,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = kNoMember,
                                           .expressions = kExpressions,
                                           .with_values = {},
                                           .legacy = kLegacy,
                                           .envelope = false};

// An eventually consistent read; what ConsistentRead asked for makes no difference to the answer, and
// is not told apart on the short way.
double PlainReadUnits(const model::ItemView& item) { return ReadUnits(item.item_bytes(), false); }

}  // namespace

bool PlainGetItem(Context* context, const model::RequestValue& body, wire::ResponseWriter* out) {
  PlainRequest request;
  if (!ReadPlainRequest(body, Input::kTableName, Input::kKey, Input::kConsistentRead, &request))
    return false;
  const Result<const store::Table*> found = FindTable(*context, request.table_name);
  if (!found.ok()) return false;
  const store::Table* table = found.value();
  model::Key* key = &context->scratch->key;
  if (!KeyOfPlainParameter(table->schema(), request.attributes, &context->scratch->hashes, key)) {
    return false;
  }
  const store::Partition& partition = table->partitions().Of(key->view());
  const store::Row* row = partition.Find(key->view());
  partition.heat.AddRead(context->now_ms, row == nullptr ? 0.5 : PlainReadUnits(row->item()));
  if (row != nullptr) {
    out->OnlyAttributes(Output::kItem, row->item().root());
  } else {
    out->EndStructure(out->BeginStructure());
  }
  return true;
}

Status GetItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  std::optional<expr::ProjectionExpression> projection;
  HR_RETURN_IF_ERROR(request.DecodeAttributes(Input::kKey, &context->scratch->item));
  HR_RETURN_IF_ERROR(request.CheckRelations());
  HR_RETURN_IF_ERROR(request.Substitute());
  HR_RETURN_IF_ERROR(request.ParseProjection(Input::kProjectionExpression, &projection));
  HR_RETURN_IF_ERROR(request.CheckAllUsed());

  const Bytes table_name = input.String(Input::kTableName);
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, table_name));
  model::Key* key = &context->scratch->key;
  HR_RETURN_IF_ERROR(KeyOfParameter(table->schema(), context->scratch->item.value(),
                                    &context->scratch->hashes, key));
  const store::Row* row = table->Find(key->view());

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  if (row != nullptr) {
    model::Value item = row->item().root();
    if (projection) {
      model::ItemBuilder* projected = &context->scratch->projection;
      projected->Clear();
      projection->Apply(row->item(), projected);
      item = projected->value();
    }
    out->Member(Output::kItem);
    out->Attributes(item);
  }
  ConsumedUnits units;
  units.AddTable(ReadUnits(row == nullptr ? 0 : row->item().item_bytes(),
                           input.Boolean(Input::kConsistentRead)));
  table->partitions().Of(key->view()).heat.AddRead(context->now_ms, units.table());
  if (context->trace != nullptr) {
    TracePointRead(*context, *table, key->view(), row);
    TraceReadUnits(*context, *table, units);
  }
  WriteConsumedCapacityMember(Output::kConsumedCapacity,
                              ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                              table_name, units, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
