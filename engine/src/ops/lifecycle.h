// Where tables and indexes are in their lives: what their schemas say of the moment. A state ends by
// itself when its time has come; what must then go is taken away by api/lifecycle.cc before the next
// request is run. Source: AWS Developer Guide, "Managing Global Secondary Indexes"; paritysuite,
// measured eu-west-2 2026-08; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// engine_lifecycle_test.cc.
#ifndef HASHRANGE_OPS_LIFECYCLE_H_
#define HASHRANGE_OPS_LIFECYCLE_H_

#include <cstdint>

#include "hashrange/bytes.h"
#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "store/table.h"

namespace hashrange::ops {

// The end of a state that begins now; 0 when it has no length.
inline uint64_t EndOf(uint64_t now_ms, uint64_t delay_ms) {
  return delay_ms == 0 ? 0 : now_ms + delay_ms;
}

inline bool IsCreating(const model::TableSchema& schema, uint64_t now_ms) {
  return now_ms < schema.lifecycle.creating_until_ms;
}
inline bool IsDeleting(const model::TableSchema& schema) {
  return schema.lifecycle.deleting_until_ms != 0;
}
inline bool IsUpdating(const model::TableSchema& schema, uint64_t now_ms) {
  return now_ms < schema.lifecycle.updating_until_ms;
}
// Whether items can be read and written: neither creating nor deleting.
inline bool IsThere(const model::TableSchema& schema, uint64_t now_ms) {
  return !IsCreating(schema, now_ms) && !IsDeleting(schema);
}

// "CREATING", "UPDATING", "DELETING" or "ACTIVE".
Bytes TableStatusOf(const model::TableSchema& schema, uint64_t now_ms);

// The same of an index that is not local. `complete`: it is filled.
Bytes IndexStatusOf(const model::TableSchema& schema, const model::IndexSchema& index,
                    bool complete, uint64_t now_ms);

// Whether an index of the table is being made, filled, updated or deleted.
bool HasIndexAtWork(const store::Table& table, uint64_t now_ms);
// The same without those that are being updated.
bool HasIndexComingOrGoing(const store::Table& table, uint64_t now_ms);

// Whether the table is busy while its status may say ACTIVE: its encryption or its warm throughput
// is UPDATING.
inline bool IsUpdatingQuietly(const model::TableSchema& schema, uint64_t now_ms) {
  return now_ms < schema.encryption.updating_until_ms || now_ms < schema.settings.warming_until_ms;
}

// Errors of UpdateTable and the like for a table that is being made or is going.
Status CheckInUse(const model::TableSchema& schema, uint64_t now_ms);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_LIFECYCLE_H_
