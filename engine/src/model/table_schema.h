// What CreateTable and UpdateTable decide about a table: its name, keys, indexes and settings.
// Bytes of it go into the log. Tested by table_schema_test.cc.
#ifndef HASHRANGE_MODEL_TABLE_SCHEMA_H_
#define HASHRANGE_MODEL_TABLE_SCHEMA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/attribute_type.h"

namespace hashrange::model {

// A key attribute: its name, and its type S, N or B.
struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::kS;
};

enum class BillingMode : uint8_t { kProvisioned = 0, kPayPerRequest = 1 };

// What is provisioned, and when that last changed (0: never).
struct Throughput {
  int64_t read_capacity_units = 0;
  int64_t write_capacity_units = 0;
  uint64_t increased_ms = 0;
  uint64_t decreased_ms = 0;
  uint32_t decreases = 0;  // on the day of the last one, by UTC
};

// The numbers are part of the schema's bytes: append, never renumber.
enum class ProjectionType : uint8_t { kAll = 0, kKeysOnly = 1, kInclude = 2 };
enum class IndexKind : uint8_t {
  kGlobal = 0,
  kLocal = 1,
  kExpiry = 2,  // the queue of time to live: its one key attribute is when an item expires
};

// Which images of an item the records of a stream carry. kNone: there is no stream. The numbers are
// part of the schema's bytes.
enum class StreamViewType : uint8_t {
  kNone = 0,
  kKeysOnly = 1,
  kNewImage = 2,
  kOldImage = 3,
  kNewAndOldImages = 4,
};

// A secondary index. An item has an entry in it when it has all key attributes, each of its type.
struct IndexSchema {
  uint32_t number = 0;  // given once within its table, from 1, and never reused
  std::string name;     // empty for kExpiry
  IndexKind kind = IndexKind::kGlobal;
  std::vector<KeyAttribute> partition_keys;  // one; up to four in a global index
  std::vector<KeyAttribute> sort_keys;       // none or one; up to four in a global index
  ProjectionType projection = ProjectionType::kAll;
  std::vector<std::string> non_key_attributes;  // of kInclude, as sent
  Throughput throughput;                        // units are zeros when on demand

  // Made by FinishSchema, not stored. The key attributes of the table; and the names of the
  // attributes that an entry keeps, sorted by their bytes: keys of the table, keys of the index,
  // non_key_attributes (empty for kAll).
  std::vector<KeyAttribute> table_keys;
  std::vector<std::string> kept;
};

struct TableSchema {
  TableSchema();
  ~TableSchema();
  TableSchema(const TableSchema&);
  TableSchema(TableSchema&&) noexcept;
  TableSchema& operator=(const TableSchema&);
  TableSchema& operator=(TableSchema&&) noexcept;

  std::string table_name;
  std::string table_id;  // a UUID in text; stable for the life of the table
  uint64_t created_ms = 0;

  // As sent: DescribeTable echoes the order. Every attribute of every key is among them.
  std::vector<KeyAttribute> attribute_definitions;
  KeyAttribute partition_key;
  std::optional<KeyAttribute> sort_key;

  BillingMode billing_mode = BillingMode::kProvisioned;
  Throughput throughput;  // units are zeros when on demand
  bool deletion_protection = false;
  std::string table_class;                                // empty when not given
  std::vector<std::pair<std::string, std::string>> tags;  // in the order sent

  std::vector<IndexSchema> indexes;  // global and local ones, each kind in the order sent
  uint32_t next_index_number = 1;
  std::optional<IndexSchema> time_to_live;  // while it is enabled
  uint64_t time_to_live_changed_ms = 0;     // when it was last enabled or disabled; 0: never

  // When the settings above last changed; 0: never.
  uint64_t on_demand_ms = 0;  // to BillingMode::kPayPerRequest, by CreateTable too
  uint64_t deletion_protection_changed_ms = 0;
  uint64_t table_class_changed_ms = 0;
  uint64_t table_class_changed_before_ms = 0;  // the change before that

  // Of the stream that is enabled, if one is; and when the latest one was, in ms, which makes its
  // label (0: the table never had one).
  StreamViewType stream_view_type = StreamViewType::kNone;
  uint64_t stream_label_ms = 0;

  const IndexSchema* FindIndex(std::string_view name) const;
  bool has_local_indexes() const;
  bool has_stream() const { return stream_view_type != StreamViewType::kNone; }
};

// Fills in what follows from the rest: IndexSchema::table_keys and kept.
void FinishSchema(TableSchema* schema);

// The queue of items by the time at which they expire, for that attribute.
IndexSchema ExpiryIndex(uint32_t number, std::string attribute);

// The schema as bytes, and back. The first byte is a version; the versions before, of which the first
// knew neither indexes nor changes and the second no streams, are still read. Decode is false when the bytes are not a schema.
void EncodeTableSchema(const TableSchema& schema, std::string* to);
bool DecodeTableSchema(Bytes bytes, TableSchema* schema);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_TABLE_SCHEMA_H_
