// Conditions, updates and projections that pass every check which needs no item, over the paths of
// an item like the one they will meet.
#ifndef HASHRANGE_TESTS_MODEL_WORKLOAD_EXPRESSIONS_H_
#define HASHRANGE_TESTS_MODEL_WORKLOAD_EXPRESSIONS_H_

#include "model/expression.h"
#include "model/random.h"
#include "model/table.h"

namespace hashrange::naive {

// A path of `item`, or one that leads nowhere in it.
Path RandomPath(Random* random, const Item& item);

Condition RandomCondition(Random* random, const Item& item, int depth);
Update RandomUpdate(Random* random, const Item& item, const TableSchema& schema);
Projection RandomProjection(Random* random, const Item& item);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_WORKLOAD_EXPRESSIONS_H_
