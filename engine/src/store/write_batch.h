// A WriteBatch is one atomic write as a value: what an operation plans, what commit applies, what
// the log stores (log_record.h has its bytes), what recovery reads.
//
// Invariant: a batch names each (table, key) at most once. A table that it creates or deletes has
// no other change in it. Tested by commit_test.cc and log_record_test.cc.
#ifndef HASHRANGE_STORE_WRITE_BATCH_H_
#define HASHRANGE_STORE_WRITE_BATCH_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/row.h"

namespace hashrange::store {

// The numbers are part of the log format: append, never renumber.
enum class ChangeKind : uint8_t {
  kPut = 1,          // row
  kDelete = 2,       // key; a key that has no row is left alone
  kCreateTable = 3,  // schema; `table` is the state's next table number
  kDeleteTable = 4,  // with all its rows
};

struct Change {
  ChangeKind kind = ChangeKind::kPut;
  uint32_t table = 0;                                // the table's number
  RowRef row;                                        // put
  model::Key key;                                    // delete
  std::unique_ptr<const model::TableSchema> schema;  // create table

  // The key of a put or a delete.
  model::KeyView KeyOf() const { return kind == ChangeKind::kPut ? row->key() : key.view(); }
};

struct WriteBatch {
  uint64_t sequence = 0;  // one more than the last commit's
  uint64_t now_ms = 0;    // State::Now of the request
  uint64_t entropy = 0;   // of the request
  std::vector<Change> changes;

  void Put(uint32_t table, RowRef row) {
    changes.push_back(Change{ChangeKind::kPut, table, std::move(row), {}, nullptr});
  }
  void Delete(uint32_t table, model::Key key) {
    changes.push_back(Change{ChangeKind::kDelete, table, {}, std::move(key), nullptr});
  }
  void CreateTable(uint32_t table, model::TableSchema schema) {
    changes.push_back(Change{ChangeKind::kCreateTable,
                             table,
                             {},
                             {},
                             std::make_unique<const model::TableSchema>(std::move(schema))});
  }
  void DeleteTable(uint32_t table) {
    changes.push_back(Change{ChangeKind::kDeleteTable, table, {}, {}, nullptr});
  }
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_WRITE_BATCH_H_
