#include "base/base64.h"

#include <gtest/gtest.h>

#include <utility>

#include "base/test_random.h"

namespace hashrange::base {
namespace {

// Source: RFC 4648, section 10.
TEST(Base64, AgreesWithTheRfc) {
  const std::pair<const char*, const char*> vectors[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : vectors) {
    std::string written = "before", read = "before";
    AppendBase64(&written, bytes);
    EXPECT_EQ(written, std::string("before") + text);
    EXPECT_EQ(DecodeBase64(text, &read), Base64Fault::kNone);
    EXPECT_EQ(read, std::string("before") + bytes);
  }
}

TEST(Base64, ReadsBackEveryByte) {
  TestRandom random(2);
  for (uint32_t i = 0; i < 2'000; i++) {
    std::string bytes(i % 67, '\0'), text, read;
    for (char& c : bytes) c = static_cast<char>(random.Below(256));
    AppendBase64(&text, bytes);
    ASSERT_EQ(text.size(), (bytes.size() + 2) / 3 * 4);
    ASSERT_EQ(DecodeBase64(text, &read), Base64Fault::kNone);
    ASSERT_EQ(read, bytes);
  }
}

TEST(Base64, NamesTheFaultAndLeavesTheTargetAlone) {
  const std::pair<Bytes, Base64Fault> cases[] = {
      {"not base64", Base64Fault::kNotBase64},
      {"Zg=g", Base64Fault::kNotBase64},
      {"Zm9v\n", Base64Fault::kNotBase64},
      {"Zm-_", Base64Fault::kNotBase64},
      {"=Zm9", Base64Fault::kNotBase64},
      {"Z===", Base64Fault::kNotBase64},
      {"====", Base64Fault::kNotBase64},
      {"Zm9v!", Base64Fault::kNotBase64},
      {Bytes("Zm9\0", 4), Base64Fault::kNotBase64},
      {"Z", Base64Fault::kLength},
      {"Zg", Base64Fault::kLength},
      {"Zg=", Base64Fault::kLength},
      {"Zm9vY", Base64Fault::kLength},
      {"=", Base64Fault::kLength},
      {"==", Base64Fault::kLength},
      {"Zm9v=", Base64Fault::kLength},
      {"Zm9vZ==", Base64Fault::kLength},
      {"Zh==", Base64Fault::kTrailingBits},
      {"Zm9=", Base64Fault::kTrailingBits},
      {"Zm9vZm9=", Base64Fault::kTrailingBits},
  };
  for (const auto& [text, fault] : cases) {
    std::string read = "kept";
    EXPECT_EQ(DecodeBase64(text, &read), fault) << text;
    EXPECT_EQ(read, "kept");
  }
}

}  // namespace
}  // namespace hashrange::base
