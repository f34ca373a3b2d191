#include "model/dialect.h"

namespace hashrange::model {
namespace {

struct Row {
  Bytes region;
  uint8_t parts;
};

// Source: paritysuite, measured in 33 regions 2026-10-03 and -07; of transactions, 2026-10-08; of
// Scan's depth, in ten regions, 2026-10-09.
constexpr uint8_t kMost = kOlderTransactions | kOlderBatchWrite | kOlderScan | kScanDepthFirst;

// Those that differ from most.
constexpr Row kRows[] = {
    {"eu-west-2", kNewest},
    {"ap-east-2", kOlderTransactions},
    {"ap-northeast-2", kOlderBatchWrite},
    {"ap-southeast-1", kOlderTransactions | kOlderScan | kScanDepthFirst},
    {"ap-southeast-2", kOlderTransactions | kOlderBatchWrite | kOlderScan},
    {"eu-central-1", kOlderTransactions},
    {"eu-north-1", kOlderScan | kScanDepthFirst},
    {"us-west-1", kOlderTransactions | kOlderBatchWrite},
    {"eu-south-2", kMost | kOlderWrites},
    {"me-central-1", kMost | kOlderWrites | kOlderBatchGet},
};

}  // namespace

bool Dialect::IsOlder(Operation operation) const {
  switch (operation) {
    case Operation::kPutItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
      return has(kOlderWrites);
    case Operation::kTransactGetItems:
    case Operation::kTransactWriteItems:
      return has(kOlderTransactions);
    case Operation::kBatchWriteItem:
      return has(kOlderBatchWrite);
    case Operation::kScan:
      return has(kOlderScan);
    default:  // the regions do not differ
      return false;
  }
}

bool Dialect::MissesRequestItems(Operation operation) const {
  return (operation == Operation::kBatchWriteItem && has(kOlderBatchWrite)) ||
         (operation == Operation::kBatchGetItem && has(kOlderBatchGet));
}

Dialect DialectOf(Bytes region) {
  for (const Row& row : kRows) {
    if (row.region == region) return {row.parts};
  }
  return {kMost};
}

}  // namespace hashrange::model
