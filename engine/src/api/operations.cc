#include "api/operations.h"

#include <iterator>

namespace hashrange::api {
namespace {

using model::Operation;

constexpr OperationRow kOperations[] = {
    {Operation::kCreateTable, &ops::CreateTable},
    {Operation::kDescribeTable, &ops::DescribeTable},
    {Operation::kListTables, &ops::ListTables},
    {Operation::kDeleteTable, &ops::DeleteTable},
    {Operation::kPutItem, &ops::PutItem, &ops::PlainPutItem},
    {Operation::kGetItem, &ops::GetItem, &ops::PlainGetItem},
    {Operation::kUpdateItem, &ops::UpdateItem},
    {Operation::kDeleteItem, &ops::DeleteItem},
    {Operation::kQuery, &ops::Query},
    {Operation::kScan, &ops::Scan},
    {Operation::kBatchGetItem, &ops::BatchGetItem},
    {Operation::kBatchWriteItem, &ops::BatchWriteItem},
    {Operation::kTransactGetItems, &ops::TransactGetItems},
    {Operation::kTransactWriteItems, &ops::TransactWriteItems},
    {Operation::kUpdateTable, &ops::UpdateTable},
    {Operation::kUpdateTimeToLive, &ops::UpdateTimeToLive},
    {Operation::kDescribeTimeToLive, &ops::DescribeTimeToLive},
    {Operation::kTagResource, &ops::TagResource},
    {Operation::kUntagResource, &ops::UntagResource},
    {Operation::kListTagsOfResource, &ops::ListTagsOfResource},
    {Operation::kDescribeLimits, &ops::DescribeLimits},
    {Operation::kDescribeEndpoints, &ops::DescribeEndpoints},
    {Operation::kPutResourcePolicy, &ops::PutResourcePolicy},
    {Operation::kGetResourcePolicy, &ops::GetResourcePolicy},
    {Operation::kDeleteResourcePolicy, &ops::DeleteResourcePolicy},
    {Operation::kSearchVectors, &ops::SearchVectors},
    {Operation::kExecuteStatement, &ops::ExecuteStatement},
    {Operation::kBatchExecuteStatement, &ops::BatchExecuteStatement},
    {Operation::kExecuteTransaction, &ops::ExecuteTransaction},
    {Operation::kListStreams, &ops::ListStreams},
    {Operation::kDescribeStream, &ops::DescribeStream},
    {Operation::kGetShardIterator, &ops::GetShardIterator},
    {Operation::kGetRecords, &ops::GetRecords},
};

}  // namespace

std::span<const OperationRow> OperationTable() { return kOperations; }

const OperationRow* FindRow(uint8_t number) {
  // Numbers begin at 1 and have no gaps; engine_test.cc keeps it so.
  if (number == 0 || number > std::size(kOperations)) return nullptr;
  return &kOperations[number - 1];
}

}  // namespace hashrange::api
