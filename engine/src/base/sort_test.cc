#include "base/sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>

#include "base/test_random.h"

namespace hashrange::base {
namespace {

TEST(Sort, SortsAsTheStandardLibraryDoes) {
  TestRandom random(7);
  for (uint32_t count = 0; count < 300; count++) {
    std::vector<std::string> strings;
    for (uint32_t i = 0; i < count; i++) strings.push_back(random.BytesOf("abc", 6));
    std::vector<std::string> expected = strings;
    std::sort(expected.begin(), expected.end());
    Sort(strings);
    EXPECT_EQ(strings, expected) << count;
  }
}

TEST(Sort, LeavesEqualOnesInTheirOrder) {
  TestRandom random(8);
  for (uint32_t count : {2u, 7u, 8u, 9u, 16u, 17u, 100u, 1000u}) {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    for (uint32_t i = 0; i < count; i++) pairs.emplace_back(random.Below(5), i);
    Sort(pairs, [](const auto& a, const auto& b) { return a.first < b.first; });
    // Of equal first halves the second ones rise, as they were made.
    EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end())) << count;
  }
}

TEST(Sort, TakesWhatIsInOrderAndWhatIsReversed) {
  std::vector<int> rising(50), falling(50);
  for (int i = 0; i < 50; i++) rising[static_cast<size_t>(i)] = i;
  for (int i = 0; i < 50; i++) falling[static_cast<size_t>(i)] = 49 - i;
  const std::vector<int> expected = rising;
  Sort(rising);
  Sort(falling);
  EXPECT_EQ(rising, expected);
  EXPECT_EQ(falling, expected);
}

TEST(Sort, MovesWhatCannotBeCopied) {
  std::vector<std::unique_ptr<int>> owners;
  for (int value : {3, 1, 2}) owners.push_back(std::make_unique<int>(value));
  Sort(owners, [](const auto& a, const auto& b) { return *a < *b; });
  EXPECT_EQ(*owners[0], 1);
  EXPECT_EQ(*owners[1], 2);
  EXPECT_EQ(*owners[2], 3);
}

TEST(Sort, SortsAPartOfAList) {
  std::vector<int> list{5, 4, 3, 2, 1};
  std::span<int> front(list.data(), 3);
  Sort(front);
  EXPECT_EQ(list, (std::vector<int>{3, 4, 5, 2, 1}));
}

}  // namespace
}  // namespace hashrange::base
