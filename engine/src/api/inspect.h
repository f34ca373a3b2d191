// Parts of what Inspect answers that other verbs answer too.
#ifndef HASHRANGE_API_INSPECT_H_
#define HASHRANGE_API_INSPECT_H_

#include "ops/trace_events.h"
#include "store/partition.h"
#include "wire/json_text.h"

namespace hashrange::api {

using ops::KeyAttributesOf;

// Writes {"low","high","itemCount","itemBytes","heat":{"readUnits","writeUnits"}} of a partition of a
// table, or of an index, whose keys are made of `attributes`. `high` is null for the last one. Heat is
// what was consumed in this minute and the one before.
void WritePartition(const store::Partition& partition, wire::KeyAttributes attributes,
                    uint64_t now_ms, wire::JsonText* json);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_INSPECT_H_
