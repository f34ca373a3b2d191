// TableDescription: what CreateTable, DescribeTable, UpdateTable and DeleteTable answer. Tested by
// tests/conformance.
#ifndef HASHRANGE_OPS_TABLE_DESCRIPTION_H_
#define HASHRANGE_OPS_TABLE_DESCRIPTION_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "hashrange/bytes.h"
#include "ops/context.h"
#include "store/table.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// The moment of a table's life at which it is described.
struct DescriptionMoment {
  uint64_t now_ms = 0;
  Bytes table_status = {};  // empty: the one that it has at this moment
  Bytes encryption_status = {};  // likewise
  // Of global and vector indexes, by number, where the answer of an operation says what it has set
  // going. Other ones have the status that they have at this moment.
  std::vector<std::pair<uint32_t, Bytes>> index_statuses = {};
  // CreateTable's and DeleteTable's own answers lack what the service finds out later. Source: real
  // answers, control-plane lab 2026-10.
  bool fresh = false;
  // DeleteTable's answer says neither when and how the table was made nor what global indexes it had.
  // Source: dynalite, observed on AWS; AWS CLI Command Reference, delete-table, and real answers of
  // 2024 and 2025.
  bool of_deletion = false;
};

// Writes the table as `schema` says, which is its own or, in the answer of an operation that
// changes it, made for that answer. Items are counted in the table; an index that it does not have
// yet is empty.
void WriteTableDescription(const store::Table& table, const model::TableSchema& schema,
                           const DescriptionMoment& moment, const Identity& identity,
                           wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TABLE_DESCRIPTION_H_
