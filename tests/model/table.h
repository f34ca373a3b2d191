// Tables as ordered maps of items, and indexes as what a walk over the whole table finds: nothing
// about an index is kept. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_TABLE_H_
#define HASHRANGE_TESTS_MODEL_TABLE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/value.h"

namespace hashrange::naive {

struct KeyAttribute {
  std::string name;
  Type type = Type::kS;
  bool range = false;  // KeyType RANGE
};

// HASH attributes, then RANGE ones: one, and one or none, but for a global index up to four of
// each.
using KeySchema = std::vector<KeyAttribute>;

bool IsKey(const KeySchema& keys, const std::string& name);

struct Throughput {
  int64_t read = 0;
  int64_t write = 0;
};

struct IndexSchema {
  std::string name;
  bool local = false;
  KeySchema keys;
  std::string projection = "ALL";  // or KEYS_ONLY, INCLUDE
  std::vector<std::string> non_key_attributes;
  std::optional<Throughput> throughput;
};

struct VectorIndexSchema {
  std::string name;
  std::string attribute;
  uint32_t dimensions = 0;
  std::string function = "COSINE";    // or EUCLIDEAN, DOT_PRODUCT
  std::optional<KeyAttribute> hash;   // of the search schema
  std::vector<KeyAttribute> filters;  // likewise: INLINE_FILTER
  std::string projection = "ALL";
  std::vector<std::string> non_key_attributes;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

struct TableSchema {
  std::string name;
  KeySchema keys;
  std::vector<KeyAttribute> definitions;  // AttributeDefinitions, as sent
  std::optional<Throughput> throughput;   // none: on demand
  std::vector<IndexSchema> indexes;       // as sent; local ones and global ones in their lists
  std::vector<VectorIndexSchema> vector_indexes;
  bool deletion_protection = false;
  std::string stream_view;  // StreamViewType; empty: no stream
};

// Where a row stands: by the hash of its partition key, then by the values of its keys. Entries of
// an index that are equal in them stand by the hash of the table's key. Source: dynalite, observed
// order of real scans and queries.
struct RowKey {
  uint64_t hash = 0;
  std::vector<Value> parts;
  uint64_t tie = 0;
  std::vector<Value> table_parts;  // of an index

  friend bool operator<(const RowKey& a, const RowKey& b);
  friend bool operator==(const RowKey& a, const RowKey& b) {
    return a.hash == b.hash && a.parts == b.parts && a.table_parts == b.table_parts;
  }
};

using Rows = std::map<RowKey, Item>;

// How far something that is made over the items of a table has come: all rows up to one, none at
// first.
struct Filling {
  std::optional<RowKey> up_to;

  bool Covers(const RowKey& row) const { return up_to && !(*up_to < row); }
};

struct Table {
  TableSchema schema;
  uint64_t number = 0;  // tables are counted
  uint64_t created_ms = 0;
  Rows rows;
  Tags tags;
  // Global indexes that are not complete: the background goes on with them.
  std::map<std::string, Filling> filling;

  std::string ttl_attribute;  // empty: off
  uint64_t ttl_changed_ms = 0;
  std::optional<Filling> ttl_filling;
  uint64_t stream_label_ms = 0;  // of its latest stream; 0: it never had one

  const IndexSchema* FindIndex(const std::string& name) const;
  bool HasLocalIndexes() const;
  // Whether the index has the entry that the row's item gives, if it gives one.
  bool Covers(const IndexSchema& index, const RowKey& row) const;
};

// The key attributes of an item that has them, and the row's place in the table.
Item KeyOf(const KeySchema& keys, const Item& item);
RowKey RowKeyOf(const KeySchema& keys, const Item& item);

// The entry of an item in an index: none unless all of the index's key attributes are there with
// the right type and a size that a key may have.
std::optional<Item> EntryOf(const TableSchema& table, const IndexSchema& index, const Item& item);

// The attributes that every entry of the index has: those of its key and of the table's.
std::set<std::string> KeyNames(const TableSchema& table, const IndexSchema& index);
bool Projects(const TableSchema& table, const IndexSchema& index, const std::string& attribute);

// The place of an entry in an index: the index's own keys, then the table's, which make it unique.
RowKey EntryKeyOf(const TableSchema& table, const IndexSchema& index, const Item& entry);

// All entries of an index.
Rows IndexRows(const Table& table, const IndexSchema& index);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_TABLE_H_
