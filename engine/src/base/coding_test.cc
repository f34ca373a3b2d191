#include "base/coding.h"

#include <gtest/gtest.h>

#include <string>

namespace hashrange::base {
namespace {

TEST(Coding, FixedWidthIsLittleEndian) {
  std::string bytes;
  PutFixed32(&bytes, 0x04030201);
  PutFixed64(&bytes, 0x0c0b0a0908070605);
  EXPECT_EQ(bytes, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c");

  Bytes from = bytes;
  uint32_t narrow = 0;
  uint64_t wide = 0;
  ASSERT_TRUE(GetFixed32(&from, &narrow));
  ASSERT_TRUE(GetFixed64(&from, &wide));
  EXPECT_EQ(narrow, 0x04030201u);
  EXPECT_EQ(wide, 0x0c0b0a0908070605u);
  EXPECT_TRUE(from.empty());
}

TEST(Coding, VarintHasOneByteForEachSevenBits) {
  for (int bits = 0; bits < 64; bits++) {
    for (const uint64_t value :
         {uint64_t{1} << bits, (uint64_t{1} << bits) - 1, ~uint64_t{0} >> bits}) {
      std::string bytes;
      PutVarint(&bytes, value);
      size_t expected = 1;
      for (uint64_t rest = value >> 7; rest != 0; rest >>= 7) expected++;
      EXPECT_EQ(bytes.size(), expected);

      bytes.append("more");
      Bytes from = bytes;
      uint64_t read = 0;
      ASSERT_TRUE(GetVarint(&from, &read));
      EXPECT_EQ(read, value);
      EXPECT_EQ(from, "more");
    }
  }
}

TEST(Coding, RefusesVarintsThatAreLongerThanTheyNeedBe) {
  const auto reads = [](Bytes bytes) {
    uint64_t value = 7;
    const bool read = GetVarint(&bytes, &value);
    EXPECT_EQ(read, value != 7 && bytes.empty());
    return read;
  };
  EXPECT_TRUE(reads(Bytes("\x00", 1)));
  EXPECT_FALSE(reads(Bytes("\x80\x00", 2)));
  EXPECT_TRUE(reads("\xac\x02"));
  EXPECT_FALSE(reads(Bytes("\xac\x82\x00", 3)));
  EXPECT_TRUE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  EXPECT_FALSE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"));
  EXPECT_FALSE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x03"));
  EXPECT_FALSE(reads(Bytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00", 10)));
}

TEST(Coding, ReadersLeaveTheInputAloneWhenBytesAreMissing) {
  const auto unchanged = [](Bytes bytes, auto read) {
    Bytes from = bytes;
    EXPECT_FALSE(read(&from));
    EXPECT_EQ(from.data(), bytes.data());
    EXPECT_EQ(from.size(), bytes.size());
  };
  uint8_t byte = 0;
  uint32_t narrow = 0;
  uint64_t wide = 0;
  Bytes text;
  unchanged("", [&](Bytes* from) { return GetByte(from, &byte); });
  unchanged("abc", [&](Bytes* from) { return GetFixed32(from, &narrow); });
  unchanged("abcdefg", [&](Bytes* from) { return GetFixed64(from, &wide); });
  unchanged("", [&](Bytes* from) { return GetVarint(from, &wide); });
  unchanged("\x80\x80", [&](Bytes* from) { return GetVarint(from, &wide); });
  unchanged("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            [&](Bytes* from) { return GetVarint(from, &wide); });
  unchanged(
      "\x04"
      "abc",
      [&](Bytes* from) { return GetLengthPrefixed(from, &text); });
  // A length near 2^64 must not wrap around.
  unchanged(
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
      "abc",
      [&](Bytes* from) { return GetLengthPrefixed(from, &text); });
}

TEST(Coding, ANumberHasOneVarint) {
  for (const Bytes longer : {Bytes("\x80\0", 2), Bytes("\xff\0", 2), Bytes("\x80\x80\x80\0", 4),
                             Bytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\0", 10),
                             Bytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10),
                             Bytes("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f", 10)}) {
    Bytes from = longer, bytes;
    uint64_t value = 0;
    EXPECT_FALSE(GetVarint(&from, &value)) << testing::PrintToString(longer);
    EXPECT_FALSE(GetLengthPrefixed(&from, &bytes)) << testing::PrintToString(longer);
    EXPECT_EQ(from.size(), longer.size());
  }
}

TEST(Coding, LengthPrefixedKeepsEveryByte) {
  std::string bytes;
  const std::string zeros(300, '\0');
  PutLengthPrefixed(&bytes, zeros);
  PutLengthPrefixed(&bytes, "");
  PutLengthPrefixed(&bytes, "end");
  Bytes from = bytes, first, second, third;
  ASSERT_TRUE(GetLengthPrefixed(&from, &first));
  ASSERT_TRUE(GetLengthPrefixed(&from, &second));
  ASSERT_TRUE(GetLengthPrefixed(&from, &third));
  EXPECT_EQ(first, zeros);
  EXPECT_EQ(second, "");
  EXPECT_EQ(third, "end");
  EXPECT_TRUE(from.empty());
}

}  // namespace
}  // namespace hashrange::base
