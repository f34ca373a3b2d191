// StreamSpecification: what CreateTable and UpdateTable make of it, and how a table's description
// tells of it. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_STREAM_SETTINGS_H_
#define HASHRANGE_OPS_STREAM_SETTINGS_H_

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "wire/request_reader.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// Of CreateTable. `specification` is there.
Status ReadNewStream(const Context& context, const wire::StructureView& specification,
                     model::TableSchema* schema);

// Of UpdateTable, for the table as it is; checked by itself before.
Status ChangeStream(const Context& context, const wire::StructureView& specification,
                    model::TableSchema* schema);

// Writes StreamSpecification, LatestStreamLabel and LatestStreamArn, where the table has them.
void WriteStreamMembers(const model::TableSchema& schema, const Identity& identity,
                        wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STREAM_SETTINGS_H_
