#include "store/key_bytes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace hashrange::store {
namespace {

int Sign(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

// Of every length up to 20: equal ones, and ones that differ in one byte on either side of 0x80.
std::vector<std::string> Keys() {
  std::vector<std::string> keys;
  for (size_t length = 0; length <= 20; length++) {
    keys.push_back(std::string(length, 'k'));
    for (size_t at = 0; at < length; at++) {
      for (const char byte : {'\0', 'j', '\x80', '\xff'}) {
        keys.push_back(std::string(length, 'k'));
        keys.back()[at] = byte;
      }
    }
  }
  return keys;
}

TEST(KeyBytes, AreOrderedAsStringsAre) {
  const std::vector<std::string> keys = Keys();
  for (const std::string& a : keys) {
    for (const std::string& b : keys) {
      ASSERT_EQ(CompareKeyBytes(a, b), Sign(Bytes(a).compare(b))) << a << " and " << b;
      ASSERT_EQ(SameKeyBytes(a, b), a == b) << a << " and " << b;
    }
  }
}

TEST(KeyBytes, HaveAFingerprintThatDependsOnAllOfThem) {
  const std::string key = "user#000042 order#2026-11";
  const uint16_t whole = KeyFingerprint({7, key});
  EXPECT_EQ(KeyFingerprint({7, std::string(key)}), whole);
  EXPECT_NE(KeyFingerprint({8, key}), whole);
  for (size_t at = 0; at < key.size(); at++) {
    std::string other = key;
    other[at] ^= 1;
    EXPECT_NE(KeyFingerprint({7, other}), whole) << at;
  }
}

TEST(KeyBytes, HaveFingerprintsThatRarelyMeet) {
  std::set<uint16_t> fingerprints;
  for (int i = 0; i < 1000; i++) {
    fingerprints.insert(KeyFingerprint({7, "user#000042 order#" + std::to_string(100'000 + i)}));
  }
  EXPECT_GT(fingerprints.size(), 950u);  // of random ones about 992 would differ
}

}  // namespace
}  // namespace hashrange::store
