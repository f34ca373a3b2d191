#include "hashrange/seeded_entropy.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace hashrange {
namespace {

// The same numbers are expected by web/seeded_entropy.test.ts.
TEST(SeededEntropy, GivesTheSameNumbersAsItsTwinInTypeScript) {
  const auto first = [](Bytes seed) {
    SeededEntropy entropy(seed);
    return std::vector<uint32_t>{entropy.Next32(), entropy.Next32(), entropy.Next32()};
  };
  EXPECT_EQ(first(""), (std::vector<uint32_t>{2405484767u, 1574265480u, 909456002u}));
  EXPECT_EQ(first("1"), (std::vector<uint32_t>{331322562u, 4044631360u, 3654422104u}));
  EXPECT_EQ(first("lesson"), (std::vector<uint32_t>{3227965460u, 3124319856u, 2902784990u}));
  EXPECT_EQ(first("ключ 😀"), (std::vector<uint32_t>{4035754786u, 3611904798u, 73551130u}));
}

TEST(SeededEntropy, TakesANumberForItsDigits) {
  SeededEntropy number(uint64_t{12345}), text("12345");
  EXPECT_EQ(number.Next(), text.Next());
}

TEST(SeededEntropy, GivesTheLowHalfFirst) {
  SeededEntropy halves("x"), whole("x");
  const uint64_t low = halves.Next32();
  EXPECT_EQ(whole.Next(), low | static_cast<uint64_t>(halves.Next32()) << 32);
}

TEST(SeededEntropy, GoesOnInACopy) {
  SeededEntropy original("x");
  original.Next();
  SeededEntropy copy = original;
  const uint64_t next = original.Next();
  EXPECT_EQ(copy.Next(), next);
}

TEST(SeededEntropy, DiffersFromSeedToSeed) {
  std::set<uint64_t> seen;
  for (uint64_t seed = 0; seed < 2000; seed++) {
    SeededEntropy entropy(seed);
    for (int i = 0; i < 5; i++) EXPECT_TRUE(seen.insert(entropy.Next()).second) << seed;
  }
}

}  // namespace
}  // namespace hashrange
