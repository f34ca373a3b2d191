// OnDemandThroughput and WarmThroughput of tables and global indexes: what a request says of them, and
// how they change. Source: AWS API Reference, OnDemandThroughput and WarmThroughput; control-plane
// lab, measured us-west-2 and us-east-1 2026-10. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_THROUGHPUT_SETTINGS_H_
#define HASHRANGE_OPS_THROUGHPUT_SETTINGS_H_

#include <cstdint>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// Whose settings they are: an index by its name, or the table.
struct SettingsOwner {
  Bytes index_name = {};  // empty: the table
  model::BillingMode billing_mode = model::BillingMode::kProvisioned;
  model::Throughput throughput = {};
};

SettingsOwner OwnerOf(const model::TableSchema& table);
SettingsOwner OwnerOf(const model::TableSchema& table, const model::IndexSchema& index);

// Units that can be served at once whatever was asked for: those of a new on-demand table, or what
// is provisioned.
model::Throughput BaseWarmth(const SettingsOwner& owner);
// Units that can be served at once.
model::Throughput WarmthOf(const SettingsOwner& owner, const model::ThroughputSettings& settings);

// The same at a moment: while it is UPDATING, what it was before. Source: control-plane lab, measured
// us-west-2 and us-east-1 2026-10 (179).
model::Throughput WarmthAt(uint64_t now_ms, const SettingsOwner& owner,
                           const model::ThroughputSettings& settings);

// Remembers what can be served now: it never becomes less, whatever is provisioned next and however
// the table is billed. Source: control-plane lab, measured 2026-10.
void KeepWarmth(const SettingsOwner& owner, model::ThroughputSettings* settings);

// Whether the structure says anything: both of its members are optional.
bool SaysOnDemand(const wire::StructureView& on_demand);
bool SaysWarm(const wire::StructureView& warm);

// Sets what an OnDemandThroughput says, member by member. `is_new`: of a table or index that is being
// made; else -1 takes a cap away.
Status SetOnDemand(const Context& context, const SettingsOwner& owner,
                   const wire::StructureView& on_demand, bool is_new,
                   model::ThroughputSettings* settings);

// Sets what a WarmThroughput says, member by member. `is_new`: of a table or index that is being
// made; else it may not decrease.
Status SetWarm(const Context& context, const SettingsOwner& owner,
               const wire::StructureView& warm, bool is_new, model::ThroughputSettings* settings);

// Sets what UpdateTable's WarmThroughput says: it is UPDATING for a while, and `shown` is what the
// answer tells of it. It may be asked for again meanwhile, and the last one holds.
Status ChangeWarm(const Context& context, const SettingsOwner& owner,
                  const wire::StructureView& warm, model::ThroughputSettings* settings,
                  model::ThroughputSettings* shown);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_THROUGHPUT_SETTINGS_H_
