#include "ops/lifecycle.h"

#include "ops/table_messages.h"

namespace hashrange::ops {

Bytes TableStatusOf(const model::TableSchema& schema, uint64_t now_ms) {
  if (IsDeleting(schema)) return "DELETING";
  if (IsCreating(schema, now_ms)) return "CREATING";
  return IsUpdating(schema, now_ms) ? "UPDATING" : "ACTIVE";
}

Bytes IndexStatusOf(const model::TableSchema& schema, const model::IndexSchema& index,
                    bool complete, uint64_t now_ms) {
  if (index.lifecycle.deleting_until_ms != 0) return "DELETING";
  if (!complete || IsCreating(schema, now_ms)) return "CREATING";
  return now_ms < index.lifecycle.updating_until_ms ? "UPDATING" : "ACTIVE";
}

bool HasIndexAtWork(const store::Table& table, uint64_t now_ms) {
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (index.schema->kind == model::IndexKind::kLocal ||
        index.schema->kind == model::IndexKind::kExpiry) {
      continue;
    }
    if (IndexStatusOf(table.schema(), *index.schema, index.complete(), now_ms) != "ACTIVE")
      return true;
  }
  return false;
}

Status CheckInUse(const model::TableSchema& schema, uint64_t now_ms) {
  if (IsDeleting(schema)) return Fail(kTableBeingDeleted, {schema.table_name});
  if (IsCreating(schema, now_ms)) return Fail(kTableBeingCreated, {schema.table_name});
  return {};
}

}  // namespace hashrange::ops
