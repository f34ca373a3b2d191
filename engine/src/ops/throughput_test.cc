#include "ops/throughput.h"

#include <gtest/gtest.h>

#include "base/utc.h"

namespace hashrange::ops {
namespace {

constexpr uint64_t kMorningMs = 1'790'000'000'000 / 86'400'000 * 86'400'000 + 3'600'000;

TEST(Throughput, RemembersWhenItGrewAndShrank) {
  model::Throughput throughput{5, 5};
  ASSERT_TRUE(ChangeThroughput({6, 5}, kMorningMs, &throughput).ok());
  EXPECT_EQ(throughput.increased_ms, kMorningMs);
  EXPECT_EQ(throughput.decreased_ms, 0u);
  EXPECT_EQ(DecreasesToday(throughput, kMorningMs), 0u);
  ASSERT_TRUE(ChangeThroughput({7, 4}, kMorningMs + 1, &throughput).ok());
  EXPECT_EQ(throughput.increased_ms, kMorningMs + 1);
  EXPECT_EQ(throughput.decreased_ms, kMorningMs + 1);
  EXPECT_EQ(DecreasesToday(throughput, kMorningMs + 2), 1u);
  EXPECT_EQ(throughput.read_capacity_units, 7);
  EXPECT_EQ(throughput.write_capacity_units, 4);
}

TEST(Throughput, ShrinksFourTimesADayAndThenOnceAnHour) {
  model::Throughput throughput{100, 100};
  for (int64_t units = 99; units >= 96; units--) {
    ASSERT_TRUE(ChangeThroughput({units, 100}, kMorningMs, &throughput).ok());
  }
  const Status refused = ChangeThroughput({95, 100}, kMorningMs + 3'599'999, &throughput);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().type(), ErrorType::kLimitExceeded);
  EXPECT_EQ(refused.error().message(),
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a "
            "given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC "
            "day can be performed at most once every 3600 seconds. Number of decreases today: 4. "
            "Last decrease at " +
                base::LongText(kMorningMs) + ". Next decrease can be made at " +
                base::LongText(kMorningMs + 3'600'000));
  EXPECT_EQ(throughput.read_capacity_units, 96);
  EXPECT_TRUE(ChangeThroughput({97, 100}, kMorningMs + 1, &throughput).ok());
  EXPECT_TRUE(ChangeThroughput({95, 100}, kMorningMs + 3'600'000, &throughput).ok());
  EXPECT_EQ(DecreasesToday(throughput, kMorningMs + 3'600'000), 5u);
  EXPECT_EQ(DecreasesToday(throughput, kMorningMs + 86'400'000), 0u);
  EXPECT_TRUE(ChangeThroughput({94, 100}, kMorningMs + 86'400'000, &throughput).ok());
  EXPECT_EQ(DecreasesToday(throughput, kMorningMs + 86'400'000), 1u);
}

TEST(Throughput, NamesTheUnitThatIsOutOfBounds) {
  OutOfBounds found;
  EXPECT_FALSE(FindOutOfBounds({1'000'000'000'000, 1}, &found));
  ASSERT_TRUE(FindOutOfBounds({1, 1'000'000'000'001}, &found));
  EXPECT_EQ(found.name, "WriteCapacityUnits");
  ASSERT_TRUE(FindOutOfBounds({1'000'000'000'001, 1'000'000'000'002}, &found));
  EXPECT_EQ(found.name, "ReadCapacityUnits");
  EXPECT_EQ(found.units, 1'000'000'000'001);
}

}  // namespace
}  // namespace hashrange::ops
