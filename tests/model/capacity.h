// Capacity units and collection metrics. Source: behaviour as measured by paritysuite, eu-west-2
// 2026-10; AWS Developer Guide, "Read and write operations".
#ifndef HASHRANGE_TESTS_MODEL_CAPACITY_H_
#define HASHRANGE_TESTS_MODEL_CAPACITY_H_

#include <map>
#include <string>

#include "model/table.h"
#include "model/value_json.h"

namespace hashrange::naive {

// What a request consumed of one table.
struct Units {
  double table = 0;
  double failed = 0;  // by statements of a batch that failed: in the sum and in no share
  std::map<std::string, double> global;  // by index
  std::map<std::string, double> local;
  std::map<std::string, uint64_t> vectors;  // bytes, which are in no sum

  double Total() const;
  void Add(const Units& more);
};

// `size` bytes read at once: 4 KB a unit, at least one, half of that when not consistent.
double ReadUnits(uint64_t size, bool consistent);
// 1 KB a unit, at least one.
double WriteUnits(uint64_t size);

// Of one written item at `key`; null for one that was not there, or is no more.
Units UnitsOfWrite(const Table& table, const RowKey& key, const Item* before, const Item* after);

// ConsumedCapacity in the detail asked for ("TOTAL", "INDEXES"). `kind` is "Read" or "Write" for a
// transaction, which also names its units so, else empty.
json ConsumedCapacity(const std::string& detail, const std::string& table, const Units& units,
                      const std::string& kind);

// ItemCollectionMetrics of one written item: its partition key, and the bounds of its collection's
// size in GB, which no test comes near.
json CollectionMetrics(const TableSchema& schema, const Item& key);
// The same into a batch's map by table: each collection once, and only of tables with local
// indexes.
void AddCollectionMetrics(const Table& table, const Item& key, json* metrics);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_CAPACITY_H_
