#include "model/dialect.h"

#include <gtest/gtest.h>

namespace hashrange::model {
namespace {

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

}  // namespace
}  // namespace hashrange::model
