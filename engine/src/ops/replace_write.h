// What PutItem and DeleteItem share: both take an item away whole, under an optional condition, and
// may answer with what was there. They differ in the plan. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_REPLACE_WRITE_H_
#define HASHRANGE_OPS_REPLACE_WRITE_H_

#include "ops/context.h"
#include "ops/item_request.h"
#include "ops/write_plan.h"
#include "wire/request_reader.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// The members of the two operations by their indexes.
struct ReplaceWrite {
  ExpressionParameters parameters;
  uint8_t table_name;
  uint8_t attributes;  // Item or Key
  uint8_t condition;
  uint8_t return_values;
  uint8_t return_values_on_failure;
  uint8_t return_consumed_capacity;
  uint8_t return_item_collection_metrics;
  uint8_t output_attributes;
  uint8_t output_consumed_capacity;
  uint8_t output_item_collection_metrics;
  Status (*plan)(Context* context, const store::Table& table, const model::Value& attributes,
                 const Guard& guard, WritePlan* plan);
};

Status RunReplaceWrite(const ReplaceWrite& write, Context* context,
                       const wire::StructureView& input, wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_REPLACE_WRITE_H_
