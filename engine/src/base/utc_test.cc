#include "base/utc.h"

#include <gtest/gtest.h>

namespace hashrange::base {
namespace {

TEST(Utc, PrintsTheBeginningOfTime) {
  EXPECT_EQ(IsoText(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(LongText(0), "Thursday, January 1, 1970 at 12:00:00 AM Coordinated Universal Time");
}

TEST(Utc, PrintsMorningAndAfternoon) {
  EXPECT_EQ(IsoText(1'532'551'694'007), "2018-07-25T20:48:14.007Z");
  EXPECT_EQ(LongText(1'532'551'694'007), "Wednesday, July 25, 2018 at 8:48:14 PM Coordinated Universal Time");
  EXPECT_EQ(LongText(1'532'508'494'007), "Wednesday, July 25, 2018 at 8:48:14 AM Coordinated Universal Time");
  EXPECT_EQ(LongText(1'532'520'000'000), "Wednesday, July 25, 2018 at 12:00:00 PM Coordinated Universal Time");
}

TEST(Utc, PrintsAsJavaDoes) {
  EXPECT_EQ(JavaText(0), "Thu Jan 01 00:00:00 UTC 1970");
  EXPECT_EQ(JavaText(1'532'551'694'007), "Wed Jul 25 20:48:14 UTC 2018");
}

TEST(Utc, KnowsLeapDays) {
  EXPECT_EQ(IsoText(951'782'400'000), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(IsoText(951'868'800'000), "2000-03-01T00:00:00.000Z");
  EXPECT_EQ(IsoText(1'709'164'800'000), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(IsoText(4'107'542'400'000), "2100-03-01T00:00:00.000Z");
  EXPECT_EQ(IsoText(4'107'542'399'999), "2100-02-28T23:59:59.999Z");
}

TEST(Utc, CountsDaysFromMidnightToMidnight) {
  EXPECT_EQ(UtcDay(86'399'999), 0u);
  EXPECT_EQ(UtcDay(86'400'000), 1u);
}

}  // namespace
}  // namespace hashrange::base
