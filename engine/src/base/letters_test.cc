#include "base/letters.h"

#include <gtest/gtest.h>

namespace hashrange::base {
namespace {

TEST(Letters, AreOfAnyScript) {
  for (const uint32_t code_point : {0x41u, 0x7au, 0xe9u, 0x43au, 0x5d0u, 0x915u, 0x8868u, 0xd7a3u, 0x10330u,
                                    0x20000u, 0x3134au}) {
    EXPECT_TRUE(IsLetterDigitOrSpace(code_point)) << code_point;
  }
}

TEST(Letters, AreBesidesDigitsAndSpaces) {
  for (const uint32_t code_point :
       {0x20u, 0xa0u, 0x2003u, 0x3000u, 0x30u, 0x39u, 0xbdu, 0x664u, 0x2163u, 0x1d7ceu})
    EXPECT_TRUE(IsLetterDigitOrSpace(code_point)) << code_point;
}

TEST(Letters, AreNoSignsMarksOrControls) {
  for (const uint32_t code_point :
       {0u, 9u, 0x2cu, 0x40u, 0x5bu, 0x7fu, 0xa9u, 0xd7u, 0x301u, 0x20acu, 0x2764u, 0x3001u, 0xe000u, 0xfe0fu,
        0x1f511u, 0x3134bu, 0x10ffffu}) {
    EXPECT_FALSE(IsLetterDigitOrSpace(code_point)) << code_point;
  }
}

TEST(Letters, AreFoundInTexts) {
  EXPECT_TRUE(HasOnlyLettersDigitsSpaces("", ""));
  EXPECT_TRUE(HasOnlyLettersDigitsSpaces("a 1 caf\u00e9 \u043a\u043b\u044e\u0447 \u8868 \U00020000", ""));
  EXPECT_TRUE(HasOnlyLettersDigitsSpaces("a+b", "-+"));
  EXPECT_FALSE(HasOnlyLettersDigitsSpaces("a+b", "-"));
  EXPECT_FALSE(HasOnlyLettersDigitsSpaces("a\U0001f511", "-"));
  EXPECT_FALSE(HasOnlyLettersDigitsSpaces("a\xff", ""));
}

}  // namespace
}  // namespace hashrange::base
