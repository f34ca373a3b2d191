#include "ops/next_token.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "model/item_builder.h"

namespace hashrange::ops {
namespace {

std::string SomeKey() {
  model::ItemBuilder builder;
  const model::ItemBuilder::Mark root = builder.BeginMap();
  builder.Name("pk");
  builder.String("a");
  builder.EndMap(root);
  return builder.TakeItem();
}

TEST(NextToken, ComesBackAsItWas) {
  for (const std::string& key : {std::string(), SomeKey()}) {
    const std::string text = WriteNextToken("asked", {7, key});
    NextToken token;
    ASSERT_TRUE(ReadNextToken(text, "asked", &token).ok());
    EXPECT_EQ(token.read, 7u);
    EXPECT_EQ(token.key, key);
  }
}

TEST(NextToken, BelongsToWhatWasAsked) {
  NextToken token;
  const Status status = ReadNextToken(WriteNextToken("asked", {0, SomeKey()}), "another", &token);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message(), "NextToken does not match request");
}

TEST(NextToken, IsCheckedByteByByte) {
  std::string bytes;
  ASSERT_EQ(base::DecodeBase64(WriteNextToken("asked", {1, SomeKey()}), &bytes), base::Base64Fault::kNone);
  for (size_t cut = 0; cut < bytes.size(); cut++) {
    std::string text;
    base::AppendBase64(&text, Bytes(bytes).substr(0, cut));
    NextToken token;
    const Status status = ReadNextToken(text, "asked", &token);
    // Behind the number of the read nothing need follow.
    EXPECT_EQ(status.ok(), cut == 18) << cut;
  }
  NextToken token;
  EXPECT_FALSE(ReadNextToken("no base64!", "asked", &token).ok());
}

}  // namespace
}  // namespace hashrange::ops
