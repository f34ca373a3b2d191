// Provisioned throughput of tables and global indexes: what a request says of it, and how it
// changes. Tested by throughput_test.cc and tests/conformance.
#ifndef HASHRANGE_OPS_THROUGHPUT_H_
#define HASHRANGE_OPS_THROUGHPUT_H_

#include <cstdint>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// What one table, and all tables of an account together, may have provisioned. Source: AWS Developer
// Guide, "Quotas".
inline constexpr int64_t kTableUnitsMax = 40'000;
inline constexpr int64_t kAccountUnitsMax = 80'000;

// The units of a ProvisionedThroughput.
model::Throughput ReadThroughput(const wire::StructureView& throughput);

// The name of a unit that is out of bounds, and its value.
struct OutOfBounds {
  Bytes name;
  int64_t units = 0;
};
// The first unit above what the service takes at all; false when none is.
bool FindOutOfBounds(const model::Throughput& throughput, OutOfBounds* found);

// Errors: units of a table, its indexes among them, that are above the quotas of the table or, with
// those of all other tables, of the account. `number`: the table's, 0 for a new one.
Status CheckQuotas(const Context& context, const model::TableSchema& schema, uint32_t number);

inline bool SameUnits(const model::Throughput& a, const model::Throughput& b) {
  return a.read_capacity_units == b.read_capacity_units &&
         a.write_capacity_units == b.write_capacity_units;
}

// Sets the units alone; when they were changed before, and how often, is kept.
inline void SetUnits(const model::Throughput& wanted, model::Throughput* throughput) {
  throughput->read_capacity_units = wanted.read_capacity_units;
  throughput->write_capacity_units = wanted.write_capacity_units;
}

// How often it was decreased on the UTC day of `now_ms`.
uint32_t DecreasesToday(const model::Throughput& throughput, uint64_t now_ms);

// Changes the units to those of `wanted`, which differ, and remembers when. Errors:
// LimitExceededException for a decrease too many.
Status ChangeThroughput(const model::Throughput& wanted, uint64_t now_ms,
                        model::Throughput* throughput);

// What the answer shows of a change to `changed`: the units as they were and the times of the
// change. A decrease is counted when it is done. Source: dynalite, observed on AWS.
void ShowChangeTimes(const model::Throughput& changed, uint64_t now_ms, model::Throughput* shown);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_THROUGHPUT_H_
