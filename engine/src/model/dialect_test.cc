#include "model/dialect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace hashrange::model {
namespace {

// Every region that paritysuite's sweeps of October 2026 reach.
constexpr Bytes kMeasuredRegions[] = {
    "af-south-1",     "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3", "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "ca-central-1",   "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
    "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
    "il-central-1",   "me-central-1",   "mx-central-1",   "sa-east-1",      "us-east-1",
    "us-east-2",      "us-west-1",      "us-west-2"};

TEST(Dialect, IsTheNewestInEuWest2) {
  const Dialect london = DialectOf("eu-west-2");
  EXPECT_EQ(london.parts, kNewest);
  for (const OperationShape& shape : Operations()) {
    EXPECT_FALSE(london.IsOlder(shape.operation)) << shape.name;
    EXPECT_FALSE(london.MissesRequestItems(shape.operation)) << shape.name;
  }
}

TEST(Dialect, IsAsMostOfARegionThatNobodyMeasured) {
  const Dialect most = DialectOf("us-east-1");
  for (const Bytes region : {"us-gov-west-1", "cn-north-1", "moon-1", ""})
    EXPECT_EQ(DialectOf(region).parts, most.parts) << region;
  EXPECT_FALSE(most.IsOlder(Operation::kPutItem));
  EXPECT_TRUE(most.IsOlder(Operation::kTransactGetItems));
  EXPECT_TRUE(most.IsOlder(Operation::kScan));
  EXPECT_FALSE(most.IsOlder(Operation::kQuery));
  EXPECT_TRUE(most.MissesRequestItems(Operation::kBatchWriteItem));
  EXPECT_FALSE(most.MissesRequestItems(Operation::kBatchGetItem));
}

TEST(Dialect, ReadsWritesWithTheOlderLayerInTwoRegions) {
  for (const Bytes region : {"eu-south-2", "me-central-1"}) {
    const Dialect dialect = DialectOf(region);
    for (const Operation operation :
         {Operation::kPutItem, Operation::kUpdateItem, Operation::kDeleteItem}) {
      EXPECT_TRUE(dialect.IsOlder(operation)) << region;
    }
    EXPECT_FALSE(dialect.IsOlder(Operation::kGetItem)) << region;
  }
  EXPECT_FALSE(DialectOf("eu-south-2").MissesRequestItems(Operation::kBatchGetItem));
  EXPECT_TRUE(DialectOf("me-central-1").MissesRequestItems(Operation::kBatchGetItem));
}

// Only the regions of `newest` do not have the older `part`.
void ExpectNewest(DialectPart part, const std::vector<Bytes>& newest) {
  for (const Bytes region : kMeasuredRegions) {
    const bool is_newest = std::find(newest.begin(), newest.end(), region) != newest.end();
    EXPECT_EQ(DialectOf(region).has(part), !is_newest) << region << " " << int{part};
  }
}

// Source: paritysuite, registry/splits.json of 2026-10-08 (its rows of puts and updates,
// BatchGetItem and Scan); captures 2026-10-07-batch-empty-request-items and
// 2026-10-08-transact-write-rollout.
TEST(Dialect, IsThatOfEveryMeasuredRegion) {
  ExpectNewest(kOlderTransactions, {"eu-west-2", "eu-north-1", "ap-northeast-2"});
  ExpectNewest(kOlderBatchWrite,
               {"eu-west-2", "ap-east-2", "ap-southeast-1", "eu-central-1", "eu-north-1"});
  ExpectNewest(kOlderScan,
               {"eu-west-2", "ap-east-2", "ap-northeast-2", "eu-central-1", "us-west-1"});
  for (const Bytes region : kMeasuredRegions) {
    const Dialect dialect = DialectOf(region);
    const bool oldest = region == Bytes("me-central-1");
    EXPECT_EQ(dialect.has(kOlderWrites), oldest || region == Bytes("eu-south-2")) << region;
    EXPECT_EQ(dialect.has(kOlderBatchGet), oldest) << region;
  }
}

// Source: paritysuite, validation-ordering/deepRequests, measured in these ten regions 2026-10-09.
TEST(Dialect, TellsTheDepthOfAScanFirstWhereThatWasMeasured) {
  for (const Bytes region : {"us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-north-1",
                             "ap-northeast-1", "ca-central-1"}) {
    EXPECT_TRUE(DialectOf(region).has(kScanDepthFirst)) << region;
  }
  for (const Bytes region : {"eu-west-2", "eu-central-1", "ap-southeast-2"})
    EXPECT_FALSE(DialectOf(region).has(kScanDepthFirst)) << region;
}

}  // namespace
}  // namespace hashrange::model
