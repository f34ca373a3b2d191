// Parts of responses that several operations write. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_RESPONSE_PARTS_H_
#define HASHRANGE_OPS_RESPONSE_PARTS_H_

#include "hashrange/bytes.h"
#include "ops/context.h"
#include "ops/item_request.h"
#include "store/table.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// Writes a TableDescription: what CreateTable, DescribeTable and DeleteTable answer. `status` is
// the table's at this moment of the answer; `fresh` is CreateTable's own answer, which lacks what
// the service adds later. Source: real answers, control-plane lab 2026-10.
void WriteTableDescription(const store::Table& table, Bytes status, bool fresh,
                           const Identity& identity, wire::ResponseWriter* out);

// The table that a data-plane request names by name or ARN, or ResourceNotFoundException. Of an ARN
// only the table's name counts: this is one database whatever region and account a program believes
// in.
Result<const store::Table*> FindTable(const Context& context, Bytes name_or_arn);

// The table's name in a name or table ARN: what follows ":table/", up to the next '/'.
Bytes TableNameOf(Bytes name_or_arn);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_RESPONSE_PARTS_H_
