// A secondary index of a table: which rows have an entry in it, under which key and with which
// item. Nothing of it is in the log: entries follow from the table's rows, live and in recovery.
// The queue of time to live is one too: its entries lie in the order in which they expire.
//
//   global: key := hash of the partition key, parts of the index's keys, tie, the table's key
//   local:  key := hash of the partition key, part of it, part of the index's sort key, the rest of
//           the table's key: equal sort keys are in the order of the table's. Source: ExtendDB's
//           tests, made to pass on AWS, 2026
//   expiry: key := (seconds since 1970, shifted up), hash and bytes of the table's key
//   vector: key := hash of the HASH attribute, its part, hash and bytes of the table's key;
//           without a HASH attribute the table's key
//
// The tie orders entries that are equal in a global index's keys as the service does
// (model::TieHash), in eight bytes, big-endian. An entry of a projection ALL shares the item of the
// table's row; another one has an item of its own. Tested by secondary_index_test.cc.
#ifndef HASHRANGE_STORE_SECONDARY_INDEX_H_
#define HASHRANGE_STORE_SECONDARY_INDEX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/item_builder.h"
#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/partition.h"
#include "store/row.h"

namespace hashrange::store {

// One index of one table. Where its entries are: a global index and an expiry queue have partitions
// of their own, the entries of a local index lie in the table's partitions, at Partition::local.
struct SecondaryIndex {
  // In the table's schema; the table points it anew when its schema changes.
  const model::IndexSchema* schema = nullptr;
  std::optional<PartitionList> own;
  size_t local_slot = 0;

  // While it is being filled: rows whose keys are not above `filled` have their entries, rows above
  // it have none yet, and `filled` is empty when none has. Absent when it is complete.
  std::optional<model::Key> filled;

  bool complete() const { return !filled.has_value(); }
  // Whether a row of the table is to have an entry now (if its item asks for one).
  bool Covers(model::KeyView key) const { return !filled.has_value() || !(filled->view() < key); }
};

// What index keys and entries are made with; kept from commit to commit. Not part of a state.
struct IndexScratch {
  model::PartitionHashCache hashes;
  model::ItemBuilder item;
};

// The key of the entry of the row's item; false when it has none: a key attribute is missing, of
// another type, empty, or larger than keys may be.
bool IndexKeyOf(const model::IndexSchema& index, const Row& row, IndexScratch* scratch,
                model::Key* key);

// The key that the entries of a vector index with that HASH value begin with.
void VectorKeyPrefix(const model::Value& hash_value, IndexScratch* scratch, model::Key* prefix);

// What an index of kKeysOnly or kInclude keeps of an item, as one value of type M in
// scratch->item.
model::Value ProjectEntry(const model::IndexSchema& index, const model::ItemView& item,
                          IndexScratch* scratch);

// The entry of a row under its key. Null when memory is exhausted.
RowRef MakeEntry(const model::IndexSchema& index, model::KeyView key, const Row& row,
                 IndexScratch* scratch);

// How one write changes one index. DynamoDB charges a move twice. `old_bytes` and `new_bytes` are
// the sizes of the entries, 0 where there is none; in a vector index the vector counts as its name
// and four bytes a dimension.
enum class EntryChange : uint8_t { kInsert, kReplace, kMove, kDelete };
struct IndexChange {
  uint32_t index = 0;  // its position in Table::indexes()
  EntryChange kind = EntryChange::kInsert;
  RowRef entry;          // insert, replace, move
  model::Key erase_key;  // move, delete
  uint32_t old_bytes = 0;
  uint32_t new_bytes = 0;
};

// Appends how the index at that position changes when the row of a key becomes `new_row` (null:
// none) in place of `old_row` (null: none). Nothing when what the index keeps stays the same; to
// one that keeps all, another row is another item: PrepareCommit keeps the row where the item stays
// the same. False when memory is exhausted.
bool PlanIndexChange(const SecondaryIndex& index, uint32_t position, const Row* old_row,
                     const Row* new_row, IndexScratch* scratch, std::vector<IndexChange>* changes);

// The seconds of an expiry queue's key.
inline constexpr int kExpirySecondsShift = 24;
inline constexpr uint64_t kExpirySecondsMax = (uint64_t{1} << (64 - kExpirySecondsShift)) - 1;
inline uint64_t ExpirySecondsOf(const Row& entry) { return entry.hash() >> kExpirySecondsShift; }

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_SECONDARY_INDEX_H_
