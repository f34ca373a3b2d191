// The operations: each a function in a file of its own name. They run after the request was read
// and its members' constraints were checked; they write the output structure, or return the error
// and have changed nothing.
#ifndef HASHRANGE_OPS_OPERATIONS_H_
#define HASHRANGE_OPS_OPERATIONS_H_

#include "hashrange/result.h"
#include "ops/context.h"
#include "wire/request_reader.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

using OperationFunction = Status (*)(Context* context, const wire::StructureView& input,
                                     wire::ResponseWriter* out);

// The short way of an operation for plain requests (ops/plain_request.h). True when it has
// answered; false, with nothing written and nothing changed, when the general way must.
using PlainFunction = bool (*)(Context* context, const model::RequestValue& body,
                               wire::ResponseWriter* out);

bool PlainGetItem(Context* context, const model::RequestValue& body, wire::ResponseWriter* out);
bool PlainPutItem(Context* context, const model::RequestValue& body, wire::ResponseWriter* out);

Status CreateTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status DescribeTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status ListTables(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status DeleteTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status PutItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status GetItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status UpdateItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status DeleteItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status Query(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status Scan(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status BatchGetItem(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status BatchWriteItem(Context* context, const wire::StructureView& input,
                      wire::ResponseWriter* out);
Status TransactGetItems(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out);
Status TransactWriteItems(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out);
Status UpdateTable(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status UpdateTimeToLive(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out);
Status DescribeTimeToLive(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out);
Status TagResource(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status UntagResource(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status ListTagsOfResource(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out);
Status DescribeLimits(Context* context, const wire::StructureView& input,
                      wire::ResponseWriter* out);
Status DescribeEndpoints(Context* context, const wire::StructureView& input,
                         wire::ResponseWriter* out);
Status PutResourcePolicy(Context* context, const wire::StructureView& input,
                         wire::ResponseWriter* out);
Status GetResourcePolicy(Context* context, const wire::StructureView& input,
                         wire::ResponseWriter* out);
Status DeleteResourcePolicy(Context* context, const wire::StructureView& input,
                            wire::ResponseWriter* out);
Status SearchVectors(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status ExecuteStatement(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out);
Status BatchExecuteStatement(Context* context, const wire::StructureView& input,
                             wire::ResponseWriter* out);
Status ExecuteTransaction(Context* context, const wire::StructureView& input,
                          wire::ResponseWriter* out);
Status ListStreams(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);
Status DescribeStream(Context* context, const wire::StructureView& input,
                      wire::ResponseWriter* out);
Status GetShardIterator(Context* context, const wire::StructureView& input,
                        wire::ResponseWriter* out);
Status GetRecords(Context* context, const wire::StructureView& input, wire::ResponseWriter* out);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_OPERATIONS_H_
