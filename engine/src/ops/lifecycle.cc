#include "ops/lifecycle.h"

#include "ops/lifecycle_messages.h"

namespace hashrange::ops {
namespace {

// Whether `is_meant` holds for the status of an index that is neither local nor the queue of expiry.
template <typename IsMeant>
bool AnyIndex(const store::Table& table, uint64_t now_ms, IsMeant is_meant) {
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (index.schema->kind == model::IndexKind::kLocal ||
        index.schema->kind == model::IndexKind::kExpiry) {
      continue;
    }
    if (is_meant(IndexStatusOf(table.schema(), *index.schema, index.complete(), now_ms)))
      return true;
  }
  return false;
}

}  // namespace

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
  return AnyIndex(table, now_ms, [](Bytes status) { return status != "ACTIVE"; });
}

bool HasIndexComingOrGoing(const store::Table& table, uint64_t now_ms) {
  return AnyIndex(table, now_ms,
                  [](Bytes status) { return status == "CREATING" || status == "DELETING"; });
}

Status CheckInUse(const model::TableSchema& schema, uint64_t now_ms) {
  if (IsDeleting(schema)) return Fail(kTableBeingDeleted, {schema.table_name});
  if (IsCreating(schema, now_ms)) return Fail(kTableBeingCreated, {schema.table_name});
  return {};
}

}  // namespace hashrange::ops
