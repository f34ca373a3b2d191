#include "model/vector.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/test_random.h"
#include "model/item_builder.h"

namespace hashrange::model {
namespace {

float FloatOf(Bytes number) {
  float value = 0;
  EXPECT_TRUE(ParseFloat(number, &value)) << number;
  return value;
}

std::string TextOf(float value) {
  std::string text;
  AppendFloat(value, &text);
  return text;
}

TEST(Vector, RoundsNumbersToTheNearestFloat) {
  EXPECT_EQ(FloatOf("0.1"), 0.1f);
  EXPECT_EQ(FloatOf("16777217"), 16777216.0f);
  EXPECT_EQ(FloatOf("-3"), -3.0f);
  EXPECT_EQ(FloatOf("1" + std::string(38, '0')), 1e38f);
  EXPECT_EQ(FloatOf("0." + std::string(100, '0') + "1"), 0.0f);
}

TEST(Vector, RefusesNumbersBeyondAllFloats) {
  float value = 0;
  EXPECT_FALSE(ParseFloat("1" + std::string(39, '0'), &value));
  EXPECT_FALSE(ParseFloat("-9" + std::string(125, '0'), &value));
  EXPECT_FALSE(ParseFloat("", &value));
}

TEST(Vector, WritesFloatsAsShortDecimalsWithAPoint) {
  EXPECT_EQ(TextOf(1), "1.0");
  EXPECT_EQ(TextOf(0), "0.0");
  EXPECT_EQ(TextOf(-0.5f), "-0.5");
  EXPECT_EQ(TextOf(0.1f), "0.1");
  EXPECT_EQ(TextOf(16777216.0f), "16777216.0");
  EXPECT_EQ(TextOf(123.456f), "123.456");
  EXPECT_EQ(TextOf(1e20f), "100000000000000000000.0");
  EXPECT_EQ(TextOf(1.5e-10f), "0.00000000015");
}

TEST(Vector, WhatItWritesReadsBackAsTheSameFloat) {
  base::TestRandom random(7);
  for (int i = 0; i < 2000; i++) {
    const auto bits = static_cast<uint32_t>(random.Next());
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(std::strtof(TextOf(value).c_str(), nullptr), value) << TextOf(value);
  }
}

TEST(Vector, IsAListOfSoManyNumbers) {
  ItemBuilder builder;
  const auto list = [&](std::vector<std::string> numbers) {
    builder.Clear();
    const ItemBuilder::Mark mark = builder.BeginList();
    for (const std::string& number : numbers) {
      if (number == "text") {
        builder.String(number);
      } else {
        builder.Number(number);
      }
    }
    builder.EndList(mark);
    return builder.value();
  };
  EXPECT_TRUE(IsVector(list({"1", "2"}), 2));
  EXPECT_FALSE(IsVector(list({"1", "2"}), 3));
  EXPECT_FALSE(IsVector(list({"1", "text"}), 2));
  EXPECT_FALSE(IsVector(list({"1" + std::string(39, '0')}), 1));
  builder.Clear();
  builder.String("12");
  EXPECT_FALSE(IsVector(builder.value(), 2));
  std::vector<float> floats;
  ReadVector(list({"1", "-2.5"}), &floats);
  EXPECT_EQ(floats, (std::vector<float>{1, -2.5}));
}

TEST(Vector, ScoresByEachFunction) {
  const std::vector<float> x{1, 0, 0};
  const std::vector<float> y{0, 2, 0};
  const std::vector<float> minus_x{-3, 0, 0};
  const std::vector<float> zero{0, 0, 0};
  EXPECT_EQ(VectorScore(DistanceFunction::kCosine, x, x), 0);
  EXPECT_EQ(VectorScore(DistanceFunction::kCosine, x, y), 1);
  EXPECT_EQ(VectorScore(DistanceFunction::kCosine, x, minus_x), 2);
  EXPECT_EQ(VectorScore(DistanceFunction::kCosine, x, zero), 1);
  EXPECT_EQ(VectorScore(DistanceFunction::kEuclidean, x, minus_x), 4);
  EXPECT_EQ(VectorScore(DistanceFunction::kEuclidean, x, y), std::sqrt(5.0f));
  EXPECT_EQ(VectorScore(DistanceFunction::kDotProduct, x, minus_x), -3);
}

TEST(Vector, ScoresStayWithinFloats) {
  const std::vector<float> huge(4, 3e38f);
  const std::vector<float> minus(4, -3e38f);
  EXPECT_TRUE(std::isfinite(VectorScore(DistanceFunction::kDotProduct, huge, huge)));
  EXPECT_TRUE(std::isfinite(VectorScore(DistanceFunction::kDotProduct, huge, minus)));
  EXPECT_TRUE(std::isfinite(VectorScore(DistanceFunction::kEuclidean, huge, minus)));
  EXPECT_EQ(VectorScore(DistanceFunction::kCosine, huge, huge), 0);
}

}  // namespace
}  // namespace hashrange::model
