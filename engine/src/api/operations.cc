#include "api/operations.h"

namespace hashrange::api {
namespace {

using model::Operation;

constexpr OperationRow kOperations[] = {
    {Operation::kCreateTable, &ops::CreateTable},
    {Operation::kDescribeTable, &ops::DescribeTable},
    {Operation::kListTables, &ops::ListTables},
    {Operation::kDeleteTable, &ops::DeleteTable},
    {Operation::kPutItem, &ops::PutItem},
    {Operation::kGetItem, &ops::GetItem},
    {Operation::kUpdateItem, &ops::UpdateItem},
    {Operation::kDeleteItem, &ops::DeleteItem},
    {Operation::kQuery, &ops::Query},
};

}  // namespace

std::span<const OperationRow> OperationTable() { return kOperations; }

const OperationRow* FindRow(uint8_t number) {
  for (const OperationRow& row : kOperations) {
    if (static_cast<uint8_t>(row.operation) == number) return &row;
  }
  return nullptr;
}

}  // namespace hashrange::api
