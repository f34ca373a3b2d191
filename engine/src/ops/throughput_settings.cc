#include "ops/throughput_settings.h"

#include <algorithm>
#include <string>

#include "ops/lifecycle.h"
#include "ops/throughput.h"
#include "ops/throughput_messages.h"

namespace hashrange::ops {
namespace {

using model::BillingMode;
using model::members::OnDemandThroughput;
using model::members::WarmThroughput;
using wire::StructureView;

// A new on-demand table, and each of its global indexes, serves this at once. Source: AWS Developer
// Guide, "Understanding DynamoDB warm throughput".
constexpr int64_t kInitialReadUnits = 12'000;
constexpr int64_t kInitialWriteUnits = 4'000;
constexpr int64_t kNoCap = -1;

// The account's quotas that caps and warmth are held to.
constexpr Bytes kReadQuota = "TableMaxReadCapacityUnits";
constexpr Bytes kWriteQuota = "TableMaxWriteCapacityUnits";

// "table", or "index : <name>".
std::string OwnerOfCap(const SettingsOwner& owner) {
  return owner.index_name.empty() ? "table" : "index : " + std::string(owner.index_name);
}

std::string OwnerOfWarmth(const SettingsOwner& owner) {
  return owner.index_name.empty() ? "table" : "index " + std::string(owner.index_name);
}

// The two messages write the name of an index differently.
Status RefuseCap(const SettingsOwner& owner, bool is_new, Bytes name) {
  std::string of_index;
  if (!owner.index_name.empty())
    of_index.append(is_new ? " for index: " : " for index : ").append(owner.index_name);
  return Fail(is_new ? kCapOfProvisioned : kCapOfProvisionedOnUpdate, {name, of_index});
}

Status SetCap(const Context& context, const SettingsOwner& owner, int64_t units, bool is_new,
              Bytes name, Bytes quota, int64_t* cap) {
  if (owner.billing_mode == BillingMode::kProvisioned) return RefuseCap(owner, is_new, name);
  if (units == kNoCap && !is_new) {
    *cap = 0;
    return {};
  }
  if (units < 1) return Fail(kCapOutOfRange, {name, OwnerOfCap(owner)});
  if (units > kTableUnitsMax)
    return Fail(kCapAboveQuota, {name, OwnerOfCap(owner), quota, context.identity->region});
  *cap = units;
  return {};
}

Status SetWarmth(const Context& context, const SettingsOwner& owner, int64_t units, int64_t base,
                 int64_t present, bool is_new, Bytes name, Bytes capacity_name, Bytes quota,
                 int64_t* warm) {
  if (units < base && is_new) {
    if (owner.billing_mode == BillingMode::kPayPerRequest)
      return Fail(kWarmthBelowInitial, {name, OwnerOfWarmth(owner)});
    return Fail(kWarmthBelowCapacity, {name, OwnerOfWarmth(owner), capacity_name});
  }
  if (units < present) return Fail(kWarmthDecreased, {name, OwnerOfWarmth(owner)});
  if (units > kTableUnitsMax)
    return Fail(kWarmthAboveQuota, {name, OwnerOfWarmth(owner), quota, context.identity->region});
  *warm = units;
  return {};
}

}  // namespace

SettingsOwner OwnerOf(const model::TableSchema& table) {
  return {.billing_mode = table.billing_mode, .throughput = table.throughput};
}

SettingsOwner OwnerOf(const model::TableSchema& table, const model::IndexSchema& index) {
  return {.index_name = index.name,
          .billing_mode = table.billing_mode,
          .throughput = index.throughput};
}

model::Throughput BaseWarmth(const SettingsOwner& owner) {
  if (owner.billing_mode == BillingMode::kProvisioned) return owner.throughput;
  model::Throughput initial;
  initial.read_capacity_units = kInitialReadUnits;
  initial.write_capacity_units = kInitialWriteUnits;
  return initial;
}

model::Throughput WarmthOf(const SettingsOwner& owner, const model::ThroughputSettings& settings) {
  model::Throughput units = BaseWarmth(owner);
  units.read_capacity_units = std::max(units.read_capacity_units, settings.warm_read_units);
  units.write_capacity_units = std::max(units.write_capacity_units, settings.warm_write_units);
  return units;
}

model::Throughput WarmthAt(uint64_t now_ms, const SettingsOwner& owner,
                           const model::ThroughputSettings& settings) {
  model::ThroughputSettings present = settings;
  if (now_ms < settings.warming_until_ms && settings.warm_read_before != 0) {
    present.warm_read_units = settings.warm_read_before;
    present.warm_write_units = settings.warm_write_before;
  }
  return WarmthOf(owner, present);
}

void KeepWarmth(const SettingsOwner& owner, model::ThroughputSettings* settings) {
  const model::Throughput units = WarmthOf(owner, *settings);
  settings->warm_read_units = units.read_capacity_units;
  settings->warm_write_units = units.write_capacity_units;
}

bool SaysOnDemand(const StructureView& on_demand) {
  return on_demand.has(OnDemandThroughput::kMaxReadRequestUnits) ||
         on_demand.has(OnDemandThroughput::kMaxWriteRequestUnits);
}

bool SaysWarm(const StructureView& warm) {
  return warm.has(WarmThroughput::kReadUnitsPerSecond) ||
         warm.has(WarmThroughput::kWriteUnitsPerSecond);
}

Status SetOnDemand(const Context& context, const SettingsOwner& owner,
                   const StructureView& on_demand, bool is_new,
                   model::ThroughputSettings* settings) {
  if (on_demand.has(OnDemandThroughput::kMaxReadRequestUnits)) {
    HR_RETURN_IF_ERROR(SetCap(context, owner,
                              on_demand.Integer(OnDemandThroughput::kMaxReadRequestUnits),
                              is_new, "MaxReadRequestUnits", kReadQuota,
                              &settings->max_read_units));
  }
  if (!on_demand.has(OnDemandThroughput::kMaxWriteRequestUnits)) return {};
  return SetCap(context, owner, on_demand.Integer(OnDemandThroughput::kMaxWriteRequestUnits),
                is_new, "MaxWriteRequestUnits", kWriteQuota, &settings->max_write_units);
}

Status SetWarm(const Context& context, const SettingsOwner& owner, const StructureView& warm,
               bool is_new, model::ThroughputSettings* settings) {
  const model::Throughput base = BaseWarmth(owner);
  const model::Throughput present = WarmthOf(owner, *settings);
  if (warm.has(WarmThroughput::kReadUnitsPerSecond)) {
    HR_RETURN_IF_ERROR(SetWarmth(context, owner, warm.Integer(WarmThroughput::kReadUnitsPerSecond),
                                 base.read_capacity_units, present.read_capacity_units, is_new,
                                 "ReadUnitsPerSecond", "ReadCapacityUnits", kReadQuota,
                                 &settings->warm_read_units));
  }
  if (!warm.has(WarmThroughput::kWriteUnitsPerSecond)) return {};
  return SetWarmth(context, owner, warm.Integer(WarmThroughput::kWriteUnitsPerSecond),
                   base.write_capacity_units, present.write_capacity_units, is_new,
                   "WriteUnitsPerSecond", "WriteCapacityUnits", kWriteQuota,
                   &settings->warm_write_units);
}

// What is served counts, not what was asked for last. Source: control-plane lab, measured us-west-2
// and us-east-1 2026-10 (049, 155, 179, 459).
Status ChangeWarm(const Context& context, const SettingsOwner& owner, const StructureView& warm,
                  model::ThroughputSettings* settings, model::ThroughputSettings* shown) {
  const model::Throughput served = WarmthAt(context.now_ms, owner, *settings);
  model::ThroughputSettings wanted = *settings;
  wanted.warm_read_units = served.read_capacity_units;
  wanted.warm_write_units = served.write_capacity_units;
  HR_RETURN_IF_ERROR(SetWarm(context, owner, warm, false, &wanted));
  if (warm.has(WarmThroughput::kReadUnitsPerSecond))
    settings->warm_read_units = wanted.warm_read_units;
  if (warm.has(WarmThroughput::kWriteUnitsPerSecond))
    settings->warm_write_units = wanted.warm_write_units;
  settings->warming_until_ms = EndOf(context.now_ms, context.delays->update_table_ms);
  settings->warm_read_before = served.read_capacity_units;
  settings->warm_write_before = served.write_capacity_units;
  *shown = *settings;
  shown->warming_until_ms = context.now_ms + 1;
  if (settings->warming_until_ms == 0) {
    settings->warm_read_before = 0;
    settings->warm_write_before = 0;
  }
  return {};
}

}  // namespace hashrange::ops
