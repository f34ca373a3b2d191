// Parts of what Inspect answers that other verbs answer too.
#ifndef HASHRANGE_API_INSPECT_H_
#define HASHRANGE_API_INSPECT_H_

#include <vector>

#include "model/table_schema.h"
#include "store/partition.h"
#include "wire/json_text.h"

namespace hashrange::api {

// The attributes that a table's keys are made of, in the order of the keys' bytes.
std::vector<model::KeyAttribute> KeyAttributesOf(const model::TableSchema& schema);

// Writes {"low","high","itemCount","itemBytes"} of a partition of a table, or of an index, whose
// keys are made of `attributes`. `high` is null for the last one.
void WritePartition(const store::Partition& partition, wire::KeyAttributes attributes,
                    wire::JsonText* json);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_INSPECT_H_
