#include "ops/throughput.h"

#include <algorithm>
#include <string>

#include "base/utc.h"
#include "model/limits.h"
#include "ops/table_messages.h"
#include "ops/throughput_messages.h"

namespace hashrange::ops {
namespace {

// The first decreases of a UTC day are free, later ones come one at a time. Source: AWS Developer
// Guide, "Quotas"; control-plane lab, measured 2026-10.
constexpr uint32_t kDecreasesAtOnceMax = 4;
constexpr uint64_t kDecreasesApartMs = 3'600'000;

}  // namespace

namespace {

// Units of the table and of its global indexes together.
int64_t SumOf(const model::TableSchema& schema, int64_t model::Throughput::*units) {
  int64_t sum = schema.throughput.*units;
  for (const model::IndexSchema& index : schema.indexes) sum += index.throughput.*units;
  return sum;
}

Status CheckQuota(const Context& context, const model::TableSchema& schema, uint32_t number,
                  int64_t model::Throughput::*units, Bytes name) {
  const Bytes region = context.identity->region;
  const std::string most = std::to_string(kTableUnitsMax);
  if (const int64_t wanted = schema.throughput.*units; wanted > kTableUnitsMax)
    return Fail(kUnitsAboveTableQuota, {name, std::to_string(wanted), region, most});
  for (const model::IndexSchema& index : schema.indexes) {
    if (const int64_t wanted = index.throughput.*units; wanted > kTableUnitsMax)
      return Fail(kUnitsAboveIndexQuota, {name, index.name, std::to_string(wanted), region, most});
  }
  int64_t others = 0;
  for (const auto& [other, table] : context.state->catalog().tables()) {
    if (other != number) others += SumOf(table.schema(), units);
  }
  const int64_t wanted = SumOf(schema, units);
  if (wanted == 0 || others + wanted <= kAccountUnitsMax) return {};
  return Fail(kUnitsAboveAccountQuota, {name, region, name, std::to_string(others),
                                        std::to_string(kAccountUnitsMax), std::to_string(wanted)});
}

}  // namespace

Status CheckQuotas(const Context& context, const model::TableSchema& schema, uint32_t number) {
  HR_RETURN_IF_ERROR(CheckQuota(context, schema, number, &model::Throughput::read_capacity_units,
                                "ReadCapacityUnits"));
  return CheckQuota(context, schema, number, &model::Throughput::write_capacity_units,
                    "WriteCapacityUnits");
}

model::Throughput ReadThroughput(const wire::StructureView& throughput) {
  using model::members::ProvisionedThroughput;
  model::Throughput read;
  read.read_capacity_units = throughput.Integer(ProvisionedThroughput::kReadCapacityUnits);
  read.write_capacity_units = throughput.Integer(ProvisionedThroughput::kWriteCapacityUnits);
  return read;
}

bool FindOutOfBounds(const model::Throughput& throughput, OutOfBounds* found) {
  *found = {"ReadCapacityUnits", throughput.read_capacity_units};
  if (found->units > model::kCapacityUnitsMax) return true;
  *found = {"WriteCapacityUnits", throughput.write_capacity_units};
  return found->units > model::kCapacityUnitsMax;
}

uint32_t DecreasesToday(const model::Throughput& throughput, uint64_t now_ms) {
  return base::UtcDay(throughput.decreased_ms) == base::UtcDay(now_ms) ? throughput.decreases : 0;
}

Status ChangeThroughput(const model::Throughput& wanted, uint64_t now_ms,
                        model::Throughput* throughput) {
  const int64_t read = wanted.read_capacity_units - throughput->read_capacity_units;
  const int64_t write = wanted.write_capacity_units - throughput->write_capacity_units;
  if (read < 0 || write < 0) {
    const uint32_t today = DecreasesToday(*throughput, now_ms);
    // A new day begins with nothing counted.
    const uint64_t next_ms = std::min(throughput->decreased_ms + kDecreasesApartMs,
                                      (base::UtcDay(now_ms) + 1) * base::kMsPerDay);
    if (today >= kDecreasesAtOnceMax && now_ms < next_ms) {
      return Fail(kTooManyDecreases, {std::to_string(today),
                                      base::LongText(throughput->decreased_ms),
                                      base::LongText(next_ms)});
    }
    throughput->decreased_ms = now_ms;
    throughput->decreases = today + 1;
  }
  if (read > 0 || write > 0) throughput->increased_ms = now_ms;
  SetUnits(wanted, throughput);
  return {};
}

void ShowChangeTimes(const model::Throughput& changed, uint64_t now_ms, model::Throughput* shown) {
  shown->decreases = DecreasesToday(*shown, now_ms);
  shown->increased_ms = changed.increased_ms;
  shown->decreased_ms = changed.decreased_ms;
}

}  // namespace hashrange::ops
