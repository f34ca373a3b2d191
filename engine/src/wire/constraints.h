// Member constraints: nulls, lengths, patterns, enumerations and ranges, gathered over the whole
// request from its shapes and reported together, before any rule that relates members. What
// precedes the value layer of attribute values. Tested by constraints_test.cc.
#ifndef HASHRANGE_WIRE_CONSTRAINTS_H_
#define HASHRANGE_WIRE_CONSTRAINTS_H_

#include "hashrange/result.h"
#include "model/dialect.h"
#include "model/operation_shapes.h"
#include "wire/request_reader.h"

namespace hashrange::wire {

// Errors: ValidationException "<n> validation errors detected: <violation>; <violation>" with at
// most ten violations, in the wording of the current request-validation layer or, where
// AnswersInOlderForm, of the older one; or "The parameter '<name>' is required but was not present
// in the request".
Status CheckConstraints(const model::OperationShape& operation, const StructureView& input,
                        model::Dialect dialect = {});

// True when the service reads this request with its older layer: where the region reads the
// operation so; PutItem, UpdateItem and DeleteItem with a value nested deeper than
// kCurrentLayerLevelsMax; UpdateItem without a Key. The relation checks of these three then come
// without the envelope, and before the nesting error. Walks every attribute value: ask only on the
// way to an error. Source: paritysuite, measured eu-west-2 2026-10; of regions, model/dialect.h.
bool AnswersInOlderForm(const model::OperationShape& operation, const StructureView& input,
                        model::Dialect dialect = {});

// Maps and lists around a leaf: at 63 the older layer answers, at 61 the current one; 62 is not
// known. Source: paritysuite, measured eu-west-2 2026-10.
inline constexpr int kCurrentLayerLevelsMax = 62;

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_CONSTRAINTS_H_
