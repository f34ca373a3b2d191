#include "api/other_operations.h"

#include <string>

#include "api/messages.h"

namespace hashrange::api {
namespace {

constexpr Bytes kTables = "DynamoDB_20120810.";
constexpr Bytes kStreams = "DynamoDBStreams_20120810.";

// Source: AWS SDK model 3.1162.
constexpr Bytes kOperations[] = {
    "BatchExecuteStatement",
    "BatchGetItem",
    "BatchWriteItem",
    "CancelBulkOperation",
    "CreateBackup",
    "CreateGlobalTable",
    "CreateTable",
    "DeleteBackup",
    "DeleteItem",
    "DeleteResourcePolicy",
    "DeleteTable",
    "DescribeBackup",
    "DescribeBulkOperation",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeEndpoints",
    "DescribeExport",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeImport",
    "DescribeKinesisStreamingDestination",
    "DescribeLimits",
    "DescribeTable",
    "DescribeTableReplicaAutoScaling",
    "DescribeTimeToLive",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExecuteStatement",
    "ExecuteTransaction",
    "ExportTableToPointInTime",
    "GetItem",
    "GetResourcePolicy",
    "ImportTable",
    "ListBackups",
    "ListBulkOperations",
    "ListContributorInsights",
    "ListExports",
    "ListGlobalTables",
    "ListImports",
    "ListTables",
    "ListTagsOfResource",
    "PutItem",
    "PutResourcePolicy",
    "Query",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "Scan",
    "SearchVectors",
    "StartBulkPutItems",
    "TagResource",
    "TransactGetItems",
    "TransactWriteItems",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateItem",
    "UpdateKinesisStreamingDestination",
    "UpdateTable",
    "UpdateTableReplicaAutoScaling",
    "UpdateTimeToLive",
};
constexpr Bytes kStreamOperations[] = {"DescribeStream", "GetRecords", "GetShardIterator",
                                       "ListStreams"};

template <size_t kCount>
bool Has(const Bytes (&names)[kCount], Bytes name) {
  for (const Bytes each : names) {
    if (each == name) return true;
  }
  return false;
}

}  // namespace

Error UnknownOperation(Bytes target) {
  for (const Bytes prefix : {kTables, kStreams}) {
    if (target.substr(0, prefix.size()) != prefix) continue;
    const Bytes name = target.substr(prefix.size());
    if (prefix == kTables ? Has(kOperations, name) : Has(kStreamOperations, name))
      return Fail(kOperationMissing, {name});
  }
  return Error(ErrorType::kUnknownOperation, std::string());
}

}  // namespace hashrange::api
