// The table of operations, over the rows in the headers below.
#include "model/operation_shapes.h"

#include "base/check.h"
#include "model/batch_shapes.h"
#include "model/item_shapes.h"
#include "model/resource_shapes.h"
#include "model/statement_shapes.h"
#include "model/stream_shapes.h"
#include "model/table_operation_shapes.h"

namespace hashrange::model {
namespace {

using namespace shapes;  // NOLINT: the table names nothing else

constexpr Member kCancellationReasonMembers[] = {
    MEMBER(CancellationReason, Code, kString),
    MEMBER(CancellationReason, Message, kString),
    MEMBER(CancellationReason, Item, kAttributeMap),
};
constexpr Shape kCancellationReason = Structure("CancellationReason", kCancellationReasonMembers);
constexpr Shape kCancellationReasonList = List(kCancellationReason);

constexpr Member kErrorMembers[] = {
    REQUIRED(ErrorStructure, Type, kInteger),
    REQUIRED(ErrorStructure, Name, kString),
    MEMBER(ErrorStructure, Message, kString),
    MEMBER(ErrorStructure, Item, kAttributeMap),
    MEMBER(ErrorStructure, CancellationReasons, kCancellationReasonList),
};
constexpr Shape kError = Structure("Error", kErrorMembers);

constexpr uint8_t kWriteQuirks = kQuirkEmptyTableNameAlone | kQuirkOlderWhenDeep;

constexpr OperationShape kOperations[] = {
    {Operation::kCreateTable, "CreateTable", &kCreateTableInput, &kCreateTableOutput, kQuirkNone},
    {Operation::kDescribeTable, "DescribeTable", &kDescribeTableInput, &kDescribeTableOutput,
     kQuirkNone},
    {Operation::kListTables, "ListTables", &kListTablesInput, &kListTablesOutput, kQuirkNone},
    {Operation::kDeleteTable, "DeleteTable", &kDeleteTableInput, &kDeleteTableOutput, kQuirkNone},
    {Operation::kPutItem, "PutItem", &kPutItemInput, &kPutItemOutput, kWriteQuirks},
    {Operation::kGetItem, "GetItem", &kGetItemInput, &kGetItemOutput, kQuirkNone},
    {Operation::kUpdateItem, "UpdateItem", &kUpdateItemInput, &kUpdateItemOutput,
     kWriteQuirks | kQuirkGenericEnumAlone | kQuirkOlderWithoutKey},
    {Operation::kDeleteItem, "DeleteItem", &kDeleteItemInput, &kDeleteItemOutput, kWriteQuirks},
    {Operation::kQuery, "Query", &kQueryInput, &kQueryOutput,
     kQuirkGenericEnumAlone | kQuirkGenericEnumBare},
    {Operation::kScan, "Scan", &kScanInput, &kScanOutput,
     kQuirkGenericEnumAlone | kQuirkGenericEnumBare},
    {Operation::kBatchGetItem, "BatchGetItem", &kBatchGetItemInput, &kBatchGetItemOutput,
     kQuirkPlainAlone},
    {Operation::kBatchWriteItem, "BatchWriteItem", &kBatchWriteItemInput, &kBatchWriteItemOutput,
     kQuirkNamedMapLast},
    {Operation::kTransactGetItems, "TransactGetItems", &kTransactGetItemsInput,
     &kTransactGetItemsOutput, kQuirkPlainAlone},
    {Operation::kTransactWriteItems, "TransactWriteItems", &kTransactWriteItemsInput,
     &kTransactWriteItemsOutput, kQuirkPlainAlone},
    {Operation::kUpdateTable, "UpdateTable", &kUpdateTableInput, &kUpdateTableOutput, kQuirkNone},
    {Operation::kUpdateTimeToLive, "UpdateTimeToLive", &kUpdateTimeToLiveInput,
     &kUpdateTimeToLiveOutput, kQuirkNone},
    {Operation::kDescribeTimeToLive, "DescribeTimeToLive", &kDescribeTimeToLiveInput,
     &kDescribeTimeToLiveOutput, kQuirkNone},
    {Operation::kTagResource, "TagResource", &kTagResourceInput, &kTagResourceOutput, kQuirkNone},
    {Operation::kUntagResource, "UntagResource", &kUntagResourceInput, &kUntagResourceOutput,
     kQuirkNone},
    {Operation::kListTagsOfResource, "ListTagsOfResource", &kListTagsOfResourceInput,
     &kListTagsOfResourceOutput, kQuirkNone},
    {Operation::kDescribeLimits, "DescribeLimits", &kDescribeLimitsInput, &kDescribeLimitsOutput,
     kQuirkNone},
    {Operation::kDescribeEndpoints, "DescribeEndpoints", &kDescribeEndpointsRequest,
     &kDescribeEndpointsResponse, kQuirkNone},
    {Operation::kPutResourcePolicy, "PutResourcePolicy", &kPutResourcePolicyInput,
     &kPutResourcePolicyOutput, kQuirkNone},
    {Operation::kGetResourcePolicy, "GetResourcePolicy", &kGetResourcePolicyInput,
     &kGetResourcePolicyOutput, kQuirkNone},
    {Operation::kDeleteResourcePolicy, "DeleteResourcePolicy", &kDeleteResourcePolicyInput,
     &kDeleteResourcePolicyOutput, kQuirkNone},
    {Operation::kSearchVectors, "SearchVectors", &kSearchVectorsInput, &kSearchVectorsOutput,
     kQuirkStrictJson},
    {Operation::kExecuteStatement, "ExecuteStatement", &kExecuteStatementInput,
     &kExecuteStatementOutput, kQuirkNone},
    {Operation::kBatchExecuteStatement, "BatchExecuteStatement", &kBatchExecuteStatementInput,
     &kBatchExecuteStatementOutput, kQuirkNone},
    {Operation::kExecuteTransaction, "ExecuteTransaction", &kExecuteTransactionInput,
     &kExecuteTransactionOutput, kQuirkNone},
    {Operation::kListStreams, "ListStreams", &kListStreamsInput, &kListStreamsOutput, kQuirkNone,
     Service::kDynamoDBStreams},
    {Operation::kDescribeStream, "DescribeStream", &kDescribeStreamInput, &kDescribeStreamOutput,
     kQuirkNone, Service::kDynamoDBStreams},
    {Operation::kGetShardIterator, "GetShardIterator", &kGetShardIteratorInput,
     &kGetShardIteratorOutput, kQuirkNone, Service::kDynamoDBStreams},
    {Operation::kGetRecords, "GetRecords", &kGetRecordsInput, &kGetRecordsOutput, kQuirkNone,
     Service::kDynamoDBStreams},
};

// The rows of a structure, and of all structures below it, stand at their indexes.
constexpr bool InPlace(const Shape& shape) {
  if (shape.kind == ShapeKind::kList || shape.kind == ShapeKind::kMap)
    return InPlace(*shape.element);
  if (shape.members.size() > kMembersMax) return false;
  for (size_t i = 0; i < shape.members.size(); i++) {
    if (shape.members[i].index != i || !InPlace(*shape.members[i].shape)) return false;
  }
  return true;
}

constexpr bool InPlace() {
  for (size_t i = 0; i < std::size(kOperations); i++) {
    if (kOperations[i].number() != i + 1) return false;
    if (!InPlace(*kOperations[i].input) || !InPlace(*kOperations[i].output)) return false;
  }
  return InPlace(kError);
}
static_assert(InPlace());

}  // namespace

std::span<const OperationShape> Operations() { return kOperations; }

const OperationShape* FindOperation(Bytes name) {
  for (const OperationShape& operation : kOperations) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

const OperationShape* FindOperation(uint8_t number) {
  return number == 0 || number > std::size(kOperations) ? nullptr : &kOperations[number - 1];
}

const OperationShape& ShapeOf(Operation operation) {
  const OperationShape* shape = FindOperation(static_cast<uint8_t>(operation));
  HR_CHECK(shape != nullptr);
  return *shape;
}

const Shape& ErrorShape() { return kError; }

int FindMemberIndex(const Shape& structure, Bytes name) {
  for (const Member& member : structure.members) {
    if (member.name == name) return member.index;
  }
  return -1;
}

}  // namespace hashrange::model
