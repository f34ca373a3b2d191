// Parts of what Inspect answers that other verbs answer too.
#ifndef HASHRANGE_API_INSPECT_H_
#define HASHRANGE_API_INSPECT_H_

#include <vector>

#include "model/table_schema.h"
#include "store/partition.h"
#include "wire/json_text.h"

namespace hashrange::api {

// The attributes that a table's keys are made of, in the order of the keys' bytes; of an index's keys
// those that come before the table's.
std::vector<model::KeyAttribute> KeyAttributesOf(const model::TableSchema& schema);
std::vector<model::KeyAttribute> KeyAttributesOf(const model::IndexSchema& index);

// Writes {"low","high","itemCount","itemBytes","heat":{"readUnits","writeUnits"}} of a partition of a
// table, or of an index, whose keys are made of `attributes`. `high` is null for the last one. Heat is
// what was consumed in this minute and the one before.
void WritePartition(const store::Partition& partition, wire::KeyAttributes attributes,
                    uint64_t now_ms, wire::JsonText* json);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_INSPECT_H_
