// What a request consumed of one table: capacity units of the table itself and of each index, and
// how they are answered. Source: AWS Developer Guide, "Read and write operations"; paritysuite,
// measured eu-west-2 2026-08 and 2026-10. Tested by consumed_units_test.cc and tests/conformance.
#ifndef HASHRANGE_OPS_CONSUMED_UNITS_H_
#define HASHRANGE_OPS_CONSUMED_UNITS_H_

#include <cstdint>
#include <vector>

#include "hashrange/bytes.h"
#include "model/table_schema.h"
#include "store/secondary_index.h"
#include "store/table.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

inline constexpr uint64_t kReadUnitBytes = 4096;
inline constexpr uint64_t kWriteUnitBytes = 1024;

// Units of reading `bytes` at once (GetItem: the item; Query: all that was processed): 4 KB a unit, at
// least one unit even when there is nothing, half of that when the read is eventually consistent.
double ReadUnits(uint64_t bytes, bool consistent);
// Units of writing an item, or an entry of an index, of that size: 1 KB a unit, at least one.
double WriteUnits(uint64_t bytes);
// Transactions read and write everything twice.
inline constexpr double kTransactionFactor = 2;

// NONE, TOTAL or INDEXES of ReturnConsumedCapacity.
enum class CapacityDetail : uint8_t { kNone, kTotal, kIndexes };
CapacityDetail ParseCapacityDetail(Bytes text);

class ConsumedUnits {
 public:
  struct OfIndex {
    Bytes name;  // of a schema that outlives this
    bool local;
    double units;
  };

  // Bytes that a write moves in a vector index: no units, and no part of any sum.
  struct OfVectorIndex {
    Bytes name;  // of a schema that outlives this
    uint64_t bytes;
  };

  void AddTable(double units) { table_ += units; }
  void AddIndex(const model::IndexSchema& index, double units);
  // What the changes of one write cost in each index. The queue of time to live costs nothing.
  void AddIndexChanges(const store::Table& table, const std::vector<store::IndexChange>& changes);
  // What is in the sum and in no share: of statements in a batch that failed.
  void AddToSum(double units) { in_sum_ += units; }
  void Add(const ConsumedUnits& other);

  double table() const { return table_; }
  const std::vector<OfIndex>& indexes() const { return indexes_; }
  const std::vector<OfVectorIndex>& vector_indexes() const { return vector_indexes_; }
  double total() const;

 private:
  void Add(Bytes name, bool local, double units);
  void AddVectorIndex(Bytes name, uint64_t bytes);

  double table_ = 0;
  double in_sum_ = 0;
  std::vector<OfIndex> indexes_;
  std::vector<OfVectorIndex> vector_indexes_;
};

// Only transactions answer their units as read or write units too.
enum class CapacityKind : uint8_t { kPlain, kTransactionRead, kTransactionWrite };

// Writes one ConsumedCapacity: the table's name as the caller sent it and the sum for kTotal; the
// shares of the table and of the indexes beside it for kIndexes.
void WriteConsumedCapacity(CapacityDetail detail, Bytes table_name, const ConsumedUnits& units,
                           CapacityKind kind, wire::ResponseWriter* out);

// The same as member `index` of an output; nothing for kNone.
void WriteConsumedCapacityMember(uint8_t index, CapacityDetail detail, Bytes table_name,
                                 const ConsumedUnits& units, wire::ResponseWriter* out);

// What a request on several tables consumed of each, in the order in which it named them.
class ConsumedByTable {
 public:
  // The units of that table, by the name that the caller used. Valid until the next call.
  ConsumedUnits* Of(Bytes table_name);
  bool empty() const { return tables_.empty(); }

  // Writes the list of all as member `index` of an output; nothing for kNone.
  void WriteMember(uint8_t index, CapacityDetail detail, CapacityKind kind,
                   wire::ResponseWriter* out) const;

 private:
  struct OfTable {
    Bytes name;
    ConsumedUnits units;
  };
  std::vector<OfTable> tables_;
};


}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_CONSUMED_UNITS_H_
