#include "base/crc32c.h"

#include <gtest/gtest.h>

#include <string>

namespace hashrange::base {
namespace {

// Source: RFC 3720, appendix B.4, whose bytes are in the order of the wire.
TEST(Crc32c, AgreesWithTheRfc) {
  std::string rising, falling;
  for (int i = 0; i < 32; i++) {
    rising.push_back(static_cast<char>(i));
    falling.push_back(static_cast<char>(31 - i));
  }
  const unsigned char read_command[48] = {
      0x01, 0xc0, 0, 0,    0, 0, 0, 0,    0,    0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 4, 0,
      0,    0,    0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(Crc32c(rising), 0x46dd794eu);
  EXPECT_EQ(Crc32c(falling), 0x113fdb5cu);
  EXPECT_EQ(Crc32c(Bytes(reinterpret_cast<const char*>(read_command), 48)), 0xd9963a56u);
}

TEST(Crc32c, AgreesWithTheCatalogueCheckValue) {
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(Crc32c(""), 0u);
}

uint32_t BitByBit(Bytes bytes) {
  uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
  }
  return ~crc;
}

TEST(Crc32c, AgreesWithTheDefinitionAtEveryLengthAndContinuesFromEveryCut) {
  std::string text;
  for (int i = 0; i < 70; i++) text.push_back(static_cast<char>(i * i + 3));
  for (size_t length = 0; length <= text.size(); length++) {
    const Bytes whole = Bytes(text).substr(0, length);
    const uint32_t crc = BitByBit(whole);
    ASSERT_EQ(Crc32c(whole), crc);
    for (size_t cut = 0; cut <= length; cut++) {
      ASSERT_EQ(Crc32c(whole.substr(cut), Crc32c(whole.substr(0, cut))), crc);
    }
  }
}

TEST(Crc32c, ChangesWithEveryBit) {
  std::string text = "a frame of the log";
  const uint32_t crc = Crc32c(text);
  for (size_t i = 0; i < text.size() * 8; i++) {
    text[i / 8] = static_cast<char>(text[i / 8] ^ (1 << (i % 8)));
    EXPECT_NE(Crc32c(text), crc);
    text[i / 8] = static_cast<char>(text[i / 8] ^ (1 << (i % 8)));
  }
}

}  // namespace
}  // namespace hashrange::base
