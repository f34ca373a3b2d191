// The parts of the naive engine that could be wrong on their own.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/legacy.h"
#include "model/md5.h"
#include "model/shrink.h"
#include "model/value.h"

namespace hashrange::naive {
namespace {

std::string Plain(const std::string& text) { return PlainText(ParseDecimal(text)); }

std::string Sum(const std::string& a, const std::string& b) {
  return PlainText(AddDecimals(ParseDecimal(a), ParseDecimal(b)));
}

TEST(Decimal, IsWrittenPlainly) {
  EXPECT_EQ(Plain("0042.1200"), "42.12");
  EXPECT_EQ(Plain("+1e-2"), "0.01");
  EXPECT_EQ(Plain("-0"), "0");
  EXPECT_EQ(Plain("1E3"), "1000");
  EXPECT_EQ(Plain("-.5"), "-0.5");
  EXPECT_EQ(Plain("5."), "5");
}

TEST(Decimal, AddsAsOnPaper) {
  EXPECT_EQ(Sum("1", "-1"), "0");
  EXPECT_EQ(Sum("99.5", "0.5"), "100");
  EXPECT_EQ(Sum("1", "-100"), "-99");
  EXPECT_EQ(Sum("-1.05", "1"), "-0.05");
  EXPECT_EQ(Sum("0", "-7"), "-7");
  EXPECT_EQ(Sum("1e20", "1e-5"), "100000000000000000000.00001");
}

TEST(Decimal, HasTheSizesThatWereMeasured) {
  // Source: paritysuite, measured 2026-10.
  const std::vector<std::pair<std::string, uint64_t>> sizes = {
      {"0", 1},      {"1", 2},    {"12", 2},    {"123", 3},       {"1234", 3},
      {"0042", 2},   {"100", 2},  {"1010", 3},  {"0.0000001", 2}, {"1E125", 2},
      {"1E-100", 2}, {"1.5", 3},  {"1.234", 4}, {"3.14159", 5},   {"123456", 4},
      {"100.5", 4},  {"0.15", 2}, {"-42", 3},   {"-0", 1}};
  for (const auto& [text, size] : sizes) EXPECT_EQ(NumberSize(ParseDecimal(text)), size) << text;
}

TEST(Md5, HasTheDigestsOfTheRfc) {
  EXPECT_EQ(Md5First64(""), 0xd41d8cd98f00b204u);
  EXPECT_EQ(Md5First64("message digest"), 0xf96b697d7cb7938du);
  EXPECT_EQ(Md5First64(
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
            0x57edf4a22be3c955u);
}

TEST(Value, CountsContainersAsMeasured) {
  // 3 for the container, 1 for each element. Source: paritysuite, measured 2026-10.
  EXPECT_EQ(SizeOf(L({S("abc"), N("1")})), 3u + 1 + 3 + 1 + 2);
  EXPECT_EQ(SizeOf(M({{"ab", Null()}})), 3u + 1 + 2 + 1);
  EXPECT_EQ(SizeOf(Canonical(SetOf(Type::kNS, {"12", "0"}))), 2u + 1);
}

TEST(Shrink, LeavesTheStepsThatMatter) {
  std::vector<int> steps;
  for (int i = 0; i < 100; i++) steps.push_back(i);
  const std::function<bool(const std::vector<int>&)> fails = [](const std::vector<int>& left) {
    return std::count(left.begin(), left.end(), 17) == 1 &&
           std::count(left.begin(), left.end(), 60) == 1 && left.back() == 99;
  };
  EXPECT_EQ(Shrink(steps, fails, 10'000), (std::vector<int>{17, 60, 99}));
}

// Source: behaviour.md 4.7; paritysuite, measured eu-west-2 2026-10.
TEST(Legacy, TellsAMissingAttributeFromANull) {
  const Item item = {{"null", Null()}, {"set", SetOf(Type::kSS, {"a", "b"})}};
  const auto holds = [&](const char* attribute, const char* op, std::vector<Value> values) {
    return Holds(LegacyTests{{{attribute, op, std::move(values), false}}, ""}, item);
  };
  EXPECT_TRUE(holds("null", "NOT_NULL", {}));
  EXPECT_TRUE(holds("none", "NULL", {}));
  EXPECT_TRUE(holds("none", "NE", {S("a")}));
  EXPECT_FALSE(holds("none", "NOT_CONTAINS", {S("a")}));
  EXPECT_TRUE(holds("set", "CONTAINS", {S("a")}));
  EXPECT_TRUE(holds("set", "NOT_CONTAINS", {S("c")}));
  EXPECT_FALSE(holds("set", "IN", {S("a")}));
}

}  // namespace
}  // namespace hashrange::naive
