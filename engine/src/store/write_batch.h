// A WriteBatch is one atomic write as a value: what an operation plans, what commit applies, what
// the log stores (log_record.h has its bytes), what recovery reads.
//
// Invariant: a batch names each (table, key) at most once. A table that it creates, deletes,
// updates, splits or fills an index of has no other change in it; and tending a stream is alone in its
// batch. Tested by commit_test.cc and
// log_record_test.cc.
#ifndef HASHRANGE_STORE_WRITE_BATCH_H_
#define HASHRANGE_STORE_WRITE_BATCH_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/idempotency.h"
#include "store/row.h"
#include "store/secondary_index.h"
#include "store/stream_record.h"

namespace hashrange::store {

// The numbers are part of the log format: append, never renumber.
enum class ChangeKind : uint8_t {
  kPut = 1,          // row
  kDelete = 2,       // key; a key that has no row is left alone
  kCreateTable = 3,  // schema; `table` is the state's next table number
  kDeleteTable = 4,  // with all its rows
  kUpdateTable = 5,  // schema, whose indexes may have come and gone
  kSplit = 6,        // index (kNoIndex: the table itself), key: where the upper partition begins
  kFillIndex = 7,    // index, key, complete: entries of rows up to the key, or of all that are left
  kIndexFilled = 8,  // index, key: how far it is filled; in checkpoints only
  kToken = 9,        // token; of no table
  kExpire = 10,      // key; a delete that time to live asked for
  kTendStream = 11,  // stream: shards roll over, what is past its retention goes; of no table
  // In checkpoints only, of no table:
  kStream = 12,        // stream, stream_header
  kStreamRecord = 13,  // stream, record; its images: row and, if there are two, old_row
};

// A record as a checkpoint has it, beside its images.
struct StreamRecordSource {
  RecordHeader header;
  uint64_t shard = 0;  // its stamp
};

struct Change {
  Change();
  ~Change();
  Change(Change&&) noexcept;
  Change& operator=(Change&&) noexcept;

  ChangeKind kind = ChangeKind::kPut;
  bool complete = false;                             // fill index
  uint32_t table = 0;                                // the table's number
  uint32_t index = 0;                                // the index's number (model::IndexSchema)
  uint32_t stream = 0;                               // the stream's number
  RowRef row;                                        // put
  model::Key key;                                    // delete, expire, split, fill index
  std::unique_ptr<const model::TableSchema> schema;  // create table, update table
  std::unique_ptr<const TokenUse> token;             // token
  std::unique_ptr<const StreamHeader> stream_header;  // stream
  std::unique_ptr<const StreamRecordSource> record;   // stream record

  // What follows from the state before the batch. Filled in by PrepareCommit, but for `old_row`,
  // which whoever has found it already may give. Not in the log.
  RowRef old_row;  // put, delete, expire; only where the table has indexes or a stream
  std::vector<IndexChange> index_changes;  // put, delete, expire, fill index
  TokenTable::Rows token_rows;             // token
  RecordRows record_rows;                  // put, delete, expire, stream record: of a stream

  // Of a put, delete or expire.
  bool is_of_row() const {
    return kind == ChangeKind::kPut || kind == ChangeKind::kDelete || kind == ChangeKind::kExpire;
  }
  model::KeyView KeyOf() const { return kind == ChangeKind::kPut ? row->key() : key.view(); }
};

struct WriteBatch {
  uint64_t sequence = 0;  // one more than the last commit's
  uint64_t now_ms = 0;    // State::Now of the request
  uint64_t entropy = 0;   // of the request
  std::vector<Change> changes;

  Change* Put(uint32_t table, RowRef row) {
    Change* change = Add(ChangeKind::kPut, table);
    change->row = std::move(row);
    return change;
  }
  Change* Delete(uint32_t table, model::Key key) {
    Change* change = Add(ChangeKind::kDelete, table);
    change->key = std::move(key);
    return change;
  }
  Change* Expire(uint32_t table, model::Key key) {
    Change* change = Add(ChangeKind::kExpire, table);
    change->key = std::move(key);
    return change;
  }
  void CreateTable(uint32_t table, model::TableSchema schema) {
    Add(ChangeKind::kCreateTable, table)->schema =
        std::make_unique<const model::TableSchema>(std::move(schema));
  }
  void DeleteTable(uint32_t table) { Add(ChangeKind::kDeleteTable, table); }
  void UpdateTable(uint32_t table, model::TableSchema schema) {
    Add(ChangeKind::kUpdateTable, table)->schema =
        std::make_unique<const model::TableSchema>(std::move(schema));
  }
  void Split(uint32_t table, uint32_t index, model::Key at) {
    Change* change = Add(ChangeKind::kSplit, table);
    change->index = index;
    change->key = std::move(at);
  }
  void FillIndex(uint32_t table, uint32_t index, model::Key up_to, bool complete) {
    Change* change = Add(ChangeKind::kFillIndex, table);
    change->index = index;
    change->key = std::move(up_to);
    change->complete = complete;
  }
  void IndexFilled(uint32_t table, uint32_t index, model::Key filled) {
    Change* change = Add(ChangeKind::kIndexFilled, table);
    change->index = index;
    change->key = std::move(filled);
  }
  void TendStream(uint32_t stream) { Add(ChangeKind::kTendStream, 0)->stream = stream; }
  void StreamIs(uint32_t stream, StreamHeader header) {
    Change* change = Add(ChangeKind::kStream, 0);
    change->stream = stream;
    change->stream_header = std::make_unique<const StreamHeader>(std::move(header));
  }
  void StreamRecord(uint32_t stream, StreamRecordSource record, RowRef first, RowRef second) {
    Change* change = Add(ChangeKind::kStreamRecord, 0);
    change->stream = stream;
    change->record = std::make_unique<const StreamRecordSource>(record);
    change->row = std::move(first);
    change->old_row = std::move(second);
  }
  void Token(TokenUse use) {
    Add(ChangeKind::kToken, 0)->token = std::make_unique<const TokenUse>(std::move(use));
  }

 private:
  Change* Add(ChangeKind kind, uint32_t table) {
    Change* change = &changes.emplace_back();
    change->kind = kind;
    change->table = table;
    return change;
  }
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_WRITE_BATCH_H_
