// What operations tell a trace (ops/trace.h), in their own terms. Call these only while somebody
// listens: `if (context->trace != nullptr)`. Tested by engine_trace_test.cc.
#ifndef HASHRANGE_OPS_TRACE_EVENTS_H_
#define HASHRANGE_OPS_TRACE_EVENTS_H_

#include <vector>

#include "ops/consumed_units.h"
#include "ops/context.h"
#include "ops/read_source.h"
#include "ops/write_plan.h"
#include "store/secondary_index.h"
#include "store/write_batch.h"

namespace hashrange::ops {

// The attributes that a table's keys are made of, in the order of the keys' bytes; of an index's keys
// those that come before the table's.
std::vector<model::KeyAttribute> KeyAttributesOf(const model::TableSchema& schema);
std::vector<model::KeyAttribute> KeyAttributesOf(const model::IndexSchema& index);

// One key of a table was looked up.
void TracePointRead(const Context& context, const store::Table& table, model::KeyView key,
                    const store::Row* row);
// What a read or a write consumed of a table and its indexes.
void TraceReadUnits(const Context& context, const store::Table& table, const ConsumedUnits& units);
void TraceWriteUnits(const Context& context, const store::Table& table, const ConsumedUnits& units);

// A write of one item that is about to be committed, and what follows from it in the indexes.
void TraceWrite(const Context& context, const WritePlan& plan,
                const std::vector<store::IndexChange>& changes);

// The record that a prepared change of an item makes in the table's stream, if it makes one.
void TraceStreamRecord(const store::Table& table, const store::Change& change, Trace* trace);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TRACE_EVENTS_H_
