// The checks of attributes that are keys of secondary indexes: an item that is written may lack them,
// but not have them with another type, empty or too large. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_INDEX_KEYS_H_
#define HASHRANGE_OPS_INDEX_KEYS_H_

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"
#include "model/table_schema.h"

namespace hashrange::ops {

// Of an item that is put whole, a value of type M. Of several indexes with a fault the first by name
// is told.
Status CheckIndexKeysOfItem(const model::TableSchema& schema, const model::Value& item);

// Of an update expression, before there is an item: what the statement alone says.
Status CheckIndexKeysOfUpdate(const model::TableSchema& schema,
                              const expr::UpdateExpression& update);

// Of the item that an update has made, where it differs from the old one (which may not exist).
Status CheckIndexKeysOfUpdated(const model::TableSchema& schema, const model::ItemView& old_item,
                               const model::Value& new_item);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_INDEX_KEYS_H_
