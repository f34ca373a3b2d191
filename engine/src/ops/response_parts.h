// The table that a request names. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_RESPONSE_PARTS_H_
#define HASHRANGE_OPS_RESPONSE_PARTS_H_

#include "hashrange/bytes.h"
#include "ops/context.h"
#include "store/table.h"

namespace hashrange::ops {

// The table that a data-plane request names by name or ARN, or ResourceNotFoundException: also for
// one that is being made or is going. Errors of an ARN: see NameOfTable.
Result<const store::Table*> FindTable(const Context& context, Bytes name_or_arn);

// The table that an operation on tables names, likewise; the exception names it too.
Result<const store::Table*> FindTableToDescribe(const Context& context, Bytes name_or_arn);

// The table's name in a name or table ARN: what follows ":table/", up to the next '/'.
Bytes TableNameOf(Bytes name_or_arn);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_RESPONSE_PARTS_H_
