// Vectors in items that are written: what a table's vector indexes ask of them, and what they are
// billed as. Source: paritysuite, measured eu-west-2 2026-08 and 2026-10. Tested by
// tests/conformance.
#ifndef HASHRANGE_OPS_VECTOR_VALUES_H_
#define HASHRANGE_OPS_VECTOR_VALUES_H_

#include <cstdint>

#include "hashrange/result.h"
#include "model/item.h"
#include "model/table_schema.h"

namespace hashrange::ops {

// Of an item, a value of type M. Vectors and attributes of search schemas may be missing, but not
// be something else. Of several indexes with a fault the first by name is told. `old_item`: of an
// update, though it may not exist; what is as it was there is not looked at. Null: of a put.
Status CheckVectorsOfItem(const model::TableSchema& schema, const model::ItemView* old_item,
                          const model::Value& item);

// The size as which writing an item of that size is billed: each of its vectors counts as four bytes
// a dimension.
uint64_t BilledBytes(const model::TableSchema& schema, const model::Value& item, uint64_t bytes);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_VECTOR_VALUES_H_
