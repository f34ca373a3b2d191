// Every length and alignment of memcpy and memcmp against loops of bytes. As Wasm these are the
// ones of memory.cc.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace {

// Through pointers that the compiler cannot see through: it would put its own code in place of a
// call.
void* (*volatile copy)(void*, const void*, size_t) = &std::memcpy;
int (*volatile compare)(const void*, const void*, size_t) = &std::memcmp;

TEST(Memory, CopiesEveryLengthAtEveryAlignment) {
  std::string source(400, '\0');
  for (size_t i = 0; i < source.size(); i++) source[i] = static_cast<char>(i * 31 + 7);
  for (size_t bytes = 0; bytes <= 140; bytes++) {
    for (size_t from = 0; from < 8; from++) {
      for (size_t to = 0; to < 8; to++) {
        std::string target(200, '\x55');
        ASSERT_EQ(copy(target.data() + 16 + to, source.data() + from, bytes),
                  target.data() + 16 + to);
        std::string expected(200, '\x55');
        for (size_t i = 0; i < bytes; i++) expected[16 + to + i] = source[from + i];
        ASSERT_EQ(target, expected) << bytes << " " << from << " " << to;
      }
    }
  }
}

TEST(Memory, CopiesLongRuns) {
  std::string source(1'000'003, '\0');
  for (size_t i = 0; i < source.size(); i++) source[i] = static_cast<char>(i * 2654435761u >> 13);
  std::string target(source.size(), '\0');
  copy(target.data() + 1, source.data(), source.size() - 1);
  EXPECT_EQ(target.substr(1), source.substr(0, source.size() - 1));
}

TEST(Memory, ComparesAsUnsignedBytesAtTheFirstDifference) {
  for (size_t bytes = 1; bytes <= 40; bytes++) {
    for (size_t offset = 0; offset < 8; offset++) {
      std::string left(offset + bytes, 'm'), right(offset + bytes + 3, 'm');
      ASSERT_EQ(compare(left.data() + offset, right.data() + offset, bytes), 0);
      for (size_t at = 0; at < bytes; at++) {
        std::string greater = right;
        greater[offset + at] = '\xf0';
        // What comes after the first difference does not count.
        for (size_t i = at + 1; i < bytes; i++) greater[offset + i] = '\x01';
        ASSERT_LT(compare(left.data() + offset, greater.data() + offset, bytes), 0)
            << bytes << " " << at;
        ASSERT_GT(compare(greater.data() + offset, left.data() + offset, bytes), 0)
            << bytes << " " << at;
      }
    }
  }
  EXPECT_EQ(compare("a", "b", 0), 0);
}

}  // namespace
