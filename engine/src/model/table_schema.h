// What CreateTable decides about a table: its name, keys and settings. Bytes of it go into the log.
// Tested by table_schema_test.cc.
#ifndef HASHRANGE_MODEL_TABLE_SCHEMA_H_
#define HASHRANGE_MODEL_TABLE_SCHEMA_H_

#include <cstdint>
#include <optional>
#include <string>
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

struct Throughput {
  int64_t read_capacity_units = 0;
  int64_t write_capacity_units = 0;
};

struct TableSchema {
  std::string table_name;
  std::string table_id;  // a UUID in text; stable for the life of the table
  uint64_t created_ms = 0;

  // As sent: DescribeTable echoes the order. Every attribute of every key is among them.
  std::vector<KeyAttribute> attribute_definitions;
  KeyAttribute partition_key;
  std::optional<KeyAttribute> sort_key;

  BillingMode billing_mode = BillingMode::kProvisioned;
  Throughput throughput;  // zeros when on demand
  bool deletion_protection = false;
  std::string table_class;                                // empty when not given
  std::vector<std::pair<std::string, std::string>> tags;  // in the order sent
};

// The schema as bytes, and back. The first byte is a version. Decode is false when the bytes are
// not a schema.
void EncodeTableSchema(const TableSchema& schema, std::string* to);
bool DecodeTableSchema(Bytes bytes, TableSchema* schema);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_TABLE_SCHEMA_H_
