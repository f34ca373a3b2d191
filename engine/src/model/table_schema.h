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

  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
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

// What was asked for beside capacity units; 0: nothing. Of a table or a global index.
struct ThroughputSettings {
  int64_t max_read_units = 0;  // OnDemandThroughput
  int64_t max_write_units = 0;
  int64_t warm_read_units = 0;  // WarmThroughput
  int64_t warm_write_units = 0;
  uint64_t warming_until_ms = 0;  // UPDATING until then
  // What WarmThroughput is until then; 0: what was asked for.
  int64_t warm_read_before = 0;
  int64_t warm_write_before = 0;

  friend bool operator==(const ThroughputSettings&, const ThroughputSettings&) = default;
};

// Encryption with a key of AWS KMS, in place of the service's own.
struct Encryption {
  std::string key_arn;                // empty: the service's own key
  uint64_t updating_until_ms = 0;     // UPDATING until then
  std::vector<uint64_t> changes_ms;   // when it last changed, up to four times, oldest first

  friend bool operator==(const Encryption&, const Encryption&) = default;
};

struct ResourcePolicy {
  std::string text;         // as GetResourcePolicy answers it; empty: there is none
  uint64_t revision = 0;    // a time in milliseconds, and above every revision before it
  uint64_t changed_ms = 0;  // when it was last put or deleted; 0: never

  friend bool operator==(const ResourcePolicy&, const ResourcePolicy&) = default;
};

// What a table that is UPDATING is being given. The numbers are part of the schema's bytes: append,
// never renumber.
enum class TableJob : uint8_t {
  kNone = 0,
  kThroughput = 1,
  kTableClass = 2,
  kIndex = 3,  // resources of a new index, or an index that goes
  kStream = 4,
  kToProvisioned = 5,  // throughput of a table that was on demand
};

// States on the engine's clock: each ends by itself when its time has come. 0: it does not hold.
struct TableLifecycle {
  uint64_t creating_until_ms = 0;
  uint64_t updating_until_ms = 0;
  TableJob job = TableJob::kNone;  // of updating_until_ms
  uint64_t deleting_until_ms = 0;  // the table goes then

  friend bool operator==(const TableLifecycle&, const TableLifecycle&) = default;
};
struct IndexLifecycle {
  uint64_t allocating_until_ms = 0;  // CREATING, and not being filled yet
  uint64_t filling_from_ms = 0;      // CREATING, and filled from then on
  uint64_t updating_until_ms = 0;
  uint64_t deleting_until_ms = 0;  // the index goes then

  friend bool operator==(const IndexLifecycle&, const IndexLifecycle&) = default;
};

// The numbers are part of the schema's bytes: append, never renumber.
enum class DistanceFunction : uint8_t { kCosine = 0, kEuclidean = 1, kDotProduct = 2 };

// What a vector index has that others have not. Its partition_keys is the HASH element of its search
// schema, if any, and its sort_keys are the INLINE_FILTER elements in their order.
struct VectorSettings {
  std::string attribute;
  uint32_t dimensions = 0;
  DistanceFunction distance = DistanceFunction::kCosine;
  uint32_t hash_position = 0;  // of the HASH element among all elements

  friend bool operator==(const VectorSettings&, const VectorSettings&) = default;
};

// The numbers are part of the schema's bytes: append, never renumber.
enum class ProjectionType : uint8_t { kAll = 0, kKeysOnly = 1, kInclude = 2 };
enum class IndexKind : uint8_t {
  kGlobal = 0,
  kLocal = 1,
  kExpiry = 2,  // the queue of time to live: its one key attribute is when an item expires
  kVector = 3,
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

// A secondary index. An item has an entry in it when it has all key attributes, each of its type; in
// a vector index, when it has the vector and the HASH attribute, if that is asked for.
struct IndexSchema {
  uint32_t number = 0;  // given once within its table, from 1, and never reused
  std::string name;     // empty for kExpiry
  IndexKind kind = IndexKind::kGlobal;
  std::vector<KeyAttribute> partition_keys;  // one; up to four in a global index
  std::vector<KeyAttribute> sort_keys;       // none or one; up to four in a global index
  ProjectionType projection = ProjectionType::kAll;
  std::vector<std::string> non_key_attributes;  // of kInclude, as sent
  Throughput throughput;                        // units are zeros when on demand
  ThroughputSettings settings;
  IndexLifecycle lifecycle;
  VectorSettings vector;  // of kVector

  // Made by FinishSchema, not stored. The key attributes of the table; and the names of the
  // attributes that an entry keeps, sorted by their bytes: keys of the table, keys of the index, its
  // vector, non_key_attributes (empty for kAll).
  std::vector<KeyAttribute> table_keys;
  std::vector<std::string> kept;

  // Whether an entry has that attribute, if its item does.
  bool Keeps(Bytes attribute) const;
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
  std::vector<IndexSchema> vector_indexes;  // of kVector, in the order sent
  uint32_t next_index_number = 1;
  std::optional<IndexSchema> time_to_live;  // while it is enabled
  uint64_t time_to_live_changed_ms = 0;     // when it was last enabled or disabled; 0: never

  // When the settings above last changed; 0: never.
  uint64_t on_demand_ms = 0;  // to BillingMode::kPayPerRequest, by CreateTable too
  uint64_t deletion_protection_changed_ms = 0;
  uint64_t table_class_changed_ms = 0;
  uint64_t table_class_changed_before_ms = 0;  // the change before that

  ThroughputSettings settings;
  Encryption encryption;
  ResourcePolicy policy;
  TableLifecycle lifecycle;
  // Of the stream that is enabled, if one is; and when the latest one was, in ms, which makes its
  // label (0: the table never had one).
  StreamViewType stream_view_type = StreamViewType::kNone;
  uint64_t stream_label_ms = 0;
  ResourcePolicy stream_policy;  // of the latest one; nobody can ask for it when that one is gone

  // A global or local index; FindVectorIndex: a vector index.
  const IndexSchema* FindIndex(std::string_view name) const;
  const IndexSchema* FindVectorIndex(std::string_view name) const;
  bool has_local_indexes() const;
  bool has_stream() const { return stream_view_type != StreamViewType::kNone; }
};

// Fills in what follows from the rest: IndexSchema::table_keys and kept.
void FinishSchema(TableSchema* schema);

// Calls do_each(index) for every index that the schema has, the queue of time to live last.
template <typename Schema, typename Do>
void ForEachIndex(Schema& schema, Do do_each) {
  for (auto& index : schema.indexes) do_each(index);
  for (auto& index : schema.vector_indexes) do_each(index);
  if (schema.time_to_live) do_each(*schema.time_to_live);
}

// The queue of items by the time at which they expire, for that attribute.
IndexSchema ExpiryIndex(uint32_t number, std::string attribute);

// A key attribute as bytes, and back: name:string type:byte. Get takes it off the front of `from`;
// false when there is none.
void PutKeyAttribute(const KeyAttribute& attribute, std::string* to);
bool GetKeyAttribute(Bytes* from, KeyAttribute* attribute);

// The schema as bytes, and back. The first byte is a version; the versions before are still read: 1
// knew neither indexes nor changes, 2 no sections. Decode is false when the bytes are not a schema.
void EncodeTableSchema(const TableSchema& schema, std::string* to);
bool DecodeTableSchema(Bytes bytes, TableSchema* schema);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_TABLE_SCHEMA_H_
