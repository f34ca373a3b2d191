// A table: its number, its schema, its items by partition, and its indexes. Copying a table is a
// snapshot of it: O(partitions + indexes). Tested by table_test.cc.
#ifndef HASHRANGE_STORE_TABLE_H_
#define HASHRANGE_STORE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/partition.h"
#include "store/secondary_index.h"

namespace hashrange::store {

// Stands for the table itself where a number of one of its indexes may stand.
inline constexpr uint32_t kNoIndex = 0;
// Stands where the number of a stream may stand.
inline constexpr uint32_t kNoStream = 0;

class Table {
 public:
  // An empty, active table of one partition; its indexes are complete.
  Table(uint32_t number, model::TableSchema schema, NodePool* pool);

  // Given once and never reused in a database.
  uint32_t number() const { return number_; }
  const model::TableSchema& schema() const { return *schema_; }

  const PartitionList& partitions() const { return partitions_; }
  // Global and local indexes in the order of the schema, vector indexes likewise, then the queue of
  // time to live, if any.
  const std::vector<SecondaryIndex>& indexes() const { return indexes_; }
  // The index of that number (model::IndexSchema); null when there is none.
  const SecondaryIndex* FindIndex(uint32_t number) const;
  // A global or local one; a vector index.
  const SecondaryIndex* FindIndex(Bytes name) const;
  const SecondaryIndex* FindVectorIndex(Bytes name) const;
  // Null while time to live is disabled.
  const SecondaryIndex* expiry_queue() const;
  // The number of its stream that is enabled (State::FindStream), or kNoStream.
  uint32_t stream() const { return stream_; }

  // What Query and Scan of an index walk: its own partitions, or the table's.
  const PartitionList& PartitionsOf(const SecondaryIndex& index) const {
    return index.own ? *index.own : partitions_;
  }
  uint64_t ItemCountOf(const SecondaryIndex& index) const;
  uint64_t ItemBytesOf(const SecondaryIndex& index) const;

  uint64_t item_count() const { return partitions_.item_count(); }
  uint64_t item_bytes() const { return partitions_.item_bytes(); }

  // The row of that key, or null. Borrowed: valid until the next commit, unless shared with
  // RowRef(row).
  const Row* Find(model::KeyView key) const { return partitions_.Of(key).Find(key); }

  // For commit only: everybody else sees tables const.
  PartitionList* mutable_partitions() { return &partitions_; }
  SecondaryIndex* MutableIndex(size_t position) { return &indexes_[position]; }
  void set_stream(uint32_t number) { stream_ = number; }
  // Takes the new schema: drops indexes that it no longer has, and begins those that are new to it
  // empty, to be filled (the queue of time to live of a table without items is complete at once). Local
  // indexes stay.
  void SetSchema(model::TableSchema schema, NodePool* pool);

 private:
  void AddIndex(const model::IndexSchema& schema, NodePool* pool, size_t* local_count);

  uint32_t number_;
  uint32_t stream_ = kNoStream;
  std::shared_ptr<const model::TableSchema> schema_;
  PartitionList partitions_;
  std::vector<SecondaryIndex> indexes_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_TABLE_H_
