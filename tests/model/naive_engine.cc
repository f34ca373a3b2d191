#include "model/naive_engine.h"

#include <algorithm>
#include <utility>

#include "model/answer.h"

namespace hashrange::naive {

Answer Refusal(const Fault& fault, json extra) {
  Answer answer;
  answer.status = 400;
  answer.body = std::move(extra);
  if (fault.item) answer.body["Item"] = ToJson(*fault.item);
  const bool is_validation = fault.name == "ValidationException";
  answer.body["__type"] = (is_validation ? std::string("com.amazon.coral.validate#")
                                         : std::string("com.amazonaws.dynamodb.v20120810#")) +
                          fault.name;
  const bool capital = fault.name == "TransactionCanceledException" ||
                       fault.name == "IdempotentParameterMismatchException";
  answer.body[capital ? "Message" : "message"] = fault.message;
  return answer;
}

const Table* NaiveEngine::FindTable(const std::string& name) const {
  const auto table = tables_.find(name);
  return table == tables_.end() ? nullptr : &table->second;
}

const Item* NaiveEngine::FindItem(const Table& table, const Item& key) const {
  const auto row = table.rows.find(RowKeyOf(table.schema.keys, key));
  return row == table.rows.end() ? nullptr : &row->second;
}

Answer NaiveEngine::Run(const Request& request, uint64_t now_ms) {
  now_ms_ = std::max(now_ms_, now_ms);
  switch (request.operation) {
    case Operation::kCreateTable:
      return CreateTable(request, now_ms_);
    case Operation::kDescribeTable:
      return DescribeTable(request);
    case Operation::kListTables:
      return ListTables(request);
    case Operation::kDeleteTable:
      return DeleteTable(request);
    case Operation::kPutItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
      return WriteItem(request);
    case Operation::kGetItem:
      return GetItem(request);
    case Operation::kQuery:
    case Operation::kScan:
      return ReadPage(request).answer;
    case Operation::kBatchGetItem:
      return BatchGetItem(request);
    case Operation::kBatchWriteItem:
      return BatchWriteItem(request);
    case Operation::kTransactGetItems:
      return TransactGetItems(request);
    case Operation::kTransactWriteItems:
      return TransactWriteItems(request, now_ms_);
    case Operation::kUpdateTable:
      return UpdateTable(request);
    case Operation::kUpdateTimeToLive:
      return UpdateTimeToLive(request, now_ms_);
    case Operation::kDescribeTimeToLive:
      return DescribeTimeToLive(request);
    case Operation::kTagResource:
      return TagResource(request);
    case Operation::kUntagResource:
      return UntagResource(request);
    case Operation::kListTagsOfResource:
      return ListTagsOfResource(request);
    case Operation::kSearchVectors:
      return SearchVectors(request);
    case Operation::kExecuteStatement:
      return ExecuteStatement(request);
    case Operation::kBatchExecuteStatement:
      return BatchExecuteStatement(request);
    case Operation::kExecuteTransaction:
      return ExecuteTransaction(request, now_ms_);
    case Operation::kConditionCheck:
      break;
  }
  return Refusal(Fault{"UnknownOperationException", "", {}});
}

}  // namespace hashrange::naive
