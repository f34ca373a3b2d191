// Vector indexes: what they ask of items, what their entries cost, and which are near. Source:
// paritysuite, measured eu-west-2 2026-08 and 2026-10.
#ifndef HASHRANGE_TESTS_MODEL_VECTORS_H_
#define HASHRANGE_TESTS_MODEL_VECTORS_H_

#include <map>
#include <optional>
#include <string>

#include "model/fault.h"
#include "model/table.h"

namespace hashrange::naive {

// What is wrong with the vectors and search attributes of an item: of a put (null), or of an update where it differs from `before`.
MaybeFault CheckVectors(const TableSchema& schema, const Item* before, const Item& item);

// The entry of an item: none without a vector or without the HASH attribute.
std::optional<Item> VectorEntryOf(const TableSchema& table, const VectorIndexSchema& index,
                                  const Item& item);

// The size as which an item is billed when it is written: vectors count four bytes a dimension.
uint64_t BilledSize(const TableSchema& table, const Item& item);
// The bytes of an entry, its vector counted likewise.
uint64_t VectorEntrySize(const VectorIndexSchema& index, const Item& entry);

// What a write moves in each vector index.
std::map<std::string, uint64_t> VectorBytesOfWrite(const TableSchema& table, const Item* before,
                                                   const Item* after);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_VECTORS_H_
