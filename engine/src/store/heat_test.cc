#include "store/heat.h"

#include <gtest/gtest.h>

#include "store/store_testing.h"

namespace hashrange::store {
namespace {

constexpr uint64_t kMinute = 60'000;
constexpr uint64_t kStart = 28'333'333 * kMinute;  // a whole minute

TEST(Heat, IsNothingAtFirst) {
  const Heat heat;
  EXPECT_EQ(heat.ReadUnits(0), 0);
  EXPECT_EQ(heat.ReadUnits(kStart), 0);
  EXPECT_EQ(heat.WriteUnits(kStart), 0);
}

TEST(Heat, AddsUnitsUpByHalves) {
  Heat heat;
  heat.AddRead(kStart, 0.5);
  heat.AddRead(kStart + 1, 0.5);
  heat.AddRead(kStart + 59'999, 3);
  heat.AddRead(kStart + 59'999, 0.5);
  EXPECT_EQ(heat.ReadUnits(kStart + 59'999), 4.5);
  EXPECT_EQ(heat.WriteUnits(kStart + 59'999), 0);
  heat.AddWrite(kStart + 59'999, 2);
  EXPECT_EQ(heat.WriteUnits(kStart + 59'999), 2);
  EXPECT_EQ(heat.ReadUnits(kStart + 59'999), 4.5);
}

TEST(Heat, CountsTheMinuteAtHandAndTheOneBefore) {
  Heat heat;
  heat.AddWrite(kStart, 1);
  heat.AddWrite(kStart + kMinute, 10);
  EXPECT_EQ(heat.WriteUnits(kStart + kMinute), 11);
  heat.AddWrite(kStart + 2 * kMinute, 100);
  EXPECT_EQ(heat.WriteUnits(kStart + 2 * kMinute), 110);
  heat.AddWrite(kStart + 4 * kMinute, 1000);
  EXPECT_EQ(heat.WriteUnits(kStart + 4 * kMinute), 1000);
}

TEST(Heat, ForgetsWithoutBeingAddedTo) {
  Heat heat;
  heat.AddRead(kStart, 1);
  heat.AddRead(kStart + kMinute, 10);
  EXPECT_EQ(heat.ReadUnits(kStart + 2 * kMinute - 1), 11);
  EXPECT_EQ(heat.ReadUnits(kStart + 2 * kMinute), 10);
  EXPECT_EQ(heat.ReadUnits(kStart + 3 * kMinute - 1), 10);
  EXPECT_EQ(heat.ReadUnits(kStart + 3 * kMinute), 0);
}

TEST(Heat, OfACopyIsItsOwn) {
  NodePool pool;
  Table table(1, TestSchema("t"), &pool);
  table.partitions()[0].heat.AddRead(kStart, 1);
  const Table copy = table;
  table.partitions()[0].heat.AddRead(kStart, 1);
  EXPECT_EQ(copy.partitions()[0].heat.ReadUnits(kStart), 1);
  EXPECT_EQ(table.partitions()[0].heat.ReadUnits(kStart), 2);
}

}  // namespace
}  // namespace hashrange::store
