// BatchWriteItem: up to 25 writes of several tables. The service promises each for itself;
// here they are one commit. Source: AWS API Reference, BatchWriteItem; paritysuite, measured eu-west-2
// 2026-10; dynalite's tests, run on AWS.
#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/sort.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "ops/item_collection_metrics.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/write_plan.h"

namespace hashrange::ops {
namespace {

using Input = model::members::BatchWriteItemInput;
using Output = model::members::BatchWriteItemOutput;
using Request = model::members::WriteRequest;

struct Write {
  Bytes table_name;  // as sent
  bool is_put = false;
  model::ItemBuilder attributes;  // Item or Key
};

// Reads every request; of a table that stands twice the last one counts. Errors: too many in all; not
// exactly one of PutRequest and DeleteRequest; the value layer's; an item too large.
Status ReadWrites(Context* context, const wire::StructureView& input, std::deque<Write>* writes) {
  wire::MapView items = input.Map(Input::kRequestItems);
  std::vector<std::pair<Bytes, model::RequestValue>> by_name;
  Bytes name;
  for (model::RequestValue requests; items.Next(&name, &requests);) {
    const auto same = std::find_if(by_name.begin(), by_name.end(),
                                   [&](const auto& each) { return each.first == name; });
    if (same != by_name.end()) by_name.erase(same);
    by_name.emplace_back(name, requests);
    // Each has one request or more.
    if (by_name.size() > model::kBatchWriteRequestsMax)
      return Fail(kTooManyItems, {"BatchWriteItem"});
  }
  const model::Shape& list_shape =
      *input.shape().members[Input::kRequestItems].shape->element;
  size_t count = 0;
  for (const auto& [table_name, requests] : by_name) count += requests.count;
  if (count > model::kBatchWriteRequestsMax) return Fail(kTooManyItems, {"BatchWriteItem"});
  for (const auto& [table_name, requests] : by_name) {
    wire::ListView list(list_shape, requests);
    for (wire::StructureView request; list.Next(&request);) {
      Write& write = writes->emplace_back();
      write.table_name = table_name;
      write.is_put = request.has(Request::kPutRequest);
      if (write.is_put == request.has(Request::kDeleteRequest)) return Fail(kNotOneWriteRequest);
      const model::RequestValue attributes =
          write.is_put
              ? request.Structure(Request::kPutRequest).Value(model::members::PutRequest::kItem)
              : request.Structure(Request::kDeleteRequest)
                    .Value(model::members::DeleteRequest::kKey);
      write.attributes.Clear();
      HR_RETURN_IF_ERROR(context->scratch->decoder.DecodeMap(
          attributes, model::ValueLayer::kOlder, &write.attributes));
      if (write.is_put && model::ItemBytes(write.attributes.value()) > model::kItemBytesMax)
        return Fail(kItemTooLarge);
    }
  }
  return {};
}

// A put whose key is missing or of another type is told as a delete's. Source: paritysuite, measured
// eu-west-2 2026-10.
Status CheckPutKey(const model::TableSchema& schema, const model::Value& item) {
  const auto has = [&](const model::KeyAttribute& key) {
    const model::Value value = FindMember(item, key.name);
    return value.exists() && value.type() == key.type;
  };
  if (!has(schema.partition_key) || (schema.sort_key && !has(*schema.sort_key)))
    return Fail(kKeySchemaMismatch);
  return {};
}

bool HasDuplicates(const std::vector<WritePlan>& plans) {
  std::vector<const WritePlan*> sorted;
  for (const WritePlan& plan : plans) sorted.push_back(&plan);
  base::Sort(sorted, [](const WritePlan* a, const WritePlan* b) {
    if (a->table != b->table) return a->table->number() < b->table->number();
    return a->key.view() < b->key.view();
  });
  return std::adjacent_find(sorted.begin(), sorted.end(),
                            [](const WritePlan* a, const WritePlan* b) {
                              return a->table == b->table && a->key.view() == b->key.view();
                            }) != sorted.end();
}

}  // namespace

Status BatchWriteItem(Context* context, const wire::StructureView& input,
                      wire::ResponseWriter* out) {
  std::deque<Write> writes;
  HR_RETURN_IF_ERROR(ReadWrites(context, input, &writes));
  std::vector<const store::Table*> tables;
  for (const Write& write : writes) {
    HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, write.table_name));
    tables.push_back(table);
  }
  std::vector<WritePlan> plans(writes.size());
  for (size_t i = 0; i < writes.size(); i++) {
    const model::Value attributes = writes[i].attributes.value();
    if (writes[i].is_put) {
      HR_RETURN_IF_ERROR(CheckPutKey(tables[i]->schema(), attributes));
      HR_RETURN_IF_ERROR(PlanPut(context, *tables[i], attributes, Guard{}, &plans[i]));
    } else {
      HR_RETURN_IF_ERROR(PlanDelete(context, *tables[i], attributes, Guard{}, &plans[i]));
    }
  }
  if (HasDuplicates(plans)) return Fail(kDuplicateKeys);
  HR_RETURN_IF_ERROR(CommitPlans(context, plans));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kUnprocessedItems);
  out->EndMap(out->BeginMap());
  MetricsByTable metrics(input.String(Input::kReturnItemCollectionMetrics));
  ConsumedByTable consumed;
  for (size_t i = 0; i < writes.size(); i++) {
    consumed.Of(writes[i].table_name)->Add(plans[i].units);
    metrics.Add(writes[i].table_name, plans[i]);
  }
  metrics.WriteMember(Output::kItemCollectionMetrics, out);
  consumed.WriteMember(Output::kConsumedCapacity,
                       ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                       CapacityKind::kPlain, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
