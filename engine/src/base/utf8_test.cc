#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

#include "base/test_random.h"

namespace hashrange::base {
namespace {

TEST(Utf8, FindsOneHighByteAtEveryPlaceOfEveryLength) {
  for (size_t length = 0; length <= 40; length++) {
    std::string text(length, 'a');
    EXPECT_TRUE(IsAscii(text));
    for (size_t i = 0; i < length; i++) {
      text[i] = '\x80';
      EXPECT_FALSE(IsAscii(text)) << i << " of " << length;
      text[i] = '\x7f';
    }
    EXPECT_TRUE(IsAscii(text));
  }
}

TEST(Utf8, AcceptsTheFirstAndLastCharacterOfEachLength) {
  for (const char* text :
       {"", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "grüße, 世界 🌍, and more"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  EXPECT_TRUE(IsUtf8(Bytes("\0", 1)));
}

TEST(Utf8, RefusesOverlongSurrogateCutAndTooGreat) {
  for (const char* text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xe1\x80",
        "\xe1\x80\x41", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80",
        "\xf0\x90\x41\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "eight by\xc3",
        "eight byt\xff"}) {
    EXPECT_FALSE(IsUtf8(text)) << testing::PrintToString(std::string(text));
  }
}

TEST(Utf8, CountsTwoUnitsAboveTheFirstPlane) {
  EXPECT_EQ(Utf16Units(""), 0u);
  EXPECT_EQ(Utf16Units("abc"), 3u);
  EXPECT_EQ(Utf16Units("é"), 1u);
  EXPECT_EQ(Utf16Units("世界"), 2u);
  EXPECT_EQ(Utf16Units("a🌍b"), 4u);
  EXPECT_EQ(Utf16Units("\xef\xbf\xbf\xf0\x90\x80\x80"), 3u);
}

// A decoder that goes character by character and rebuilds each code point, to compare with.
bool IsUtf8Slowly(Bytes text) {
  for (size_t i = 0; i < text.size();) {
    const auto first = static_cast<uint8_t>(text[i]);
    const size_t length = first < 0x80       ? 1
                          : first >> 5 == 6  ? 2
                          : first >> 4 == 14 ? 3
                          : first >> 3 == 30 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    uint32_t point = length == 1 ? first : first & (0x7fu >> length);
    for (size_t k = 1; k < length; k++) {
      const auto next = static_cast<uint8_t>(text[i + k]);
      if (next >> 6 != 2) return false;
      point = point << 6 | (next & 0x3fu);
    }
    constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kLeast[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      return false;
    i += length;
  }
  return true;
}

TEST(Utf8, MendsWhatIsNotWellFormed) {
  EXPECT_EQ(MendUtf8("a\u00e9\u20ac\U0001f600z"), "a\u00e9\u20ac\U0001f600z");
  EXPECT_EQ(MendUtf8("\xff"), "\ufffd");
  EXPECT_EQ(MendUtf8("a\xc3"), "a\ufffd");
  EXPECT_EQ(MendUtf8("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
  EXPECT_EQ(MendUtf8("\xf0\x9f\x98z\u00e9"), "\ufffd\ufffd\ufffdz\u00e9");
  EXPECT_EQ(MendUtf8(""), "");
}

TEST(Utf8, AgreesWithASlowDecoderOnRandomBytes) {
  TestRandom random(1);
  int well_formed = 0;
  for (int i = 0; i < 50'000; i++) {
    const std::string text = random.BytesOf("a\x80\x8f\x90\x9f\xa0\xbf\xc2\xe0\xed\xef\xf0\xf4", 6);
    EXPECT_EQ(IsUtf8(text), IsUtf8Slowly(text)) << testing::PrintToString(text);
    well_formed += IsUtf8(text) ? 1 : 0;
  }
  EXPECT_GT(well_formed, 1'000);
}

}  // namespace
}  // namespace hashrange::base
