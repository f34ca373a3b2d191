#include "base/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace hashrange::base {
namespace {

std::string Hex(const std::array<uint8_t, 16>& digest) {
  std::string hex;
  for (const uint8_t byte : digest) {
    hex.push_back("0123456789abcdef"[byte >> 4]);
    hex.push_back("0123456789abcdef"[byte & 15]);
  }
  return hex;
}

// Source: RFC 1321, appendix A.5.
TEST(Md5, AgreesWithTheRfc) {
  EXPECT_EQ(Hex(Md5("")), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(Hex(Md5("a")), "0cc175b9c0f1b6a831c399e269772661");
  EXPECT_EQ(Hex(Md5("abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(Hex(Md5("message digest")), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(Hex(Md5("abcdefghijklmnopqrstuvwxyz")), "c3fcd3d76192e4007dfb496cca67e13b");
  EXPECT_EQ(Hex(Md5("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")),
            "d174ab98d277d9f5a5611c2c9f419d9f");
  EXPECT_EQ(
      Hex(Md5("1234567890123456789012345678901234567890123456789012345678901234567890123456789"
              "0")),
      "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(Md5, DoesNotMindWhereItsTwoPartsMeet) {
  std::string text;
  for (int i = 0; i < 200; i++) text.push_back(static_cast<char>(i * 7));
  for (size_t length = 0; length <= text.size(); length++) {
    const Bytes whole = Bytes(text).substr(0, length);
    const auto digest = Md5(whole);
    for (size_t cut = 0; cut <= length; cut++) {
      ASSERT_EQ(Md5(whole.substr(0, cut), whole.substr(cut)), digest) << cut << " of " << length;
    }
  }
}

TEST(Md5, PrefixIsTheFirstEightBytesBigEndian) {
  EXPECT_EQ(Md5Prefix64("message ", "digest"), 0xf96b697d7cb7938du);
}

}  // namespace
}  // namespace hashrange::base
