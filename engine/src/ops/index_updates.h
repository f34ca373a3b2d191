// GlobalSecondaryIndexUpdates and VectorIndexUpdates of UpdateTable: what they say by themselves, and what they make of a
// table. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_INDEX_UPDATES_H_
#define HASHRANGE_OPS_INDEX_UPDATES_H_

#include <vector>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/table_description.h"
#include "store/table.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// What UpdateTable is about to do to a table.
struct TableUpdate {
  explicit TableUpdate(const model::TableSchema& present) : next(present), shown(present) {}

  model::TableSchema next;   // what is committed
  model::TableSchema shown;  // what the answer says: units and class as they were, new indexes
  DescriptionMoment moment;
  bool changed = false;  // whether there is something to commit

  // Something of the table changes: it is UPDATING in the answer, and so long afterwards.
  void Begin(model::TableJob job, uint64_t delay_ms);
};

// Checks what the request says of indexes by itself, before any table is looked up.
Status CheckIndexUpdates(const wire::StructureView& input);

// The first index of the request that an earlier request still updates; null if there is none.
const model::IndexSchema* FirstIndexStillUpdating(const wire::StructureView& input,
                                                  const model::TableSchema& present,
                                                  uint64_t now_ms);

// The first index of the request's updates that is being deleted; null if there is none.
const model::IndexSchema* FirstUpdateOfDeleted(const wire::StructureView& input,
                                               const model::TableSchema& present);

// Whether the request creates a global index; a vector index; creates or deletes any; deletes some,
// which are all vector indexes, and creates none.
bool CreatesGlobalIndex(const wire::StructureView& input);
bool CreatesVectorIndex(const wire::StructureView& input);
bool CreatesOrDeletesIndex(const wire::StructureView& input);
bool OnlyDeletesVectorIndexes(const wire::StructureView& input);

// Does the updates in the order sent. `update->next` has the billing mode that the table will have;
// the table itself has the one that it had. Errors: the first that fails.
Status ApplyIndexUpdates(const Context& context, const wire::StructureView& input,
                         const store::Table& table, TableUpdate* update);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_INDEX_UPDATES_H_
