// What a Query or Scan reads: a table, or one of its indexes. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_READ_SOURCE_H_
#define HASHRANGE_OPS_READ_SOURCE_H_

#include <span>
#include <string>
#include <vector>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "store/cursor.h"
#include "store/table.h"

namespace hashrange::ops {

// The attributes of the paths, in their order.
std::vector<Bytes> AttributesOf(const std::vector<expr::PathUse>& paths);

struct ReadSource {
  const store::Table* table = nullptr;
  const store::SecondaryIndex* index = nullptr;  // none: the table itself

  // The keys by which it is ordered.
  std::span<const model::KeyAttribute> partition_keys() const;
  std::span<const model::KeyAttribute> sort_keys() const;
  const model::TableSchema& schema() const { return table->schema(); }

  bool is_global() const {
    return index != nullptr && index->schema->kind == model::IndexKind::kGlobal;
  }
  bool is_local() const {
    return index != nullptr && index->schema->kind == model::IndexKind::kLocal;
  }
  // Whether entries hold all attributes of their items.
  bool has_whole_items() const {
    return index == nullptr || index->schema->projection == model::ProjectionType::kAll;
  }
  // Whether an entry holds that attribute, if its item has it.
  bool Keeps(Bytes attribute) const;
  // "a, b": those of the attributes that entries do not hold.
  std::string ListNotKept(const std::vector<Bytes>& attributes) const;

  store::RowCursor Rows(const store::KeyRange& range, store::Direction direction) const {
    return index == nullptr ? store::RowCursor(*table, range, direction)
                            : store::RowCursor(*table, *index, range, direction);
  }
  const store::PartitionList& partitions() const {
    return index == nullptr ? table->partitions() : table->PartitionsOf(*index);
  }
};

enum class ReadOperation : uint8_t { kQuery, kScan };

// The source of a request. Errors: no such table; no such index; a vector index; ConsistentRead on
// a global index; an index that is being filled.
Status FindSource(const Context& context, ReadOperation operation, Bytes table_name, bool has_index,
                  Bytes index_name, bool consistent, ReadSource* source);

// Writes the key attributes of a stored item by which a read goes on from it, those of the table and
// those of the index, as one value of type M: a LastEvaluatedKey.
void WriteStartKey(const ReadSource& source, const model::Value& item, model::ItemBuilder* to);

// The key of an ExclusiveStartKey in the order of the source. How a member set that is wrong is worded
// differs: Query's is short, Scan's was long and is as Query's where its newer layer answers. Source:
// dynalite's tests and paritysuite, run on AWS.
enum class StartKeyWording : uint8_t { kShort, kLong };
Status KeyOfStartKey(const ReadSource& source, const model::Value& start_key,
                     StartKeyWording wording, Context* context, model::Key* key);

// True when the attribute is a key of the table, or of any of its indexes.
bool IsTableKey(const model::TableSchema& schema, Bytes attribute);
bool IsIndexKey(const model::TableSchema& schema, Bytes attribute);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_READ_SOURCE_H_
